package coding

import (
	"slices"

	"verbatim/internal/codebook"
)

// What it takes for codes to be pointed out as used for the same passages: this
// many passages of each, and this share of them on both sides.
const (
	fewestTogether = 3
	shareTogether  = 0.8
)

// SamePassages finds the codes whose passages nearly always overlap, in the
// order of codes. Two passages overlap when half of the longer one is in both.
// list is codings of one layer a document, such as Counted gives.
func SamePassages(codes []codebook.Code, list []Coding) []codebook.Pair {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Coding) int {
		if a.Document != b.Document {
			return int(a.Document - b.Document)
		}
		return a.Start - b.Start
	})
	type pair struct{ of, with int64 } // passages of one code that another one's overlap
	met, total := map[pair]int{}, map[int64]int{}
	with := make([]map[int64]bool, len(list))
	for i, a := range list {
		total[a.Code]++
		for j := i + 1; j < len(list) && list[j].Document == a.Document && list[j].Start < a.End; j++ {
			b := list[j]
			if both := min(a.End, b.End) - b.Start; a.Code == b.Code || 2*both < max(a.End-a.Start, b.End-b.Start) {
				continue
			}
			for _, m := range []struct {
				at   int
				pair pair
			}{{i, pair{a.Code, b.Code}}, {j, pair{b.Code, a.Code}}} {
				if with[m.at] == nil {
					with[m.at] = map[int64]bool{}
				}
				if !with[m.at][m.pair.with] {
					with[m.at][m.pair.with] = true
					met[m.pair]++
				}
			}
		}
	}
	nearly := func(n, of int) bool { return of >= fewestTogether && float64(n) >= shareTogether*float64(of) }
	var out []codebook.Pair
	for i, one := range codes {
		for _, other := range codes[i+1:] {
			a, b := pair{one.ID, other.ID}, pair{other.ID, one.ID}
			if met[a] > 0 && nearly(met[a], total[one.ID]) && nearly(met[b], total[other.ID]) && one.InUse() && other.InUse() {
				out = append(out, codebook.Pair{One: one, Other: other, Why: codebook.SamePlaces})
			}
		}
	}
	return out
}
