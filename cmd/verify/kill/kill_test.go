package kill

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/cmd/verify/drive"
	"verbatim/internal/guid"
)

// times reads how often to do something from the environment: a short form in
// everyday runs, the full one in `go run ./cmd/verify`.
func times(name string, short int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n > 0 {
		return n
	}
	return short
}

// seedOf is the seed of a run: a new one each time, or the one that
// VERBATIM_SEED names, to see a failure again.
func seedOf(t *testing.T) uint64 {
	seed := uint64(time.Now().UnixNano())
	if n, err := strconv.ParseUint(os.Getenv("VERBATIM_SEED"), 10, 64); err == nil {
		seed = n
	}
	t.Logf("seed: VERBATIM_SEED=%d", seed)
	return seed
}

// TestKilled kills the program at random moments of coding, importing and
// undoing, a quarter of them between a request and its reply, and looks each
// time at what is there.
func TestKilled(t *testing.T) {
	kills := times("VERBATIM_KILLS", 20)
	s := newStudy(t, seedOf(t))
	var done, between, acknowledged int
	var pending *step
	for done < kills || between < kills/4 {
		if done >= 3*kills {
			t.Fatalf("only %d of %d kills fell between a request and its reply", between, done)
		}
		inFlight := between < kills/4 && done%2 == 0
		w := &worker{study: s, pending: pending}
		w.run(inFlight)
		pending = w.unanswered
		acknowledged += w.acknowledged
		done++
		if pending != nil {
			between++
		}
		pending = s.examine(t, pending, done)
		if t.Failed() {
			return
		}
	}
	t.Logf("%d kills, %d of them between a request and its reply; %d replies acknowledged; %d acts there at the end",
		done, between, acknowledged, len(s.list.done))
}

// examine looks at the data folder after a kill: nothing acknowledged is lost,
// nothing else is there than what was under way, the store is sound and search
// finds every word. It returns the step under way when that must be sent again.
func (s *study) examine(t *testing.T, pending *step, kill int) *step {
	t.Helper()
	if kill%2 == 0 { // the program itself recovers first; else this process does
		s.sound(t, kill)
	}
	got, err := stateIn(s.data)
	if err != nil {
		t.Fatalf("kill %d: %v", kill, err)
	}
	want := s.list.state()
	switch {
	case got == want:
	case pending != nil && got == pending.after.state():
	default:
		t.Fatalf("kill %d: what is there is not what was acknowledged%s", kill, difference(want, got))
	}
	if kill%2 == 1 {
		s.sound(t, kill)
	}
	if kill%5 == 0 || pending == nil {
		now := s.list
		if got != want {
			now = pending.after
		}
		if found := hitsIn(t, s.data); found != now.hits() {
			t.Errorf("kill %d: search finds %d, the texts hold %d", kill, found, now.hits())
		}
	}
	return pending
}

// sound has the program check the data folder.
func (s *study) sound(t *testing.T, kill int) {
	t.Helper()
	if out, errs, code := drive.Run(t, "check", "--data", s.data); code != 0 {
		t.Fatalf("kill %d: check: exit %d\n%s%s", kill, code, out, errs)
	}
}

// step is a request that changes something, and the list after it.
type step struct {
	send  func(w *worker) (drive.Reply, error)
	after list
}

// worker drives one life of the program.
type worker struct {
	study        *study
	server       *drive.Server
	desks        map[string]drive.Desk // by document, as far as asked for
	pending      *step                 // to be sent again first: its reply never came
	unanswered   *step                 // under way when the program was killed
	acknowledged int
	each         func(list)    // called after each acknowledged step, if given
	wrote        chan struct{} // gets a value when a request has left

	mu     sync.Mutex
	second *drive.Process // beside the program, if any
	dead   bool
}

// open starts the program and signs in.
func (w *worker) open() {
	t := w.study.t
	server, err := drive.Open(w.study.data)
	if err != nil {
		t.Fatal(err)
	}
	if err := server.SignIn(); err != nil {
		server.Kill()
		t.Fatal(err)
	}
	w.server, w.wrote = server, make(chan struct{}, 1)
}

// life does so many steps and kills the program between two of them.
func (w *worker) life(steps int) {
	w.open()
	defer w.server.Kill()
	for range steps {
		if !w.step() {
			w.study.t.Errorf("the program stopped answering: %s", w.server.Errors())
			return
		}
	}
}

// run starts the program, works until it is killed, and notes what was not
// answered. inFlight kills it right after a request has left.
func (w *worker) run(inFlight bool) {
	w.open()
	defer w.server.Kill()
	r := w.study.rand
	steps := 1 + r.IntN(20)
	pause := time.Duration(r.IntN(500_000)) * time.Microsecond
	short := time.Duration(r.IntN(2500)) * time.Microsecond
	ended, stop := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		defer w.kill()
		if !inFlight {
			select { // the moment is one of work, not of starting up
			case <-w.wrote:
				time.Sleep(pause)
			case <-stop:
			}
			return
		}
		for range steps {
			select {
			case <-w.wrote:
			case <-stop:
				return
			}
		}
		time.Sleep(short)
	}()
	for w.step() {
	}
	close(stop)
	<-ended
}

// step does one thing and reports whether the program still answers.
func (w *worker) step() bool {
	next := w.pending
	if next == nil {
		next = w.choose()
	}
	reply, err := next.send(w)
	if err = acknowledge(reply, err); errors.Is(err, drive.ErrRefused) {
		w.study.t.Errorf("refused: %v", err)
		return false
	}
	if err != nil {
		w.unanswered = next
		return false
	}
	w.pending = nil
	w.acknowledged++
	w.study.list = next.after
	if w.each != nil {
		w.each(next.after)
	}
	return true
}

// choose makes the next request: mostly a coding, often an undo or a redo,
// sometimes an import.
func (w *worker) choose() *step {
	s := w.study
	l := s.list
	switch n := s.rand.IntN(20); {
	case n < 4 && len(l.done) > s.base:
		return stepping("undo", l.undo())
	case n < 6 && len(l.undone) > 0:
		return stepping("redo", l.redo())
	case n < 8 && s.made < 60:
		file := s.newFile(300 + s.rand.IntN(900))
		if n == 6 {
			return importing(file, l)
		}
		return bringing(file, l)
	}
	a, code := s.newCoding()
	return applying(a, l, code, string([]rune(l.texts()[a.file])[a.start:a.end]))
}

// applying codes a passage.
func applying(a act, l list, code, exact string) *step {
	return &step{after: l.do(a), send: func(w *worker) (drive.Reply, error) {
		desk, err := w.desk(a.file)
		if err != nil {
			return drive.Reply{}, err
		}
		return w.post(desk.URL+"/codings", drive.Coding{
			Version: desk.Version, Start: a.start, End: a.end, Exact: exact, Codes: []string{code}, Request: a.request,
		})
	}}
}

// importing brings a file in with the command line, while the program serves
// the same folder. The exit code acknowledges; the kill ends both processes.
func importing(a act, l list) *step {
	return &step{after: l.do(a), send: func(w *worker) (drive.Reply, error) {
		file := filepath.Join(w.study.t.TempDir(), a.file)
		if err := os.WriteFile(file, []byte(a.text), 0o600); err != nil {
			return drive.Reply{}, err
		}
		run, err := drive.Begin("import", "--data", w.study.data, "--project", projectName, "--as", coderName, file)
		if err != nil {
			return drive.Reply{}, err
		}
		w.begun(run)
		code, said := run.Wait()
		switch code {
		case 0:
			return drive.Reply{Status: http.StatusOK}, nil
		case -1: // killed
			return drive.Reply{}, fmt.Errorf("importing was killed")
		}
		return drive.Reply{Status: http.StatusConflict, Body: said}, nil
	}}
}

// bringing brings a file in through the browser's own requests: one that puts it
// on the stage, and one that stores it, whose answer acknowledges.
func bringing(a act, l list) *step {
	return &step{after: l.do(a), send: func(w *worker) (drive.Reply, error) {
		root := "/p/" + w.study.slug + "/import"
		// What was put on the stage before a kill is still there, or not.
		if reply, err := w.server.Post(root+"/clear", nil); err != nil || reply.Status >= 300 {
			return reply, err
		}
		reply, err := w.server.PostFiles(root, "files", map[string][]byte{a.file: []byte(a.text)})
		if err != nil || reply.Status != http.StatusOK {
			return reply, err
		}
		req, err := w.server.FormRequest(root+"/store", url.Values{"request": {a.request}})
		if err != nil {
			return drive.Reply{}, err
		}
		reply, err = w.do(req)
		if err == nil && !strings.Contains(reply.Body, a.file) {
			return drive.Reply{Status: http.StatusConflict, Body: "the page after the import does not name " + a.file}, nil
		}
		return reply, err
	}}
}

// begun notes a second process, to be killed with the program, and that it runs.
func (w *worker) begun(run *drive.Process) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.dead {
		run.Kill()
	}
	w.second = run
	select {
	case w.wrote <- struct{}{}:
	default:
	}
}

// kill ends the program and what runs beside it.
func (w *worker) kill() {
	w.mu.Lock()
	w.dead = true
	if w.second != nil {
		w.second.Kill()
	}
	w.mu.Unlock()
	w.server.Kill()
}

// stepping undoes or redoes.
func stepping(kind string, after list) *step {
	request := guid.New()
	return &step{after: after, send: func(w *worker) (drive.Reply, error) {
		desk, err := w.desk(w.study.list.done[0].file)
		if err != nil {
			return drive.Reply{}, err
		}
		return w.post("/p/"+w.study.slug+"/"+kind, map[string]any{"request": request, "document": path.Base(desk.URL)})
	}}
}

// desk finds the desk of a document and what its page knows.
func (w *worker) desk(name string) (drive.Desk, error) {
	if d, ok := w.desks[name]; ok {
		return d, nil
	}
	paths, err := w.server.Desks("/p/" + w.study.slug)
	if err != nil {
		return drive.Desk{}, err
	}
	if paths[name] == "" {
		return drive.Desk{}, fmt.Errorf("%w: the page of documents does not link %s", drive.ErrRefused, name)
	}
	d, err := w.server.Desk(paths[name])
	if err == nil {
		if w.desks == nil {
			w.desks = map[string]drive.Desk{}
		}
		w.desks[name] = d
	}
	return d, err
}

// post sends JSON and says when the request has left.
func (w *worker) post(path string, body any) (drive.Reply, error) {
	req, err := w.server.JSONRequest(path, body)
	if err != nil {
		return drive.Reply{}, err
	}
	return w.do(req)
}

// do sends a request and says when it has left.
func (w *worker) do(req *http.Request) (drive.Reply, error) {
	trace := &httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) {
		select {
		case w.wrote <- struct{}{}:
		default:
		}
	}}
	return w.server.Do(req.WithContext(httptrace.WithClientTrace(context.Background(), trace)))
}
