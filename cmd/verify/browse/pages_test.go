package browse

import (
	"testing"

	"verbatim/cmd/verify/drive"
)

// TestPages opens every page in both colour schemes, wide and narrow, and has
// axe-core look at each.
func TestPages(t *testing.T) {
	s := drive.Start(t, t.TempDir())
	b := drive.Browse(t, s)
	look(b, "start-empty", "/")
	project, err := s.Create("The garden", "Mira")
	if err != nil {
		t.Fatal(err)
	}
	look(b, "start", "/")
	look(b, "coder", project+"/coder")
}

// look opens a page and has axe-core look at it in both colour schemes; wide
// and narrow.
func look(b *drive.Tab, name, path string) {
	for _, scheme := range []string{"light", "dark"} {
		b.Scheme(scheme)
		b.Size(1400, 900)
		b.Open(path)
		b.Axe(name + ", " + scheme)
		b.Shot(name + "-" + scheme)
		b.Size(390, 844)
		b.Axe(name + ", " + scheme + ", narrow")
		b.Shot(name + "-390-" + scheme)
	}
}
