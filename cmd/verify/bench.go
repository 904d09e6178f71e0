package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// row is a line of a table: what is measured, its budget, and which metrics of
// which benchmark say it, in a format with a %s for each.
type row struct {
	what, budget, benchmark, format string
	metrics                         []string
}

// rows are the program's table, in the order of DESIGN section 6.
var rows = []row{
	{"apply a code, 8,000 words: server p50 / p95", "2 / 10 ms", "ApplyShort", "%s / %s ms", []string{"p50-ms", "p95-ms"}},
	{"apply a code, 200,000 words and 5,000 codings: server p50 / p95", "2 / 10 ms", "ApplyLong", "%s / %s ms", []string{"p50-ms", "p95-ms"}},
	{"open it: server p50 / p95", "50 ms", "OpenLong", "%s / %s ms", []string{"p50-ms", "p95-ms"}},
	{"import 15 transcripts of 8,000 words, searchable", "0.5 s", "Import", "%s ms", []string{"p50-ms"}},
	{"search 1 million words, term / phrase / NEAR p95", "50 ms", "Search", "%s / %s / %s ms", []string{"term-p95-ms", "phrase-p95-ms", "near-p95-ms"}},
	{"index 1 million words, both fields: time / disk", "11 s / 50 MB", "Index", "%s s / %s MB", []string{"s", "disk-MB"}},
	{"start to first page, 1 million words", "300 ms", "Start", "%s ms", []string{"p50-ms"}},
	{"memory (PSS) after 500 codings in 1 million words", "150 MB", "Memory", "%s MB", []string{"pss-MB"}},
	{"all scripts / all styles, gzip", "40 / 12 kB", "Assets", "%s / %s kB", []string{"js-kB", "css-kB"}},
}

// felt are the desk's tables, in the order of UI section 8: what each setting
// of BenchmarkDesk measures.
var felt = []row{
	{"first contentful paint / interactive", "1 / 1 s", "", "%s / %s ms", []string{"fcp-ms", "interactive-ms"}},
	{"main-thread work to open it", "400 ms", "", "%s ms", []string{"work-ms"}},
	{"elements", "25,000", "", "%s", []string{"elements"}},
	{"memory of the tab (PSS): opened, after the work below", "200 MB", "", "%s, %s MB", []string{"tab-MB", "tab-after-MB"}},
	{"apply a code: key to paint p50 / p95", "20 / 50 ms; slowed 120", "", "%s / %s ms", []string{"apply-p50-ms", "apply-p95-ms"}},
	{"remove a code: key to paint p50 / p95", "20 / 50 ms", "", "%s / %s ms", []string{"remove-p50-ms", "remove-p95-ms"}},
	{"undo either: key to paint p50 / p95", "20 / 50 ms", "", "%s / %s ms", []string{"undo-p50-ms", "undo-p95-ms"}},
	{"apply, remove, undo: the main thread's work p50", "", "", "%s, %s, %s ms", []string{"apply-work-p50-ms", "remove-work-p50-ms", "undo-work-p50-ms"}},
	{"apply, remove, undo: key to the server's answer p50", "", "", "%s, %s, %s ms", []string{"apply-saved-p50-ms", "remove-saved-p50-ms", "undo-saved-p50-ms"}},
	{"hover a coding: to paint p50 / p95", "30 ms", "", "%s / %s ms", []string{"hover-p50-ms", "hover-p95-ms"}},
	{"3 s of scrolling: frames over 50 ms / frame p95", "0 / –", "", "%s / %s ms", []string{"long-frames", "frame-p95-ms"}},
	{"shift of the cursor's line over 20 actions", "0 px", "", "%s px", []string{"shift-px"}},
}

// bench runs the benchmarks of the program as a whole and prints their tables,
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
	tables(os.Stdout, found)
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

// tables prints the figures as README.md has them.
func tables(w io.Writer, found map[string]map[string]float64) {
	fmt.Fprintf(w, "Measured on %s, %d cores, load %s, fsync p95 %s ms, %s.\n\n", time.Now().UTC().Format("2006-01-02"), runtime.NumCPU(),
		number(found["Machine"]["load"]), number(found["Machine"]["fsync-p95-ms"]), runtime.Version())
	fmt.Fprintf(w, "| what | budget | measured |\n|---|---|---|\n")
	for _, r := range rows {
		fmt.Fprintf(w, "| %s | %s | %s |\n", r.what, r.budget, r.measured(found[r.benchmark]))
	}

	fmt.Fprintf(w, "\nThe desk in a browser, the best of four rounds, keys 50 a round (25 when slowed):\n\n")
	fmt.Fprintf(w, "| what | budget | 200,000 words, 5,000 codings | the same, processor slowed four times | one unlabelled turn of 18,000 words, 500 codings |\n|---|---|---|---|---|\n")
	for _, r := range felt {
		fmt.Fprintf(w, "| %s | %s | %s | %s | %s |\n", r.what, r.budget,
			r.measured(found["Desk/Generated"]), r.measured(found["Desk/Slowed"]), r.measured(found["Desk/OneTurn"]))
	}

	if found["Desk/Real"] == nil {
		fmt.Fprintf(w, "\nNot measured: a real transcript of 173,000 words, which is not part of the repository.\n")
		return
	}
	fmt.Fprintf(w, "\nThe same on a real transcript of 173,000 words with 5,000 codings:\n\n")
	fmt.Fprintf(w, "| what | budget | measured |\n|---|---|---|\n")
	for _, r := range felt {
		budget, _, _ := strings.Cut(r.budget, "; slowed")
		fmt.Fprintf(w, "| %s | %s | %s |\n", r.what, budget, r.measured(found["Desk/Real"]))
	}
}

// measured is what a benchmark found of a row.
func (r row) measured(of map[string]float64) string {
	if of == nil {
		return "not measured"
	}
	var values []any
	for _, m := range r.metrics {
		n, ok := of[m]
		if !ok {
			return "not measured"
		}
		values = append(values, number(n))
	}
	return fmt.Sprintf(r.format, values...)
}

// number is a figure with no more places than it can vouch for.
func number(n float64) string {
	if n < 10 && n != math.Trunc(n) {
		return strconv.FormatFloat(n, 'f', 1, 64)
	}
	return strconv.FormatFloat(n, 'f', 0, 64)
}
