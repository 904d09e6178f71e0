package people

import (
	"context"
	"database/sql"
	"slices"

	"verbatim/internal/db"
	"verbatim/internal/history"
)

// Trace is what an entry of the history touched, as far as it decides who may
// hear of it: a table, and whose the rows are. Rows alike make one trace.
type Trace struct {
	Table  string
	Layers [2]int64 // of a coding or a link, before and after; 0 for none
	Author int64    // of a memo
	Shared bool     // a memo that is shared, or was before
}

// Traces is what an entry touched; few rows even where it changed thousands.
func Traces(ctx context.Context, tx *sql.Tx, entry int64) ([]Trace, error) {
	return db.Query(ctx, tx, func(r db.Row) (t Trace, err error) {
		return t, r.Scan(&t.Table, &t.Layers[0], &t.Layers[1], &t.Author, &t.Shared)
	}, `SELECT DISTINCT tbl,
		CASE WHEN tbl IN ('coding', 'link') THEN coalesce(before ->> 'layer', 0) ELSE 0 END,
		CASE WHEN tbl IN ('coding', 'link') THEN coalesce(after ->> 'layer', 0) ELSE 0 END,
		CASE tbl WHEN 'memo' THEN coalesce(after ->> 'author', before ->> 'author', 0) ELSE 0 END,
		tbl = 'memo' AND (coalesce(before ->> 'shared', 0) OR coalesce(after ->> 'shared', 0))
		FROM change WHERE entry = ?`, entry)
}

// Hears names the kinds of thing (tables) of an entry that this viewer may hear
// of. A coding and a link count by their layer and a memo by its author, as when they are
// read; a passage says nothing by itself.
func (v Viewer) Hears(traces []Trace) (kinds []string) {
	for _, t := range traces {
		var heard bool
		switch t.Table {
		case "coding", "link":
			heard = slices.ContainsFunc(t.Layers[:], func(l int64) bool { return l != 0 && v.Sees(l) })
		case "memo":
			heard = t.Shared || t.Author == v.Person && v.Person != 0
		case "segment":
		default:
			heard = true
		}
		if heard && !slices.Contains(kinds, t.Table) {
			kinds = append(kinds, t.Table)
		}
	}
	return kinds
}

// SeesChange reports whether this viewer may be told what became of a row, by
// its state before or after.
func (v Viewer) SeesChange(c history.Change) bool {
	if c.Table != "coding" && c.Table != "link" && c.Table != "memo" {
		return true
	}
	for _, row := range []map[string]any{c.Before, c.After} {
		layer, layered := row["layer"].(int64)
		author, memo := row["author"].(int64)
		if layered && v.Sees(layer) || memo && (row["shared"] == int64(1) || author == v.Person) {
			return true
		}
	}
	return false
}
