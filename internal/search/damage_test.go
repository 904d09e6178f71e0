package search

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"verbatim/internal/project"
	"verbatim/internal/testkit"
	"verbatim/internal/transcript"
)

// interview is a generated text of so many words.
func interview(name string, seed uint64, words, turns int) *transcript.Draft {
	return draft(name, testkit.Interview(seed, words, turns))
}

// damaged opens a study whose index was built, closed and then spoiled, and
// checks that every answer is right at once and that the index is whole again.
func damaged(t *testing.T, spoil func(t *testing.T, dir string)) {
	s := newStudy(t)
	s.show(draft("a.txt", first), draft("b.txt", second), interview("c.txt", 1, 3000, 60))
	s.index()
	slug, dir := s.p.Slug, filepath.Join(s.p.Dir, "index")
	s.close()
	spoil(t, dir)
	s.reopen(slug)
	x, err := Of(s.p)
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"foto*", `"op maandag"`, testkit.Planted.Rare} {
		same(t, s, x, query, Options{})
	}
	if st := s.wait(x); !st.Ready() || st.Indexed != 3 {
		t.Errorf("%+v", st)
	}
	same(t, s, x, "foto*", Options{})
	r, err := x.Find(ctx, s.anna, parse(t, "foto"), Options{})
	if err != nil || r.Total != 4 || r.Scanned != 0 {
		t.Errorf("%d hits, %d scanned, %v", r.Total, r.Scanned, err)
	}
}

func files(t *testing.T, dir, pattern string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(list) == 0 {
		t.Fatalf("no %s: %v", pattern, err)
	}
	return list
}

func rewrite(t *testing.T, name string, change func(b []byte) []byte) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, change(b), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestDamagedIndex(t *testing.T) {
	each := func(pattern string, change func(b []byte) []byte) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			for _, name := range files(t, dir, pattern) {
				rewrite(t, name, change)
			}
		}
	}
	r := rand.New(rand.NewPCG(15, 16))
	for name, spoil := range map[string]func(*testing.T, string){
		"nothing wrong":          func(*testing.T, string) {},
		"folder gone":            func(t *testing.T, dir string) { _ = os.RemoveAll(dir) },
		"folder is a file":       func(t *testing.T, dir string) { _ = os.RemoveAll(dir); _ = os.WriteFile(dir, nil, 0o600) },
		"segments gone":          func(t *testing.T, dir string) { _ = os.Remove(files(t, dir, "*.zap")[0]) },
		"list gone":              func(t *testing.T, dir string) { _ = os.Remove(filepath.Join(dir, "root.bolt")) },
		"segments halved":        each("*.zap", func(b []byte) []byte { return b[:len(b)/2] }),
		"segments empty":         each("*.zap", func([]byte) []byte { return nil }),
		"a byte of the segments": each("*.zap", func(b []byte) []byte { b[r.IntN(len(b))] ^= 1; return b }),
		"list halved":            each("root.bolt", func(b []byte) []byte { return b[:len(b)/2] }),
		"list cut by a page":     each("root.bolt", func(b []byte) []byte { return b[:len(b)-4096] }),
		"list empty":             each("root.bolt", func([]byte) []byte { return nil }),
		"list zeroed":            each("root.bolt", func(b []byte) []byte { return make([]byte, len(b)) }),
		"list is something else": each("root.bolt", func([]byte) []byte { return []byte("something else") }),
		"a stray half segment": func(t *testing.T, dir string) {
			if err := os.WriteFile(filepath.Join(dir, "0000000000ff.zap"), []byte("cut off"), 0o600); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) { damaged(t, spoil) })
	}
}

// The index is spoiled while it is open: answers stay right, and it is repaired.
func TestSpoiledWhileOpen(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, dir string){
		"folder removed": func(t *testing.T, dir string) { _ = os.RemoveAll(dir) },
		"segments cut": func(t *testing.T, dir string) {
			for _, f := range files(t, dir, "*.zap") {
				if err := os.Truncate(f, 100); err != nil {
					t.Fatal(err)
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStudy(t)
			s.show(draft("a.txt", first), interview("c.txt", 1, 3000, 60))
			x := s.index()
			spoil(t, filepath.Join(s.p.Dir, "index"))
			same(t, s, x, "foto*", Options{})
			s.show(draft("b.txt", second))
			same(t, s, x, "foto*", Options{})
			deadline := time.Now().Add(15 * time.Second)
			for {
				st := s.wait(x)
				r, err := x.Find(ctx, s.anna, parse(t, "foto"), Options{})
				if err == nil && r.Scanned == 0 && r.Total == 4 && st.Indexed == 3 {
					return
				}
				if time.Now().After(deadline) {
					t.Fatalf("not repaired: %+v, %d scanned, %d hits, %v", st, r.Scanned, r.Total, err)
				}
				time.Sleep(50 * time.Millisecond)
			}
		})
	}
}

// Another process has the index: answers come from the texts, and the index is
// taken over when it lets go.
func TestHeldByAnotherProcess(t *testing.T) {
	s := newStudy(t)
	s.show(draft("a.txt", first))
	dir := filepath.Join(s.p.Dir, "index")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	other, err := bolt.Open(filepath.Join(dir, "root.bolt"), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	x, err := Of(s.p)
	if err != nil {
		t.Fatal(err)
	}
	same(t, s, x, "foto", Options{})
	if st := s.wait(x); !st.Held || st.Ready() || st.Texts != 1 {
		t.Errorf("%+v", st)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(15 * time.Second)
	for !x.Status().Ready() {
		if time.Now().After(deadline) {
			t.Fatalf("%+v", x.Status())
		}
		time.Sleep(50 * time.Millisecond)
	}
	same(t, s, x, "foto", Options{})
}

// Closing in the middle of building leaves an index that goes on where it was.
func TestClosedWhileBuilding(t *testing.T) {
	s := newStudy(t)
	for i := range 4 {
		s.show(interview(string(rune('a'+i))+".txt", uint64(i), 4000, 1500))
	}
	slug := s.p.Slug
	for pause := time.Duration(0); pause < 120*time.Millisecond; pause += 30 * time.Millisecond {
		if _, err := Of(s.p); err != nil {
			t.Fatal(err)
		}
		time.Sleep(pause)
		s.close()
		s.reopen(slug)
	}
	x := s.index()
	same(t, s, x, testkit.Planted.Rare, Options{})
	same(t, s, x, `"`+testkit.Planted.Phrase+`"`, Options{})
}

// A text that is in the index under the number of another one, as after a backup
// was put back, is noticed.
func TestIndexOfOtherTexts(t *testing.T) {
	s := newStudy(t)
	s.show(draft("a.txt", first))
	s.index()
	dir := filepath.Join(s.p.Dir, "index")
	s.close()
	o := newStudy(t)
	o.show(draft("a.txt", second))
	if err := os.CopyFS(filepath.Join(o.p.Dir, "index"), os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	x := o.index()
	same(t, o, x, "foto*", Options{})
}

func TestRebuild(t *testing.T) {
	s := newStudy(t)
	s.show(draft("a.txt", first))
	x := s.index()
	before := files(t, filepath.Join(s.p.Dir, "index"), "*.zap")
	rewrite(t, before[0], func(b []byte) []byte { b[len(b)/2] ^= 1; return b })
	if got := Check(s.p); len(got) != 1 {
		t.Errorf("damage not seen: %q", got)
	}
	if other, err := x.Rebuild(ctx); err != nil || other {
		t.Fatal(other, err)
	}
	if got := Check(s.p); got != nil {
		t.Errorf("%q", got)
	}
	same(t, s, x, "foto*", Options{})

	// A second program on the same folder asks the first one.
	shelf, err := project.OpenShelf(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = shelf.Close() }()
	p, err := shelf.Open(ctx, s.p.Slug)
	if err != nil {
		t.Fatal(err)
	}
	y, err := Of(p)
	if err != nil {
		t.Fatal(err)
	}
	other, err := y.Rebuild(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if other { // else it was quicker, and took the index when the first let go of it
		s.wait(x)
	}
	same(t, s, x, "foto*", Options{})
	same(t, s, y, "foto*", Options{})
}
