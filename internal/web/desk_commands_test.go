package web

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"verbatim/internal/codebook"
)

const focused = `document.activeElement.id === "main"`

func (b *tab) untilSaid(want string) {
	b.l.Helper()
	b.Until("it says "+want, fmt.Sprintf(`document.querySelector(".status .what").textContent.includes(%q)`, want))
}

func (b *tab) focusInText(when string) {
	b.l.Helper()
	if !eval[bool](b, focused) {
		b.l.Errorf("%s: the focus is on %s", when, eval[string](b, `document.activeElement.outerHTML.slice(0, 80)`))
	}
}

func TestBrowserBrush(t *testing.T) {
	b, c := onDesk(t, "Brush")
	b.keys("j", "b")
	b.Until("existing codes only", `document.querySelector(".palette input").placeholder === "Code of the brush"`)
	b.keys("r", "e", "l", kb.Enter)
	b.Until("the banner", `document.getElementById("brush").textContent.includes("Relief")`)
	if got := c.coded(); got != "" {
		t.Fatalf("coded without a selection: %s", got)
	}
	b.keys(" ") // a sentence
	c.untilCoded("Relief: I look at my phone.")
	x1, y1, x2, y2 := b.box("downstairs.") // the mouse
	b.Drag(x1+1, y1, x2-1, y2)
	c.untilCoded("Relief: I look at my phone.; Relief: downstairs.")
	b.keys("J", "t") // a turn
	c.untilCoded("Relief: I look at my phone.; Relief: downstairs.; Relief: And when it comes?")
	b.keys("J") // two sentences, complete when Shift is let go
	b.Chord(kb.ArrowDown, chromedp.ModifierShift)
	b.Chord(kb.ArrowDown, chromedp.ModifierShift)
	b.keys(kb.Shift)
	c.untilCoded("Relief: I look at my phone.; Relief: downstairs.; Relief: And when it comes?; Relief: سألت الطبيبة متى أعود. Then <b>I</b> read it & forget it.")
	b.focusInText("brushing")
	b.keys(kb.Escape)
	b.Until("no banner", `document.getElementById("brush").hidden`)
	b.keys("K", "K", " ")
	b.Until("a selection that stays", `CSS.highlights.has("pending")`)
}

func TestBrowserCurrentCoding(t *testing.T) {
	b, c := onDesk(t, "Current")
	b.keys("j", " ", "c", "l", "o", "o", kb.Enter) // the sentence
	b.keys("t", "c", "r", "e", "l", kb.Enter)      // its turn
	c.untilCoded("Relief: I look at my phone. Ten times a day, I think. My neighbour 👩‍⚕️ says that is normal.\n\nAt night I put it in the cafe\u0301 downstairs. Then I sleep.; Looking often: I look at my phone.")
	b.Until("both are here", `document.querySelectorAll("#at .coding").length === 2`)
	b.untilSaid("Coded ‘Relief’")
	b.keys("o")
	b.untilSaid("(1 of 2)")
	b.keys("o")
	b.untilSaid("‘Looking often’, 5 words (2 of 2)")
	if got := b.Count(`#at .coding[aria-current=true]`); got != 1 {
		t.Errorf("%d rows are the current one", got)
	}
	b.keys("u") // the current one, without being asked which
	c.untilCoded("Relief: I look at my phone. Ten times a day, I think. My neighbour 👩‍⚕️ says that is normal.\n\nAt night I put it in the cafe\u0301 downstairs. Then I sleep.")
	b.Chord("z", chromedp.ModifierCtrl)
	b.Until("back", `document.querySelectorAll("#at .coding").length === 2`)
	b.untilSaid("Taken back") // the page shows it before the server has said so
	b.keys("k", "n")
	b.untilSaid("‘Relief’")
	b.keys("n") // begins at the same word, and is not passed by
	b.untilSaid("‘Looking often’")
	b.keys("p")
	b.untilSaid("‘Relief’")

	// Another code: the palette replaces, undo brings the old one back.
	b.keys("r")
	b.Until("it says what for", `document.querySelector(".palette").ariaLabel === "Instead of ‘Relief’"`)
	b.keys("p", "u", "t", kb.Enter)
	b.Until("recoded", `document.querySelector("#at .path").textContent.includes("Putting away")`)
	c.untilCoded("Putting away: I look at my phone. Ten times a day, I think. My neighbour 👩‍⚕️ says that is normal.\n\nAt night I put it in the cafe\u0301 downstairs. Then I sleep.; Looking often: I look at my phone.")
	b.focusInText("recoded")
	b.keys("r", "B", "o", "t", "h", "e", "r", kb.Enter) // into a new code
	b.Until("a new code", `document.querySelector("#at .path").textContent.includes("Bother")`)
	c.read(func(tx *sql.Tx) error {
		_, err := codebook.Find(context.Background(), tx, "Waiting/Bother")
		return err
	})
	b.Chord("z", chromedp.ModifierCtrl)
	b.Chord("z", chromedp.ModifierCtrl)
	b.Until("as it was", `document.querySelector("#at .path").textContent.includes("Relief")`)

	// Without a current one the number chooses.
	b.keys(kb.Escape, "r")
	b.Until("asked which", `document.querySelector("#at .what").textContent === "Give another code to which one?"`)
	b.keys("2")
	b.Until("the second", `document.querySelector(".palette").ariaLabel === "Instead of ‘Looking often’"`)
	b.keys(kb.Escape)
	b.focusInText("the palette is left")
}

func TestBrowserNextUncodedTurn(t *testing.T) {
	b, c := onDesk(t, "Uncoded")
	b.keys("N")
	b.Until("the first answer", `document.querySelector("#at .where").textContent.startsWith("turn 2")`)
	b.keys("N")
	b.Until("the second, not the question between", `document.querySelector("#at .where").textContent.startsWith("turn 4")`)
	b.keys("N")
	b.untilSaid("No turn without a coding after this one.")
	b.keys("K", "K", " ", "c", "r", "e", "l", kb.Enter, "K")
	c.untilCoded("Relief: I look at my phone.")
	b.keys("N")
	b.Until("what is coded is passed by", `document.querySelector("#at .where").textContent.startsWith("turn 4")`)
}

func TestBrowserCopies(t *testing.T) {
	b, c := onDesk(t, "Copies")
	eval[bool](b, `(navigator.clipboard.writeText = (s) => ((window.taken = s), Promise.resolve()), true)`)
	b.keys("j", "j", "Y")
	b.Until("a quote", `window.taken === "“Ten times a day, I think.” (R1, R1.txt, turn 2)"`)
	b.keys("y")
	b.Until("a link", fmt.Sprintf(`window.taken.startsWith(location.origin + %q + "?at=")`, c.url()))
	link := eval[string](b, `window.taken.slice(location.origin.length)`)
	b.keys(" ", ".", "r", "e", "l", kb.Enter)
	c.untilCoded("Relief: Ten times a day, I think.")
	b.Until("here, with its id", `document.querySelector("#at .coding") && !`+lanes+`.includes("~")`)
	b.keys("o", "y")
	b.Until("a link to the coding", `window.taken.includes("#c-")`)
	b.open(link)
	b.Until("the words of the link", `document.querySelector("#at .where").textContent === "turn 2, sentence 2"`)
	b.open(strings.Replace(link, "v=1", "v=0", 1))
	b.untilSaid("The text has changed since this link was made, and these words are not in it any more")
}

func TestBrowserKeysAreOnesOwn(t *testing.T) {
	b, c := onDesk(t, "Own keys")
	b.keys("?")
	b.Until("the sheet", `document.getElementById("help").open`)
	if got := eval[bool](b, `document.querySelector("#help [data-cmd=remove]").hidden && !document.querySelector("#help [data-cmd=code]").hidden`); !got {
		t.Error("the sheet does not show what is possible now")
	}
	b.Click(`#help [data-all="1"]`)
	b.Has(`#help [data-cmd=remove]`)
	b.Click(`#help [data-rekey=code]`)
	b.keys("t")
	b.Until("taken", `document.querySelector("#help [role=status]").textContent.startsWith("t is the key of “Select the turn”")`)
	b.keys("g")
	b.Until("changed", `document.querySelector("#help [role=status]").textContent === "“Code” is now on g."`)
	b.Axe("keys")
	b.keys(kb.Escape)
	b.Until("closed", `!document.getElementById("help").open`)
	b.open(c.url() + "?again=1") // kept
	if got := eval[string](b, `document.querySelector("#at [data-do=code] kbd").textContent`); got != "g" {
		t.Errorf("the button shows %q", got)
	}
	b.keys("c")
	if b.Count(".palette") > 0 {
		t.Error("the old key still works")
	}
	b.keys("g", kb.Escape, kb.Escape, "?")
	b.Click(`#help [name=off]`)
	b.keys(kb.Escape)
	b.keys("g", "t", "1")
	if b.Count(".palette") > 0 || eval[bool](b, `CSS.highlights.has("pending")`) || c.coded() != "" {
		t.Error("a single key works though they are off")
	}
	// Everything is reached without them.
	b.Chord("k", chromedp.ModifierCtrl)
	b.Until("the box", `document.querySelector("#go li")`)
	b.keys("select the tu", kb.Enter)
	b.Until("the turn is selected", `CSS.highlights.has("pending")`)
	b.focusInText("after a command")
	b.Chord("k", chromedp.ModifierCtrl)
	b.keys("3", kb.Enter)
	b.Until("a turn by its number", `document.querySelector("#at .where").textContent.startsWith("turn 3")`)
	b.Click(`#at [data-do=help]`)
	b.Click(`#help [data-reset]`)
	b.keys(kb.Escape)
	b.Click("#main h1")
	b.keys("c")
	b.Has(".palette")
}

// The first five codings by mouse say which keys would have done it.
func TestBrowserMouseShowsTheKeys(t *testing.T) {
	b, c := onDesk(t, "Hints")
	const hint = `document.querySelector(".status [role=status]").textContent`
	words := []string{"phone", "times", "neighbour", "night", "sleep", "comes"}
	for i, w := range words {
		b.drag(w)
		b.Click("#tree .lf .nm")
		b.Until("coded", fmt.Sprintf(`document.querySelectorAll("mark").length === %d`, i+1))
		want := "By keys: ."
		if i == 0 {
			want = "By keys: c loo Enter"
		}
		if got := eval[string](b, hint); strings.Contains(got, want) != (i < 5) {
			t.Errorf("coding %d: it says %q", i+1, got)
		}
	}
	b.open(c.url() + "?again=1")
	b.keys("j", ".")
	b.Until("coded", `document.querySelector("#t2 mark.d2")`)
	if got := eval[string](b, hint); strings.Contains(got, "By keys") {
		t.Errorf("by key: it says %q", got)
	}
}
