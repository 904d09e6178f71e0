package coding

import (
	"context"
	"database/sql"

	"verbatim/internal/db"
)

// Span is where a segment stands.
type Span struct {
	Segment    int64
	Document   int64
	Start, End int
}

// Spans is where segments stand, by their id; one that is gone is left out.
func Spans(ctx context.Context, tx *sql.Tx, segments ...int64) (map[int64]Span, error) {
	out := map[int64]Span{}
	if len(segments) == 0 {
		return out, nil
	}
	list, err := db.Query(ctx, tx, func(r db.Row) (s Span, err error) { return s, r.Scan(&s.Segment, &s.Document, &s.Start, &s.End) },
		"SELECT id, document, start, finish FROM segment WHERE id IN "+db.In(len(segments)), db.Anys(segments)...)
	for _, s := range list {
		out[s.Segment] = s
	}
	return out, err
}
