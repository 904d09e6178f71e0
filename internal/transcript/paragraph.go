package transcript

// A paragraph is what the readers of word-processor files hand to the labeller:
// a paragraph, or one of a table cell's. Empty paragraphs are handed on too:
// they are blank lines that a reader of the file sees.
type paragraph struct {
	runs    []run
	heading bool
	style   string // its id in the file, "" for the default
	// note marks a footnote or endnote. It stands after the paragraph that
	// refers to it and begins with its number, "¹ "; nobody speaks in it, so
	// no label is to be looked for there.
	note bool
	// table, row and col place a paragraph in a table, counted from 1 in
	// document order; all 0 outside tables. A cell that spans columns counts
	// for all of them, so col is the same column all the way down. Inside a
	// nested table they are those of the nested one.
	table, row, col int
}

// A run is text of one weight. Line breaks inside a paragraph are "\n", tabs
// "\t". Neighbouring runs of a paragraph differ in weight.
type run struct {
	text string
	bold bool
}
