package transcript

// A paragraph is what the readers of word-processor files hand to the labeller:
// a paragraph, or one of a table cell's.
type paragraph struct {
	runs    []run
	heading bool
	// table, row and col place a paragraph in a table, counted from 1 in
	// document order; all 0 outside tables.
	table, row, col int
}

// A run is text of one weight. Line breaks inside a paragraph are "\n", tabs
// "\t".
type run struct {
	text string
	bold bool
}
