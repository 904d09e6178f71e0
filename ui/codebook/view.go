// Package codebook draws the codebook: the tree of codes, one code's entry with
// its definition, and its counts, history and passages. Structs here are plain.
package codebook

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"verbatim/internal/text"
)

// View is the whole screen.
type View struct {
	Root    string // address of the codebook: /p/{project}/codes
	Tree    []Node
	Export  string // address of the export screen
	Filter  string // what the list is narrowed to, without a script
	Choices []Choice
	New     NewCode
	Summary string // one sentence about the whole codebook
	Hints   []Hint
	Whole   []Line // the codebook at a glance, where no code is chosen
	Entry   *Entry // nil: no code is chosen
	Many    Many

	Sorts, Shows []Option // how the tree can be looked at
	Sorted       bool     // not in its own order: rows have no place among their siblings to be dragged to
	Narrowed     bool
	Found        string   // what it is narrowed to, in words
	Themes       []string // names of the themes there are
	Pinned       []Line   // codes with a number key, in their order
	PinProblem   string
	Version      string // name of the newest version, "" for none
	Alike        string // how many codes look like another by their names, "" for none
}

// Many is the form for what is done with the ticked codes.
type Many struct {
	To      string // as it was typed
	Problem string
}

// Tick ticks the codes of these short guids in the tree.
func (v *View) Tick(ids []string) { tick(v.Tree, ids) }

func tick(list []Node, ids []string) {
	for i := range list {
		list[i].Ticked = slices.Contains(ids, list[i].ID)
		tick(list[i].Kids, ids)
	}
}

// pinned reports whether a code has a number key.
func (v View) pinned(id string) bool {
	return slices.ContainsFunc(v.Pinned, func(l Line) bool { return l.ID == id })
}

// chosen is the short guid of the chosen code, "" for none.
func (v View) chosen() string {
	if v.Entry == nil {
		return ""
	}
	return v.Entry.ID
}

// Line is a code in the table of the whole codebook.
type Line struct {
	ID, Name, Brief, Count string
	Level, Hue             int
	Category               bool
}

// Node is a code in the tree.
type Node struct {
	ID       string // short guid
	Name     string
	Short    string // its label of 2 to 4 letters
	Hue      int
	Count    string // as it stands at the right: "38", "3 + 211"
	Zero     bool
	Retired  bool
	Category bool
	Current  bool
	Ticked   bool
	Kids     []Node
}

// Choice is a code in a list to choose from, in the order of the tree.
type Choice struct {
	ID    string
	Name  string
	Path  string
	Level int
}

// indented is the name behind as many spaces as its level asks.
func (c Choice) indented() string { return strings.Repeat("\u2003", c.Level) + text.Cut(c.Name, 60) }

// NewCode is the form for a new code.
type NewCode struct {
	Open    bool
	Name    string
	Parent  string // short guid, "" for the top
	Problem string
}

// Hint is a thing to do before the codebook is exported.
type Hint struct {
	Text  string
	Codes []Choice
	Tree  string // address that narrows the tree to them
}

// Entry is one code.
type Entry struct {
	ID           string
	Name         Field
	Short        Field
	Fields       []Field // the parts of the definition, in order
	Origin       string
	Origins      []Option
	Category     bool
	Hue          int // as it is drawn
	Colour       int // its own, 0 for its branch's
	Above        []Choice
	Retired      bool
	State        string // "candidate", "retired": shown where it is not just in use
	Problem      string
	CanUp        bool
	CanDown      bool
	Parents      []Choice // where it can be moved to
	Parent       string   // where it is
	Others       []Choice // what it can be merged into
	Codings      int      // in every layer: what a deletion takes along
	Version      int      // of its definition
	Recheck      string   // what was coded under an earlier definition, in words; "" for nothing
	Nums         []Num
	Counted      string // whose codings the numbers count
	Past         []Step
	Passages     []Passage
	Total        int    // of passages, of which the list may show fewer
	All          string // address of all of them, and of those under it
	More         string // address of this page with all of them, "" where it has them
	Splits       bool   // some are the reader's own, who may split them off
	Theirs       string // what the list says of other coders' codings
	SplitTo      string // as it was typed
	SplitProblem string
	Themes       []Choice // that it is in
	Memos        []Memo
	NewMemo      string // where one on the code is written
}

// Field is a text of the entry.
type Field struct {
	Key    string // name in the form
	Label  string
	Hint   string
	Value  string // as it is, or as typed when it was refused
	Was    string // as stored; a save that started from something else is refused
	Theirs string // what somebody else wrote meanwhile, with Clash
	Clash  string // the sentence about it
}

// Option is a value to choose and what it is called.
type Option struct {
	Value, Label string
	On           bool
}

// Versions is the page of the codebook's versions.
type Versions struct {
	Root       string
	List       []Version
	Name, Note string // as they were typed
	Proposed   string // a name for the next
	Problem    string
	From, To   []Option
	Compared   *Compared // nil where there is nothing to compare
}

// Version is the codebook as it was once, under a name.
type Version struct {
	ID, Name, Note string
	Meta           string   // when, by whom, how many codes, of which snapshot
	Files          []Option // addresses at which it can be taken out
}

// Compared is what changed from one version to another.
type Compared struct {
	Title, Summary string
	List           []Turned
}

// Turned is a code that is not the same.
type Turned struct {
	ID     string // short guid, "" where it has no page any more
	Name   string
	Hue    int
	What   []string // sentences
	Fields []Field  // with both texts
}

// Themes is the page of themes.
type Themes struct {
	Root    string
	List    []Theme
	Choices []Choice // codes that can be part of one
	Problem string
}

// Theme is a group of codes across the tree.
type Theme struct {
	ID, Name, About string
	Codes           []Line
	Summary         string // how many codes and passages
	Tree            string // address that narrows the tree to its codes
	CanUp, CanDown  bool
}

// Pairs is the page of codes that may be one.
type Pairs struct {
	Root   string
	Pairs  []Pair
	Told   []Pair // said not to be the same
	Places bool   // passages were compared too
}

// Pair is two codes that may be one.
type Pair struct {
	One, Other Line
	Why        string // in words
}

// Num is a number of the data with what it counts.
type Num struct {
	N, Of, Label string
}

// Step is one change of the code.
type Step struct {
	Version string
	What    string
	By      string // who and when
}

// Passage is the words of one coding.
type Passage struct {
	ID        string // short guid, "" for another coder's
	Ticked    bool
	Uncounted bool   // of a layer that tables do not count in this document
	Words     string // whole
	Source    string // speaker and turn, document
	Coder     string
	URL       string // the desk, at the coding
	Lang      string
}

// Memo is a memo on the code.
type Memo struct{ Head, By, URL string }

// Merge is the page that says what a merge would do.
type Merge struct {
	Action, Cancel string // addresses
	Title, Lede    string
	Codes          []Choice // that go
	Into, To       string   // short guid and name of the one that stays
	Facts          []string
	Button         string
	Problem        string
}

func hue(n int) string { return "h" + string(rune('0'+n%10)) }

func (n Node) class() string {
	kind := "lf"
	if len(n.Kids) > 0 || n.Category {
		kind = "br"
	}
	if n.Retired {
		kind += " gone"
	}
	return kind + " " + hue(n.Hue)
}

func (n Node) rowClass() string {
	if n.Current {
		return "trow on"
	}
	return "trow"
}

func (v View) at(id string) templ.SafeURL { return templ.SafeURL(v.Root + "/" + id) }

func (v View) current(id string) templ.Attributes {
	if v.Entry != nil && v.Entry.ID == id {
		return templ.Attributes{"aria-current": "page"}
	}
	return nil
}

// shown is the class of the pane that a small window begins with.
func (v View) shown(pane string) string {
	if v.First() == pane {
		return " shown"
	}
	return ""
}

// First is the pane that a small window begins with.
func (v View) First() string {
	if v.Entry == nil && len(v.Tree) > 0 || v.New.Open {
		return "tree"
	}
	return "entry"
}

// colours are the values of the colour's radio buttons.
var colours = []string{"1", "2", "3", "4", "5", "6", "7", "8", "0"}

func digit(n int) string { return string(rune('0' + n%10)) }

func flag(on bool) string {
	if on {
		return "1"
	}
	return "0"
}

// short is a passage as the list shows it.
func short(words string) string { return text.Middle(words, 400) }

// quoted is a passage as it becomes a code's example: its words, and where they
// were said.
func quoted(p Passage) string { return "“" + text.Collapse(p.Words) + "” (" + p.Source + ")" }
