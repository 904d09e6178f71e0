package search

import (
	"database/sql"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/internal/cases"
	"verbatim/internal/document"
	"verbatim/internal/fault"
)

// clinics gives a study two interviews and a group of people of two clinics.
func clinics(t *testing.T) *study {
	s := newStudy(t)
	ids := s.show(
		draft("a.txt", "Verslag over een foto\nI: Een foto?\nR1: Geen foto."),
		draft("b.txt", "I: Ook een foto?\nR2: De foto’s van maandag, een foto."),
		draft("groep.txt", "Vooraf een foto\nM1: Mijn foto.\nM2: Uw foto.\nI: Wiens foto?\nM3: Geen foto."),
		draft("los.txt", "Een foto zonder naam"))
	s.do(func(tx *sql.Tx) error {
		speakers, err := document.AllSpeakers(ctx, tx)
		if err != nil {
			return err
		}
		role, err := cases.EnsureAttribute(ctx, tx, "participant", "role", "text")
		if err != nil {
			return err
		}
		stream, err := cases.EnsureAttribute(ctx, tx, "case", "Zorg stroom", "text")
		if err != nil {
			return err
		}
		mode, err := cases.EnsureAttribute(ctx, tx, "document", "vorm", "text")
		if err != nil {
			return err
		}
		for _, sp := range speakers {
			clinic := map[string]string{"R1": "MDL", "R2": "Oog heelkunde", "M1": "MDL", "M2": "Oog heelkunde"}[sp.Name]
			if sp.Interviewer = sp.Name == "I"; clinic != "" {
				if sp.Participant, err = cases.EnsureParticipant(ctx, tx, sp.Name); err != nil {
					return err
				}
				unit, err := cases.EnsureCase(ctx, tx, clinic)
				if err != nil {
					return err
				}
				if err := cases.Update(ctx, tx, cases.Participant{ID: sp.Participant, Name: sp.Name, Case: unit}); err != nil {
					return err
				}
				if err := cases.SetValue(ctx, tx, "participant", sp.Participant, role, map[string]string{"R1": "nurse", "R2": "surgeon", "M1": "Nurse specialist", "M2": "surgeon"}[sp.Name]); err != nil {
					return err
				}
				if err := cases.SetValue(ctx, tx, "case", unit, stream, map[string]string{"MDL": "chronisch", "Oog heelkunde": "snijdend"}[clinic]); err != nil {
					return err
				}
			}
			if err := document.SetSpeaker(ctx, tx, sp); err != nil {
				return err
			}
		}
		return cases.SetValue(ctx, tx, "document", ids[2], mode, "focusgroep")
	})
	return s
}

func TestCaseAndAttributes(t *testing.T) {
	s := clinics(t)
	x := s.index()
	for query, want := range map[string][]string{
		// The interviewer's words and front text go with the only one interviewed.
		`foto case:MDL`:                                   {"a.txt 0  foto", "a.txt 1 I foto", "a.txt 2 R1 foto", "groep.txt 1 M1 foto"},
		`foto case:mdl NOT speaker:I`:                     {"a.txt 0  foto", "a.txt 2 R1 foto", "groep.txt 1 M1 foto"},
		`foto case:"oog heelkunde"`:                       {"b.txt 1 I foto", "b.txt 2 R2 foto", "groep.txt 2 M2 foto"},
		`foto role:nurse*`:                                {"a.txt 0  foto", "a.txt 1 I foto", "a.txt 2 R1 foto", "groep.txt 1 M1 foto"},
		`foto role:nurse`:                                 {"a.txt 0  foto", "a.txt 1 I foto", "a.txt 2 R1 foto"},
		`foto Role:surgeon speaker:R2`:                    {"b.txt 2 R2 foto"},
		`foto zorg_stroom:chronisch`:                      {"a.txt 0  foto", "a.txt 1 I foto", "a.txt 2 R1 foto", "groep.txt 1 M1 foto"},
		`foto vorm:focusgroep`:                            {"groep.txt 0  foto", "groep.txt 1 M1 foto", "groep.txt 2 M2 foto", "groep.txt 3 I foto", "groep.txt 4 M3 foto"},
		`foto NOT case:* NOT vorm:f*`:                     {"los.txt 0  foto"},
		`foto (role:surgeon OR vorm:focus*) NOT case:MDL`: {"b.txt 1 I foto", "b.txt 2 R2 foto", "groep.txt 0  foto", "groep.txt 2 M2 foto", "groep.txt 3 I foto", "groep.txt 4 M3 foto"},
	} {
		r, err := x.Find(ctx, s.anna, parse(t, query), Options{})
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		if d := cmp.Diff(sorted(want), sorted(lines(r))); d != "" {
			t.Errorf("%s: %s", query, d)
		}
		same(t, s, x, query, Options{})
		same(t, s, x, query, Options{Rank: true})
	}
	for query, says := range map[string]string{
		`case:KNO`:       "no case is called “KNO”. There is: MDL, Oog heelkunde.",
		`foto rol:nurse`: "At character 6: rol: is nothing that can be asked for. There are speaker:, document:, case:, code: and uncoded:yes, and the attributes role, Zorg_stroom, vorm",
		`role:arts`:      "nothing has “arts” as its role. There is: Nurse specialist, nurse, surgeon.",
	} {
		if _, err := x.Find(ctx, s.anna, parse(t, query), Options{}); !fault.Is(err, fault.NotFound) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", query, err)
		}
	}
	if _, err := newStudy(t).index().Find(ctx, s.anna, parse(t, "foo:bar"), Options{}); err == nil || !strings.Contains(err.Error(), "no attributes yet") {
		t.Error(err)
	}
	c := parse(t, "foto role:nurse zorg_stroom:chronisch").Clauses()
	if len(c) != 2 || c[0].Field != "role" || !c[0].Attribute || c[0].Without != "foto zorg_stroom:chronisch" {
		t.Errorf("%+v", c)
	}
}

// Whatever is asked of cases and attributes, the index answers as a scan does.
func TestBelongingIndexIsScan(t *testing.T) {
	s := clinics(t)
	x := s.index()
	r := rand.New(rand.NewPCG(3, 16))
	leaves := []string{"foto", "een", "maandag", "case:MDL", "case:oog*", "role:nurse*", "role:surgeon", "zorg_stroom:snijdend", "vorm:focusgroep", "speaker:I", "document:groep"}
	var any func(depth int) string
	any = func(depth int) string {
		if depth == 0 {
			return leaves[r.IntN(len(leaves))]
		}
		switch r.IntN(4) {
		case 0:
			return "NOT (" + any(depth-1) + ")"
		case 1:
			return "(" + any(depth-1) + " OR " + any(depth-1) + ")"
		}
		return "(" + any(depth-1) + " " + any(depth-1) + ")"
	}
	for range 200 {
		same(t, s, x, any(1+r.IntN(3)), Options{})
	}
}

// Two interviews whose files both call the person R have two people in them:
// each is asked for, and counted, by the participant's name.
func TestSpeakerByParticipant(t *testing.T) {
	s := newStudy(t)
	s.show(draft("a.txt", "I: Een foto?\nR: Geen foto."), draft("b.txt", "I: Ook een foto?\nR: De foto van maandag, een foto."))
	s.do(func(tx *sql.Tx) error {
		speakers, err := document.AllSpeakers(ctx, tx)
		if err != nil {
			return err
		}
		for _, sp := range speakers {
			if sp.Name != "R" {
				continue
			}
			if sp.Participant, err = cases.EnsureParticipant(ctx, tx, map[bool]string{true: "P1", false: "P2"}[sp.Document == speakers[0].Document]); err != nil {
				return err
			}
			if err := document.SetSpeaker(ctx, tx, sp); err != nil {
				return err
			}
		}
		return nil
	})
	x := s.index()
	find := func(query string) Result {
		t.Helper()
		same(t, s, x, query, Options{})
		r, err := x.Find(ctx, s.anna, parse(t, query), Options{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	for query, want := range map[string]int{"foto speaker:P1": 1, "foto speaker:P2": 2, "foto speaker:R": 3} {
		if got := find(query).Total; got != want {
			t.Errorf("%s: %d hits, want %d", query, got, want)
		}
	}
	want := []Tally{{Name: "I", Hits: 2}, {Name: "P2", Hits: 2}, {Name: "P1", Hits: 1}}
	if diff := cmp.Diff(want, find("foto").Speakers); diff != "" {
		t.Error(diff)
	}
}
