package web

import (
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"verbatim/cmd/verify/drive"
)

// inBrowser serves the project to a browser in which the present coder codes.
func (d *codeDesk) inBrowser() *drive.Tab {
	d.t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		d.t.Fatal(err)
	}
	s, err := New(Options{Shelf: d.s.shelf, Addr: listener.Addr().String(), Version: "test"})
	if err != nil {
		d.t.Fatal(err)
	}
	hs := &http.Server{Handler: s}
	d.t.Cleanup(func() { _ = hs.Close() })
	go func() { _ = hs.Serve(listener) }()
	base, err := url.Parse("http://" + listener.Addr().String())
	if err != nil {
		d.t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		d.t.Fatal(err)
	}
	jar.SetCookies(base, []*http.Cookie{{Name: s.door.cookie, Value: s.door.ticket(time.Now())}, {Name: coderCookie, Value: d.who.GUID[len(d.who.GUID)-12:]}})
	return drive.Browse(d.t, &drive.Server{Base: base.String(), Client: &http.Client{Jar: jar}})
}

func (d *codeDesk) says(b *drive.Tab, want string) {
	d.t.Helper()
	b.Until("the status line says "+want, `document.querySelector(".status .what").textContent.includes("`+want+`")`)
}

// TestBrowserCodebook goes through the codebook by hand: a field that saves
// itself, two people in one field, the filter, moving by keys, undo.
func TestBrowserCodebook(t *testing.T) {
	d := newCodeDesk(t)
	b := d.inBrowser()
	root := "/p/" + d.p.Slug
	b.Open(root + d.at("Waiting"))

	b.Click("#f-brief")
	b.Keys("Time lost")
	b.Click("#f-full") // leaving the field saves it
	d.says(b, "Changed Brief definition of Waiting")
	if got := d.reload()["Waiting"].Brief; got != "Time lost" {
		t.Errorf("stored %q", got)
	}

	d.who = d.noor
	d.post(d.at("Waiting"), url.Values{"full": {"Noor's words"}, "was-full": {""}}, "")
	d.who = d.mira
	b.Keys("Mine")
	b.Click("#f-inclusion")
	b.See("Somebody changed this meanwhile")
	b.See("Noor's words")
	b.Forgive("409")
	b.ClickText("#clash-full button", "Keep mine")
	d.says(b, "Changed Full definition of Waiting")
	if got := d.reload()["Waiting"].Full; got != "Mine" {
		t.Errorf("stored %q", got)
	}

	b.Click("#filter")
	b.Keys("rush")
	b.Until("the tree is narrowed", `[...document.querySelectorAll(".tree a.nm")].filter(a => a.offsetParent).map(a => a.textContent).join() === "Work,Rush"`)
	b.Keys(kb.ArrowDown + kb.ArrowDown)
	b.Until("the arrow keys walk", `document.activeElement.textContent === "Rush"`)
	b.Chord(kb.ArrowUp, kb.ModifierAlt)
	b.Until("it moved and keeps the focus", `document.activeElement.textContent === "Rush" && document.querySelector(".tree .kids a.nm").textContent === "Rush"`)
	d.says(b, "Moved the code Rush")

	b.Chord("z", kb.ModifierCtrl)
	d.says(b, "Taken back: Moved the code Rush")
	b.Until("it is back", `document.querySelector(".tree .kids a.nm").textContent === "Waiting"`)

	b.ClickText(".passages button", "Use as example")
	d.says(b, "Changed Typical example of Waiting")
	if got := d.reload()["Waiting"].Example; got != "“wacht iedereen” (R1, turn 1 in R1.txt)" {
		t.Errorf("example %q", got)
	}
	b.Size(390, 844)
	b.ClickText(".panetabs button", "Codes")
	b.Has(".tree a.nm")
}
