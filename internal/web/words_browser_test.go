package web

import (
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"verbatim/cmd/verify/drive"
	"verbatim/ui/words"
)

// allSeen is seenIn for a page on which scripts have run.
const allSeen = `(() => {
	const out = [];
	const skip = "script,style,kbd,textarea,.sheet";
	const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
	for (let n = walk.nextNode(); n; n = walk.nextNode()) {
		const el = n.nodeType === 3 ? n.parentElement : n;
		if (el.closest(skip)) continue;
		if (n.nodeType === 3) { out.push(el.tagName + (el.id ? "#" + el.id : "") + (el.className ? "." + el.className : "") + "|" + n.data); continue; }
		for (const a of ["aria-label", "title", "placeholder", "alt", "label", "aria-description"])
			if (el.hasAttribute(a)) out.push(el.tagName + " " + a + "|" + el.getAttribute(a));
		if (el.matches("input[type=submit],input[type=button],input[type=reset]")) out.push("INPUT value|" + el.value);
	}
	return out;
})()`

// fits checks that a screen stands in the window: its columns scroll, the page
// does not, and its main part is wide enough to be read.
func fits(t *testing.T, b *drive.Tab, where string) {
	t.Helper()
	if got := drive.Eval[string](b, `(() => {
		const main = document.querySelector("main").getBoundingClientRect(), root = document.documentElement;
		return main.width < 400 || main.left < 0 || root.scrollHeight > innerHeight || root.scrollWidth > innerWidth
			? "main " + main.left + " to " + main.right + ", page " + root.scrollWidth + " by " + root.scrollHeight : "";
	})()`); got != "" {
		t.Errorf("%s does not fit the window: %s", where, got)
	}
}

// TestBrowserSaysOnlyWordsOfTheTables looks at screens on which the scripts have
// been at work, in Dutch, with every text of ui/words marked.
func TestBrowserSaysOnlyWordsOfTheTables(t *testing.T) {
	study := furnished(t)
	study.furnishMore(t)
	t.Cleanup(words.Mark(markBegin, markEnd))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Options{Shelf: study.shelf, Addr: listener.Addr().String(), Version: "test"})
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
	jar.SetCookies(base, []*http.Cookie{{Name: s.door.cookie, Value: s.door.ticket(time.Now())}, {Name: languageCookie, Value: string(words.Dutch)}})
	b := drive.Browse(t, &drive.Server{Base: base.String(), Client: &http.Client{Jar: jar}})
	look := func(where string) {
		t.Helper()
		time.Sleep(200 * time.Millisecond) // what a script says next
		said := map[string]bool{}
		for _, line := range drive.Eval[[]string](b, allSeen) {
			at, text, _ := strings.Cut(line, "|")
			if left := unsaid(text, study.shelf.Dir, study.names["project"]); letters.MatchString(left) && !said[left] {
				said[left] = true
				t.Errorf("%s: %s says %q", where, at, left)
			}
		}
	}
	root := "/p/" + study.names["project"]
	b.Open("/")
	look("start")
	for _, path := range []string{"", "/import", "/codes", "/codes/" + study.names["code"], "/search?q=water", "/passages", "/memos", "/memos/new", "/findings",
		"/findings/" + study.names["finding"], "/history", "/export", "/backups", "/coder"} {
		b.Open(root + path)
		look(path)
		fits(t, b, path)
	}
	b.Open(root)
	b.Chord("k", chromedp.ModifierCtrl)
	b.Until("there is somewhere to go", `document.querySelectorAll("#go-list li").length > 0`)
	look("go to anything")
	b.Open(root + "/search?q=water")
	b.Keys("x")
	look("a ticked hit")
	b.Keys("c")
	look("the codes for it")
	b.Open(root + "/d/" + study.names["document"])
	b.Until("the desk answers", `document.documentElement.dataset.ready === "desk"`)
	look("desk")
	b.Keys("c")
	b.Until("the codes are shown to choose from", `document.activeElement.matches("input")`)
	look("the palette")
	b.Keys("zzz")
	look("the palette without a match")
	b.Keys(kb.Escape)
	for _, step := range []string{"j", "s", "c", kb.Escape, "?", kb.Escape, "m", kb.Escape, "v", "u", kb.Escape} {
		b.Keys(step)
		look("desk after " + step)
	}
}
