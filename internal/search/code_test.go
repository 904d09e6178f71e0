package search

import (
	"database/sql"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/internal/coding"
	"verbatim/internal/fault"
	"verbatim/internal/history"
)

func TestPlanAndCode(t *testing.T) {
	s := newStudy(t)
	ids := s.show(draft("a.txt", "Voorwoord over een foto. Klaar.\nR1: Dat was niets. Een foto van een foto! Ja\n[0:12] toen. En nu een foto\nI: Geen foto."))
	x := s.index()
	r, err := x.Find(ctx, s.anna, parse(t, "foto"), Options{})
	if err != nil || r.Total != 5 {
		t.Fatal(err, r.Total)
	}
	var places []Place
	for _, h := range r.Hits {
		places = append(places, Place{h.Document, h.Start, h.End})
	}
	plan := func(e Extent, code int64) (p Plan) {
		s.read(func(tx *sql.Tx) (err error) {
			p, err = PlanCoding(ctx, tx, s.anna, places, e, code)
			return err
		})
		return p
	}
	words := func(p Plan) (out []string) {
		for _, m := range p.Marks {
			out = append(out, m.Exact)
		}
		return out
	}
	for e, want := range map[Extent][]string{
		ExtentHit:      {"foto", "foto", "foto", "foto", "foto"},
		ExtentSentence: {"Voorwoord over een foto.", "Een foto van een foto!", "En nu een foto", "Geen foto."},
		ExtentTurn:     {"Voorwoord over een foto. Klaar.", "Dat was niets. Een foto van een foto! Ja\n[0:12] toen. En nu een foto", "Geen foto."},
	} {
		p := plan(e, 0)
		if d := cmp.Diff(want, words(p)); d != "" || p.Same != 5-len(want) {
			t.Errorf("%s: %d same, %s", e, p.Same, d)
		}
	}
	s.code(ids[0], "Een foto van een foto! Ja", "Beeld")
	var code int64
	s.read(func(tx *sql.Tx) error {
		list, err := coding.List(ctx, tx, s.anna, coding.Filter{})
		code = list[0].Code
		return err
	})
	p := plan(ExtentSentence, code)
	if d := cmp.Diff([]string{"Voorwoord over een foto.", "En nu een foto", "Geen foto."}, words(p)); d != "" || p.Already != 1 || p.Same != 1 {
		t.Errorf("%d already, %s", p.Already, d)
	}
	e := s.do(func(tx *sql.Tx) error { return Code(ctx, tx, s.anna, p, code) })
	if r, _ := x.Find(ctx, s.anna, parse(t, "foto uncoded:yes"), Options{}); r.Total != 0 {
		t.Errorf("%d hits are left", r.Total)
	}
	if _, err := history.UndoEntry(ctx, s.p.DB, e.ID, s.anna.Person, ""); err != nil {
		t.Fatal(err)
	}
	if r, _ := x.Find(ctx, s.anna, parse(t, "foto uncoded:yes"), Options{}); r.Total != 3 {
		t.Errorf("%d hits are left", r.Total)
	}
	s.read(func(tx *sql.Tx) error {
		for _, bad := range []Place{{ids[0], 5, 5}, {ids[0], -1, 5}, {ids[0], 5, 5000}} {
			if _, err := PlanCoding(ctx, tx, s.anna, []Place{bad}, ExtentHit, 0); !fault.Is(err, fault.Invalid) {
				t.Errorf("%v: %v", bad, err)
			}
		}
		if _, err := PlanCoding(ctx, tx, s.anna, make([]Place, MaxPlan+1), ExtentHit, 0); !fault.Is(err, fault.TooLarge) {
			t.Error(err)
		}
		return nil
	})
}
