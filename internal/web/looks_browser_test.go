package web

import (
	"database/sql"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"verbatim/cmd/verify/drive"
	"verbatim/internal/codebook"
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

// At 200 % and 400 % of a laptop's screen the keyboard reaches everything, and
// what has it is never wholly under something else (WCAG 2.4.11).
func TestBrowserFocusIsSeen(t *testing.T) {
	b, c := longDesk(t)
	root := c.root
	var code string
	c.read(func(tx *sql.Tx) error {
		list, err := codebook.List(t.Context(), tx)
		code = list[1].ShortGUID()
		return err
	})
	for _, size := range [][2]int64{{1400, 900}, {700, 450}, {350, 225}} {
		b.Size(size[0], size[1])
		for _, path := range []string{strings.TrimPrefix(c.url(), root) + "#t20", "/search?q=dada", "/codes/" + code} {
			b.Open(root + path)
			time.Sleep(300 * time.Millisecond)
			seen := map[string]bool{}
			for i := range 60 {
				b.Keys(kb.Tab)
				at := drive.Eval[string](b.Tab, focusSeen)
				if at == "" {
					continue
				}
				if !seen[at] {
					t.Errorf("%s at %d×%d, after %d tabs: %s is covered", path, size[0], size[1], i+1, at)
				}
				seen[at] = true
			}
		}
	}
}

// focusSeen is what has the keyboard when none of it can be seen, else "".
const focusSeen = `(() => {
	let el = document.activeElement;
	if (!el || el === document.body) return "";
	if (el.matches("input") && (el.offsetWidth < 3 || getComputedStyle(el).opacity === "0")) el = el.closest("label,.btn") ?? el;
	const boxes = [...el.getClientRects()];
	for (const r of boxes) for (const x of [.02, .25, .5, .75, .98]) for (const y of [.05, .5, .95]) {
		const hit = document.elementFromPoint(r.left + r.width * x, r.top + r.height * y);
		if (hit && (el.contains(hit) || hit.contains(el) && hit.closest("label,button,a,summary") === hit)) return "";
	}
	return el.outerHTML.slice(0, 120) + " " + JSON.stringify(el.getBoundingClientRect());
})()`

// With the spacing of WCAG 1.4.12 no words are cut off, and the bars in the
// margin stand beside their words again.
func TestBrowserTextSpacing(t *testing.T) {
	b, c := longDesk(t)
	for _, path := range []string{c.url() + "#t20", c.root + "/codes", c.root + "/search?q=dada", c.root + "/import", c.root + "/passages", c.root, c.root + "/export"} {
		b.Open(path)
		time.Sleep(300 * time.Millisecond)
		for _, cut := range drive.Eval[[]string](b.Tab, spaced) {
			t.Errorf("%s: %s", path, cut)
		}
	}
	b.open(c.url() + "#t20")
	b.still()
	drive.Eval[[]string](b.Tab, spaced)
	b.still()
	b.Until("each bar begins beside its words", `(() => {
		const bars = [...document.querySelectorAll(".lanes li:not(.h0)")].filter((l) => l.querySelector("span") && l.getBoundingClientRect().top > 100 && l.getBoundingClientRect().top < innerHeight);
		const marks = [...document.querySelectorAll(".text mark")].flatMap((m) => [...m.getClientRects()]);
		return bars.length > 0 && bars.every((l) => marks.some((m) => Math.abs(m.top - l.getBoundingClientRect().top) < 8));
	})()`)
}

// spaced sets the text as WCAG 1.4.12 has it and gives what is cut off without
// an ellipsis, what lies over its neighbour's words, and a page wider than the
// window.
const spaced = `(async () => {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync("*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}");
	document.adoptedStyleSheets.push(sheet);
	await new Promise((done) => setTimeout(done, 400));
	const cut = [];
	if (document.documentElement.scrollWidth > innerWidth) cut.push("wider than the window");
	for (const el of document.querySelectorAll("button,a,label,h1,h2,h3,p,li,td,th,dt,dd,span,b")) {
		const style = getComputedStyle(el), box = el.getBoundingClientRect();
		if (!box.width || !box.height || el.closest(".vh,[hidden],svg,.minimap,.skip") || box.top > innerHeight || box.left >= innerWidth) continue;
		const hides = (o) => o === "hidden" || o === "clip";
		if (hides(style.overflowX) && el.scrollWidth > el.clientWidth + 1 && style.textOverflow !== "ellipsis" || hides(style.overflowY) && el.scrollHeight > el.clientHeight + 2)
			cut.push("cut off: " + el.outerHTML.slice(0, 160));
	}
	return cut;
})()`

// In a project with nothing in it each screen names the next step with a button
// or a field that does it.
func TestEmptyScreensNameTheNextStep(t *testing.T) {
	s, slug := seeded(t)
	for path, step := range map[string]string{
		"":          `id="files"`,
		"/import":   `type="file"`,
		"/codes":    `action="/p/` + slug + `/codes"`,
		"/passages": `<a class="btn pri" href="/p/` + slug + `/import"`,
		"/search":   `<a class="btn pri" href="/p/` + slug + `/import"`,
		"/memos":    `/memos/new"`,
		"/findings": `href="#new"`,
		"/export":   `<a class="btn pri" href="/p/` + slug + `/import"`,
	} {
		r := httptest.NewRequest(http.MethodGet, "/p/"+slug+path, nil)
		r.Host = testHost
		withCookie(s)(r)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), step) {
			t.Errorf("%s: %d, and no %s", path, w.Code, step)
		}
	}
}

// The key inside a button can be read on the button's own ground.
func TestBrowserKeysInButtonsCanBeRead(t *testing.T) {
	d := newCodeDesk(t)
	b := d.inBrowser()
	b.Open("/p/" + d.p.Slug + "/search")
	for _, scheme := range []string{"light", "dark"} {
		b.Scheme(scheme)
		if same := drive.Eval[bool](b, `(() => {
			const button = document.body.appendChild(document.createElement("button"));
			button.className = "btn pri";
			button.innerHTML = "Keep <kbd>y</kbd>";
			return getComputedStyle(button.firstElementChild).color === getComputedStyle(button).color;
		})()`); !same {
			t.Errorf("%s: a key is not in the colour of its filled button", scheme)
		}
	}
}

// An entry of the codebook prints, not an empty sheet.
func TestBrowserPrintsAnEntry(t *testing.T) {
	d := newCodeDesk(t)
	b := d.inBrowser()
	b.Open("/p/" + d.p.Slug + d.at("Waiting"))
	b.Size(700, 1000)
	b.Paper(true)
	if high := drive.Eval[float64](b, `document.querySelector(".entry").getBoundingClientRect().height`); high < 200 {
		t.Errorf("the entry is %.0f px high on paper", high)
	}
}
