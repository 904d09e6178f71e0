package search

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// counts says how often each word, phrase or pattern of the query stands in the
// unit that was asked last; what stands under NOT does not count.
func (e *evaluator) counts() []int {
	var out []int
	var walk func(n *node)
	walk = func(n *node) {
		switch n.op {
		case opPhrase, opRegex, opNear:
			_, hits := e.eval(n)
			out = append(out, len(hits))
		case opAnd, opOr:
			for _, k := range n.kids {
				walk(k)
			}
		}
	}
	walk(e.q.root)
	return out
}

// rank puts the units that answer best first: rare words weigh more than common
// ones, many more than few but ever less, and short turns more than long ones
// (BM25 over the units that answer). Equal ones stay in document order.
func rank(list []finding) {
	if len(list) == 0 {
		return
	}
	in := make([]int, len(list[0].counts)) // units that hold each leaf
	words := 0
	for _, g := range list {
		words += g.length
		for i, n := range g.counts {
			if n > 0 {
				in[i]++
			}
		}
	}
	mean := math.Max(1, float64(words)/float64(len(list)))
	score := func(g finding) float64 {
		s := 0.0
		for i, n := range g.counts {
			if n > 0 {
				rare := math.Log(1 + float64(len(list))/float64(in[i]))
				tf := float64(n)
				s += rare * tf / (tf + 1.2*(0.25+0.75*float64(g.length)/mean))
			}
		}
		return s
	}
	type scored struct {
		finding
		score float64
	}
	order := make([]scored, len(list))
	for i, g := range list {
		order[i] = scored{g, score(g)}
	}
	slices.SortStableFunc(order, func(a, b scored) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return 0
	})
	for i, o := range order {
		list[i] = o.finding
	}
}

// fromWord cuts what may be half a word off the beginning of a context.
func fromWord(s string, cut bool) string {
	if cut {
		if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
			return strings.TrimLeftFunc(s[i:], unicode.IsSpace)
		}
	}
	return s
}

// toWord cuts what may be half a word off the end.
func toWord(s string, cut bool) string {
	if cut {
		if i := strings.LastIndexFunc(s, unicode.IsSpace); i >= 0 {
			return strings.TrimRightFunc(s[:i], unicode.IsSpace)
		}
	}
	return s
}
