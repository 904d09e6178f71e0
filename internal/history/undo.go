package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"verbatim/internal/db"
	"verbatim/internal/fault"
)

// Undo takes back the newest step of this person that is not taken back. It
// stops with a conflict, and changes nothing, where a row was changed or used
// since. The zero Entry comes back when there is nothing to undo.
func Undo(ctx context.Context, d *db.DB, who int64, request string) (Entry, error) {
	return step(ctx, d, who, request, Undoable)
}

// Redo brings back the newest step that this person took back, as long as the
// person did nothing else since. The zero Entry comes back when there is none.
func Redo(ctx context.Context, d *db.DB, who int64, request string) (Entry, error) {
	return step(ctx, d, who, request, Redoable)
}

func step(ctx context.Context, d *db.DB, who int64, request string, next func(context.Context, *sql.Tx, int64) (Entry, error)) (Entry, error) {
	return Write(ctx, d, func(tx *sql.Tx) (Entry, error) {
		if request != "" { // a repeated request must not take back one step more
			e, err := orZero(scanEntry(tx.QueryRowContext(ctx, selectEntry+" WHERE e.request = ? AND e.who = ?", request, who)))
			if err != nil || e.ID != 0 {
				e.Repeated = true
				return e, err
			}
		}
		target, err := next(ctx, tx, who)
		if err != nil || target.ID == 0 {
			return Entry{}, err
		}
		return takeBack(ctx, tx, target, who, request)
	})
}

// UndoEntry takes back one entry, whoever made it and whatever came after, as
// long as nothing was built on it.
func UndoEntry(ctx context.Context, d *db.DB, entry, who int64, request string) (Entry, error) {
	return Write(ctx, d, func(tx *sql.Tx) (Entry, error) {
		target, err := Get(ctx, tx, entry)
		if err != nil {
			return Entry{}, err
		}
		if target.Undone {
			return Entry{}, fault.New(fault.Conflict, "This step is taken back already.")
		}
		return takeBack(ctx, tx, target, who, request)
	})
}

// Undoable is the entry that Undo would take back, the zero Entry for none.
func Undoable(ctx context.Context, tx *sql.Tx, who int64) (Entry, error) {
	return orZero(scanEntry(tx.QueryRowContext(ctx, selectEntry+`
		WHERE e.who = ? AND e.undoes IS NULL AND u.entry IS NULL ORDER BY e.id DESC LIMIT 1`, who)))
}

// Redoable is the undoing entry that Redo would take back, the zero Entry for
// none: the newest undoing in force that no step of this person's own follows.
func Redoable(ctx context.Context, tx *sql.Tx, who int64) (Entry, error) {
	return orZero(scanEntry(tx.QueryRowContext(ctx, selectEntry+`
		JOIN undone r ON r.by = e.id
		WHERE e.who = ?1 AND e.id > coalesce((SELECT max(id) FROM entry WHERE who = ?1 AND undoes IS NULL), 0)
		ORDER BY e.id DESC LIMIT 1`, who)))
}

// Redoables is the undoing entries that Redo would take back one after the
// other, in that order, and at most so many.
func Redoables(ctx context.Context, tx *sql.Tx, who int64, limit int) ([]Entry, error) {
	return db.Query(ctx, tx, scanEntry, selectEntry+`
		JOIN undone r ON r.by = e.id
		WHERE e.who = ?1 AND e.id > coalesce((SELECT max(id) FROM entry WHERE who = ?1 AND undoes IS NULL), 0)
		ORDER BY e.id DESC LIMIT ?2`, who, limit)
}

// takeBack writes the inverse of target as a new entry. Taking back an undoing
// is a redo: it brings its target into force again.
func takeBack(ctx context.Context, tx *sql.Tx, target Entry, who int64, request string) (Entry, error) {
	changes, err := target.Changes(ctx, tx)
	if err != nil {
		return Entry{}, err
	}
	a := Action{Who: who, What: target.What, Subject: target.Subject, Document: target.Document, Request: request}
	e, err := do(ctx, tx, a, target.ID, func(tx *sql.Tx) error {
		for _, c := range slices.Backward(changes) {
			if c.Erased() {
				return fault.New(fault.Conflict, "This step cannot be taken back: what it changed was erased on purpose.")
			}
			if err := invert(ctx, tx, c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || e.ID == 0 {
		return e, err
	}
	if target.Undoes != 0 {
		_, err = tx.ExecContext(ctx, "DELETE FROM undone WHERE entry = ?", target.Undoes)
	} else {
		_, err = tx.ExecContext(ctx, "INSERT INTO undone (entry, by) VALUES (?, ?)", target.ID, e.ID)
	}
	return e, err
}

// invert puts one row back as it was before, if it still is as it was after.
func invert(ctx context.Context, tx *sql.Tx, c Change) error {
	now, err := current(ctx, tx, c.Table, c.Row)
	if err != nil {
		return err
	}
	if !same(now, c.After) {
		return fault.New(fault.Conflict, "This step cannot be taken back: %s was changed since. Take back that later change first.", describe(c.Table, c.After, c.Before))
	}
	switch {
	case c.Before == nil:
		_, err = tx.ExecContext(ctx, fmt.Sprintf(`DELETE FROM "%s" WHERE id = ?`, c.Table), c.Row)
		if db.IsForeignKey(err) {
			return usedSince(ctx, tx, c)
		}
	case c.After == nil:
		names, values := split(c.Before)
		_, err = tx.ExecContext(ctx, fmt.Sprintf(`INSERT INTO "%s" (%s) VALUES %s`, c.Table, strings.Join(names, ", "), db.In(len(names))), values...)
	default:
		names, values := split(c.Before)
		_, err = tx.ExecContext(ctx, fmt.Sprintf(`UPDATE "%s" SET %s = ? WHERE id = ?`, c.Table, strings.Join(names, " = ?, ")), append(values, c.Row)...)
	}
	switch {
	case db.IsUnique(err) && c.Table == "coding":
		return fault.Wrap(err, fault.Conflict, "This step cannot be taken back: the same words were given the same code again since. Take back that later step first.")
	case db.IsUnique(err):
		return fault.Wrap(err, fault.Conflict, "This step cannot be taken back: the name or short label of %s was given to another since. Rename that one first.", describe(c.Table, c.Before, c.After))
	case db.IsForeignKey(err):
		return fault.Wrap(err, fault.Conflict, "This step cannot be taken back: what %s belonged to is gone since. Bring that back first.", describe(c.Table, c.Before, c.After))
	}
	return err
}

func split(row map[string]any) (names []string, values []any) {
	for name := range row {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		values = append(values, row[name])
	}
	return names, values
}

func current(ctx context.Context, tx *sql.Tx, table string, row int64) (map[string]any, error) {
	cols, err := columns(ctx, tx, table)
	if err != nil {
		return nil, err
	}
	var s sql.NullString
	err = tx.QueryRowContext(ctx, fmt.Sprintf(`SELECT %s FROM "%s" WHERE id = ?`, object("", cols), table), row).Scan(&s)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return decode(s)
}

// same compares a row with a recorded one over the columns that were recorded:
// a column of a later migration is not part of the step.
func same(now, recorded map[string]any) bool {
	if (now == nil) != (recorded == nil) {
		return false
	}
	for k, v := range recorded {
		if now[k] != v {
			return false
		}
	}
	return true
}

// usedSince names what refers to the row that should go.
func usedSince(ctx context.Context, tx *sql.Tx, c Change) error {
	tables, err := Recorded(ctx, tx)
	if err != nil {
		return err
	}
	for _, table := range tables {
		cols, err := db.Query(ctx, tx, func(r db.Row) (name string, err error) { return name, r.Scan(&name) },
			`SELECT "from" FROM pragma_foreign_key_list(?) WHERE "table" = ?`, table, c.Table)
		if err != nil {
			return err
		}
		for _, col := range cols {
			var n int
			if err := tx.QueryRowContext(ctx, fmt.Sprintf(`SELECT count(*) FROM "%s" WHERE "%s" = ?`, table, col), c.Row).Scan(&n); err != nil {
				return err
			}
			if n > 0 {
				return fault.New(fault.Conflict, "This step cannot be taken back: %s is used since (%s). Take those back first.", describe(c.Table, c.After, nil), counted(table, n))
			}
		}
	}
	return fault.New(fault.Conflict, "This step cannot be taken back: %s is used since.", describe(c.Table, c.After, nil))
}
