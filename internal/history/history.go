// Package history is the one door for writes. Every change of a recorded table
// happens inside an entry, which says who, when, what and why, with the rows
// before and after; out of this one record come undo and redo, the audit trail,
// snapshots, live events and the feed of the index.
//
// Triggers record, so that no store can forget to. They are generated at
// opening from the tables themselves; see Install.
package history

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"verbatim/internal/db"
	"verbatim/internal/fault"
)

// Action says what is about to be done.
type Action struct {
	Who      int64    // person; 0 for the program itself
	What     string   // "coding.apply": a word of the record, never shown as it is
	Why      string   // the person's reason, where one was asked for
	Subject  []string // what the sentence about it names: a code, a number of words
	Document int64    // where; 0 for nowhere in particular
	Request  string   // the client's own id; a request that was done is not done again
}

// Entry is one step of the record.
type Entry struct {
	ID       int64
	At       time.Time
	Who      int64
	What     string
	Why      string
	Subject  []string
	Document int64
	Undoes   int64  // the entry that this one takes back, 0 for none
	Hash     string // the chain's value after this entry, hex
	Undone   bool   // taken back at present
	Repeated bool   // Do found the request done already and did nothing

	made []Change // as closing it read them
}

// Snapshot is the id by which exports name the state after this entry: the
// first 12 hex digits of its hash.
func (e Entry) Snapshot() string {
	if len(e.Hash) < 12 {
		return "000000000000"
	}
	return e.Hash[:12]
}

// Do runs fn in one transaction and one entry. A fn that changes nothing leaves
// no entry (the zero Entry comes back); a fn that fails leaves no trace.
func Do(ctx context.Context, d *db.DB, a Action, fn func(tx *sql.Tx) error) (Entry, error) {
	return Write(ctx, d, func(tx *sql.Tx) (Entry, error) { return DoTx(ctx, tx, a, fn) })
}

// Write runs fn in one transaction, and marks the entry that it made by DoTx
// once that is on the disk: for those who read before they write, or tell what
// was done, and do not want to be between two states.
func Write(ctx context.Context, d *db.DB, fn func(tx *sql.Tx) (Entry, error)) (e Entry, err error) {
	err = d.Write(ctx, func(tx *sql.Tx) (err error) {
		e, err = fn(tx)
		return err
	})
	if err == nil {
		mark(ctx, e)
	}
	return e, err
}

// DoTx is Do inside a transaction that the caller opened, for several entries
// that stand or fall together.
func DoTx(ctx context.Context, tx *sql.Tx, a Action, fn func(tx *sql.Tx) error) (Entry, error) {
	return do(ctx, tx, a, 0, fn)
}

func do(ctx context.Context, tx *sql.Tx, a Action, undoes int64, fn func(tx *sql.Tx) error) (Entry, error) {
	if a.Request != "" {
		e, err := scanEntry(tx.QueryRowContext(ctx, selectEntry+" WHERE e.request = ?", a.Request))
		switch {
		case err == nil && e.Who != a.Who:
			return Entry{}, fault.New(fault.Conflict, "This request was made by somebody else. Load the page again.")
		case err == nil:
			e.Repeated = true
			return e, nil
		case !errors.Is(err, sql.ErrNoRows):
			return Entry{}, err
		}
	}
	e := Entry{At: time.Now().UTC().Truncate(time.Millisecond), Who: a.Who, What: a.What, Why: a.Why,
		Subject: a.Subject, Document: a.Document, Undoes: undoes}
	subject, err := json.Marshal(append([]string{}, a.Subject...))
	if err != nil {
		return Entry{}, err
	}
	err = tx.QueryRowContext(ctx, `INSERT INTO entry (at, who, what, why, subject, document, request, undoes)
		VALUES (?, ?, ?, ?, ?, ?, nullif(?, ''), nullif(?, 0)) RETURNING id`,
		stamp(e.At), a.Who, a.What, a.Why, string(subject), a.Document, a.Request, undoes).Scan(&e.ID)
	if err != nil {
		return Entry{}, err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO open_entry VALUES (1, ?, 1)", e.ID); err != nil {
		return Entry{}, err
	}
	if err := fn(tx); err != nil {
		return Entry{}, err
	}
	return closeEntry(ctx, tx, e, string(subject))
}

// closeEntry hashes what was recorded and lets the transaction commit.
func closeEntry(ctx context.Context, tx *sql.Tx, e Entry, subject string) (Entry, error) {
	var err error
	if e.made, err = changesOf(ctx, tx, e.ID); err != nil {
		return Entry{}, err
	}
	digest := digestOf(e.made)
	if _, err := tx.ExecContext(ctx, "DELETE FROM open_entry"); err != nil {
		return Entry{}, err
	}
	if len(e.made) == 0 {
		_, err := tx.ExecContext(ctx, "DELETE FROM entry WHERE id = ?", e.ID)
		return Entry{}, err
	}
	var prev string
	err = tx.QueryRowContext(ctx, "SELECT hash FROM entry WHERE id < ? ORDER BY id DESC LIMIT 1", e.ID).Scan(&prev)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return Entry{}, err
	}
	e.Hash = chain(prev, e, subject, digest)
	_, err = tx.ExecContext(ctx, "UPDATE entry SET digest = ?, hash = ? WHERE id = ?", digest, e.Hash, e.ID)
	return e, err
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// chain is the value of an entry: over the value before it, what it says, and
// the digest of its changes.
func chain(prev string, e Entry, subject, digest string) string {
	h := sha256.New()
	for _, part := range []string{prev, strconv.FormatInt(e.ID, 10), stamp(e.At), strconv.FormatInt(e.Who, 10),
		e.What, e.Why, subject, strconv.FormatInt(e.Document, 10), strconv.FormatInt(e.Undoes, 10), digest} {
		fmt.Fprintf(h, "%d:%s", len(part), part) // lengths, so that no two rows can be joined alike
	}
	return hex.EncodeToString(h.Sum(nil))
}

// digestOf hashes the changes of an entry. It goes over the digest of each, so
// that erasing the rows of one leaves the chain true.
func digestOf(changes []Change) string {
	h := sha256.New()
	for _, c := range changes {
		fmt.Fprintln(h, c.digest())
	}
	return hex.EncodeToString(h.Sum(nil))
}

const selectEntry = `SELECT e.id, e.at, e.who, e.what, e.why, e.subject, e.document, coalesce(e.undoes, 0), e.hash,
	u.entry IS NOT NULL FROM entry e LEFT JOIN undone u ON u.entry = e.id`

func scanEntry(row db.Row) (Entry, error) {
	var e Entry
	var at, subject string
	err := row.Scan(&e.ID, &at, &e.Who, &e.What, &e.Why, &subject, &e.Document, &e.Undoes, &e.Hash, &e.Undone)
	if err != nil {
		return Entry{}, err
	}
	if e.At, err = time.Parse(time.RFC3339, at); err != nil {
		return Entry{}, err
	}
	return e, json.Unmarshal([]byte(subject), &e.Subject)
}

// Head is the newest entry, the zero Entry in a project without any.
func Head(ctx context.Context, tx *sql.Tx) (Entry, error) {
	return orZero(scanEntry(tx.QueryRowContext(ctx, selectEntry+" ORDER BY e.id DESC LIMIT 1")))
}

// Last is the newest entry that is closed: inside an entry, the one before it.
func Last(ctx context.Context, tx *sql.Tx) (Entry, error) {
	return orZero(scanEntry(tx.QueryRowContext(ctx, selectEntry+" WHERE e.id NOT IN (SELECT entry FROM open_entry) ORDER BY e.id DESC LIMIT 1")))
}

// Newest is the id of the newest entry, 0 in a project without any: Head for
// those who ask with every request.
func Newest(ctx context.Context, tx *sql.Tx) (id int64, err error) {
	return id, tx.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM entry").Scan(&id)
}

// Get is the entry with this id.
func Get(ctx context.Context, tx *sql.Tx, id int64) (Entry, error) {
	e, err := scanEntry(tx.QueryRowContext(ctx, selectEntry+" WHERE e.id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return Entry{}, fault.New(fault.NotFound, "There is no entry %d in this project's history.", id)
	}
	return e, err
}

func orZero(e Entry, err error) (Entry, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return Entry{}, nil
	}
	return e, err
}

// Filter narrows List. Zero values do not filter.
type Filter struct {
	Who      int64
	Document int64
	What     string // an exact what, or a prefix ending in "."
	After    int64  // entries with a larger id, oldest first
	Before   int64  // entries with a smaller id, newest first
	Since    int64  // entries with a larger id, newest first
	Limit    int    // 0 for all
}

// List is entries of the record: oldest first where After is set (a follower
// reading on), newest first otherwise (a person looking back).
func List(ctx context.Context, tx *sql.Tx, f Filter) ([]Entry, error) {
	query, args := selectEntry+" WHERE 1", []any{}
	where := func(on bool, cond string, v any) {
		if on {
			query += " AND " + cond
			args = append(args, v)
		}
	}
	where(f.Who != 0, "e.who = ?", f.Who)
	where(f.Document != 0, "e.document = ?", f.Document)
	where(f.After != 0, "e.id > ?", f.After)
	where(f.Before != 0, "e.id < ?", f.Before)
	where(f.Since != 0, "e.id > ?", f.Since)
	if n := len(f.What); n > 0 && f.What[n-1] == '.' {
		where(true, "substr(e.what, 1, "+strconv.Itoa(n)+") = ?", f.What)
	} else {
		where(n > 0, "e.what = ?", f.What)
	}
	if f.After != 0 {
		query += " ORDER BY e.id"
	} else {
		query += " ORDER BY e.id DESC"
	}
	if f.Limit > 0 {
		query += " LIMIT " + strconv.Itoa(f.Limit)
	}
	return db.Query(ctx, tx, scanEntry, query, args...)
}
