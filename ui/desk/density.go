package desk

import "sort"

// Span is the stretch of a coding, [Start,End) in code points of the text.
type Span struct{ Start, End int }

// step says how many codings cover the text from At up to the next step.
type step struct{ at, depth int }

// Density is how many codings cover each place of a text, as the steps at
// which that number changes.
type Density struct{ steps []step }

// NewDensity counts spans in any order; empty ones cover nothing.
func NewDensity(spans []Span) Density {
	edges := make([]step, 0, 2*len(spans)) // depth holds +1 or -1 for now
	for _, s := range spans {
		if s.End > s.Start {
			edges = append(edges, step{s.Start, 1}, step{s.End, -1})
		}
	}
	sort.Slice(edges, func(i, j int) bool { return edges[i].at < edges[j].at })
	steps := make([]step, 0, len(edges))
	depth := 0
	for _, e := range edges {
		depth += e.depth
		if n := len(steps); n > 0 && steps[n-1].at == e.at {
			steps[n-1].depth = depth
			continue
		}
		steps = append(steps, step{e.at, depth})
	}
	return Density{steps}
}

// deepest is the number of codings from which the tint no longer changes.
const deepest = 4

// Tint is the class of the mark, 1 to 4, under this many codings; 0 for none.
func Tint(codings int) int { return min(codings, deepest) }

// run is a stretch of words under one tint, as bytes of its block's text.
type run struct{ from, to, tint int }

// runs cuts the text that begins at code point start into its tints and
// appends them to into. Stretches of one tint that touch become one run, so
// that a page holds no more elements than a reader can tell apart.
func (d Density) runs(into []run, text string, start int) []run {
	next := sort.Search(len(d.steps), func(i int) bool { return d.steps[i].at > start })
	tint := 0
	if next > 0 {
		tint = Tint(d.steps[next-1].depth)
	}
	if next == len(d.steps) && tint == 0 {
		return append(into, run{0, len(text), 0})
	}
	from, at := 0, start
	for i := range text {
		for next < len(d.steps) && d.steps[next].at == at {
			t := Tint(d.steps[next].depth)
			next++
			if t == tint {
				continue
			}
			if i > from {
				into = append(into, run{from, i, tint})
			}
			from, tint = i, t
		}
		if next == len(d.steps) {
			break
		}
		at++
	}
	if from < len(text) {
		into = append(into, run{from, len(text), tint})
	}
	return into
}
