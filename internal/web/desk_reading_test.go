package web

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"verbatim/cmd/verify/drive"
)

// firstLine remembers the first character in the window, and says where it is
// from then on, in pixels.
const firstLine = `(() => {
	const main = document.getElementById("main"), box = main.getBoundingClientRect();
	if (!window.first?.startContainer.isConnected) {
		const p = [...document.querySelectorAll(".text [data-s]")].find((e) => e.getBoundingClientRect().bottom > box.top + 4);
		const r = p.getBoundingClientRect(), at = document.caretPositionFromPoint(r.left + 6, Math.max(r.top, box.top) + 12);
		window.first = document.createRange();
		window.first.setStart(at.offsetNode, at.offset);
		window.first.setEnd(at.offsetNode, at.offset + 1);
	}
	return window.first.getClientRects()[0].top;
})()`

// laneTops is where the lanes of the group in the middle of the window stand.
const laneTops = `(() => {
	const g = document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest(".pg");
	return [...g.querySelectorAll(".lanes li")].map((l) => Math.round(l.offsetTop) + "+" + l.offsetHeight).join(" ");
})()`

func TestBrowserReadingIsSetAndKept(t *testing.T) {
	b, c := longDesk(t)
	b.open(c.url() + "#t80")
	b.still()
	b.focusInText("on opening")
	drive.Eval[bool](b.Tab, `document.getElementById("main").scrollTop += 37, true`)
	b.still()
	usual := eval[string](b, laneTops)
	for _, step := range []string{"[name=size][value='2']", "[name=width][value='0']", "[name=line][value='2']", "[name=face][value='1']"} {
		before := eval[float64](b, firstLine)
		b.Keys("A")
		b.Has("#reading:popover-open")
		b.Until("the menu takes the focus", `document.activeElement.matches("#reading :checked")`)
		b.Click("#reading " + step)
		b.Keys(kb.Escape)
		b.still()
		if after := eval[float64](b, firstLine); after < before-2 || after > before+2 {
			t.Errorf("%s moved the first line from %.1f to %.1f", step, before, after)
		}
		b.focusInText("after " + step)
	}
	set := eval[string](b, laneTops)
	if set == usual {
		t.Error("the lanes were not measured again")
	}
	page, err := b.Server.Get(c.url())
	if err != nil || strings.Contains(page.Body, ";--f-t:1.3125rem") {
		t.Fatal("another browser has these settings too", err)
	}
	b.Axe("the desk with large type")
	b.Reload()
	b.Until("the desk is back", `document.documentElement.dataset.ready`)
	if style := eval[string](b, `document.getElementById("main").getAttribute("style")`); !strings.Contains(style, "--f-t:1.3125rem") || !strings.Contains(style, "--face:var(--sans)") {
		t.Errorf("after a reload the reader is set as %s", style)
	}
	b.still()
	b.Until("the lanes stand where they stood", laneTops+" === "+fmt.Sprintf("%q", set))
	b.Keys("A")
	b.Has("#reading:popover-open")
	b.Axe("the menu of the type")
	b.Scheme("dark")
	b.Axe("the menu of the type, dark")
}

func TestBrowserMarginShowsSome(t *testing.T) {
	b, c := longDesk(t)
	b.open(c.url() + "#t80")
	b.still()
	tints := `document.querySelectorAll(".text mark").length + " " + document.querySelectorAll(".minimap g:first-child rect").length`
	all, tinted := b.Count(".lanes li"), eval[string](b, tints)
	before := b.line(80)
	b.Keys("l")
	b.Has("#margin:popover-open")
	b.Click("#margin [value=codes]")
	b.See("0 of 150 codings in the margin.")
	b.Click("#margin .which input")
	b.Until("some bars are left", `document.querySelectorAll(".lanes li").length > 0`)
	b.Axe("the menu of the margin")
	b.Keys(kb.Escape)
	b.focusInText("after the menu")
	if some := b.Count(".lanes li"); some == 0 || some >= all {
		t.Errorf("%d bars of one code, %d of all", some, all)
	}
	if now := eval[string](b, tints); now != tinted {
		t.Errorf("tint and map count %s, before %s: they count all", now, tinted)
	}
	if now := b.line(80); now != before {
		t.Errorf("the text moved from %.1f to %.1f", before, now)
	}
	b.Keys(" c")
	b.Keys(kb.Enter) // what is coded is counted at once
	b.See("of 151 codings in the margin.")
	b.Reload()
	b.See("of 151 codings in the margin.")
	b.focusInText("on opening")
	b.Keys("L")
	b.Until("all bars are back", `document.getElementById("hidden").hidden`)
	b.Click("#main .dochead [popovertarget=margin]")
	b.Click("#margin [value=coder]")
	b.See("151 of 151 codings in the margin.")
}

func TestBrowserMapShowsHits(t *testing.T) {
	b, c := longDesk(t)
	b.open(c.url() + "?at=10-14&q=dada")
	b.Until("hits are on the map", `document.querySelectorAll(".minimap .hit").length > 3`)
	b.untilSaid("hits for “dada” in this document")
	drive.Eval[bool](b.Tab, `(document.querySelector(".minimap").dispatchEvent(new MouseEvent("click", {bubbles: true, clientX: innerWidth - 300, clientY: 700})), true)`)
	b.Until("the window moved", `document.getElementById("main").scrollTop > 1000`)
}

func TestBrowserPrintsLabels(t *testing.T) {
	b, _ := longDesk(t)
	text := `[...document.querySelectorAll(".text [data-s]")].map((e) => e.textContent).join("|")`
	before := eval[string](b, text)
	eval[bool](b, `dispatchEvent(new Event("beforeprint"))`)
	labels := eval[string](b, `[...document.querySelectorAll(".text .label")].map((e) => e.dataset.l).join(" ")`)
	if n := strings.Count(labels, "["); n != 150 {
		t.Errorf("%d labels for 150 codings", n)
	}
	if now := eval[string](b, text); now != before {
		t.Error("labels are counted as text")
	}
	b.Size(700, 1000)
	b.Paper(true)
	// Each bar runs from the line that its coding begins in to the one it ends in.
	if wrong := eval[[]string](b, `(() => {
		const bars = [...document.querySelectorAll(".text>.inked")], named = {};
		for (const l of document.querySelectorAll(".text .label")) named[l.style.getPropertyValue("anchor-name")] = l.getBoundingClientRect();
		const wrong = bars.filter((bar) => {
			const name = /anchor\((--p\d+) top/.exec(bar.style.cssText)[1], r = bar.getBoundingClientRect();
			return !(r.height > 4 && Math.abs(r.top - named[name].top) < 2 && Math.abs(r.bottom - named[name + "e"].bottom) < 2 && r.right <= innerWidth);
		}).map((bar) => bar.outerHTML);
		return bars.length === 150 ? wrong : [bars.length + " bars"];
	})()`); len(wrong) > 0 {
		t.Errorf("bars beside the wrong lines: %s", wrong[:1])
	}
	head := eval[string](b, `getComputedStyle(document.documentElement).getPropertyValue("--head")`)
	for _, part := range []string{eval[string](b, `document.querySelector(".dochead h1").textContent`), "version 1", "MI", time.Now().Format("2006")} {
		if !strings.Contains(head, part) {
			t.Errorf("the head of a page is %s, without %s", head, part)
		}
	}
	if room := eval[string](b, `getComputedStyle(document.getElementById("main")).paddingBottom`); room != "0px" {
		t.Errorf("%s of empty paper after the last turn", room)
	}
	b.Paper(false)
	eval[bool](b, `dispatchEvent(new Event("afterprint"))`)
	if n := b.Count(".text .label"); n != 0 {
		t.Errorf("%d labels are left", n)
	}
}

func TestBrowserSpeaksCodesOfTheTurn(t *testing.T) {
	b, c := longDesk(t)
	turn := eval[int](b, `Number(document.querySelector(".cnt").closest("section").id.slice(1))`)
	b.open(c.url() + fmt.Sprintf("?s=1#t%d", turn))
	b.still()
	before, at := eval[string](b, `document.querySelector(".text").textContent`), b.line(turn)
	if n := b.Count(".spoken"); n != 0 {
		t.Fatalf("%d words are said unasked", n)
	}
	b.Keys("s")
	b.untilSaid("A screen reader hears")
	b.Until("begin and end are said", fmt.Sprintf(`document.querySelectorAll("#t%d .spoken").length > 1 && document.querySelectorAll("#t%d .spoken").length === document.querySelectorAll(".spoken").length`, turn, turn))
	if said := eval[string](b, `document.querySelector(".spoken").dataset.l`); !strings.HasSuffix(said, " begins.") {
		t.Errorf("says %q", said)
	}
	if now := eval[string](b, `document.querySelector(".text").textContent`); now != before || b.line(turn) != at {
		t.Error("what is said changes or moves the text")
	}
	b.Axe("a turn with its codes said")
	b.Keys("J")
	b.Until("only the current turn is said", fmt.Sprintf(`document.querySelectorAll("#t%d .spoken").length === 0`, turn))
	b.Keys("s")
	b.Until("nothing is said", `document.querySelectorAll(".spoken").length === 0`)
}

// TestBrowserDeskReflows looks at the desk as narrow as a phone on its side at
// 400 % zoom is, with its menus and sheets open.
func TestBrowserDeskReflows(t *testing.T) {
	b, c := longDesk(t)
	fits := func(when string) {
		t.Helper()
		if wide := eval[int](b, `document.documentElement.scrollWidth`); wide > 320 {
			t.Errorf("%s: %d px wide at 320", when, wide)
		}
	}
	b.Size(320, 256*3)
	b.open(c.url() + "#t20")
	b.still()
	fits("the text")
	for _, menu := range []string{"A", "l"} {
		b.focusInText("before a menu")
		b.Keys(menu)
		b.Has(".menu:popover-open")
		fits("a menu")
		if eval[bool](b, `[...document.querySelectorAll(".menu:popover-open label")].some((l) => l.getBoundingClientRect().height < 44)`) {
			t.Error("a choice of a menu is lower than 44 px")
		}
		b.Axe("a menu on a phone")
		b.Keys(kb.Escape)
	}
	for _, pane := range []string{"docs", "codings"} {
		b.Click(`.panetabs [data-pane=` + pane + `]`)
		fits("the pane " + pane)
	}
}
