package report_test

import (
	"archive/zip"
	"bytes"
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

	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/finding"
	"verbatim/internal/history"
	"verbatim/internal/publish"
	"verbatim/internal/report"
)

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
	s.memos()
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
		"confused_with,origin,status,colour,version,changed_at,changed_by,n_segments,n_participants,n_cases,n_coders,category,themes"
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

func TestSegmentsJSONHoldsTheSameRows(t *testing.T) {
	s := newStudy(t)
	var got struct {
		Export   map[string]any
		Segments []map[string]any
	}
	if err := json.Unmarshal(s.write("segments.json", nil)[0].Data, &got); err != nil {
		t.Fatal(err)
	}
	if got.Export["snapshot"] != s.head() || got.Export["program"] != "Verbatim test" {
		t.Errorf("stamp %v", got.Export)
	}
	want := rows(t, s.write("segments.csv", nil)[0])
	if len(got.Segments) != len(want)-1 {
		t.Fatalf("%d records, want %d", len(got.Segments), len(want)-1)
	}
	for i, r := range got.Segments {
		if len(r) != len(want[0]) {
			t.Errorf("record %d has %d fields, want %d", i, len(r), len(want[0]))
		}
		for j, name := range want[0] {
			have := r[name]
			if have == nil {
				have = ""
			}
			if fmt.Sprint(have) != want[i+1][j] {
				t.Errorf("record %d %s: %v, want %q", i, name, have, want[i+1][j])
			}
		}
	}
	if _, number := got.Segments[0]["start"].(float64); !number || got.Segments[3]["valence"] != nil {
		t.Errorf("numbers and gaps: %v", got.Segments)
	}
}

func TestStandalonePagesRunNothing(t *testing.T) {
	s := newStudy(t)
	for what, want := range map[string]string{"codebook.html": "Vervangt een telefoontje", "segments.html": "=SOM(A1) zei ze"} {
		page := string(s.write(what, nil)[0].Data)
		for _, w := range []string{"default-src 'none'", want, "Berichten &amp; bellen"} {
			if !strings.Contains(page, w) {
				t.Errorf("%s lacks %q", what, w)
			}
		}
		for _, bad := range []string{"<script", "src=", "href=", "url(", "\x01"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s holds %q", what, bad)
			}
		}
	}
}
