package search

import "testing"

func TestNarrow(t *testing.T) {
	for _, c := range []struct{ query, field, value, want string }{
		{"foto", "speaker", "R1", "foto speaker:R1"},
		{"foto OR beeld", "speaker", "De heer Dam", `(foto OR beeld) speaker:"De heer Dam"`},
		{"foto speaker:R1", "speaker", "R2", "foto speaker:R2"},
		{"speaker:R1", "speaker", "R2", "speaker:R2"},
		{"speaker:R1 AND foto", "uncoded", "yes", "speaker:R1 AND foto uncoded:yes"},
		{"foto AND speaker:R1 AND beeld", "speaker", `Jan "Piet" (arts)`, `foto AND beeld speaker:"Jan ?Piet? (arts)"`},
		{"NOT speaker:R1", "speaker", "R2", "NOT speaker:R1 speaker:R2"},
	} {
		got := parse(t, c.query).With(c.field, c.value)
		if got != c.want {
			t.Errorf("%s with %s: %s, want %s", c.query, c.value, got, c.want)
		}
		if _, err := Parse(got); err != nil {
			t.Errorf("%s: %v", got, err)
		}
	}
	q := parse(t, `(foto OR speaker:R3) document:"a b.txt" uncoded:yes`)
	list := q.Clauses()
	if len(list) != 2 || list[0].Value != "a b.txt" || list[0].Without != "(foto OR speaker:R3) uncoded:yes" {
		t.Errorf("%+v", list)
	}
	if list := parse(t, "(speaker:R1) foto").Clauses(); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

func TestLooser(t *testing.T) {
	for query, want := range map[string][2]string{
		"foto van":          {"foto* van*", "foto~1 van~1"},
		`foto "van de" x*`:  {`foto* "van de" x*`, `foto~1 "van de" x*`},
		`"foto"`:            {"", ""},
		"(a OR b) NOT c d1": {"(a* OR b*) NOT c* d1*", "(a~1 OR b~1) NOT c~1 d1~1"},
	} {
		b, s := parse(t, query).Looser()
		if b != want[0] || s != want[1] {
			t.Errorf("%s: %s, %s", query, b, s)
		}
	}
}
