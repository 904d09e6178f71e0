package codebook_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"verbatim/internal/codebook"
	"verbatim/internal/db"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/project/projecttest"
)

var ctx = context.Background()

func open(t *testing.T) *db.DB { return projecttest.New(t, "Codes").DB }

func do(t *testing.T, d *db.DB, fn func(tx *sql.Tx) error) error {
	t.Helper()
	_, err := history.Do(ctx, d, history.Action{Who: 1, What: "test"}, fn)
	return err
}

func paths(t *testing.T, d *db.DB) (out []string) {
	t.Helper()
	err := d.Read(ctx, func(tx *sql.Tx) error {
		list, err := codebook.List(ctx, tx)
		for _, c := range list {
			out = append(out, c.Path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func ensure(t *testing.T, d *db.DB, path string) (c codebook.Code) {
	t.Helper()
	err := do(t, d, func(tx *sql.Tx) (err error) {
		c, err = codebook.Ensure(ctx, tx, 0, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTreeAndPaths(t *testing.T) {
	d := open(t)
	ensure(t, d, "Werk/Volume")
	ensure(t, d, "Werk/In//uit")
	c := ensure(t, d, "Kanaal")
	ensure(t, d, "Werk/Volume") // there already
	want := []string{"Werk", "Werk/Volume", "Werk/In//uit", "Kanaal"}
	if got := paths(t, d); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	_ = d.Read(ctx, func(tx *sql.Tx) error {
		list, _ := codebook.List(ctx, tx)
		if !list[0].Category || list[1].Category || list[1].Hue != list[0].Hue || list[3].Hue != 2 {
			t.Errorf("%+v", list)
		}
		for _, name := range []string{"Werk/In//uit", "kanaal", c.Short, strings.ToLower(c.Short)} {
			if _, err := codebook.Find(ctx, tx, name); err != nil {
				t.Errorf("Find(%q): %v", name, err)
			}
		}
		if _, err := codebook.Find(ctx, tx, "Onbekend"); !fault.Is(err, fault.NotFound) {
			t.Error(err)
		}
		return nil
	})
}

func TestMove(t *testing.T) {
	d := open(t)
	a, b, c := ensure(t, d, "A"), ensure(t, d, "B"), ensure(t, d, "C")
	under := ensure(t, d, "A/X")
	move := func(id, parent, before int64) error {
		return do(t, d, func(tx *sql.Tx) error { return codebook.Move(ctx, tx, id, parent, before) })
	}
	if err := move(a.ID, under.ID, 0); !fault.Is(err, fault.Invalid) {
		t.Errorf("under its own child: %v", err)
	}
	if err := move(c.ID, 0, a.ID); err != nil {
		t.Fatal(err)
	}
	if err := move(b.ID, a.ID, under.ID); err != nil {
		t.Fatal(err)
	}
	if got := paths(t, d); !slices.Equal(got, []string{"C", "A", "A/B", "A/X"}) {
		t.Errorf("%q", got)
	}
}

func TestRefusals(t *testing.T) {
	d := open(t)
	ensure(t, d, "A")
	for name, c := range map[string]codebook.Code{
		"no name":       {Name: "  "},
		"a taken name":  {Name: "A"},
		"a long short":  {Name: "B", Short: "ABCDE"},
		"a ninth hue":   {Name: "B", Colour: 9},
		"an odd origin": {Name: "B", Origin: "dream"},
		"no parent":     {Name: "B", Parent: 999},
	} {
		err := do(t, d, func(tx *sql.Tx) error { _, err := codebook.Create(ctx, tx, 0, c); return err })
		if fault.As(err) == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := paths(t, d); len(got) != 1 {
		t.Errorf("%q", got)
	}
}

func TestShortLabelsAreFound(t *testing.T) {
	d := open(t)
	seen := map[string]bool{}
	for i := range 60 {
		c := ensure(t, d, fmt.Sprintf("Wachten op antwoord %d", i))
		if n := len([]rune(c.Short)); n < 2 || n > 4 || seen[c.Short] {
			t.Fatalf("%d: %q", i, c.Short)
		}
		seen[c.Short] = true
	}
	if c := ensure(t, d, "é"); len([]rune(c.Short)) < 2 {
		t.Errorf("%q", c.Short)
	}
}

func TestDefinitionsCountVersions(t *testing.T) {
	d := open(t)
	c := ensure(t, d, "A")
	update := func(change func(*codebook.Code)) codebook.Code {
		err := do(t, d, func(tx *sql.Tx) error {
			now, err := codebook.Get(ctx, tx, c.ID)
			if err != nil {
				return err
			}
			change(&now)
			if err := codebook.Update(ctx, tx, 0, now); err != nil {
				return err
			}
			c, err = codebook.Get(ctx, tx, c.ID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if got := update(func(c *codebook.Code) { c.Colour = 3 }); got.Version != 1 || got.Colour != 3 {
		t.Errorf("%+v", got)
	}
	if got := update(func(c *codebook.Code) { c.Inclusion = "altijd" }); got.Version != 2 {
		t.Errorf("%+v", got)
	}
}

func TestRetireFreesTheName(t *testing.T) {
	d := open(t)
	c := ensure(t, d, "A")
	if err := do(t, d, func(tx *sql.Tx) error { return codebook.Retire(ctx, tx, 0, c.ID, true) }); err != nil {
		t.Fatal(err)
	}
	err := do(t, d, func(tx *sql.Tx) error { _, err := codebook.Create(ctx, tx, 0, codebook.Code{Name: "A"}); return err })
	if err != nil {
		t.Fatal(err)
	}
	if err := do(t, d, func(tx *sql.Tx) error { return codebook.Retire(ctx, tx, 0, c.ID, false) }); !fault.Is(err, fault.Conflict) {
		t.Errorf("brought back beside its namesake: %v", err)
	}
}
