package start

// Documents is a project's list of documents.
type Documents struct {
	Root    string // "/p/slug"
	Name    string // of the project
	Summary string // "15 documents, 94,700 words, 693 codings"
	Last    *Last  // where this coder reads on
	Groups  []Group
	Trashed []Document
	Names   []string // of all groups, to choose from
}

// Last is where somebody was reading.
type Last struct {
	Name string // "Read on in R29"
	URL  string
	When string // "at turn 30 · yesterday, 16:20"
}

// Group is documents under one heading; the first has none and may be empty.
type Group struct {
	ID        int64
	Name      string
	Documents []Document
}

// Document is a row of the list.
type Document struct {
	Short, Name, Group string
	Sub                string // "Dutch · docx · 3 November"
	Words, Turns       int
	Codings            int
	Percent            int  // read, by this coder
	First, Last        bool // in its group: cannot move up, down
}
