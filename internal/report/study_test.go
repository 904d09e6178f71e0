package report_test

import (
	"context"
	"database/sql"
	"strings"
	"testing"

	"verbatim/internal/cases"
	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/finding"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/text"
	"verbatim/internal/transcript"
)

var ctx = context.Background()

// study is a project with two interviews, two coders, a tree of codes, coded
// passages with what trips exports, and two findings.
type study struct {
	t    testing.TB
	p    *project.Project
	anna people.Viewer
	bert people.Viewer
	docs []document.Document
}

var interviews = []struct {
	name, speaker, language string
	turns                   []string // the interviewer begins
}{
	{"R47 MDL.docx", "R47", "nl", []string{"Hoe gaat dat?", "=SOM(A1) zei ze, en toen 👩‍⚕️ \x01 niets.", "En dan?", "Ik doe ze om vier uur, met het dossier open."}},
	{"R12 ORT.txt", "R12", "nl", []string{"Hoe gaat dat?", "Soms scheelt het een \"belletje\"; en soms\nbel ik daarna alsnog."}},
}

func newStudy(t testing.TB) *study {
	t.Helper()
	shelf, err := project.OpenShelf(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shelf.Close() })
	s := &study{t: t}
	if s.p, err = shelf.Create(ctx, "Berichten & bellen"); err != nil {
		t.Fatal(err)
	}
	s.people()
	s.documents()
	s.participants()
	s.codings()
	s.findings()
	return s
}

func (s *study) do(fn func(tx *sql.Tx) error) {
	s.t.Helper()
	if _, err := history.Do(ctx, s.p.DB, history.Action{Who: s.anna.Person, What: "test"}, fn); err != nil {
		s.t.Fatal(err)
	}
}

func (s *study) people() {
	s.do(func(tx *sql.Tx) error {
		for _, name := range []string{"Anna", "Bert"} {
			p, err := people.Add(ctx, tx, name)
			if err != nil {
				return err
			}
			v, err := people.As(ctx, tx, p.ID)
			if err != nil {
				return err
			}
			if s.anna.Person == 0 {
				s.anna = v
			} else {
				s.bert = v
			}
		}
		return nil
	})
}

func (s *study) documents() {
	var laid []document.Laid
	for _, in := range interviews {
		d := &transcript.Draft{Name: in.name, Format: "txt", Language: in.language, Speakers: []transcript.Speaker{
			{Name: "I", Labels: []string{"I"}, Interviewer: true}, {Name: in.speaker, Labels: []string{in.speaker}}}}
		for i, words := range in.turns {
			ms := int64(i * 1500)
			d.Turns = append(d.Turns, transcript.Turn{Speaker: i % 2, StartMS: &ms})
			d.Blocks = append(d.Blocks, transcript.Block{Kind: transcript.Label, Text: []string{"I", in.speaker}[i%2] + ":", Sep: " ", Turn: i},
				transcript.Block{Kind: transcript.Words, Text: words, Sep: "\n", Turn: i})
		}
		l, err := document.Lay(ctx, s.p.DB, d, []byte(d.Text()))
		if err != nil {
			s.t.Fatal(err)
		}
		laid = append(laid, l)
	}
	err := s.p.DB.Write(ctx, func(tx *sql.Tx) error {
		if _, _, err := document.Show(ctx, tx, s.anna.Person, "", laid...); err != nil {
			return err
		}
		var err error
		s.docs, err = document.List(ctx, tx)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *study) participants() {
	s.do(func(tx *sql.Tx) error {
		speakers, err := document.AllSpeakers(ctx, tx)
		if err != nil {
			return err
		}
		role, err := cases.EnsureAttribute(ctx, tx, "participant", "role", "text")
		if err != nil {
			return err
		}
		same, err := cases.EnsureAttribute(ctx, tx, "case", "code", "text") // the name of a column already
		if err != nil {
			return err
		}
		for _, sp := range speakers {
			if sp.Interviewer {
				continue
			}
			if sp.Participant, err = cases.EnsureParticipant(ctx, tx, sp.Name); err != nil {
				return err
			}
			if err := document.SetSpeaker(ctx, tx, sp); err != nil {
				return err
			}
			unit, err := cases.EnsureCase(ctx, tx, "clinic of "+sp.Name)
			if err != nil {
				return err
			}
			if err := cases.Update(ctx, tx, cases.Participant{ID: sp.Participant, Name: sp.Name, Case: unit, Consent: "yes"}); err != nil {
				return err
			}
			if err := cases.SetValue(ctx, tx, "participant", sp.Participant, role, "-nurse"); err != nil {
				return err
			}
			if err := cases.SetValue(ctx, tx, "case", unit, same, "C"+sp.Name); err != nil {
				return err
			}
		}
		return nil
	})
}

// mark finds words in a document.
func (s *study) mark(doc int, words string) coding.Mark {
	s.t.Helper()
	d := s.docs[doc]
	var full string
	if err := s.p.DB.Read(ctx, func(tx *sql.Tx) (err error) { full, err = document.Text(ctx, tx, d, 0, d.Length); return err }); err != nil {
		s.t.Fatal(err)
	}
	at := strings.Index(full, words)
	if at < 0 {
		s.t.Fatalf("%q is not in %s", words, d.Name)
	}
	start := text.Len(full[:at])
	return coding.Mark{Document: d.ID, Start: start, End: start + text.Len(words), Exact: words}
}

func (s *study) codings() {
	code := func(tx *sql.Tx, path string, c codebook.Code) int64 {
		made, err := codebook.Ensure(ctx, tx, s.anna.Person, path)
		if err != nil {
			s.t.Fatal(err)
		}
		made.Brief, made.Full, made.Inclusion, made.Exclusion, made.Example, made.CloseButNo = c.Brief, c.Full, c.Inclusion, c.Exclusion, c.Example, c.CloseButNo
		if err := codebook.Update(ctx, tx, s.anna.Person, made); err != nil {
			s.t.Fatal(err)
		}
		return made.ID
	}
	marks := []struct {
		doc   int
		words string
		who   *people.Viewer
	}{{0, "=SOM(A1) zei ze, en toen 👩‍⚕️ \x01 niets.", &s.anna}, {1, "Soms scheelt het een \"belletje\"; en soms\nbel ik daarna alsnog.", &s.anna},
		{0, "Ik doe ze om vier uur", &s.anna}, {0, "Hoe gaat dat?", &s.anna}, {0, "zei ze", &s.bert}}
	found := make([]coding.Mark, len(marks))
	for i, m := range marks {
		found[i] = s.mark(m.doc, m.words)
	}
	s.do(func(tx *sql.Tx) error {
		phone := code(tx, "Gebruik/Telefoon//mail", codebook.Code{Brief: "Vervangt een telefoontje", Inclusion: "ook deels", Exclusion: "komt er juist bij",
			Example: "“Soms scheelt het een belletje.” (R12, arts)", Full: "Een bericht in plaats van een gesprek.\nOok als er later wordt gebeld.", CloseButNo: "Het zou tijd moeten schelen."})
		own := code(tx, "Gebruik/Eigen moment", codebook.Code{Brief: "Op een zelf gekozen moment"})
		code(tx, "Leeg", codebook.Code{})
		for i, m := range found {
			c := []int64{phone, phone, own, own, own}[i]
			made, err := coding.Apply(ctx, tx, *marks[i].who, m, c)
			if err != nil {
				return err
			}
			if i == 0 {
				valence, weight := -1, 80
				if err := coding.Annotate(ctx, tx, s.anna, made[0].ID, &valence, &weight, "+ let op"); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (s *study) findings() {
	s.do(func(tx *sql.Tx) error {
		phone, err := codebook.Find(ctx, tx, "Gebruik/Telefoon//mail")
		if err != nil {
			return err
		}
		f, err := finding.Create(ctx, tx, finding.Finding{Name: "Deels vervangen", Statement: "Berichten vervangen een deel van de telefoontjes, maar niet alles.",
			StatementEN: "Messages replace part of the phone calls, not all.", OnSheet: true, Codes: []int64{phone.ID}})
		if err != nil {
			return err
		}
		if _, err := finding.Create(ctx, tx, finding.Finding{Name: "Zonder Engels", Statement: "Dringende vragen komen toch in het postvak.", OnSheet: true}); err != nil {
			return err
		}
		if _, err := finding.Create(ctx, tx, finding.Finding{Name: "Niet op het blad", Statement: "Dit staat er niet op.", OnSheet: false}); err != nil {
			return err
		}
		base, err := finding.Load(ctx, tx, s.anna, 0)
		if err != nil {
			return err
		}
		for _, p := range base.Passages(f) {
			if strings.HasPrefix(p.Exact, "Soms") {
				return finding.AddQuote(ctx, tx, f.ID, p.Segment)
			}
		}
		return nil
	})
}
