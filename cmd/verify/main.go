// Command verify is the project's test command. It gets what the tests need,
// checks formatting, generated files, types and imports, runs every test, and
// builds for every system that Verbatim runs on. `verify bench` runs the
// benchmarks instead and prints their table.
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// tally counts what held and what did not, over tests and steps alike.
type tally struct {
	passed, failed, skipped int
	failures                []string
}

// fail counts one failure and keeps its name for the end of the run.
func (t *tally) fail(what string) {
	t.failed++
	t.failures = append(t.failures, what)
}

// step is one part of the run. It adds what it finds to the tally; the error it
// returns, if any, is one failure more.
type step struct {
	name string
	run  func(context.Context, *tally) error
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := toRoot(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	switch args := os.Args[1:]; {
	case len(args) == 0:
		os.Exit(verify(ctx))
	case slices.Equal(args, []string{"bench"}):
		os.Exit(bench(ctx))
	default:
		fmt.Fprintln(os.Stderr, "usage: go run ./cmd/verify [bench]")
		os.Exit(2)
	}
}

// toRoot makes the module's folder the working folder, wherever below it the
// command was started.
func toRoot() error {
	out, err := exec.Command("go", "env", "GOMOD").Output()
	mod := strings.TrimSpace(string(out))
	if err != nil || filepath.Base(mod) != "go.mod" {
		return fmt.Errorf("verify: run it inside the checkout of Verbatim")
	}
	return os.Chdir(filepath.Dir(mod))
}

// verify runs every step, however many fail, and returns the exit code.
func verify(ctx context.Context) int {
	steps := []step{
		{"what the tests need", getTools},
		{"gofmt", checkFormat},
		{"generated files are current", checkGenerated},
		{"go vet", checkVet},
		{"TypeScript types", checkTypes},
		{"tests", runTests},
		{"tests under the race detector", runRace},
		{"builds without cgo", crossBuild},
	}
	var all tally
	begun := time.Now()
	for i, s := range steps {
		if ctx.Err() != nil {
			all.fail("interrupted")
			break
		}
		fmt.Printf("== %d/%d %s\n", i+1, len(steps), s.name)
		start, before := time.Now(), all.failed
		if err := s.run(ctx, &all); err != nil {
			fmt.Println(err)
			all.fail(s.name)
		} else if all.failed == before {
			all.passed++
		}
		fmt.Printf("   %.1f s\n", time.Since(start).Seconds())
	}
	for _, what := range all.failures {
		fmt.Println("FAILED:", what)
	}
	fmt.Printf("verify took %.0f s\n%d passed, %d failed, %d skipped\n",
		time.Since(begun).Seconds(), all.passed, all.failed, all.skipped)
	if all.failed > 0 {
		return 1
	}
	return 0
}
