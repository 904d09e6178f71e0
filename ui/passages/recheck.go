package passages

// Recheck is the queue of a code's passages that were coded under an earlier
// definition.
type Recheck struct {
	Code    string
	URL     string // of the code's entry
	Here    string // of the queue
	Post    string // where the form goes
	Request string
	Version int // of the definition as it is
	Now     []Change
	Left    int // still to be looked at
	Total   int // passages of the code in the reader's layer
	Others  int // to be looked at by others
	Reader  bool
	Groups  []Version
	Codes   []Option // to recode to
}

// Version is the passages that were coded under one version of the definition.
type Version struct {
	Version   int
	TakenBack bool // that version was taken back since
	Known     bool // the record says what it was
	Changes   []Change
	List      []Passage
}

// Change is a part of a definition, as it was and as it is.
type Change struct {
	Label, Then, Now string
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
