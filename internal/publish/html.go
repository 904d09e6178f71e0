package publish

import (
	"bytes"
	"html"
	"strconv"
	"strings"
)

// HTML writes d as one file that needs no other: print-ready A4, a policy that
// allows nothing but its own styles, and no script.
func HTML(d *Document) []byte {
	w := &page{d: d}
	w.blocks(d.Blocks)
	body := w.b.String()
	pictures, style := w.pictures, pageStyle(d)
	if w.coded {
		style += marginStyle
	}
	w.b.Reset()
	w.put(`<!doctype html>`, "\n", `<html lang="`)
	w.escape(d.language())
	w.put(`">`, "\n", `<head>`, "\n", `<meta charset="utf-8">`, "\n",
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">`, "\n",
		`<meta name="viewport" content="width=device-width,initial-scale=1">`, "\n", `<title>`)
	w.escape(d.Title)
	w.put(`</title>`, "\n", `<style>`, style, `</style>`, "\n", `</head>`, "\n", `<body>`, "\n", `<main>`, "\n", body, `</main>`, "\n", `<footer><p>`)
	w.escape(d.Stamp.line(d.language(), pictures))
	w.put(`</p></footer>`, "\n", `</body>`, "\n", `</html>`, "\n")
	return append([]byte(nil), w.b.Bytes()...)
}

// Fragment is blocks as HTML without a page around them, for a preview that
// brings its own styles; all words in it are escaped.
func Fragment(language string, blocks ...Block) string {
	w := &page{d: &Document{Language: language}}
	w.blocks(blocks)
	return w.b.String()
}

// page gathers the body of one html file.
type page struct {
	d        *Document
	b        bytes.Buffer
	tables   int
	pictures int
	coded    bool // it has a text with a margin
	notes    int  // in the margin, numbered through
}

func (w *page) put(parts ...string) {
	for _, p := range parts {
		w.b.WriteString(p)
	}
}

// escape writes s as text or attribute value; a carriage return is written as
// a reference, since a reader of html makes a line feed of it.
func (w *page) escape(s string) {
	s, n := visible(s)
	w.pictures += n
	w.b.WriteString(strings.ReplaceAll(html.EscapeString(s), "\r", "&#13;"))
}

func (w *page) blocks(blocks []Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case Heading:
			w.heading(b)
		case Paragraph:
			w.paragraph(b)
		case Markup:
			w.blocks(b.blocks())
		case Annotated:
			w.annotated(b)
		case *Table:
			w.table(b)
		case PageBreak:
			w.put(`<div class="break"></div>`, "\n")
		case Group:
			class := "group"
			if b.Rule {
				class = "group rule"
			}
			w.put(`<section class="`, class, `">`, "\n")
			w.blocks(b.Blocks)
			w.put(`</section>`, "\n")
		case Ticks:
			w.ticks(b)
		case Lines:
			for range b.Count {
				w.put(`<div class="line`, indented(b.Indent), `"></div>`, "\n")
			}
		case Blanks:
			w.put(`<p class="blanks">`)
			for _, l := range b.Labels {
				w.put(`<span>`)
				w.escape(l)
				w.put(`</span><span class="blank"></span>`)
			}
			w.put(`</p>`, "\n")
		}
	}
}

func indented(n int) string {
	if n > 0 {
		return " indent"
	}
	return ""
}

func (w *page) heading(h Heading) {
	tag := "h" + strconv.Itoa(min(h.Level, 3)+1)
	if h.Number != "" {
		tag = "h2" // the numbered pieces of a form stand right under its title
	}
	w.put(`<`, tag)
	if h.Number != "" {
		w.put(` class="numbered"><span class="no">`)
		w.escape(h.Number)
		w.put(`</span><span>`)
		w.escape(h.Text)
		w.put(`</span>`)
	} else {
		w.put(`>`)
		w.escape(h.Text)
	}
	w.put(`</`, tag, `>`, "\n")
}

func (w *page) paragraph(p Paragraph) {
	class := [...]string{Body: "", Quote: "quote", Lead: "lead", Meta: "meta", Ask: "ask"}[p.Style] + indented(p.Indent)
	tag := "p"
	if p.Style == Quote {
		tag = "blockquote"
	}
	w.put(`<`, tag)
	if class = strings.TrimSpace(class); class != "" {
		w.put(` class="`, class, `"`)
	}
	w.put(`>`)
	for _, r := range p.Runs {
		w.run(r)
	}
	w.put(`</`, tag, `>`, "\n")
}

func (w *page) run(r Run) {
	var closing []string
	if r.Language != "" {
		w.put(`<span lang="`)
		w.escape(r.Language)
		w.put(`">`)
		closing = append(closing, `</span>`)
	}
	if r.Strong {
		w.put(`<strong>`)
		closing = append(closing, `</strong>`)
	}
	if r.Slanted {
		w.put(`<em>`)
		closing = append(closing, `</em>`)
	}
	w.escape(r.Text)
	for i := len(closing) - 1; i >= 0; i-- {
		w.put(closing[i])
	}
}

func (w *page) table(t *Table) {
	w.tables++
	w.put(`<table>`, "\n")
	if t.Caption != "" {
		w.put(`<caption><strong>`, labels(w.d.language()).table, ` `, strconv.Itoa(w.tables), `</strong>  `)
		w.escape(t.Caption)
		w.put(`</caption>`, "\n")
	}
	total := 0.0
	for _, c := range t.Columns {
		total += share(c)
	}
	w.put(`<colgroup>`)
	for _, c := range t.Columns {
		w.put(`<col style="width:`, strconv.FormatFloat(100*share(c)/total, 'f', 2, 64), `%">`)
	}
	w.put(`</colgroup>`, "\n", `<thead><tr>`)
	for _, c := range t.Columns {
		w.put(`<th scope="col"`, numeric(c), `>`)
		w.escape(c.head())
		w.put(`</th>`)
	}
	w.put(`</tr></thead>`, "\n", `<tbody>`, "\n")
	for _, r := range t.Rows {
		w.row(t, r)
	}
	w.put(`</tbody>`, "\n", `</table>`, "\n")
	for _, n := range t.Notes {
		w.put(`<p class="note">`)
		w.escape(n)
		w.put(`</p>`, "\n")
	}
}

func numeric(c Column) string {
	if c.Kind == Number {
		return ` class="n"`
	}
	return ""
}

func (w *page) row(t *Table, r Row) {
	w.put(`<tr>`)
	if r.Span && len(r.Cells) > 0 {
		w.put(`<th class="span" scope="rowgroup" colspan="`, strconv.Itoa(len(t.Columns)), `">`)
		w.escape(r.Cells[0].Text)
		w.put(`</th></tr>`, "\n")
		return
	}
	for i, col := range t.Columns {
		var c Cell
		if i < len(r.Cells) {
			c = r.Cells[i]
		}
		w.put(`<td`, numeric(col))
		if c.Level > 0 {
			w.put(` style="padding-inline-start:`, strconv.Itoa(c.Level*4+2), `mm"`)
		}
		if c.Language != "" {
			w.put(` lang="`)
			w.escape(c.Language)
			w.put(`"`)
		}
		w.put(`>`)
		w.run(Run{Text: c.Text, Strong: c.Strong})
		w.put(`</td>`)
	}
	w.put(`</tr>`, "\n")
}

func (w *page) ticks(t Ticks) {
	class := "ticks" + indented(t.Indent)
	if t.Columns > 0 {
		class += " grid"
	}
	w.put(`<div class="`, class, `">`)
	if t.Lead != "" {
		w.put(`<span class="of">`)
		w.escape(t.Lead)
		w.put(`</span>`)
	}
	w.put(`<ul>`)
	for _, o := range t.Options {
		w.put(`<li><span class="box">☐</span> `)
		w.escape(o)
		w.put(`</li>`)
	}
	w.put(`</ul>`)
	if t.Tail != "" {
		w.put(`<span class="tail">`)
		w.escape(t.Tail)
		w.put(`</span>`)
	}
	w.put(`</div>`, "\n")
}

// pageStyle is the style of a standalone page: black on white, whatever the
// theme of the reader.
func pageStyle(d *Document) string {
	size, orientation := strconv.FormatFloat(d.points(), 'f', -1, 64), "portrait"
	width := "174mm"
	if d.Landscape {
		orientation, width = "landscape", "261mm"
	}
	return `
@page{size:A4 ` + orientation + `;margin:16mm 18mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt "Segoe UI",system-ui,sans-serif}}
:root{color-scheme:light;--serif:"Literata Variable",Literata,"Iowan Old Style","Palatino Linotype",Palatino,Georgia,serif;--sans:"IBM Plex Sans Variable","IBM Plex Sans","Segoe UI",system-ui,sans-serif}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#1b1b1a;font:` + size + `pt/1.4 var(--serif)}
main,footer{max-width:` + width + `;margin:0 auto;padding:0 4mm}
main{padding-block:10mm}
h1{font-size:1.75em;line-height:1.25;margin:0 0 .3em}h2{font-size:1.3em;margin:1em 0 .3em}h3,.numbered{font-size:1.13em;line-height:1.3;margin:.2em 0;text-wrap:balance}h4{font-size:1em;margin:.6em 0 .2em}
h1,h2,h3,h4{font-weight:600;break-after:avoid}
p{margin:0 0 .5em;text-wrap:pretty}p,blockquote,td{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext}
.numbered{display:grid;grid-template-columns:9mm 1fr}.indent{margin-inline-start:9mm}
blockquote{font-style:italic;margin:.3em 0 .5em}blockquote.indent{margin-inline-start:9mm}
.lead{margin-block-end:.8em}.meta,.note,footer{font-family:var(--sans);font-size:.78em;color:#4f4c46}.ask{font:500 1em/1.4 var(--sans);margin-block:.8em 0;break-after:avoid}
.group{break-inside:avoid}.rule{border-block-start:1px solid #1b1b1a;margin-block-start:6mm;padding-block-start:3mm}.break{break-after:page}
.ticks{font-family:var(--sans);margin-block:.5em;display:flex;flex-wrap:wrap;gap:.2em 1em;align-items:baseline}.ticks ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.2em 1em}
.grid ul{display:grid;grid-template-columns:repeat(3,minmax(max-content,1fr));gap:.2em 1.5em;width:100%}.ticks li{white-space:nowrap}.box{font-family:"Segoe UI Symbol","DejaVu Sans","Noto Sans Symbols2",var(--sans)}.tail{font-size:.8em;color:#4f4c46}
.line{border-block-end:1px solid #66625a;height:8.5mm}
.blanks{font-family:var(--sans);display:flex;gap:2mm;align-items:end}.blank{flex:1;border-block-end:1px solid #66625a;margin-inline-end:8mm}
table{border-collapse:collapse;width:100%;table-layout:fixed;border-block:1.5px solid #000;margin-block:.8em .3em;font-size:.85em;line-height:1.35}
caption{text-align:start;padding-block-end:.4em;font-size:1.08em}thead{display:table-header-group}th,td{text-align:start;vertical-align:top;padding:1mm 2mm}thead th{border-block-end:1px solid #000;vertical-align:bottom;overflow-wrap:break-word}
th:first-child,td:first-child{padding-inline-start:0}.n{text-align:end;font-variant-numeric:tabular-nums}tr{break-inside:avoid}.span{font-style:italic;font-weight:400;padding-block-start:3mm}
footer{border-block-start:1px solid #dedbd2;padding-block:3mm}
@media print{main,footer{max-width:none;padding-inline:0}main{padding-block:0}footer{font-size:6.5pt;line-height:1.3;padding-block:1mm}footer p{margin:0}}
@media (max-width:640px){.grid ul{grid-template-columns:1fr}table{display:block;overflow-x:auto}}
`
}
