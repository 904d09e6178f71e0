package memo_test

import (
	"context"
	"database/sql"
	"testing"

	"verbatim/internal/codebook"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/memo"
	"verbatim/internal/people"
	"verbatim/internal/project/projecttest"
)

var ctx = context.Background()

func TestAMemoIsItsAuthorsUntilShared(t *testing.T) {
	p := projecttest.New(t, "Memo's")
	var anna, bert people.Viewer
	var code codebook.Code
	do := func(fn func(tx *sql.Tx) error) error {
		_, err := history.Do(ctx, p.DB, history.Action{Who: anna.Person, What: "test"}, fn)
		return err
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(do(func(tx *sql.Tx) error {
		for name, v := range map[string]*people.Viewer{"Anna": &anna, "Bert": &bert} {
			person, err := people.Add(ctx, tx, name)
			if err != nil {
				return err
			}
			if *v, err = people.As(ctx, tx, person.ID); err != nil {
				return err
			}
		}
		var err error
		code, err = codebook.Ensure(ctx, tx, 0, "Wachten")
		return err
	}))
	var m memo.Memo
	must(do(func(tx *sql.Tx) (err error) {
		m, err = memo.Write(ctx, tx, anna, memo.Memo{Code: code.ID, Words: "Lijkt op *Één* telefoontje"})
		return err
	}))
	if m.Kind != "code" {
		t.Errorf("kind %q", m.Kind)
	}
	count := func(v people.Viewer, f memo.Filter) (n int) {
		t.Helper()
		must(p.DB.Read(ctx, func(tx *sql.Tx) error {
			list, err := memo.List(ctx, tx, v, f)
			n = len(list)
			return err
		}))
		return n
	}
	if count(anna, memo.Filter{Words: "TELEFOON"}) != 1 || count(bert, memo.Filter{}) != 0 || count(anna, memo.Filter{Project: true}) != 0 {
		t.Error("the memo is seen by the wrong people, or in the wrong list")
	}
	if err := do(func(tx *sql.Tx) error { return memo.Delete(ctx, tx, bert, m.ID) }); !fault.Is(err, fault.NotFound) {
		t.Errorf("Bert deleted what he cannot see: %v", err)
	}
	m.Shared = true
	must(do(func(tx *sql.Tx) error { return memo.Update(ctx, tx, anna, m) }))
	if count(bert, memo.Filter{Code: code.ID}) != 1 {
		t.Error("a shared memo is not seen")
	}
	if err := do(func(tx *sql.Tx) error { return memo.Update(ctx, tx, bert, m) }); !fault.Is(err, fault.Forbidden) {
		t.Errorf("Bert changed Anna's memo: %v", err)
	}
	m.Words = " \n"
	if err := do(func(tx *sql.Tx) error { return memo.Update(ctx, tx, anna, m) }); !fault.Is(err, fault.Invalid) {
		t.Errorf("an empty memo: %v", err)
	}
	must(do(func(tx *sql.Tx) error { return memo.Delete(ctx, tx, anna, m.ID) }))
	if _, err := history.Undo(ctx, p.DB, anna.Person, ""); err != nil || count(anna, memo.Filter{}) != 1 {
		t.Errorf("not brought back: %v", err)
	}
}
