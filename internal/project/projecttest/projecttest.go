// Package projecttest gives tests a project to work in.
package projecttest

import (
	"context"
	"testing"

	"verbatim/internal/project"
)

// New is an empty project in a data folder that goes with the test.
func New(t testing.TB, name string) *project.Project {
	t.Helper()
	shelf, err := project.OpenShelf(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shelf.Close() })
	p, err := shelf.Create(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
