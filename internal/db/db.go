// Package db opens SQLite files the one way Verbatim uses them: one writer and
// few readers on a write-ahead log, every commit on the disk before it is
// acknowledged.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"modernc.org/sqlite"

	"verbatim/internal/fault"
)

// DB is one open SQLite file.
type DB struct {
	Path   string
	writer *sql.DB // one connection: SQLite has one writer, so waiting happens here and in order
	reader *sql.DB // read-only, so that a forgotten write in a read fails

	mu       sync.Mutex
	watchers map[chan struct{}]struct{}
	stop     chan struct{}
	ended    sync.Once
	done     sync.WaitGroup
}

// pragmas are set on each connection, busy_timeout first so that the others
// wait for a lock instead of failing. FULL, because a commit that is
// acknowledged must survive a pulled plug. recursive_triggers, so that a REPLACE
// could not slip past the record. Pages stay at SQLite's 4 KB: with 8 KB a long
// document opened no sooner and a coding was saved a tenth later.
var pragmas = []string{
	"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)",
	"foreign_keys(1)", "recursive_triggers(1)", "cache_size(-4096)", "temp_store(MEMORY)",
}

func dsn(path, mode, lock string, pragmas []string) string {
	q := url.Values{"mode": {mode}, "_txlock": {lock}, "_pragma": pragmas}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
}

// Open opens or makes the file at path and brings it to the newest schema of
// migrations (files 0001_*.sql …, in order, each in a transaction of its own).
// Before an existing file is changed, keep is called to put a copy aside.
func Open(ctx context.Context, path string, migrations fs.FS, keep func(*DB) error) (*DB, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) // before SQLite would, for the mode
	if err != nil {
		return nil, fault.Wrap(err, fault.Unreadable, "The file %s cannot be opened for writing. Check that it is on this computer's own disk and that you may write there.", path)
	}
	_ = f.Close()
	writer, err := sql.Open(driverName, dsn(path, "rw", "immediate", pragmas))
	if err != nil {
		return nil, err
	}
	writer.SetMaxOpenConns(1)
	writer.SetMaxIdleConns(1)
	d := &DB{Path: path, writer: writer, watchers: map[chan struct{}]struct{}{}, stop: make(chan struct{})}
	if err := d.migrate(ctx, migrations, keep); err != nil {
		_ = writer.Close()
		return nil, translate(err, path)
	}
	reader, err := sql.Open(driverName, dsn(path, "ro", "deferred", []string{
		"busy_timeout(10000)", "foreign_keys(1)", "query_only(1)", "cache_size(-2048)", "temp_store(MEMORY)"}))
	if err != nil {
		_ = writer.Close()
		return nil, err
	}
	reader.SetMaxOpenConns(2)
	reader.SetMaxIdleConns(2)
	d.reader = reader
	d.done.Add(1)
	go d.poll()
	return d, nil
}

// Close ends the polling and closes both pools. Closing twice is no error.
func (d *DB) Close() error {
	d.ended.Do(func() { close(d.stop) })
	d.done.Wait()
	return errors.Join(d.reader.Close(), d.writer.Close())
}

// Read runs fn on a consistent view of the file; writes in it fail.
func (d *DB) Read(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := d.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return translate(err, d.Path)
	}
	defer func() { _ = tx.Rollback() }()
	return translate(fn(tx), d.Path)
}

// Write runs fn in one transaction that is on the disk when Write returns nil,
// and leaves no trace when it does not. Keep it under 50 ms: everybody waits.
// Recorded tables are written inside history.Do only.
func (d *DB) Write(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := d.writer.BeginTx(ctx, nil)
	if err != nil {
		return translate(err, d.Path)
	}
	if err := fn(tx); err != nil {
		_ = tx.Rollback()
		return translate(err, d.Path)
	}
	if err := tx.Commit(); err != nil {
		// A commit refused by a deferred constraint leaves the transaction open.
		_ = tx.Rollback()
		return translate(err, d.Path)
	}
	d.notify()
	return nil
}

// Watch gives a channel that holds one token whenever something was committed
// since the last token was taken, by this process or another. Call stop when
// done.
func (d *DB) Watch() (changed <-chan struct{}, stop func()) {
	ch := make(chan struct{}, 1)
	d.mu.Lock()
	d.watchers[ch] = struct{}{}
	d.mu.Unlock()
	return ch, func() {
		d.mu.Lock()
		delete(d.watchers, ch)
		d.mu.Unlock()
	}
}

func (d *DB) notify() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for ch := range d.watchers {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}

// poll notices the commits of other processes: data_version changes on a
// connection when another one committed. It costs 7 µs and needs a connection
// that stays the same.
func (d *DB) poll() {
	defer d.done.Done()
	ctx := context.Background()
	conn, err := d.openPoll(ctx)
	if err != nil {
		return // the file vanished; every other use will say so
	}
	defer func() { _ = conn.Close() }()
	tick := time.NewTicker(250 * time.Millisecond)
	defer tick.Stop()
	last := int64(-1)
	for {
		select {
		case <-d.stop:
			return
		case <-tick.C:
		}
		d.mu.Lock()
		idle := len(d.watchers) == 0
		d.mu.Unlock()
		if idle {
			continue
		}
		var v int64
		// At the first look, too: what was committed between the watcher's own
		// reading and now is in no later version.
		if conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&v) == nil && v != last {
			d.notify()
			last = v
		}
	}
}

func (d *DB) openPoll(ctx context.Context) (*sql.DB, error) {
	conn, err := sql.Open(driverName, dsn(d.Path, "ro", "deferred", []string{"busy_timeout(100)", "cache_size(-64)"}))
	if err != nil {
		return nil, err
	}
	conn.SetMaxOpenConns(1)
	return conn, conn.PingContext(ctx)
}

// Backup writes a compact, checked copy of the file to path, which must not
// exist.
func (d *DB) Backup(ctx context.Context, path string) error {
	// A connection of its own: VACUUM INTO cannot run inside a transaction, and
	// query_only would refuse it.
	src, err := sql.Open(driverName, dsn(d.Path, "ro", "deferred", []string{"busy_timeout(10000)"}))
	if err != nil {
		return err
	}
	defer func() { _ = src.Close() }()
	if _, err := src.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		return translate(err, path)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return err
	}
	return Sound(ctx, path)
}

// Ask opens the file at path read-only, as it is, and gives the one text that a
// query answers with.
func Ask(ctx context.Context, path, query string) (said string, err error) {
	c, err := sql.Open(driverName, dsn(path, "ro", "deferred", []string{"busy_timeout(10000)"}))
	if err != nil {
		return "", err
	}
	defer func() { _ = c.Close() }()
	return said, translate(c.QueryRowContext(ctx, query).Scan(&said), path)
}

// Sound asks SQLite whether the file at path is whole.
func Sound(ctx context.Context, path string) error {
	said, err := Ask(ctx, path, "PRAGMA integrity_check(1)")
	if err != nil {
		return err
	}
	if said != "ok" {
		return fault.New(fault.Unreadable, "The file %s is damaged: %s. Restore the newest backup.", path, said)
	}
	return nil
}

// SQLite's primary result codes that people meet.
const (
	sqliteBusy, sqliteLocked, sqliteReadonly, sqliteIOErr   = 5, 6, 8, 10
	sqliteCorrupt, sqliteFull, sqliteCantOpen, sqliteNotADB = 11, 13, 14, 26
)

// translate turns the driver's errors that a person can act on into faults,
// once and for all; the rest stay internal.
func translate(err error, path string) error {
	var e *sqlite.Error
	if err == nil || fault.As(err) != nil || !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xFF {
	case sqliteBusy, sqliteLocked:
		return fault.Wrap(err, fault.Busy, "Another program is writing to this project. Nothing was changed; try again in a moment.")
	case sqliteFull:
		return fault.Wrap(err, fault.TooLarge, "The disk is full. Nothing was changed; make room and try again.")
	case sqliteCorrupt, sqliteNotADB:
		return fault.Wrap(err, fault.Unreadable, "The file %s is damaged or no project. Restore the newest backup.", path)
	case sqliteReadonly, sqliteCantOpen, sqliteIOErr:
		return fault.Wrap(err, fault.Unreadable, "The file %s cannot be read or written. Check that the disk is there and that you may write to the folder.", path)
	}
	return err
}

// IsForeignKey reports whether err is a row refused because another refers to
// it, or because what it refers to is missing.
func IsForeignKey(err error) bool { return constraint(err, "FOREIGN KEY") }

// IsUnique reports whether err is a value refused because it is there already.
func IsUnique(err error) bool { return constraint(err, "UNIQUE") }

func constraint(err error, kind string) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xFF == 19 && strings.Contains(e.Error(), kind)
}

// In writes n placeholders for an IN list: "(?,?,?)".
func In(n int) string {
	if n == 0 {
		return "(NULL)"
	}
	return "(" + strings.Repeat("?,", n-1) + "?)"
}

// Anys makes arguments of a slice.
func Anys[T any](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}

// Query runs a query and gathers what scan makes of each row.
func Query[T any](ctx context.Context, tx *sql.Tx, scan func(row Row) (T, error), query string, args ...any) ([]T, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("scan: %w", err)
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// Row is what *sql.Row and *sql.Rows have in common.
type Row interface{ Scan(dest ...any) error }
