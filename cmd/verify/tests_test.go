package main

import (
	"strings"
	"testing"
)

// TestReader feeds the events of a test run and looks at the tally.
func TestReader(t *testing.T) {
	t.Setenv("CI", "")
	var all tally
	r := newReader(&all)
	for _, e := range []event{
		{Action: "pass", Package: "verbatim/a", Test: "TestGood"},
		{Action: "output", Package: "verbatim/a", Test: "TestBad", Output: "it broke\n"},
		{Action: "fail", Package: "verbatim/a", Test: "TestBad"},
		{Action: "fail", Package: "verbatim/a"},
		{Action: "build-output", ImportPath: "verbatim/b", Output: "no such thing\n"},
		{Action: "build-fail", ImportPath: "verbatim/b"},
		{Action: "fail", Package: "verbatim/b"},
		{Action: "output", Package: "verbatim/c", Test: "TestShared", Output: "skipped: no shared corpus\n"},
		{Action: "skip", Package: "verbatim/c", Test: "TestShared"},
		{Action: "output", Package: "verbatim/c", Test: "TestBrowser", Output: "skipped: no Chromium on this machine\n"},
		{Action: "skip", Package: "verbatim/c", Test: "TestBrowser"},
		{Action: "output", Package: mustRun[1], Test: "TestNoOutbound", Output: "skipped: strace is not installed\n"},
		{Action: "skip", Package: mustRun[1], Test: "TestNoOutbound"},
		{Action: "skip", Package: mustRun[1], Test: "TestByMouse"},
	} {
		r.take(e)
	}
	if all.passed != 1 || all.failed != 4 || all.skipped != 2 {
		t.Errorf("%d passed, %d failed, %d skipped, want 1, 4, 2: %v", all.passed, all.failed, all.skipped, all.failures)
	}
	if !r.failed {
		t.Error("the run is not known to have failed")
	}
}

// TestTables reads what a run of benchmarks printed and looks at the tables.
func TestTables(t *testing.T) {
	found := metrics(strings.NewReader(`goos: linux
BenchmarkMachine-2           1     0.6 fsync-p95-ms     1.3 load
BenchmarkDesk/Generated-2    1     12.04 apply-p50-ms   38.7 apply-p95-ms  18979 elements  0 shift-px
BenchmarkDesk/Slowed         1     70 apply-p50-ms      118.2 apply-p95-ms
PASS
`))
	var out strings.Builder
	tables(&out, found)
	for _, line := range []string{
		"load 1.3, fsync p95 0.6 ms",
		"| apply a code: key to paint p50 / p95 | 20 / 50 ms; slowed 120 | 12 / 39 ms | 70 / 118 ms | not measured |",
		"| elements | 25,000 | 18979 | not measured | not measured |",
		"| shift of the cursor's line over 20 actions | 0 px | 0 px | not measured | not measured |",
		"which is not part of the repository",
	} {
		if !strings.Contains(out.String(), line) {
			t.Errorf("the tables lack %q:\n%s", line, &out)
		}
	}
}
