package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestBrowserMemo writes a memo by hand: begun from a code, saved as its field
// is left and as the page goes, shared, deleted and brought back.
func TestBrowserMemo(t *testing.T) {
	d := newCodeDesk(t)
	b := d.inBrowser()
	root := "/p/" + d.p.Slug
	b.Open(root + d.at("Waiting"))
	b.ClickText("a", "Write a memo")
	b.Until("the words have the keyboard", `document.activeElement.id === "said"`)
	b.Keys("Who waits, and **for whom**?")
	b.Chord(kb.Enter, chromedp.ModifierCtrl)
	d.says(b, "Wrote a memo")
	b.Until("it reads as written", `document.querySelector("#reads strong").textContent === "for whom"`)

	b.Click("#said")
	b.Keys(kb.End + " Not yet clear.")
	b.Until("it says that it is not saved", `document.querySelector(".status .saved").textContent === "Not saved yet"`)
	b.Click("h1 textarea") // leaving the field saves it
	d.says(b, "Changed a memo")
	b.Until("it reads as changed", `document.querySelector("#reads").textContent.includes("Not yet clear.")`)
	b.Keys("Waiting for")
	b.Click("[name=shared]")
	d.says(b, "Shared the memo ‘Waiting for’")
	b.Click("#said")
	b.Keys(kb.End + " Later.")
	b.Open(root + "/memos") // the page goes with words that are not saved
	b.See("Waiting for")
	if m := d.memos()[0]; !strings.Contains(m.Words, "Not yet clear. Later.") || m.Title != "Waiting for" || !m.Shared {
		t.Errorf("stored %+v", m)
	}
	b.ClickText("a", "Waiting for")
	b.ClickText("button", "Delete this memo")
	d.says(b, "Deleted a memo")
	b.ClickText(".status button", "Undo")
	b.See("Waiting for")
}

// A page that another window overtook says so and keeps what was typed.
func TestBrowserMemoInTwoWindows(t *testing.T) {
	d := newCodeDesk(t)
	at, _, _ := strings.Cut(d.posted("/memos", url.Values{"words": {"One"}}), "?")
	b := d.inBrowser()
	b.Open("/p/" + d.p.Slug + at)
	d.posted(at, url.Values{"words": {"Two"}, "kind": {"analytic"}})
	b.Click("#said")
	b.Keys(kb.End + " and a half")
	b.Click("h1 textarea")
	b.Until("it says why not", `document.querySelector(".status .what.bad")?.textContent.includes("in another window")`)
	b.Until("what was typed is there", `document.querySelector("#said").value === "One and a half"`)
	if m := d.memos()[0]; m.Words != "Two" {
		t.Errorf("overwritten: %q", m.Words)
	}
	b.Forgive("409")
}
