package report

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"verbatim/internal/cases"
	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/people"
)

// data is what tables of codings are made of, read once.
type data struct {
	codings      []coding.Coding
	places       []coding.Place
	codes        []codebook.Code // all, merged ones included, in the order of the tree
	code         map[int64]codebook.Code
	past         bool // codes are those of an earlier version
	themes       []codebook.Theme
	themed       map[int64][]string // names of the themes that each code is in
	document     map[int64]document.Document
	documents    []document.Document
	participant  map[int64]cases.Participant
	unit         map[int64]cases.Case
	person       map[int64]people.Person
	layer        map[int64]people.Layer
	participants int // behind a speaker of a document
	units        int
}

// read loads the counted codings and what they refer to.
func (e *export) read(ctx context.Context, tx *sql.Tx) (*data, error) {
	d := &data{code: map[int64]codebook.Code{}, document: map[int64]document.Document{}, participant: map[int64]cases.Participant{},
		unit: map[int64]cases.Case{}, person: map[int64]people.Person{}, layer: map[int64]people.Layer{}}
	var err error
	if d.codings, err = coding.Counted(ctx, tx, e.viewer, e.layer.ID); err != nil {
		return nil, err
	}
	if d.places, err = coding.Places(ctx, tx, d.codings); err != nil {
		return nil, err
	}
	if d.themes, err = codebook.Themes(ctx, tx); err != nil {
		return nil, err
	}
	d.themed = codebook.InThemes(d.themes)
	if d.codes, err = codebook.All(ctx, tx); err != nil {
		return nil, err
	}
	if d.documents, err = document.List(ctx, tx); err != nil {
		return nil, err
	}
	participants, err := cases.Participants(ctx, tx)
	if err != nil {
		return nil, err
	}
	units, err := cases.Cases(ctx, tx)
	if err != nil {
		return nil, err
	}
	persons, err := people.List(ctx, tx)
	if err != nil {
		return nil, err
	}
	layers, err := people.Layers(ctx, tx)
	if err != nil {
		return nil, err
	}
	fill(d.code, d.codes, func(c codebook.Code) int64 { return c.ID })
	fill(d.document, d.documents, func(x document.Document) int64 { return x.ID })
	fill(d.participant, participants, func(p cases.Participant) int64 { return p.ID })
	fill(d.unit, units, func(c cases.Case) int64 { return c.ID })
	fill(d.person, persons, func(p people.Person) int64 { return p.ID })
	fill(d.layer, layers, func(l people.Layer) int64 { return l.ID })
	return d, d.countPeople(ctx, tx)
}

func fill[T any](to map[int64]T, list []T, id func(T) int64) {
	for _, v := range list {
		to[id(v)] = v
	}
}

// countPeople counts the participants behind a speaker of a document, and the
// cases that they belong to.
func (d *data) countPeople(ctx context.Context, tx *sql.Tx) error {
	speakers, err := document.AllSpeakers(ctx, tx)
	if err != nil {
		return err
	}
	parts, units := map[int64]bool{}, map[int64]bool{}
	for _, s := range speakers {
		if _, there := d.document[s.Document]; there && s.Participant != 0 {
			parts[s.Participant] = true
			if unit := d.participant[s.Participant].Case; unit != 0 {
				units[unit] = true
			}
		}
	}
	d.participants, d.units = len(parts), len(units)
	return nil
}

// layerName says whose codings are counted, in the language of the file.
func (e *export) layerName(d *data, language string) string {
	if e.layer.ID != 0 {
		return e.layer.Name
	}
	var names []string
	for _, c := range d.codings {
		if name := d.layer[c.Layer].Name; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	rule := "each document's consensus where decided, else its first coder"
	if language == "nl" {
		rule = "per document de consensus waar die er is, anders de eerste codeur"
	}
	if len(names) == 0 {
		return rule
	}
	return rule + " (" + strings.Join(names, ", ") + ")"
}

// counts is the sentence of how much is in a table.
func (d *data) counts() string {
	parts := []string{plural(len(d.codings), "coding"), plural(len(d.documents), "document")}
	if d.participants > 0 {
		parts = append(parts, plural(d.participants, "participant"))
	}
	if d.units > 0 {
		parts = append(parts, plural(d.units, "case"))
	}
	return strings.Join(parts, ", ")
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
