package web

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// untilNoted waits until the store holds this note on the nth coding.
func (c deskCase) untilNoted(n int, want string) {
	c.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		got := "nothing yet" // the page shows a coding before the store has it
		if list := c.codings(); n < len(list) {
			got = noted(list[n])
		}
		if got == want {
			return
		}
		if time.Now().After(end) {
			c.Fatalf("noted %q, want %q", got, want)
		}
	}
}

func TestBrowserNotesByKeyboard(t *testing.T) {
	b, c := onDesk(t, "Notes by keyboard")
	b.keys("j", " ", "c", "r", "e", "l", kb.Enter)
	c.untilCoded("Relief: I look at my phone.")
	b.Until("it is in the pane", `document.querySelector("#at .coding")`)
	b.keys("-")
	c.untilNoted(0, "-1 . ")
	b.Until("shown in its row", `document.querySelector("#at .coding [aria-pressed=true]")?.textContent === "−" && /negative/.test(document.querySelector("#at .coding .meta").textContent)`)
	b.keys("+")
	c.untilNoted(0, "1 . ")
	b.Until("the sign is the other", `document.querySelector("#at .coding [aria-pressed=true]").textContent === "+"`)
	b.keys("+") // once more takes it away
	c.untilNoted(0, ". . ")

	b.keys("e")
	b.Until("the comment has the keyboard", `document.activeElement.tagName === "TEXTAREA"`)
	b.Keys("Twice!")
	b.keys(kb.Tab)
	b.Keys("70")
	b.keys(kb.Enter)
	c.untilNoted(0, ". 70 Twice!")
	b.Until("the text has the keyboard", `document.activeElement.id === "main" && /weight 70/.test(document.querySelector("#at .coding .meta").textContent) && document.querySelector("#at .coding .rule").textContent === "Twice!"`)
	b.keys("e")
	b.Until("open again", `document.activeElement.value === "Twice!"`)
	b.Keys("?!")
	b.keys(kb.Escape)
	b.Until("Escape leaves it", `!document.querySelector("#at form")`)
	c.untilNoted(0, ". 70 Twice!")
	b.Chord("z", chromedp.ModifierCtrl)
	c.untilNoted(0, ". . ")
	b.Chord("z", chromedp.ModifierCtrl, chromedp.ModifierShift)
	c.untilNoted(0, ". 70 Twice!")

	// Of several codings the number says which.
	b.keys("c", "p", "u", "t", kb.Enter)
	c.untilCoded("Relief: I look at my phone.; Putting away: I look at my phone.")
	b.Until("two in the pane", `document.querySelectorAll("#at .coding").length === 2`)
	b.keys("0")
	b.Until("asked which", `/^2 /.test(document.querySelector("#at .coding:last-child .path button").textContent)`)
	number := eval[string](b, `[...document.querySelectorAll("#at .coding .path button")].find((el) => /Putting/.test(el.textContent)).textContent[0]`)
	b.keys(number)
	c.untilNoted(1, "0 . ")
	b.open(c.url() + "?again=1")
	b.keys("j")
	b.Until("the same after a reload", `document.querySelector("#at .coding .rule")?.textContent === "Twice!" && document.querySelectorAll("#at .coding [aria-pressed=true]").length === 1`)
	b.Axe("the desk with notes")
}

func TestBrowserNotesByMouse(t *testing.T) {
	b, c := onDesk(t, "Notes by mouse")
	b.drag("Ten times a day")
	b.keys("c", "r", "e", "l", kb.Enter)
	b.Until("it is in the pane", `document.querySelector("#at .coding")`)
	b.Click("#at .coding [aria-pressed]:first-child")
	c.untilNoted(0, "-1 . ")
	b.Until("the button keeps the focus", `document.activeElement.getAttribute("aria-pressed") === "true"`)
	b.ClickText("#at .coding button", "Comment")
	b.Until("it is open", `document.activeElement.tagName === "TEXTAREA"`)
	b.Keys("Really?")
	b.Shot("note-open")
	b.Click(".dochead h1") // leaving it saves
	c.untilNoted(0, "-1 . Really?")
	b.Shot("note")
}

func TestBrowserNotesOnPassages(t *testing.T) {
	d := newCodeDesk(t)
	b := d.inBrowser()
	b.Open("/p/" + d.p.Slug + "/passages?code=" + d.codes["Waiting"].ShortGUID())
	b.Until("the first is shown in its place", `document.querySelector("#place mark")?.textContent === "wacht iedereen"`)
	b.Keys("x")
	b.Keys("v")
	b.Until("the choice of a valence has the keyboard", `document.activeElement.id === "valence"`)
	b.Keys(kb.End + kb.ArrowUp + kb.Tab + kb.Enter) // the last but none
	d.says(b, "Valence + on passages: 1")
	b.See("positive")
	b.Until("the place is there again", `document.querySelector("#note textarea")`)
	b.Keys("e")
	b.Until("the comment has the keyboard", `document.activeElement.id === "comment"`)
	b.Keys("All of them?")
	b.ClickText("#note button", "Save")
	d.says(b, "Commented on")
	b.See("All of them?")
	b.Axe("passages with notes")
}
