package web

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// hand counts what a person does: keys, a chord being one, and clicks.
type hand struct {
	*tab
	pressed, clicked int
}

func (h *hand) press(keys ...string) {
	h.l.Helper()
	for _, k := range keys {
		h.pressed += len([]rune(k))
		h.Keys(k)
	}
}

func (h *hand) hold(key string, with ...chromedp.Modifier) {
	h.l.Helper()
	h.pressed++
	h.Chord(key, with...)
}

func (h *hand) click(selector string) {
	h.l.Helper()
	h.clicked++
	h.Click(selector)
}

// Each action takes no more keys and clicks than the design allows. What comes
// before an action, to have something to do it with, is not counted.
func TestBrowserKeysAndClicksPerAction(t *testing.T) {
	b, c := onDesk(t, "Counts")
	h := &hand{tab: b}
	eval[bool](b, `(navigator.clipboard.writeText = (s) => ((window.taken = s), Promise.resolve()), true)`)
	codings := func(n int) string {
		return map[int]string{0: `!document.querySelector("#at .coding")`, 1: `document.querySelectorAll("#at .coding").length === 1`, 2: `document.querySelectorAll("#at .coding").length === 2`, 3: `document.querySelectorAll("#at .coding").length === 3`}[n]
	}
	path := func(code string) string {
		return `document.querySelector("#at .path").textContent.includes("` + code + `")`
	}
	at := func(where string) string {
		return `document.querySelector("#at .where").textContent.startsWith("` + where + `")`
	}
	const selected = `CSS.highlights.has("pending")`
	steps := []struct {
		what         string
		keys, clicks int
		before, do   func()
		until        string
	}{
		{"next turn without a coding", 1, 0, nil, func() { h.press("N") }, at("turn 2")},
		{"next sentence", 1, 0, func() { b.keys("K") }, func() { h.press("j") }, at("turn 2, sentence 1")},
		{"apply an existing code", 5, 0, nil, func() { h.press("c", "lo", kb.Enter) }, path("Looking often")},
		{"repeat the last code", 1, 0, func() { b.keys("j") }, func() { h.press(".") }, path("Looking often")},
		{"recent code n", 1, 0, func() { b.keys("j") }, func() { h.press("1") }, path("Looking often")},
		{"recode", 5, 0, nil, func() { h.press("r", "rel", kb.Enter) }, path("Relief")},
		{"several codes at once", 8, 0, nil, func() { h.press("c", "pu", kb.Tab, "rea", kb.Enter) }, codings(3)},
		{"cycle", 1, 0, nil, func() { h.press("o") }, `document.querySelector("#at [aria-current=true]")`},
		{"remove the current one", 1, 0, nil, func() { h.press("u") }, codings(2)},
		{"remove one of several", 2, 0, nil, func() { h.press("u", "1") }, codings(1)},
		{"remove the only one", 1, 0, nil, func() { h.press("u") }, codings(0)},
		{"undo", 1, 0, nil, func() { h.hold("z", chromedp.ModifierCtrl) }, codings(1)},
		{"redo", 1, 0, nil, func() { h.hold("z", chromedp.ModifierCtrl, chromedp.ModifierShift) }, codings(0)},
		{"in vivo", 2, 0, nil, func() { h.press("v", kb.Enter) }, path("My neighbour")},
		{"remove by mouse", 0, 1, nil, func() { h.click("#at .coding .icon") }, codings(0)},
		{"a new code in place", 6, 0, nil, func() { h.press("c", "Calm", kb.Enter) }, path("Calm")},
		{"change its span", 3, 0, nil, func() { h.press("]", kb.ArrowLeft, kb.Enter) }, `document.querySelector("#at .span").textContent.endsWith("is normal")`},
		{"memo", 4, 0, nil, func() { h.press("m", "Hm"); h.hold(kb.Enter, chromedp.ModifierCtrl) }, `document.querySelector(".memo[id^=m-]")`},
		{"copy a link", 1, 0, nil, func() { h.press("y") }, `window.taken?.includes("#c-")`},
		{"copy a quote", 1, 0, nil, func() { h.press("Y") }, `window.taken?.startsWith("“My")`},
		{"the brush", 5, 0, nil, func() { h.press("b", "rel", kb.Enter) }, `!document.getElementById("brush").hidden`},
		{"brush a passage", 1, 0, func() { b.keys("j") }, func() { h.press(" ") }, path("Relief")},
		{"end the brush", 1, 0, nil, func() { h.press(kb.Escape) }, `document.getElementById("brush").hidden`},
		{"next turn", 1, 0, nil, func() { h.press("J") }, at("turn 3")},
		{"select a sentence", 1, 0, nil, func() { h.press(" ") }, selected},
		{"one more", 1, 0, nil, func() { h.hold(kb.ArrowDown, chromedp.ModifierShift) }, at("turn 3, 8 words")},
		{"a code of the tree on a selection", 0, 1, nil, func() { h.click("#tree .lf .nm") }, path("Looking often")},
		{"select a turn", 1, 0, func() { b.keys("J", "K") }, func() { h.press("t") }, selected},
		{"previous coding", 1, 0, func() { b.keys(kb.Escape) }, func() { h.press("p") }, at("turn 2")},
		{"next coding", 1, 0, nil, func() { h.press("n") }, at("turn 3")},
		{"find", 6, 0, nil, func() { h.press("/", "look", kb.Enter) }, at("turn 2, sentence 1")},
		{"leave the box", 1, 0, nil, func() { h.press(kb.Escape) }, focused},
		{"go to a turn", 3, 0, nil, func() { h.hold("k", chromedp.ModifierCtrl); b.Has("#go li"); h.press("4", kb.Enter) }, at("turn 4")},
		{"the keys", 1, 0, nil, func() { h.press("?") }, `document.getElementById("help").open`},
	}
	for _, s := range steps {
		if s.before != nil {
			s.before()
		}
		h.pressed, h.clicked = 0, 0
		s.do()
		b.Until(s.what, s.until)
		if h.pressed > s.keys || h.clicked > s.clicks {
			t.Errorf("%s: %d keys, %d clicks; %d and %d are allowed", s.what, h.pressed, h.clicked, s.keys, s.clicks)
		}
	}
	if c.coded() == "" {
		t.Error("nothing is in the store")
	}
}
