package desk

// Link is one end of a link between two passages, in the document on the desk.
type Link struct {
	ID         string
	Start, End int    // of this end
	Said       string // what it is to the other: "supports", "is explained by"
	Note       string
	Words      string // of the other end
	Language   string
	Source     string // where that is
	URL        string
	There      bool // in another document
	Coder      string
	Mine       bool
}

// LinkKinds are what a passage can be to another.
var LinkKinds = []string{"supports", "contradicts", "explains", "example", "see"}
