package codebook

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"verbatim/internal/fault"
	"verbatim/internal/text"
)

// Choice is what becomes of a code that another codebook has.
type Choice string

// The choices. Keep leaves a code that is new out.
const (
	Keep Choice = "keep" // as it is here
	Take Choice = "take" // as it is there
	Both Choice = "both" // theirs beside ours, under a name of its own
)

// Difference is a code of another codebook beside the one of this codebook at
// the same place in the tree.
type Difference struct {
	Theirs Code
	Ours   Code     // zero where there is none
	Fields []string // what theirs says otherwise: brief, full, inclusion …; empty where nothing
}

// New reports whether this codebook has no such code.
func (d Difference) New() bool { return d.Ours.ID == 0 }

// Same reports whether there is nothing to choose.
func (d Difference) Same() bool { return !d.New() && len(d.Fields) == 0 }

// parts are what a codebook says of a code, in the order of its entry. What the
// other codebook leaves empty says nothing.
var parts = []struct {
	key string
	of  func(*Code) *string
}{
	{"brief", func(c *Code) *string { return &c.Brief }}, {"full", func(c *Code) *string { return &c.Full }},
	{"inclusion", func(c *Code) *string { return &c.Inclusion }}, {"exclusion", func(c *Code) *string { return &c.Exclusion }},
	{"example", func(c *Code) *string { return &c.Example }}, {"close", func(c *Code) *string { return &c.CloseButNo }},
	{"confused", func(c *Code) *string { return &c.ConfusedWith }},
}

// Part is what a code says in a field of Difference.Fields.
func (c Code) Part(key string) string {
	for _, p := range parts {
		if p.key == key {
			return *p.of(&c)
		}
	}
	return ""
}

// Compare sets the codes in use of another codebook beside those of this one,
// in the order of the other tree. A code is the same one when it has the same
// guid, or stands at the same path, without regard to case.
func Compare(ours, theirs []Code) []Difference {
	var out []Difference
	for _, t := range theirs {
		if !t.InUse() {
			continue
		}
		d := Difference{Theirs: t}
		at := slices.IndexFunc(ours, func(o Code) bool { return o.Status != Merged && t.GUID != "" && o.GUID == t.GUID })
		if at < 0 {
			at = slices.IndexFunc(ours, func(o Code) bool { return o.Status != Merged && strings.EqualFold(o.Path, t.Path) })
		}
		if at >= 0 {
			d.Ours = ours[at]
			for _, p := range parts {
				if said := *p.of(&t); strings.TrimSpace(said) != "" && text.Collapse(said) != text.Collapse(*p.of(&d.Ours)) {
					d.Fields = append(d.Fields, p.key)
				}
			}
		}
		out = append(out, d)
	}
	return out
}

// Adopt brings codes of another codebook in as was chosen for each, by its path
// there; without a choice a code is kept as it is here, or left out. It reports
// how many were made or changed. A code whose parent was left out comes to
// stand where the nearest one above it that is here does.
func Adopt(ctx context.Context, tx *sql.Tx, who int64, theirs []Code, choices map[string]Choice) (n int, err error) {
	ours, err := List(ctx, tx)
	if err != nil {
		return 0, err
	}
	used := map[string]bool{}
	for _, o := range ours {
		used[o.Short] = used[o.Short] || o.InUse()
	}
	parent := map[int64]int64{} // of theirs, where its children go here
	for _, d := range Compare(ours, theirs) {
		at := parent[d.Theirs.Parent]
		parent[d.Theirs.ID] = at
		if !d.New() {
			parent[d.Theirs.ID] = d.Ours.ID
		}
		choice := choices[d.Theirs.Path]
		switch {
		case choice == Keep || choice == "" || d.Same():
			continue
		case choice == Take && !d.New():
			c := d.Ours
			for _, p := range parts {
				if said := *p.of(&d.Theirs); strings.TrimSpace(said) != "" {
					*p.of(&c) = said
				}
			}
			err = Update(ctx, tx, who, c)
		case choice == Take || choice == Both:
			var made Code
			if made, err = d.make(ctx, tx, who, at, used); err == nil && d.New() {
				parent[d.Theirs.ID] = made.ID
			}
		default:
			err = fault.New(fault.Invalid, "A code of another codebook is taken, kept or both, not “%s”.", text.Cut(string(choice), 40))
		}
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// make makes theirs under a code of this codebook; beside ours under a name
// that is free.
func (d Difference) make(ctx context.Context, tx *sql.Tx, who, under int64, used map[string]bool) (Code, error) {
	c := Code{GUID: d.Theirs.GUID, Parent: under, Name: d.Theirs.Name, Short: d.Theirs.Short, Category: d.Theirs.Category, Colour: d.Theirs.Colour,
		Origin: d.Theirs.Origin, Status: d.Theirs.Status}
	for _, p := range parts {
		*p.of(&c) = *p.of(&d.Theirs)
	}
	if used[c.Short] {
		c.Short = ""
	}
	if c.GUID != "" {
		known, err := Has(ctx, tx, c.GUID)
		if err != nil {
			return c, err
		}
		if known {
			c.GUID = ""
		}
	}
	if !d.New() {
		c.Parent = d.Ours.Parent
	}
	name, siblings := c.Name, map[string]bool{}
	list, err := List(ctx, tx)
	if err != nil {
		return c, err
	}
	for _, o := range list {
		siblings[o.Name] = siblings[o.Name] || o.Parent == c.Parent
	}
	for i := 2; siblings[c.Name]; i++ {
		c.Name = name + " (" + strconv.Itoa(i) + ")"
	}
	made, err := Create(ctx, tx, who, c)
	used[made.Short] = true
	return made, err
}
