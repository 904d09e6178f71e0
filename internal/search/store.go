package search

import (
	"context"
	"database/sql"

	"verbatim/internal/db"
)

// bodyHashes is the hash of every text that is stored whole.
func bodyHashes(ctx context.Context, tx *sql.Tx) (map[int64]string, error) {
	type row struct {
		id   int64
		hash string
	}
	list, err := db.Query(ctx, tx, func(r db.Row) (v row, err error) { return v, r.Scan(&v.id, &v.hash) },
		"SELECT id, hash FROM body WHERE hash IS NOT NULL")
	out := make(map[int64]string, len(list))
	for _, r := range list {
		out[r.id] = r.hash
	}
	return out, err
}

// documentsTouched reports whether the history holds a change of a document, or
// of its text, after this entry.
func documentsTouched(ctx context.Context, tx *sql.Tx, after int64) (any bool, err error) {
	err = tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM change WHERE entry > ? AND tbl IN ('document', 'version'))", after).Scan(&any)
	return any, err
}
