package coding_test

import (
	"database/sql"
	"strings"
	"testing"

	"verbatim/internal/coding"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/people"
)

// twice makes the same code on the same words twice, as an earlier version could.
func (k *desk) twice(words, comment string) {
	k.t.Helper()
	k.do(k.anna.Person, func(tx *sql.Tx) error {
		if _, err := tx.Exec("DROP TRIGGER IF EXISTS coding_single_update"); err != nil {
			return err
		}
		made, err := coding.Apply(ctx, tx, k.anna, k.at(words), k.urgent.ID)
		if err != nil {
			return err
		}
		minus := -1
		if err := coding.Annotate(ctx, tx, k.anna, made[0].ID, &minus, nil, comment); err != nil {
			return err
		}
		_, err = tx.Exec("UPDATE coding SET code = ? WHERE id = ?", k.wait.ID, made[0].ID)
		return err
	})
}

// The store refuses a second coding of a code on the same words, whoever asks.
func TestTheStoreRefusesADouble(t *testing.T) {
	k := newDesk(t)
	k.apply(k.anna, "👩‍⚕️ elke", k.wait.ID, k.urgent.ID, k.wait.ID)
	list := k.list(k.anna)
	if len(list) != 2 {
		t.Fatalf("%+v", list)
	}
	for _, q := range []string{
		"UPDATE coding SET code = ?1 WHERE code = ?2",
		"INSERT INTO coding (guid, segment, code, coder, layer, created_at) SELECT 'x', segment, ?1, coder, layer, '' FROM coding WHERE code = ?2",
	} {
		_, err := history.Do(ctx, k.p.DB, history.Action{What: "test"}, func(tx *sql.Tx) error {
			_, err := tx.Exec(q, k.wait.ID, k.urgent.ID)
			return err
		})
		if err == nil || len(k.list(k.anna)) != 2 {
			t.Errorf("%s: %v", q, err)
		}
	}
	k.check()
}

// Taking back a recoding whose code is on the words again says what stands in the
// way, and which step that was.
func TestTakingBackMakesNoDouble(t *testing.T) {
	k := newDesk(t)
	k.apply(k.anna, "👩‍⚕️ elke", k.wait.ID)
	first := k.list(k.anna)[0]
	recoded := k.do(k.anna.Person, func(tx *sql.Tx) error { return coding.Recode(ctx, tx, k.anna, first.ID, k.urgent.ID) })
	again := k.apply(k.anna, "👩‍⚕️ elke", k.wait.ID)
	way := history.Way{Who: k.bert.Person, To: recoded.ID, Only: true}
	_, err := history.Back(ctx, k.p.DB, way, "")
	if !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "the same code again") {
		t.Errorf("%v", err)
	}
	plan, err := history.TryBack(ctx, k.p.DB, way)
	if err != nil || len(plan.Blocked) != 1 || len(plan.Blocked[0].By) != 1 || plan.Blocked[0].By[0].ID != again.ID {
		t.Errorf("%+v %v", plan, err)
	}
	way.With = []int64{again.ID}
	if _, err := history.Back(ctx, k.p.DB, way, ""); err != nil {
		t.Error(err)
	}
	if list := k.list(k.anna); len(list) != 1 || list[0].Code != k.wait.ID {
		t.Errorf("%+v", list)
	}
	// A coding taken away and made again: the first cannot come back beside it.
	removed := k.do(k.anna.Person, func(tx *sql.Tx) error { return coding.Remove(ctx, tx, k.anna, first.ID) })
	again = k.apply(k.anna, "👩‍⚕️ elke", k.wait.ID)
	plan, err = history.TryBack(ctx, k.p.DB, history.Way{Who: k.bert.Person, To: removed.ID, Only: true})
	if err != nil || len(plan.Blocked) != 1 || len(plan.Blocked[0].By) != 1 || plan.Blocked[0].By[0].ID != again.ID {
		t.Errorf("%+v %v", plan, err)
	}
	k.check()
}

// Doubles of an earlier version are joined into the oldest, with what was said of
// them, once and in an entry.
func TestJoinDoubles(t *testing.T) {
	k := newDesk(t)
	k.apply(k.anna, "👩‍⚕️ elke", k.wait.ID)
	k.apply(k.bert, "👩‍⚕️ elke", k.wait.ID)
	first := k.list(k.anna)[0]
	k.do(k.anna.Person, func(tx *sql.Tx) error {
		weight := 40
		return coding.Annotate(ctx, tx, k.anna, first.ID, nil, &weight, "first")
	})
	k.twice("👩‍⚕️ elke", "second")
	k.twice("👩‍⚕️ elke", "second")
	if n := len(k.list(people.Everyone)); n != 4 {
		t.Fatalf("%d codings", n)
	}
	for range 2 {
		if err := coding.JoinDoubles(ctx, k.p.DB); err != nil {
			t.Fatal(err)
		}
	}
	list := k.list(people.Everyone)
	if len(list) != 2 || list[0].ID != first.ID || list[0].Valence == nil || *list[0].Valence != -1 || *list[0].Weight != 40 || list[0].Comment != "first\nsecond" || list[1].Layer != k.bert.Write {
		t.Errorf("%+v", list)
	}
	k.check()
}

// What was said with a coding that a merge or a recoding joins with another stays.
func TestJoiningKeepsWhatWasSaid(t *testing.T) {
	for name, step := range map[string]func(k *desk, tx *sql.Tx, id int64) error{
		"merge": func(k *desk, tx *sql.Tx, _ int64) error { return coding.Merge(ctx, tx, 1, k.urgent.ID, k.wait.ID) },
		"recode": func(k *desk, tx *sql.Tx, id int64) error {
			_, err := coding.RecodeAll(ctx, tx, k.anna, k.wait.ID, id)
			return err
		},
	} {
		k := newDesk(t)
		k.apply(k.anna, "👩‍⚕️ elke", k.wait.ID)
		k.apply(k.anna, "👩‍⚕️ elke", k.urgent.ID)
		urgent := k.list(k.anna)[1]
		k.do(k.anna.Person, func(tx *sql.Tx) error { return coding.Annotate(ctx, tx, k.anna, urgent.ID, nil, nil, "why") })
		k.do(k.anna.Person, func(tx *sql.Tx) error { return step(k, tx, urgent.ID) })
		if list := k.list(k.anna); len(list) != 1 || list[0].Code != k.wait.ID || list[0].Comment != "why" {
			t.Errorf("%s: %+v", name, list)
		}
		if _, err := history.Undo(ctx, k.p.DB, k.anna.Person, ""); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if list := k.list(k.anna); len(list) != 2 || list[0].Comment+list[1].Comment != "why" {
			t.Errorf("%s, taken back: %+v", name, list)
		}
		k.check()
	}
}
