package web

import (
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"verbatim/internal/project"
)

// originals are the projects that many tests begin with, by what they are made
// of. Making one costs more than most of these tests do, so each is made once,
// on a shelf of its own, and copied.
var originals = struct {
	sync.Mutex
	dir  string
	made map[string]original
}{made: map[string]original{}}

type original struct {
	dir, slug string
	said      any // what its maker says of it
}

func TestMain(m *testing.M) {
	var err error
	if originals.dir, err = os.MkdirTemp("", "verbatim-web-"); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(originals.dir)
	os.Exit(code)
}

// copied puts a copy of a project on a shelf, and gives its slug and what its
// maker said of it. The maker gets an empty shelf.
func copied[T any](t testing.TB, key string, onto *project.Shelf, maker func(*project.Shelf) (string, T)) (string, T) {
	t.Helper()
	originals.Lock()
	defer originals.Unlock()
	o, ok := originals.made[key]
	if !ok {
		o.dir = filepath.Join(originals.dir, strconv.Itoa(len(originals.made)))
		shelf, err := project.OpenShelf(o.dir)
		if err != nil {
			t.Fatal(err)
		}
		o.slug, o.said = maker(shelf)
		shelf.Close()
		originals.made[key] = o
	}
	if err := os.CopyFS(filepath.Join(onto.Dir, o.slug), os.DirFS(filepath.Join(o.dir, o.slug))); err != nil {
		t.Fatal(err)
	}
	return o.slug, o.said.(T)
}
