package report_test

import (
	"database/sql"
	"strings"
	"testing"

	"verbatim/internal/cases"
	"verbatim/internal/fault"
	"verbatim/internal/finding"
	"verbatim/internal/report"
)

// against chooses a quote of R47 against the first finding, and gives it a
// probe.
func (s *study) against() {
	s.t.Helper()
	s.do(func(tx *sql.Tx) error {
		list, err := finding.List(ctx, tx)
		if err != nil {
			return err
		}
		f := list[0]
		f.Probe = "Wanneer bel je toch?"
		if err := finding.Update(ctx, tx, f); err != nil {
			return err
		}
		base, err := finding.Load(ctx, tx, s.anna, 0)
		if err != nil {
			return err
		}
		for _, p := range base.Passages(f) {
			if !strings.HasPrefix(p.Exact, "=SOM") {
				continue
			}
			if err := finding.AddQuote(ctx, tx, f.ID, p.Segment); err != nil {
				return err
			}
			quotes, err := finding.Quotes(ctx, tx, f.ID)
			if err != nil {
				return err
			}
			return finding.SetContrary(ctx, tx, quotes[len(quotes)-1].ID, true)
		}
		s.t.Fatal("no passage to speak against it")
		return nil
	})
}

func TestFacilitatorSheet(t *testing.T) {
	s := newStudy(t)
	s.against()
	for language, want := range map[string][]string{
		"nl": {"Blad voor de gespreksleider", "Berichten vervangen een deel", "Wanneer bel je toch?", "“=SOM(A1) zei ze", "verdeeld", "Wat de minderheid vindt", "Dringende vragen", "Er zijn geen citaten"},
		"en": {"Sheet for the facilitator", "Messages replace part", "Wanneer bel je toch?", "“=SOM(A1) zei ze", "majority", "Minority view", "No quotes that speak against"},
	} {
		got := string(s.write("checksheet-facilitator.html", map[string]string{"language": language, "minutes": "8"})[0].Data)
		for _, w := range append(want, `<html lang="`+language+`">`, ">8<") {
			if !strings.Contains(got, w) {
				t.Errorf("%s: lacks %q", language, w)
			}
		}
		for _, bad := range []string{"Dit staat er niet op", "R12", "R47", "Soms scheelt"} {
			if strings.Contains(got, bad) {
				t.Errorf("%s: holds %q", language, bad)
			}
		}
	}
	if participants := string(s.write("checksheet-participant.html", map[string]string{"quotes": "2"})[0].Data); strings.Contains(participants, "=SOM") {
		t.Error("the participants see what speaks against it")
	}
	if parts := string(unpacked(t, s.write("checksheet-facilitator.docx", nil)[0])); strings.Count(parts, "<w:pageBreakBefore/>") != 2 {
		t.Error("not a page a statement")
	}
	for _, minutes := range []string{"", "0", "many", "999"} {
		if _, err := report.Write(ctx, s.p, s.anna, "checksheet-facilitator.docx", report.Options{Set: map[string]string{"minutes": minutes}}); !fault.Is(err, fault.Invalid) {
			t.Errorf("minutes %q: %v", minutes, err)
		}
	}
}

func TestWhatSpeaksAgainstItNeedsConsentToo(t *testing.T) {
	for name, spoil := range map[string]func(s *study){
		"no consent": func(s *study) {
			s.do(func(tx *sql.Tx) error {
				list, err := cases.Participants(ctx, tx)
				if err != nil {
					return err
				}
				for _, p := range list {
					p.Consent = ""
					if err := cases.Update(ctx, tx, p); err != nil {
						return err
					}
				}
				return nil
			})
		},
		"in the room": func(s *study) {
			s.do(func(tx *sql.Tx) error {
				sheet, err := finding.GetSheet(ctx, tx)
				if err != nil {
					return err
				}
				sheet.Room = []string{"R47"}
				return finding.SetSheet(ctx, tx, sheet)
			})
		},
	} {
		s := newStudy(t)
		s.against()
		spoil(s)
		got := string(s.write("checksheet-facilitator.html", map[string]string{"language": "en"})[0].Data)
		if strings.Contains(got, "=SOM") || !strings.Contains(got, "Not shown: 1.") {
			t.Errorf("%s: quoted, or not said to be kept back", name)
		}
	}
}
