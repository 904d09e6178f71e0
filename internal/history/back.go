package history

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"verbatim/internal/db"
	"verbatim/internal/fault"
)

// MostBack is how many steps are taken back at once: they are one transaction,
// for which everybody waits.
const MostBack = 200

// Way says which steps are to be taken back.
type Way struct {
	Who   int64   // whose steps
	To    int64   // those after this entry
	Only  bool    // none but this entry itself, whoever made it
	With  []int64 // these, too, whoever made them: what stood in the way
	Leave bool    // what cannot be taken back is left as it is, and the rest is taken back
}

// Plan is what a way back would do: it was tried, and nothing of it was kept.
type Plan struct {
	Steps   []Entry // that are taken back, the newest first
	Blocked []Block // that cannot be
}

// Block is a step that cannot be taken back: why, and the later steps in force
// that built on it, the newest first, where they are known.
type Block struct {
	Step Entry
	Why  *fault.Error
	By   []Entry
}

var errTried = errors.New("only tried")

// TryBack says what a way back would do.
func TryBack(ctx context.Context, d *db.DB, w Way) (Plan, error) {
	var p Plan
	err := d.Write(ctx, func(tx *sql.Tx) error {
		steps, err := stepsOf(ctx, tx, w)
		if err != nil {
			return err
		}
		_, p.Blocked, err = takeBackAll(ctx, tx, steps, w.Who, "")
		if err != nil {
			return err
		}
		for _, e := range steps {
			if !slices.ContainsFunc(p.Blocked, func(b Block) bool { return b.Step.ID == e.ID }) {
				p.Steps = append(p.Steps, e)
			}
		}
		return errTried
	})
	if errors.Is(err, errTried) {
		err = nil
	}
	return p, err
}

// Back takes steps back, the newest first, all or none: an entry for each, so
// that each can be done again. Something in the way is a conflict, unless it is
// to be left.
func Back(ctx context.Context, d *db.DB, w Way, request string) ([]Entry, error) {
	return chained(ctx, d, w.Who, request, func(tx *sql.Tx) ([]Entry, error) {
		steps, err := stepsOf(ctx, tx, w)
		if err != nil {
			return nil, err
		}
		done, blocked, err := takeBackAll(ctx, tx, steps, w.Who, request)
		if err == nil && len(blocked) > 0 && !w.Leave {
			err = blocked[0].Why
		}
		return done, err
	})
}

// Forward does again what this person took back last, as far as the step upTo,
// the oldest first. Nothing comes back where there is nothing to do again.
func Forward(ctx context.Context, d *db.DB, who, upTo int64, request string) ([]Entry, error) {
	return chained(ctx, d, who, request, func(tx *sql.Tx) ([]Entry, error) {
		var done []Entry
		for len(done) < MostBack {
			target, err := Redoable(ctx, tx, who)
			if err != nil {
				return nil, err
			}
			if target.ID == 0 || target.Undoes > upTo {
				break
			}
			e, err := takeBack(ctx, tx, target, who, part(request, len(done)))
			if err != nil {
				return nil, err
			}
			done = append(done, e)
		}
		return done, nil
	})
}

// RedoEntry does one step again that is taken back.
func RedoEntry(ctx context.Context, d *db.DB, entry, who int64, request string) (Entry, error) {
	var by int64
	err := d.Read(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, "SELECT by FROM undone WHERE entry = ?", entry).Scan(&by)
		if errors.Is(err, sql.ErrNoRows) {
			return fault.New(fault.Conflict, "This step is in force: there is nothing to do again.")
		}
		return err
	})
	if err != nil {
		return Entry{}, err
	}
	return UndoEntry(ctx, d, by, who, request)
}

// chained runs a chain of steps in one transaction; one that was asked for
// before is found by its request and not done again.
func chained(ctx context.Context, d *db.DB, who int64, request string, run func(tx *sql.Tx) ([]Entry, error)) ([]Entry, error) {
	var out []Entry
	err := d.Write(ctx, func(tx *sql.Tx) (err error) {
		if request != "" {
			// The parts of a request are its id, a point and a number; "/" follows the point.
			out, err = db.Query(ctx, tx, scanEntry, selectEntry+" WHERE e.who = ? AND e.request >= ? AND e.request < ? ORDER BY e.id", who, request+".", request+"/")
			if err != nil || len(out) > 0 {
				return err
			}
		}
		out, err = run(tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	mark(ctx, out...)
	return out, nil
}

// part is the request of one step of a chain.
func part(request string, i int) string {
	if request == "" {
		return ""
	}
	return request + "." + strconv.Itoa(i)
}

// stepsOf is the steps of a way, the newest first.
func stepsOf(ctx context.Context, tx *sql.Tx, w Way) ([]Entry, error) {
	var steps []Entry
	if w.Only {
		w.With = append([]int64{w.To}, w.With...)
	} else {
		own, err := OwnSteps(ctx, tx, w.Who, w.To, MostBack+1)
		if err != nil {
			return nil, err
		}
		steps = slices.DeleteFunc(own, func(e Entry) bool { return e.Undone })
	}
	for _, id := range w.With {
		e, err := Get(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		if inForce, err := isInForce(ctx, tx, e); err != nil {
			return nil, err
		} else if inForce && !slices.ContainsFunc(steps, func(s Entry) bool { return s.ID == id }) {
			steps = append(steps, e)
		}
	}
	if len(steps) > MostBack {
		return nil, fault.New(fault.TooLarge, "That is more than %d steps at once. Go back to a later point first, and on from there.", MostBack)
	}
	slices.SortFunc(steps, func(a, b Entry) int { return cmp.Compare(b.ID, a.ID) })
	return steps, nil
}

// OwnSteps is what a person did after an entry, the newest first, what is taken
// back included; what took something back is not.
func OwnSteps(ctx context.Context, tx *sql.Tx, who, after int64, limit int) ([]Entry, error) {
	return db.Query(ctx, tx, scanEntry, selectEntry+" WHERE e.who = ? AND e.undoes IS NULL AND e.id > ? ORDER BY e.id DESC LIMIT ?", who, after, limit)
}

func isInForce(ctx context.Context, tx *sql.Tx, e Entry) (bool, error) {
	if e.Undoes == 0 {
		return !e.Undone, nil
	}
	var n int
	err := tx.QueryRowContext(ctx, "SELECT count(*) FROM undone WHERE by = ?", e.ID).Scan(&n)
	return n > 0, err
}

// takeBackAll takes back one step after the other. One that cannot be is passed
// over; those below it that it stands on fail in their turn.
func takeBackAll(ctx context.Context, tx *sql.Tx, steps []Entry, who int64, request string) (done []Entry, blocked []Block, err error) {
	for _, step := range steps {
		if _, err := tx.ExecContext(ctx, "SAVEPOINT step"); err != nil {
			return nil, nil, err
		}
		e, err := takeBack(ctx, tx, step, who, part(request, len(done)))
		if why := fault.As(err); why != nil {
			if _, err := tx.ExecContext(ctx, "ROLLBACK TO step"); err != nil {
				return nil, nil, err
			}
			by, err := builtOn(ctx, tx, step, steps)
			if err != nil {
				return nil, nil, err
			}
			blocked = append(blocked, Block{Step: step, Why: why, By: by})
		} else if err != nil {
			return nil, nil, err
		} else if e.ID != 0 {
			done = append(done, e)
		}
		if _, err := tx.ExecContext(ctx, "RELEASE step"); err != nil {
			return nil, nil, err
		}
	}
	return done, blocked, nil
}

// builtOn is the later steps in force that changed the rows of a step, refer to
// them, or took away what they belong to; those of the way itself are not named.
func builtOn(ctx context.Context, tx *sql.Tx, step Entry, way []Entry) ([]Entry, error) {
	changes, err := step.Changes(ctx, tx)
	if err != nil {
		return nil, err
	}
	found := map[int64]bool{}
	note := func(query string, args ...any) error {
		ids, err := db.Query(ctx, tx, func(r db.Row) (id int64, err error) { return id, r.Scan(&id) },
			"SELECT DISTINCT entry FROM change WHERE entry > ? AND "+query+" LIMIT 200", append([]any{step.ID}, args...)...)
		for _, id := range ids {
			found[id] = true
		}
		return err
	}
	for _, c := range changes {
		if err := note("tbl = ? AND row = ?", c.Table, c.Row); err != nil {
			return nil, err
		}
		if err := noteRelated(ctx, tx, c, note); err != nil {
			return nil, err
		}
	}
	var out []Entry
	for id := range found {
		e, err := answering(ctx, tx, id, step.ID)
		if err != nil {
			return nil, err
		}
		same := func(s Entry) bool { return s.ID == e.ID }
		if e.ID > step.ID && !slices.ContainsFunc(way, same) && !slices.ContainsFunc(out, same) {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b Entry) int { return cmp.Compare(b.ID, a.ID) })
	return out, nil
}

// noteRelated looks where a row that came is referred to, and where a row that
// went belonged.
func noteRelated(ctx context.Context, tx *sql.Tx, c Change, note func(query string, args ...any) error) error {
	type link struct{ table, column string }
	links := func(query, table string) ([]link, error) {
		return db.Query(ctx, tx, func(r db.Row) (l link, err error) { return l, r.Scan(&l.table, &l.column) }, query, table)
	}
	if c.Before == nil {
		tables, err := Recorded(ctx, tx)
		if err != nil {
			return err
		}
		for _, table := range tables {
			uses, err := links(fmt.Sprintf(`SELECT '%s', "from" FROM pragma_foreign_key_list('%[1]s') WHERE "table" = ?`, table), c.Table)
			if err != nil {
				return err
			}
			for _, l := range uses {
				if err := note(fmt.Sprintf(`tbl = ? AND row IN (SELECT id FROM "%s" WHERE "%s" = ?)`, l.table, l.column), l.table, c.Row); err != nil {
					return err
				}
			}
		}
	}
	if c.Table == "coding" && c.Before != nil {
		// The same code on the same words in the same layer. Where they were is read
		// from the record: the segment may be gone with its coding.
		if err := note(`tbl = 'coding' AND row IN (SELECT o.id FROM change w JOIN segment q ON q.document = json_extract(w.after, '$.document')
			AND q.start = json_extract(w.after, '$.start') AND q.finish = json_extract(w.after, '$.finish') AND q.version = json_extract(w.after, '$.version')
			JOIN coding o ON o.segment = q.id WHERE w.tbl = 'segment' AND w.row = ? AND w.before IS NULL AND o.code = ? AND o.layer = ? AND o.id <> ?)`,
			c.Before["segment"], c.Before["code"], c.Before["layer"], c.Row); err != nil {
			return err
		}
	}
	if c.After == nil {
		owners, err := links(`SELECT "table", "from" FROM pragma_foreign_key_list(?)`, c.Table)
		if err != nil {
			return err
		}
		for _, l := range owners {
			if id, ok := c.Before[l.column].(int64); ok {
				if err := note("tbl = ? AND row = ? AND after IS NULL", l.table, id); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// answering is the step that answers for an entry today: the entry itself, the
// step that it did again, or none where it was taken back or took back
// something later than from.
func answering(ctx context.Context, tx *sql.Tx, id, from int64) (Entry, error) {
	e, err := Get(ctx, tx, id)
	if err != nil || e.Undoes == 0 {
		if e.Undone {
			return Entry{}, err
		}
		return e, err
	}
	target, err := Get(ctx, tx, e.Undoes)
	if err != nil {
		return Entry{}, err
	}
	if target.Undoes != 0 { // done again
		return answering(ctx, tx, target.Undoes, from)
	}
	if inForce, err := isInForce(ctx, tx, e); err != nil || !inForce || target.ID >= from {
		return Entry{}, err
	}
	return e, nil
}
