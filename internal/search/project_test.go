package search

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/text"
	"verbatim/internal/transcript"
)

var ctx = context.Background()

// study is a project for tests: one coder, documents made of plain lines.
type study struct {
	t      testing.TB
	shelf  *project.Shelf
	p      *project.Project
	anna   people.Viewer
	dir    string
	closed bool
}

func newStudy(t testing.TB) *study {
	t.Helper()
	s := &study{t: t, dir: t.TempDir()}
	s.reopen("")
	s.do(func(tx *sql.Tx) error {
		p, err := people.Add(ctx, tx, "Anna")
		if err != nil {
			return err
		}
		s.anna, err = people.As(ctx, tx, p.ID)
		return err
	})
	t.Cleanup(s.close)
	return s
}

// reopen opens the data folder; with a slug the project in it, else a new one.
func (s *study) reopen(slug string) {
	s.t.Helper()
	var err error
	if s.shelf, err = project.OpenShelf(s.dir); err != nil {
		s.t.Fatal(err)
	}
	if slug == "" {
		s.p, err = s.shelf.Create(ctx, "Study")
	} else {
		s.p, err = s.shelf.Open(ctx, slug)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	s.closed = false
}

func (s *study) close() {
	if !s.closed {
		s.closed = true
		if err := s.shelf.Close(); err != nil {
			s.t.Error(err)
		}
	}
}

func (s *study) do(fn func(tx *sql.Tx) error) history.Entry {
	s.t.Helper()
	e, err := history.Do(ctx, s.p.DB, history.Action{Who: s.anna.Person, What: "test"}, fn)
	if err != nil {
		s.t.Fatal(err)
	}
	return e
}

func (s *study) read(fn func(tx *sql.Tx) error) {
	s.t.Helper()
	if err := s.p.DB.Read(ctx, fn); err != nil {
		s.t.Fatal(err)
	}
}

// draft makes a text of lines: "R1: words" begins a turn, "# words" is a
// heading, lines before the first turn are front text, others go on with the
// turn. "[0:12] " before words is a time.
func draft(name, lines string) *transcript.Draft {
	d := &transcript.Draft{Name: name, Format: "txt", Language: "nl"}
	known := map[string]int{}
	add := func(k transcript.Kind, words, sep string, turn int) {
		d.Blocks = append(d.Blocks, transcript.Block{Kind: k, Text: words, Sep: sep, Turn: turn})
	}
	for _, line := range strings.Split(lines, "\n") {
		label, words, ok := strings.Cut(line, ": ")
		switch {
		case strings.HasPrefix(line, "# "):
			add(transcript.Heading, line, "\n", transcript.NoTurn)
			continue
		case ok && !strings.Contains(label, " "):
			i, there := known[label]
			if !there {
				i = len(d.Speakers)
				known[label] = i
				d.Speakers = append(d.Speakers, transcript.Speaker{Name: label, Labels: []string{label}})
			}
			d.Speakers[i].Turns++
			d.Turns = append(d.Turns, transcript.Turn{Speaker: i})
			add(transcript.Label, label+":", " ", len(d.Turns)-1)
			line = words
		case len(d.Turns) == 0:
			add(transcript.Front, line, "\n", transcript.NoTurn)
			continue
		}
		if at, rest, ok := strings.Cut(line, "] "); ok && strings.HasPrefix(at, "[") {
			add(transcript.Time, at+"]", " ", len(d.Turns)-1)
			line = rest
		}
		add(transcript.Words, line, "\n", len(d.Turns)-1)
	}
	return d
}

// show brings documents in, in one entry.
func (s *study) show(drafts ...*transcript.Draft) []int64 {
	s.t.Helper()
	var laid []document.Laid
	for _, d := range drafts {
		l, err := document.Lay(ctx, s.p.DB, d, []byte(d.Text()))
		if err != nil {
			s.t.Fatal(err)
		}
		laid = append(laid, l)
	}
	var ids []int64
	err := s.p.DB.Write(ctx, func(tx *sql.Tx) (err error) {
		ids, _, err = document.Show(ctx, tx, s.anna.Person, "", laid...)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return ids
}

// code puts a code on the first place where the words stand in a document.
func (s *study) code(doc int64, words, code string) {
	s.t.Helper()
	s.do(func(tx *sql.Tx) error {
		d, err := document.Get(ctx, tx, doc)
		if err != nil {
			return err
		}
		all, err := document.Text(ctx, tx, d, 0, d.Length)
		if err != nil {
			return err
		}
		before, _, ok := strings.Cut(all, words)
		if !ok {
			return fmt.Errorf("%q is not in document %d", words, doc)
		}
		c, err := codebook.Ensure(ctx, tx, s.anna.Person, code)
		if err != nil {
			return err
		}
		start := text.Len(before)
		_, err = coding.Apply(ctx, tx, s.anna, coding.Mark{Document: doc, Start: start, End: start + text.Len(words), Exact: words}, c.ID)
		return err
	})
}

// index gives the index when it has followed to the end.
func (s *study) index() *Index {
	s.t.Helper()
	x, err := Of(s.p)
	if err != nil {
		s.t.Fatal(err)
	}
	s.wait(x)
	return x
}

func (s *study) wait(x *Index) Status {
	s.t.Helper()
	var head history.Entry
	s.read(func(tx *sql.Tx) (err error) {
		head, err = history.Head(ctx, tx)
		return err
	})
	limit, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	st, err := x.Wait(limit, head.ID)
	if err != nil {
		s.t.Fatalf("%v: %+v", err, st)
	}
	return st
}

func parse(t testing.TB, query string) *Query {
	t.Helper()
	q, err := Parse(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return q
}

// lines writes hits as "name turn speaker match|codes".
func lines(r Result) []string {
	var out []string
	for _, h := range r.Hits {
		line := fmt.Sprintf("%s %d %s %s", h.Name, h.Turn, h.Speaker, h.Match)
		for _, c := range h.Codes {
			line += " |" + c.Path
		}
		out = append(out, line)
	}
	return out
}
