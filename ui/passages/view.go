// Package passages draws the screen that brings together what codes were
// applied to: what narrows the list, the passages in their context, one of them
// in its place, and what can be done with those that are ticked. Structs here
// are plain.
package passages

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"

	"verbatim/ui/desk"
)

// View is the whole screen.
type View struct {
	Root      string   // address of the screen: /p/{project}/passages
	Project   string   // /p/{project}
	Title     string   // the codes, or all of them
	Count     string   // "38 passages"
	Where     string   // "in 9 documents."
	Empty     string   // why there is nothing to show; "" where there is
	EmptyURL  string   // where that is helped
	EmptyDo   string   // what the button says
	Chosen    []Choice // codes; a link takes one away
	Add       []Option
	Alone     bool
	Filters   []Filter
	All       string   // address without any filter; "" where there is none
	Keep      []Option // of the address: order and grouping
	Orders    []Choice
	Groupings []Choice
	Groups    []Group
	More      Choice   // the next passages; empty where all are shown
	Codes     []Option // to recode to
	Valences  []Option
	Findings  []Option
	Here      string // this address, to come back to
	Request   string
}

// Choice is a link with its label.
type Choice struct {
	Label, URL string
	Hue        int
	On         bool
}

// Option is a value to choose.
type Option struct {
	Value, Label string
	On, Off      bool // chosen; not to be chosen
}

// Filter is one thing that the list can be narrowed by.
type Filter struct {
	Name, Label, Any string
	Options          []Option
}

// Group is passages that belong together; Title is "" in an ungrouped list.
type Group struct {
	Title, Count string
	URL          string
	Hue          int
	List         []Passage
}

// Passage is the words of one coding in their context.
type Passage struct {
	ID            string // short guid of the coding
	Before, After string
	Words         string
	Language      string
	Source        string // "R12, turn 30"
	URL           string // its place on the desk
	Code          string
	CodeShort     string
	CodeURL       string
	Hue           int
	Coder         string // initials
	Memos         int
	Note          string // valence and weight in words
	Comment       string
}

// Place is a passage where it stands.
type Place struct {
	Source string
	URL    string
	Lines  []Line
	Codes  []Choice // all that is coded with on these words
	Memos  []Memo
	New    string // where a memo on it is written
	Note   *Note  // nil for another coder's
	Links  []Link // what these words are linked to
	Back   string // the list, to come back to
}

// Note is the form of what is said of a coding beside its code.
type Note struct {
	URL, Back       string
	Valences        []Option
	Weight, Comment string
}

// Line is a block of the text around a passage.
type Line struct {
	Who   string // before the first line of a turn
	Turn  string
	Parts []Part
	Quiet bool // the interviewer's
	Lang  string
}

// Part is a stretch of a line.
type Part struct {
	Text string
	Mark bool
}

// Link is a passage that these words are linked to.
type Link struct {
	Said, Words, Source, Coder, Note, URL string
	Mine                                  bool
	Remove                                string // where the form that takes it away goes
	Change                                desk.Link
}

// Memo is a memo on a passage.
type Memo struct {
	Head, By, URL string
}

func hue(n int) string { return "h" + string(rune('0'+n%10)) }

func current(on bool) templ.Attributes {
	if !on {
		return nil
	}
	return templ.Attributes{"aria-current": "true"}
}

// inContext writes a passage between the words around it, and not a space more.
func inContext(p Passage) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		if p.Before != "" {
			b.WriteString("<span>" + templ.EscapeString(p.Before) + "</span>")
		}
		b.WriteString(templ.EscapeString(p.Words))
		if p.After != "" {
			b.WriteString("<span>" + templ.EscapeString(p.After) + "</span>")
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}

// inParts writes a line with its mark.
func inParts(parts []Part) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		for _, p := range parts {
			s := templ.EscapeString(p.Text)
			if p.Mark {
				s = "<mark>" + s + "</mark>"
			}
			if _, err := io.WriteString(w, s); err != nil {
				return err
			}
		}
		return nil
	})
}

// signs are how valences are written short.
var signs = map[string]string{"-1": "−", "0": "0", "1": "+"}
