package codebook_test

import (
	"database/sql"
	"strings"
	"testing"

	"verbatim/internal/codebook"
)

func TestCompareAndAdopt(t *testing.T) {
	p := open(t)
	must := func(fn func(tx *sql.Tx) error) {
		t.Helper()
		if err := do(t, p, fn); err != nil {
			t.Fatal(err)
		}
	}
	read := func(fn func(tx *sql.Tx) error) {
		t.Helper()
		if err := p.Read(ctx, fn); err != nil {
			t.Fatal(err)
		}
	}
	must(func(tx *sql.Tx) error {
		for _, path := range []string{"Work/Waiting", "Trust"} {
			if _, err := codebook.Ensure(ctx, tx, 0, path); err != nil {
				return err
			}
		}
		return nil
	})
	theirs := []codebook.Code{
		{ID: 1, Name: "work", Path: "work", Category: true, Status: codebook.Active},
		{ID: 2, Parent: 1, Name: "Waiting", Path: "work/Waiting", Brief: "Time lost", Status: codebook.Active},
		{ID: 3, Parent: 1, Name: "Rush", Path: "work/Rush", Short: "TRU", Full: "Hurry", Status: codebook.Active},
		{ID: 4, Name: "Trust", Path: "Trust", Status: codebook.Active},
		{ID: 5, Name: "Tone", Path: "Tone", Category: true, Status: codebook.Active},
		{ID: 6, Parent: 5, Name: "Warm", Path: "Tone/Warm", Status: codebook.Active},
		{ID: 7, Name: "Gone", Path: "Gone", Status: codebook.Retired},
	}
	var kinds []string
	read(func(tx *sql.Tx) error {
		ours, err := codebook.List(ctx, tx)
		for _, d := range codebook.Compare(ours, theirs) {
			kinds = append(kinds, map[bool]string{true: "new"}[d.New()]+map[bool]string{true: "same"}[d.Same()]+strings.Join(d.Fields, "+"))
		}
		return err
	})
	if got := strings.Join(kinds, " "); got != "same brief new same new new" {
		t.Error(got)
	}
	adopt := func(choices map[string]codebook.Choice) (n int) {
		must(func(tx *sql.Tx) (err error) {
			n, err = codebook.Adopt(ctx, tx, 0, theirs, choices)
			return err
		})
		return n
	}
	if n := adopt(map[string]codebook.Choice{"work/Waiting": codebook.Both, "work/Rush": codebook.Take, "Tone": codebook.Keep, "Tone/Warm": codebook.Take, "Trust": codebook.Take}); n != 3 {
		t.Errorf("%d, want 3", n)
	}
	if n := adopt(map[string]codebook.Choice{"work/Waiting": codebook.Take}); n != 1 {
		t.Errorf("%d, want 1", n)
	}
	var paths []string
	read(func(tx *sql.Tx) error {
		list, err := codebook.List(ctx, tx)
		for _, c := range list {
			paths = append(paths, c.Path+":"+c.Brief+c.Full)
		}
		return err
	})
	if got := strings.Join(paths, " "); got != "Work: Work/Waiting:Time lost Work/Waiting (2):Time lost Work/Rush:Hurry Trust: Warm:" {
		t.Error(got)
	}
	read(func(tx *sql.Tx) error {
		if _, err := codebook.Adopt(ctx, tx, 0, theirs, map[string]codebook.Choice{"Tone": "x"}); err == nil {
			t.Error("took a choice that there is not")
		}
		return nil
	})
}
