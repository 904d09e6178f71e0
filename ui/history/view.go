// Package history draws the record of a project: who did what, where and when,
// with one step taken back from there.
package history

// View is the screen.
type View struct {
	Root      string // address of the project
	Days      []Day
	People    []Choice
	Documents []Choice
	Kinds     []Choice
	Filtered  bool
	Older     string // address of older entries, empty for none
	Here      string // this address, to come back to
	Total     int
	Newest    int64 // the reader's newest step in force: there is nothing to go back over
	Again     int   // steps that this reader took back last and can do again
}

// Day is the entries of one day, the newest first.
type Day struct {
	Name    string
	Entries []Entry
}

// Entry is one step.
type Entry struct {
	ID       int64
	Time     string // of the day, 14:02
	Day      string // 27 November
	Year     string
	Stamp    string // RFC 3339, for machines
	Who      string
	What     string // the sentence
	Why      string
	Document string
	Place    string // address of the document
	URL      string // of the step itself in the history
	Back     string // what this step itself took back, a sentence; empty for none
	Undone   bool
	CanUndo  bool
	Own      bool // a step of the reader's
}

// BackView is what going back would do, before it is done.
type BackView struct {
	Root   string
	Title  string
	Sum    string // "This takes back 14 steps: 12 codings, 1 code, 1 merge."
	Steps  []Entry
	Blocks []Block
	Action string // address that does it
	With   string // steps of the way that stood in it, as the form carries them
	More   string // address of the same with what stands in the way taken back first; empty where that is not known
	Rest   int    // steps that can be taken back although something stands in the way of others
	Only   bool   // one step, not all after a point
}

// Block is a step that cannot be taken back.
type Block struct {
	Step   Entry
	Why    string
	By     []Entry // what was built on it
	Hidden int     // steps of others that the reader may not see
}

// Choice is an option of a filter.
type Choice struct {
	Value, Label string
	Chosen       bool
}

// BackupView is the screen of the backups.
type BackupView struct {
	Root     string
	CopyName string // proposed for a duplicate
	Kept     []Kept
}

// Kept is one backup.
type Kept struct {
	Name, Kind, When, Stamp, Size string
}
