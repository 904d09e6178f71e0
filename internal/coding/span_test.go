package coding_test

import (
	"database/sql"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/internal/coding"
	"verbatim/internal/people"
)

// What the desk draws is what the list says, whatever was said of a coding.
func TestOutlinesSayWhatTheListSays(t *testing.T) {
	k := newDesk(t)
	for _, words := range []string{"bellen", "elke dag", "wacht", "zo"} {
		k.apply(k.anna, words, k.wait.ID)
	}
	minus, heavy, none := -1, 100, 0
	notes := []struct {
		valence, weight *int
		comment         string
	}{{nil, nil, ""}, {&minus, nil, "{\"a\": 1}\nand a line"}, {nil, &none, ""}, {&minus, &heavy, "<b>\u2028👩‍⚕️"}}
	list := k.list(k.anna)
	for i, n := range notes {
		k.do(k.anna.Person, func(tx *sql.Tx) error {
			return coding.Annotate(ctx, tx, k.anna, list[i].ID, n.valence, n.weight, n.comment)
		})
	}
	var want, got []coding.Outline
	for _, c := range k.list(people.Everyone) {
		want = append(want, c.Outline())
	}
	err := k.p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		got, err = coding.Outlines(ctx, tx, people.Everyone, k.doc.ID, 0, 1000)
		return err
	})
	if err != nil || len(got) != len(notes) {
		t.Fatalf("%d outlines, %v", len(got), err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
