package history

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"verbatim/internal/db"
)

// Check goes over the whole record: that the chain is true from first to last,
// that no entry was left open, and that every recorded table has its triggers.
// What it finds comes as sentences; none means all is well.
func Check(ctx context.Context, tx *sql.Tx) (problems []string, err error) {
	entries, err := db.Query(ctx, tx, func(r db.Row) (struct {
		Entry
		digest string
	}, error) {
		var e struct {
			Entry
			digest string
		}
		var id int64
		if err := r.Scan(&id, &e.digest); err != nil {
			return e, err
		}
		e.ID = id
		return e, nil
	}, "SELECT id, digest FROM entry ORDER BY id")
	if err != nil {
		return nil, err
	}
	prev := ""
	for _, row := range entries {
		e, err := Get(ctx, tx, row.ID)
		if err != nil {
			return nil, err
		}
		changes, err := changesOf(ctx, tx, e.ID)
		if err != nil {
			return nil, err
		}
		digest := digestOf(changes)
		subject, err := json.Marshal(append([]string{}, e.Subject...))
		if err != nil {
			return nil, err
		}
		switch {
		case len(changes) == 0:
			problems = append(problems, fmt.Sprintf("history: entry %d holds no change", e.ID))
		case digest != row.digest:
			problems = append(problems, fmt.Sprintf("history: the changes of entry %d are not those that were recorded", e.ID))
		case e.Hash != chain(prev, e, string(subject), digest):
			problems = append(problems, fmt.Sprintf("history: the chain breaks at entry %d", e.ID))
		}
		prev = e.Hash
	}
	var open int
	err = tx.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM open_entry) + (SELECT count(*) FROM never)").Scan(&open)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	if open != 0 {
		problems = append(problems, "history: an entry was left open")
	}
	want, have, err := compare(ctx, tx)
	if err != nil {
		return nil, err
	}
	for name, body := range want {
		if have[name] != body {
			problems = append(problems, "history: trigger "+name+" is missing or differs from its table")
		}
	}
	return problems, nil
}
