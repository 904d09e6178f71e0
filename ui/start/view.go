// Package start holds the first screen, the choice of a coder, and a project's
// list of documents.
package start

// View is the first screen.
type View struct {
	Projects []Project
	Trashed  []Trashed
	Dir      string // where the projects lie on this disk
	Version  string
	You      string // suggested name of the coder
	Demo     bool   // all of this goes when the program ends
	Name     string // of a new project, as typed before a refusal
	Problem  string // why a new project was refused
	NoBackup string // why a backup was
}

// Project is one that can be gone on with.
type Project struct {
	Slug, Name string
	Facts      string // "15 documents · 693 codings by AM and BK"
	Place      string // "at R29, turn 30 · yesterday, 16:20"
	Problem    string // why it cannot be opened; the rest is empty then
}

// Trashed is a project in the trash.
type Trashed struct {
	Slug, Name string
}

// Coders is the question who is coding.
type Coders struct {
	Action  string // address of the project's coder choice
	Back    string // where to go then
	People  []Coder
	Chosen  string // short guid of who is coding in this browser, empty for nobody
	You     string // suggested name of a new coder
	Problem string
}

// Coder is somebody who can code.
type Coder struct {
	Short, Name, Initials string
}
