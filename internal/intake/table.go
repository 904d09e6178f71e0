package intake

import (
	"slices"
	"strings"

	"verbatim/internal/fault"
	"verbatim/internal/publish"
	"verbatim/internal/transcript"
)

// Table is a project file that was read: its columns by name, its rows as they
// stand but for the apostrophe that guards a cell from a spreadsheet.
type Table struct {
	Kind    string
	Columns []string // as the file names them
	Rows    int
	Unknown []string // columns that are ignored
	Notes   []transcript.Warning

	at    map[string]int // place of each column by its lower-case name
	cells [][]string
	lines []int
}

// known are the columns of each kind, the obligatory ones first; free kinds take
// every other column as an attribute.
var known = map[string]struct {
	must, may []string
	free      bool
}{
	transcript.CodebookFile: {must: []string{"code"}, may: []string{"short", "brief_definition", "full_definition", "inclusion", "exclusion",
		"typical_example", "close_but_no", "confused_with", "colour", "origin", "status", "category", "themes", "code_guid"}},
	transcript.CasesFile:        {must: []string{"case"}, free: true},
	transcript.ParticipantsFile: {must: []string{"participant", "document"}, may: []string{"case", "speaker", "consent"}, free: true},
	transcript.CodingsFile: {must: []string{"document", "coder", "code", "start", "end", "quote"},
		may: []string{"valence", "weight", "comment", "layer", "coding_guid"}},
	transcript.FindingsFile: {must: []string{"finding", "statement"}, may: []string{"statement_en", "evidence", "probe"}},
}

// told are columns of our own exports that say what the project counts: they
// are ignored without a word.
var told = []string{"parent", "level", "label", "version", "changed_at", "changed_by", "n_segments", "n_participants", "n_cases", "n_coders",
	"participant", "case", "speaker", "turn", "start_ms", "created_at"}

func readTable(kind string, f File) (*Table, error) {
	cells, lines, broken, _ := transcript.Records(f.Data)
	if len(cells) == 0 {
		return nil, fault.New(fault.Unreadable, "%s is empty. A %s.csv begins with the names of its columns: %s.", f.Name, kind, strings.Join(known[kind].must, ", "))
	}
	if len(broken) > 0 {
		return nil, fault.New(fault.Unreadable, "%s: a quotation mark in line %d is never closed, so that the rows after it cannot be told apart. Close it and try again.", f.Name, broken[0])
	}
	t := &Table{Kind: kind, at: map[string]int{}}
	for i, name := range cells[0] {
		name = strings.TrimSpace(name)
		key := strings.ToLower(name)
		if _, twice := t.at[key]; twice && key != "" {
			return nil, fault.New(fault.Unreadable, "%s has two columns “%s”. Rename or remove one and try again.", f.Name, name)
		}
		t.at[key] = i
		t.Columns = append(t.Columns, name)
		if k := known[kind]; key != "" && !k.free && !slices.Contains(k.must, key) && !slices.Contains(k.may, key) && !slices.Contains(told, key) {
			t.Unknown = append(t.Unknown, name)
		}
	}
	for _, must := range known[kind].must {
		if _, ok := t.at[must]; !ok {
			return nil, fault.New(fault.Unreadable, "%s has no column “%s”. A %s.csv needs: %s.", f.Name, must, kind, strings.Join(known[kind].must, ", "))
		}
	}
	for i, row := range cells[1:] {
		for j := range row {
			row[j] = publish.Unguard(row[j])
		}
		t.cells, t.lines = append(t.cells, row), append(t.lines, lines[i+1])
	}
	t.Rows = len(t.cells)
	if len(t.Unknown) > 0 {
		t.Notes = append(t.Notes, transcript.Warning{Format: "columns that are not used: %s", Args: []any{strings.Join(t.Unknown, ", ")}})
	}
	return t, nil
}

// cell is a row's value in a column, trimmed; "" where the row or the file has
// none.
func (t *Table) cell(row int, column string) string {
	return strings.TrimSpace(t.raw(row, column))
}

// raw is a row's value in a column as it stands.
func (t *Table) raw(row int, column string) string {
	at, ok := t.at[column]
	if !ok || at >= len(t.cells[row]) {
		return ""
	}
	return t.cells[row][at]
}

// has reports whether the file has a column.
func (t *Table) has(column string) bool {
	_, ok := t.at[column]
	return ok
}

// attributes are the columns that a free kind takes as attributes.
func (t *Table) attributes() []string {
	k := known[t.Kind]
	var out []string
	for _, name := range t.Columns {
		if key := strings.ToLower(name); name != "" && !slices.Contains(k.must, key) && !slices.Contains(k.may, key) {
			out = append(out, name)
		}
	}
	return out
}

// column is all values of a column that are not empty.
func (t *Table) column(name string) []string {
	var out []string
	for i := range t.cells {
		if v := t.cell(i, strings.ToLower(name)); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// Cells is a row as the preview shows it, a cell for each column.
func (t *Table) Cells(row int) []string {
	out := make([]string, len(t.Columns))
	copy(out, t.cells[row])
	return out
}

// shorts are the short labels that the rows name, as codes carry them.
func (t *Table) shorts() []string {
	out := t.column("short")
	for i := range out {
		out[i] = strings.ToUpper(out[i])
	}
	return out
}
