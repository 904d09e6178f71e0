package coding_test

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/schema"
)

// define gives a code another brief definition, reworded or with another
// meaning.
func (k *desk) define(brief string, same bool) {
	k.t.Helper()
	k.do(k.anna.Person, func(tx *sql.Tx) error {
		c, err := codebook.Get(ctx, tx, k.wait.ID)
		if err != nil {
			return err
		}
		c.Brief = brief
		if same {
			return codebook.Reword(ctx, tx, k.anna.Person, c)
		}
		return codebook.Update(ctx, tx, k.anna.Person, c)
	})
}

// outdated is the words of the codings that are to be looked at again.
func (k *desk) outdated(v people.Viewer) string {
	k.t.Helper()
	var out []string
	err := k.p.DB.Read(ctx, func(tx *sql.Tx) error {
		list, err := coding.List(ctx, tx, v, coding.Filter{Outdated: true})
		if err != nil {
			return err
		}
		own, all, err := coding.Outdated(ctx, tx, v)
		if err != nil {
			return err
		}
		mine, n := 0, 0
		for _, c := range list {
			of, err := codebook.Get(ctx, tx, c.Code)
			if err != nil {
				return err
			}
			if !of.Outdates(c.Defined) {
				k.t.Errorf("%q is listed, but its code says it stands", c.Exact)
			}
			if n++; c.Layer == v.Write {
				mine++
			}
			out = append(out, c.Exact)
		}
		if own[k.wait.ID]+own[k.urgent.ID] != mine || all[k.wait.ID]+all[k.urgent.ID] != n {
			k.t.Errorf("counted %v of %v, listed %d of %d", own, all, mine, n)
		}
		return nil
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return strings.Join(out, "; ")
}

func (k *desk) undo(v people.Viewer) {
	k.t.Helper()
	if e, err := history.Undo(ctx, k.p.DB, v.Person, ""); err != nil || e.ID == 0 {
		k.t.Fatal(e, err)
	}
}

func (k *desk) redo(v people.Viewer) {
	k.t.Helper()
	if e, err := history.Redo(ctx, k.p.DB, v.Person, ""); err != nil || e.ID == 0 {
		k.t.Fatal(e, err)
	}
}

func TestWhatWasCodedUnderAnotherDefinition(t *testing.T) {
	k := newDesk(t)
	k.apply(k.anna, "wacht iedereen", k.wait.ID)
	k.apply(k.bert, "elke dag", k.wait.ID)
	id := k.list(k.anna)[1].ID
	step := func(name, want string, do func()) {
		t.Helper()
		do()
		if got := k.outdated(k.anna); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	both := "elke dag; wacht iedereen"
	step("as coded", "", func() {})
	step("another meaning", both, func() { k.define("Time lost", false) })
	step("taken back", "", func() { k.undo(k.anna) })
	step("done again", both, func() { k.redo(k.anna) })
	step("coded since", both, func() { k.apply(k.anna, "Dat is zo", k.wait.ID) })
	step("confirmed", "elke dag", func() {
		k.do(k.anna.Person, func(tx *sql.Tx) error { return coding.Confirm(ctx, tx, k.anna, id) })
	})
	step("not confirmed", both, func() { k.undo(k.anna) })
	step("recoded", "elke dag", func() {
		k.do(k.anna.Person, func(tx *sql.Tx) error { return coding.Recode(ctx, tx, k.anna, id, k.urgent.ID) })
	})
	step("not recoded", both, func() { k.undo(k.anna) })
	step("reworded", both, func() { k.define("Lost time", true) })
	step("only reworded since the first", "", func() {
		k.do(k.anna.Person, func(tx *sql.Tx) error { return codebook.MeansTheSame(ctx, tx, k.wait.ID, 1) })
	})
	step("not only reworded", both, func() { k.undo(k.anna) })
	step("merged into another", "", func() {
		k.do(k.anna.Person, func(tx *sql.Tx) error { return coding.Merge(ctx, tx, k.anna.Person, k.wait.ID, k.urgent.ID) })
	})
	step("not merged", both, func() { k.undo(k.anna) })

	_, err := history.Do(ctx, k.p.DB, history.Action{Who: k.bert.Person, What: "test"}, func(tx *sql.Tx) error { return coding.Confirm(ctx, tx, k.bert, id) })
	if err == nil {
		t.Error("Bert confirmed Anna's coding")
	}
	blind := k.bert
	blind.Layers = []int64{k.bert.Write}
	if got := k.outdated(blind); got != "elke dag" {
		t.Errorf("a blind coder hears of %q", got)
	}
}

// What was coded under a definition that was taken back was coded under none
// that is there, also when another follows.
func TestNumbersOfDefinitionsAreNotGivenTwice(t *testing.T) {
	k := newDesk(t)
	k.define("A slip", false)
	k.apply(k.bert, "wacht iedereen", k.wait.ID)
	k.undo(k.anna)
	if got := k.outdated(k.bert); got != "wacht iedereen" {
		t.Errorf("under a definition taken back: %q", got)
	}
	k.define("Time lost", false)
	if got := k.outdated(k.bert); got != "wacht iedereen" {
		t.Errorf("under one taken back, with another since: %q", got)
	}
	_ = k.p.DB.Read(ctx, func(tx *sql.Tx) error {
		now, err := codebook.Get(ctx, tx, k.wait.ID)
		if err != nil || now.Version != 3 || now.Meaning != 3 {
			t.Errorf("version %d, meaning since %d, %v", now.Version, now.Meaning, err)
		}
		for version, want := range map[int]string{1: "", 2: "A slip", 3: "Time lost"} {
			d, known, err := codebook.DefinitionAt(ctx, tx, k.wait.ID, version)
			if err != nil || !known || d.Brief != want {
				t.Errorf("version %d: %+v %t %v", version, d, known, err)
			}
		}
		_, known, err := codebook.DefinitionAt(ctx, tx, k.wait.ID, 9)
		if known || err != nil {
			t.Errorf("version 9: %t %v", known, err)
		}
		return nil
	})
}

// A project from before the versions were kept gets them from its record.
func TestVersionsComeFromTheRecord(t *testing.T) {
	k := newDesk(t)
	k.apply(k.anna, "wacht iedereen", k.wait.ID)
	k.define("Time lost", false)
	k.apply(k.anna, "elke dag", k.wait.ID)
	k.apply(k.anna, "Dat is zo", k.urgent.ID)
	k.do(k.anna.Person, func(tx *sql.Tx) error {
		return coding.Recode(ctx, tx, k.anna, k.list(k.anna)[2].ID, k.wait.ID)
	})
	state := func() (out string) {
		_ = k.p.DB.Read(ctx, func(tx *sql.Tx) error {
			of, err := codebook.Get(ctx, tx, k.wait.ID)
			out = fmt.Sprint(of.Version, of.Meaning, err)
			return nil
		})
		for _, c := range k.list(k.anna) {
			out += fmt.Sprintf(" %s %d", c.Exact, c.Defined)
		}
		return out
	}
	want := state()
	script, err := fs.ReadFile(schema.Project(), "0007_meaning.sql")
	if err != nil {
		t.Fatal(err)
	}
	_, updates, _ := strings.Cut(string(script), "UPDATE code ")
	k.do(0, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(context.Background(), "UPDATE code SET meaning = 9; UPDATE coding SET defined = 9; UPDATE code "+updates)
		return err
	})
	if got := state(); got != want || !strings.Contains(want, "wacht iedereen 1") || !strings.Contains(want, "elke dag 2") || !strings.Contains(want, "Dat is zo 2") {
		t.Errorf("from the record\n%s\nwant\n%s", got, want)
	}
}
