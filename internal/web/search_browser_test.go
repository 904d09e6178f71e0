package web

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A person searches, walks through the hits, ticks two, codes them, takes that
// back and opens a hit on the desk, by keyboard alone.
func TestBrowserSearchByKeyboard(t *testing.T) {
	l := goLive(t)
	slug, _ := deskProject(t, l.shelf, "Waiting", interview)
	b := browse(l, 1400, 900)
	b.Open("/p/" + slug + "/search")
	b.Until("the script runs", `document.querySelector(".choose")`)
	b.Axe("search, nothing asked")
	b.Keys("phone OR it")
	b.Until("it answers while one types", `document.querySelectorAll(".kwic tbody tr").length === 5`)
	b.Axe("search, hits")
	b.Keys(kb.ArrowDown)
	b.Until("the first hit has the keyboard", `document.querySelector(".kwic tbody tr.on") === document.querySelector(".kwic tbody tr")`)
	b.Keys("x")
	b.Keys(kb.ArrowDown)
	b.Keys(kb.ArrowDown)
	b.Keys("x")
	b.Until("the plan says what will be coded", `document.querySelector(".tally dd")?.textContent === "2"`)
	b.Keys("c")
	b.Until("the list of codes is open", `document.querySelector("#codes:not([hidden])")`)
	b.Axe("search, choosing a code")
	b.Keys("loo")
	b.Keys(kb.Enter)
	b.Until("the button has the keyboard", `document.activeElement.textContent === "Code 2 sentences"`)
	b.Keys(kb.Enter)
	b.See("Coded hits of a search with ‘Looking often’: 2")
	b.Until("the hits show the code", `[...document.querySelectorAll(".kwic .lab")].filter((e) => e.textContent === "LOO").length === 2`)
	b.Until("the keyboard is where it was", `document.activeElement.closest("tr.on")`)
	b.Shot("search-coded")
	b.Chord("z", chromedp.ModifierCtrl)
	b.Until("nothing is coded", `document.querySelectorAll(".kwic tbody tr").length === 5 && !document.querySelector(".kwic .lab")`)
	b.Until("the script runs", `document.querySelector(".choose")`)
	b.Keys("/")
	b.Until("the question has the keyboard", `document.activeElement.id === "q"`)
	b.Keys("neighbour")
	b.Keys(kb.Enter)
	b.Until("one hit has the keyboard", `document.querySelectorAll(".kwic tbody tr").length === 1 && document.activeElement.closest("tr.on")`)
	b.Keys(kb.Enter)
	b.Until("the desk is open at the words", `document.documentElement.dataset.ready === "desk" && location.search.startsWith("?at=")`)
}

// The same on a phone, by touch: hits of two lines, panes as tabs, no sideways
// scrolling; and what is said of a question that cannot be read.
func TestBrowserSearchOnAPhone(t *testing.T) {
	l := goLive(t)
	slug, _ := deskProject(t, l.shelf, "Waiting", interview)
	b := browse(l, 390, 844)
	b.Open("/p/" + slug + "/search?q=phone+OR+it")
	b.Until("the script runs", `document.querySelector(".choose")`)
	b.Axe("search on a phone")
	b.Click("input[name=hit]")
	b.Click(".panetabs [data-pane=all]")
	b.Until("the plan is there", `document.querySelector(".tally dd")?.textContent === "1"`)
	b.Axe("coding on a phone")
	b.Until("nothing runs over the edge", `document.documentElement.scrollWidth <= 390`)
	b.Click(".panetabs [data-pane=filters]")
	b.ClickText("#narrow a", "R1")
	b.Until("it is narrowed", `document.querySelector("#q").value === "(phone OR it) speaker:R1" && document.querySelector(".active")`)
	b.Until("the hits are shown", `document.querySelector("main.shown")`)
	b.Forgive("422")
	b.Open("/p/" + slug + "/search?q=%22phone")
	b.See("The quotation mark at character 1 is not closed.")
	b.Axe("search, a question that cannot be read")
	b.Scheme("dark")
	b.Open("/p/" + slug + "/search?q=nowhere")
	b.See("Nothing answers to nowhere.")
	b.Axe("search, no hit, dark")
}
