package search

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"verbatim/internal/project"
	"verbatim/internal/testkit"
)

// killed, when set, is the data folder and project in which this test program
// only builds the index until it is killed: see TestKilledWhileBuilding.
const killed = "VERBATIM_SEARCH_KILLED"

func buildUntilKilled() {
	shelf, err := project.OpenShelf(os.Getenv(killed))
	if err != nil {
		panic(err)
	}
	slugs, err := shelf.Slugs()
	if err != nil {
		panic(err)
	}
	p, err := shelf.Open(ctx, slugs[0])
	if err != nil {
		panic(err)
	}
	x, err := Of(p)
	if err != nil {
		panic(err)
	}
	<-x.opened
	_, _ = os.Stdout.WriteString("open\n")
	for { // built over and over, so that there is always something to cut off
		if _, err := x.Rebuild(ctx); err != nil {
			panic(err)
		}
	}
}

// The process that builds the index is killed at random moments. The next one
// answers as a scan does, at once and when the index is whole.
func TestKilledWhileBuilding(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: kills processes for some seconds")
	}
	s := newStudy(t)
	for i := range 3 {
		s.show(interview(string(rune('a'+i))+".txt", uint64(i), 4000, 1200))
	}
	slug := s.p.Slug
	s.close()
	r := rand.New(rand.NewPCG(17, 18))
	for range 6 {
		cmd := exec.Command(os.Args[0], "-test.run=^$")
		cmd.Env = append(os.Environ(), killed+"="+s.dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		var b [5]byte
		if _, err := out.Read(b[:]); err != nil || string(b[:]) != "open\n" {
			t.Fatalf("%q %v", b, err)
		}
		time.Sleep(time.Duration(r.IntN(400)) * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()

		s.reopen(slug)
		x, err := Of(s.p)
		if err != nil {
			t.Fatal(err)
		}
		same(t, s, x, testkit.Planted.Rare, Options{})
		if st := s.wait(x); !st.Ready() {
			t.Fatalf("%+v", st)
		}
		same(t, s, x, testkit.Planted.Rare, Options{})
		same(t, s, x, `"`+testkit.Planted.Phrase+`"`, Options{})
		if got := Check(s.p); got != nil {
			t.Error(got)
		}
		s.close()
	}
}
