package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"verbatim/internal/testkit"
)

// levels are the house's floors from the top down. A package may import the
// floors below its own; never one above, and never a neighbour on its own.
var levels = [][]string{
	{"cmd"},
	{"internal/web"},
	{"ui", "internal/intake", "internal/report", "internal/search", "internal/revise", "internal/account", "internal/refi"},
	{"internal/round", "internal/finding"},
	{"internal/coding", "internal/memo", "internal/cases"},
	{"internal/document", "internal/codebook", "internal/people"},
	{"internal/project"},
	{"internal/history"},
	{"internal/db", "schema"},
	{"internal/fault"},
}

// pure packages import only one another; everyone may import them.
var pure = []string{
	"internal/text", "internal/transcript", "internal/publish", "internal/agreement",
	"internal/analysis", "internal/guid",
}

// notInPages is what package ui may not import: its components take plain view
// structs, so neither the database nor the router has anything to do there.
var notInPages = []string{"database/sql", "github.com/labstack/echo", "modernc.org/sqlite", "github.com/blevesearch"}

// topLevel is all that may stand in the repository's top folder, dot-names aside.
var topLevel = []string{"cmd", "internal", "ui", "schema", "fixtures", "go.mod", "go.sum", "README.md"}

// listed is the part of a package's `go list -json` that the table looks at.
type listed struct {
	ImportPath string
	Module     *struct{ Path string }
	Imports    []string
	Standard   bool
}

// house returns our own packages by path within the module, with the packages
// that each imports (tests left out: they may reach for what they check).
func house(t *testing.T) map[string][]string {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-deps", "-json=ImportPath,Module,Imports,Standard", "./...")
	cmd.Dir = testkit.Root(t)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	found := map[string][]string{}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return found
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		if name, ok := strings.CutPrefix(p.ImportPath, "verbatim/"); ok && !p.Standard {
			found[name] = p.Imports
		}
	}
}

// area names the row of the table that a package belongs to: the entry that is
// the package or a folder above it, or "" when the table does not know it.
func area(name string) string {
	for _, level := range append(slices.Clone(levels), pure, []string{"internal/testkit", "fixtures"}) {
		for _, entry := range level {
			if name == entry || strings.HasPrefix(name, entry+"/") {
				return entry
			}
		}
	}
	return ""
}

// floor is the index of an area in levels, or -1 for a pure package.
func floor(entry string) int {
	return slices.IndexFunc(levels, func(level []string) bool { return slices.Contains(level, entry) })
}

// breach says why one package of ours may not import another, or "".
func breach(from, to string) string {
	a, b := area(from), area(to)
	switch {
	case a == "":
		return fmt.Sprintf("%s has no place in the import table", from)
	case b == "":
		return fmt.Sprintf("%s imports %s, which has no place in the import table", from, to)
	case a == b, b == "internal/fault":
		return ""
	case b == "internal/testkit":
		if strings.HasPrefix(from, "cmd/verify/") {
			return ""
		}
		return fmt.Sprintf("%s imports %s, which is for tests only", from, to)
	case slices.Contains(pure, b), b == "fixtures" && floor(a) >= 0:
		return ""
	case slices.Contains(pure, a), a == "internal/testkit", a == "fixtures":
		return fmt.Sprintf("%s is pure and may not import %s", from, to)
	case floor(a) < floor(b):
		return ""
	case floor(a) == floor(b):
		return fmt.Sprintf("%s imports its neighbour %s", from, to)
	}
	return fmt.Sprintf("%s imports %s, which stands above it", from, to)
}

// TestImportTable holds the table of DESIGN section 3.
func TestImportTable(t *testing.T) {
	found := house(t)
	if len(found) < 3 {
		t.Fatalf("go list found only %d packages of ours", len(found))
	}
	for name, imports := range found {
		if area(name) == "" {
			t.Errorf("%s has no place in the import table", name)
		}
		for _, imported := range imports {
			if to, ours := strings.CutPrefix(imported, "verbatim/"); ours {
				if why := breach(name, to); why != "" {
					t.Error(why)
				}
			}
			if area(name) == "ui" && notForPages(imported) {
				t.Errorf("%s imports %s: pages take plain view structs", name, imported)
			}
		}
	}
}

// notForPages reports whether package ui has no business with an import: the
// database, the router, or one of our stores.
func notForPages(imported string) bool {
	if to, ours := strings.CutPrefix(imported, "verbatim/"); ours {
		return area(to) != "internal/fault" && floor(area(to)) > floor("ui")
	}
	return slices.ContainsFunc(notInPages, func(prefix string) bool { return strings.HasPrefix(imported, prefix) })
}

// TestBreach shows that the table refuses what it should.
func TestBreach(t *testing.T) {
	for _, c := range []struct {
		from, to string
		refused  bool
	}{
		{"cmd/verbatim", "internal/web", false},
		{"internal/web", "internal/coding", false},
		{"internal/coding", "internal/web", true},
		{"internal/coding", "internal/memo", true},
		{"internal/search", "internal/report", true},
		{"ui/desk", "ui/words", false},
		{"internal/document", "internal/text", false},
		{"internal/text", "internal/db", true},
		{"internal/transcript", "internal/fault", false},
		{"internal/web", "internal/testkit", true},
		{"cmd/verify/kill", "internal/testkit/drive", false},
		{"internal/surprise", "internal/db", true},
	} {
		if got := breach(c.from, c.to) != ""; got != c.refused {
			t.Errorf("%s imports %s: refused %v, want %v", c.from, c.to, got, c.refused)
		}
	}
}

// TestTopLevel keeps the repository's first page short.
func TestTopLevel(t *testing.T) {
	cmd := exec.Command("git", "ls-tree", "--name-only", "HEAD")
	cmd.Dir = testkit.Root(t)
	out, err := cmd.Output()
	if err != nil {
		t.Skip("skipped: not a git checkout")
	}
	for name := range strings.Lines(string(out)) {
		name = strings.TrimSpace(name)
		if !strings.HasPrefix(name, ".") && !slices.Contains(topLevel, name) {
			t.Errorf("%s stands at the top level", name)
		}
	}
}
