// Package memo draws the memos of a project: the list, and one memo as it is
// written and as it reads. Structs here are plain.
package memo

import "github.com/a-h/templ"

// List is the screen of all memos.
type List struct {
	Root     string // /p/{project}/memos
	New      string // where one is written: on what the list is narrowed to
	Query    string
	Kinds    []Option
	Abouts   []Option
	Authors  []Option // nil while there is one coder
	Keep     []Option // what else the address narrows to
	About    string   // said of that: "on the code Waiting"
	Count    string
	Filtered bool
	Memos    []Item
	More     string // address with the next memos, "" where all are shown
	MoreSaid string
}

// Option is a value to choose.
type Option struct {
	Value, Label string
	On           bool
}

// Item is a memo in the list.
type Item struct {
	URL   string
	Head  string
	Cut   string // the beginning of its words
	About About
	Meta  string // kind, author, when, shared
}

// About is what a memo is about.
type About struct {
	Said string // "on the code Waiting"
	URL  string // "" for the project
	Hue  int
}

// Page is one memo: written by its author, read by others.
type Page struct {
	Root    string // /p/{project}
	ID      string // short guid; "" while it is new
	About   About
	Fields  []Option // hidden: what a new memo is about
	Exact   string   // of the passage that it is about
	Lang    string
	Mine    bool
	Title   string
	Kinds   []Option
	Hint    string // what one may ask oneself
	Words   string
	Shared  bool
	Was     string // when it was changed last, for the next save
	Meta    string
	Reads   templ.Component // its words as they read
	Request string
	Problem string
}

func hue(n int) string { return "h" + string(rune('0'+n%10)) }

// saves marks a memo that is there already: it saves itself.
func saves(id string) templ.Attributes {
	if id == "" {
		return nil
	}
	return templ.Attributes{"data-saves": ""}
}
