package search

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"verbatim/internal/testkit"
)

// big is a project of VERBATIM_WORDS words (1 million without it) in interviews
// of 8,000, made once for all benchmarks; how long indexing took, and how large
// the index is.
var big = sync.OnceValue(func() (out struct {
	s     *study
	x     *Index
	words int
	took  time.Duration
	bytes int64
}) {
	out.words = 1_000_000
	if n, err := strconv.Atoi(os.Getenv("VERBATIM_WORDS")); err == nil {
		out.words = n
	}
	dir, err := os.MkdirTemp("", "verbatim-search-bench")
	if err != nil {
		panic(err)
	}
	s := &study{t: &quiet{}, dir: dir}
	s.reopen("")
	out.s = s
	const each = 8000
	for i := 0; i < out.words/each; i++ {
		s.show(interview(fmt.Sprintf("R%04d.txt", i), uint64(i), each, 160))
	}
	start := time.Now()
	out.x, err = Of(s.p)
	if err != nil {
		panic(err)
	}
	for st := out.x.Status(); !st.Ready() || st.Texts == 0; st = out.x.Status() {
		time.Sleep(5 * time.Millisecond)
	}
	out.took = time.Since(start)
	_ = filepath.WalkDir(filepath.Join(s.p.Dir, "index"), func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			if info, err := d.Info(); err == nil {
				out.bytes += info.Size()
			}
		}
		return nil
	})
	return out
})

// quiet lets a study outlive the benchmark that made it.
type quiet struct{ testing.TB }

func (*quiet) Helper()           {}
func (*quiet) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

func TestMain(m *testing.M) {
	if os.Getenv(killed) != "" {
		buildUntilKilled()
	}
	code := m.Run()
	if benchmarked {
		b := big()
		_ = b.s.shelf.Close()
		_ = os.RemoveAll(b.s.dir)
	}
	os.Exit(code)
}

var benchmarked bool

func BenchmarkIndex(b *testing.B) {
	benchmarked = true
	g := big()
	for b.Loop() {
		_ = g
	}
	b.ReportMetric(g.took.Seconds(), "s-to-index")
	b.ReportMetric(float64(g.words)/g.took.Seconds(), "words/s")
	b.ReportMetric(float64(g.bytes)/1e6, "MB")
}

// timed runs a query over and over and reports its median and 95th percentile.
func timed(b *testing.B, query string, ask func(q *Query) (Result, error)) {
	q := parse(b, query)
	var took []time.Duration
	hits := 0
	for b.Loop() {
		start := time.Now()
		r, err := ask(q)
		if err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
		hits = r.Total
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
	b.ReportMetric(float64(hits), "hits")
}

// asked are the kinds of question that the budget speaks of, and some dearer ones.
var benchmarks = []struct{ name, query string }{
	{"rare", testkit.Planted.Rare},
	{"common", "bada"}, // the most frequent word of the generated texts
	{"phrase", `"` + testkit.Planted.Phrase + `"`},
	{"near", "kitchen NEAR/5 table"},
	{"and", "kitchen watershed"},
	{"prefix", "water*"},
	{"short prefix", "b*"},
	{"wildcard", "*shed"},
	{"fuzzy", "watershod~1"},
	{"forms", "~kitchen"},
	{"regex", "/water\\w+ed/"},
}

// The first fifty hits with their places.
func BenchmarkFind(b *testing.B) {
	benchmarked = true
	g := big()
	for _, c := range benchmarks {
		b.Run(c.name, func(b *testing.B) {
			timed(b, c.query, func(q *Query) (Result, error) { return g.x.Find(ctx, g.s.anna, q, Options{Limit: 50}) })
		})
	}
}

// All hits counted as well, as the page does.
func BenchmarkCount(b *testing.B) {
	benchmarked = true
	g := big()
	for _, c := range benchmarks[:4] {
		b.Run(c.name, func(b *testing.B) {
			timed(b, c.query, func(q *Query) (Result, error) {
				return g.x.Find(ctx, g.s.anna, q, Options{Limit: 50, Patience: -1})
			})
		})
	}
}

// Every text read from SQLite.
func BenchmarkScan(b *testing.B) {
	benchmarked = true
	g := big()
	timed(b, testkit.Planted.Rare, func(q *Query) (Result, error) {
		return Scan(ctx, g.s.p.DB, g.s.anna, q, Options{Limit: 50, Patience: -1})
	})
}

// The evaluator alone over a million words in memory.
func BenchmarkEvaluate(b *testing.B) {
	var units []*unit
	words := 0
	for i := range 125 {
		d := interview("x", uint64(i), 8000, 160)
		for _, bl := range d.Blocks {
			if searched(bl.Kind) {
				units = append(units, &unit{pieces: []piece{{0, bl.Text, ""}}})
			}
		}
		words += 8000
	}
	e := newEvaluator(parse(b, testkit.Planted.Rare), nil)
	b.ResetTimer()
	for b.Loop() {
		for _, u := range units {
			e.spans(u)
		}
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mwords/s")
}
