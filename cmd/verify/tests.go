package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// mustRun are the packages in which a skipped test counts as a failed one: they
// drive the program as people do, and this command got what they need.
var mustRun = []string{"verbatim/cmd/verify/drive", "verbatim/cmd/verify/browse", "verbatim/cmd/verify/kill"}

// provided are reasons to skip that this command has removed: a test that gives
// one counts as failed, wherever it is.
var provided = []string{"no Chromium", "axe-core is not installed"}

// special are reasons to skip where the system lacks what only some have, or
// does not let a test have it. In CI they count as failed.
var special = []string{"no place without network", "no ip command", "strace is not installed"}

// raced are the packages whose goroutines meet: they run once more under the
// race detector.
var raced = []string{"internal/db", "internal/history", "internal/project", "internal/search", "internal/intake", "internal/web"}

// event is one line of `go test -json`.
type event struct {
	Action, Package, Test, Output string
	ImportPath                    string  // in place of Package when a build speaks
	Elapsed                       float64 // seconds
}

// runTests runs all tests. The kill test runs in its full length.
func runTests(ctx context.Context, t *tally) error {
	return goTest(ctx, t, []string{"VERBATIM_KILLS=200", "VERBATIM_CUTS=200"}, "-timeout=40m", "./...")
}

// runRace runs the tests of the packages where goroutines meet under the race
// detector, which needs a C compiler.
func runRace(ctx context.Context, t *tally) error {
	if _, err := exec.LookPath("gcc"); err != nil {
		fmt.Println("   left out: the race detector needs a C compiler, and there is none")
		t.skipped++
		return nil
	}
	args := []string{"-race", "-short", "-timeout=40m"}
	for _, dir := range raced {
		if _, err := os.Stat(dir); err == nil {
			args = append(args, "./"+dir+"/...")
		}
	}
	if len(args) == 3 {
		return nil
	}
	return goTest(ctx, t, []string{"CGO_ENABLED=1"}, args...)
}

// goTest runs `go test -json` with the arguments, prints a line a package and
// all that a failed test said, and adds every test to the tally. No result is
// taken from the cache: it does not see what tests ask of other programs.
func goTest(ctx context.Context, t *tally, env []string, args ...string) error {
	cmd := exec.CommandContext(ctx, "go", append([]string{"test", "-json", "-count=1"}, args...)...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	r := newReader(t)
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			fmt.Println(lines.Text())
			continue
		}
		r.take(e)
	}
	err = cmd.Wait()
	if err != nil && !r.failed {
		return fmt.Errorf("go test: %w", err)
	}
	return lines.Err()
}

// reader turns test events into the tally.
type reader struct {
	all    *tally
	said   map[string]*strings.Builder // what each running test printed
	seen   map[string]int              // tests by package
	failed bool
}

func newReader(t *tally) *reader {
	return &reader{all: t, said: map[string]*strings.Builder{}, seen: map[string]int{}}
}

// take handles one event.
func (r *reader) take(e event) {
	if e.Package == "" {
		e.Package = e.ImportPath
	}
	key := e.Package + " " + e.Test
	switch e.Action {
	case "output", "build-output":
		if r.said[key] == nil {
			r.said[key] = &strings.Builder{}
		}
		r.said[key].WriteString(e.Output)
	case "build-fail":
		fmt.Print(r.text(key))
	case "pass":
		if e.Test != "" {
			r.all.passed++
			r.seen[e.Package]++
		} else if r.seen[e.Package] > 0 {
			fmt.Printf("   ok   %-45s %4d tests %6.1f s\n", short(e.Package), r.seen[e.Package], e.Elapsed)
		}
		delete(r.said, key)
	case "fail":
		r.fail(e, key)
	case "skip":
		r.skip(e, key)
	}
}

// fail counts a failed test, or a package that failed without one.
func (r *reader) fail(e event, key string) {
	r.failed = true
	what := strings.TrimSpace(short(e.Package) + " " + e.Test)
	if e.Test == "" && r.failedIn(e.Package) {
		fmt.Printf("   FAIL %s %s\n", short(e.Package), time.Duration(e.Elapsed*float64(time.Second)).Round(time.Second))
		return
	}
	fmt.Printf("   FAIL %s\n%s", what, r.text(key))
	r.all.fail(what)
	delete(r.said, key)
}

// failedIn reports whether a test of the package was counted as failed already,
// so that the package is not counted as one more.
func (r *reader) failedIn(pkg string) bool {
	for _, what := range r.all.failures {
		if strings.HasPrefix(what, short(pkg)+" ") {
			return true
		}
	}
	return false
}

// skip counts a skipped test by name; where nothing may be skipped it counts it
// as failed.
func (r *reader) skip(e event, key string) {
	if e.Test == "" {
		return
	}
	what := short(e.Package) + " " + e.Test
	fmt.Printf("   skip %s\n%s", what, r.text(key))
	missed := mustNotSkip(e.Package, r.text(key))
	delete(r.said, key)
	if missed {
		r.failed = true
		r.all.fail(what + " (skipped, and it must run)")
		return
	}
	r.all.skipped++
}

// mustNotSkip reports whether a test that was skipped for this reason counts as
// failed.
func mustNotSkip(pkg, reason string) bool {
	gives := func(words string) bool { return strings.Contains(reason, words) }
	if slices.ContainsFunc(special, gives) && os.Getenv("CI") == "" {
		return false
	}
	return slices.Contains(mustRun, pkg) || slices.ContainsFunc(provided, gives)
}

// text is what a test printed, indented.
func (r *reader) text(key string) string {
	b := r.said[key]
	if b == nil || b.Len() == 0 {
		return ""
	}
	return "        " + strings.ReplaceAll(strings.TrimRight(b.String(), "\n"), "\n", "\n        ") + "\n"
}

// short is a package's path within the module.
func short(pkg string) string { return strings.TrimPrefix(pkg, "verbatim/") }
