package search

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestForms(t *testing.T) {
	for _, c := range []struct {
		language, query, words string
		want                   []string
	}{
		{"nl", "~foto", "Foto foto’s fototoestel voet", []string{"Foto", "foto’s"}},
		{"nl", "~wachten", "wacht wachten wachtte gewacht wachtkamer wachtend", []string{"wacht", "wachten", "wachtte", "gewacht", "wachtend"}},
		{"en", "~waiting", "waits waited waiting wait weight", []string{"waits", "waited", "waiting", "wait"}},
		{"de", "~Häuser", "Haus Häuser hausen Maus", []string{"Haus", "Häuser", "hausen"}},
		{"", "~waiting", "waits waiting", []string{"waiting"}},
		{"zh", "~我", "我 好", []string{"我"}},
		{"en", `~"the photos"`, "The photo of the photos", []string{"The photo", "the photos"}},
		{"en", "~photos NEAR/3 ~nurse", "photo by nurses", []string{"photo by nurses"}},
	} {
		u := unitOf(c.words)
		u.language = c.language
		if d := cmp.Diff(c.want, matched(t, c.query, nil, u)); d != "" {
			t.Errorf("%s in %s: %s", c.query, c.language, d)
		}
	}
	q := parse(t, `foto "van de" x* NOT =één`).Forms()
	if got := q.String(); got != `(~foto AND "~van ~de" AND x* AND NOT =één)` {
		t.Error(got)
	}
}

// A corrected language changes the answer at once: nothing of it is in the index.
func TestFormsFollowTheLanguage(t *testing.T) {
	s := newStudy(t)
	d := draft("a.txt", "R1: waiting waits")
	d.Language = "en"
	s.show(d, draft("b.txt", "R1: wacht wachten waits"))
	x := s.index()
	for query, want := range map[string]int{"~waiting": 2, "~wachten": 2, "~waits": 3} {
		r, err := x.Find(ctx, s.anna, parse(t, query), Options{})
		if err != nil || r.Total != want || r.Scanned != 0 {
			t.Errorf("%s: %d hits, %d scanned, %v", query, r.Total, r.Scanned, err)
		}
		same(t, s, x, query, Options{})
	}
}
