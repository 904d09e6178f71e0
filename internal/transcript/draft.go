// Package transcript reads files of any supported format into a Draft: the
// canonical text of a document, cut into blocks and turns, with its speakers
// and the warnings that a researcher should see. It is pure: bytes in, a Draft
// or a fault out; nothing is opened, fetched or stored.
//
// The canonical text is what a reader of the file would see, speaker labels and
// times included. LF line ends; a leading byte-order mark and NULs are dropped
// and counted; nothing else is normalised.
package transcript

import (
	"strings"

	"verbatim/internal/text"
)

// Kind says what a block is.
type Kind uint8

// The kinds of block. Labels and times are blocks of their own.
const (
	Words   Kind = iota // what somebody said, or unlabelled text
	Label               // a speaker label as it stands in the file, "R12:"
	Time                // a time as it stands in the file, "[00:01:02]"
	Heading             // a heading of the file between turns, or before them
	Front               // text before the first label
)

var kindNames = [...]string{"words", "label", "time", "heading", "front"}

func (k Kind) String() string { return kindNames[k] }

// NoTurn is the Turn of a block that belongs to no turn.
const NoTurn = -1

// Block is the smallest piece of a document that is stored, drawn, indexed and
// sent again: a paragraph, line, caption, heading or table row as the file has
// it. Words over 2,000 code points are divided at a sentence end.
type Block struct {
	Kind    Kind
	Text    string // as it stands
	Sep     string // what stands after it before the next block: "", " ", "\n", "\n\n" …
	Turn    int    // index into Draft.Turns, or NoTurn
	StartMS *int64 // time where the file gives it, milliseconds
	EndMS   *int64
}

// Turn is one speaker's uninterrupted stretch: a run of blocks.
type Turn struct {
	Speaker int // index into Draft.Speakers, or -1 for a stretch without one
	StartMS *int64
}

// Speaker is a label in one document.
type Speaker struct {
	Name        string   // what the screens call it; the first label unless renamed or joined
	Labels      []string // labels in the file that stand for it, without punctuation, bold or time
	Turns       int
	Interviewer bool // looks like the interviewer ("I", "INT", "Interviewer", …); correctable
}

// Draft is what a file would become.
type Draft struct {
	Name     string // the file's name
	Format   string // txt md docx vtt csv tsv …
	Encoding string // utf-8, utf-16le, windows-1252 …
	Language string // ISO 639-1, guessed from the words spoken; "" when unsure
	Pattern  string // how labels were recognised, for the preview: a key of package ui/words
	Blocks   []Block
	Turns    []Turn
	Speakers []Speaker // in order of first turn
	Doubts   []Doubt   // labels a person should look at
	Warnings []Warning
}

// Doubt is a label that may be none, or may be another spelling of a speaker.
type Doubt struct {
	Label string // as found
	Like  string // the speaker it may be another spelling of, or "" when it may be no label at all
	Taken bool   // whether it was read as a speaker
	Count int
	Block int // index of the first block it stands in
}

// Warning is a sentence for the researcher. Format and Args are kept so that it
// can be said in her language.
type Warning struct {
	Format string
	Args   []any
}

// Choices are a person's corrections of what was recognised.
type Choices struct {
	NoLabels    bool              // "no labels in this file"
	NotSpeakers []string          // labels that are part of the words
	Speakers    []string          // labels that were doubted and are speakers after all
	Names       map[string]string // label to the speaker's name; two labels with one name are joined
	Language    string            // overrides the guess
}

// Text is the canonical text: the concatenation of the blocks.
func (d *Draft) Text() string {
	var b strings.Builder
	for i := range d.Blocks {
		b.WriteString(d.Blocks[i].Text)
		b.WriteString(d.Blocks[i].Sep)
	}
	return b.String()
}

// Length is the code points of the canonical text.
func (d *Draft) Length() int {
	n := 0
	for i := range d.Blocks {
		n += text.Len(d.Blocks[i].Text) + text.Len(d.Blocks[i].Sep)
	}
	return n
}
