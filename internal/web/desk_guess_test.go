package web

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const lanes = `[...document.querySelectorAll(".lanes li")].map((li) => li.dataset.k).join()`

// TestBrowserShowsAtOnce codes, removes and takes back while the server has not
// answered anything yet: the page shows each step at once, and what the server
// then says is the same.
func TestBrowserShowsAtOnce(t *testing.T) {
	b, c := onDesk(t, "At once")
	b.keys("j", "c", "l", "o", "o", kb.Enter)
	first := b.marked()
	c.untilCoded("Looking often: " + first)
	b.Until("the coding has its id", `!`+lanes+`.includes("~") && document.querySelector(".lanes li")`)

	release := b.l.holdBack()
	defer release()
	b.keys("j", ".")
	b.Until("the second is marked, with its lane", `document.querySelectorAll("mark").length === 2 && `+lanes+`.includes("~")`)
	both := b.marked()
	b.keys("u")
	b.untilMarked(first)
	b.Chord("z", chromedp.ModifierCtrl)
	b.untilMarked(both)
	b.Chord("z", chromedp.ModifierCtrl)
	b.untilMarked(first)
	b.Chord("z", chromedp.ModifierCtrl)
	b.untilMarked("")
	b.keys("k", ".")
	b.untilMarked(first)
	if got := c.coded(); got != "Looking often: "+first {
		t.Errorf("the server was asked to wait, and has %q", got)
	}

	release()
	b.Until("everything is saved", `!`+lanes+`.includes("~") && document.getElementById("unsaved").hidden && document.querySelectorAll(".lanes li").length === 1`)
	c.untilCoded("Looking often: " + first)
	b.untilMarked(first)
	b.Reload()
	b.untilMarked(first)
}

// Words under many codings are as dark as they get. Of one more there is only its
// bar to see, and that comes with the key.
func TestBrowserShowsWhatDarkensNothing(t *testing.T) {
	b, c := onDesk(t, "As dark as it gets")
	var codes []string
	for _, name := range []string{"Looking often", "Putting away", "Relief", "Read and forget"} {
		codes = append(codes, c.code(name))
	}
	body, err := json.Marshal(c.application("I look", "I think.", "I look at my phone. Ten times a day, I think.", codes...))
	if err != nil {
		t.Fatal(err)
	}
	if code := eval[int](b, fmt.Sprintf(`fetch(%q, {method: "POST", headers: {"Content-Type": "application/json"}, body: %q}).then((r) => r.status)`, c.url()+"/codings", body)); code != 200 {
		t.Fatalf("four codes at once: %d", code)
	}
	b.open(c.url() + "?again=1")
	b.Until("four bars", `document.querySelectorAll(".lanes li").length === 4`)
	b.keys("j", "c", "l", "o", "o", kb.Enter)
	b.Until("it is saved", `!`+lanes+`.includes("~") && document.getElementById("unsaved").hidden`)
	b.keys("j")
	const text = `[...document.querySelectorAll("[data-s]")].map((block) => block.textContent).join()`
	before := eval[string](b, text)
	marks := eval[int](b, `document.querySelectorAll("mark").length`)
	shown := eval[bool](b, `(() => {
		document.getElementById("main").dispatchEvent(new KeyboardEvent("keydown", { key: ".", bubbles: true }));
		return `+lanes+`.includes("~");
	})()`)
	if !shown {
		t.Error("the key shows nothing")
	}
	if got := eval[int](b, `document.querySelectorAll("mark").length`); got != marks {
		t.Errorf("%d marks became %d", marks, got)
	}
	if after := eval[string](b, text); after != before {
		t.Errorf("the text became %q", after)
	}
	b.Until("it is saved", `!`+lanes+`.includes("~") && document.getElementById("unsaved").hidden`)
	if got := len(c.codings()); got != 6 {
		t.Errorf("%d codings, want 6", got)
	}
}

// A change is sent once it is painted. Who leaves the page before that leaves
// nothing behind: it is sent as the page goes.
func TestBrowserSendsAsThePageIsLeft(t *testing.T) {
	b, c := onDesk(t, "Left at once")
	b.keys("j", "c", "l", "o", "o", kb.Enter)
	first := b.marked()
	c.untilCoded("Looking often: " + first)
	b.Until("its answer has come", `!`+lanes+`.includes("~") && document.querySelector(".lanes li")`)
	b.keys("j")
	eval[bool](b, `(setTimeout(() => {
		document.getElementById("main").dispatchEvent(new KeyboardEvent("keydown", { key: ".", bubbles: true }));
		location.href = "/";
	}), true)`)
	b.Until("it is another page", `location.pathname === "/" && document.readyState === "complete"`)
	c.untilCoded("Looking often: " + first + "; Looking often: Ten times a day, I think.")
}

// One chord takes back one step, also while the status line offers to undo.
func TestBrowserUndoesOneStep(t *testing.T) {
	b, c := onDesk(t, "One step")
	b.keys("j", "c", "l", "o", "o", kb.Enter)
	first := b.marked()
	for range 3 {
		b.keys("j", ".", "j")
		c.untilCoded("Looking often: " + strings.ReplaceAll(b.marked(), "|", "; Looking often: "))
		b.Until("undo is offered", `!document.querySelector(".status form").hidden`)
		b.Chord("z", chromedp.ModifierCtrl)
		b.untilMarked(first)
		b.untilSaid("Taken back")
		b.keys("k")
	}
	c.untilCoded("Looking often: " + first)
}

// A coding that the server has not confirmed is linked to by its words: its id is
// the page's own until then.
func TestBrowserLinksToWhatIsNotSaved(t *testing.T) {
	b, c := onDesk(t, "Not saved")
	eval[bool](b, `(navigator.clipboard.writeText = (s) => ((window.taken = s), Promise.resolve()), true)`)
	release := b.l.holdBack()
	defer release()
	b.keys("j", "c", "l", "o", "o", kb.Enter)
	b.Until("it is shown", lanes+`.includes("~")`)
	b.keys("o", "y")
	b.Until("a link to its words", `/\?at=\d+-\d+&v=1$/.test(window.taken)`)
	release()
	c.untilCoded("Looking often: " + b.marked())
	b.Until("it has its id", `!`+lanes+`.includes("~")`)
	b.keys("y")
	b.Until("a link to the coding", `/#c-\w+$/.test(window.taken)`)
}

// TestBrowserTakesBackWhatIsRefused removes a coding that somebody else removed
// meanwhile, and codes words that were corrected meanwhile: what was shown of
// both goes away again.
func TestBrowserTakesBackWhatIsRefused(t *testing.T) {
	b, c := onDesk(t, "Refused")
	b.keys("j", "c", "l", "o", "o", kb.Enter)
	first := b.marked()
	c.untilCoded("Looking often: " + first)
	b.Until("it has its id", `!`+lanes+`.includes("~") && document.querySelector(".lanes li")`)
	// The desk believes in a version that is not there.
	eval[int](b, `(window.realFetch = fetch, window.fetch = (url, o) => realFetch(url, o?.body ? {...o, body: o.body.replace('"version":1', '"version":7')} : o), 0)`)
	b.keys("j", ".")
	b.Until("the refusal is said", `document.querySelector(".status .what").textContent.includes("corrected since you opened it") && !document.getElementById("unsaved").hidden`)
	b.untilMarked(first)
	if got := c.coded(); got != "Looking often: "+first {
		t.Errorf("stored %q", got)
	}
	eval[int](b, `(window.fetch = realFetch, 0)`)
	b.Click("#unsaved button:last-child")
	b.Chord("z", chromedp.ModifierCtrl)
	b.untilMarked("")
	c.untilCoded("")
	b.Forgive("409")
}
