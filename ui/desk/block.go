package desk

import (
	"bytes"
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"verbatim/internal/text"
	"verbatim/internal/transcript"
)

// writer puts strings together and escapes those that are not ours. The text
// is written by it and not by a template, because a template may put a space
// between two elements, and here each space is a code point.
type writer struct {
	bytes.Buffer
	runs []run // kept between blocks
}

func (w *writer) number(n int) { w.Write(strconv.AppendInt(w.AvailableBuffer(), int64(n), 10)) }

func (w *writer) text(s string) { w.WriteString(templ.EscapeString(s)) }

// block draws one block. far says that an empty line stands before it.
func (w *writer) block(b Block, d Density, far bool) {
	tag, class := "p", ""
	switch {
	case b.Kind == transcript.Heading && b.Turn == transcript.NoTurn:
		tag, class = "h2", "hd"
	case b.Kind == transcript.Heading:
		tag, class = "h3", "hd"
	case far:
		class = "far"
	}
	w.WriteString("<" + tag + ` id="b`)
	w.number(b.Seq)
	w.WriteString(`" dir="auto" data-s="`)
	w.number(b.Start)
	w.WriteByte('"')
	if class != "" {
		w.WriteString(` class="` + class + `"`)
	}
	if b.Time != "" {
		w.WriteString(` data-t="`)
		w.text(strings.Trim(b.Time, "[]() "))
		w.WriteByte('"')
	}
	w.WriteByte('>')
	w.words(b, d)
	w.WriteString("</" + tag + ">")
}

// words draws the text of a block with its marks. The first tint needs no
// class.
func (w *writer) words(b Block, d Density) {
	w.runs = d.runs(w.runs[:0], b.Text, b.Start)
	for _, r := range w.runs {
		if r.tint == 0 {
			w.text(b.Text[r.from:r.to])
			continue
		}
		if r.tint == 1 {
			w.WriteString("<mark>")
		} else {
			w.WriteString(`<mark class="d`)
			w.number(r.tint)
			w.WriteString(`">`)
		}
		w.text(b.Text[r.from:r.to])
		w.WriteString("</mark>")
	}
}

// section draws a part. said names the codings of its turn for its button; memos
// are those that stand under it, by the block that their passage ends in.
func (w *writer) section(p part, t Text, codings int, d Density, said func(n, turn int) string, memos map[int][]string) {
	if p.turn == transcript.NoTurn {
		w.WriteString(`<section class="turn none">`)
		w.blocks(p, d)
		w.memos(p, memos)
		w.WriteString("</section>")
		return
	}
	turn := t.Turns[p.turn]
	w.WriteString(`<section class="turn`)
	if turn.Interviewer {
		w.WriteString(" int")
	}
	if p.length < shortTurn {
		w.WriteString(" short")
	}
	if p.goesOn {
		w.WriteString(" goes-on")
	}
	if !p.first {
		w.WriteString(` more" data-turn="`)
		w.number(p.turn + 1)
		w.WriteString(`">`)
		w.blocks(p, d)
		w.memos(p, memos)
		w.WriteString("</section>")
		return
	}
	w.WriteString(`" id="t`)
	w.number(p.turn + 1)
	w.WriteString(`" data-a="`)
	w.number(p.start)
	w.WriteString(`" data-z="`)
	w.number(p.end)
	w.WriteString(`"><h2 class="who"><a href="#t`)
	w.number(p.turn + 1)
	w.WriteString(`" data-n="`)
	w.number(p.turn + 1)
	w.WriteString(`">`)
	w.text(turn.Speaker)
	w.WriteString("</a></h2>")
	w.blocks(p, d)
	if codings > 0 {
		w.WriteString(`<button type="button" class="cnt d`)
		w.number(Tint(codings))
		w.WriteString(`" aria-label="`)
		w.text(said(codings, p.turn+1))
		w.WriteString(`">`)
		w.number(codings)
		w.WriteString("</button>")
	}
	w.memos(p, memos)
	w.WriteString("</section>")
}

func (w *writer) memos(p part, memos map[int][]string) {
	if len(memos) == 0 {
		return
	}
	for _, b := range p.blocks {
		for _, html := range memos[b.Seq] {
			w.WriteString(html)
		}
	}
}

func (w *writer) blocks(p part, d Density) {
	for i, b := range p.blocks {
		w.block(b, d, i > 0 && strings.Count(p.blocks[i-1].Sep, "\n") > 1)
	}
}

// column draws the whole text in its groups.
func column(t Text, codings []Coding, memos []Memo, said func(n, turn int) string) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, out io.Writer) error {
		spans := make([]Span, len(codings))
		for i, c := range codings {
			spans[i] = Span{c.Start, c.End}
		}
		d := NewDensity(spans)
		groups := t.groups()
		under, err := memosBy(ctx, groups, memos)
		if err != nil {
			return err
		}
		var all []part
		for _, g := range groups {
			for _, p := range g.parts {
				if p.first {
					all = append(all, p)
				}
			}
		}
		n := counts(all, codings)
		var w writer
		for _, g := range groups {
			w.WriteString(`<div class="pg" style="--c:`)
			w.number(g.points)
			w.WriteString(`;--n:`)
			w.number(len(g.parts))
			w.WriteString(`">`)
			for _, p := range g.parts {
				w.section(p, t, n[p.turn], d, said, under)
			}
			w.WriteString(`<ol class="lanes" aria-hidden="true"></ol></div>`)
			if _, err := out.Write(w.Bytes()); err != nil {
				return err
			}
			w.Reset()
		}
		return nil
	})
}

// Redraw gives what stands inside the elements of these blocks, by their
// number, under the spans of all codings that touch them. The elements
// themselves do not change, so that nothing moves and no focus is lost.
func Redraw(blocks []Block, spans []Span) map[int]string {
	d := NewDensity(spans)
	out := map[int]string{}
	var w writer
	for _, b := range blocks {
		if b.Kind == transcript.Label || b.Kind == transcript.Time {
			continue
		}
		w.Reset()
		w.words(b, d)
		out[b.Seq] = w.String()
	}
	return out
}

// Words is what is drawn of the span [start,end): the words of its blocks, a
// line each, without labels, times and separators.
func Words(blocks []Block, start, end int) string {
	var lines []string
	for _, b := range blocks {
		if b.Kind == transcript.Label || b.Kind == transcript.Time {
			continue
		}
		if line := text.Slice(b.Text, max(start-b.Start, 0), end-b.Start); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
