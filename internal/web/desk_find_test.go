package web

import (
	"net/url"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func TestBrowserFindsInTheDocument(t *testing.T) {
	b, c := onDesk(t, "Find")
	top := b.line(1)
	b.keys("/")
	b.Until("the box has the keyboard", `document.activeElement.matches("#find input")`)
	if now := b.line(1); now != top {
		t.Errorf("the text moved by %.1f px", now-top)
	}
	b.Until("the rule is said", `document.querySelector("#find [role=status]").textContent.startsWith("Whole words")`)
	b.keys("CAFE d") // no case, no accent; whole words
	b.Until("not the beginning of a word", `document.querySelector("#find [role=status]").textContent.startsWith("Nowhere in this document.")`)
	b.keys("*")
	b.Until("found once", `document.querySelector("#find [role=status]").textContent === "1 time"`)
	b.keys(kb.Enter)
	b.Until("there", `document.querySelector("#at .where").textContent === "turn 2, sentence 4"`)
	if got := eval[string](b, `[...CSS.highlights.get("now")].map((r) => r.toString()).join()`); got != "cafe\u0301 downstairs" {
		t.Errorf("painted %q", got)
	}
	b.Axe("finding")
	b.Shot("find")
	link := eval[string](b, `document.querySelector("#find a").href`)
	at, err := url.Parse(link)
	if err != nil || at.Query().Get("q") != `"CAFE d*" document:R1.txt` {
		t.Errorf("the link to the search is %s %v", link, err)
	}
	b.Click("#find input")
	b.Chord("a", chromedp.ModifierCtrl)
	b.keys("then")
	b.Until("found twice", `document.querySelector("#find [role=status]").textContent === "2 times"`)
	b.keys(kb.Enter)
	b.Until("the next one", `document.querySelector("#find [role=status]").textContent === "1 of 2"`)
	b.keys(kb.Enter)
	b.Until("the last", `document.querySelector("#at .where").textContent.startsWith("turn 4")`)
	b.keys(kb.Enter)
	b.Until("from the beginning", `document.querySelector("#at .where").textContent === "turn 2, sentence 5"`)
	b.Chord(kb.Enter, chromedp.ModifierShift)
	b.Until("back", `document.querySelector("#at .where").textContent.startsWith("turn 4")`)

	// To the text, with the hits in sight; what was found is coded.
	b.keys(kb.ArrowDown)
	b.focusInText("from the box")
	b.keys(" ", "c", "r", "e", "l", kb.Enter)
	c.untilCoded("Relief: Then <b>I</b> read it & forget it.")
	b.keys(kb.Escape)
	b.Until("closed", `document.getElementById("find").hidden && !CSS.highlights.has("hit")`)
	b.keys("/", "nobody")
	b.Until("says so", `document.querySelector("#find [role=status]").textContent.startsWith("Nowhere in this document.")`)
	b.Open(at.Path + "?" + url.Values{"q": {`cafe document:"R1.txt"`}}.Encode()) // such a link is understood
	b.See("downstairs")
}

func TestBrowserFindGoesBack(t *testing.T) {
	b, _ := longDesk(t)
	b.still()
	b.keys("/")
	before := eval[float64](b, `document.getElementById("main").scrollTop`)
	last := eval[string](b, `[...document.querySelectorAll("#t150 [data-s]")].at(-1).textContent.split(" ").slice(-3).join(" ")`)
	b.keys(last, kb.Enter)
	b.Until("gone to", `/^\d+ of \d+$/.test(document.querySelector("#find [role=status]").textContent)`)
	b.still()
	if eval[float64](b, `document.getElementById("main").scrollTop`) == before {
		t.Fatal("went nowhere")
	}
	b.keys(kb.Escape)
	b.still()
	if now := eval[float64](b, `document.getElementById("main").scrollTop`); now < before-2 || now > before+2 {
		t.Errorf("back at %.0f, was at %.0f", now, before)
	}
	b.focusInText("the box is left")
}
