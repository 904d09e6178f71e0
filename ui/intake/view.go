// Package intake draws the screen on which files are brought in: what each of
// them would become, with its speakers to correct, before anything is stored.
package intake

import "github.com/a-h/templ"

// View is the screen.
type View struct {
	Root    string // address of the project
	Files   []File
	Open    *Preview // of the chosen file; nil where there is none or it cannot be read
	Chosen  string   // id of the chosen file
	Ready   int      // files that will be brought in
	Refused int
	Pasting bool // the field for pasted text is open
	Run     *Run
	Done    []Done // what became of the files of the last import
}

// File is a row of the list.
type File struct {
	ID, Name string
	About    string // format, language, turns
	Warning  string
	Problem  string // why it cannot be read
	URL      string
}

// Preview is what the chosen file would become.
type Preview struct {
	ID, Name string
	About    string
	Pattern  string // how labels were recognised, a sentence
	Found    string // which labels, how often
	Warnings []string
	Speakers []Speaker
	NoLabels bool // the person said that there are none
	Changed  bool // something was corrected
	Language string
	Langs    []Choice
	Rows     []Row
	From, To int // rows shown, from 1
	Total    int
	Earlier  string
	Later    string
	First    string
	Last     string
	Table    bool // a project file: rows of a table, no text
	Columns  []string
	Unknown  string
}

// Speaker is a label with what it stands for.
type Speaker struct {
	Label       string // labels in the file, joined
	Key         string // the first of them, for the form
	Name        string // what it is called
	Turns       string
	Interviewer bool
}

// Row is a line of the preview.
type Row struct {
	N        string // number of the turn, on its first row
	Anchor   string
	Label    string
	Goes     bool   // the turn goes on
	Kind     string // words, heading, front
	Text     string
	Language string
	Doubt    *Doubt
	Cells    []string // of a table
}

// Doubt is a question about a label.
type Doubt struct {
	Label string
	Like  string // the speaker it may be, or empty when it may be none
	Turn  string // whose words it would be part of
}

// Choice is an option.
type Choice struct {
	Value, Label string
	Chosen       bool
}

// Run is an import that is going on.
type Run struct {
	Done, Total int
	Name        string
}

// Done is what became of a file.
type Done struct {
	Name, What string
	URL        string // of the document
	Notes      []string
	Rows       []string // rows that were left out
}

func chosen(v View) *File {
	for i := range v.Files {
		if v.Files[i].ID == v.Chosen {
			return &v.Files[i]
		}
	}
	return nil
}

func act(v View, id, do string) templ.SafeURL {
	return templ.SafeURL(v.Root + "/import/" + id + "/" + do)
}

func currentFile(is bool) templ.Attributes {
	if is {
		return templ.Attributes{"aria-current": "true"}
	}
	return nil
}
