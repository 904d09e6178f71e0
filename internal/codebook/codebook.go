// Package codebook holds the codes of a project: a tree of labels with
// definitions after MacQueen, McLellan, Kay & Milstein (1998): label, brief and
// full definition, when to use, when not to use, examples.
//
// What changes codings along with a code (merging, deleting) is in package
// coding. Every function that writes expects to be inside a history entry.
package codebook

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"verbatim/internal/db"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/project"
	"verbatim/internal/text"
)

// Status says whether a code is in use.
type Status string

// The statuses of a code.
const (
	Candidate Status = "candidate"
	Active    Status = "active"
	Retired   Status = "retired" // kept with its codings, offered no more
	Merged    Status = "merged"  // its codings went to another code
)

// Code is a label with a definition. Empty strings are fields not written yet.
type Code struct {
	ID           int64
	GUID         string
	Parent       int64 // 0 at the top
	Position     int   // among its siblings, from 1
	Name         string
	Short        string // 2 to 4 letters, unique among codes in use
	Category     bool   // holds codes and is not applied itself
	Brief        string // brief definition
	Full         string // full definition
	Inclusion    string // use when
	Exclusion    string // do not use when
	Example      string // typical example
	CloseButNo   string
	ConfusedWith string
	Colour       int    // hue 1 to 8; 0 for the branch's
	Origin       string // deductive, inductive, in vivo
	Status       Status
	MergedInto   int64
	Pinned       int // place among the pinned from 1, 0 for not pinned
	Version      int // of its definition, from 1
	Meaning      int // the version since which it means the same
	Created      time.Time
	Changed      time.Time
	ChangedBy    int64 // person

	// Of the tree, filled by List:
	Level  int    // 0 at the top
	Path   string // names joined by "/", a slash inside a name doubled
	Branch int64  // the top code it stands under, itself at the top
	Hue    int    // the colour it is drawn in: its own, else the branch's, 1 to 8
}

// ShortGUID is how URLs name the code.
func (c Code) ShortGUID() string { return guid.Short(c.GUID) }

// InUse reports whether the code is offered for coding.
func (c Code) InUse() bool { return c.Status == Active || c.Status == Candidate }

// Outdates reports whether a coding that was made under a version of the
// definition is to be looked at again: the code means something else since, or
// that version was taken back. Of version 0 nothing is known.
func (c Code) Outdates(defined int) bool {
	return defined > 0 && (defined < c.Meaning || defined > c.Version)
}

// Origins are where a code can come from.
var Origins = []string{"inductive", "deductive", "in vivo"}

const selectCode = `SELECT id, guid, coalesce(parent, 0), position, name, short, category, brief, full_definition, inclusion, exclusion,
	example, close_but_no, confused_with, colour, origin, status, coalesce(merged_into, 0), pinned, version, meaning, created_at, changed_at, coalesce(changed_by, 0) FROM code`

func scanCode(r db.Row) (c Code, err error) {
	var created, changed string
	err = r.Scan(&c.ID, &c.GUID, &c.Parent, &c.Position, &c.Name, &c.Short, &c.Category, &c.Brief, &c.Full, &c.Inclusion, &c.Exclusion,
		&c.Example, &c.CloseButNo, &c.ConfusedWith, &c.Colour, &c.Origin, &c.Status, &c.MergedInto, &c.Pinned, &c.Version, &c.Meaning, &created, &changed, &c.ChangedBy)
	c.Created, c.Changed = project.ParseTime(created), project.ParseTime(changed)
	return c, err
}

// All is every code, merged and retired ones included, in the order of the tree
// with Level, Path, Branch and Hue filled.
func All(ctx context.Context, tx *sql.Tx) ([]Code, error) {
	list, err := db.Query(ctx, tx, scanCode, selectCode+" ORDER BY position, id")
	if err != nil {
		return nil, err
	}
	return tree(list), nil
}

// List is the codes in use and the retired ones, in the order of the tree;
// merged ones live on in history only.
func List(ctx context.Context, tx *sql.Tx) ([]Code, error) {
	list, err := All(ctx, tx)
	return slices.DeleteFunc(list, func(c Code) bool { return c.Status == Merged }), err
}

func tree(list []Code) []Code {
	children := map[int64][]Code{}
	for _, c := range list {
		children[c.Parent] = append(children[c.Parent], c)
	}
	out := make([]Code, 0, len(list))
	var walk func(parent Code, level int)
	walk = func(parent Code, level int) {
		for i, c := range children[parent.ID] {
			c.Level = level
			if level == 0 {
				c.Branch, c.Hue, c.Path = c.ID, c.Colour, escape(c.Name)
				if c.Hue == 0 {
					c.Hue = i%8 + 1
				}
			} else {
				c.Branch, c.Path = parent.Branch, parent.Path+"/"+escape(c.Name)
				if c.Hue = c.Colour; c.Hue == 0 {
					c.Hue = parent.Hue
				}
			}
			out = append(out, c)
			walk(c, level+1)
		}
	}
	walk(Code{}, 0)
	return out
}

// Has reports whether a code has this guid, whatever its status.
func Has(ctx context.Context, tx *sql.Tx, guid string) (there bool, err error) {
	return there, tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM code WHERE guid = ?)", guid).Scan(&there)
}

// Get is the code with this id, whatever its status; its place in the tree is
// not filled.
func Get(ctx context.Context, tx *sql.Tx, id int64) (Code, error) {
	return found(scanCode(tx.QueryRowContext(ctx, selectCode+" WHERE id = ?", id)))
}

// ByShort is the code that a URL names.
func ByShort(ctx context.Context, tx *sql.Tx, short string) (Code, error) {
	return found(scanCode(tx.QueryRowContext(ctx, selectCode+" WHERE substr(guid, -12) = ?", short)))
}

func found(c Code, err error) (Code, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return c, fault.New(fault.NotFound, "There is no such code in this project. It may have been deleted; the codebook lists those that are there.")
	}
	return c, err
}

// Create makes a code as the last of its siblings. Name is required; a missing
// Short is made up; Status, Origin and Version have defaults.
func Create(ctx context.Context, tx *sql.Tx, who int64, c Code) (Code, error) {
	if err := clean(&c); err != nil {
		return Code{}, err
	}
	if c.Parent != 0 {
		p, err := Get(ctx, tx, c.Parent)
		if err != nil {
			return Code{}, err
		}
		if !p.InUse() {
			return Code{}, fault.New(fault.Conflict, "The code “%s” is not in use any more; nothing new can go under it.", p.Name)
		}
	}
	if c.Short == "" {
		short, err := freeShort(ctx, tx, c.Name)
		if err != nil {
			return Code{}, err
		}
		c.Short = short
	}
	if c.GUID == "" {
		c.GUID = guid.New()
	}
	now := project.Now()
	err := tx.QueryRowContext(ctx, `INSERT INTO code (guid, parent, position, name, short, category, brief, full_definition, inclusion, exclusion, example,
		close_but_no, confused_with, colour, origin, status, pinned, version, meaning, created_at, created_by, changed_at, changed_by)
		VALUES (?1, nullif(?2, 0), (SELECT coalesce(max(position), 0) + 1 FROM code WHERE coalesce(parent, 0) = ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,
		?11, ?12, ?13, ?14, ?15, ?16, ?17, ?17, ?18, nullif(?19, 0), ?18, nullif(?19, 0)) RETURNING id, position`,
		c.GUID, c.Parent, c.Name, c.Short, c.Category, c.Brief, c.Full, c.Inclusion, c.Exclusion, c.Example,
		c.CloseButNo, c.ConfusedWith, c.Colour, c.Origin, c.Status, c.Pinned, c.Version, now, who).Scan(&c.ID, &c.Position)
	if err != nil {
		return Code{}, taken(ctx, tx, err, c)
	}
	c.Created, c.Changed, c.ChangedBy = project.ParseTime(now), project.ParseTime(now), who
	return c, nil
}

// clean trims the one-line fields, fills defaults and refuses what cannot be.
func clean(c *Code) error {
	c.Name, c.Short = text.Collapse(c.Name), strings.ToUpper(strings.TrimSpace(c.Short))
	if c.Origin == "" {
		c.Origin = Origins[0]
	}
	if c.Status == "" {
		c.Status = Active
	}
	c.Version = max(c.Version, 1)
	n := text.Len(c.Short)
	switch {
	case c.Name == "":
		return fault.New(fault.Invalid, "A code needs a name. Write one and try again.")
	case text.Len(c.Name) > 200:
		return fault.New(fault.Invalid, "The name “%s” is too long: a code's name can be 200 characters.", text.Cut(c.Name, 40))
	case c.Short != "" && (n < 2 || n > 4 || strings.ContainsFunc(c.Short, unicode.IsSpace)):
		return fault.New(fault.Invalid, "The short label “%s” of “%s” must be 2 to 4 characters without a space.", text.Cut(c.Short, 20), c.Name)
	case c.Colour < 0 || c.Colour > 8:
		return fault.New(fault.Invalid, "The colour of “%s” must be one of the eight hues, 1 to 8, or 0 for its branch's.", c.Name)
	case !slices.Contains(Origins, c.Origin):
		return fault.New(fault.Invalid, "The origin of “%s” is inductive, deductive or in vivo, not “%s”.", c.Name, text.Cut(c.Origin, 40))
	case c.Status != Active && c.Status != Candidate && c.Status != Retired && c.Status != Merged:
		return fault.New(fault.Invalid, "The status of “%s” is candidate, active, retired or merged, not “%s”.", c.Name, text.Cut(string(c.Status), 40))
	}
	return nil
}

func taken(ctx context.Context, tx *sql.Tx, err error, c Code) error {
	if !db.IsUnique(err) {
		return err
	}
	var other string
	q := tx.QueryRowContext(ctx, "SELECT name FROM code WHERE short = ? AND id <> ? AND status IN ('candidate', 'active')", c.Short, c.ID)
	if q.Scan(&other) == nil {
		return fault.New(fault.Conflict, "The short label “%s” belongs to “%s” already. Choose another.", c.Short, other)
	}
	return fault.New(fault.Conflict, "There is a code “%s” at this place already. Choose another name, or merge the two.", c.Name)
}

// freeShort makes up a short label: initials of the words, else the first
// letters, then with a number.
func freeShort(ctx context.Context, tx *sql.Tx, name string, reserved ...string) (string, error) {
	used, err := db.Query(ctx, tx, func(r db.Row) (s string, err error) { return s, r.Scan(&s) },
		"SELECT short FROM code WHERE status IN ('candidate', 'active')")
	if err != nil {
		return "", err
	}
	for _, s := range shorts(name) {
		if !slices.Contains(used, s) && !slices.Contains(reserved, s) {
			return s, nil
		}
	}
	return "", fault.New(fault.Invalid, "No short label is free for “%s”. Write one of 2 to 4 letters.", name)
}

// shorts proposes labels for a name, best first.
func shorts(name string) []string {
	var words [][]rune
	for _, w := range strings.FieldsFunc(strings.ToUpper(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		words = append(words, []rune(w))
	}
	if len(words) == 0 {
		words = [][]rune{[]rune("CODE")}
	}
	var initials, first []rune
	for _, w := range words {
		initials = append(initials, w[0])
	}
	first = words[0]
	cut := func(r []rune, n int) string { return string(r[:min(n, len(r))]) }
	out := []string{cut(first, 3), cut(initials, 4), cut(first, 4)}
	if len(words) > 1 {
		out = append(out, cut(first, 2)+cut(words[1], 2), cut(first, 1)+cut(words[1], 3), cut(first, 3)+cut(words[1], 1))
	}
	for n := 2; n < 1000; n++ {
		tail := []rune(strconv.Itoa(n))
		out = append(out, cut(first, 4-len(tail))+string(tail))
	}
	return slices.DeleteFunc(out, func(s string) bool { return text.Len(s) < 2 })
}

// Update changes a code's own fields: everything but its place, status and
// guid. A changed definition counts its version up, and is taken to mean
// something else: what was coded under the former one is to be looked at again.
func Update(ctx context.Context, tx *sql.Tx, who int64, c Code) error {
	return update(ctx, tx, who, c, false)
}

// Reword is Update of a definition that means the same in other words.
func Reword(ctx context.Context, tx *sql.Tx, who int64, c Code) error {
	return update(ctx, tx, who, c, true)
}

func update(ctx context.Context, tx *sql.Tx, who int64, c Code, same bool) error {
	old, err := Get(ctx, tx, c.ID)
	if err != nil {
		return err
	}
	c.Status = old.Status
	if strings.TrimSpace(c.Short) == "" {
		c.Short = old.Short
	}
	if err := clean(&c); err != nil {
		return err
	}
	c.Version, c.Meaning = old.Version, old.Meaning
	defined := c.Definition() == old.Definition()
	if c.Name != old.Name || !defined {
		if c.Version, err = nextVersion(ctx, tx, old); err != nil {
			return err
		}
	}
	if !defined && !same {
		c.Meaning = c.Version
	}
	kept := c
	kept.Changed, kept.ChangedBy, kept.Created = old.Changed, old.ChangedBy, old.Created
	kept.Parent, kept.Position, kept.MergedInto, kept.Pinned = old.Parent, old.Position, old.MergedInto, old.Pinned
	kept.Level, kept.Path, kept.Branch, kept.Hue, kept.GUID = old.Level, old.Path, old.Branch, old.Hue, old.GUID
	if kept == old {
		return nil
	}
	_, err = tx.ExecContext(ctx, `UPDATE code SET name = ?, short = ?, category = ?, brief = ?, full_definition = ?, inclusion = ?, exclusion = ?,
		example = ?, close_but_no = ?, confused_with = ?, colour = ?, origin = ?, version = ?, meaning = ?, changed_at = ?, changed_by = nullif(?, 0) WHERE id = ?`,
		c.Name, c.Short, c.Category, c.Brief, c.Full, c.Inclusion, c.Exclusion, c.Example, c.CloseButNo, c.ConfusedWith,
		c.Colour, c.Origin, c.Version, c.Meaning, project.Now(), who, c.ID)
	return taken(ctx, tx, err, c)
}

// Move puts a code, with all that is under it, under parent (0 for the top)
// before a sibling (0 for last).
func Move(ctx context.Context, tx *sql.Tx, id, parent, before int64) error {
	c, err := Get(ctx, tx, id)
	if err != nil {
		return err
	}
	for up := parent; up != 0; {
		if up == id {
			return fault.New(fault.Invalid, "“%s” cannot go under itself or under a code of its own branch.", c.Name)
		}
		p, err := Get(ctx, tx, up)
		if err != nil {
			return err
		}
		up = p.Parent
	}
	c.Parent = parent
	if _, err := tx.ExecContext(ctx, "UPDATE code SET parent = nullif(?, 0) WHERE id = ?", parent, id); err != nil {
		return taken(ctx, tx, err, c)
	}
	siblings, err := db.Query(ctx, tx, scanCode, selectCode+" WHERE coalesce(parent, 0) = ? AND id <> ? ORDER BY position, id", parent, id)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(siblings, func(s Code) bool { return s.ID == before })
	if at < 0 {
		at = len(siblings)
	}
	for i, s := range slices.Insert(siblings, at, c) {
		if _, err := tx.ExecContext(ctx, "UPDATE code SET position = ?1 WHERE id = ?2 AND position <> ?1", i+1, s.ID); err != nil {
			return err
		}
	}
	return nil
}

// Retire takes a code out of use, or brings it back; its codings stay.
func Retire(ctx context.Context, tx *sql.Tx, who, id int64, retired bool) error {
	c, err := Get(ctx, tx, id)
	if err != nil {
		return err
	}
	if c.Status == Merged {
		return fault.New(fault.Conflict, "“%s” was merged into another code. Take the merge back instead.", c.Name)
	}
	status := Active
	if retired {
		status = Retired
	}
	_, err = tx.ExecContext(ctx, "UPDATE code SET status = ?1, changed_at = ?2, changed_by = nullif(?3, 0) WHERE id = ?4 AND status <> ?1", status, project.Now(), who, id)
	return taken(ctx, tx, err, c)
}

// Under is the ids of a code and of all codes under it.
func Under(list []Code, id int64) map[int64]bool {
	out := map[int64]bool{id: true}
	for _, c := range list { // tree order: parents come first
		if out[c.Parent] && c.Parent != 0 {
			out[c.ID] = true
		}
	}
	return out
}
