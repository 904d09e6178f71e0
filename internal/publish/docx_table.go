package publish

import (
	"fmt"
	"slices"
	"strconv"
)

// The rules of a printed table, in eighths of a point.
const (
	thick = `w:val="single" w:sz="8" w:space="0" w:color="000000"`
	thin  = `w:val="single" w:sz="4" w:space="0" w:color="000000"`
)

// table writes a caption, the table and the notes under it.
func (w *docx) table(t *Table) {
	w.tables++
	if t.Caption == "" && w.breaks {
		w.open("TableNote", true, 0, "")
		w.put(`</w:p>`)
	}
	if t.Caption != "" {
		number := strconv.Itoa(w.tables)
		w.put(`<w:p><w:pPr><w:pStyle w:val="Caption"/><w:keepNext/>`, w.pageBreak(), `</w:pPr><w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">`,
			labels(w.d.language()).table, ` </w:t></w:r><w:fldSimple w:instr=" SEQ Table \* ARABIC "><w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t>`,
			number, `</w:t></w:r></w:fldSimple>`)
		w.run(Run{Text: "  " + t.Caption})
		w.put(`</w:p>`)
	}
	columns := w.columns(t)
	w.put(`<w:tbl><w:tblPr><w:tblStyle w:val="PaperTable"/><w:tblW w:w="`, strconv.Itoa(w.width), `" w:type="dxa"/>`,
		`<w:tblBorders><w:top `, thick, `/><w:bottom `, thick, `/></w:tblBorders><w:tblLayout w:type="fixed"/>`,
		`<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`)
	if t.Caption != "" {
		w.put(`<w:tblCaption w:val="`)
		w.escape(t.Caption)
		w.put(`"/>`)
	}
	w.put(`</w:tblPr><w:tblGrid>`)
	for _, c := range columns {
		w.put(`<w:gridCol w:w="`, strconv.Itoa(c), `"/>`)
	}
	w.put(`</w:tblGrid>`)
	w.head(t, columns)
	for _, r := range t.Rows {
		w.row(t, r, columns)
	}
	w.put(`</w:tbl>`)
	for _, n := range t.Notes {
		w.put(`<w:p><w:pPr><w:pStyle w:val="TableNote"/></w:pPr>`)
		w.run(Run{Text: n})
		w.put(`</w:p>`)
	}
	w.put(`<w:p><w:pPr><w:pStyle w:val="TableNote"/></w:pPr></w:p>`) // two tables without one between would join
}

// columns shares the width of the page out over the columns.
func (w *docx) columns(t *Table) []int {
	total := 0.0
	for _, c := range t.Columns {
		total += share(c)
	}
	out := make([]int, len(t.Columns))
	left := w.width
	for i, c := range t.Columns {
		out[i] = int(float64(w.width) * share(c) / total)
		left -= out[i]
	}
	if len(out) > 0 {
		out[len(out)-1] += left
	}
	return out
}

func share(c Column) float64 {
	if c.Share > 0 {
		return c.Share
	}
	return 1
}

// head writes the header row, which is repeated on every page; its rules are
// its own, so that they are repeated too.
func (w *docx) head(t *Table, columns []int) {
	w.put(`<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, c := range t.Columns {
		w.put(`<w:tc><w:tcPr><w:tcW w:w="`, strconv.Itoa(columns[i]), `" w:type="dxa"/><w:tcBorders><w:top `, thick, `/><w:bottom `, thin,
			`/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableHead"/><w:keepNext/>`)
		if c.Kind == Number {
			w.put(`<w:jc w:val="right"/>`)
		}
		w.put(`</w:pPr>`)
		w.run(Run{Text: c.head()})
		w.put(`</w:p></w:tc>`)
	}
	w.put(`</w:tr>`)
}

func (w *docx) row(t *Table, r Row, columns []int) {
	w.put(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	if r.Span {
		w.put(fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:gridSpan w:val="%d"/></w:tcPr>`, w.width, len(columns)))
		w.put(`<w:p><w:pPr><w:pStyle w:val="TableSpan"/></w:pPr>`)
		if len(r.Cells) > 0 {
			w.run(Run{Text: r.Cells[0].Text})
		}
		w.put(`</w:p></w:tc></w:tr>`)
		return
	}
	keep := ""
	if slices.ContainsFunc(r.Cells, func(c Cell) bool { return c.Strong }) {
		keep = `<w:keepNext/>` // it heads the rows after it
	}
	for i := range t.Columns {
		var c Cell
		if i < len(r.Cells) {
			c = r.Cells[i]
		}
		w.put(`<w:tc><w:tcPr><w:tcW w:w="`, strconv.Itoa(columns[i]), `" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/>`, keep, direction(c.Text))
		if c.Level > 0 {
			w.put(`<w:ind w:left="`, strconv.Itoa(c.Level*200), `"/>`)
		}
		if t.Columns[i].Kind == Number {
			w.put(`<w:jc w:val="right"/>`)
		}
		w.put(`</w:pPr>`)
		w.run(Run{Text: c.Text, Strong: c.Strong, Language: c.Language})
		w.put(`</w:p></w:tc>`)
	}
	w.put(`</w:tr>`)
}
