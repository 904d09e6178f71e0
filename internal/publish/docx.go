package publish

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// Sizes of an A4 page in twentieths of a point.
const (
	pageShort, pageLong = 11906, 16838
	sideMargin          = 1021 // 18 mm
	topMargin           = 907  // 16 mm
	hang                = 510  // 9 mm: the hanging number of a heading
	lineHeight          = 482  // 8.5 mm: a line to write on; LibreOffice keeps only the space before it exact
)

// DOCX writes d as a Word document with real styles and tables: rules above
// the head, below it and at the end, the head repeated on every page, rows not
// split, a caption with a SEQ field above, a footer with the stamp.
func DOCX(d *Document) ([]byte, error) {
	w := &docx{d: d, width: pageShort - 2*sideMargin}
	if d.Landscape {
		w.width = pageLong - 2*sideMargin
	}
	w.blocks(d.Blocks, false)
	body := w.b.Bytes()
	w.b = bytes.Buffer{}
	footer := w.footer()
	types, rels := docxTypes, docxDocumentRels
	var comments []part
	if len(w.comments) > 0 {
		types = strings.Replace(types, `</Types>`, docxCommentsType+`</Types>`, 1)
		rels = strings.Replace(rels, `</Relationships>`, docxCommentsRel+`</Relationships>`, 1)
		comments = []part{{"word/comments.xml", w.commentsPart()}}
	}
	return pack(append([]part{
		{"[Content_Types].xml", []byte(types)},
		{"_rels/.rels", []byte(docxRels)},
		{"docProps/app.xml", []byte(docxApp)},
		{"docProps/core.xml", w.core()},
		{"word/document.xml", w.document(body)},
		{"word/_rels/document.xml.rels", []byte(rels)},
		{"word/styles.xml", docxStyles(d.points(), d.language())},
		{"word/settings.xml", []byte(docxSettings)},
		{"word/footer1.xml", footer},
	}, comments...))
}

// docx gathers the body of one document.
type docx struct {
	d        *Document
	b        bytes.Buffer
	width    int // of the text, in twentieths of a point
	tables   int
	controls int // tick boxes, which need a number each
	pictures int
	comments []Mark
	breaks   bool // the next paragraph begins a page
}

func (w *docx) put(parts ...string) {
	for _, p := range parts {
		w.b.WriteString(p)
	}
}

// escape writes s as character data or an attribute value.
func (w *docx) escape(s string) {
	s, n := visible(s)
	w.pictures += n
	_ = xml.EscapeText(&w.b, []byte(s)) // a bytes.Buffer never fails
}

// blocks writes blocks in order; together keeps each with the next but the last.
func (w *docx) blocks(blocks []Block, together bool) {
	for i, b := range blocks {
		keep := together && i < len(blocks)-1
		switch b := b.(type) {
		case Heading:
			w.heading(b)
		case Paragraph:
			w.paragraph(b, keep)
		case Markup:
			w.blocks(b.blocks(), false)
		case Annotated:
			w.annotated(b)
		case *Table:
			w.table(b)
		case PageBreak:
			w.breaks = true // a paragraph of its own would leave an empty line at the top
		case Group:
			if b.Rule {
				w.open("Rule", true, 0, "")
				w.put(`</w:p>`)
			}
			w.blocks(b.Blocks, true)
		case Ticks:
			w.ticks(b, keep)
		case Lines:
			w.lines(b, keep)
		case Blanks:
			w.blanks(b)
		}
	}
}

// pageBreak is the property of a paragraph that begins a page, where one was
// asked for.
func (w *docx) pageBreak() string {
	if !w.breaks {
		return ""
	}
	w.breaks = false
	return `<w:pageBreakBefore/>`
}

func (w *docx) heading(h Heading) {
	style := "Title"
	if h.Level > 0 {
		style = "Heading" + strconv.Itoa(min(h.Level, 3))
	}
	w.put(`<w:p><w:pPr><w:pStyle w:val="`, style, `"/>`, w.pageBreak())
	if h.Number != "" {
		w.put(fmt.Sprintf(`<w:tabs><w:tab w:val="left" w:pos="%d"/></w:tabs><w:ind w:left="%d" w:hanging="%d"/>`, hang, hang, hang))
	}
	w.put(`</w:pPr>`)
	if h.Number != "" {
		w.run(Run{Text: h.Number + "\t"})
	}
	w.run(Run{Text: h.Text})
	w.put(`</w:p>`)
}

var docxStyleOf = [...]string{Body: "BodyText", Quote: "Quote", Lead: "Lead", Meta: "Meta", Ask: "Ask"}

// open begins a paragraph with its properties; extra are tabs and spacing, in
// the order that the schema wants them.
func (w *docx) open(style string, keep bool, indent int, extra string) {
	w.put(`<w:p><w:pPr><w:pStyle w:val="`, style, `"/>`)
	if keep {
		w.put(`<w:keepNext/>`)
	}
	w.put(w.pageBreak(), extra)
	if indent > 0 {
		w.put(fmt.Sprintf(`<w:ind w:left="%d"/>`, indent*hang))
	}
	w.put(`</w:pPr>`)
}

func (w *docx) paragraph(p Paragraph, keep bool) {
	extra := ""
	if len(p.Runs) > 0 {
		extra = direction(p.Runs[0].Text)
	}
	w.open(docxStyleOf[p.Style], keep, p.Indent, extra)
	for _, r := range p.Runs {
		w.run(r)
	}
	w.put(`</w:p>`)
}

// direction is the property of a paragraph whose first letter belongs to a
// script that runs from right to left, else nothing.
func direction(s string) string {
	for _, r := range s {
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.L:
			return ""
		case bidi.R, bidi.AL:
			return `<w:bidi/>`
		}
	}
	return ""
}

// run writes words; line ends and tabs become Word's own.
func (w *docx) run(r Run) {
	if r.Text == "" {
		return
	}
	w.put(`<w:r>`)
	rtl := direction(r.Text) != ""
	if r.Strong || r.Slanted || r.Language != "" || rtl {
		w.put(`<w:rPr>`)
		if r.Strong {
			w.put(`<w:b/><w:bCs/>`)
		}
		if r.Slanted {
			w.put(`<w:i/><w:iCs/>`)
		}
		if rtl {
			w.put(`<w:rtl/>`)
		}
		if r.Language != "" {
			w.put(`<w:lang w:val="`)
			w.escape(r.Language)
			w.put(`"/>`)
		}
		w.put(`</w:rPr>`)
	}
	rest := r.Text
	for rest != "" {
		at := strings.IndexAny(rest, "\n\t\r")
		if at < 0 {
			at = len(rest)
		}
		if at > 0 {
			w.put(`<w:t xml:space="preserve">`)
			w.escape(rest[:at])
			w.put(`</w:t>`)
		}
		if at == len(rest) {
			break
		}
		switch {
		case rest[at] == '\t':
			w.put(`<w:tab/>`)
		case rest[at] == '\n' || !strings.HasPrefix(rest[at:], "\r\n"): // "\r\n" is one line end
			w.put(`<w:br/>`)
		}
		rest = rest[at+1:]
	}
	w.put(`</w:r>`)
}

// ticks writes boxes that can be ticked on paper and in Word.
func (w *docx) ticks(t Ticks, keep bool) {
	left := t.Indent * hang
	if t.Columns == 0 {
		w.open("Tick", keep, t.Indent, "")
		if t.Lead != "" {
			w.run(Run{Text: t.Lead + "   "})
		}
		for i, o := range t.Options {
			if i > 0 {
				w.run(Run{Text: "    "})
			}
			w.box(o)
		}
		if t.Tail != "" {
			w.run(Run{Text: "    "})
			w.put(`<w:r><w:rPr><w:rStyle w:val="Small"/></w:rPr><w:t xml:space="preserve">`)
			w.escape(t.Tail)
			w.put(`</w:t></w:r>`)
		}
		w.put(`</w:p>`)
		return
	}
	if t.Lead != "" {
		w.open("Tick", true, t.Indent, "")
		w.run(Run{Text: t.Lead})
		w.put(`</w:p>`)
	}
	var tabs strings.Builder
	tabs.WriteString(`<w:tabs>`)
	for i := 1; i < t.Columns; i++ {
		fmt.Fprintf(&tabs, `<w:tab w:val="left" w:pos="%d"/>`, left+i*(w.width-left)/t.Columns)
	}
	tabs.WriteString(`</w:tabs>`)
	for i := 0; i < len(t.Options); i += t.Columns {
		row := t.Options[i:min(i+t.Columns, len(t.Options))]
		w.open("Tick", keep || i+t.Columns < len(t.Options), t.Indent, tabs.String())
		for j, o := range row {
			if j > 0 {
				w.put(`<w:r><w:tab/></w:r>`)
			}
			w.box(o)
		}
		w.put(`</w:p>`)
	}
}

// box writes one tick box, a content control, and what it stands for.
func (w *docx) box(option string) {
	w.controls++
	w.put(`<w:sdt><w:sdtPr><w:alias w:val="`)
	w.escape(option)
	w.put(`"/><w:id w:val="`, strconv.Itoa(1000+w.controls), `"/><w14:checkbox><w14:checked w14:val="0"/>`,
		`<w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>`,
		`</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic" w:hint="eastAsia"/></w:rPr>`,
		`<w:t>☐</w:t></w:r></w:sdtContent></w:sdt>`)
	w.run(Run{Text: "\u00a0" + strings.ReplaceAll(option, " ", "\u00a0")})
}

// lines writes rules to write on: a tab with an underscore leader, which every
// program draws alike.
func (w *docx) lines(l Lines, keep bool) {
	tabs := fmt.Sprintf(`<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="%d"/></w:tabs>`, w.width)
	for i := range l.Count {
		w.open("WritingLine", keep || i < l.Count-1, l.Indent, tabs)
		w.put(`<w:r><w:tab/></w:r></w:p>`)
	}
}

// blanks writes labels with a short line after each.
func (w *docx) blanks(b Blanks) {
	var tabs strings.Builder
	tabs.WriteString(`<w:tabs>`)
	for i := range b.Labels {
		end := (i + 1) * w.width / len(b.Labels)
		fmt.Fprintf(&tabs, `<w:tab w:val="left" w:leader="underscore" w:pos="%d"/><w:tab w:val="left" w:pos="%d"/>`, end-hang, end)
	}
	tabs.WriteString(`</w:tabs>`)
	w.open("Tick", false, 0, tabs.String())
	for i, l := range b.Labels {
		if i > 0 {
			w.put(`<w:r><w:tab/></w:r>`)
		}
		w.run(Run{Text: l + " "})
		w.put(`<w:r><w:tab/></w:r>`)
	}
	w.put(`</w:p>`)
}
