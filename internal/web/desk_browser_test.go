package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"verbatim/cmd/verify/drive"
	"verbatim/internal/project"
)

// live is a server that a browser can reach, and that can be stopped and
// started again at the same address.
type live struct {
	testing.TB
	shelf *project.Shelf
	addr  string
	s     *Server
	stop  func()
	held  atomic.Pointer[chan struct{}] // changes wait for it in front of the server
}

// holdBack lets changes wait in front of the server until release is called.
func (l *live) holdBack() (release func()) {
	gate := make(chan struct{})
	l.held.Store(&gate)
	return sync.OnceFunc(func() {
		l.held.Store(nil)
		close(gate)
	})
}

func goLive(t testing.TB) *live {
	t.Helper()
	shelf, err := project.OpenShelf(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	l := &live{TB: t, shelf: shelf, addr: "127.0.0.1:0"}
	t.Cleanup(func() {
		l.stop()
		shelf.Close()
	})
	l.start()
	return l
}

func (l *live) start() {
	l.Helper()
	listener, err := net.Listen("tcp", l.addr)
	if err != nil {
		l.Fatal(err)
	}
	l.addr = listener.Addr().String()
	if l.s, err = New(Options{Shelf: l.shelf, Addr: l.addr, Version: "test"}); err != nil {
		l.Fatal(err)
	}
	s := l.s
	hs := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if gate := l.held.Load(); gate != nil && r.Method == http.MethodPost {
			<-*gate
		}
		s.ServeHTTP(w, r)
	})}
	go func() { _ = hs.Serve(listener) }()
	l.stop = func() { _ = hs.Close() }
}

// browse opens a browser with the server's cookie. Errors of scripts, refusals
// of the content policy and requests to other hosts fail the test at its end.
func browse(l *live, width, height int64) *tab {
	l.Helper()
	at, err := url.Parse("http://" + l.addr)
	if err != nil {
		l.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		l.Fatal(err)
	}
	jar.SetCookies(at, []*http.Cookie{{Name: l.s.door.cookie, Value: l.s.door.ticket(time.Now())}})
	b := &tab{drive.Browse(l.TB, &drive.Server{Base: at.String(), Client: &http.Client{Jar: jar}}), l}
	b.Size(width, height)
	return b
}

// tab is a browser's tab on a live server.
type tab struct {
	*drive.Tab
	l *live
}

// open goes to a path and waits until the desk is ready.
func (b *tab) open(path string) {
	b.l.Helper()
	b.Open(path)
	b.Until("the desk is ready", `document.documentElement.dataset.ready === "desk"`)
}

func eval[T any](b *tab, js string) T { return drive.Eval[T](b.Tab, js) }

// keys presses keys one after the other.
func (b *tab) keys(keys ...string) {
	b.l.Helper()
	for _, k := range keys {
		b.Keys(k)
	}
}

// box gives where words stand in the window: the left and right end of their
// first and last line.
func (b *tab) box(words string) (x1, y1, x2, y2 float64) {
	b.l.Helper()
	quoted, _ := json.Marshal(words)
	at := eval[[]float64](b, fmt.Sprintf(`(() => {
		for (const el of document.querySelectorAll("[data-s]")) {
			const i = el.textContent.indexOf(%s);
			if (i < 0) continue;
			const find = (at) => {
				const walk = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
				for (let n = walk.nextNode(); n; n = walk.nextNode()) { if (at <= n.length) return [n, at]; at -= n.length; }
			};
			const r = document.createRange();
			r.setStart(...find(i)); r.setEnd(...find(i + %s.length));
			const rects = r.getClientRects(), a = rects[0], z = rects[rects.length - 1];
			return [a.left, a.top + a.height / 2, z.right, z.top + z.height / 2];
		}
		return [];
	})()`, quoted, quoted))
	if len(at) != 4 {
		b.l.Fatalf("no %q on the page", words)
	}
	return at[0], at[1], at[2], at[3]
}

// drag selects words with the mouse.
func (b *tab) drag(words string) {
	b.l.Helper()
	x1, y1, x2, y2 := b.box(words)
	b.Drag(x1+1, y1, x2-1, y2)
	b.Until("something is selected", `CSS.highlights.has("pending")`)
}

func (b *tab) marked() string {
	return eval[string](b, `[...document.querySelectorAll("mark")].map((m) => m.textContent).join("|")`)
}

func TestBrowserCodesByMouse(t *testing.T) {
	l := goLive(t)
	slug, d := deskProject(t, l.shelf, "By mouse", interview)
	b := browse(l, 1400, 900)
	b.open("/p/" + slug + "/d/" + d.Short())
	b.drag("neighbour 👩‍⚕️ says")
	b.Shot("selected")
	b.keys("c", "l", "o", "o")
	b.Until("the code is offered", `document.querySelector(".palette [aria-selected=true] .nm")?.textContent === "Looking often"`)
	b.Shot("palette")
	b.keys(kb.Enter)
	b.Until("a mark is drawn", `document.querySelector("mark")`)
	if got := b.marked(); got != "neighbour 👩‍⚕️ says" {
		t.Errorf("marked %q", got)
	}
	b.Until("the status line says so", `document.querySelector(".status .what").textContent === "Coded ‘Looking often’, 3 words"`)
	b.Shot("coded")
	c := deskCase{TB: t, s: l.s, root: "/p/" + slug, doc: d}
	var err error
	if c.p, err = l.shelf.Open(context.Background(), slug); err != nil {
		t.Fatal(err)
	}
	defer c.p.Close()
	list := c.codings()
	if len(list) != 1 || list[0].Exact != "neighbour 👩‍⚕️ says" || list[0].Start != strings.Count(interview[:strings.Index(interview, "neighbour")], "")-1 {
		t.Errorf("stored %+v", list)
	}
}
