package desk

// Link is one end of a link between two passages, in the document on the desk.
type Link struct {
	ID         string
	Start, End int    // of this end
	Kind       string // one of LinkKinds
	By         bool   // this end is the second passage of the two
	Said       string // what it is to the other: "supports", "is explained by"
	Note       string
	Words      string // of the other end
	Language   string
	Source     string // where that is
	URL        string
	There      bool // in another document
	Coder      string
	Mine       bool
	Change     string // where the form that changes it goes
}

// key names what a kind of link is, as this end of it says it.
func (l Link) key(kind string) string {
	if l.By {
		return "link." + kind + ".by"
	}
	return "link." + kind
}

// LinkKinds are what a passage can be to another.
var LinkKinds = []string{"supports", "contradicts", "explains", "example", "see"}
