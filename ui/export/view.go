// Package export draws the page on which everything that a paper needs is taken
// out. Structs here are plain: no store, no request.
package export

import "github.com/a-h/templ"

// View is the screen.
type View struct {
	Root      string // /p/{project}/export
	Project   string // /p/{project}
	Snapshot  string
	Date      string
	Layers    []Layer
	Layer     string // chosen, by name; empty for each document's own
	Separator string // "", "semicolon" or "tab"
	Rows      []Row
	Empty     bool // no document and no code yet
}

// Layer is whose codings can be counted.
type Layer struct{ Name, Label string }

// Row is something that can be taken out.
type Row struct {
	Name   string // codebook, segments …
	Title  string
	Holds  string
	Count  string
	Notes  []string // what is still missing in it
	Files  []File
	Single []File // each document's own, for transcripts
	Fix    *Link  // where there is nothing to take out: what helps
}

// File is a link to a file.
type File struct {
	Label string
	Name  string // codebook.docx
	URL   string
	Stamp string // address of the stamp beside it; empty where the file holds it
}

// Link is the one thing that helps.
type Link struct{ Label, URL string }

func safe(url string) templ.SafeURL { return templ.SafeURL(url) }
