package main

import "testing"

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
