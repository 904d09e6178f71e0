package browse

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"verbatim/cmd/verify/drive"
	"verbatim/internal/guid"
)

// TestPages opens every page that links reach, of an empty project and of the
// example study, in both colour schemes, wide and narrow, and has axe-core look
// at each.
func TestPages(t *testing.T) {
	s := drive.Start(t, t.TempDir())
	b := drive.Browse(t, s)
	look(t, b, "start-first", "/")
	if _, err := s.Create("The empty garden", "Mira"); err != nil {
		t.Fatal(err)
	}
	lookAtAll(t, b, "empty-")
	demo := drive.Demo(t)
	lookAtAll(t, drive.Browse(t, demo), "")
}

// lookAtAll looks at one page of every kind that links reach.
func lookAtAll(t *testing.T, b *drive.Tab, prefix string) {
	seen := map[string]bool{}
	for _, path := range crawl(t, b.Server, "/") {
		if kind := kindOf(path); !seen[kind] {
			seen[kind] = true
			look(t, b, prefix+strings.Trim(strings.ReplaceAll(kind, "/", "-"), "-"), path)
		}
	}
	t.Logf("looked at %s", strings.Join(slices.Sorted(maps.Keys(seen)), " "))
}

// kindOf is a page's path without the names of the project and of the thing in
// it: pages of one kind are made by one handler.
func kindOf(path string) string {
	path, query, _ := strings.Cut(path, "?")
	parts := strings.Split(path, "/")
	for i := range parts {
		if i > 1 && (parts[i-1] == "p" || guid.IsShort(parts[i]) || strings.Trim(parts[i], "0123456789") == "" && parts[i] != "") {
			parts[i] = "x"
		}
	}
	name, _, _ := strings.Cut(query, "=")
	return strings.TrimSuffix(strings.Join(parts, "/")+"?"+name, "?")
}

// widths are the windows that pages are looked at in.
var widths = []struct {
	name          string
	width, height int64
}{{"", 1400, 900}, {"-390", 390, 844}, {"-320", 320, 640}}

// openAll opens what a page keeps folded, so that it is looked at too.
const openAll = `[...document.querySelectorAll("main details, header details")].map((e) => (e.removeAttribute("name"), e.open = true)).length`

// look opens a page at each width, in both colour schemes, and has axe-core
// look at it each time. What it finds more than once is said once.
func look(t *testing.T, b *drive.Tab, name, path string) {
	t.Helper()
	found := map[string][]string{}
	for _, size := range widths {
		b.Size(size.width, size.height)
		b.Scheme("light")
		b.Open(path)
		drive.Eval[int](b, openAll)
		if wide := drive.Eval[int](b, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
			t.Errorf("%s: the page is %d px wider than a window of %d", path, wide, size.width)
		}
		for _, scheme := range []string{"light", "dark"} {
			b.Scheme(scheme)
			b.Shot(name + size.name + "-" + scheme)
			for _, v := range b.Violations() {
				found[v] = append(found[v], scheme+size.name)
			}
		}
	}
	for v, where := range found {
		t.Errorf("axe-core on %s (%s): %s", path, strings.Join(where, ", "), v)
	}
}
