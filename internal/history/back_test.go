package history_test

import (
	"math/rand"
	"slices"
	"strings"
	"testing"

	"verbatim/internal/fault"
	"verbatim/internal/history"
)

func ids(list []history.Entry) (out []int64) {
	for _, e := range list {
		out = append(out, e.ID)
	}
	return out
}

func TestBackAndForward(t *testing.T) {
	d := open(t)
	a := addGroup(t, d, 1, "a", "")
	addGroup(t, d, 2, "theirs", "")
	b := addGroup(t, d, 1, "b", "")
	c := addGroup(t, d, 1, "c", "")
	e := addGroup(t, d, 1, "e", "")
	if _, err := history.Undo(ctx, d, 1, ""); err != nil { // e is gone already
		t.Fatal(err)
	}

	way := history.Way{Who: 1, To: a.ID}
	plan, err := history.TryBack(ctx, d, way)
	if err != nil || !slices.Equal(ids(plan.Steps), []int64{c.ID, b.ID}) || len(plan.Blocked) != 0 {
		t.Fatalf("plan %v %v %v", ids(plan.Steps), plan.Blocked, err)
	}
	if got := groups(t, d); got != "a theirs b c" {
		t.Errorf("the try changed something: %s", got)
	}
	done, err := history.Back(ctx, d, way, "r1")
	if err != nil || len(done) != 2 || groups(t, d) != "a theirs" {
		t.Fatalf("%v %v, %s", ids(done), err, groups(t, d))
	}
	again, err := history.Back(ctx, d, way, "r1")
	if err != nil || !slices.Equal(ids(again), ids(done)) {
		t.Errorf("asked twice: %v %v", ids(again), err)
	}
	if done, err := history.Forward(ctx, d, 1, b.ID, "f1"); err != nil || len(done) != 1 || groups(t, d) != "a theirs b" {
		t.Errorf("forward to b: %v %v, %s", ids(done), err, groups(t, d))
	}
	if done, err := history.Forward(ctx, d, 1, e.ID, "f2"); err != nil || len(done) != 2 || groups(t, d) != "a theirs b c e" {
		t.Errorf("forward to the end: %v %v, %s", ids(done), err, groups(t, d))
	}
	if done, err := history.Forward(ctx, d, 1, e.ID, "f3"); err != nil || len(done) != 0 {
		t.Errorf("forward past the end: %v %v", ids(done), err)
	}
	clean(t, d)
}

func TestWhatStandsInTheWay(t *testing.T) {
	d := open(t)
	do := func(who int64, query string, args ...any) history.Entry {
		t.Helper()
		e, err := history.Do(ctx, d, history.Action{Who: who, What: "group.change"}, exec(query, args...))
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	start := addGroup(t, d, 1, "start", "")
	a := addGroup(t, d, 1, "a", "")
	b := addGroup(t, d, 1, "b", "")
	theirs := do(2, "UPDATE docgroup SET name = 'A' WHERE name = 'a'")
	use := do(2, "INSERT INTO document (guid, name, position, docgroup, original, file, format, imported_at) VALUES ('0123456789abcdef', 'x', 1, (SELECT id FROM docgroup WHERE name = 'b'), '', '', '', '')")
	c := addGroup(t, d, 1, "c", "")

	plan, err := history.TryBack(ctx, d, history.Way{Who: 1, To: start.ID})
	if err != nil || !slices.Equal(ids(plan.Steps), []int64{c.ID}) || len(plan.Blocked) != 2 {
		t.Fatalf("%v %+v %v", ids(plan.Steps), plan.Blocked, err)
	}
	for i, want := range []struct{ step, by history.Entry }{{b, use}, {a, theirs}} {
		if got := plan.Blocked[i]; got.Step.ID != want.step.ID || !slices.Equal(ids(got.By), []int64{want.by.ID}) {
			t.Errorf("step %d is held by %v, want %d by %d", got.Step.ID, ids(got.By), want.step.ID, want.by.ID)
		}
	}
	if _, err := history.Back(ctx, d, history.Way{Who: 1, To: start.ID}, ""); !fault.Is(err, fault.Conflict) || !strings.Contains(groups(t, d), "c") {
		t.Errorf("all or none: %v, %s", err, groups(t, d))
	}
	// The rest, and what stands in the way is left.
	done, err := history.Back(ctx, d, history.Way{Who: 1, To: start.ID, Leave: true}, "")
	if err != nil || len(done) != 1 || groups(t, d) != "start A b" {
		t.Errorf("%v %v %s", ids(done), err, groups(t, d))
	}
	// What stands in the way is taken back first, too.
	way := history.Way{Who: 1, To: start.ID, With: []int64{theirs.ID, use.ID}}
	plan, err = history.TryBack(ctx, d, way)
	if err != nil || len(plan.Blocked) != 0 || !slices.Equal(ids(plan.Steps), []int64{use.ID, theirs.ID, b.ID, a.ID}) {
		t.Errorf("%v %+v %v", ids(plan.Steps), plan.Blocked, err)
	}
	if _, err := history.Back(ctx, d, way, ""); err != nil || groups(t, d) != "start" {
		t.Errorf("%v %s", err, groups(t, d))
	}
	// One step alone is done again, whatever was done in between.
	if _, err := history.RedoEntry(ctx, d, a.ID, 1, ""); err != nil || groups(t, d) != "start a" {
		t.Errorf("again: %v %s", err, groups(t, d))
	}
	if _, err := history.RedoEntry(ctx, d, a.ID, 1, ""); !fault.Is(err, fault.Conflict) {
		t.Errorf("again twice: %v", err)
	}
	clean(t, d)
}

// Going back to any point and forward again leaves everything as it was.
func TestBackAndForwardAnywhere(t *testing.T) {
	seed := rand.Int63()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewSource(seed))
	d := open(t)
	var own []history.Entry
	for i := range 30 {
		who := int64(1 + random.Intn(2))
		e := addGroup(t, d, who, string(rune('A'+i)), "")
		if who == 1 {
			own = append(own, e)
		}
	}
	want := groups(t, d)
	for range 15 {
		to := own[random.Intn(len(own))]
		done, err := history.Back(ctx, d, history.Way{Who: 1, To: to.ID}, "")
		if err != nil {
			t.Fatal(err)
		}
		again, err := history.Forward(ctx, d, 1, own[len(own)-1].ID, "")
		if err != nil || len(again) != len(done) {
			t.Fatalf("%d back, %d again: %v", len(done), len(again), err)
		}
		if got := groups(t, d); got != want {
			t.Fatalf("after going back to %d and again:\n%s\nwant\n%s", to.ID, got, want)
		}
	}
	clean(t, d)
}
