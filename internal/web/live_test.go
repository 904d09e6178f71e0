package web

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/internal/coding"
	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
)

// hearing is an open event stream.
type hearing struct {
	events chan liveEvent
	end    func()
}

func (l hearing) next(t *testing.T) liveEvent {
	t.Helper()
	select {
	case e, open := <-l.events:
		if !open {
			t.Fatal("the stream ended")
		}
		return e
	case <-time.After(10 * time.Second):
		t.Fatal("no event came")
	}
	return liveEvent{}
}

// quiet checks that nothing comes for a while.
func (l hearing) quiet(t *testing.T) {
	t.Helper()
	select {
	case e, open := <-l.events:
		if open {
			t.Errorf("an event that should not come: %+v", e)
		}
	case <-time.After(400 * time.Millisecond):
	}
}

// listenTo opens a stream on a server over a real connection. as is the short
// guid of a coder.
func listenTo(t *testing.T, at string, s *Server, as string, projects ...string) hearing {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	query := ""
	for _, p := range projects {
		if !strings.Contains(p, "@") {
			p += "@"
		}
		query += "&p=" + p + "@" + as
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at+"/live?"+query[1:], nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = testHost
	withCookie(s)(req)
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != 200 || answer.Header.Get("Content-Type") != "text/event-stream" || answer.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %v", answer.StatusCode, answer.Header)
	}
	l := hearing{make(chan liveEvent, 300), cancel}
	go func() {
		defer close(l.events)
		defer answer.Body.Close()
		lines := bufio.NewScanner(answer.Body)
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var e liveEvent
				if json.Unmarshal([]byte(data), &e) == nil {
					l.events <- e
				}
			}
		}
	}()
	return l
}

// second adds another coder, and gives both.
func (c deskCase) second() (mira, bea people.Person) {
	c.Helper()
	_, err := history.Do(context.Background(), c.p.DB, history.Action{What: "person.add", Subject: []string{"Bea King"}}, func(tx *sql.Tx) (err error) {
		if mira, err = people.ByName(context.Background(), tx, "Mira"); err != nil {
			return err
		}
		bea, err = people.Add(context.Background(), tx, "Bea King")
		return err
	})
	if err != nil {
		c.Fatal(err)
	}
	return mira, bea
}

// codeAs codes words as a person through a shelf of its own, as the command line
// or another program would.
func (c deskCase) codeAs(p *project.Project, who people.Person, words, code string) history.Entry {
	c.Helper()
	ctx := context.Background()
	start, end := c.span(words)
	e, err := history.Do(ctx, p.DB, history.Action{Who: who.ID, What: "coding.apply", Document: c.doc.ID, Subject: []string{code, "2"}}, func(tx *sql.Tx) error {
		v, err := people.As(ctx, tx, who.ID)
		if err != nil {
			return err
		}
		var id int64
		if err := tx.QueryRowContext(ctx, "SELECT id FROM code WHERE name = ?", code).Scan(&id); err != nil {
			return err
		}
		_, err = coding.Apply(ctx, tx, v, coding.Mark{Document: c.doc.ID, Version: c.doc.Version, Start: start, End: end, Exact: words}, id)
		return err
	})
	if err != nil {
		c.Fatal(err)
	}
	return e
}

func (c deskCase) slug() string { return strings.TrimPrefix(c.root, "/p/") }

func TestLiveEvents(t *testing.T) {
	c := openDeskCase(t)
	mira, bea := c.second()
	hs := httptest.NewServer(c.s)
	defer closeServer(hs)
	l := listenTo(t, hs.URL, c.s, guid.Short(mira.GUID), c.slug())

	e := c.codeAs(c.p, bea, "Ten times a day", "Relief")
	if got := l.next(t); got.Entry != e.ID || got.Project != c.slug() || got.Document != c.doc.Short() || !slices.Equal(got.Kinds, []string{"coding"}) {
		t.Errorf("of a coding: %+v", got)
	}

	// Another process has its own connection to the file.
	other, err := project.OpenShelf(c.s.shelf.Dir)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	p, err := other.Open(context.Background(), c.slug())
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	e2 := c.codeAs(p, bea, "downstairs", "Relief")
	if got := l.next(t); got.Entry != e2.ID {
		t.Errorf("of another process: %+v", got)
	}

	// Who comes back hears what was missed; who was long away hears that.
	back := listenTo(t, hs.URL, c.s, guid.Short(mira.GUID), fmt.Sprintf("%s@%d", c.slug(), e.ID-1))
	if a, b := back.next(t), back.next(t); a.Entry != e.ID || b.Entry != e2.ID {
		t.Errorf("missed: %+v %+v", a, b)
	}
	ahead := listenTo(t, hs.URL, c.s, guid.Short(mira.GUID), fmt.Sprintf("%s@%d", c.slug(), e2.ID+1000))
	if got := ahead.next(t); !slices.Equal(got.Kinds, []string{liveMany}) || got.Entry != e2.ID {
		t.Errorf("of a project put back: %+v", got)
	}

	// A private memo is its author's.
	_, err = history.Do(context.Background(), c.p.DB, history.Action{Who: bea.ID, What: "memo.write"}, func(tx *sql.Tx) error {
		_, err := tx.Exec("INSERT INTO memo (guid, kind, author, words, created_at, changed_at) VALUES (?, 'analytic', ?, 'x', '', '')", guid.New(), bea.ID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	l.quiet(t)
}

func TestLiveEndsWithTheProject(t *testing.T) {
	c := openDeskCase(t)
	hs := httptest.NewServer(c.s)
	defer closeServer(hs)
	l := listenTo(t, hs.URL, c.s, "", c.slug())
	c.p.Close() // the test's own hold
	c.s.shelf.Idle(-time.Second)
	if got := l.next(t); !slices.Equal(got.Kinds, []string{liveClosed}) {
		t.Errorf("%+v", got)
	}
	if _, open := <-l.events; open {
		t.Error("the stream stays open")
	}
	// Coming back opens the project again, and the trash closes it for good.
	l = listenTo(t, hs.URL, c.s, "", c.slug())
	if _, err := c.s.shelf.Trash(c.slug()); err != nil {
		t.Fatal(err)
	}
	if got := l.next(t); !slices.Equal(got.Kinds, []string{liveClosed}) {
		t.Errorf("%+v", got)
	}
	p, err := c.s.shelf.Open(context.Background(), c.slug())
	if err == nil {
		t.Fatalf("open after the trash: %v", p)
	}
	c.p.DB = nil
}

func TestLiveLeaksNothing(t *testing.T) {
	c := openDeskCase(t)
	hs := httptest.NewServer(c.s)
	defer closeServer(hs)
	settled := func(want int) (n int) {
		for range 200 {
			http.DefaultClient.CloseIdleConnections()
			if n = runtime.NumGoroutine(); n <= want && c.s.streams.Load() == 0 {
				break
			}
			time.Sleep(25 * time.Millisecond)
		}
		return n
	}
	time.Sleep(100 * time.Millisecond)
	before := settled(0)
	for range 3 {
		var all []hearing
		for range 20 {
			all = append(all, listenTo(t, hs.URL, c.s, "", c.slug()))
		}
		if got := c.s.streams.Load(); got != 20 {
			t.Errorf("%d streams are counted, want 20", got)
		}
		for _, l := range all {
			l.end()
		}
	}
	if after := settled(before); after > before {
		buf := make([]byte, 1<<20)
		t.Errorf("%d goroutines, were %d\n%s", after, before, buf[:runtime.Stack(buf, true)])
	}
	h, err := hubOf(c.p)
	if err != nil {
		t.Fatal(err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.running || len(h.ears) != 0 {
		t.Errorf("the hub runs for nobody: %v, %d ears", h.running, len(h.ears))
	}
}

func TestLiveLimits(t *testing.T) {
	c := openDeskCase(t)
	get := func(query string) int {
		req := httptest.NewRequest(http.MethodGet, "/live?"+query, nil)
		req.Host = testHost
		withCookie(c.s)(req)
		w := httptest.NewRecorder()
		c.s.ServeHTTP(w, req)
		return w.Code
	}
	c.s.streams.Store(mostStreams)
	if got := get("p=" + c.slug()); got != http.StatusServiceUnavailable {
		t.Errorf("one stream too many: %d", got)
	}
	c.s.streams.Store(0)
	if got := get(strings.Repeat("p=x&", mostFollowed+1)); got != http.StatusUnprocessableEntity {
		t.Errorf("too many projects: %d", got)
	}
	for _, query := range []string{"", "p=", "p=nowhere", "p=..%2F..", "p=@5"} {
		if got := get(query); got != http.StatusNotFound {
			t.Errorf("%q: %d", query, got)
		}
	}
	if got := c.s.streams.Load(); got != 0 {
		t.Errorf("%d streams are still counted", got)
	}
	// One that exists beside one that does not.
	hs := httptest.NewServer(c.s)
	defer closeServer(hs)
	l := listenTo(t, hs.URL, c.s, "", c.slug(), "nowhere")
	if got := l.next(t); got.Project != "nowhere" || !slices.Equal(got.Kinds, []string{liveClosed}) {
		t.Errorf("%+v", got)
	}
}

// asks sends a GET as a coder and reads the JSON that comes.
func asks[T any](c deskCase, as people.Person, path string) (out T) {
	c.Helper()
	req := httptest.NewRequest(http.MethodGet, path, nil)
	req.Host = testHost
	req.Header.Set("Accept", "application/json")
	withCookie(c.s)(req)
	req.AddCookie(&http.Cookie{Name: coderCookie, Value: guid.Short(as.GUID)})
	w := httptest.NewRecorder()
	c.s.ServeHTTP(w, req)
	if w.Code != 200 {
		c.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		c.Fatal(err)
	}
	return out
}

func TestSince(t *testing.T) {
	c := openDeskCase(t)
	mira, bea := c.second()
	var head history.Entry
	c.read(func(tx *sql.Tx) (err error) {
		head, err = history.Head(context.Background(), tx)
		return err
	})
	since := func(after int64, own string) deskReply {
		return asks[deskReply](c, mira, fmt.Sprintf("%s/since/%d?own=%s", c.url(), after, own))
	}
	if r := since(head.ID, ""); r.Entry != head.ID || r.Status != "" || r.Fresh || len(r.Blocks) != 0 {
		t.Errorf("nothing: %+v", r)
	}
	e := c.codeAs(c.p, bea, "Ten times a day", "Relief")
	r := since(head.ID, "")
	if r.Entry != e.ID || r.Status != "Also at work here: BK" || len(r.Blocks) != 1 || !strings.Contains(string(r.Add), "Ten") && !strings.Contains(string(r.Add), c.code("Relief")) {
		t.Errorf("another's coding: %+v %s", r, r.Add)
	}
	// The page's own entries are left out; the rest of what came is told.
	if r := since(head.ID, fmt.Sprint(e.ID)); len(r.Blocks) != 0 || r.Entry != e.ID || r.Status != "" {
		t.Errorf("own: %+v", r)
	}
	// Taken back since: nothing of it is left but that it went.
	u, err := history.UndoEntry(context.Background(), c.p.DB, e.ID, bea.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	if r := since(head.ID, ""); r.Entry != u.ID || len(r.Remove) != 1 || string(r.Add) != "[]" {
		t.Errorf("taken back: %+v", r)
	}
	mine := c.codeAs(c.p, mira, "downstairs", "Relief")
	if r := since(u.ID, ""); r.Entry != mine.ID || r.Status != "Changed in another window" || r.Counts[c.code("Relief")] != 1 {
		t.Errorf("own in another window: %+v", r)
	}
	if r := since(mine.ID+9, ""); !r.Fresh {
		t.Errorf("from an entry that is not there: %+v", r)
	}

	other := func(screen string, after int64) string {
		return asks[sinceReply](c, mira, fmt.Sprintf("%s/since/%d?screen=%s", c.root, after, screen)).Said
	}
	for screen, want := range map[string]string{"codes": "Changed by BK elsewhere", "passages": "Changed by BK elsewhere", "history": "Changed by BK elsewhere", "memos": "", "sheet": "", "export": ""} {
		if got := other(screen, head.ID); got != want {
			t.Errorf("%s says %q, want %q", screen, got, want)
		}
	}
}

// A viewer who may not see a coding hears nothing of it: neither an event, nor
// that something went, nor that it was there.
func TestSinceKeepsLayersApart(t *testing.T) {
	c := openDeskCase(t)
	mira, bea := c.second()
	e := c.codeAs(c.p, bea, "Ten times a day", "Relief")
	gone, err := history.UndoEntry(context.Background(), c.p.DB, e.ID, bea.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	c.read(func(tx *sql.Tx) error {
		v, err := people.As(context.Background(), tx, mira.ID)
		if err != nil {
			return err
		}
		v.Layers = []int64{v.Write}
		for _, id := range []int64{e.ID, gone.ID} {
			traces, err := people.Traces(context.Background(), tx, id)
			if err != nil {
				return err
			}
			if kinds := v.Hears(traces); len(kinds) != 0 {
				t.Errorf("hears %v of entry %d", kinds, id)
			}
		}
		n, err := newsSince(context.Background(), tx, v, e.ID-1, nil, nil, true)
		if err != nil || len(n.entries) != 0 {
			t.Errorf("is told %+v %v", n, err)
		}
		return nil
	})
}

func TestOwnEntriesAreNamed(t *testing.T) {
	c := openDeskCase(t)
	raw, _ := json.Marshal(c.application("Ten", "day", "Ten times a day", c.code("Relief")))
	req := httptest.NewRequest(http.MethodPost, c.url()+"/codings", strings.NewReader(string(raw)))
	req.Host = testHost
	req.Header.Set("Content-Type", "application/json")
	withCookie(c.s)(req)
	w := httptest.NewRecorder()
	c.s.ServeHTTP(w, req)
	var reply deskReply
	if err := json.Unmarshal(w.Body.Bytes(), &reply); err != nil || reply.Entry == 0 {
		t.Fatal(err, w.Body)
	}
	if got := w.Header().Get(entryHeader); got != fmt.Sprint(reply.Entry) {
		t.Errorf("named %q, want %d", got, reply.Entry)
	}
}

// closeServer ends the streams, too: a failed test would wait for them.
func closeServer(hs *httptest.Server) {
	hs.CloseClientConnections()
	hs.Close()
}
