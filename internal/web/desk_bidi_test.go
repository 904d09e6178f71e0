package web

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// bidi is a small interview of our own in Arabic and Hebrew, with English in
// between. Each sentence of a turn is one that the cursor stands at.
const bidi = `I: كيف تنتظرين الجواب؟
R1: أنظر إلى هاتفي عشر مرات في اليوم. ثم أنام قليلا. Then I call them. وأنتظر من جديد كل مساء حتى يعود الضوء إلى نافذة الجيران وأسمع خطواتهم على الدرج.
I: אני מחכה בבית. The phone is near me. ואז אני ישנה.
`

// TestBrowserRightToLeft has the cursor's strokes, the selection and the lanes
// stand right in text that runs from right to left, and mixed with English.
func TestBrowserRightToLeft(t *testing.T) {
	l := goLive(t)
	slug, d := deskProject(t, l.shelf, "Bidi", bidi)
	p, err := l.shelf.Open(context.Background(), slug)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	c := deskCase{TB: t, s: l.s, root: "/p/" + slug, doc: d, p: p}
	b := browse(l, 1400, 900)
	b.open(c.url())
	b.focusInText("on opening")
	// Which side of its first letter and of the mark after its last one each
	// stroke stands at: the mark follows the paragraph.
	sides := `(() => {
		const [open, close] = [...document.querySelectorAll(".stroke")].map((s) => s.getBoundingClientRect());
		const near = (s, x) => Math.abs(s.left + s.width / 2 - x) < 4;
		const letter = (r, at) => { const k = document.createRange(); k.setStart(r.startContainer, at); k.setEnd(r.startContainer, at + 1); return k.getClientRects()[0]; };
		const p = document.querySelector("#%[1]s [data-s]"), node = p.firstChild, words = "%[2]s", from = node.data.indexOf(words);
		const a = letter({startContainer: node}, from), z = letter({startContainer: node}, from + words.length);
		return (near(open, a.right) ? "right" : near(open, a.left) ? "left" : "astray") + " " + (near(close, z.left) ? "left" : near(close, z.right) ? "right" : "astray");
	})()`
	for _, s := range []struct{ turn, words, want string }{
		{"t1", "كيف تنتظرين الجواب", "right left"},
		{"t2", "أنظر إلى هاتفي عشر مرات في اليوم", "right left"},
		{"t2", "ثم أنام قليلا", "right left"},
		{"t2", "Then I call them", "left left"},
	} {
		if s.turn != "t1" {
			b.keys("j")
		}
		b.Until("the cursor stands at "+s.words, `document.querySelectorAll(".stroke:not([hidden])").length === 2`)
		js := fmt.Sprintf(sides, s.turn, s.words)
		if got := eval[string](b, js); got != s.want {
			t.Errorf("%s: the strokes stand %s, not %s", s.words, got, s.want)
		}
	}
	b.keys("t", "c", "r", "e", "l", kb.Enter)
	b.Until("a bar stands in the margin", `document.querySelector(".lanes li")`)
	if !eval[bool](b, `document.querySelector(".lanes li").getBoundingClientRect().left > Math.max(...[...document.querySelectorAll(".text p")].map((p) => p.getBoundingClientRect().right)) - 1
		&& Math.abs(document.querySelector(".lanes li").getBoundingClientRect().top - document.querySelector("#t2 mark").getClientRects()[0].top) < 12
		&& document.querySelector("#t2 .who a").getBoundingClientRect().right <= document.querySelector("#t2 p").getBoundingClientRect().left`) {
		t.Error("bars stand beside the text and labels in the gutter, whichever way the words run")
	}
	if coded := eval[string](b, `[...document.querySelectorAll("#t2 mark")].map((m) => m.textContent).join("")`); coded != eval[string](b, `document.querySelector("#t2 [data-s]").textContent.trim()`) {
		t.Errorf("coded %q", coded)
	}
	x1, y1, x2, y2 := b.box("אני מחכה")
	b.Drag(x2-2, (y1+y2)/2, x1+2, (y1+y2)/2)
	b.Until("Hebrew is selected", `[...(CSS.highlights.get("pending") ?? [])].map((r) => r.toString()).join() === "אני מחכה"`)
	b.Shot("bidi")
	b.Scheme("dark")
	b.Axe("text from right to left")
	b.Size(390, 844)
	if eval[bool](b, `document.documentElement.scrollWidth > innerWidth`) {
		t.Error("the page scrolls sideways on a phone")
	}
	b.Shot("bidi-390")
}
