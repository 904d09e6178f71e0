package web

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// middle is the middle of the first element that a selector finds.
func (b *tab) middle(selector string) (x, y float64) {
	b.l.Helper()
	b.Has(selector)
	at := eval[[]float64](b, `(() => { const r = document.querySelector(`+"`"+selector+"`"+`).getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]; })()`)
	return at[0], at[1]
}

func TestBrowserMovesTheEndsOfACoding(t *testing.T) {
	b, c := onDesk(t, "Ends")
	b.drag("My neighbour")
	b.keys("c", "r", "e", "l", kb.Enter)
	b.untilMarked("My neighbour")
	top := b.line(3)

	b.keys("]", kb.ArrowRight, kb.ArrowRight) // over the emoji, to the next word and one on
	b.Until("it says where", `document.getElementById("span").textContent.includes("neighbour 👩‍⚕️ says that")`)
	b.keys("[", kb.ArrowRight)
	if got := b.marked(); got != "My neighbour" {
		t.Errorf("drawn before it is saved: %s", got)
	}
	b.keys(kb.Enter)
	c.untilCoded("Relief: neighbour 👩‍⚕️ says that")
	b.untilMarked("neighbour 👩‍⚕️ says that")
	b.focusInText("an end was moved")

	b.keys("]") // by character; left as it was
	b.Chord(kb.ArrowLeft, chromedp.ModifierAlt)
	b.keys(kb.Escape)
	b.Until("the question is gone", `document.getElementById("span").hidden`)
	b.keys("]")
	b.Chord(kb.ArrowLeft, chromedp.ModifierAlt)
	b.Chord(kb.ArrowLeft, chromedp.ModifierAlt)
	b.keys(kb.Enter)
	c.untilCoded("Relief: neighbour 👩‍⚕️ says th")
	b.Chord("z", chromedp.ModifierCtrl)
	c.untilCoded("Relief: neighbour 👩‍⚕️ says that")
	b.untilMarked("neighbour 👩‍⚕️ says that")

	// Over the end of a paragraph, and by its buttons.
	b.keys("]")
	for range 3 {
		b.ClickText("#span .btn", "→")
	}
	b.ClickText("#span .btn", "Save")
	c.untilCoded("Relief: neighbour 👩‍⚕️ says that is normal.\n\nAt")
	b.untilMarked("neighbour 👩‍⚕️ says that is normal.|At")

	// By the handle at its end.
	b.keys("o")
	b.Has(".handle")
	_, _, tox, toy := b.box("downstairs")
	if eval[int](b, `document.querySelectorAll(".handle").length`) != 2 {
		t.Fatal("no handles")
	}
	x, y := b.endHandle()
	b.Drag(x, y, tox-8, toy)
	c.untilCoded("Relief: neighbour 👩‍⚕️ says that is normal.\n\nAt night I put it in the cafe\u0301 downstairs")
	b.untilMarked("neighbour 👩‍⚕️ says that is normal.|At night I put it in the cafe\u0301 downstairs")
	if now := b.line(3); now != top {
		t.Errorf("the text moved by %.1f px", now-top)
	}
	b.focusInText("a handle was drawn")
}

// endHandle is where the handle stands that is further down.
func (b *tab) endHandle() (x, y float64) {
	at := eval[[]float64](b, `(() => { const r = [...document.querySelectorAll(".handle")].map((h) => h.getBoundingClientRect()).sort((a, b) => a.top - b.top || a.left - b.left).at(-1);
		return [r.left + r.width / 2, r.top + r.height / 2]; })()`)
	return at[0], at[1]
}

// On a phone a tap on coded words brings their handles, which are drawn by the
// finger; nothing scrolls under it, and nothing is left selected.
func TestBrowserEndsByFinger(t *testing.T) {
	b, c := onDesk(t, "By finger")
	b.keys("j", "j", "c", "r", "e", "l", kb.Enter)
	c.untilCoded("Relief: Ten times a day, I think.")
	b.Touchable(390, 844)
	b.open(c.url() + "?again=1")
	b.still()
	tap := func(words string) [2]float64 {
		x, y, _, _ := b.box(words)
		return [2]float64{x + 6, y}
	}
	b.Finger(tap("And when"))
	b.Until("the cursor is where the tap was", `document.querySelector("#at .where").textContent.startsWith("turn 3")`)
	b.Finger(tap("times a"))
	b.Until("handles", `document.querySelectorAll(".handle").length === 2`)
	b.Shot("finger")
	small := eval[string](b, `[...document.querySelectorAll(".handle")].map((h) => h.getBoundingClientRect()).filter((r) => r.width < 24 || r.height < 24).map((r) => r.width + " × " + r.height).join()`)
	if small != "" {
		t.Errorf("too small for a finger: %s", small)
	}
	top := eval[float64](b, `document.getElementById("main").scrollTop`)
	x, y := b.endHandle()
	_, _, tox, toy := b.box("is normal")
	b.Finger([2]float64{x, y}, [2]float64{x + 4, y + 6}, [2]float64{(x + tox) / 2, (y + toy) / 2}, [2]float64{tox - 4, toy})
	c.untilCoded("Relief: Ten times a day, I think. My neighbour 👩‍⚕️ says that is normal")
	if now := eval[float64](b, `document.getElementById("main").scrollTop`); now != top {
		t.Errorf("the text scrolled from %.1f to %.1f", top, now)
	}
	if got := eval[string](b, `getSelection().toString()`); got != "" {
		t.Errorf("selected: %q", got)
	}
	b.Until("no sheet", `document.getElementById("touch").hidden`)
	time.Sleep(700 * time.Millisecond) // two touches in haste are no taps to the browser
	b.Finger(tap("How do"))
	b.Until("put away", `document.querySelectorAll(".handle").length === 0`)
}

func TestBrowserDropsACodeOnACoding(t *testing.T) {
	b, c := onDesk(t, "Drop")
	b.keys("J", "t", "c", "r", "e", "l", kb.Enter)
	b.Has(".lanes li")
	fromx, fromy := b.middle(`#tree .lf .nm`) // Looking often
	x, y := b.middle(".lanes li")
	b.Drag(fromx, fromy, x, y)
	b.Until("recoded", `document.querySelector(".lanes li").textContent === "LOO"`)
	if b.Count(".ghost") != 0 {
		t.Error("what was dragged is still there")
	}
	b.Chord("z", chromedp.ModifierCtrl)
	b.Until("back", `document.querySelector(".lanes li").textContent === "REL"`)
	fromx, fromy = b.middle(`#tree .lf .nm`)
	x, y = b.middle("#at .coding")
	b.Drag(fromx, fromy, x, y)
	b.Until("recoded at the right", `document.querySelector("#at .path").textContent.includes("Looking often")`)
	c.untilCoded("Looking often: I look at my phone. Ten times a day, I think. My neighbour 👩‍⚕️ says that is normal.\n\nAt night I put it in the cafe\u0301 downstairs. Then I sleep.")
}

func TestBrowserGutterSelectsTurns(t *testing.T) {
	b, c := onDesk(t, "Gutter")
	b.Click("#t3 .who a")
	b.Until("one turn", `document.querySelector("#at .where").textContent === "turn 3, 4 words"`)
	x, y := b.middle("#t1 .who a")
	tox, toy := b.middle("#t3 .who a")
	b.Drag(x, y, tox, toy)
	b.Until("three turns", `document.querySelector("#at .where").textContent.startsWith("turn 1, 41 words")`)
	b.focusInText("turns were selected")
	// The same by keys.
	b.keys(kb.Escape, "k", "k", "K", "t", "t", "t", ".", "r", "e", "l", kb.Enter)
	b.Until("coded", `document.querySelectorAll(".cnt").length === 3`)
	b.untilSaid("Coded ‘Relief’") // the page shows it before the server has it
	if got := c.codings(); len(got) != 1 || got[0].Start != 3 {
		t.Errorf("%+v", got)
	}
}
