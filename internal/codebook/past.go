package codebook

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"verbatim/internal/db"
	"verbatim/internal/project"
)

// Step is one change of a code in the record.
type Step struct {
	At     time.Time
	Who    int64
	Made   bool              // the code came into being, or came back
	Before map[string]string // columns that changed, as they were; text and numbers alike
	After  map[string]string
}

// Past is the changes of a code, newest first, at most limit of them. Changes
// of its place among its siblings only are left out.
func Past(ctx context.Context, tx *sql.Tx, id int64, limit int) ([]Step, error) {
	list, err := db.Query(ctx, tx, scanStep, `SELECT e.at, e.who, c.before, c.after
		FROM change c JOIN entry e ON e.id = c.entry WHERE c.tbl = 'code' AND c.row = ? AND c.after IS NOT NULL ORDER BY c.id DESC`, id)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(s Step) bool { return !s.Made && len(s.After) == 0 })
	return list[:min(len(list), limit)], nil
}

// silent are the columns whose change says nothing to a reader.
var silent = []string{"id", "guid", "position", "changed_at", "changed_by", "created_at", "created_by", "version", "meaning", "pinned"}

func scanStep(r db.Row) (s Step, err error) {
	var at string
	var before, after sql.NullString
	if err := r.Scan(&at, &s.Who, &before, &after); err != nil {
		return s, err
	}
	s.At, s.Made = project.ParseTime(at), !before.Valid
	was, err := columnsOf(before)
	if err != nil {
		return s, err
	}
	is, err := columnsOf(after)
	if err != nil {
		return s, err
	}
	s.Before, s.After = map[string]string{}, map[string]string{}
	for name, value := range is {
		if value != was[name] && !slices.Contains(silent, name) {
			s.Before[name], s.After[name] = was[name], value
		}
	}
	return s, nil
}

func columnsOf(row sql.NullString) (map[string]string, error) {
	out := map[string]string{}
	if !row.Valid {
		return out, nil
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal([]byte(row.String), &raw); err != nil {
		return nil, err
	}
	for name, value := range raw {
		var s string
		if json.Unmarshal(value, &s) != nil {
			s = string(value)
		}
		out[name] = s
	}
	return out, nil
}
