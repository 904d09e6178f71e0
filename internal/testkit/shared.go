// Package testkit holds what the tests of several packages need. Only tests
// import it, and it imports nothing of ours, so that every package's own tests
// may use it.
package testkit

import (
	"os"
	"path/filepath"
	"testing"
)

// Shared returns the path of sub inside the folder of shared material that
// stands beside the checkout, and skips the test where there is none: the
// material is not part of the repository.
func Shared(t testing.TB, sub string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatalf("working folder: %v", err)
	}
	for {
		path := filepath.Join(dir, "shared", filepath.FromSlash(sub))
		if _, err := os.Stat(path); err == nil {
			return path
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Skip("skipped: no shared corpus")
		}
		dir = up
	}
}

// Root returns the folder of the module: the nearest one above the working
// folder that holds go.mod.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatalf("working folder: %v", err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the working folder")
		}
		dir = up
	}
}
