package finding_test

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"testing"

	"verbatim/internal/cases"
	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/finding"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/text"
	"verbatim/internal/transcript"
)

var ctx = context.Background()

// study is a project with two interviews of two participants, one of whom
// agreed to being quoted, and a coder.
type study struct {
	t          *testing.T
	p          *project.Project
	anna       people.Viewer
	docs       []document.Document
	use, phone codebook.Code
}

var spoken = []string{"Soms scheelt het een belletje. En soms bel ik daarna alsnog.", "Ze weten het best, en toch komt het op zaterdag binnen."}

func newStudy(t *testing.T) *study {
	t.Helper()
	shelf, err := project.OpenShelf(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shelf.Close() })
	s := &study{t: t}
	if s.p, err = shelf.Create(ctx, "Berichten"); err != nil {
		t.Fatal(err)
	}
	var laid []document.Laid
	for i, words := range spoken {
		name := []string{"R1", "R2"}[i]
		draft := &transcript.Draft{Name: name + ".txt", Format: "txt", Language: "nl", Turns: []transcript.Turn{{Speaker: 0}},
			Speakers: []transcript.Speaker{{Name: name, Labels: []string{name}, Turns: 1}},
			Blocks:   []transcript.Block{{Kind: transcript.Label, Text: name + ":", Sep: " "}, {Kind: transcript.Words, Text: words}}}
		l, err := document.Lay(ctx, s.p.DB, draft, []byte(words))
		if err != nil {
			t.Fatal(err)
		}
		laid = append(laid, l)
	}
	s.do(func(tx *sql.Tx) error {
		p, err := people.Add(ctx, tx, "Anna")
		if err != nil {
			return err
		}
		if s.anna, err = people.As(ctx, tx, p.ID); err != nil {
			return err
		}
		if s.phone, err = codebook.Ensure(ctx, tx, p.ID, "Gebruik/Telefoon"); err != nil {
			return err
		}
		s.use, err = codebook.Get(ctx, tx, s.phone.Parent)
		return err
	})
	if err := s.p.DB.Write(ctx, func(tx *sql.Tx) error {
		_, _, err := document.Show(ctx, tx, s.anna.Person, "", laid...)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	s.do(func(tx *sql.Tx) error {
		if s.docs, err = document.List(ctx, tx); err != nil {
			return err
		}
		speakers, err := document.AllSpeakers(ctx, tx)
		if err != nil {
			return err
		}
		clinic, err := cases.EnsureCase(ctx, tx, "MDL")
		if err != nil {
			return err
		}
		for i, sp := range speakers {
			if sp.Participant, err = cases.EnsureParticipant(ctx, tx, sp.Name); err != nil {
				return err
			}
			if err := document.SetSpeaker(ctx, tx, sp); err != nil {
				return err
			}
			consent := []string{"yes", ""}[i]
			if err := cases.Update(ctx, tx, cases.Participant{ID: sp.Participant, Name: sp.Name, Case: clinic, Consent: consent}); err != nil {
				return err
			}
		}
		for i, words := range spoken {
			start := 4
			if _, err := coding.Apply(ctx, tx, s.anna, coding.Mark{Document: s.docs[i].ID, Start: start, End: start + text.Len(words), Exact: words}, s.phone.ID); err != nil {
				return err
			}
		}
		return nil
	})
	return s
}

func (s *study) do(fn func(tx *sql.Tx) error) history.Entry {
	s.t.Helper()
	e, err := history.Do(ctx, s.p.DB, history.Action{Who: s.anna.Person, What: "test"}, fn)
	if err != nil {
		s.t.Fatal(err)
	}
	return e
}

func (s *study) read(fn func(tx *sql.Tx) error) {
	s.t.Helper()
	if err := s.p.DB.Read(ctx, fn); err != nil {
		s.t.Fatal(err)
	}
}

func (s *study) names() (out []string) {
	s.read(func(tx *sql.Tx) error {
		list, err := finding.List(ctx, tx)
		for i, f := range list {
			if f.Position != i+1 {
				s.t.Errorf("%q is number %d at place %d", f.Name, f.Position, i+1)
			}
			out = append(out, f.Name)
		}
		return err
	})
	return out
}

func (s *study) create(f finding.Finding) finding.Finding {
	s.t.Helper()
	s.do(func(tx *sql.Tx) (err error) {
		f, err = finding.Create(ctx, tx, f)
		return err
	})
	return f
}

func TestOrderAndUndo(t *testing.T) {
	s := newStudy(t)
	var made []finding.Finding
	for _, name := range []string{"a", "b", "c"} {
		made = append(made, s.create(finding.Finding{Name: name}))
	}
	s.do(func(tx *sql.Tx) error { return finding.Move(ctx, tx, made[2].ID, made[0].ID) })
	if got := s.names(); !slices.Equal(got, []string{"c", "a", "b"}) {
		t.Fatalf("after a move %q", got)
	}
	s.do(func(tx *sql.Tx) error { return finding.Move(ctx, tx, made[2].ID, 0) })
	s.do(func(tx *sql.Tx) error { return finding.Delete(ctx, tx, made[1].ID) })
	if got := s.names(); !slices.Equal(got, []string{"a", "c"}) {
		t.Fatalf("after a delete %q", got)
	}
	for range 2 {
		if _, err := history.Undo(ctx, s.p.DB, s.anna.Person, ""); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.names(); !slices.Equal(got, []string{"c", "a", "b"}) {
		t.Fatalf("after two undos %q", got)
	}
}

func TestEvidenceIsCountedUnderACategory(t *testing.T) {
	s := newStudy(t)
	f := s.create(finding.Finding{Name: "Berichten vervangen telefoontjes", Codes: []int64{s.use.ID}})
	s.read(func(tx *sql.Tx) error {
		base, err := finding.Load(ctx, tx, s.anna, 0)
		if err != nil {
			return err
		}
		if got := base.Evidence(f); got != (finding.Evidence{Codings: 2, Documents: 2, Participants: 2, Cases: 1}) {
			t.Errorf("evidence %+v", got)
		}
		if got := base.Total; got != (finding.Evidence{Codings: 2, Documents: 2, Participants: 2, Cases: 1}) {
			t.Errorf("total %+v", got)
		}
		if got := base.Evidence(finding.Finding{}); got != (finding.Evidence{}) {
			t.Errorf("a finding without codes has evidence %+v", got)
		}
		return nil
	})
}

func TestQuotesNeedConsentAndAnEmptyChair(t *testing.T) {
	s := newStudy(t)
	f := s.create(finding.Finding{Statement: "Berichten vervangen telefoontjes.", Codes: []int64{s.phone.ID}})
	s.do(func(tx *sql.Tx) error {
		base, err := finding.Load(ctx, tx, s.anna, 0)
		if err != nil {
			return err
		}
		for _, p := range base.Passages(f) {
			for range 2 { // choosing twice is choosing once
				if err := finding.AddQuote(ctx, tx, f.ID, p.Segment); err != nil {
					return err
				}
			}
		}
		return nil
	})
	s.read(func(tx *sql.Tx) error {
		base, err := finding.Load(ctx, tx, s.anna, 0)
		if err != nil {
			return err
		}
		all, err := finding.AllQuotes(ctx, tx)
		if err != nil {
			return err
		}
		behind, err := base.Behind(ctx, tx, all[f.ID])
		if err != nil {
			return err
		}
		if len(behind) != 2 {
			t.Fatalf("%d quotes", len(behind))
		}
		sheet := finding.Sheet{Quotes: 2}
		shown, held, present := sheet.OnSheet(all[f.ID], behind)
		if len(shown) != 1 || shown[0].Exact != spoken[0] || held != 1 || present != 0 {
			t.Errorf("shown %d, held %d, present %d", len(shown), held, present)
		}
		sheet.Room = []string{"r1"}
		if shown, _, present = sheet.OnSheet(all[f.ID], behind); len(shown) != 0 || present != 1 {
			t.Errorf("with R1 in the room: shown %d, present %d", len(shown), present)
		}
		sheet.Room = nil
		behind[0].Place.Interviewer, behind[1].Place.Interviewer = true, true
		if shown, held, _ = sheet.OnSheet(all[f.ID], behind); len(shown) != 0 || held != 0 {
			t.Errorf("the interviewer's words: shown %d, held %d", len(shown), held)
		}
		return nil
	})
	// The quote outlives its coding, and taking it off lets the segment go.
	s.do(func(tx *sql.Tx) error {
		list, err := coding.List(ctx, tx, s.anna, coding.Filter{})
		if err != nil {
			return err
		}
		return coding.Remove(ctx, tx, s.anna, list[0].ID)
	})
	s.do(func(tx *sql.Tx) error { return finding.Delete(ctx, tx, f.ID) })
	s.read(func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRow("SELECT count(*) FROM segment").Scan(&n); err != nil || n != 1 {
			t.Errorf("%d segments stay, %v; want the one that still has a coding", n, err)
		}
		return nil
	})
}

func TestWhatIsRefused(t *testing.T) {
	s := newStudy(t)
	for name, f := range map[string]finding.Finding{
		"no words": {Name: " "}, "a long claim": {Name: strings.Repeat("a", 301)}, "a long statement": {Name: "a", Statement: strings.Repeat("a", 601)},
	} {
		_, err := history.Do(ctx, s.p.DB, history.Action{What: "test"}, func(tx *sql.Tx) error {
			_, err := finding.Create(ctx, tx, f)
			return err
		})
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, sheet := range map[string]finding.Sheet{"a language": {Language: "xx"}, "quotes": {Quotes: 3}} {
		_, err := history.Do(ctx, s.p.DB, history.Action{What: "test"}, func(tx *sql.Tx) error { return finding.SetSheet(ctx, tx, sheet) })
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSheetIsKeptAndUndone(t *testing.T) {
	s := newStudy(t)
	want := finding.Sheet{Language: "nl", Occasion: "Focusgroep 12 juni 2024", Counts: true, Quotes: 2, Room: []string{"R1", "N2"}}
	s.do(func(tx *sql.Tx) error { return finding.SetSheet(ctx, tx, want) })
	get := func() (got finding.Sheet) {
		s.read(func(tx *sql.Tx) (err error) { got, err = finding.GetSheet(ctx, tx); return err })
		return got
	}
	if got := get(); got.Occasion != want.Occasion || got.Quotes != 2 || got.Importance || !slices.Equal(got.Room, want.Room) {
		t.Errorf("got %+v", got)
	}
	if e := s.do(func(tx *sql.Tx) error { return finding.SetSheet(ctx, tx, want) }); e.ID != 0 {
		t.Error("setting the same again made an entry")
	}
	if _, err := history.Undo(ctx, s.p.DB, s.anna.Person, ""); err != nil {
		t.Fatal(err)
	}
	if got := get(); got.Counts || got.Quotes != 1 || !got.Importance {
		t.Errorf("after undo %+v", got)
	}
}

func TestLongestSentence(t *testing.T) {
	for in, want := range map[string]int{
		"": 0, "Een twee drie.": 3, "Een twee. Drie vier vijf!": 3, "Wacht u? Ja": 2,
	} {
		if got := finding.LongestSentence(in); got != want {
			t.Errorf("%q: %d, want %d", in, got, want)
		}
	}
}

func TestStatementInALanguage(t *testing.T) {
	f := finding.Finding{Statement: "nl", StatementEN: "en"}
	for _, c := range []struct {
		f        finding.Finding
		language string
		want     string
		ok       bool
	}{{f, "nl", "nl", true}, {f, "en", "en", true}, {finding.Finding{Statement: "nl"}, "en", "nl", false}, {finding.Finding{StatementEN: "en"}, "nl", "en", false}} {
		if got, ok := c.f.In(c.language); got != c.want || ok != c.ok {
			t.Errorf("%+v in %s: %q %v", c.f, c.language, got, ok)
		}
	}
}
