package bench

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/cmd/verify/drive"
	"verbatim/internal/guid"
	"verbatim/internal/testkit"
)

func TestMain(m *testing.M) { os.Exit(drive.Main(m)) }

// The study that is measured: a million words in 60 interviews, of which one is
// as long as the longest that anybody reported, with 5,000 codings in that one.
const (
	project    = "Measured"
	coder      = "Mira"
	longWords  = 200_000
	longTurns  = 2_239
	longName   = "long.txt"
	eightName  = "eight.txt"
	codings    = 5_000
	codes      = 120
	shortWords = 13_600
	shorts     = 59
)

// long is the text of the long interview.
var long = sync.OnceValue(func() string { return testkit.Interview(1, longWords, longTurns) })

// eight is the text of an interview of the usual length.
var eight = sync.OnceValue(func() string { return testkit.Interview(90, 8000, 90) })

// opened returns a data folder with the study in it, made at the first call.
func opened(b *testing.B) string {
	b.Helper()
	data := filepath.Join(drive.Scratch(), "data")
	if _, err := os.Stat(data); err == nil {
		return data
	}
	write := func(name, text string) string {
		path := filepath.Join(drive.Scratch(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
		return path
	}
	files := []string{write(longName, long()), write(eightName, eight())}
	for i := range shorts {
		files = append(files, write(fmt.Sprintf("interview-%02d.txt", i+1), testkit.Interview(uint64(i+2), shortWords, 150)))
	}
	begun := time.Now()
	drive.Must(b, append([]string{"import", "--data", data, "--project", project, "--as", coder}, files...)...)
	drive.Must(b, "import", "--data", data, "--project", project, "--as", coder,
		write("codebook.csv", testkit.CodebookCSV(codes)),
		write("codings.csv", testkit.CodingsCSV(longName, coder, long(), testkit.Passages(1, long(), codings, codes))))
	b.Logf("the study was imported in %.1f s", time.Since(begun).Seconds())
	return data
}

// report gives times as metrics: their 50th and 95th percentiles.
func report(b *testing.B, took []time.Duration) {
	b.Helper()
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ms(percentile(took, 50)), "p50-ms")
	b.ReportMetric(ms(percentile(took, 95)), "p95-ms")
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// BenchmarkMachine says what the figures of the same run are to be read beside.
func BenchmarkMachine(b *testing.B) {
	took, err := fsyncP95(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ms(took), "fsync-p95-ms")
	b.ReportMetric(load(), "load")
}

// served starts the program on the study, and returns it with the desk of a
// document and that document's text.
func served(b *testing.B, name, text string) (*drive.Server, drive.Desk, string) {
	b.Helper()
	return deskOf(b, drive.Start(b, opened(b)), name, text)
}

// deskOf is the desk of a document of a server's only project.
func deskOf(b *testing.B, s *drive.Server, name, text string) (*drive.Server, drive.Desk, string) {
	b.Helper()
	list, err := s.Get("/")
	if err != nil {
		b.Fatal(err)
	}
	at := projectLink.FindStringSubmatch(list.Body)
	if at == nil {
		b.Fatalf("the first page links no project: %d", list.Status)
	}
	paths, err := s.Desks(at[1])
	if err != nil {
		b.Fatal(err)
	}
	desk, err := s.Desk(paths[name])
	if err != nil {
		b.Fatal(err)
	}
	return s, desk, text
}

var projectLink = regexp.MustCompile(`href="(/p/[^/"]+)"`)

// apply codes passages one after another and returns how long each answer took.
func apply(b *testing.B, s *drive.Server, desk drive.Desk, text string, n int) []time.Duration {
	b.Helper()
	var codes []string
	for _, c := range desk.Tree {
		if !c.C {
			codes = append(codes, c.G)
		}
	}
	runes := []rune(text)
	var took []time.Duration
	for i, p := range testkit.Passages(uint64(time.Now().UnixNano()), text, n, 1) {
		body := drive.Coding{Version: desk.Version, Start: p.Start, End: p.End, Exact: string(runes[p.Start:p.End]),
			Codes: []string{codes[i%len(codes)]}, Request: guid.New()}
		begun := time.Now()
		reply, err := s.PostJSON(desk.URL+"/codings", body)
		took = append(took, time.Since(begun))
		if err != nil || reply.Status != 200 {
			b.Fatalf("applying a code: %d %v %.300s", reply.Status, err, reply.Body)
		}
	}
	return took
}

// best is that of four rounds whose median is least, as in the browser.
func best(round func() []time.Duration) []time.Duration {
	var least []time.Duration
	for range rounds {
		if took := round(); least == nil || percentile(took, 50) < percentile(least, 50) {
			least = took
		}
	}
	return least
}

// BenchmarkApplyShort applies 4 × 100 codes in an interview of 8,000 words.
func BenchmarkApplyShort(b *testing.B) {
	s, desk, text := served(b, eightName, eight())
	for b.Loop() {
		report(b, best(func() []time.Duration { return apply(b, s, desk, text, 100) }))
	}
}

// BenchmarkApplyLong applies 4 × 100 codes in 200,000 words with 5,000 codings.
func BenchmarkApplyLong(b *testing.B) {
	s, desk, text := served(b, longName, long())
	for b.Loop() {
		report(b, best(func() []time.Duration { return apply(b, s, desk, text, 100) }))
	}
}

// BenchmarkOpenLong asks for the page of 200,000 words with 5,000 codings.
func BenchmarkOpenLong(b *testing.B) {
	s, desk, _ := served(b, longName, long())
	for b.Loop() {
		report(b, best(func() (took []time.Duration) {
			for range 20 {
				begun := time.Now()
				if page, err := s.Get(desk.URL); err != nil || page.Status != 200 {
					b.Fatalf("%d %v", page.Status, err)
				}
				took = append(took, time.Since(begun))
			}
			return took
		}))
	}
}

// BenchmarkStart starts the program on the study and asks for the first page
// and the project's.
func BenchmarkStart(b *testing.B) {
	data := opened(b)
	for b.Loop() {
		var took []time.Duration
		for range 10 {
			begun := time.Now()
			s, err := drive.Open(data)
			if err != nil {
				b.Fatal(err)
			}
			err = s.SignIn()
			took = append(took, time.Since(begun))
			s.Stop()
			if err != nil {
				b.Fatal(err)
			}
		}
		report(b, took)
	}
}

// BenchmarkMemory takes the program's share of memory after 500 codings and a
// few searches in a million words.
func BenchmarkMemory(b *testing.B) {
	s, desk, text := served(b, longName, long())
	for b.Loop() {
		apply(b, s, desk, text, 500)
		for _, q := range queries {
			if _, err := s.Get(desk.Project + "/search?q=" + url.QueryEscape(q.query)); err != nil {
				b.Fatal(err)
			}
		}
		n, err := pss(s.PID())
		if err != nil {
			b.Skip("skipped: this system does not say a process's share of memory")
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(float64(n)/1e6, "pss-MB")
	}
}

// queries are what the search benchmark asks for.
var queries = []struct{ metric, query string }{
	{"term-p95-ms", testkit.Planted.Rare},
	{"phrase-p95-ms", `"` + testkit.Planted.Phrase + `"`},
	{"near-p95-ms", "quiet NEAR/3 table"},
}

// BenchmarkSearch searches a million words, with the index open, as the search
// page does.
func BenchmarkSearch(b *testing.B) {
	s, desk, _ := served(b, longName, long())
	for b.Loop() {
		b.ReportMetric(0, "ns/op")
		for _, q := range queries {
			var took []time.Duration
			for i := range 40 {
				begun := time.Now()
				page, err := s.Get(desk.Project + "/search?q=" + url.QueryEscape(q.query))
				if err != nil || page.Status != 200 {
					b.Fatalf("%s: %d %v", q.query, page.Status, err)
				}
				if i > 0 {
					took = append(took, time.Since(begun))
				}
			}
			b.ReportMetric(ms(percentile(took, 95)), q.metric)
		}
	}
}

// BenchmarkIndex makes the index of a million words anew.
func BenchmarkIndex(b *testing.B) {
	data := opened(b)
	for b.Loop() {
		begun := time.Now()
		drive.Must(b, "reindex", "--data", data)
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(time.Since(begun).Seconds(), "s")
		var size int64
		filepath.WalkDir(data, func(path string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.Contains(filepath.ToSlash(path), "/index/") {
				if info, err := d.Info(); err == nil {
					size += info.Size()
				}
			}
			return nil
		})
		b.ReportMetric(float64(size)/1e6, "disk-MB")
	}
}

// BenchmarkImport brings 15 interviews of 8,000 words into an empty project on
// the command line and searches the last of them.
func BenchmarkImport(b *testing.B) {
	var files []string
	for i := range 15 {
		path := filepath.Join(b.TempDir(), fmt.Sprintf("new-%02d.txt", i))
		if err := os.WriteFile(path, []byte(testkit.Interview(uint64(200+i), 8000, 90)), 0o600); err != nil {
			b.Fatal(err)
		}
		files = append(files, path)
	}
	for b.Loop() {
		var took []time.Duration
		for range 5 {
			data := b.TempDir()
			begun := time.Now()
			drive.Must(b, append([]string{"import", "--data", data, "--project", project, "--as", coder}, files...)...)
			took = append(took, time.Since(begun))
			out := drive.Must(b, "search", "--data", data, "--project", project, "--json", testkit.Planted.Rare)
			if !strings.Contains(out, "new-14.txt") {
				b.Fatal("the last file is not found")
			}
		}
		report(b, took)
	}
}
