package intake_test

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"verbatim/fixtures"
	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/intake"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/project/projecttest"
)

var ctx = context.Background()

func open(t testing.TB) *project.Project { return projecttest.New(t, "Bringen") }

// bring stores files given as name, content, name, content …
func bring(t testing.TB, p *project.Project, files ...string) []intake.Outcome {
	t.Helper()
	var items []intake.Item
	for i := 0; i < len(files); i += 2 {
		items = append(items, intake.Inspect(intake.File{Name: files[i], Data: []byte(files[i+1])}))
	}
	out, err := intake.Store(ctx, p, 0, "", items, nil)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func codings(t testing.TB, p *project.Project) (list []coding.Coding) {
	t.Helper()
	err := p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		list, err = coding.List(ctx, tx, people.Everyone, coding.Filter{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

const interview = "I: Hoe gaat het met de berichten?\nR1: Ik lees ze 's ochtends. Dat kost een uur.\nI: En 's middags?\nR1: Dan kost het weer een uur.\n"

// The whole example study goes in, whatever the order of its files.
func TestTheExampleStudyInAnyOrder(t *testing.T) {
	entries, err := fs.ReadDir(fixtures.Study(), ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, backwards := range []bool{false, true} {
		p := open(t)
		var items []intake.Item
		for i := range entries {
			e := entries[i]
			if backwards {
				e = entries[len(entries)-1-i]
			}
			b, err := fs.ReadFile(fixtures.Study(), e.Name())
			if err != nil {
				t.Fatal(err)
			}
			items = append(items, intake.Inspect(intake.File{Name: e.Name(), Data: b}))
		}
		told := 0
		out, err := intake.Store(ctx, p, 0, "", items, func(done, total int, _ string) {
			if told++; done != told || total != len(items) {
				t.Errorf("progress %d of %d at step %d", done, total, told)
			}
		})
		if err != nil || told != len(items) {
			t.Fatalf("%v, %d steps", err, told)
		}
		for _, o := range out {
			if o.Refused() {
				t.Errorf("%s: %v %v", o.Name, o.Fault, o.Rows)
			}
		}
		if n := len(codings(t, p)); n != 313 {
			t.Errorf("%d codings", n)
		}
		again, err := intake.Store(ctx, p, 0, "", items, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range again {
			if o.Refused() || o.Kind == intake.Transcript && !o.Skipped || o.Kind == "codings" && (o.Added != 0 || o.Same != 313) || o.Kind == "codebook" && (o.Added+o.Changed != 0) {
				t.Errorf("brought again: %+v", o)
			}
		}
		if problems, err := p.Check(ctx); err != nil || len(problems) > 0 {
			t.Errorf("%v %q", err, problems)
		}
	}
}

func TestCodingsAreTakenByTheirQuote(t *testing.T) {
	p := open(t)
	out := bring(t, p, "R1.txt", interview, "codings.csv", strings.Join([]string{
		"document,coder,code,start,end,quote,valence,weight,comment,layer,note",
		"R1.txt,AM,Tijd/Ochtend,39,60,Ik lees ze 's ochtends,1,50,mooi,,x", // one off: looked for
		"R1,AM,Tijd/Ochtend,,,Dat kost een uur.,-1,,,,",                    // nothing said: stands once
		"R1.txt,AM,Tijd,0,5,een uur,,,,,",                                  // stands twice
		"R1.txt,AM,Tijd,0,5,nergens gezegd,,,,,",                           // stands nowhere
		"R9.txt,AM,Tijd,0,5,een uur,,,,,",                                  // no such document
		"R1.txt,AM,,0,5,Hoe gaat het,,,,,",                                 // no code
		"R1.txt,,Tijd,3,15,Hoe gaat het,,,,,",                              // no coder
		"R1.txt,AM,Tijd,3,15,Hoe gaat het,2,,,,",                           // no such valence
		"R1.txt,BK,Tijd,3,15,Hoe gaat het,,,,consensus,",
	}, "\n")+"\n")
	o := out[1]
	if o.Added != 3 || len(o.Rows) != 6 {
		t.Fatalf("%+v", o)
	}
	for i, line := range []int{4, 5, 6, 7, 8, 9} {
		if o.Rows[i].Line != line || fault.As(o.Rows[i].Fault) == nil {
			t.Errorf("row %d: %+v", i, o.Rows[i])
		}
	}
	if len(o.Notes) != 1 || !strings.Contains(o.Notes[0].String(), "note") {
		t.Errorf("notes: %v", o.Notes)
	}
	list := codings(t, p)
	if len(list) != 3 || list[1].Exact != "Ik lees ze 's ochtends" || *list[1].Valence != 1 || *list[1].Weight != 50 || list[1].Comment != "mooi" {
		t.Errorf("%+v", list)
	}
}

func TestParticipantsFindTheirSpeakers(t *testing.T) {
	p := open(t)
	out := bring(t, p, "R1.txt", interview, "los.txt", "Zomaar een tekst zonder namen.\nEn nog een regel.\n",
		"groep.txt", "M1: ja\nM2: nee\nM1: toch\nM2: nee hoor\n",
		"participants.csv", "participant,document,case,speaker,consent,rol,jaren\nAnna,R1.txt,ORT,,ja,arts,12\nBert,los.txt,CHI,,,,3\nCor,groep.txt,CHI,,,x,4\nDirk,groep.txt,CHI,m2:,no,y,5\nEva,groep.txt,CHI,M9,,z,6\n")
	o := out[3]
	if len(o.Rows) != 2 || o.Rows[0].Line != 4 || o.Rows[1].Line != 6 {
		t.Fatalf("%+v", o)
	}
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		speakers, err := document.AllSpeakers(ctx, tx)
		linked := 0
		for _, s := range speakers {
			if s.Participant != 0 {
				linked++
			}
		}
		if linked != 3 {
			t.Errorf("%d speakers with a participant: %+v", linked, speakers)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestARowThatFailsLeavesNothing(t *testing.T) {
	p := open(t)
	bring(t, p, "R1.txt", interview, "participants.csv", "participant,document,case\nNiemand,R1.txt,\nGeen,R99.txt,NIEUW\n",
		"codebook.csv", "code,short,colour\nEen/Twee,ABCDEF,\nGoed,GO,\nVijf/Zes,VI,12\n")
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		for _, q := range []string{"SELECT count(*) FROM participant WHERE name = 'Geen'", "SELECT count(*) FROM cases", "SELECT count(*) FROM code WHERE name <> 'Goed'"} {
			var n int
			if err := tx.QueryRow(q).Scan(&n); err != nil || n != 0 {
				t.Errorf("%s: %d %v", q, n, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	p := open(t)
	for name, data := range map[string]string{
		"codings.csv":      "document,code\nR1,x\n",
		"codebook.csv":     "",
		"participants.csv": "participant,document\n\"open,R1\n",
		"cases.csv":        "case,Rol,rol\nA,1,2\n",
		"leeg.txt":         "  \n",
	} {
		out := bring(t, p, name, data)
		if fault.As(out[0].Fault) == nil || !strings.Contains(out[0].Fault.Error(), " ") {
			t.Errorf("%s: %+v", name, out[0])
		}
	}
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		e, err := history.Head(ctx, tx)
		if e.What != "project.create" {
			t.Errorf("an entry was left: %+v", e)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNamesakes(t *testing.T) {
	p := open(t)
	bring(t, p, "R1.txt", interview)
	out := bring(t, p, "R1.txt", interview+"I: En nu?\nR1: Nu niet.\n", "R1.txt", interview, "R1.md", interview)
	if out[0].Document.Name != "R1 (2).txt" || len(out[0].Notes) == 0 || !out[1].Skipped || out[2].Skipped {
		t.Errorf("%+v", out)
	}
}

func TestCodebookRowsChangeWhatIsThere(t *testing.T) {
	p := open(t)
	bring(t, p, "codebook.csv", "code,short,brief_definition,status,category\nWerk,WE,,,yes\nWerk/Druk,DR,Veel,active,\nA//B,AB,Schuin,,\n")
	out := bring(t, p, "codebook.csv", "code,short,brief_definition,status\nWerk/Druk,,Heel veel,retired\nA//B,AB,Schuin,\nWerk/Nieuw,,,\n")
	if o := out[0]; o.Changed != 1 || o.Same != 1 || o.Added != 1 || len(o.Rows) != 0 {
		t.Errorf("%+v", o)
	}
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		c, err := codebook.At(ctx, tx, "Werk/Druk")
		if c.Brief != "Heel veel" || c.Status != codebook.Retired || c.Short != "DR" {
			t.Errorf("%+v", c)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A category that is made up keeps off the short labels of later rows.
func TestShortLabelsOfTheFileComeFirst(t *testing.T) {
	p := open(t)
	out := bring(t, p, "codebook.csv", "code,short\nRelatie/Kanaal,KA\nRelatie/Band,REL\n")
	if out[0].Refused() || out[0].Added != 2 {
		t.Errorf("%+v", out[0])
	}
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		c, err := codebook.At(ctx, tx, "Relatie")
		if !c.Category {
			t.Error("a parent that no row names is no category")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAStoppedImportStoresNoHalf(t *testing.T) {
	p := open(t)
	stopped, stop := context.WithCancel(ctx)
	items := []intake.Item{intake.Inspect(intake.File{Name: "a.txt", Data: []byte(interview)}), intake.Inspect(intake.File{Name: "b.txt", Data: []byte(interview)})}
	_, err := intake.Store(stopped, p, 0, "", items, func(done, _ int, _ string) { stop() })
	if err == nil {
		t.Fatal("it was not stopped")
	}
	err = p.DB.Read(ctx, func(tx *sql.Tx) error {
		docs, err := document.List(ctx, tx)
		if len(docs) != 0 {
			t.Errorf("%d documents", len(docs))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// BenchmarkImport15 brings in 15 transcripts of 8,000 words.
func BenchmarkImport15(b *testing.B) {
	words := strings.Fields("patiënten sturen vaak een bericht in de avond en dan wacht iedereen op het antwoord van de dokter of de verpleegkundige die morgen pas weer werkt")
	var files []intake.File
	for n := range 15 {
		var text strings.Builder
		for turn := range 320 {
			fmt.Fprintf(&text, "%s:", []string{"I", "R1"}[turn%2])
			for w := range 25 {
				text.WriteString(" " + words[(n*7+turn*3+w)%len(words)])
			}
			text.WriteString(".\n")
		}
		files = append(files, intake.File{Name: fmt.Sprintf("R%d.txt", n), Data: []byte(text.String())})
	}
	for b.Loop() {
		b.StopTimer()
		p := open(b)
		b.StartTimer()
		var items []intake.Item
		for _, f := range files {
			items = append(items, intake.Inspect(f))
		}
		if _, err := intake.Store(ctx, p, 0, "", items, nil); err != nil {
			b.Fatal(err)
		}
	}
}
