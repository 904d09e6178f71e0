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

// connect links two stretches of the text, and gives what was refused.
func (k *desk) connect(v people.Viewer, kind, from, to string) error {
	k.t.Helper()
	_, err := history.Do(ctx, k.p.DB, history.Action{Who: v.Person, What: "test"}, func(tx *sql.Tx) error {
		_, err := coding.Connect(ctx, tx, v, kind, " Look ", k.at(from), k.at(to))
		return err
	})
	return err
}

func (k *desk) links(v people.Viewer) (out []coding.Link) {
	k.t.Helper()
	err := k.p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		out, err = coding.Links(ctx, tx, v, k.doc.ID)
		return err
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return out
}

// segments is how many there are.
func (k *desk) segments() (n int) {
	_ = k.p.DB.Read(ctx, func(tx *sql.Tx) error { return tx.QueryRowContext(ctx, "SELECT count(*) FROM segment").Scan(&n) })
	return n
}

func TestLinksAndTakingThemBack(t *testing.T) {
	k := newDesk(t)
	k.apply(k.anna, "elke dag", k.wait.ID)
	if err := k.connect(k.anna, "explains", "elke dag", "wacht iedereen"); err != nil {
		t.Fatal(err)
	}
	list := k.links(k.anna)
	if len(list) != 1 || list[0].From.Exact != "elke dag" || list[0].To.Exact != "wacht iedereen" || list[0].Note != "Look" || list[0].Kind != "explains" {
		t.Fatalf("%+v", list)
	}
	if k.segments() != 3 {
		t.Errorf("%d segments, want the coding's and two of the link", k.segments())
	}
	// The coding goes, the link stays.
	k.do(k.anna.Person, func(tx *sql.Tx) error { return coding.Remove(ctx, tx, k.anna, k.list(k.anna)[0].ID) })
	if len(k.links(k.anna)) != 1 || k.segments() != 2 {
		t.Errorf("%d links, %d segments", len(k.links(k.anna)), k.segments())
	}
	k.do(k.anna.Person, func(tx *sql.Tx) error { return coding.Disconnect(ctx, tx, k.anna, list[0]) })
	if len(k.links(k.anna)) != 0 || k.segments() != 0 {
		t.Errorf("removed: %d links, %d segments", len(k.links(k.anna)), k.segments())
	}
	for _, step := range []struct {
		do              func(people.Viewer)
		links, segments int
	}{{k.undo, 1, 2}, {k.undo, 1, 3}, {k.undo, 0, 1}, {k.redo, 1, 3}} {
		step.do(k.anna)
		if len(k.links(k.anna)) != step.links || k.segments() != step.segments {
			t.Errorf("%d links, %d segments, want %+v", len(k.links(k.anna)), k.segments(), step)
		}
	}
}

func TestLinksAreRefused(t *testing.T) {
	k := newDesk(t)
	if err := k.connect(k.anna, "see", "elke dag", "wacht"); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, kind, from, to string
		v                    people.Viewer
		want                 fault.Code
	}{
		{"the same again", "see", "elke dag", "wacht", k.anna, fault.Conflict},
		{"to itself", "see", "wacht", "wacht", k.anna, fault.Invalid},
		{"no such kind", "likes", "elke dag", "zo", k.anna, fault.Invalid},
		{"a reader", "see", "elke dag", "zo", people.Everyone, fault.Forbidden},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := k.connect(tt.v, tt.kind, tt.from, tt.to); !fault.Is(err, tt.want) {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
	if err := k.connect(k.anna, "contradicts", "elke dag", "wacht"); err != nil {
		t.Error("of another kind:", err)
	}
	if err := k.connect(k.bert, "see", "elke dag", "wacht"); err != nil {
		t.Error("by another:", err)
	}
	_, err := history.Do(ctx, k.p.DB, history.Action{Who: k.bert.Person, What: "test"}, func(tx *sql.Tx) error {
		return coding.Disconnect(ctx, tx, k.bert, k.links(k.anna)[0])
	})
	if !fault.Is(err, fault.Forbidden) || !strings.Contains(err.Error(), "another coder") {
		t.Errorf("Bert removed Anna's: %v", err)
	}
	blind := k.bert
	blind.Layers = []int64{k.bert.Write}
	if got := k.links(blind); len(got) != 1 || got[0].Layer != k.bert.Write {
		t.Errorf("a blind coder sees %+v", got)
	}
}
