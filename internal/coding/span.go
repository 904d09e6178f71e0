package coding

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

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
	Weight     *int
	Comment    string
	Defined    int
}

// Outline is the coding as the desk draws it.
func (c Coding) Outline() Outline {
	return Outline{ID: c.ID, Short: c.Short(), Start: c.Start, End: c.End, Code: c.Code, Coder: c.Coder, Layer: c.Layer,
		Valence: c.Valence, Weight: c.Weight, Comment: c.Comment, Defined: c.Defined}
}

// Outlines is the codings of a document that touch [start,end) and that the
// viewer may see, by start, the longer first.
//
// The database hands them over in one value, a line each: the driver takes a
// lock for every column of every row, which for the 5,000 of a long document is
// half of the time. They are put in order here for the same reason. Nothing
// that begins further before start than the longest segment is long can reach
// it, and so those of the pages before are not looked at.
func Outlines(ctx context.Context, tx *sql.Tx, v people.Viewer, document int64, start, end int) ([]Outline, error) {
	seen, args := v.Where("c.layer")
	var lines string
	err := tx.QueryRowContext(ctx, `SELECT coalesce(group_concat(concat_ws(' ', substr(c.guid, -12), c.id, s.start, s.finish, c.code, c.coder, c.layer, c.defined, c.valence, `+noteOfLine+`), char(10)), '')
		FROM segment s CROSS JOIN coding c ON c.segment = s.id
		WHERE s.document = ? AND s.start < ? AND s.finish > ?
			AND s.start > ? - (SELECT coalesce(max(finish - start), 0) FROM segment WHERE document = ?) AND `+seen,
		append([]any{document, end, start, start, document}, args...)...).Scan(&lines)
	if err != nil || lines == "" {
		return nil, err
	}
	list := make([]Outline, 0, strings.Count(lines, "\n")+1)
	for line := range strings.Lines(lines) {
		o, err := outline(strings.TrimSuffix(line, "\n"))
		if err != nil {
			return nil, err
		}
		list = append(list, o)
	}
	slices.SortFunc(list, func(a, b Outline) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}

// noteOfLine is what most codings do not have, on one line; NULL without it.
const noteOfLine = `CASE WHEN c.weight IS NOT NULL OR c.comment <> '' THEN json_object('w', c.weight, 'c', c.comment) END`

// outline reads a line of Outlines: the short guid, seven numbers, an eighth where
// there is a valence, and the note where there is one.
func outline(line string) (Outline, error) {
	var o Outline
	var n [8]int64
	short, rest, _ := strings.Cut(line, " ")
	o.Short = short
	count := 0
	for ; rest != "" && rest[0] != '{' && count < len(n); count++ {
		var field string
		var err error
		field, rest, _ = strings.Cut(rest, " ")
		if n[count], err = strconv.ParseInt(field, 10, 64); err != nil {
			return o, fmt.Errorf("an outline: %w", err)
		}
	}
	o.ID, o.Start, o.End, o.Code, o.Coder, o.Layer, o.Defined = n[0], int(n[1]), int(n[2]), n[3], n[4], n[5], int(n[6])
	if count == len(n) {
		valence := int(n[7])
		o.Valence = &valence
	}
	if rest != "" {
		note := struct {
			W *int
			C string
		}{}
		if err := json.Unmarshal([]byte(rest), &note); err != nil {
			return o, fmt.Errorf("an outline: %w", err)
		}
		o.Weight, o.Comment = note.W, note.C
	}
	return o, nil
}
