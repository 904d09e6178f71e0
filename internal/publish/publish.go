// Package publish writes tables and flowing documents as files that a person
// pastes from, calculates with or archives: docx, xlsx, csv, md and html.
//
// It is pure: plain values in, bytes out, and the same values give the same
// bytes. Positions and lengths in it are Unicode code points, but for the
// limit of a spreadsheet cell, which Excel counts in UTF-16 units.
package publish

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// Kind says how the cells of a column are meant.
type Kind uint8

// The kinds of column.
const (
	Text   Kind = iota // words; guarded in csv so that a spreadsheet never computes them
	Number             // plain numbers with a point; a cell that is none is treated as text
)

// Column is one column of a Table.
type Column struct {
	Name  string // the csv header, and the head in print unless Head is given
	Head  string // the head as people read it
	Kind  Kind
	Share float64 // its share of the width in print; 0 counts as 1
}

func (c Column) head() string {
	if c.Head != "" {
		return c.Head
	}
	return c.Name
}

// Cell is one cell. In a Number column Text is the number as written; the
// empty text is an empty cell.
type Cell struct {
	Text     string
	Level    int    // steps of indentation, for trees
	Strong   bool   // what the row is about
	Language string // BCP 47, where it differs from the table's
}

// T is a cell of text.
func T(s string) Cell { return Cell{Text: s} }

// N is a cell holding a whole number.
func N(n int) Cell { return Cell{Text: strconv.Itoa(n)} }

// Row is one row. A Span row has one cell, which heads the rows after it and
// runs over the whole width in print.
type Row struct {
	Cells []Cell
	Span  bool
}

// Table is one table of a paper or spreadsheet.
type Table struct {
	Name    string // the sheet's name in a workbook
	Caption string // above the table in print
	Columns []Column
	Rows    []Row
	Notes   []string // below the table in print
}

// Add puts a row of cells at the end.
func (t *Table) Add(cells ...Cell) { t.Rows = append(t.Rows, Row{Cells: cells}) }

// Stamp says where an export comes from. It stands in the docx footer, the
// second sheet of an xlsx, the first line of an md, the html footer, and in a
// file beside csv and txt.
type Stamp struct {
	Project  string
	Snapshot string // first 12 hex digits of the hash of the entry
	Date     time.Time
	Filter   string
	Layer    string
	Program  string // name and version
	Counts   string // "550 codings in 15 documents"
	Banner   string // the project's own warning, e.g. that all is fictional
}

// field is one labelled value of a stamp.
type field struct{ Label, Value string }

// fields lists the stamp in a fixed order, labelled in the language; pictures
// is how many characters were shown as control pictures.
func (s Stamp) fields(language string, pictures int) []field {
	w := labels(language)
	all := []field{
		{w.project, s.Project}, {w.snapshot, s.Snapshot}, {w.date, s.when()},
		{w.filter, s.Filter}, {w.layer, s.Layer}, {w.counts, s.Counts}, {w.program, s.Program},
	}
	if pictures > 0 {
		all = append(all, field{w.pictures, strconv.Itoa(pictures)})
	}
	if s.Banner != "" {
		all = append(all, field{w.note, s.Banner})
	}
	kept := all[:0]
	for _, f := range all {
		if f.Value != "" {
			kept = append(kept, f)
		}
	}
	return kept
}

func (s Stamp) when() string {
	if s.Date.IsZero() {
		return ""
	}
	return s.Date.UTC().Format("2006-01-02 15:04:05 UTC")
}

// line is the stamp as one line of text.
func (s Stamp) line(language string, pictures int) string {
	parts := make([]string, 0, 8)
	for _, f := range s.fields(language, pictures) {
		parts = append(parts, f.Label+": "+f.Value)
	}
	return strings.Join(parts, " · ")
}

// iso is the date as machines read it; a stamp without a date has the epoch of
// zip files, so that the bytes stay the same.
func (s Stamp) iso() string {
	if s.Date.IsZero() {
		return "1980-01-01T00:00:00Z"
	}
	return s.Date.UTC().Format(time.RFC3339)
}

// origin is a stamp as machines read it.
type origin struct {
	File     string   `json:"file,omitempty"`
	Project  string   `json:"project"`
	Snapshot string   `json:"snapshot"`
	Date     string   `json:"date"`
	Filter   string   `json:"filter"`
	Layer    string   `json:"layer"`
	Counts   string   `json:"counts,omitempty"`
	Program  string   `json:"program"`
	Columns  []string `json:"columns,omitempty"`
	Rows     int      `json:"rows,omitempty"`
	Note     string   `json:"note,omitempty"`
}

func provenance(s Stamp) origin {
	o := origin{Project: s.Project, Snapshot: s.Snapshot, Filter: s.Filter, Layer: s.Layer, Counts: s.Counts, Program: s.Program, Note: s.Banner}
	if !s.Date.IsZero() {
		o.Date = s.iso()
	}
	return o
}

// Metadata is the stamp of a csv or txt file as the JSON that stands beside it
// as NAME.EXT-metadata.json.
func Metadata(s Stamp, file string, columns []string, rows int) []byte {
	o := provenance(s)
	o.File, o.Columns, o.Rows = file, columns, rows
	out, err := json.MarshalIndent(o, "", "  ")
	if err != nil {
		panic(err) // strings and integers always marshal
	}
	return append(out, '\n')
}

// words are the few words that the writers put into a file themselves.
type words struct {
	project, snapshot, date, filter, layer, counts, program, pictures, note string
	table, page, of                                                         string
}

var (
	english = words{"Project", "Snapshot", "Date", "Filter", "Layer", "Counts", "Program",
		"Characters shown as control pictures", "Note", "Table", "page", "of"}
	dutch = words{"Project", "Momentopname", "Datum", "Filter", "Laag", "Aantallen", "Programma",
		"Tekens getoond als stuurtekenbeeld", "Let op", "Tabel", "blad", "van"}
)

func labels(language string) words {
	if strings.HasPrefix(strings.ToLower(language), "nl") {
		return dutch
	}
	return english
}

// visible is s with every character that XML 1.0 cannot hold replaced by its
// control picture (U+2400 block; U+FFFD for the two noncharacters), and how
// many there were.
func visible(s string) (string, int) {
	if strings.IndexFunc(s, forbidden) < 0 {
		return s, 0
	}
	n := 0
	return strings.Map(func(r rune) rune {
		switch {
		case !forbidden(r):
			return r
		case r < 0x20:
			n++
			return 0x2400 + r
		default:
			n++
			return '\uFFFD'
		}
	}, s), n
}

// forbidden reports whether XML 1.0 has no way to hold r.
func forbidden(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}
