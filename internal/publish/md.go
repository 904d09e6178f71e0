package publish

import (
	"bytes"
	"strconv"
	"strings"
)

// Markdown writes d as CommonMark with pipe tables; its first line is the
// stamp. Words stay words: what would be markup in them is escaped.
func Markdown(d *Document) []byte {
	w := &markdown{d: d}
	w.put(escapeMarkdown(oneLine(d.Stamp.line(d.language(), 0))), "\n\n")
	w.blocks(d.Blocks)
	return append(bytes.TrimRight(w.b.Bytes(), "\n"), '\n')
}

// markdown gathers one md file.
type markdown struct {
	d      *Document
	b      bytes.Buffer
	tables int
}

func (w *markdown) put(parts ...string) {
	for _, p := range parts {
		w.b.WriteString(p)
	}
}

func (w *markdown) blocks(blocks []Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case Heading:
			w.put(strings.Repeat("#", min(b.Level, 3)+1), " ")
			if b.Number != "" {
				w.put(escapeMarkdown(b.Number), "  ")
			}
			w.put(escapeMarkdown(oneLine(b.Text)), "\n\n")
		case Paragraph:
			w.paragraph(b)
		case Markup:
			w.put(b.below(), "\n\n")
		case Annotated:
			w.annotated(b)
		case *Table:
			w.table(b)
		case PageBreak:
			w.put("---\n\n")
		case Group:
			w.blocks(b.Blocks)
		case Ticks:
			if b.Lead != "" {
				w.put(escapeMarkdown(b.Lead), "\n\n")
			}
			for _, o := range b.Options {
				w.put("- ☐ ", escapeMarkdown(o), "\n")
			}
			w.put("\n")
			if b.Tail != "" {
				w.put(escapeMarkdown(b.Tail), "\n\n")
			}
		case Lines:
			w.put(strings.Repeat("\\_", 40), "\n\n")
		case Blanks:
			for _, l := range b.Labels {
				w.put(escapeMarkdown(l), " ", strings.Repeat("\\_", 12), "  ")
			}
			w.put("\n\n")
		}
	}
}

func (w *markdown) paragraph(p Paragraph) {
	lead := ""
	if p.Style == Quote {
		lead = "> "
	}
	var b strings.Builder
	for _, r := range p.Runs {
		s := escapeMarkdown(r.Text)
		if trimmed := strings.TrimSpace(s); trimmed != "" {
			mark := ""
			if r.Strong {
				mark = "**"
			}
			if r.Slanted {
				mark += "_"
			}
			s = strings.Replace(s, trimmed, mark+trimmed+reverse(mark), 1)
		}
		b.WriteString(s)
	}
	lines := strings.Split(strings.ReplaceAll(b.String(), "\r\n", "\n"), "\n")
	for i, l := range lines {
		w.put(lead, l)
		if i < len(lines)-1 {
			w.put("\\")
		}
		w.put("\n")
	}
	w.put("\n")
}

func reverse(mark string) string {
	if len(mark) == 3 {
		return "_**"
	}
	return mark
}

func (w *markdown) table(t *Table) {
	w.tables++
	if t.Caption != "" {
		w.put("**", labels(w.d.language()).table, " ", strconv.Itoa(w.tables), "**  ", escapeMarkdown(oneLine(t.Caption)), "\n\n")
	}
	for _, c := range t.Columns {
		w.put("| ", cellMarkdown(c.head()), " ")
	}
	w.put("|\n")
	for _, c := range t.Columns {
		if c.Kind == Number {
			w.put("| ---: ")
		} else {
			w.put("| --- ")
		}
	}
	w.put("|\n")
	for _, r := range t.Rows {
		for i := range t.Columns {
			var c Cell
			if i < len(r.Cells) {
				c = r.Cells[i]
			}
			s := cellMarkdown(c.Text)
			if s != "" && (c.Strong || r.Span) {
				s = "**" + s + "**"
			}
			w.put("| ", strings.Repeat("\u2003", c.Level), s, " ") // em spaces: a table has no indentation
		}
		w.put("|\n")
	}
	w.put("\n")
	for _, n := range t.Notes {
		w.put(escapeMarkdown(oneLine(n)), "\n\n")
	}
}

func cellMarkdown(s string) string {
	s = strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s))
	return strings.ReplaceAll(escapeMarkdown(s), "\n", "<br>")
}

func oneLine(s string) string {
	return strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ").Replace(s)
}

// escapeMarkdown puts a backslash before what CommonMark would read as markup.
// The marks that only mean something at the start of a line are escaped there.
func escapeMarkdown(s string) string {
	var b strings.Builder
	start, digits := true, 0 // digits so far, while the line is nothing else
	for _, r := range s {
		switch {
		case strings.ContainsRune("\\`*_[]<>|~&", r),
			start && strings.ContainsRune("#+-=:", r),
			digits > 0 && (r == '.' || r == ')'): // "1." begins a list
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		switch {
		case r == '\n':
			start, digits = true, 0
		case start && r >= '0' && r <= '9':
			start, digits = false, 1
		case digits > 0 && r >= '0' && r <= '9':
			digits++
		case r != ' ' && r != '\t':
			start, digits = false, 0
		}
	}
	return b.String()
}
