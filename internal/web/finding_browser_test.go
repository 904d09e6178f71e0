package web

import (
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"verbatim/cmd/verify/drive"
	"verbatim/internal/project"
)

// exampleTab serves the example study to a browser and gives its address.
func exampleTab(t *testing.T) (*drive.Tab, string) {
	t.Helper()
	shelf, err := project.OpenShelf(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shelf.Close() })
	root := "/p/" + exampleOn(t, shelf)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Options{Shelf: shelf, Addr: listener.Addr().String(), Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	hs := &http.Server{Handler: s}
	t.Cleanup(func() { _ = hs.Close() })
	go func() { _ = hs.Serve(listener) }()
	base, err := url.Parse("http://" + listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	jar.SetCookies(base, []*http.Cookie{{Name: s.door.cookie, Value: s.door.ticket(time.Now())}})
	return drive.Browse(t, &drive.Server{Base: base.String(), Client: &http.Client{Jar: jar}}), root
}

func saysIn(b *drive.Tab, want string) {
	b.Until("the status line says "+want, `document.querySelector(".status .what").textContent.includes("`+want+`")`)
}

// looks takes pictures of a screen at the sizes and colours of LOOK, and runs
// axe over it.
func looks(b *drive.Tab, name string) {
	for _, scheme := range []string{"light", "dark"} {
		b.Scheme(scheme)
		b.Size(1400, 900)
		b.Shot(name + "-" + scheme)
		b.Axe(name + ", " + scheme)
		b.Size(390, 844)
		b.Shot(name + "-390-" + scheme)
	}
	b.Axe(name + ", 390")
	b.Until("nothing scrolls sideways", `document.documentElement.scrollWidth <= innerWidth`)
	b.Scheme("light")
	b.Size(1400, 900)
}

// TestBrowserStatement goes from an interview's passages to the sheet by hand:
// a statement written, tied to a code, a quote chosen with its consent, the
// order changed by keys, the sheet set up and taken out.
func TestBrowserStatement(t *testing.T) {
	b, root := exampleTab(t)
	b.Open(root + "/findings")
	looks(b, "findings")
	before := b.Count(".stl li")

	b.Click("#new")
	b.Keys("Een vraag in een bericht wacht tot iemand tijd heeft, en dat is soms prettig en soms niet.")
	b.See("18 words in one sentence")
	b.Chord(kb.Enter, chromedp.ModifierCtrl)
	saysIn(b, "Wrote the statement")
	b.See("18 words; 12 reads easier")

	b.Click("#tie")
	drive.Eval[any](b, `(() => { const s = document.querySelector("#tie"); s.selectedIndex = [...s.options].findIndex(o => / \([1-9]\d*\)$/.test(o.textContent)); })()`)
	b.ClickText(".tie button", "Tie it to this")
	saysIn(b, "Tied the statement")
	b.Has(".psg li")

	// What is typed is saved before another button reloads the page.
	b.Click("#probe")
	b.Keys("Wanneer wel?")
	b.Click(".psg li .link")
	saysIn(b, "Chose")
	b.Until("what was typed is kept", `document.querySelector("#probe").value === "Wanneer wel?"`)
	looks(b, "finding")
	b.ClickText(".cited button", "Speaks against")
	saysIn(b, "as speaking against it")
	b.See("Not on the participants")
	b.ClickText(".status button", "Undo")
	saysIn(b, "Taken back")

	drive.Eval[any](b, `document.querySelector(".stl .on a").focus()`)
	b.Chord(kb.ArrowUp, chromedp.ModifierAlt)
	saysIn(b, "Moved the statement")
	b.Until("it is the last but one", `document.querySelectorAll(".stl li")[`+strconv.Itoa(before-1)+`].classList.contains("on")`)

	b.Click("#probe")
	b.Keys("En nu?")
	b.ClickText(".views a", "sheet")
	b.Until("the sheet is open", `document.querySelector(".sheet") !== null`)
	b.ClickText(".stl a", "Een vraag in een bericht")
	b.Until("leaving by a link saved what was typed", `document.querySelector("#probe")?.value === "Wanneer wel?En nu?"`)
	b.ClickText(".views a", "sheet")
	b.Until("the sheet is drawn", `document.querySelectorAll(".sheet .group").length > 1`)
	b.Click("#settings [name=counts]")
	saysIn(b, "Changed the sheet")
	b.See("participants")

	b.ClickText(".sbar a", "Word")
	if got := b.Saved(); len(got) < 4 || string(got[:2]) != "PK" {
		t.Errorf("%d bytes came", len(got))
	}
	b.Open(root + "/export")
	looks(b, "export")
	b.ClickText(".exports a", "Excel")
	if got := b.Saved(); len(got) < 4 || string(got[:2]) != "PK" {
		t.Errorf("%d bytes came", len(got))
	}
	b.ClickText("#exopts label", "semicolon")
	b.Until("the csv has semicolons", `document.querySelector('#codebook a[href*="codebook.csv?separator=semicolon"]') !== null`)
}
