package document

import (
	"context"
	"database/sql"
	"errors"

	"verbatim/internal/db"
	"verbatim/internal/text"
)

// Around is how many code points on either side of a passage are kept or looked
// at to find it again after a correction.
const Around = 32

// Anchor is where a passage of an earlier version stands in the newest one.
type Anchor struct {
	Start, End int
	Found      bool // else its words are gone, and this is the nearest place
}

// Reanchor carries a passage of a version of a document, by its number, through
// the edits since. Where they touched it, or say nothing, it is looked for by its
// words and what stands around them.
func Reanchor(ctx context.Context, tx *sql.Tx, d Document, number, start, end int) (Anchor, error) {
	old, err := numbered(ctx, tx, d, number)
	if errors.Is(err, sql.ErrNoRows) {
		return nearest(d, start, end), nil // a version that was never here, or was taken back
	}
	if err != nil {
		return Anchor{}, err
	}
	start, end = max(min(start, old.Length), 0), min(max(start, end), old.Length)
	exact, err := Text(ctx, tx, old, start, end)
	if err != nil {
		return Anchor{}, err
	}
	from, to := start, end
	for n := number + 1; n <= d.Number; n++ {
		edits, err := db.Query(ctx, tx, func(r db.Row) (e text.Edit, err error) { return e, r.Scan(&e.Start, &e.Removed, &e.Inserted) },
			"SELECT e.start, e.removed, e.inserted FROM edit e JOIN version v ON v.id = e.version WHERE v.document = ? AND v.number = ? ORDER BY e.seq", d.ID, n)
		if err != nil {
			return Anchor{}, err
		}
		from, to, _ = text.Carry(edits, from, to)
	}
	now, err := Text(ctx, tx, d, from, to)
	if err != nil || now == exact && exact != "" {
		return Anchor{from, to, err == nil}, err
	}
	all, err := Text(ctx, tx, d, 0, d.Length)
	if err != nil {
		return Anchor{}, err
	}
	prefix, err := Text(ctx, tx, old, start-Around, start)
	if err != nil {
		return Anchor{}, err
	}
	suffix, err := Text(ctx, tx, old, end, end+Around)
	if err != nil {
		return Anchor{}, err
	}
	if at, found := text.Refind(all, exact, prefix, suffix, from); found {
		return Anchor{at, at + end - start, true}, nil
	}
	return nearest(d, from, to), nil
}

// nearest is a span brought inside the text, at least one code point of it.
func nearest(d Document, start, end int) Anchor {
	start = max(min(start, d.Length-1), 0)
	return Anchor{Start: start, End: max(min(end, d.Length), start+1)}
}

// numbered is a document as one of its versions had it.
func numbered(ctx context.Context, tx *sql.Tx, d Document, number int) (Document, error) {
	return d, tx.QueryRowContext(ctx, "SELECT id, number, body, length FROM version WHERE document = ? AND number = ?", d.ID, number).
		Scan(&d.Version, &d.Number, &d.Body, &d.Length)
}
