package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"verbatim/internal/guid"
)

// redefine saves another brief definition of Waiting as the page's script does,
// and gives what it says is to be re-checked.
func (d *codeDesk) redefine(brief string, more url.Values) string {
	d.t.Helper()
	form := url.Values{"brief": {brief}, "was-brief": {d.codes["Waiting"].Brief}, "request": {guid.New()}}
	for k, v := range more {
		form[k] = v
	}
	w := d.send(http.MethodPost, d.at("Waiting"), form, true)
	var said struct{ Recheck string }
	if err := json.Unmarshal(w.Body.Bytes(), &said); err != nil || w.Code != 200 {
		d.t.Fatalf("%d %v %s", w.Code, err, w.Body)
	}
	d.reload()
	return said.Recheck
}

func TestRecheckAfterAnotherDefinition(t *testing.T) {
	d := newCodeDesk(t)
	queue := d.at("Waiting", "/recheck")
	d.page(queue, 200, "All your passages of this code stand")
	if got := d.redefine("Time lost before care", nil); got != "2 passages were coded under an earlier definition." {
		t.Errorf("said %q", got)
	}
	d.page(d.at("Waiting"), 200, "2 passages were coded under an earlier definition.", "Re-check them")
	d.page("/codes", 200, "1 code whose definition changed since it was applied")
	d.page(queue, 200, "wacht iedereen", "Coded under version", "Time lost before care", "<del", "Does the code still fit?")

	// Each decision is one step; several at once are one step too.
	first := d.listed()[0]
	back := "/p/" + d.p.Slug + queue
	kept := d.posted("/passages", url.Values{"do": {"confirm"}, "coding": {first.Short()}, "back": {back}, "request": {guid.New()}})
	d.page(kept, 200, "1 passage was coded under an earlier definition.", "Kept under the definition as it is now: 1")
	d.undoLast()
	d.page(queue, 200, "2 passages were coded under an earlier definition.")

	// Only reworded, said afterwards and beforehand.
	since := d.codes["Waiting"].Version - 1
	d.posted(d.at("Waiting", "/meaning"), url.Values{"since": {string(rune('0' + since))}, "request": {guid.New()}})
	d.page(queue, 200, "All your passages of this code stand")
	d.undo()
	d.page(queue, 200, "2 passages were coded under an earlier definition.")
	d.undo()
	if got := d.redefine("Lost time", url.Values{"same": {"1"}}); got != "" {
		t.Errorf("reworded, and said %q", got)
	}
	d.page(queue, 200, "All your passages of this code stand")

	// A passage taken as the example changes nothing of the meaning.
	d.posted(d.at("Waiting"), url.Values{"take": {"wacht iedereen"}, "was-example": {""}, "request": {guid.New()}})
	d.page(queue, 200, "All your passages of this code stand")
	if w := d.send(http.MethodPost, d.at("Waiting", "/meaning"), url.Values{"since": {"99"}}, false); w.Code != 422 || !strings.Contains(w.Body.String(), "There is no version 99") {
		t.Errorf("version 99: %d", w.Code)
	}
}

// TestBrowserRecheck changes a definition, goes through the queue by keys, and
// takes it back.
func TestBrowserRecheck(t *testing.T) {
	d := newCodeDesk(t)
	b := d.inBrowser()
	b.Open("/p/" + d.p.Slug + d.at("Waiting"))
	b.Click("#f-brief")
	b.Keys("Time lost before care")
	b.Keys(kb.Tab)
	b.See("2 passages were coded under an earlier definition.")
	b.See("It means the same: nothing to re-check")
	b.Shot("recheck-entry")
	b.ClickText("#meaning a", "Re-check them")
	b.Until("the first has the keyboard", `document.activeElement.closest("li") === document.querySelector(".psg li") && document.querySelector("#place mark")?.textContent === "wacht iedereen"`)
	b.Shot("recheck")
	for _, scheme := range []string{"light", "dark"} {
		b.Scheme(scheme)
		b.Axe("the queue " + scheme)
	}
	b.Keys("s")
	b.Until("skipped", `document.activeElement.closest("li") === document.querySelectorAll(".psg li")[1]`)
	b.Keys("k")
	b.Keys("y")
	d.says(b, "Kept under the definition as it is now: 1")
	b.Until("the next has the keyboard", `document.querySelectorAll(".psg li").length === 1 && document.activeElement.closest("li") === document.querySelector(".psg li")`)
	b.Keys("u")
	d.says(b, "Removed")
	b.See("All your passages of this code stand")
	b.Chord("z", chromedp.ModifierCtrl)
	d.says(b, "Taken back")
	b.See("1 passage was coded under an earlier definition.")
	b.Keys("r")
	b.Until("the choice of a code has the keyboard", `document.activeElement.id === "recode"`)
	b.Keys(kb.End + kb.Tab + kb.Enter)
	d.says(b, "Recoded as")
	b.See("All your passages of this code stand")
}

// On the desk a coding says so in its row, and is kept there.
func TestBrowserOlderDefinitionOnTheDesk(t *testing.T) {
	d := newCodeDesk(t)
	d.redefine("Time lost before care", nil)
	b := d.inBrowser()
	first := d.listed()[0]
	b.Open("/p/" + d.p.Slug + "/d/" + d.documentOf(first.Document).Short() + "#c-" + first.Short())
	b.Until("the row warns", `document.querySelector("#at .warn a")?.textContent === "Re-check" && document.querySelectorAll("#at .warn").length === 2`)
	b.Shot("recheck-desk")
	b.ClickText("#at .warn button", "Keep")
	d.says(b, "under the definition as it is now")
	b.Until("one less", `document.querySelectorAll("#at .warn").length === 1`)
	b.Chord("z", chromedp.ModifierCtrl)
	b.Until("again", `document.querySelectorAll("#at .warn").length === 2`)
	b.Axe("the desk with an older definition")
}
