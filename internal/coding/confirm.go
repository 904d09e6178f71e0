package coding

import (
	"context"
	"database/sql"

	"verbatim/internal/db"
	"verbatim/internal/people"
)

// Confirm says of codings of the viewer's layer that they stand under the
// definition that their code has now.
func Confirm(ctx context.Context, tx *sql.Tx, v people.Viewer, ids ...int64) error {
	for _, id := range ids {
		c, err := Get(ctx, tx, v, id)
		if err != nil {
			return err
		}
		if err := writes(v, c.Layer); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE coding SET defined = (SELECT version FROM code WHERE id = coding.code) WHERE id = ?", id); err != nil {
			return err
		}
	}
	return nil
}

// Outdated counts the codings of each code that are to be looked at again:
// those of the viewer's own layer, and all that the viewer sees.
func Outdated(ctx context.Context, tx *sql.Tx, v people.Viewer) (own, all map[int64]int, err error) {
	own, all = map[int64]int{}, map[int64]int{}
	type row struct {
		code, layer int64
		n           int
	}
	seen, args := v.Where("c.layer")
	// Two stretches of an index: as a rule there is nothing in either.
	list, err := db.Query(ctx, tx, func(r db.Row) (o row, err error) { return o, r.Scan(&o.code, &o.layer, &o.n) },
		`SELECT c.code, c.layer, count(*) FROM (
			SELECT o.code, o.layer, o.segment FROM code k CROSS JOIN coding o ON o.code = k.id AND o.defined > 0 AND o.defined < k.meaning
			UNION ALL
			SELECT o.code, o.layer, o.segment FROM code k CROSS JOIN coding o ON o.code = k.id AND o.defined > k.version) c
		 JOIN segment s ON s.id = c.segment
		 WHERE s.document IN (SELECT id FROM document WHERE trashed_at IS NULL) AND `+seen+` GROUP BY c.code, c.layer`, args...)
	for _, r := range list {
		all[r.code] += r.n
		if r.layer == v.Write {
			own[r.code] += r.n
		}
	}
	return own, all, err
}
