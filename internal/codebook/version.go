package codebook

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"verbatim/internal/db"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/project"
	"verbatim/internal/text"
)

// Version is the codebook as it stood at one entry of the history, under a name.
type Version struct {
	ID      int64
	GUID    string
	Name    string
	Note    string
	Entry   int64 // the codes are those after this entry
	Created time.Time
	By      int64 // person, 0 for none
}

// Short is how URLs name the version.
func (v Version) Short() string { return guid.Short(v.GUID) }

// Versions is the named versions, the newest first.
func Versions(ctx context.Context, tx *sql.Tx) ([]Version, error) {
	return db.Query(ctx, tx, scanVersion, selectVersion+" ORDER BY entry DESC, id DESC")
}

const selectVersion = "SELECT id, guid, name, note, entry, created_at, coalesce(created_by, 0) FROM codebook_version"

func scanVersion(r db.Row) (v Version, err error) {
	var created string
	err = r.Scan(&v.ID, &v.GUID, &v.Name, &v.Note, &v.Entry, &created, &v.By)
	v.Created = project.ParseTime(created)
	return v, err
}

// VersionByName is the version of this name, without regard to case.
func VersionByName(ctx context.Context, tx *sql.Tx, name string) (Version, error) {
	v, err := scanVersion(tx.QueryRowContext(ctx, selectVersion+" WHERE name = ? COLLATE NOCASE", text.Collapse(name)))
	if errors.Is(err, sql.ErrNoRows) {
		return v, fault.New(fault.NotFound, "The codebook has no version “%s”. The page of its versions lists those that there are.", text.Cut(name, 60))
	}
	return v, err
}

// KeepVersion keeps the codebook as it is now under a name.
func KeepVersion(ctx context.Context, tx *sql.Tx, who int64, name, note string) (Version, error) {
	v := Version{GUID: guid.New(), Name: text.Collapse(name), Note: strings.TrimSpace(note), By: who}
	switch {
	case v.Name == "":
		return v, fault.New(fault.Invalid, "A version needs a name. Write one and try again.")
	case text.Len(v.Name) > 100:
		return v, fault.New(fault.Invalid, "The name “%s” is too long: a version's name can be 100 characters.", text.Cut(v.Name, 40))
	}
	err := tx.QueryRowContext(ctx, `INSERT INTO codebook_version (guid, name, note, entry, created_at, created_by)
		VALUES (?, ?, ?, (SELECT max(id) FROM entry), ?, nullif(?, 0)) RETURNING id, entry`, v.GUID, v.Name, v.Note, project.Now(), who).Scan(&v.ID, &v.Entry)
	if db.IsUnique(err) {
		return v, fault.New(fault.Conflict, "There is a version “%s” already. Choose another name.", v.Name)
	}
	return v, err
}

// DropVersion takes the name away again; what the codebook said stays in the
// history.
func DropVersion(ctx context.Context, tx *sql.Tx, id int64) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM codebook_version WHERE id = ?", id)
	return err
}

// AsOf is every code as it stood after an entry of the history, merged ones
// included, in the order of the tree of then. It goes back from what is there
// now over the changes since.
func AsOf(ctx context.Context, tx *sql.Tx, entry int64) ([]Code, error) {
	list, err := db.Query(ctx, tx, scanCode, selectCode)
	if err != nil {
		return nil, err
	}
	codes := map[int64]Code{}
	for _, c := range list {
		codes[c.ID] = c
	}
	type change struct {
		row    int64
		before sql.NullString
	}
	// Of each code only the first change after the entry matters: what was before
	// it. Changes that were erased say nothing, and the code stays as it is.
	changes, err := db.Query(ctx, tx, func(r db.Row) (c change, err error) { return c, r.Scan(&c.row, &c.before) },
		`SELECT c.row, c.before FROM change c JOIN (SELECT row, min(id) AS id FROM change WHERE tbl = 'code' AND entry > ? AND digest IS NULL GROUP BY row) f ON f.id = c.id`, entry)
	if err != nil {
		return nil, err
	}
	for _, c := range changes {
		if !c.before.Valid {
			delete(codes, c.row) // made since
			continue
		}
		columns, err := columnsOf(c.before)
		if err != nil {
			return nil, err
		}
		codes[c.row] = fromColumns(columns)
	}
	list = list[:0]
	for _, c := range codes {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b Code) int {
		if a.Position != b.Position {
			return a.Position - b.Position
		}
		return int(a.ID - b.ID)
	})
	return tree(list), nil
}

// fromColumns is a code as the record keeps its row.
func fromColumns(col map[string]string) Code {
	number := func(name string) int64 {
		n, _ := strconv.ParseInt(col[name], 10, 64) // NULL is 0
		return n
	}
	return Code{ID: number("id"), GUID: col["guid"], Parent: number("parent"), Position: int(number("position")), Name: col["name"], Short: col["short"],
		Category: number("category") != 0, Brief: col["brief"], Full: col["full_definition"], Inclusion: col["inclusion"], Exclusion: col["exclusion"],
		Example: col["example"], CloseButNo: col["close_but_no"], ConfusedWith: col["confused_with"], Colour: int(number("colour")), Origin: col["origin"],
		Status: Status(col["status"]), MergedInto: number("merged_into"), Pinned: int(number("pinned")), Version: int(number("version")), Meaning: max(1, int(number("meaning"))),
		Created: project.ParseTime(col["created_at"]), Changed: project.ParseTime(col["changed_at"]), ChangedBy: number("changed_by")}
}

// Turn is one thing that became of a code between two states of the codebook.
type Turn string

// What can become of a code.
const (
	Made      Turn = "made"
	Gone      Turn = "gone"
	MergedIn  Turn = "merged"
	Renamed   Turn = "renamed"
	Moved     Turn = "moved"
	OutOfUse  Turn = "retired"
	Back      Turn = "back"
	Redefined Turn = "redefined" // brief, full, inclusion …: see Fields
	Otherwise Turn = "other"     // label, kind, colour, origin, candidate or not
)

// Changed is a code that is not the same in two states of the codebook.
type Changed struct {
	Was, Is Code // the zero Code where it was not there
	Turns   []Turn
	Fields  []string // parts of the definition that say something else: brief, full …
}

// Between sets two states of one codebook side by side: the codes that differ,
// in the order of the later tree, then those that are gone.
func Between(before, after []Code) []Changed {
	was := map[int64]Code{}
	for _, c := range before {
		was[c.ID] = c
	}
	var out []Changed
	for _, c := range after {
		d := Changed{Was: was[c.ID], Is: c}
		delete(was, c.ID)
		if d.compare(); len(d.Turns) > 0 {
			out = append(out, d)
		}
	}
	for _, c := range before {
		if _, gone := was[c.ID]; gone && c.Status != Merged {
			out = append(out, Changed{Was: c, Turns: []Turn{Gone}})
		}
	}
	return out
}

func (d *Changed) compare() {
	was, is := &d.Was, &d.Is
	turn := func(on bool, t Turn) {
		if on {
			d.Turns = append(d.Turns, t)
		}
	}
	switch {
	case is.Status == Merged:
		turn(was.ID != 0 && was.Status != Merged, MergedIn) // what came and went in between is no difference
		return
	case was.ID == 0 || was.Status == Merged:
		turn(true, Made)
		return
	}
	turn(was.Name != is.Name, Renamed)
	turn(was.Parent != is.Parent, Moved)
	turn(is.Status == Retired && was.Status != Retired, OutOfUse)
	turn(is.Status != Retired && was.Status == Retired, Back)
	for _, p := range parts {
		if strings.TrimSpace(*p.of(was)) != strings.TrimSpace(*p.of(is)) {
			d.Fields = append(d.Fields, p.key)
		}
	}
	turn(len(d.Fields) > 0, Redefined)
	turn(was.Short != is.Short || was.Category != is.Category || was.Colour != is.Colour || was.Origin != is.Origin ||
		was.Status != is.Status && was.Status != Retired && is.Status != Retired, Otherwise)
}

// Splits is the codes that came into being by a split after one entry and up to
// another, with the name of the code that they were split off.
func Splits(ctx context.Context, tx *sql.Tx, after, upTo int64) (map[int64]string, error) {
	type row struct {
		code    int64
		subject string
	}
	list, err := db.Query(ctx, tx, func(r db.Row) (v row, err error) { return v, r.Scan(&v.code, &v.subject) },
		`SELECT c.row, e.subject FROM entry e JOIN change c ON c.entry = e.id WHERE e.what = 'code.split' AND e.id > ? AND e.id <= ? AND c.tbl = 'code' AND c.before IS NULL`, after, upTo)
	out := map[int64]string{}
	for _, v := range list {
		var names []string
		if json.Unmarshal([]byte(v.subject), &names) == nil && len(names) > 1 {
			out[v.code] = names[1]
		}
	}
	return out, err
}
