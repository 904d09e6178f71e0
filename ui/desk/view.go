// Package desk draws the reading and coding desk: a document's text with its
// codings marked, the codebook and the documents on the left, the codings at
// the cursor on the right.
//
// The text is drawn by the server, block by block, and a change sends again
// the blocks that it touches. Every element that holds text of the document
// carries in data-s the code point at which that text begins; labels and times
// are never part of such an element, so that the browser can turn a selection
// into code points by counting.
package desk

import "verbatim/internal/transcript"

// Block is a piece of the document as it is drawn. Start and Length are code
// points, Length without the separator.
type Block struct {
	Seq    int
	Kind   transcript.Kind
	Turn   int // index into the document's turns, or transcript.NoTurn
	Start  int
	Length int
	Text   string
	Sep    string
	Time   string // what stands before it in the file as its time
}

// Turn is one speaker's stretch. Its number on the screen is its index plus
// one.
type Turn struct {
	Speaker     string // "" where the file names none
	Interviewer bool
}

// Text is what of a document is drawn in its column.
type Text struct {
	Language string
	Length   int // code points
	Blocks   []Block
	Turns    []Turn
}

// Code is a code as the tree and the palette show it.
type Code struct {
	ID       string `json:"g"` // short guid
	Parent   string `json:"p,omitempty"`
	Name     string `json:"n"`
	Short    string `json:"s"`
	Hue      int    `json:"h"` // 1 to 8
	Brief    string `json:"b,omitempty"`
	Use      string `json:"u,omitempty"` // use when
	Not      string `json:"x,omitempty"` // do not use when
	Category bool   `json:"c,omitempty"` // not applied itself
	Retired  bool   `json:"r,omitempty"` // offered no more
	Pinned   int    `json:"i,omitempty"` // place among the pinned, 0 for not
	Own      int    `json:"o"`           // codings with it, in the whole project
}

// Coding is a coding of this document as the page's script knows it.
type Coding struct {
	ID       string
	Start    int
	End      int
	Code     string // short guid
	Coder    string // initials
	Valence  *int
	Weight   *int
	Comment  string
	Outdated bool // its code means something else since
	Mine     bool // in the layer that the reader writes to
}

// Document is a row of the list on the left.
type Document struct {
	Name    string
	Who     string // case and role of its only participant, "" for none or several
	URL     string
	Current bool
	Read    int // per cent
}

// Place is where the reader was: the code point of the first visible line and
// its distance in pixels from the upper edge.
type Place struct {
	Position int `json:"position"`
	Pixels   int `json:"offset"`
}

// Page is the whole desk.
type Page struct {
	Project   string // URL of the project
	URL       string // of this document; changes are posted below it
	ID        string // short guid of the document
	Name      string
	Meta      string // one line below the name
	Version   int    // number of the text's version
	Text      Text
	Codings   []Coding
	Memos     []Memo
	Tree      []Code // in tree order
	Links     []Link
	Documents []Document
	Place     *Place // nil on the first visit
	Coder     string // initials of the reader
	Reader    bool   // may not code
	Reading   Reading
	Hits      [][2]int // [start,end) of the search that led here; nil without one
	At        []int    // where the passage of an older link stands now; nil without one
}

// Passage is words that a code was applied to.
type Passage struct {
	Words    string
	Language string
	Source   string // "R12, turn 30"
	URL      string
	Here     bool // in the document on the desk
}
