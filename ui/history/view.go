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
	Stamp    string // RFC 3339, for machines
	Who      string
	What     string // the sentence
	Why      string
	Document string
	URL      string // of the document
	Back     string // what this step itself took back, a sentence; empty for none
	Undone   bool
	CanUndo  bool
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
