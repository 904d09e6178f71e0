package finding

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"verbatim/internal/cases"
	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/people"
)

// Evidence is how much of the data a finding rests on.
type Evidence struct {
	Codings      int `json:"codings"`
	Documents    int `json:"documents"`
	Participants int `json:"participants"`
	Cases        int `json:"cases"`
}

// Passage is a coded passage that a finding can be shown with. A span with
// several of the finding's codes is one passage.
type Passage struct {
	coding.Coding
	Codes       []int64
	Place       coding.Place
	Participant cases.Participant // zero where nobody is known to be behind the words
}

// Quotable reports whether the participant agreed to being quoted. No record is
// no consent.
func (p Passage) Quotable() bool { return p.Participant.Consent == "yes" }

// Base is what findings are counted over: the counted codings with their
// places, and the totals. It is read once for all findings.
type Base struct {
	Total    Evidence // all counted codings, documents, participants behind a speaker, cases of those
	codings  []coding.Coding
	places   []coding.Place
	codes    []codebook.Code
	behind   map[int64]cases.Participant
	document map[int64]document.Document
	units    map[int64]string // names of cases
	frozen   map[int64]Frozen // by finding; none where a layer was chosen
}

// Load reads the base: the codings of a layer, or of each document's default
// layer where layer is 0.
func Load(ctx context.Context, tx *sql.Tx, v people.Viewer, layer int64) (*Base, error) {
	b := &Base{behind: map[int64]cases.Participant{}, document: map[int64]document.Document{}, units: map[int64]string{}}
	var err error
	if b.codings, err = coding.Counted(ctx, tx, v, layer); err != nil {
		return nil, err
	}
	if b.places, err = coding.Places(ctx, tx, b.codings); err != nil {
		return nil, err
	}
	if b.codes, err = codebook.List(ctx, tx); err != nil {
		return nil, err
	}
	list, err := cases.Participants(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, p := range list {
		b.behind[p.ID] = p
	}
	units, err := cases.Cases(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, u := range units {
		b.units[u.ID] = u.Name
	}
	if layer == 0 {
		if b.frozen, err = loadFrozen(ctx, tx, v); err != nil {
			return nil, err
		}
	}
	return b, b.total(ctx, tx)
}

// total counts what there is to be counted over: a participant counts when a
// speaker of a document is linked to them, said or not said.
func (b *Base) total(ctx context.Context, tx *sql.Tx) error {
	docs, err := document.List(ctx, tx)
	if err != nil {
		return err
	}
	for _, d := range docs {
		b.document[d.ID] = d
	}
	speakers, err := document.AllSpeakers(ctx, tx)
	if err != nil {
		return err
	}
	parts, units := map[int64]bool{}, map[int64]bool{}
	for _, s := range speakers {
		if _, there := b.document[s.Document]; !there || s.Participant == 0 {
			continue
		}
		parts[s.Participant] = true
		if unit := b.behind[s.Participant].Case; unit != 0 {
			units[unit] = true
		}
	}
	b.Total = Evidence{Codings: len(b.codings), Documents: len(docs), Participants: len(parts), Cases: len(units)}
	return nil
}

// under is the codes of a finding and all codes under them.
func (b *Base) under(f Finding) map[int64]bool {
	all := map[int64]bool{}
	for _, code := range f.Codes {
		for id := range codebook.Under(b.codes, code) {
			all[id] = true
		}
	}
	return all
}

// Evidence counts the codings that have a code of the finding, or a code under
// one of them.
func (b *Base) Evidence(f Finding) Evidence {
	e, _ := b.evidence(f)
	return e
}

// evidence is the figures of a finding and what they count.
func (b *Base) evidence(f Finding) (e Evidence, behind basis) {
	codes := b.under(f)
	docs, parts, units := map[int64]bool{}, map[int64]bool{}, map[int64]bool{}
	for i, c := range b.codings {
		if !codes[c.Code] {
			continue
		}
		e.Codings++
		docs[c.Document] = true
		if p := b.places[i].Participant; p != 0 {
			parts[p] = true
		}
		if u := b.places[i].Case; u != 0 {
			units[u] = true
		}
	}
	e.Documents, e.Participants, e.Cases = len(docs), len(parts), len(units)
	return e, basis{Participants: slices.Sorted(maps.Keys(parts)), Cases: slices.Sorted(maps.Keys(units)), Documents: slices.Sorted(maps.Keys(docs))}
}

// Passages is the passages that have a code of the finding, in the order of the
// documents.
func (b *Base) Passages(f Finding) []Passage {
	codes := b.under(f)
	var out []Passage
	type span struct {
		document   int64
		start, end int
	}
	seen := map[span]int{}
	for i, c := range b.codings {
		if !codes[c.Code] {
			continue
		}
		key := span{c.Document, c.Start, c.End}
		if at, there := seen[key]; there {
			out[at].Codes = append(out[at].Codes, c.Code)
			continue
		}
		seen[key] = len(out)
		out = append(out, Passage{Coding: c, Codes: []int64{c.Code}, Place: b.places[i], Participant: b.behind[b.places[i].Participant]})
	}
	return out
}

// Codes is the codebook that the base was read with, in the order of the tree.
func (b *Base) Codes() []codebook.Code { return b.codes }

// Tally is how often each code is in the base, without the codes under it.
func (b *Base) Tally() map[int64]int {
	out := map[int64]int{}
	for _, c := range b.codings {
		out[c.Code]++
	}
	return out
}

// Document is a document that is not in the trash.
func (b *Base) Document(id int64) (d document.Document, ok bool) {
	d, ok = b.document[id]
	return d, ok
}

// Behind finds who said each of these quotes, and where.
func (b *Base) Behind(ctx context.Context, tx *sql.Tx, quotes []Quote) ([]Passage, error) {
	list := make([]coding.Coding, len(quotes))
	for i, q := range quotes {
		list[i] = coding.Coding{Document: q.Document, Segment: q.Segment, Start: q.Start, End: q.End, Exact: q.Exact}
	}
	places, err := coding.Places(ctx, tx, list)
	if err != nil {
		return nil, err
	}
	out := make([]Passage, len(quotes))
	for i := range list {
		out[i] = Passage{Coding: list[i], Place: places[i], Participant: b.behind[places[i].Participant]}
	}
	return out, nil
}
