package db_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"verbatim/internal/db"
	"verbatim/internal/fault"
)

var ctx = context.Background()

var steps = fstest.MapFS{
	"0001.sql": {Data: []byte("CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT UNIQUE); CREATE TABLE u (t INTEGER NOT NULL REFERENCES t (id));")},
}

func open(t *testing.T, path string) *db.DB {
	t.Helper()
	d, err := db.Open(ctx, path, steps, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

func insert(s string) func(tx *sql.Tx) error {
	return func(tx *sql.Tx) error {
		_, err := tx.Exec("INSERT INTO t (s) VALUES (?)", s)
		return err
	}
}

func all(t *testing.T, d *db.DB) (out []string) {
	t.Helper()
	err := d.Read(ctx, func(tx *sql.Tx) (err error) {
		out, err = db.Query(ctx, tx, func(r db.Row) (s string, err error) { return s, r.Scan(&s) }, "SELECT s FROM t ORDER BY id")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAnOddPath(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "één map #1 100% ? &")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	d := open(t, filepath.Join(dir, "p.db"))
	if err := d.Write(ctx, insert("a")); err != nil {
		t.Fatal(err)
	}
	if files, _ := os.ReadDir(dir); len(files) == 0 || all(t, d)[0] != "a" {
		t.Errorf("the file went elsewhere: %v", files)
	}
}

func TestReadsCannotWrite(t *testing.T) {
	d := open(t, filepath.Join(t.TempDir(), "p.db"))
	if err := d.Read(ctx, insert("x")); err == nil {
		t.Error("a write passed in a read")
	}
}

func TestAFailedWriteLeavesNothing(t *testing.T) {
	d := open(t, filepath.Join(t.TempDir(), "p.db"))
	err := d.Write(ctx, func(tx *sql.Tx) error {
		if err := insert("x")(tx); err != nil {
			return err
		}
		return fault.New(fault.Invalid, "no")
	})
	if !fault.Is(err, fault.Invalid) || len(all(t, d)) != 0 {
		t.Errorf("%v %q", err, all(t, d))
	}
}

func TestConstraintsAreTold(t *testing.T) {
	d := open(t, filepath.Join(t.TempDir(), "p.db"))
	if err := d.Write(ctx, insert("x")); err != nil {
		t.Fatal(err)
	}
	if err := d.Write(ctx, insert("x")); !db.IsUnique(err) || db.IsForeignKey(err) {
		t.Errorf("unique: %v", err)
	}
	err := d.Write(ctx, func(tx *sql.Tx) error { _, err := tx.Exec("INSERT INTO u VALUES (99)"); return err })
	if !db.IsForeignKey(err) {
		t.Errorf("foreign key: %v", err)
	}
}

// One query inside the rows of the same query must not disturb it: statements
// are kept, and a busy one is not handed out twice.
func TestTheSameQueryInsideItself(t *testing.T) {
	d := open(t, filepath.Join(t.TempDir(), "p.db"))
	for i := range 5 {
		if err := d.Write(ctx, insert(fmt.Sprint(i))); err != nil {
			t.Fatal(err)
		}
	}
	for range 3 {
		n := 0
		err := d.Read(ctx, func(tx *sql.Tx) error {
			const q = "SELECT s FROM t WHERE id > ? ORDER BY id"
			outer, err := tx.Query(q, 0)
			if err != nil {
				return err
			}
			defer func() { _ = outer.Close() }()
			for outer.Next() {
				inner, err := db.Query(ctx, tx, func(r db.Row) (s string, err error) { return s, r.Scan(&s) }, q, 2)
				if err != nil || len(inner) != 3 {
					return fmt.Errorf("%v %q", err, inner)
				}
				n++
			}
			return outer.Err()
		})
		if err != nil || n != 5 {
			t.Fatalf("%d rows, %v", n, err)
		}
	}
}

func TestTwoProgramsAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.db")
	a, b := open(t, path), open(t, path)
	changed, stop := b.Watch()
	defer stop()
	time.Sleep(300 * time.Millisecond) // the poll has seen the state before
	if err := a.Write(ctx, insert("from a")); err != nil {
		t.Fatal(err)
	}
	select {
	case <-changed:
	case <-time.After(10 * time.Second):
		t.Error("the other program's commit was not noticed")
	}
	var wg sync.WaitGroup
	errs := make(chan error, 2)
	for i, d := range []*db.DB{a, b} {
		wg.Go(func() {
			for n := range 20 {
				if err := d.Write(ctx, insert(fmt.Sprint(i, " ", n))); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	if n := len(all(t, a)); n != 41 {
		t.Errorf("%d rows, want 41", n)
	}
}

func TestBackupIsWhole(t *testing.T) {
	dir := t.TempDir()
	d := open(t, filepath.Join(dir, "p.db"))
	if err := d.Write(ctx, insert("x")); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(dir, "copy.db")
	if err := d.Backup(ctx, copied); err != nil {
		t.Fatal(err)
	}
	if got := all(t, open(t, copied)); len(got) != 1 {
		t.Errorf("%q", got)
	}
	if err := d.Backup(ctx, copied); err == nil {
		t.Error("a backup was overwritten")
	}
}

func TestADamagedOrNewerFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.db")
	if err := os.WriteFile(bad, []byte("this is no database at all, whatever its name says......................"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Open(ctx, bad, steps, nil); !fault.Is(err, fault.Unreadable) {
		t.Errorf("damaged: %v", err)
	}
	newer := filepath.Join(dir, "newer.db")
	if err := open(t, newer).Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Open(ctx, newer, fstest.MapFS{}, nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("newer: %v", err)
	}
}

func TestAMigrationThatFailsLeavesTheOldSchema(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.db")
	if err := open(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	broken := fstest.MapFS{"0001.sql": steps["0001.sql"], "0002.sql": {Data: []byte("CREATE TABLE v (id INTEGER); CREATE NONSENSE")}}
	if _, err := db.Open(ctx, path, broken, nil); err == nil {
		t.Fatal("a broken migration passed")
	}
	refused := errors.New("no room for a copy")
	if _, err := db.Open(ctx, path, broken, func(*db.DB) error { return refused }); !errors.Is(err, refused) {
		t.Errorf("migrated without a copy: %v", err)
	}
	open(t, path) // the old program still opens it
}
