package web

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/testkit"
)

// longDesk opens a generated interview of some thousands of words, with codings
// all over it.
func longDesk(t *testing.T) (*tab, deskCase) {
	t.Helper()
	ctx := context.Background()
	l := goLive(t)
	slug, d := deskProject(t, l.shelf, "Long", testkit.Interview(3, 9000, 160))
	c := deskCase{TB: t, s: l.s, root: "/p/" + slug, doc: d}
	var err error
	if c.p, err = l.shelf.Open(ctx, slug); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.p.Close() })
	c.read(func(tx *sql.Tx) error {
		c.text, err = document.Text(ctx, tx, d, 0, d.Length)
		return err
	})
	_, err = history.Do(ctx, c.p.DB, history.Action{What: "test.code"}, func(tx *sql.Tx) error {
		v, err := people.As(ctx, tx, 1)
		if err != nil {
			return err
		}
		for i, p := range testkit.Passages(3, c.text, 150, 1) {
			exact, err := document.Text(ctx, tx, d, p.Start, p.End)
			if err != nil {
				return err
			}
			m := coding.Mark{Document: d.ID, Start: p.Start, End: p.End, Exact: exact}
			if _, err := coding.Apply(ctx, tx, v, m, int64(2+i%2)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	b := browse(l, 1400, 900)
	b.open(c.url())
	return b, c
}

// line is where the first line of a turn stands in the window, in pixels.
func (b *tab) line(turn int) float64 {
	return eval[float64](b, fmt.Sprintf(`document.querySelector("#t%d [data-s]").getBoundingClientRect().top`, turn))
}

// still waits until the groups around the window have their real sizes.
func (b *tab) still() {
	b.Until("the text stands still", `(() => {
		const top = document.getElementById("main").scrollTop, now = performance.now();
		if (window.stillTop !== top) { window.stillTop = top; window.stillAt = now; }
		return now - window.stillAt > 300;
	})()`)
}

func TestBrowserNothingMovesTheText(t *testing.T) {
	b, c := longDesk(t)
	b.open(c.url() + "?x=1#t80")
	b.still()
	before := b.line(80)
	steps := []struct {
		what string
		do   func()
	}{
		{"the palette opens", func() { b.keys(" ", "c") }},
		{"a code is applied", func() { b.keys("r", "e", "l", kb.Enter); time.Sleep(300 * time.Millisecond) }},
		{"an uncoded short turn gets its first coding", func() { b.keys("t", "."); time.Sleep(300 * time.Millisecond) }},
		{"a new code is made", func() { b.keys("c", "n", "e", "w", "x", kb.Enter); time.Sleep(300 * time.Millisecond) }},
		{"a step is taken back", func() { b.Chord("z", chromedp.ModifierCtrl); time.Sleep(300 * time.Millisecond) }},
		{"and another", func() { b.Chord("z", chromedp.ModifierCtrl); time.Sleep(300 * time.Millisecond) }},
		{"it is done again", func() {
			b.Chord("z", chromedp.ModifierCtrl, chromedp.ModifierShift)
			time.Sleep(300 * time.Millisecond)
		}},
		{"a code's passages are shown", func() { b.Click("#tree .lf .nm"); time.Sleep(300 * time.Millisecond) }},
	}
	for _, step := range steps {
		step.do()
		if now := b.line(80); now != before {
			t.Errorf("%s: the text moved by %.1f px", step.what, now-before)
			before = now
		}
	}
}

func TestBrowserFirstCodingOfEveryTurnMovesNothing(t *testing.T) {
	b, _ := onDesk(t, "Short turns")
	tops := func() string {
		return eval[string](b, `[...document.querySelectorAll("[data-s]")].map((el) => el.getBoundingClientRect().top).join(" ")`)
	}
	before := tops()
	b.keys("t", "c", "r", "e", "l", kb.Enter)
	b.Until("coded", `document.querySelectorAll(".cnt").length === 1`)
	for n := 2; n <= 4; n++ {
		b.keys("J", "t", ".")
		b.Until("coded", fmt.Sprintf(`document.querySelectorAll(".cnt").length === %d`, n))
	}
	if after := tops(); after != before {
		t.Errorf("the text moved\nfrom %s\nto   %s", before, after)
	}
}

func TestBrowserComesBackToItsPlace(t *testing.T) {
	b, c := longDesk(t)
	eval[bool](b, `(document.getElementById("main").scrollTop = 9000, true)`)
	b.still()
	time.Sleep(1200 * time.Millisecond) // until it is sent
	const first = `(() => {
		const main = document.getElementById("main"), top = main.getBoundingClientRect().top;
		for (const el of document.querySelectorAll("[data-s]")) {
			const box = el.getBoundingClientRect();
			if (box.bottom > top) return el.id + " " + Math.round(box.top - top);
		}
	})()`
	want := eval[string](b, first)
	b.open(c.url() + "?again=1")
	b.still()
	if got := eval[string](b, first); got != want {
		t.Errorf("came back to %s, was at %s", got, want)
	}
	b.l.stop()
	b.l.start()
	b.Size(900, 700) // another window: the same words at the top, whatever their lines
	b.open(c.url() + "?again=2")
	b.still()
	var wantBlock, gotBlock string
	if _, err := fmt.Sscan(want, &wantBlock); err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Sscan(eval[string](b, first), &gotBlock); err != nil || gotBlock != wantBlock {
		t.Errorf("came back to block %s, was at %s (%v)", gotBlock, wantBlock, err)
	}
}

func TestBrowserDeepLinks(t *testing.T) {
	b, c := longDesk(t)
	last := c.codings()[len(c.codings())-1]
	for name, link := range map[string]string{
		"turn": "#t150", "coding": "#c-" + last.Short(), "span": fmt.Sprintf("?at=%d-%d", last.Start, last.End),
	} {
		b.open(c.url() + map[string]string{"turn": "?l=1", "coding": "?l=2", "span": ""}[name] + link)
		b.still()
		in := eval[bool](b, `(() => {
			const bar = document.querySelector(".curbar").getBoundingClientRect(), main = document.getElementById("main").getBoundingClientRect();
			return bar.top >= main.top && bar.top < main.bottom;
		})()`)
		if !in {
			t.Errorf("%s: the target is not in sight", name)
		}
	}
	// Escape goes back to where a jump came from.
	b.open(c.url() + "?l=3#t10")
	b.still()
	before := eval[float64](b, `document.getElementById("main").scrollTop`)
	for range 4 {
		b.keys("n")
	}
	eval[bool](b, `document.querySelector(".minimap").dispatchEvent(new MouseEvent("click", {bubbles: true, clientX: innerWidth - 300, clientY: 700}))`)
	b.still()
	if eval[float64](b, `document.getElementById("main").scrollTop`) == before {
		t.Fatal("the map leads nowhere")
	}
	for range 5 {
		b.keys(kb.Escape)
	}
	b.still()
	if now := eval[float64](b, `document.getElementById("main").scrollTop`); now < before-2 || now > before+2 {
		t.Errorf("back at %.0f, was at %.0f", now, before)
	}
}

func TestBrowserTouchOpensASheet(t *testing.T) {
	b, c := onDesk(t, "Touch")
	b.Size(390, 844)
	sweep := func(from, to int) {
		eval[bool](b, fmt.Sprintf(`(() => {
			const el = [...document.querySelectorAll("[data-s]")].find((el) => el.textContent.startsWith("I look"));
			const walk = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
			let text = walk.nextNode();
			el.dispatchEvent(new PointerEvent("pointerdown", {bubbles: true, pointerType: "touch"}));
			getSelection().setBaseAndExtent(text, %d, text, %d);
			return true;
		})()`, from, to))
		b.Until("the sheet", `!document.getElementById("touch").hidden`)
	}
	sweep(0, 1)
	b.Shot("touch")
	small := eval[string](b, `[...document.querySelectorAll("#touch :is(button, a)")].filter((el) => el.getBoundingClientRect().height < 43.9).map((el) => el.textContent).join()`)
	if small != "" {
		t.Errorf("too small for a finger: %s", small)
	}
	b.ClickText("#touch .btn", "Memo")
	b.Until("a memo is written under the turn", `document.activeElement.tagName === "TEXTAREA" && document.getElementById("touch").hidden`)
	b.keys(kb.Escape)
	sweep(2, 9)
	b.Click("#touch .btn.pri")
	b.Until("the palette", `document.querySelector(".palette")`)
	b.keys("r", "e", "l")
	b.Click(".palette .ap")
	c.untilCoded("Relief: look at")
	eval[bool](b, `(() => {
		const number = [...document.querySelectorAll(".who a")].at(-1);
		number.dispatchEvent(new PointerEvent("pointerdown", {bubbles: true, pointerType: "touch"}));
		number.click();
		return true;
	})()`)
	b.Until("the sheet for a turn whose number was tapped", `!document.getElementById("touch").hidden`)
	b.Click("#touch .chip")
	b.Until("the whole turn is coded", `[...document.querySelectorAll(".turn")].at(-1).querySelector("mark")`)
}

// With the system's own colours coded words are set off as marks, and the bars
// in the margin keep the hue of their branch.
func TestBrowserForcedColors(t *testing.T) {
	b, c := onDesk(t, "Forced colours")
	b.keys("j", "c", "r", "e", "l", kb.Enter)
	c.untilCoded("Relief: I look at my phone.")
	b.ForcedColors()
	b.Until("a bar", `document.querySelector(".lanes li")`)
	b.Shot("forced")
	mark, page, bar, ink := eval[string](b, `getComputedStyle(document.querySelector("mark")).backgroundColor`), eval[string](b, `getComputedStyle(document.querySelector("main")).backgroundColor`),
		eval[string](b, `getComputedStyle(document.querySelector(".lanes li")).backgroundColor`), eval[string](b, `getComputedStyle(document.querySelector("h1")).color`)
	if mark == page || bar == ink || bar == page {
		t.Errorf("mark %s on %s, bar %s beside %s", mark, page, bar, ink)
	}
	b.Axe("the desk with forced colours")
}

func TestBrowserDeskIsAccessible(t *testing.T) {
	b, _ := onDesk(t, "Axe")
	for _, scheme := range []string{"light", "dark"} {
		b.Scheme(scheme)
		b.keys("t", "c", "r", "e", "l")
		b.Axe("palette " + scheme)
		b.keys(kb.Enter)
		b.Until("coded", `document.querySelector("mark")`)
		b.Click("#tree .lf .nm")
		time.Sleep(200 * time.Millisecond)
		b.Axe("desk " + scheme)
		b.Click("#main h1")
		b.keys("?")
		b.Axe("keys " + scheme)
		b.keys(kb.Escape)
	}
	b.Size(390, 844)
	b.Axe("desk at 390")
}

// No page jumps while it loads: what a script adds, or type that comes late on a
// busy machine, may move a tenth of the window at most, which is called good; on
// a quiet machine it was under 0.02 everywhere.
func TestBrowserNothingJumpsOnLoad(t *testing.T) {
	b, c := onDesk(t, "Still")
	b.keys("j", "c", "r", "e", "l", kb.Enter)
	c.untilCoded("Relief: I look at my phone.")
	for _, width := range []int64{1400, 390} {
		b.Size(width, 900)
		for _, path := range []string{c.url(), c.url() + "?again=1#t4", c.root, c.root + "/codes", c.root + "/passages", c.root + "/search?q=phone", c.root + "/findings", c.root + "/history", c.root + "/import", c.root + "/export"} {
			b.Open(path)
			shifts := eval[[]string](b, `document.fonts.ready.then(() => new Promise((done) => {
				const out = [];
				new PerformanceObserver((list) => list.getEntries().forEach((e) => {
					if (!e.hadRecentInput && e.value > 0.1) out.push(e.value.toFixed(4) + " " + e.sources.map((s) => (s.node?.outerHTML ?? s.node?.textContent ?? "").slice(0, 80)).join(" & "));
				})).observe({type: "layout-shift", buffered: true});
				setTimeout(() => done(out), 400);
			}))`)
			if len(shifts) > 0 {
				t.Errorf("%s at %d jumps: %s", path, width, strings.Join(shifts, "; "))
			}
		}
	}
}
