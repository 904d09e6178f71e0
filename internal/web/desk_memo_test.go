package web

import (
	"context"
	"database/sql"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"verbatim/internal/history"
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

// A memo that is there is gone on with where it stands: by key and by mouse, with
// what is typed kept, and nothing lost when another window changed it meanwhile.
func TestBrowserChangesAMemoInPlace(t *testing.T) {
	b, c := onDesk(t, "Memo again")
	b.keys("j", "j", "m", "Often, or when it *rings*?")
	b.Chord(kb.Enter, chromedp.ModifierCtrl)
	b.Has("#t2 .memo[id^=m-]")
	words := func() string { return c.memos()[0].Words }
	b.keys("m")
	b.Until("the box holds its words, in its place", `document.activeElement.value === "Often, or when it *rings*?" && document.querySelectorAll("#t2 .memo:not([hidden])").length === 1`)
	b.Shot("memo-again")
	b.keys(kb.Escape)
	b.Until("it is as it was", `document.querySelectorAll("div.memo:not([hidden])").length === 1 && !document.querySelector("[data-draft]")`)
	b.ClickText("#t2 .memo button", "Change")
	b.keys(" Ask her.", kb.Escape)
	b.Until("a draft beside it", `document.querySelector("[data-draft]").textContent.includes("Ask her.") && document.querySelectorAll("div.memo:not([hidden])").length === 2`)
	b.open(c.url() + "?again=1")
	b.Until("still", `document.querySelector("[data-draft]").textContent.includes("Ask her.")`)
	b.keys("j", "j", "m")
	b.Until("gone on with", `document.activeElement.value.endsWith("Ask her.")`)
	b.Axe("changing a memo")

	// Another window is faster.
	c.edit(func(m *memo.Memo) { m.Words = "Other words" })
	b.Until("it is heard of", `document.querySelector(".memo[id^=m-] .md").textContent.trim() === "Other words"`)
	b.Chord(kb.Enter, chromedp.ModifierCtrl)
	b.Until("it says so", `document.querySelector("#memobox [role=status]").textContent.includes("in another window meanwhile")`)
	b.Shot("memo-twice")
	if got := eval[string](b, `document.activeElement.value + "|" + document.querySelector(".memo[id^=m-]:not([hidden]) .md").textContent.trim()`); got != "Often, or when it *rings*? Ask her.|Other words" || words() != "Other words" {
		t.Errorf("on the page %q, stored %q", got, words())
	}
	b.keys(" Other words, too.")
	b.Chord(kb.Enter, chromedp.ModifierCtrl)
	b.Until("saved", `document.getElementById("memobox").hidden && document.querySelector(".memo[id^=m-]:not([hidden]) em")?.textContent === "rings" && !document.querySelector("[data-draft]")`)
	if list := c.memos(); len(list) != 1 || words() != "Often, or when it *rings*? Ask her. Other words, too." {
		t.Errorf("%+v", list)
	}
	b.Forgive("409")
	b.Chord("z", chromedp.ModifierCtrl)
	b.Until("taken back", `document.querySelector(".memo[id^=m-] .md").textContent.trim() === "Other words"`)
}

// edit changes the one memo as another window of its author would.
func (c deskCase) edit(change func(*memo.Memo)) {
	c.Helper()
	ctx := context.Background()
	_, err := history.Do(ctx, c.p.DB, history.Action{Who: 1, What: "memo.update", Document: c.doc.ID}, func(tx *sql.Tx) error {
		v, err := people.As(ctx, tx, 1)
		if err != nil {
			return err
		}
		list, err := memo.List(ctx, tx, v, memo.Filter{Document: c.doc.ID})
		if err != nil {
			return err
		}
		change(&list[0])
		return memo.Update(ctx, tx, v, list[0])
	})
	if err != nil {
		c.Fatal(err)
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
