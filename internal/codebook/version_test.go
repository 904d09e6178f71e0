package codebook_test

import (
	"database/sql"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/internal/codebook"
	"verbatim/internal/history"
	"verbatim/internal/people"
)

// TestAsOf keeps the codebook after every step, and reads each of those states
// from the record afterwards, over undoing and deleting too.
func TestAsOf(t *testing.T) {
	d := open(t)
	var who int64
	var a, b, c codebook.Code
	kept := map[int64][]codebook.Code{}
	all := func() (list []codebook.Code, head int64) {
		t.Helper()
		err := d.Read(ctx, func(tx *sql.Tx) error {
			e, err := history.Head(ctx, tx)
			if err != nil {
				return err
			}
			head = e.ID
			list, err = codebook.All(ctx, tx)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return list, head
	}
	keep := func() {
		t.Helper()
		list, head := all()
		kept[head] = list
	}
	for i, step := range []func(tx *sql.Tx) error{
		func(tx *sql.Tx) error {
			person, err := people.Add(ctx, tx, "Mira")
			who = person.ID
			return err
		},
		func(tx *sql.Tx) (err error) {
			if a, err = codebook.Create(ctx, tx, who, codebook.Code{Name: "Work", Category: true, Origin: "deductive"}); err != nil {
				return err
			}
			if b, err = codebook.Create(ctx, tx, who, codebook.Code{Name: "Wait", Parent: a.ID, Short: "WT", Colour: 3, Brief: "“Time” lost\nfor good", Pinned: 2}); err != nil {
				return err
			}
			c, err = codebook.Create(ctx, tx, who, codebook.Code{Name: "Rush", Status: codebook.Candidate})
			return err
		},
		func(tx *sql.Tx) error {
			b.Name, b.Full, b.Inclusion, b.Exclusion, b.Example, b.CloseButNo, b.ConfusedWith = "Waiting", "f", "i", "x", "e", "n", "w"
			return codebook.Update(ctx, tx, who, b)
		},
		func(tx *sql.Tx) error { return codebook.Move(ctx, tx, c.ID, a.ID, b.ID) },
		func(tx *sql.Tx) error { return codebook.Retire(ctx, tx, who, c.ID, true) },
		func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "UPDATE code SET status = 'merged', merged_into = ? WHERE id = ?", b.ID, c.ID)
			return err
		},
		func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "UPDATE code SET merged_into = NULL WHERE id = ?", c.ID)
			if err == nil {
				_, err = tx.ExecContext(ctx, "DELETE FROM code WHERE id = ?", c.ID)
			}
			return err
		},
	} {
		if err := do(t, d, step); err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
		keep()
	}
	for range 3 {
		if _, err := history.Undo(ctx, d, 1, ""); err != nil {
			t.Fatal(err)
		}
		keep()
	}
	if len(kept) != 10 {
		t.Fatalf("%d states", len(kept))
	}
	for entry, want := range kept {
		err := d.Read(ctx, func(tx *sql.Tx) error {
			got, err := codebook.AsOf(ctx, tx, entry)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("after entry %d (-was +read):\n%s", entry, diff)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestBetween(t *testing.T) {
	base := func() codebook.Code {
		return codebook.Code{ID: 1, Name: "Wait", Short: "WT", Status: codebook.Active, Origin: "inductive", Brief: "Time lost"}
	}
	with := func(change func(*codebook.Code)) []codebook.Code {
		c := base()
		change(&c)
		return []codebook.Code{c}
	}
	same := []codebook.Code{base()}
	for _, c := range []struct {
		name          string
		before, after []codebook.Code
		want          string
	}{
		{"nothing", same, same, ""},
		{"its place among siblings, a pin, a count", same, with(func(c *codebook.Code) { c.Position, c.Pinned, c.Version, c.Path = 4, 2, 7, "A/Wait" }), ""},
		{"new", nil, same, "made"},
		{"deleted", same, nil, "gone"},
		{"merged", same, with(func(c *codebook.Code) { c.Status, c.MergedInto = codebook.Merged, 2 }), "merged"},
		{"merged long ago", with(func(c *codebook.Code) { c.Status = codebook.Merged }), with(func(c *codebook.Code) { c.Status, c.Name = codebook.Merged, "W" }), ""},
		{"made and merged in between", nil, with(func(c *codebook.Code) { c.Status = codebook.Merged }), ""},
		{"merged ones that go are no difference", with(func(c *codebook.Code) { c.Status = codebook.Merged }), nil, ""},
		{"back from a merge", with(func(c *codebook.Code) { c.Status = codebook.Merged }), same, "made"},
		{"renamed and moved", same, with(func(c *codebook.Code) { c.Name, c.Parent = "Waiting", 9 }), "renamed moved"},
		{"retired", same, with(func(c *codebook.Code) { c.Status = codebook.Retired }), "retired"},
		{"back", with(func(c *codebook.Code) { c.Status = codebook.Retired }), same, "back"},
		{"candidate in use", with(func(c *codebook.Code) { c.Status = codebook.Candidate }), same, "other"},
		{"redefined", same, with(func(c *codebook.Code) { c.Brief, c.Exclusion = "Lost time", "never" }), "redefined brief exclusion"},
		{"white space only", same, with(func(c *codebook.Code) { c.Brief = "Time lost\n" }), ""},
		{"label, kind, colour, origin", same, with(func(c *codebook.Code) { c.Short = "WAI" }), "other"},
	} {
		var words []string
		for _, d := range codebook.Between(c.before, c.after) {
			for _, turn := range d.Turns {
				words = append(words, string(turn))
			}
			words = append(words, d.Fields...)
		}
		if got := strings.Join(words, " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
