package coding

import (
	"context"
	"database/sql"
	"slices"

	"verbatim/internal/db"
	"verbatim/internal/document"
	"verbatim/internal/people"
)

// Spread is how often the codes of a project were applied: quick enough to
// stand beside every code of a large codebook.
type Spread struct {
	Counted map[int64]int    // codings of each code as tables count them: see Counted
	Coders  map[int64]int    // people who applied each code, in all layers that the viewer sees
	Total   int              // counted codings
	Last    map[int64]string // when each code was applied last, in all layers that the viewer sees: UTC, to be compared
	First   map[int64]int    // number of the document, from 1 in their order, in which each code is counted first

	layers map[int64]int64 // the layer that is counted in each document
}

// Spreads counts in the database, without reading the codings.
func Spreads(ctx context.Context, tx *sql.Tx, v people.Viewer) (Spread, error) {
	s := Spread{Counted: map[int64]int{}, Coders: map[int64]int{}, Last: map[int64]string{}, First: map[int64]int{}}
	var err error
	if s.layers, err = DefaultLayers(ctx, tx, v); err != nil {
		return s, err
	}
	type row struct {
		doc, layer, code, coder int64
		n                       int
		last                    string
	}
	docs, err := document.List(ctx, tx)
	if err != nil {
		return s, err
	}
	number := make(map[int64]int, len(docs))
	for i, d := range docs {
		number[d.ID] = i + 1
	}
	seen, args := v.Where("c.layer")
	list, err := db.Query(ctx, tx, func(r db.Row) (v row, err error) {
		return v, r.Scan(&v.doc, &v.layer, &v.code, &v.coder, &v.n, &v.last)
	},
		`SELECT s.document, c.layer, c.code, c.coder, count(*), max(c.created_at) FROM coding c JOIN segment s ON s.id = c.segment
		WHERE s.document IN (SELECT id FROM document WHERE trashed_at IS NULL) AND `+seen+` GROUP BY s.document, c.layer, c.code, c.coder`, args...)
	if err != nil {
		return s, err
	}
	type pair struct{ code, coder int64 }
	met := map[pair]bool{}
	for _, r := range list {
		if s.layers[r.doc] == r.layer {
			s.Counted[r.code] += r.n
			s.Total += r.n
			if n := number[r.doc]; s.First[r.code] == 0 || n < s.First[r.code] {
				s.First[r.code] = n
			}
		}
		s.Last[r.code] = max(s.Last[r.code], r.last)
		if p := (pair{r.code, r.coder}); !met[p] {
			met[p] = true
			s.Coders[r.code]++
		}
	}
	return s, nil
}

// Of is the counted codings of one code, by document in the order of the
// project, then by place.
func (s Spread) Of(ctx context.Context, tx *sql.Tx, v people.Viewer, code int64) ([]Coding, error) {
	list, err := List(ctx, tx, v, Filter{Codes: []int64{code}})
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(c Coding) bool { return s.layers[c.Document] != c.Layer })
	return list, inOrder(ctx, tx, list)
}
