package coding

import (
	"context"
	"database/sql"

	"verbatim/internal/db"
	"verbatim/internal/people"
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

// Outline is a coding without its words, as the desk draws it: a long document
// has thousands.
type Outline struct {
	ID         int64
	Short      string // how URLs name it
	Start, End int
	Code       int64
	Coder      int64
	Layer      int64
	Valence    *int
}

// Outlines is the codings of a document that touch [start,end) and that the
// viewer may see, by start, the longer first.
func Outlines(ctx context.Context, tx *sql.Tx, v people.Viewer, document int64, start, end int) ([]Outline, error) {
	seen, args := v.Where("c.layer")
	return db.Query(ctx, tx, func(r db.Row) (o Outline, err error) {
		return o, r.Scan(&o.ID, &o.Short, &o.Start, &o.End, &o.Code, &o.Coder, &o.Layer, &o.Valence)
	}, `SELECT c.id, substr(c.guid, -12), s.start, s.finish, c.code, c.coder, c.layer, c.valence
		FROM segment s JOIN coding c ON c.segment = s.id
		WHERE s.document = ? AND s.start < ? AND s.finish > ? AND `+seen+` ORDER BY s.start, s.finish DESC, c.id`,
		append([]any{document, end, start}, args...)...)
}
