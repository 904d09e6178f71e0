// Package search draws the screen for finding passages: the query, the hits in
// their context, what narrows them, and coding those that are ticked. Structs
// here are plain.
package search

import (
	"context"
	"io"
	"net/url"
	"strings"

	"github.com/a-h/templ"
)

// View is the whole screen.
type View struct {
	Root     string // address of the screen: /p/{project}/search
	Query    string
	Forms    bool   // plain words stand for their forms
	Problem  string // why the query cannot be answered
	Asked    bool   // there is a query and an answer
	NoTexts  string // where documents are brought in, while there are none; "" otherwise
	Count    string // "31 hits"
	Where    string // "in 26 turns of 9 documents."
	CountAll string // address of the full count, where counting was cut short
	Building string // how far the index is, while it is being built
	Behind   bool   // the index is not up; the page asks again
	Orders   []Choice
	Narrow   Narrow
	Hits     []Hit
	More     Choice // the next hits; empty where all are shown
	Ideas    []Choice
	Codes    []Code
	Request  string // the id of the next coding
	Examples []Example
}

// Choice is a link with its label.
type Choice struct {
	Label, Count string
	URL          string
	On           bool
}

// Narrow is what the answer can be narrowed by.
type Narrow struct {
	Active    []Choice // fields in the query; a link takes one away
	Speakers  []Choice
	Documents []Choice
	Coded     []Choice
}

// Hit is a hit in its context.
type Hit struct {
	Value    string // document:start-end, as it is ticked
	Name     string // of the document, without its extension
	Full     string // its whole name
	Turn     int    // 0 for front text
	Speaker  string
	URL      string // the place on the desk
	Language string
	Before   string
	Match    string
	After    string
	Codes    []Code
}

// Code is a code to choose, or on a hit.
type Code struct {
	ID       string
	Name     string
	Path     string
	Short    string
	Hue      int
	Level    int
	Category bool
}

// Example is a form of asking, with what it means.
type Example struct{ Query, Means string }

// Plan is what coding the ticked hits would do.
type Plan struct {
	Ticked  int
	Button  string // "Code 12 sentences"
	Lines   []Line
	Quotes  []Quote
	Rest    string // "and 8 more"
	Problem string
	Ready   bool // a code is chosen and there is something to code
}

// Line is a row of the tally.
type Line struct {
	Label string
	N     string
}

// Quote is a passage of the preview, cut at the hits in it.
type Quote struct {
	Parts    []Part
	Language string
	Source   string
	URL      string
}

// Part is a stretch of a passage.
type Part struct {
	Text string
	Hit  bool
}

func lang(code string) templ.Attributes {
	if code == "" {
		return templ.Attributes{}
	}
	return templ.Attributes{"lang": code}
}

// oneLine shows line ends and tabs as spaces; the words stay as they are.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r == '\r' {
			return ' '
		}
		return r
	}, s)
}

func (c Code) hue() string { return "h" + string(rune('0'+c.Hue%10)) }

// indented is the name behind as many spaces as its level asks.
func (c Code) indented() string { return strings.Repeat("\u2003", c.Level) + c.Name }

// quoted writes the words of a passage with its hits in bold, and not a space
// more.
func quoted(parts []Part) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		for _, p := range parts {
			s := templ.EscapeString(oneLine(p.Text))
			if p.Hit {
				s = "<b>" + s + "</b>"
			}
			if _, err := io.WriteString(w, s); err != nil {
				return err
			}
		}
		return nil
	})
}

func current(on bool) templ.Attributes {
	if !on {
		return templ.Attributes{}
	}
	return templ.Attributes{"aria-current": "true"}
}

// at is the address of the screen with a query.
func (v View) at(query string) string {
	if query == "" {
		return v.Root
	}
	ask := url.Values{"q": {query}}
	if v.Forms {
		ask.Set("forms", "1")
	}
	return v.Root + "?" + ask.Encode()
}
