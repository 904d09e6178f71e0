package history_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math/rand"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"verbatim/internal/db"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/schema"
)

var ctx = context.Background()

func open(t *testing.T) *db.DB {
	t.Helper()
	d, err := db.Open(ctx, filepath.Join(t.TempDir(), "project.db"), schema.Project(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	if err := history.Install(ctx, d); err != nil {
		t.Fatal(err)
	}
	return d
}

func exec(query string, args ...any) func(tx *sql.Tx) error {
	return func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, query, args...)
		return err
	}
}

func addGroup(t *testing.T, d *db.DB, who int64, name, request string) history.Entry {
	t.Helper()
	e, err := history.Do(ctx, d, history.Action{Who: who, What: "group.make", Subject: []string{name}, Request: request},
		exec("INSERT INTO docgroup (guid, name, position) VALUES (?, ?, 1)", name, name))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func groups(t *testing.T, d *db.DB) string {
	t.Helper()
	var out []string
	err := d.Read(ctx, func(tx *sql.Tx) (err error) {
		out, err = db.Query(ctx, tx, func(r db.Row) (s string, err error) { return s, r.Scan(&s) }, "SELECT name FROM docgroup ORDER BY id")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, " ")
}

func clean(t *testing.T, d *db.DB) {
	t.Helper()
	err := d.Read(ctx, func(tx *sql.Tx) error {
		problems, err := history.Check(ctx, tx)
		if len(problems) > 0 {
			t.Errorf("check: %q", problems)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Every recorded table must be written inside an entry, in every way there is.
func TestNoWriteOutsideAnEntry(t *testing.T) {
	d := open(t)
	addGroup(t, d, 1, "a", "")
	for _, query := range []string{
		"INSERT INTO docgroup (guid, name, position) VALUES ('x', 'x', 1)",
		"UPDATE docgroup SET name = 'y'",
		"DELETE FROM docgroup",
		"REPLACE INTO docgroup (id, guid, name, position) VALUES (1, 'z', 'z', 1)",
	} {
		if err := d.Write(ctx, exec(query)); err == nil {
			t.Errorf("%s passed outside an entry", query)
		}
	}
	if got := groups(t, d); got != "a" {
		t.Errorf("groups: %s", got)
	}
}

func TestAnOpenEntryCannotBeCommitted(t *testing.T) {
	d := open(t)
	err := d.Write(ctx, func(tx *sql.Tx) error {
		if err := exec("INSERT INTO entry (at, what) VALUES ('2026-01-01T00:00:00.000Z', 'x')")(tx); err != nil {
			return err
		}
		return exec("INSERT INTO open_entry VALUES (1, 1, 1)")(tx)
	})
	if err == nil {
		t.Fatal("an open entry was committed")
	}
	addGroup(t, d, 1, "still works", "")
	clean(t, d)
}

// The triggers are made from the tables, so each column of each recorded table
// must stand in its record.
func TestTriggersHoldEveryColumn(t *testing.T) {
	d := open(t)
	err := d.Read(ctx, func(tx *sql.Tx) error {
		tables, err := history.Recorded(ctx, tx)
		if err != nil {
			return err
		}
		if len(tables) < 15 {
			t.Errorf("only %d recorded tables: %q", len(tables), tables)
		}
		for _, table := range tables {
			var body string
			if err := tx.QueryRow("SELECT group_concat(sql, ' ') FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", table).Scan(&body); err != nil {
				return fmt.Errorf("%s: %w", table, err)
			}
			cols, err := db.Query(ctx, tx, func(r db.Row) (s string, err error) { return s, r.Scan(&s) }, "SELECT name FROM pragma_table_info(?)", table)
			if err != nil {
				return err
			}
			if !slices.Contains(cols, "id") {
				t.Errorf("%s has no id", table)
			}
			for _, c := range cols {
				if strings.Count(body, "'"+c+"', new."+c) != 2 || strings.Count(body, "'"+c+"', old."+c) != 2 {
					t.Errorf("%s.%s is not recorded in all four places", table, c)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAColumnOfALaterMigrationIsRecorded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.db")
	steps := fstest.MapFS{}
	spine, err := fs.ReadFile(schema.Project(), "0001_spine.sql")
	if err != nil {
		t.Fatal(err)
	}
	steps["0001.sql"] = &fstest.MapFile{Data: spine}
	d, err := db.Open(ctx, path, steps, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := history.Install(ctx, d); err != nil {
		t.Fatal(err)
	}
	addGroup(t, d, 1, "old", "")
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	steps["0002.sql"] = &fstest.MapFile{Data: []byte("ALTER TABLE docgroup ADD COLUMN note TEXT NOT NULL DEFAULT 'n'")}
	kept := false
	d, err = db.Open(ctx, path, steps, func(*db.DB) error { kept = true; return nil })
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	if !kept {
		t.Error("no copy was kept before the migration")
	}
	if err := history.Install(ctx, d); err != nil {
		t.Fatal(err)
	}
	e, err := history.Do(ctx, d, history.Action{Who: 1, What: "x"}, exec("UPDATE docgroup SET note = 'changed'"))
	if err != nil {
		t.Fatal(err)
	}
	_ = d.Read(ctx, func(tx *sql.Tx) error {
		changes, err := history.Entry{ID: e.ID}.Changes(ctx, tx) // as they were recorded
		if err != nil || len(changes) != 1 || changes[0].Before["note"] != "n" || changes[0].After["note"] != "changed" {
			t.Errorf("%v %+v", err, changes)
		}
		return nil
	})
	for range 2 { // also the step from before the column existed
		if _, err := history.Undo(ctx, d, 1, ""); err != nil {
			t.Fatal(err)
		}
	}
	clean(t, d)
}

func TestARequestIsDoneOnce(t *testing.T) {
	d := open(t)
	first := addGroup(t, d, 1, "a", "r1")
	again, err := history.Do(ctx, d, history.Action{Who: 1, What: "x", Request: "r1"}, func(*sql.Tx) error { return errors.New("ran again") })
	if err != nil || again.ID != first.ID || !again.Repeated {
		t.Errorf("%+v %v", again, err)
	}
	u1, err := history.Undo(ctx, d, 1, "u1")
	if err != nil {
		t.Fatal(err)
	}
	addGroup(t, d, 2, "b", "")
	u2, err := history.Undo(ctx, d, 1, "u1")
	if err != nil || u2.ID != u1.ID {
		t.Errorf("a repeated undo took back another step: %+v %v", u2, err)
	}
	if _, err := history.Do(ctx, d, history.Action{Who: 2, What: "x", Request: "r1"}, exec("SELECT 1")); !fault.Is(err, fault.Conflict) {
		t.Errorf("another person's request: %v", err)
	}
}

func TestNothingDoneLeavesNoEntry(t *testing.T) {
	d := open(t)
	e, err := history.Do(ctx, d, history.Action{Who: 1, What: "x"}, func(*sql.Tx) error { return nil })
	if err != nil || e.ID != 0 {
		t.Errorf("%+v %v", e, err)
	}
	if _, err := history.Do(ctx, d, history.Action{Who: 1, What: "x"}, func(tx *sql.Tx) error {
		if err := exec("INSERT INTO docgroup (guid, name, position) VALUES ('x', 'x', 1)")(tx); err != nil {
			return err
		}
		return fault.New(fault.Invalid, "no")
	}); !fault.Is(err, fault.Invalid) {
		t.Errorf("%v", err)
	}
	if got := groups(t, d); got != "" {
		t.Errorf("a failed step left %q", got)
	}
}

func TestUndoIsPerPerson(t *testing.T) {
	d := open(t)
	addGroup(t, d, 1, "a", "")
	addGroup(t, d, 2, "b", "")
	if _, err := history.Undo(ctx, d, 1, ""); err != nil {
		t.Fatal(err)
	}
	if got := groups(t, d); got != "b" {
		t.Errorf("groups: %s", got)
	}
	if e, err := history.Undo(ctx, d, 1, ""); err != nil || e.ID != 0 {
		t.Errorf("nothing is left to undo: %+v %v", e, err)
	}
	addGroup(t, d, 1, "c", "")
	if e, err := history.Redo(ctx, d, 1, ""); err != nil || e.ID != 0 {
		t.Errorf("redo after a new step: %+v %v", e, err)
	}
}

func TestUndoStopsAtALaterChange(t *testing.T) {
	d := open(t)
	addGroup(t, d, 1, "a", "")
	if _, err := history.Do(ctx, d, history.Action{Who: 2, What: "x"}, exec("UPDATE docgroup SET name = 'b'")); err != nil {
		t.Fatal(err)
	}
	_, err := history.Undo(ctx, d, 1, "")
	if !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "“a”") {
		t.Errorf("%v", err)
	}
	if got := groups(t, d); got != "b" {
		t.Errorf("groups: %s", got)
	}
	clean(t, d)
}

func TestATamperedRecordIsFound(t *testing.T) {
	for name, query := range map[string]string{
		"a row":    "UPDATE change SET after = replace(after, 'a', 'b')",
		"an entry": "UPDATE entry SET why = 'because'",
		"a loss":   "DELETE FROM change WHERE entry = 1",
		"triggers": "DROP TRIGGER record_docgroup_delete",
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			addGroup(t, d, 1, "a", "")
			addGroup(t, d, 1, "c", "")
			if err := d.Write(ctx, exec(query)); err != nil {
				t.Fatal(err)
			}
			_ = d.Read(ctx, func(tx *sql.Tx) error {
				problems, err := history.Check(ctx, tx)
				if err != nil || len(problems) == 0 {
					t.Errorf("nothing found: %v", err)
				}
				return nil
			})
		})
	}
}

// A random run of steps, undos and redos of two people must end in the state
// that a model keeps, with a true chain.
func TestRandomStepsAgainstAModel(t *testing.T) {
	for seed := range int64(8) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			d := open(t)
			r := rand.New(rand.NewSource(seed))
			type state map[int]string // by group number
			now := state{}
			var done, undone []state // of one person: states before each step
			copied := func(s state) state {
				c := state{}
				for k, v := range s {
					c[k] = v
				}
				return c
			}
			n := 0
			for range 60 {
				switch k := r.Intn(5); {
				case k <= 1:
					n++
					done, undone = append(done, copied(now)), nil
					now[n] = fmt.Sprint("g", n)
					addGroup(t, d, 1, now[n], "")
				case k == 2 && len(now) > 0:
					keys := make([]int, 0, len(now))
					for i := range now {
						keys = append(keys, i)
					}
					slices.Sort(keys)
					i := keys[r.Intn(len(keys))]
					done, undone = append(done, copied(now)), nil
					old := now[i]
					now[i] += "x"
					if _, err := history.Do(ctx, d, history.Action{Who: 1, What: "rename"}, exec("UPDATE docgroup SET name = ? WHERE name = ?", now[i], old)); err != nil {
						t.Fatal(err)
					}
				case k == 3 && len(done) > 0:
					undone = append(undone, copied(now))
					now, done = done[len(done)-1], done[:len(done)-1]
					if _, err := history.Undo(ctx, d, 1, ""); err != nil {
						t.Fatal(err)
					}
				case k == 4 && len(undone) > 0:
					done = append(done, copied(now))
					now, undone = undone[len(undone)-1], undone[:len(undone)-1]
					if _, err := history.Redo(ctx, d, 1, ""); err != nil {
						t.Fatal(err)
					}
				}
				var want []string
				for i := 1; i <= n; i++ {
					if s, ok := now[i]; ok {
						want = append(want, s)
					}
				}
				if got := groups(t, d); got != strings.Join(want, " ") {
					t.Fatalf("groups %q, want %q", got, want)
				}
			}
			clean(t, d)
		})
	}
}
