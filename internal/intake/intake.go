// Package intake brings files of any kind into a project, for the browser and
// the command line alike: read and shown first (Inspect), stored after (Store).
//
// Transcripts become documents; codebook.csv, cases.csv, participants.csv,
// codings.csv and findings.csv fill the project's tables, in whatever order the
// files come. A file that is refused leaves no trace and holds up no other.
package intake

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"

	"verbatim/internal/codebook"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/transcript"
)

// Transcript is the kind of a file that becomes a document; the other kinds are
// those of transcript.ProjectFile.
const Transcript = "transcript"

// File is a file as somebody brings it.
type File struct {
	Name    string
	Data    []byte             `json:"-"`
	Choices transcript.Choices // corrections of what is recognised in a transcript
}

// Item is a file that was read and is not stored.
type Item struct {
	File
	Kind  string            // Transcript, or a kind of project file
	Draft *transcript.Draft // of a transcript that could be read
	Table *Table            // of a project file that could be read
	Fault error             // why it cannot be read, a fault; nil when it can
}

// Hash is the SHA-256 of the file's bytes, hex.
func (f File) Hash() string {
	sum := sha256.Sum256(f.Data)
	return hex.EncodeToString(sum[:])
}

// Inspect reads a file and says what import would make of it. It needs no
// project and changes nothing.
func Inspect(f File) Item {
	item := Item{File: f, Kind: Transcript}
	if kind, ok := transcript.ProjectFile(f.Name, f.Data); ok {
		item.Kind = kind
		item.Table, item.Fault = readTable(kind, f)
		return item
	}
	item.Draft, item.Fault = transcript.Read(f.Name, f.Data, f.Choices)
	return item
}

// There is the document that this very file was made into already, by its name
// and bytes; ok is false where there is none outside the trash.
func There(ctx context.Context, tx *sql.Tx, f File) (d document.Document, ok bool, err error) {
	list, err := document.ByOriginal(ctx, tx, f.Hash())
	for _, d := range list {
		if d.File == f.Name && d.Trashed.IsZero() {
			return d, true, err
		}
	}
	return document.Document{}, false, err
}

// Outcome is what became of a file.
type Outcome struct {
	Name     string
	Kind     string
	Document document.Document // the document made of a transcript
	Skipped  bool              // it is in the project already
	Done     bool              // it was stored, or left as it is there already
	Added    int               // rows of a project file that are new
	Changed  int               // rows that changed what was there
	Same     int               // rows that are in the project already
	Notes    []transcript.Warning
	Rows     []RowFault // rows that were left out, in order
	Fault    error      // why nothing of it was stored
}

// RowFault is a row of a project file that was left out.
type RowFault struct {
	Line  int // of the file, from 1
	Fault error
}

// Refused reports whether something of the file was not stored.
func (o Outcome) Refused() bool { return o.Fault != nil || len(o.Rows) > 0 }

// Progress is told after each file: how many of how many are done, and which.
type Progress func(done, total int, name string)

// order is the order in which kinds are stored, so that what refers comes after
// what it refers to.
var order = []string{transcript.CasesFile, transcript.CodebookFile, Transcript, transcript.ParticipantsFile, transcript.CodingsFile, transcript.FindingsFile}

// Store puts items into a project as who (0 for nobody yet), each kind in
// entries of its own: all documents are shown by one. Outcomes come in the order
// of the items. When the context ends, what was not stored is left out whole and
// its error returned beside what was done.
func Store(ctx context.Context, p *project.Project, who int64, request string, items []Item, progress Progress) ([]Outcome, error) {
	if progress == nil {
		progress = func(int, int, string) {}
	}
	s := &storing{ctx: ctx, p: p, who: who, request: request, items: items, out: make([]Outcome, len(items)), byFile: map[string]int64{}, progress: progress}
	for i, item := range items {
		s.out[i] = Outcome{Name: item.Name, Kind: item.Kind, Fault: item.Fault}
		if item.Fault != nil {
			s.step(i)
		}
	}
	for _, kind := range order {
		var err error
		if kind == Transcript {
			err = s.documents()
		} else {
			err = s.tables(kind)
		}
		if err != nil {
			return s.out, err
		}
	}
	return s.out, nil
}

// storing is one run of Store.
type storing struct {
	ctx      context.Context
	p        *project.Project
	who      int64
	request  string
	items    []Item
	out      []Outcome
	byFile   map[string]int64 // documents of this run by the name of their file
	done     int
	progress Progress

	// Of the rows of codings.csv, which name the same few again and again:
	viewers  map[string]people.Viewer
	codes    map[string]codebook.Code
	lastDoc  int64
	lastText string
}

func (s *storing) step(i int) {
	s.done++
	s.progress(s.done, len(s.items), s.items[i].Name)
}

// requestFor makes the request id of one of the entries of this run.
func (s *storing) requestFor(part string) string {
	if s.request == "" {
		return ""
	}
	return s.request + "/" + part
}

// documents lays the content of all transcripts, then shows them in one entry.
func (s *storing) documents() error {
	var laid []document.Laid
	var at []int
	for i, item := range s.items {
		if item.Kind != Transcript || item.Fault != nil {
			continue
		}
		if err := s.ctx.Err(); err != nil {
			return err
		}
		var there document.Document
		var ok bool
		err := s.p.DB.Read(s.ctx, func(tx *sql.Tx) (err error) {
			there, ok, err = There(s.ctx, tx, item.File)
			return err
		})
		if err != nil {
			return err
		}
		if ok {
			s.out[i].Document, s.out[i].Skipped, s.out[i].Done = there, true, true
			s.byFile[item.Name] = there.ID
			s.step(i)
			continue
		}
		l, err := document.Lay(s.ctx, s.p.DB, item.Draft, item.Data)
		if err != nil {
			return err
		}
		s.out[i].Notes = append(s.out[i].Notes, item.Draft.Warnings...)
		laid, at = append(laid, l), append(at, i)
		s.step(i)
	}
	if len(laid) == 0 {
		return nil
	}
	err := s.p.DB.Write(s.ctx, func(tx *sql.Tx) error { return s.show(tx, laid, at) })
	for _, i := range at {
		s.out[i].Done = err == nil
	}
	return err
}

// show makes documents of the laid texts of the items at these places.
func (s *storing) show(tx *sql.Tx, laid []document.Laid, at []int) error {
	taken := map[string]bool{}
	for i := range laid {
		name, err := freeName(s.ctx, tx, laid[i].Name, taken)
		if err != nil {
			return err
		}
		if name != laid[i].Name {
			s.out[at[i]].Notes = append(s.out[at[i]].Notes, transcript.Warning{
				Format: "there is another document of this name; this one is called “%s”", Args: []any{name}})
			laid[i].Name = name
		}
		taken[name] = true
	}
	ids, _, err := document.Show(s.ctx, tx, s.who, s.requestFor("documents"), laid...)
	if err != nil {
		return err
	}
	for i, id := range ids {
		if s.out[at[i]].Document, err = document.Get(s.ctx, tx, id); err != nil {
			return err
		}
		s.byFile[laid[i].File] = id
	}
	return nil
}

// freeName finds a name that neither the project nor this run has.
func freeName(ctx context.Context, tx *sql.Tx, name string, taken map[string]bool) (string, error) {
	for n := 2; ; n++ {
		free, err := document.FreeName(ctx, tx, name)
		if err != nil || !taken[free] {
			return free, err
		}
		name = document.Numbered(name, n)
	}
}

// find is the document that a table names: by the name of a file of this run,
// by its own name, or by either without the ending where only one has it.
func (s *storing) find(tx *sql.Tx, name string) (document.Document, error) {
	if id, ok := s.byFile[name]; ok {
		return document.Get(s.ctx, tx, id)
	}
	d, err := document.ByName(s.ctx, tx, name)
	if !fault.Is(err, fault.NotFound) {
		return d, err
	}
	docs, listErr := document.List(s.ctx, tx)
	if listErr != nil {
		return d, listErr
	}
	var hits []document.Document
	for _, d := range docs {
		if document.Stem(d.Name) == name {
			hits = append(hits, d)
		}
	}
	switch len(hits) {
	case 1:
		return hits[0], nil
	case 0:
		return d, err
	}
	return d, fault.New(fault.Invalid, "There are %d documents “%s”. Write the whole name, such as “%s”.", len(hits), name, hits[0].Name)
}

// Sum says in a line what became of a file, in English, for the command line.
func (o Outcome) Sum() string {
	switch {
	case o.Fault != nil:
		return o.Fault.Error()
	case o.Skipped:
		return fmt.Sprintf("in the project already, as “%s”; left as it is", o.Document.Name)
	case o.Kind == Transcript:
		return fmt.Sprintf("%d turns, %d words", o.Document.Turns, o.Document.Words)
	}
	return fmt.Sprintf("%s: %d new, %d changed, %d there already", o.Kind, o.Added, o.Changed, o.Same)
}
