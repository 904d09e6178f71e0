// Package travel draws the page on which a codebook of another project, or of a
// file, is set beside this one. Structs here are plain.
package travel

import "github.com/a-h/templ"

// View is the page: where from, and then the table.
type View struct {
	Root     string // /p/{project}/codes
	Projects []Option
	Problem  string
	Table    *Table // nil while nothing was chosen
}

// Option is another project.
type Option struct{ Value, Label string }

// Table is another codebook beside this one.
type Table struct {
	From    string   // its name
	Fields  []Option // hidden: where it is read from again
	Request string
	Sums    string // "3 new, 2 changed, 12 the same."
	Rows    []Row
	Any     bool // something can be chosen
}

// Row is a code of the other codebook.
type Row struct {
	Path    string // names the choice in the form
	Name    string
	Level   int
	Hue     int
	Kind    string // "new", "changed", "same"
	Said    string // that in words
	Parts   []Part
	Choices []Choice
}

// Choice is what can become of it.
type Choice struct {
	Value, Label string
	On           bool
}

// Part is a field in which the two differ.
type Part struct{ Label, Ours, Theirs string }

func hue(n int) string { return "h" + string(rune('0'+n%10)) }

func indent(level int) templ.Attributes {
	return templ.Attributes{"style": "padding-inline-start:" + string(rune('0'+min(level, 6))) + "rem"}
}
