package web

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"verbatim/cmd/verify/drive"
)

// The page that asks who codes is as wide as any other.
func TestBrowserAsksWhoCodes(t *testing.T) {
	d := newCodeDesk(t)
	b := d.inBrowser()
	b.Open("/p/" + d.p.Slug + "/coder")
	if wide := drive.Eval[float64](b, `document.querySelector("h1.page").getBoundingClientRect().width`); wide < 600 {
		t.Errorf("the title is %.0f px wide", wide)
	}
	b.Axe("who codes")
}

// The box for a memo stands below the words that it is about, wherever they
// stand in the window, and never over them.
func TestBrowserMemoBoxCoversNoWords(t *testing.T) {
	b, c := longDesk(t)
	for _, high := range []int64{900, 450} {
		b.Size(1400, high)
		b.open(c.url() + "#t20")
		b.still()
		drive.Eval[bool](b.Tab, `(document.getElementById("main").focus(), true)`)
		b.Keys(" m")
		b.Until("the box is there", `document.activeElement.closest("#memobox")`)
		b.still()
		if over := eval[float64](b, `(() => {
			const box = document.getElementById("memobox"), r = box.getBoundingClientRect();
			const words = [...box.closest(".turn").querySelectorAll("[data-s]")].at(-1).getBoundingClientRect();
			return Math.min(words.bottom, innerHeight - 32) - r.top - (r.bottom > innerHeight - 40 ? r.height : 0);
		})()`); over > 0 {
			t.Errorf("%d px high: the box covers %.0f px of its turn", high, over)
		}
		b.Keys(kb.Escape)
	}
}

// A mark beside the text, where lines are closer, is no higher than its line.
func TestBrowserMarksFitTheirLine(t *testing.T) {
	d := newCodeDesk(t)
	b := d.inBrowser()
	b.Open("/p/" + d.p.Slug + "/passages?code=" + d.codes["Waiting"].ShortGUID())
	b.Until("a passage is shown in its place", `document.querySelector("#place mark")`)
	if over := drive.Eval[float64](b, `(() => {
		const mark = document.querySelector("#place mark");
		return mark.getClientRects()[0].height - parseFloat(getComputedStyle(mark).lineHeight);
	})()`); over > 1.5 {
		t.Errorf("a mark is %.1f px higher than its line", over)
	}
}
