package web

import (
	"context"
	"database/sql"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"verbatim/internal/memo"
	"verbatim/internal/people"
)

func (c deskCase) memos() []memo.Memo {
	c.Helper()
	var list []memo.Memo
	c.read(func(tx *sql.Tx) error {
		v, err := people.As(context.Background(), tx, 1)
		if err == nil {
			list, err = memo.List(context.Background(), tx, v, memo.Filter{Document: c.doc.ID})
		}
		return err
	})
	return list
}

func TestBrowserMemoUnderItsTurn(t *testing.T) {
	b, c := onDesk(t, "Memos")
	top := b.line(2)
	b.keys("j", "j", "m")
	b.Until("the box has the keyboard", `document.activeElement.matches("#t2 .memo textarea")`)
	b.keys("Often, or when it *rings*?", kb.Escape)
	b.focusInText("a memo is left")
	b.Until("a draft under its turn", `document.querySelector("#t2 [data-draft]").textContent.includes("Often, or when")`)
	if len(c.memos()) != 0 {
		t.Error("a draft was saved")
	}
	b.open(c.url() + "?again=1")
	b.Until("the draft is still there", `document.querySelector("#t2 [data-draft]").textContent.includes("Often, or when")`)
	b.Axe("a draft")
	b.ClickText("#t2 [data-draft] button", "Go on writing")
	b.keys(" Ask her.")
	b.Shot("memo-writing")
	b.Axe("writing a memo")
	b.Chord(kb.Enter, chromedp.ModifierCtrl)
	b.Until("it stands under its turn", `document.querySelector("#t2 .memo[id^=m-] em")?.textContent === "rings"`)
	b.untilSaid("Wrote a memo")
	b.focusInText("a memo is saved")
	if now := b.line(2); now != top {
		t.Errorf("the words of the turn moved by %.1f px", now-top)
	}
	list := c.memos()
	if len(list) != 1 || list[0].Exact != "Ten times a day, I think." || !strings.HasSuffix(list[0].Words, "Ask her.") || b.Count("[data-draft]") != 0 {
		t.Fatalf("%+v", list)
	}
	b.Axe("a memo")

	// It comes with the page, stands at the right with its words, and is undone
	// and done again in place.
	b.open(c.url() + "?again=2")
	b.Has("#t2 .memo[id^=m-]")
	b.keys("j", "j")
	b.Until("listed", `document.querySelector("#memos li")?.textContent.startsWith("Memo: Often")`)
	b.keys("j")
	b.Until("not on other words", `document.getElementById("memos").hidden`)
	b.keys("o") // nothing here; the queue is not in the way
	b.Chord("z", chromedp.ModifierCtrl)
	b.Until("taken back", `!document.querySelector(".memo[id^=m-]")`)
	b.Chord("z", chromedp.ModifierCtrl, chromedp.ModifierShift)
	b.Until("done again", `document.querySelector("#t2 .memo[id^=m-]")`)

	// On a coding: its words, wherever the cursor stands in them.
	b.keys("J", "t", "c", "r", "e", "l", kb.Enter)
	b.Until("coded", `document.querySelector("#at .coding")`)
	b.keys("o", "m", "Whose?")
	b.Chord(kb.Enter, chromedp.ModifierCtrl)
	b.Until("a second", `document.querySelectorAll(".memo[id^=m-]").length === 2`)
	b.Shot("memo")
	if list = c.memos(); len(list) != 2 || list[0].Exact != "And when it comes?" || list[0].Start != c.codings()[0].Start {
		t.Errorf("%+v", list)
	}
}

// What is typed stays when the program does not answer.
func TestBrowserMemoWithoutAServer(t *testing.T) {
	b, c := onDesk(t, "Memo down")
	b.Forgive("ERR_CONNECTION_REFUSED")
	b.keys("j", "m", "Kept")
	b.l.stop()
	b.Chord(kb.Enter, chromedp.ModifierCtrl)
	b.Until("it says so", `document.querySelector("#memobox [role=status]")?.textContent.startsWith("Not saved")`)
	if got := eval[string](b, `document.activeElement.value`); got != "Kept" {
		t.Errorf("the box holds %q", got)
	}
	b.l.start()
	b.Chord(kb.Enter, chromedp.ModifierCtrl)
	b.Has(".memo[id^=m-]")
	if list := c.memos(); len(list) != 1 || list[0].Words != "Kept" {
		t.Errorf("%+v", list)
	}
	b.Forgive("ERR_CONNECTION_REFUSED")
	b.Forgive("Failed to load resource")
}
