package finding_test

import (
	"database/sql"
	"reflect"
	"testing"

	"verbatim/internal/coding"
	"verbatim/internal/fault"
	"verbatim/internal/finding"
	"verbatim/internal/history"
)

// Frozen evidence stays while codings come and go, says by name what changed,
// and keeps the passages of its quotes.
func TestFrozenStays(t *testing.T) {
	s := newStudy(t)
	f := s.create(finding.Finding{Name: "Berichten vervangen telefoontjes", Codes: []int64{s.use.ID}})
	var codings []coding.Coding
	s.read(func(tx *sql.Tx) (err error) {
		codings, err = coding.List(ctx, tx, s.anna, coding.Filter{})
		return err
	})
	s.do(func(tx *sql.Tx) error { return finding.AddQuote(ctx, tx, f.ID, codings[1].Segment) })
	var head history.Entry
	s.read(func(tx *sql.Tx) (err error) {
		head, err = history.Head(ctx, tx)
		return err
	})
	s.do(func(tx *sql.Tx) error { return finding.Freeze(ctx, tx, s.anna, f) })
	s.do(func(tx *sql.Tx) error {
		quotes, err := finding.Quotes(ctx, tx, f.ID)
		if err != nil {
			return err
		}
		return finding.RemoveQuote(ctx, tx, quotes[0].ID)
	})
	s.do(func(tx *sql.Tx) error { return coding.Remove(ctx, tx, s.anna, codings[1].ID) })

	s.read(func(tx *sql.Tx) error {
		base, err := finding.Load(ctx, tx, s.anna, 0)
		if err != nil {
			return err
		}
		then, ok := base.Frozen(f.ID)
		if !ok || then.Snapshot != head.Snapshot() || !then.At.Equal(head.At) {
			t.Fatalf("%+v, frozen at %s", then, head.Snapshot())
		}
		if then.Evidence != (finding.Evidence{Codings: 2, Documents: 2, Participants: 2, Cases: 1}) || then.Total != then.Evidence {
			t.Errorf("then %+v of %+v", then.Evidence, then.Total)
		}
		if len(then.Quotes) != 1 || then.Quotes[0].Exact != spoken[1] {
			t.Errorf("quotes %+v", then.Quotes)
		}
		quotes, err := finding.Quotes(ctx, tx, f.ID)
		if err != nil {
			return err
		}
		want := finding.Difference{Codings: -1, Unquoted: 1, Participants: finding.Moved{Left: []string{"R2"}}, Documents: finding.Moved{Left: []string{s.docs[1].Name}}}
		if got := base.Since(f, then, quotes); !reflect.DeepEqual(got, want) || got.None() {
			t.Errorf("since then %+v", got)
		}
		// Who sees a part only is not told what all of it came to.
		blind := s.anna
		blind.Layers = []int64{s.anna.Write}
		if base, err = finding.Load(ctx, tx, blind, 0); err != nil {
			return err
		}
		if _, ok := base.Frozen(f.ID); ok {
			t.Error("a blind coder sees frozen evidence")
		}
		if err := finding.Freeze(ctx, tx, blind, f); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a blind coder froze evidence: %v", err)
		}
		return nil
	})

	s.do(func(tx *sql.Tx) error { return finding.Thaw(ctx, tx, f.ID) })
	s.read(func(tx *sql.Tx) error {
		var left int
		err := tx.QueryRow("SELECT count(*) FROM segment WHERE id = ?", codings[1].Segment).Scan(&left)
		if err != nil || left != 0 {
			t.Errorf("%d segments that nothing hangs on, %v", left, err)
		}
		return nil
	})
	for range 3 { // the letting go, the removing of the coding, that of the quote
		if _, err := history.Undo(ctx, s.p.DB, s.anna.Person, ""); err != nil {
			t.Fatal(err)
		}
	}
	s.read(func(tx *sql.Tx) error {
		base, err := finding.Load(ctx, tx, s.anna, 0)
		if err != nil {
			return err
		}
		then, ok := base.Frozen(f.ID)
		quotes, err := finding.Quotes(ctx, tx, f.ID)
		if got := base.Since(f, then, quotes); !ok || !got.None() {
			t.Errorf("taken back, and %+v", got)
		}
		return err
	})
	if problems, err := s.p.Check(ctx); err != nil || len(problems) > 0 {
		t.Errorf("%v %q", err, problems)
	}
}
