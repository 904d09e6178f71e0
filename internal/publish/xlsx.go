package publish

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"verbatim/internal/text"
)

// cellLimit is the most UTF-16 units that a spreadsheet cell holds; excelize
// cuts what is longer without a word.
const cellLimit = 32767

// XLSX writes each table as a sheet with a styled and frozen header row, and
// the stamp as the sheet after them. A text that is longer than a cell goes on
// in rows whose first cell repeats the first cell of the row and adds (2/3).
func XLSX(stamp Stamp, tables ...*Table) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	styles, err := newStyles(f)
	if err != nil {
		return nil, err
	}
	pictures := 0
	for i, t := range tables {
		name := sheetName(t.Name, i)
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err != nil {
			return nil, err
		}
		n, err := writeSheet(f, name, t, styles)
		if err != nil {
			return nil, err
		}
		pictures += n
	}
	if err := writeStamp(f, stamp, tables, pictures, styles); err != nil {
		return nil, err
	}
	err = f.SetDocProps(&excelize.DocProperties{
		Creator: clean(stamp.Program), LastModifiedBy: clean(stamp.Program), Title: clean(stamp.Project),
		Created: stamp.iso(), Modified: stamp.iso(), Identifier: clean(stamp.Snapshot),
	})
	if err != nil {
		return nil, err
	}
	buffer, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return repack(buffer.Bytes())
}

func clean(s string) string { s, _ = visible(s); return s }

// sheetStyles are the numbers of the few styles that a workbook uses.
type sheetStyles struct{ head, text, strong, span int }

func newStyles(f *excelize.File) (s sheetStyles, err error) {
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	for _, one := range []struct {
		to *int
		as excelize.Style
	}{
		{&s.head, excelize.Style{
			Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Vertical: "bottom", WrapText: true},
			Border: []excelize.Border{{Type: "bottom", Color: "000000", Style: 1}},
		}},
		{&s.text, excelize.Style{Alignment: top}},
		{&s.strong, excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: top}},
		{&s.span, excelize.Style{Font: &excelize.Font{Bold: true}}},
	} {
		if *one.to, err = f.NewStyle(&one.as); err != nil {
			return s, err
		}
	}
	return s, nil
}

// writeSheet streams one table into the sheet and says how many characters it
// showed as control pictures.
func writeSheet(f *excelize.File, name string, t *Table, styles sheetStyles) (int, error) {
	w, err := f.NewStreamWriter(name)
	if err != nil {
		return 0, err
	}
	for i, width := range widths(t) {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return 0, err
		}
	}
	err = w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	if err != nil {
		return 0, err
	}
	values := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		values[i] = excelize.Cell{StyleID: styles.head, Value: clean(c.head())}
	}
	if err := w.SetRow("A1", values); err != nil {
		return 0, err
	}
	pictures, line := 0, 2
	for _, r := range t.Rows {
		rows, n := sheetRows(t, r, styles)
		pictures += n
		for _, row := range rows {
			if err := w.SetRow("A"+strconv.Itoa(line), row); err != nil {
				return 0, err
			}
			line++
		}
	}
	return pictures, w.Flush()
}

// sheetRows is one row of a table as the one or more rows that hold it.
func sheetRows(t *Table, r Row, styles sheetStyles) ([][]any, int) {
	pictures := 0
	pieces := make([][]string, len(r.Cells))
	most := 1
	for i, c := range r.Cells {
		shown, n := visible(c.Text)
		pictures += n
		pieces[i] = cutUnits(shown, cellLimit)
		most = max(most, len(pieces[i]))
	}
	rows := make([][]any, most)
	for part := range rows {
		row := make([]any, len(r.Cells))
		for i, c := range r.Cells {
			style := styles.text
			switch {
			case r.Span:
				style = styles.span
			case c.Strong:
				style = styles.strong
			}
			shown := ""
			if part < len(pieces[i]) {
				shown = pieces[i][part]
			}
			if part > 0 && i == 0 {
				shown = continued(pieces[0], part, most)
			}
			row[i] = excelize.Cell{StyleID: style, Value: sheetValue(t, i, shown)}
		}
		rows[part] = row
	}
	return rows, pictures
}

// continued is the first cell of a row that goes on: the first cell of the row
// with its mark, or the mark and the next piece where that cell is the long one.
func continued(first []string, part, of int) string {
	mark := fmt.Sprintf("(%d/%d)", part+1, of)
	if len(first) == 1 {
		if utf8.RuneCountInString(first[0]) > 200 {
			return mark
		}
		return strings.TrimSpace(first[0] + " " + mark)
	}
	if part < len(first) {
		return mark + " " + first[part]
	}
	return mark
}

func sheetValue(t *Table, column int, shown string) any {
	if shown == "" {
		return nil
	}
	if column < len(t.Columns) && t.Columns[column].Kind == Number && isNumber(shown) {
		if n, err := strconv.ParseInt(shown, 10, 64); err == nil {
			return n
		}
		if x, err := strconv.ParseFloat(shown, 64); err == nil {
			return x
		}
	}
	return shown
}

// cutUnits divides s into pieces of at most limit UTF-16 units, after white
// space where some stands near the end. Together they are s.
func cutUnits(s string, limit int) []string {
	if len(s) <= limit || units16(s) <= limit { // bytes are never fewer than UTF-16 units
		return []string{s}
	}
	limit -= 12 // room for a mark in front of a piece
	var pieces []string
	units, begin, blank := 0, 0, -1
	for at := 0; at < len(s); {
		r, size := utf8.DecodeRuneInString(s[at:])
		width := 1
		if r > 0xFFFF {
			width = 2
		}
		if units+width > limit {
			end := at
			if blank > begin && at-blank < 400 {
				end = blank
			}
			pieces = append(pieces, s[begin:end])
			begin, blank, units, at = end, -1, 0, end
			continue
		}
		units += width
		at += size
		if unicode.IsSpace(r) {
			blank = at
		}
	}
	return append(pieces, s[begin:])
}

func units16(s string) int { return text.UTF16(s, len(s)) }

// widths guesses the width of each column from its head and first rows.
func widths(t *Table) []float64 {
	out := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		longest := utf8.RuneCountInString(c.head())
		for _, r := range t.Rows[:min(len(t.Rows), 50)] {
			if !r.Span && i < len(r.Cells) {
				longest = max(longest, min(utf8.RuneCountInString(r.Cells[i].Text), 60))
			}
		}
		out[i] = math.Max(6, math.Min(50, float64(longest)+2))
	}
	return out
}

// writeStamp fills the last sheet.
func writeStamp(f *excelize.File, stamp Stamp, tables []*Table, pictures int, styles sheetStyles) error {
	const name = "Stamp"
	if _, err := f.NewSheet(name); err != nil {
		return err
	}
	rows := stamp.fields("en", pictures)
	for _, t := range tables {
		if t.Caption != "" {
			rows = append(rows, field{"Table", t.Caption})
		}
		for _, n := range t.Notes {
			rows = append(rows, field{"Under the table", n})
		}
	}
	for i, row := range rows {
		line := strconv.Itoa(i + 1)
		if err := f.SetCellStr(name, "A"+line, row.Label); err != nil {
			return err
		}
		if err := f.SetCellStr(name, "B"+line, clean(row.Value)); err != nil {
			return err
		}
		if err := f.SetCellStyle(name, "A"+line, "A"+line, styles.strong); err != nil {
			return err
		}
		if err := f.SetCellStyle(name, "B"+line, "B"+line, styles.text); err != nil {
			return err
		}
	}
	if err := f.SetColWidth(name, "A", "A", 24); err != nil {
		return err
	}
	return f.SetColWidth(name, "B", "B", 80)
}

// sheetName is a name that Excel accepts: 31 UTF-16 units without \ / ? * [ ] :
// and not the stamp's.
func sheetName(name string, i int) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`\/?*[]:'`, r) || unicode.IsControl(r) || r > 0xFFFF {
			return ' '
		}
		return r
	}, name)
	name = strings.TrimSpace(name)
	if utf8.RuneCountInString(name) > 31 {
		name = string([]rune(name)[:31])
	}
	if name == "" || strings.EqualFold(name, "stamp") {
		return fmt.Sprintf("Table %d", i+1)
	}
	return name
}
