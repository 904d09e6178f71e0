package publish

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"flag"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

var update = flag.Bool("update", false, "write the golden files")

const banner = "Fictional: no real hospital, clinic, professional or patient."

func sampleStamp() Stamp {
	return Stamp{
		Project: "Berichten & bellen", Snapshot: "0123456789ab", Date: time.Date(2026, 11, 23, 14, 2, 11, 0, time.UTC),
		Filter: "none", Layer: "first coder of each document", Program: "Verbatim 0.1", Counts: "3 codings in 2 documents", Banner: banner,
	}
}

func sampleTable() *Table {
	t := &Table{
		Name: "codebook", Caption: "Codebook of the study, with an example of each code",
		Columns: []Column{
			{Name: "no", Head: "No.", Kind: Number, Share: 0.5},
			{Name: "code", Head: "Code", Share: 1.6},
			{Name: "definition", Head: "Brief definition", Share: 2.4},
			{Name: "example", Head: "Example quote (ID, role)", Share: 2.6},
			{Name: "n", Head: "Codings", Kind: Number, Share: 0.8},
		},
		Notes: []string{"Numbers are of mentions, not of prevalence. N = 15 participants in 7 clinics."},
	}
	t.Rows = append(t.Rows, Row{Span: true, Cells: []Cell{T("Efficiency")}})
	t.Add(N(1), Cell{Text: "Efficiency", Strong: true}, T("What messaging does to time and attention"), T(""), N(211))
	t.Add(N(2), Cell{Text: "Own-moment benefit", Level: 1}, T("Handling messages at a self-chosen moment saves time"),
		Cell{Text: "“Ik doe ze om vier uur, met het dossier open.” (R47, nurse specialist)", Language: "nl"}, N(38))
	t.Add(N(3), Cell{Text: "Needs talking back\nand forth", Level: 2}, T(`<b>&amp; "quoted"</b> | pipe * star`), T("=SUM(A1) 👩‍⚕️ \x01 שלום\ttab"), T("-1"))
	return t
}

func sampleDocument() *Document {
	return &Document{
		Title: "Klopt dit voor u?", Language: "nl", Points: 14, Stamp: sampleStamp(),
		Blocks: []Block{
			Para(Meta, "Berichtenverkeer op de poli"),
			Heading{Text: "Klopt dit voor u?"},
			Para(Lead, "Kruis bij elke uitspraak aan wat u ervan herkent. Er is geen goed of fout."),
			Blanks{Labels: []string{"Uw code", "Datum"}},
			Group{Rule: true, Blocks: []Block{
				Heading{Level: 2, Number: "1", Text: "Berichten vervangen een deel van de telefoontjes, maar niet alles."},
				Paragraph{Style: Quote, Indent: 1, Runs: []Run{{Text: "“Soms scheelt het een belletje.”"}}},
				Ticks{Columns: 3, Indent: 1, Options: []string{"herken ik", "deels", "herken ik niet", "niet op mijn poli", "zeg ik liever niet"}},
				Ticks{Indent: 1, Lead: "Hoe belangrijk?", Options: []string{"1", "2", "3", "4", "5"}, Tail: "1 = niet, 5 = heel erg"},
				Paragraph{Style: Ask, Indent: 1, Runs: []Run{{Text: "Wat zou u veranderen of toevoegen?"}}},
				Lines{Count: 2, Indent: 1},
			}},
			PageBreak{},
			Heading{Level: 1, Text: "# Bijlage"},
			Paragraph{Runs: []Run{{Text: "Gewoon, "}, {Text: "vet", Strong: true}, {Text: " en "}, {Text: "schuin", Slanted: true, Language: "en"}, {Text: "."}}},
			sampleTable(),
		},
	}
}

// written is every file of the samples by name.
func written(t testing.TB) map[string][]byte {
	t.Helper()
	d := sampleDocument()
	docx, err := DOCX(d)
	if err != nil {
		t.Fatal(err)
	}
	second := sampleTable()
	second.Name = "Stamp"
	xlsx, err := XLSX(sampleStamp(), sampleTable(), second)
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{
		"sample.docx": docx, "sample.xlsx": xlsx, "sample.csv": CSV(sampleTable(), 0),
		"semicolon.csv": CSV(sampleTable(), ';'), "sample.md": Markdown(d), "sample.html": HTML(d),
		"sample.csv-metadata.json": Metadata(sampleStamp(), "sample.csv", []string{"no"}, 3),
	}
}

func TestSameInputSameBytes(t *testing.T) {
	first := written(t)
	for range 8 { // a map order would show
		for name, data := range written(t) {
			if !bytes.Equal(data, first[name]) {
				t.Fatalf("%s: a second writing gives other bytes", name)
			}
		}
	}
}

func TestGolden(t *testing.T) {
	files := written(t)
	docx, err := zip.NewReader(bytes.NewReader(files["sample.docx"]), int64(len(files["sample.docx"])))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range docx.File {
		if strings.HasPrefix(f.Name, "word/document") || strings.HasPrefix(f.Name, "word/footer") {
			files["sample.docx."+filepath.Base(f.Name)] = read(t, f)
		}
	}
	for name, got := range files {
		if strings.HasSuffix(name, ".docx") || strings.HasSuffix(name, ".xlsx") {
			continue
		}
		path := filepath.Join("testdata", name+".golden")
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func read(t testing.TB, f *zip.File) []byte {
	t.Helper()
	r, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestPartsAreWellFormed(t *testing.T) {
	for _, name := range []string{"sample.docx", "sample.xlsx"} {
		wellFormed(t, written(t)[name])
	}
}

func wellFormed(t *testing.T, data []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if z.File[0].Name != "[Content_Types].xml" {
		t.Errorf("first entry is %s", z.File[0].Name)
	}
	for _, f := range z.File {
		dec := xml.NewDecoder(bytes.NewReader(read(t, f)))
		for {
			if _, err := dec.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
}

// TestApostropheRule holds the rule of the contract for random cells: guarded
// exactly where it says, and exact on the way back, line ends included.
func TestApostropheRule(t *testing.T) {
	matches := regexp.MustCompile("^'*[=+\\-@\t\r]")
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune("''''==+-@\t\r\n\",; ab1é👩\x00\u00ad")
	for range 20000 {
		cells := make([]string, 1+random.IntN(3))
		for i := range cells {
			runes := make([]rune, random.IntN(6))
			for j := range runes {
				runes[j] = alphabet[random.IntN(len(alphabet))]
			}
			cells[i] = string(runes)
			want := cells[i]
			if matches.MatchString(want) {
				want = "'" + want
			}
			if got := guard(cells[i]); got != want {
				t.Fatalf("guard(%q) = %q, want %q", cells[i], got, want)
			}
			if got := Unguard(want); got != cells[i] {
				t.Fatalf("Unguard(%q) = %q, want %q", want, got, cells[i])
			}
		}
		table := &Table{Columns: make([]Column, len(cells))}
		row := Row{}
		for i, c := range cells {
			table.Columns[i].Name = "column" + strconv.Itoa(i)
			row.Cells = append(row.Cells, T(c))
		}
		table.Rows = []Row{row}
		separator := []rune{',', ';', '\t'}[random.IntN(3)]
		data := CSV(table, separator)
		back, err := ReadCSV(bytes.NewReader(data), separator)
		if err != nil || len(back) != 2 || !cmp.Equal(back[1], cells) {
			t.Fatalf("%q came back as %q, %v", cells, back, err)
		}
		standard := csv.NewReader(bytes.NewReader(data))
		standard.Comma = separator
		if _, err := standard.ReadAll(); err != nil {
			t.Fatalf("encoding/csv refuses %q: %v", data, err)
		}
	}
}

func TestUnguardLeavesOtherCells(t *testing.T) {
	for in, want := range map[string]string{
		"'s ochtends": "'s ochtends", "'": "'", "''": "''", "": "", "-1": "-1", "'-1": "-1", "''=1": "'=1", "=1": "=1",
	} {
		if got := Unguard(in); got != want {
			t.Errorf("Unguard(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNumbersStayPlain(t *testing.T) {
	table := &Table{Columns: []Column{{Name: "valence", Kind: Number}, {Name: "b"}}}
	for _, n := range []string{"-1", "0", "", "3.5", "-", "-x", "+1"} {
		table.Add(T(n), T("b"))
	}
	want := byteOrderMark + "valence,b\r\n-1,b\r\n0,b\r\n,b\r\n3.5,b\r\n'-,b\r\n'-x,b\r\n'+1,b\r\n"
	if got := string(CSV(table, 0)); got != want {
		t.Errorf("got %q", got)
	}
}

func TestReadCSVGuessesAndRefuses(t *testing.T) {
	got, err := ReadCSV(strings.NewReader("\uFEFF\"a,b\";c;d\n\n1;2;3"), 0)
	if err != nil || !cmp.Equal(got, [][]string{{"a,b", "c", "d"}, {"1", "2", "3"}}) {
		t.Errorf("got %q, %v", got, err)
	}
	for _, bad := range []string{"a,\"b\nc", "a,\"b\"c\n"} {
		if _, err := ReadCSV(strings.NewReader(bad), 0); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func TestXLSXComesBack(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t)["sample.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.GetSheetList(); !cmp.Equal(got, []string{"codebook", "Table 2", "Stamp"}) {
		t.Fatalf("sheets %q", got)
	}
	rows, err := f.GetRows("codebook")
	if err != nil {
		t.Fatal(err)
	}
	if got := rows[4]; got[3] != "=SUM(A1) 👩‍⚕️ ␁ שלום\ttab" || got[4] != "-1" || got[2] != `<b>&amp; "quoted"</b> | pipe * star` {
		t.Errorf("row %q", got)
	}
	if kind, _ := f.GetCellType("codebook", "D5"); kind == excelize.CellTypeFormula {
		t.Error("text became a formula")
	}
	if panes, err := f.GetPanes("codebook"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	stamp, _ := f.GetRows("Stamp")
	flat := ""
	for _, r := range stamp {
		flat += strings.Join(r, ": ") + "\n"
	}
	for _, want := range []string{"Snapshot: 0123456789ab", "Characters shown as control pictures: 2", "Project: Berichten & bellen", banner} {
		if !strings.Contains(flat, want) {
			t.Errorf("stamp lacks %q:\n%s", want, flat)
		}
	}
}

// TestLongCells holds that what a cell cannot hold goes on in marked rows, and
// that nothing is lost: neither at the limit nor at surrogate pairs.
func TestLongCells(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("a", 32767), strings.Repeat("a", 32768), strings.Repeat("é", 32767),
		strings.Repeat("👩", 20000), strings.Repeat("woord ", 20000), strings.Repeat("_x0041_ ", 9000),
	} {
		table := &Table{Name: "segments", Columns: []Column{{Name: "id"}, {Name: "quote"}, {Name: "n", Kind: Number}}}
		table.Add(T("c-1"), T(text), N(1))
		data, err := XLSX(sampleStamp(), table)
		if err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := f.GetRows("segments")
		if err != nil {
			t.Fatal(err)
		}
		joined := ""
		for i, r := range rows[1:] {
			joined += r[1]
			want := "c-1"
			if i > 0 {
				want = "c-1 (" + strconv.Itoa(i+1) + "/" + strconv.Itoa(len(rows)-1) + ")"
			}
			if r[0] != want {
				t.Errorf("row %d begins %q, want %q", i, r[0], want)
			}
		}
		if joined != text {
			t.Errorf("%.10q…: %d bytes came back of %d in %d rows", text, len(joined), len(text), len(rows)-1)
		}
		f.Close()
	}
}

func TestHTMLHoldsNoScriptAndAPolicy(t *testing.T) {
	got := string(written(t)["sample.html"])
	for _, want := range []string{`http-equiv="Content-Security-Policy"`, `lang="nl"`, "&lt;b&gt;", "␁", "0123456789ab", banner} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q", want)
		}
	}
	for _, bad := range []string{"<script", "http://", "https://", "\x01", "<b>"} {
		if strings.Contains(got, bad) {
			t.Errorf("holds %q", bad)
		}
	}
}

func TestMarkdownFirstLineIsTheStamp(t *testing.T) {
	first, _, _ := strings.Cut(string(written(t)["sample.md"]), "\n")
	for _, want := range []string{"Berichten", "0123456789ab", "2026"} {
		if !strings.Contains(first, want) {
			t.Errorf("first line %q lacks %q", first, want)
		}
	}
}

func TestRightToLeftIsSaid(t *testing.T) {
	for s, want := range map[string]bool{"שלום": true, "“سألت": true, "12 שלום": true, "R1: שלום": false, "": false, "123": false} {
		if got := direction(s) != ""; got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestMetadataIsJSON(t *testing.T) {
	var got map[string]any
	if err := json.Unmarshal(written(t)["sample.csv-metadata.json"], &got); err != nil {
		t.Fatal(err)
	}
	if got["snapshot"] != "0123456789ab" || got["date"] != "2026-11-23T14:02:11Z" || got["note"] != banner {
		t.Errorf("got %v", got)
	}
}

// tool runs an independent reader over a sample, or skips naming it.
func tool(t *testing.T, name string, args func(path, dir string) []string, file string) (string, string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("skipped: no %s", name)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, file)
	if err := os.WriteFile(path, written(t)[file], 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(name, args(path, dir)...)
	cmd.Env = append(os.Environ(), "HOME="+dir)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out), dir
}

func TestPandocReadsDocx(t *testing.T) {
	out, _ := tool(t, "pandoc", func(path, _ string) []string { return []string{"--wrap=none", "-t", "markdown", path} }, "sample.docx")
	for _, want := range []string{"Klopt dit voor u?", "Codebook of the study", "Own-moment benefit", "herken ik niet", "=SUM(A1)", "Needs talking back", "# \\# Bijlage"} {
		if !strings.Contains(strings.ReplaceAll(out, "\u00a0", " "), want) {
			t.Errorf("lacks %q:\n%s", want, out)
		}
	}
}

func TestPandocReadsMarkdownAndHTML(t *testing.T) {
	for _, file := range []string{"sample.md", "sample.html"} {
		out, _ := tool(t, "pandoc", func(path, _ string) []string {
			from := "commonmark_x"
			if strings.HasSuffix(path, ".html") {
				from = "html"
			}
			return []string{"--wrap=none", "-f", from, "-t", "plain", path}
		}, file)
		for _, want := range []string{"Own-moment benefit", `<b>&amp; "quoted"</b> | pipe * star`, "# Bijlage", "deels"} {
			if !strings.Contains(strings.NewReplacer("“", `"`, "”", `"`).Replace(out), want) {
				t.Errorf("%s lacks %q:\n%s", file, want, out)
			}
		}
	}
}

func TestLibreOfficeReads(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: soffice is slow")
	}
	_, dir := tool(t, "soffice", func(path, dir string) []string {
		return []string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", "txt:Text", "--outdir", dir, path}
	}, "sample.docx")
	got, err := os.ReadFile(filepath.Join(dir, "sample.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Own-moment benefit", "=SUM(A1)", "herken ik"} {
		if !strings.Contains(strings.ReplaceAll(string(got), "\u00a0", " "), want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
}

func segmentsTable(rows int) *Table {
	t := &Table{Name: "segments", Caption: "Coded segments"}
	for i := range 20 {
		t.Columns = append(t.Columns, Column{Name: "column" + strconv.Itoa(i)})
	}
	quote := strings.Repeat("Soms scheelt het een belletje, en soms bel ik daarna alsnog. ", 4)
	for i := range rows {
		cells := make([]Cell, 20)
		for j := range cells {
			cells[j] = T("cell " + strconv.Itoa(i))
		}
		cells[9] = T(quote)
		t.Add(cells...)
	}
	return t
}

func BenchmarkDOCX550(b *testing.B) {
	t := segmentsTable(550)
	t.Columns = t.Columns[6:12]
	for i := range t.Rows {
		t.Rows[i].Cells = t.Rows[i].Cells[6:12]
	}
	for b.Loop() {
		if _, err := DOCX(&Document{Title: "Segments", Blocks: []Block{t}, Stamp: sampleStamp()}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkXLSX15000(b *testing.B) {
	t := segmentsTable(15000)
	for b.Loop() {
		if _, err := XLSX(sampleStamp(), t); err != nil {
			b.Fatal(err)
		}
	}
}
