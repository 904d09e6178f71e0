package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// row is a line of the table: what is measured, its budget, and which metrics
// of which benchmark say it, in a format with a %s for each.
type row struct {
	what, budget, benchmark, format string
	metrics                         []string
}

// rows are the table, in the order of DESIGN section 6.
var rows = []row{
	{"apply a code, 8,000 words: server p50 / p95", "2 / 10 ms", "ApplyShort", "%s / %s ms", []string{"p50-ms", "p95-ms"}},
	{"apply a code, 200,000 words and 5,000 codings: server p50 / p95", "2 / 10 ms", "ApplyLong", "%s / %s ms", []string{"p50-ms", "p95-ms"}},
	{"apply a code there: key to paint p50 / p95", "20 / 50 ms", "BrowserApply", "%s / %s ms", []string{"p50-ms", "p95-ms"}},
	{"remove a code there: key to paint p50 / p95", "20 / 50 ms", "BrowserRemove", "%s / %s ms", []string{"p50-ms", "p95-ms"}},
	{"open it: main-thread work / interactive", "400 ms / 1 s", "BrowserOpen", "%s / %s ms", []string{"work-ms", "interactive-ms"}},
	{"open it: server p50 / p95", "50 ms", "OpenLong", "%s / %s ms", []string{"p50-ms", "p95-ms"}},
	{"import 15 transcripts of 8,000 words, searchable", "0.5 s", "Import", "%s ms", []string{"p50-ms"}},
	{"search 1 million words, term / phrase / NEAR p95", "50 ms", "Search", "%s / %s / %s ms", []string{"term-p95-ms", "phrase-p95-ms", "near-p95-ms"}},
	{"index 1 million words, both fields: time / disk", "11 s / 50 MB", "Index", "%s s / %s MB", []string{"s", "disk-MB"}},
	{"start to first page, 1 million words", "300 ms", "Start", "%s ms", []string{"p50-ms"}},
	{"memory (PSS) after 500 codings in 1 million words", "150 MB", "Memory", "%s MB", []string{"pss-MB"}},
}

// bench runs the benchmarks of the program as a whole and prints their table,
// with the machine's load and the time an fsync takes beside it.
func bench(ctx context.Context) int {
	cmd := exec.CommandContext(ctx, "go", "test", "-run=^$", "-bench=.", "-benchtime=1x", "-timeout=60m", "./cmd/verify/bench")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "verify bench:", err)
		return 1
	}
	found := metrics(io.TeeReader(out, os.Stderr))
	err = cmd.Wait()
	table(os.Stdout, found)
	if err != nil {
		fmt.Fprintln(os.Stderr, "verify bench:", err)
		return 1
	}
	return 0
}

// metrics reads what `go test -bench` prints: by benchmark, its metrics.
func metrics(r io.Reader) map[string]map[string]float64 {
	found := map[string]map[string]float64{}
	for lines := bufio.NewScanner(r); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(fields[0], "Benchmark"), "-")
		found[name] = map[string]float64{}
		for i := 2; i+1 < len(fields); i += 2 {
			if n, err := strconv.ParseFloat(fields[i], 64); err == nil {
				found[name][fields[i+1]] = n
			}
		}
	}
	return found
}

// table prints the figures as README.md has them.
func table(w io.Writer, found map[string]map[string]float64) {
	fmt.Fprintf(w, "Measured on %s, %d cores, load %s, fsync p95 %s ms, %s.\n\n", time.Now().UTC().Format("2006-01-02"), runtime.NumCPU(),
		number(found["Machine"]["load"]), number(found["Machine"]["fsync-p95-ms"]), runtime.Version())
	fmt.Fprintf(w, "| what | budget | measured |\n|---|---|---|\n")
	for _, r := range rows {
		measured := "not measured"
		if of := found[r.benchmark]; of != nil {
			var values []any
			for _, m := range r.metrics {
				values = append(values, number(of[m]))
			}
			measured = fmt.Sprintf(r.format, values...)
		}
		fmt.Fprintf(w, "| %s | %s | %s |\n", r.what, r.budget, measured)
	}
}

// number is a figure with no more places than it can vouch for.
func number(n float64) string {
	switch {
	case n < 10:
		return strconv.FormatFloat(n, 'f', 1, 64)
	default:
		return strconv.FormatFloat(n, 'f', 0, 64)
	}
}
