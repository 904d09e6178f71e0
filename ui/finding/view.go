// Package finding draws the statements of a study and the check sheet that they
// are put before a focus group on. Structs here are plain: no store, no request.
package finding

import (
	"strconv"

	"github.com/a-h/templ"
)

// View is the screen: the list, and beside it one statement or the sheet.
type View struct {
	Root    string // /p/{project}/findings
	Project string // /p/{project}
	List    []Item
	OnSheet int
	Entry   *Entry // nil shows the sheet
	Sheet   Sheet
	New     New
}

// Item is a finding in the list.
type Item struct {
	ID       string
	Number   int
	Words    string
	OnSheet  bool
	Warnings []string
	Before   string // finding that it goes before when it moves up; empty for the first
	After    string // finding that it goes before when it moves down, "last"; empty for the last
}

// New is the form for a new statement.
type New struct {
	Open    bool
	Words   string
	Problem string
}

// Entry is the finding that was chosen.
type Entry struct {
	Item
	Seen        string // stands for the words as they are stored now
	Name        string
	Statement   string
	StatementEN string
	Probe       string
	Language    string // of Statement
	Problem     string
	Evidence    []string // sentences
	Frozen      *Frozen  // nil where nothing is
	MayFreeze   bool
	Codes       []Code // that it rests on
	Choices     []Code // the others
	Quotes      []Quote
	Passages    []Passage
	More        int // passages that are not listed
}

// Frozen is evidence kept as it was, in sentences.
type Frozen struct {
	When     string
	Evidence string
	Changes  []string // since then; none where all is as it was
	Since    string   // the history from there on
}

// Code is a code as a chip or a choice.
type Code struct {
	ID    string
	Label string
	Hue   int
	Count int
}

// Quote is a passage chosen for the finding.
type Quote struct {
	ID       string
	Words    string
	Lang     string
	Source   string
	URL      string
	Contrary bool
	Note     string // why it is not on the sheet; empty where it is
	Up, Down string // quote that it goes before when it moves; empty where it cannot
}

// Passage is a coded passage that could be chosen.
type Passage struct {
	Coding  string // short guid
	Words   string
	Lang    string
	Source  string
	URL     string
	Who     string // the participant, or the speaker where nobody is known; empty for neither
	Consent string // yes, no, or empty for not recorded
	Chosen  bool
}

// Sheet is the participants' form with its settings.
type Sheet struct {
	Lang       string // that it speaks
	Language   string // as chosen; empty for the project's
	Occasion   string
	Counts     bool
	Quotes     int
	Importance bool
	Room       string
	Pages      []string // each page's own markup, escaped already
	Feet       []string // what stands at the foot of each, in the sheet's language
	Warnings   []string
	Empty      bool // nothing to put on it
}

func (v View) at(id string) templ.SafeURL { return templ.SafeURL(v.Root + "/" + id) }

func (v View) do(id, what string) templ.SafeURL { return templ.SafeURL(v.Root + "/" + id + "/" + what) }

func (v View) export(what string) templ.SafeURL { return templ.SafeURL(v.Project + "/export/" + what) }

func (v View) chosen(id string) bool { return v.Entry != nil && v.Entry.ID == id }

// First is the pane that a small window opens on.
func (v View) First() string {
	switch {
	case v.Entry != nil || len(v.List) > 0:
		return "sheet"
	}
	return "list"
}

func (v View) shown(name string) string {
	if v.First() == name {
		return " shown"
	}
	return ""
}

func number(n int) string { return strconv.Itoa(n) }

func hue(n int) string { return "h" + strconv.Itoa(n) }

func current(is bool) templ.Attributes {
	if is {
		return templ.Attributes{"aria-current": "true"}
	}
	return nil
}
