package web

import (
	"fmt"
	"strings"
	"testing"

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
		if !eval[bool](b, `document.activeElement.matches("#reading :checked")`) {
			t.Error("the menu does not take the focus")
		}
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
