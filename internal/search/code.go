package search

import (
	"context"
	"database/sql"
	"slices"

	"github.com/clipperhouse/uax29/v2/sentences"

	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/people"
	"verbatim/internal/text"
)

// Extent says how much of the text around a hit is meant.
type Extent string

// The extents.
const (
	ExtentHit      Extent = "hit"
	ExtentSentence Extent = "sentence"
	ExtentTurn     Extent = "turn"
)

// Place is a hit that somebody chose.
type Place struct {
	Document   int64
	Start, End int
}

// Plan is what coding chosen hits would do.
type Plan struct {
	Marks   []Marked
	Same    int // hits that fell into a passage with another hit, which counts once
	Already int // passages left alone: they have the code
}

// Marked is one passage of a plan, with where it is and the hit inside it.
type Marked struct {
	coding.Mark
	Name     string // of the document
	Short    string
	Language string
	Turn     int    // from 1, 0 for none
	Hits     []Span // in it
}

// MaxPlan is how many hits can be coded in one step: a step is one transaction,
// and everybody waits for it.
const MaxPlan = 1000

// PlanCoding finds the passages around chosen hits. With a code other than 0 it
// leaves out those that the viewer has put this code on already.
func PlanCoding(ctx context.Context, tx *sql.Tx, v people.Viewer, places []Place, e Extent, code int64) (Plan, error) {
	var plan Plan
	if len(places) > MaxPlan {
		return plan, fault.New(fault.TooLarge, "%d hits are ticked; at most %d can be coded in one step. Untick some, or narrow the search.", len(places), MaxPlan)
	}
	if e != ExtentHit && e != ExtentSentence && e != ExtentTurn {
		return plan, fault.New(fault.Invalid, "Choose how much of the text to code: the hit, its sentence or its turn.")
	}
	docs := map[int64]document.Document{}
	own := map[int64][]coding.Coding{}
	var left []Marked
	for _, at := range places {
		d, ok := docs[at.Document]
		if !ok {
			var err error
			if d, err = document.Get(ctx, tx, at.Document); err != nil {
				return plan, err
			}
			docs[d.ID] = d
			if code != 0 {
				f := coding.Filter{Document: d.ID, Codes: []int64{code}, Layers: []int64{v.Write}}
				if own[d.ID], err = coding.List(ctx, tx, v, f); err != nil {
					return plan, err
				}
			}
		}
		m, err := passageOf(ctx, tx, d, at, e)
		if err != nil {
			return plan, err
		}
		same := func(o Marked) bool { return o.Document == m.Document && o.Start == m.Start && o.End == m.End }
		if i := slices.IndexFunc(plan.Marks, same); i >= 0 {
			plan.Same++
			plan.Marks[i].Hits = append(plan.Marks[i].Hits, m.Hits...)
			continue
		}
		if slices.ContainsFunc(left, same) {
			plan.Same++
			continue
		}
		if slices.ContainsFunc(own[d.ID], func(c coding.Coding) bool { return c.Start <= m.Start && c.End >= m.End }) {
			left = append(left, m)
			plan.Already++
			continue
		}
		plan.Marks = append(plan.Marks, m)
	}
	return plan, nil
}

// passageOf is the passage of a hit.
func passageOf(ctx context.Context, tx *sql.Tx, d document.Document, at Place, e Extent) (Marked, error) {
	m := Marked{Mark: coding.Mark{Document: d.ID, Version: d.Version, Start: at.Start, End: at.End},
		Name: d.Name, Short: d.Short(), Language: d.Language, Hits: []Span{{at.Start, at.End}}}
	if at.Start < 0 || at.End <= at.Start || at.End > d.Length {
		return m, fault.New(fault.Invalid, "There is no passage %d–%d in “%s”. Search again.", at.Start, at.End, d.Name)
	}
	t, spoken, err := document.TurnAt(ctx, tx, d, at.Start)
	if err != nil {
		return m, err
	}
	if spoken {
		m.Turn = t.Seq + 1
	}
	blocks, err := document.BlocksBetween(ctx, tx, d, at.Start, at.End)
	if err != nil {
		return m, err
	}
	switch {
	case e == ExtentTurn && spoken && blocks[0].Turn == t.Seq:
		if blocks, err = document.BlockRange(ctx, tx, d, t.First, t.Last); err != nil {
			return m, err
		}
		fallthrough
	case e == ExtentTurn:
		for _, st := range cut(blocks) {
			first, last := blocks[st.blocks[0]], blocks[st.blocks[len(st.blocks)-1]]
			if first.Start <= at.Start && at.Start <= last.End() {
				m.Start, m.End = first.Start, last.End()
			}
		}
	case e == ExtentSentence:
		for _, b := range blocks {
			if b.Start <= at.Start && at.Start < b.End() {
				m.Start, _ = sentence(b, at.Start)
			}
			if b.Start < at.End && at.End <= b.End() {
				_, m.End = sentence(b, at.End-1)
			}
		}
	}
	if m.Exact, err = document.Text(ctx, tx, d, m.Start, m.End); err != nil {
		return m, err
	}
	m.Start, m.End = text.Trim(m.Exact, m.Start, m.End)
	m.Exact, err = document.Text(ctx, tx, d, m.Start, m.End)
	return m, err
}

// sentence is the sentence of a block that holds a code point.
func sentence(b document.Block, position int) (start, end int) {
	at := b.Start
	for it := sentences.FromString(b.Text); it.Next(); {
		n := text.Len(it.Value())
		if position < at+n {
			return at, at + n
		}
		at += n
	}
	return b.Start, b.End()
}

// Code puts a code on the passages of a plan. The caller is inside an entry.
func Code(ctx context.Context, tx *sql.Tx, v people.Viewer, p Plan, code int64) error {
	for _, m := range p.Marks {
		if _, err := coding.Apply(ctx, tx, v, m.Mark, code); err != nil {
			return err
		}
	}
	return nil
}
