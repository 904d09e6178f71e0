package report_test

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"verbatim/internal/cases"
	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/finding"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/publish"
	"verbatim/internal/report"
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

func (s *study) write(what string, set map[string]string) []report.File {
	s.t.Helper()
	files, err := report.Write(ctx, s.p, s.anna, what, report.Options{Program: "Verbatim test", Set: set})
	if err != nil {
		s.t.Fatalf("%s: %v", what, err)
	}
	return files
}

func rows(t testing.TB, f report.File) [][]string {
	t.Helper()
	out, err := publish.ReadCSV(bytes.NewReader(f.Data), ',')
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func column(t testing.TB, table [][]string, name string) []string {
	t.Helper()
	at := slices.Index(table[0], name)
	if at < 0 {
		t.Fatalf("no column %s in %q", name, table[0])
	}
	var out []string
	for _, r := range table[1:] {
		out = append(out, r[at])
	}
	return out
}

func TestEveryExportTwiceIsTheSameBytes(t *testing.T) {
	s := newStudy(t)
	before := s.head()
	for _, kind := range report.Kinds {
		for _, format := range kind.Formats {
			what := kind.Name + "." + format
			first, second := s.write(what, nil), s.write(what, nil)
			if len(first) == 0 {
				t.Errorf("%s wrote nothing", what)
			}
			for i := range first {
				if first[i].Name != second[i].Name || !bytes.Equal(first[i].Data, second[i].Data) {
					t.Errorf("%s: %s differs the second time", what, first[i].Name)
				}
			}
			if stamped := string(unpacked(t, first[len(first)-1])); !strings.Contains(stamped, before) {
				t.Errorf("%s does not name its snapshot %s", what, before)
			}
		}
	}
	if after := s.head(); after != before {
		t.Errorf("exporting moved the snapshot from %s to %s", before, after)
	}
	var n int
	if err := s.p.DB.Read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRow("SELECT count(*) FROM export_log WHERE snapshot = ?", before).Scan(&n)
	}); err != nil || n < 10 {
		t.Errorf("%d exports in the log, %v", n, err)
	}
}

func (s *study) head() (id string) {
	s.t.Helper()
	if err := s.p.DB.Read(ctx, func(tx *sql.Tx) error {
		e, err := history.Head(ctx, tx)
		id = e.Snapshot()
		return err
	}); err != nil {
		s.t.Fatal(err)
	}
	return id
}

// unpacked is all that a file says: the parts of a package, or its bytes.
func unpacked(t testing.TB, f report.File) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(f.Data), int64(len(f.Data)))
	if err != nil {
		return f.Data
	}
	var out []byte
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, data...)
	}
	return out
}

func TestCodebookCSV(t *testing.T) {
	s := newStudy(t)
	files := s.write("codebook.csv", nil)
	table := rows(t, files[0])
	const header = "code_guid,code,short,parent,level,label,brief_definition,full_definition,inclusion,exclusion,typical_example,close_but_no," +
		"confused_with,origin,status,colour,version,changed_at,changed_by,n_segments,n_participants,n_cases,n_coders"
	if got := strings.Join(table[0], ","); got != header {
		t.Errorf("header\n%s\nwant\n%s", got, header)
	}
	if got := column(t, table, "code"); !cmp.Equal(got, []string{"Gebruik", "Gebruik/Telefoon//mail", "Gebruik/Eigen moment", "Leeg"}) {
		t.Errorf("codes %q", got)
	}
	// Bert came second in R47, so only Anna's codings are counted.
	if got := column(t, table, "n_segments"); !cmp.Equal(got, []string{"0", "2", "2", "0"}) {
		t.Errorf("segments %q", got)
	}
	if got := column(t, table, "n_participants"); !cmp.Equal(got, []string{"0", "2", "1", "0"}) {
		t.Errorf("participants %q", got)
	}
	if got := column(t, table, "parent"); !cmp.Equal(got, []string{"", "Gebruik", "Gebruik", ""}) {
		t.Errorf("parents %q", got)
	}
	var meta map[string]any
	if err := json.Unmarshal(files[1].Data, &meta); err != nil || files[1].Name != "codebook.csv-metadata.json" || !files[1].Beside {
		t.Fatalf("metadata %s: %v", files[1].Name, err)
	}
	if meta["project"] != "Berichten & bellen" || meta["program"] != "Verbatim test" || meta["snapshot"] != s.head() || !strings.Contains(meta["layer"].(string), "Anna") {
		t.Errorf("metadata %v", meta)
	}
}

func TestSegmentsCSV(t *testing.T) {
	s := newStudy(t)
	raw := s.write("segments.csv", nil)[0]
	table := rows(t, raw)
	const header = "coding_guid,document,participant,case,coder,layer,code,start,end,quote,speaker,turn,start_ms,valence,weight,comment,created_at,role,case.code"
	if got := strings.Join(table[0], ","); got != header {
		t.Errorf("header\n%s\nwant\n%s", got, header)
	}
	if len(table) != 5 {
		t.Fatalf("%d rows", len(table))
	}
	want := []string{"R47 MDL.docx", "R47", "clinic of R47", "Anna", "Anna", "Gebruik/Telefoon//mail", "=SOM(A1) zei ze, en toen 👩‍⚕️ \x01 niets.", "R47", "2", "1500", "-1", "80", "+ let op", "-nurse", "CR47"}
	var got []string
	for _, name := range []string{"document", "participant", "case", "coder", "layer", "code", "quote", "speaker", "turn", "start_ms", "valence", "weight", "comment", "role", "case.code"} {
		got = append(got, column(t, table, name)[1])
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// The words stand at start–end of the canonical text, row by row.
	for i, r := range table[1:] {
		var start, end int
		if _, err := fmt.Sscan(r[7]+" "+r[8], &start, &end); err != nil {
			t.Fatal(err)
		}
		for _, d := range s.docs {
			if d.Name != r[1] {
				continue
			}
			if err := s.p.DB.Read(ctx, func(tx *sql.Tx) error {
				words, err := document.Text(ctx, tx, d, start, end)
				if words != r[9] {
					t.Errorf("row %d: %q, text has %q", i, r[9], words)
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, guarded := range []string{"'=SOM(A1)", "'+ let op", "'-nurse"} {
		if !bytes.Contains(raw.Data, []byte(guarded)) {
			t.Errorf("%q is not in the file", guarded)
		}
	}
	if bytes.Contains(raw.Data, []byte(",'-1,")) {
		t.Error("a number was guarded")
	}
}

func TestLayerIsChosenAndNamed(t *testing.T) {
	s := newStudy(t)
	files := s.write("segments.csv", map[string]string{"layer": "Bert"})
	table := rows(t, files[0])
	if got := column(t, table, "quote"); !cmp.Equal(got, []string{"zei ze"}) {
		t.Errorf("Bert's passages %q", got)
	}
	if !bytes.Contains(files[1].Data, []byte(`"layer": "Bert"`)) {
		t.Errorf("metadata %s", files[1].Data)
	}
}

func TestXLSXHoldsTheSameRows(t *testing.T) {
	s := newStudy(t)
	for _, name := range []string{"segments", "codebook"} {
		f, err := excelize.OpenReader(bytes.NewReader(s.write(name+".xlsx", nil)[0].Data))
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		want := rows(t, s.write(name+".csv", nil)[0])
		for i, r := range want {
			for j, cell := range r {
				have := ""
				if j < len(got[i]) {
					have = got[i][j]
				}
				if shown := strings.ReplaceAll(cell, "\x01", "␁"); have != shown {
					t.Errorf("%s row %d %s: %q, want %q", name, i, want[0][j], have, shown)
				}
			}
		}
		_ = f.Close()
	}
}

func TestTranscriptIsTheTextAndNothingElse(t *testing.T) {
	s := newStudy(t)
	files := s.write("transcript.txt", nil)
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
	}
	if !cmp.Equal(names, []string{"R47 MDL.txt", "R47 MDL.txt-metadata.json", "R12 ORT.txt", "R12 ORT.txt-metadata.json"}) {
		t.Fatalf("files %q", names)
	}
	if want := "I: Hoe gaat dat?\nR12: Soms scheelt het een \"belletje\"; en soms\nbel ik daarna alsnog.\n"; string(files[2].Data) != want {
		t.Errorf("got %q, want %q", files[2].Data, want)
	}
	if one := s.write("transcript.txt", map[string]string{"document": "R12 ORT.txt"}); len(one) != 2 {
		t.Errorf("one document gives %d files", len(one))
	}
}

func TestSheetSpeaksItsLanguage(t *testing.T) {
	s := newStudy(t)
	for language, want := range map[string][]string{
		"nl": {"Klopt dit voor u?", "Berichten vervangen een deel", "herken ik niet", "Dringende vragen", "“Soms scheelt het een", "Hoe belangrijk?"},
		"en": {"Is this so for you?", "Messages replace part", "rather not say", "Dringende vragen", "“Soms scheelt het een"},
	} {
		got := string(s.write("checksheet-participant.html", map[string]string{"language": language})[0].Data)
		if !strings.Contains(got, `<html lang="`+language+`">`) {
			t.Errorf("%s: not said to be", language)
		}
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: lacks %q", language, w)
			}
		}
		for _, bad := range []string{"Dit staat er niet op", "R12", "R47", "van de 2 deelnemers", "of 2 participants"} {
			if strings.Contains(got, bad) {
				t.Errorf("%s: holds %q", language, bad)
			}
		}
	}
	counted := string(s.write("checksheet-participant.html", map[string]string{"language": "nl", "counts": "yes", "quotes": "0"})[0].Data)
	if !strings.Contains(counted, "Dit hoorden we van 2 van de 2 deelnemers.") || strings.Contains(counted, "Soms scheelt") {
		t.Errorf("counts and no quotes: %s", counted)
	}
}

func TestPagesHoldEveryStatementOnce(t *testing.T) {
	s := newStudy(t)
	if err := s.p.DB.Read(ctx, func(tx *sql.Tx) error {
		base, err := finding.Load(ctx, tx, s.anna, 0)
		if err != nil {
			return err
		}
		sheet, err := report.LoadSheet(ctx, tx, base, finding.Sheet{Quotes: 2, Importance: true, Counts: true})
		if err != nil {
			return err
		}
		for range 4 {
			sheet.Statements = append(sheet.Statements, sheet.Statements...)
		}
		pages, blocks := sheet.Pages(), 0
		for _, p := range pages {
			if len(p) == 0 {
				t.Error("an empty page")
			}
			blocks += len(p)
		}
		if want := 4 + len(sheet.Statements) + 1; blocks != want {
			t.Errorf("%d blocks on the pages, want %d", blocks, want)
		}
		if whole := sheet.Document(publish.Stamp{}); len(whole.Blocks) != blocks+len(pages)-1 {
			t.Errorf("%d blocks in the document of %d pages", len(whole.Blocks), len(pages))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func TestPandocReadsTheCodebook(t *testing.T) {
	if _, err := exec.LookPath("pandoc"); err != nil {
		t.Skip("skipped: no pandoc")
	}
	s := newStudy(t)
	for _, what := range []string{"codebook.docx", "segments.docx", "codebook.md", "checksheet-participant.docx"} {
		path := filepath.Join(t.TempDir(), what)
		if err := os.WriteFile(path, s.write(what, nil)[0].Data, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("pandoc", "--wrap=none", "-t", "plain", path).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v %s", what, err, out)
		}
		want := map[string]string{"codebook.docx": "Vervangt een telefoontje", "codebook.md": "Telefoon/mail", "segments.docx": "Ik doe ze om vier uur", "checksheet-participant.docx": "Wat zou u veranderen"}[what]
		if !bytes.Contains(bytes.Join(bytes.Fields(out), []byte(" ")), []byte(strings.Fields(want)[0])) {
			t.Errorf("%s lacks %q:\n%s", what, want, out)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	s := newStudy(t)
	for _, c := range []struct {
		what string
		set  map[string]string
		code fault.Code
	}{
		{"codebook", nil, fault.Invalid}, {"codebook.pdf", nil, fault.Invalid}, {"nothing.csv", nil, fault.Invalid}, {"", nil, fault.Invalid},
		{"codebook.csv", map[string]string{"colour": "red"}, fault.Invalid}, {"codebook.csv", map[string]string{"layer": "Carla"}, fault.NotFound},
		{"transcript.txt", map[string]string{"document": "R99"}, fault.NotFound}, {"checksheet-participant.docx", map[string]string{"language": "fr"}, fault.Invalid},
		{"checksheet-participant.docx", map[string]string{"counts": "maybe"}, fault.Invalid}, {"checksheet-participant.docx", map[string]string{"quotes": "9"}, fault.Invalid},
	} {
		_, err := report.Write(ctx, s.p, s.anna, c.what, report.Options{Set: c.set})
		if !fault.Is(err, c.code) {
			t.Errorf("%s %v: %v, want %s", c.what, c.set, err, c.code)
		}
	}
}

func TestFileNames(t *testing.T) {
	for in, want := range map[string]string{`a/b\c:d`: "a_b_c_d", "con": "_con", "NUL.txt": "_NUL.txt", " . ": "_", "R12 ’s ochtends": "R12 ’s ochtends", "..": "_"} {
		if got := report.FileName(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

// many gives a study with n codings.
func many(b *testing.B, n int) *study {
	s := newStudy(b)
	d := &transcript.Draft{Name: "lang.txt", Format: "txt", Turns: []transcript.Turn{{Speaker: -1}}}
	line := strings.Repeat("Patiënten bellen elke dag en dan wacht iedereen. ", 5)
	for range n {
		d.Blocks = append(d.Blocks, transcript.Block{Kind: transcript.Words, Text: line, Sep: "\n"})
	}
	laid, err := document.Lay(ctx, s.p.DB, d, []byte("x"))
	if err != nil {
		b.Fatal(err)
	}
	var id int64
	if err := s.p.DB.Write(ctx, func(tx *sql.Tx) error {
		ids, _, err := document.Show(ctx, tx, s.anna.Person, "", laid)
		id = ids[0]
		return err
	}); err != nil {
		b.Fatal(err)
	}
	size := text.Len(line)
	s.do(func(tx *sql.Tx) error {
		c, err := codebook.Find(ctx, tx, "Gebruik/Eigen moment")
		for i := 0; i < n && err == nil; i++ {
			start := i * (size + 1)
			_, err = coding.Apply(ctx, tx, s.anna, coding.Mark{Document: id, Start: start, End: start + size, Exact: line}, c.ID)
		}
		return err
	})
	return s
}

// The budgets: 550 codings to docx in 200 ms, 15,000 to xlsx in 2 s.
func BenchmarkSegmentsDOCX550(b *testing.B)   { benchmark(b, 546, "segments.docx") }
func BenchmarkSegmentsXLSX15000(b *testing.B) { benchmark(b, 14996, "segments.xlsx") }
func BenchmarkSegmentsCSV15000(b *testing.B)  { benchmark(b, 14996, "segments.csv") }

func benchmark(b *testing.B, n int, what string) {
	s := many(b, n)
	for b.Loop() {
		s.write(what, nil)
	}
}

// BenchmarkFindingBase is what the page of statements reads, over 15,000 codings.
func BenchmarkFindingBase15000(b *testing.B) {
	s := many(b, 14996)
	for b.Loop() {
		if err := s.p.DB.Read(ctx, func(tx *sql.Tx) error {
			_, err := finding.Load(ctx, tx, s.anna, 0)
			return err
		}); err != nil {
			b.Fatal(err)
		}
	}
}
