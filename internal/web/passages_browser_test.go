package web

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestBrowserPassages goes through the passages by keyboard: read in place, tick
// several, recode them, take that back; to the desk and back to the same one.
func TestBrowserPassages(t *testing.T) {
	d := newCodeDesk(t)
	b := d.inBrowser()
	b.Open("/p/" + d.p.Slug + "/passages?code=" + d.codes["Waiting"].ShortGUID())
	b.Until("the first is shown in its place", `document.querySelector("#place mark")?.textContent === "wacht iedereen"`)
	b.Keys("j")
	b.Until("the second has the keyboard", `document.activeElement.closest("li") === document.querySelectorAll(".psg li")[1]`)
	b.Until("it is shown in its place", `document.querySelector("#place mark").textContent === "en"`)
	b.Keys("xk")
	b.Keys("x")
	b.See("2 ticked")
	b.Keys("r")
	b.Until("the choice of a code has the keyboard", `document.activeElement.id === "recode"`)
	b.Keys(kb.End + kb.Tab + kb.Enter) // the last one: Trust
	d.says(b, "Recoded as ‘Trust’: 2")
	b.See("No passage answers to this filter.")
	b.ClickText(".status button", "Undo")
	d.says(b, "Taken back")
	b.See("2 passages")

	b.Keys("j" + kb.Enter)
	b.Until("the desk is at the coding", `location.pathname.includes("/d/") && location.hash.startsWith("#c-")`)
	b.ClickText(".status a", "← Passages")
	b.Until("the same passage has the keyboard again", `document.activeElement?.closest("li") === document.querySelectorAll(".psg li")[1]`)

	b.Click(".psg li:first-child input")
	b.Click(".psg li:first-child blockquote")
	b.Until("a click reads it in its place", `document.querySelector("#place mark").textContent === "wacht iedereen"`)
	b.Keys("m")
	b.Until("the memo has the keyboard", `document.activeElement.id === "memo"`)
	b.Keys("Who waits?")
	b.ClickText("button", "Write the memo")
	d.says(b, "Wrote a memo")
	b.See("1 memo")
}
