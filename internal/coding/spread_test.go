package coding_test

import (
	"database/sql"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/internal/coding"
	"verbatim/internal/people"
)

// The quick counts are those of the slow ones.
func TestSpreadsAgreeWithCounted(t *testing.T) {
	k := newDesk(t)
	k.apply(k.anna, "wacht iedereen", k.wait.ID, k.urgent.ID)
	k.apply(k.anna, "elke dag", k.wait.ID)
	k.apply(k.bert, "elke dag", k.wait.ID)
	blind := k.bert
	blind.Layers = []int64{k.bert.Write}
	for name, v := range map[string]people.Viewer{"everyone": people.Everyone, "a coder": k.bert, "a blind coder": blind} {
		err := k.p.DB.Read(ctx, func(tx *sql.Tx) error {
			s, err := coding.Spreads(ctx, tx, v)
			if err != nil {
				return err
			}
			list, err := coding.Counted(ctx, tx, v, 0)
			if err != nil {
				return err
			}
			byCode := map[int64][]coding.Coding{}
			for _, c := range list {
				byCode[c.Code] = append(byCode[c.Code], c)
			}
			for _, code := range []int64{k.wait.ID, k.urgent.ID, k.group.ID} {
				of, err := s.Of(ctx, tx, v, code)
				if err != nil {
					return err
				}
				if s.Counted[code] != len(byCode[code]) || !cmp.Equal(append([]coding.Coding{}, of...), append([]coding.Coding{}, byCode[code]...)) {
					t.Errorf("%s, code %d: %d and %+v, want %+v", name, code, s.Counted[code], of, byCode[code])
				}
			}
			if s.Total != len(list) {
				t.Errorf("%s: %d in all, want %d", name, s.Total, len(list))
			}
			coders := map[string]int{"everyone": 2, "a coder": 2, "a blind coder": 1}
			if s.Coders[k.wait.ID] != coders[name] {
				t.Errorf("%s: %d coders, want %d", name, s.Coders[k.wait.ID], coders[name])
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
