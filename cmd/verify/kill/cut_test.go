package kill

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"verbatim/cmd/verify/drive"
)

// TestCutLog copies a killed program's folder and cuts the log of its store at
// random lengths: as after a power cut that lost the end of it. What is there
// then is what was acknowledged up to some moment, whole and sound, and search
// finds every word of it.
func TestCutLog(t *testing.T) {
	cuts := times("VERBATIM_CUTS", 20)
	seed := seedOf(t)
	s := newStudy(t, seed)
	states := map[string]list{s.list.state(): s.list}
	w := &worker{study: s, each: func(l list) { states[l.state()] = l }}
	w.life(160)
	if t.Failed() {
		return
	}
	logs, err := filepath.Glob(filepath.Join(s.data, "*", "project.db-wal"))
	if err != nil || len(logs) != 1 {
		t.Fatalf("the killed program left logs %v, want one (%v)", logs, err)
	}
	whole, live, err := logLength(logs[0])
	if err != nil || live == 0 {
		t.Fatalf("the log is empty (%v)", err)
	}
	r := rand.New(rand.NewPCG(seed, 8))
	reached := map[string]bool{}
	for n := range cuts {
		length := r.Int64N(live + 1)
		if n%8 == 7 { // behind the live part stand frames of an earlier round of the log
			length = r.Int64N(whole + 1)
		}
		data := filepath.Join(t.TempDir(), "cut")
		if err := copyTree(s.data, data); err != nil {
			t.Fatal(err)
		}
		log := filepath.Join(data, filepath.Base(filepath.Dir(logs[0])), "project.db-wal")
		if err := os.Truncate(log, length); err != nil {
			t.Fatal(err)
		}
		if n%2 == 0 { // a power cut keeps nothing of the shared memory
			if err := os.Remove(filepath.Join(filepath.Dir(log), "project.db-shm")); err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
		}
		if out, errs, code := drive.Run(t, "check", "--data", data); code != 0 {
			t.Fatalf("cut %d at %d of %d: check: exit %d\n%s%s", n, length, live, code, out, errs)
		}
		got, err := stateIn(data)
		if err != nil {
			t.Fatalf("cut %d at %d of %d: %v", n, length, live, err)
		}
		then, known := states[got]
		if !known {
			t.Fatalf("cut %d at %d of %d: what is there never was%s", n, length, live, difference(s.list.state(), got))
		}
		reached[got] = true
		if found := hitsIn(t, data); found != then.hits() {
			t.Errorf("cut %d at %d of %d: search finds %d, the texts hold %d", n, length, live, found, then.hits())
		}
		if err := os.RemoveAll(data); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d copies cut between 0 and %d bytes: %d of %d moments reached", cuts, live, len(reached), len(states))
}

// logLength is the length of a write-ahead log in bytes, and that of its live
// part: the frames that carry the salts of its header.
func logLength(path string) (whole, live int64, err error) {
	log, err := os.ReadFile(path)
	if err != nil || len(log) < 32 {
		return 0, 0, err
	}
	frame := 24 + int64(binary.BigEndian.Uint32(log[8:]))
	for at := int64(32); at+frame <= int64(len(log)) && bytes.Equal(log[at+8:at+16], log[16:24]); at += frame {
		live = at + frame
	}
	return int64(len(log)), live, nil
}
