package coding_test

import (
	"testing"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
)

func TestSamePassages(t *testing.T) {
	codes := []codebook.Code{{ID: 1, Name: "A", Status: codebook.Active}, {ID: 2, Name: "B", Status: codebook.Active}, {ID: 3, Name: "C", Status: codebook.Active}}
	at := func(code, doc int64, start, end int) coding.Coding {
		return coding.Coding{Code: code, Document: doc, Start: start, End: end}
	}
	together := []coding.Coding{at(1, 1, 0, 10), at(2, 1, 1, 10), at(1, 1, 20, 30), at(2, 1, 20, 29), at(1, 2, 0, 10), at(2, 2, 0, 10)}
	for _, c := range []struct {
		name string
		list []coding.Coding
		want int
	}{
		{"always", together, 1},
		{"four of five", append([]coding.Coding{at(1, 3, 0, 5), at(2, 3, 0, 5), at(1, 4, 0, 5)}, together...), 1},
		{"three of five", append([]coding.Coding{at(1, 3, 0, 5), at(1, 4, 0, 5)}, together...), 0},
		{"twice only", together[:4], 0},
		{"one inside a much longer one", []coding.Coding{at(1, 1, 0, 100), at(2, 1, 5, 10), at(1, 2, 0, 100), at(2, 2, 5, 10), at(1, 3, 0, 100), at(2, 3, 5, 10)}, 0},
		{"the same words in other documents", []coding.Coding{at(1, 1, 0, 9), at(2, 2, 0, 9), at(1, 3, 0, 9), at(2, 4, 0, 9), at(1, 5, 0, 9), at(2, 6, 0, 9)}, 0},
		{"one passage met three times", []coding.Coding{at(1, 1, 0, 9), at(2, 1, 0, 9), at(2, 1, 0, 8), at(2, 1, 0, 7)}, 0},
		{"nothing", nil, 0},
	} {
		got := coding.SamePassages(codes, c.list)
		if len(got) != c.want || c.want == 1 && (got[0].One.ID != 1 || got[0].Other.ID != 2) {
			t.Errorf("%s: %+v, want %d", c.name, got, c.want)
		}
	}
}
