package coding

import (
	"context"
	"database/sql"

	"verbatim/internal/db"
	"verbatim/internal/history"
)

// A code is on the same words once in a layer. The store refuses a second coding
// (schema 0012); whoever would make one drops it into the one that is there, so
// that nothing that was said with it is lost.

// double is a coding whose words have its code already: by the older one, kept.
type double struct{ id, segment, kept int64 }

func scanDouble(r db.Row) (d double, err error) { return d, r.Scan(&d.id, &d.segment, &d.kept) }

// twin joins a coding c on a segment s with another, o, on the same words in the
// same layer.
const twin = `coding c CROSS JOIN segment s ON s.id = c.segment
	CROSS JOIN segment q ON q.document = s.document AND q.start = s.start AND q.finish = s.finish AND q.version = s.version
	CROSS JOIN coding o ON o.segment = q.id AND o.layer = c.layer`

// join drops a coding into the one that stays: its valence and weight where that
// one has none, and its comment after that one's.
func join(ctx context.Context, tx *sql.Tx, d double) error {
	_, err := tx.ExecContext(ctx, `UPDATE coding SET valence = coalesce(coding.valence, g.valence), weight = coalesce(coding.weight, g.weight),
		comment = CASE WHEN instr(coding.comment, g.comment) > 0 THEN coding.comment WHEN coding.comment = '' THEN g.comment ELSE coding.comment || char(10) || g.comment END
		FROM coding g WHERE g.id = ?1 AND coding.id = ?2`, d.id, d.kept)
	if err != nil {
		return err
	}
	return drop(ctx, tx, d.id, d.segment)
}

// joinAll joins what a query finds, a row of a double each.
func joinAll(ctx context.Context, tx *sql.Tx, query string, args ...any) error {
	list, err := db.Query(ctx, tx, scanDouble, query, args...)
	if err != nil {
		return err
	}
	for _, d := range list {
		if err := join(ctx, tx, d); err != nil {
			return err
		}
	}
	return nil
}

const doubles = "SELECT c.id, c.segment, min(o.id) FROM " + twin + " AND o.code = c.code AND o.id < c.id GROUP BY c.id"

// JoinDoubles joins the codings of the same code on the same words in one layer,
// which an earlier version of the program could make, into the oldest of them, in
// an entry of the program's own.
func JoinDoubles(ctx context.Context, d *db.DB) error {
	var any bool
	err := d.Read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT EXISTS ("+doubles+")").Scan(&any)
	})
	if err != nil || !any {
		return err
	}
	_, err = history.Do(ctx, d, history.Action{What: "coding.join"}, func(tx *sql.Tx) error { return joinAll(ctx, tx, doubles) })
	return err
}
