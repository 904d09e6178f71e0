package web

import (
	"context"
	"database/sql"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"verbatim/internal/coding"
	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/testkit"
)

// beside is another tab of the same browser.
func (b *tab) beside() *tab { return &tab{b.Tab.Beside(), b.l} }

const newsLine = `(document.querySelector(".news:not([hidden]) span")?.textContent ?? "")`

func TestBrowserSixTabsHoldOneStream(t *testing.T) {
	b, c := onDesk(t, "Six tabs")
	tabs := []*tab{b}
	for range 5 {
		next := b.beside()
		next.open(c.url())
		tabs = append(tabs, next)
	}
	last := tabs[5]
	b.Until("the stream is open", `true`)
	for range 100 {
		if b.l.s.streams.Load() > 0 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	time.Sleep(500 * time.Millisecond) // others would have opened theirs
	if got := b.l.s.streams.Load(); got != 1 {
		t.Fatalf("six tabs hold %d streams, want 1", got)
	}
	// And a change in the sixth reaches the other five.
	last.keys(" ", "c", "r", "e", "l", kb.Enter)
	for i, tab := range tabs {
		tab.Until(fmt.Sprintf("tab %d shows the coding", i), `document.querySelectorAll("mark").length > 0`)
	}
	if got := eval[string](b, newsLine); got != "Changed in another window" {
		t.Errorf("the first tab says %q", got)
	}
	time.Sleep(600 * time.Millisecond)
	if got := eval[string](last, newsLine); got != "" {
		t.Errorf("the tab that did it says %q", got)
	}
	// Another project is followed by the same stream.
	slug, d := deskProject(t, b.l.shelf, "Another", interview)
	tabs[4].open("/p/" + slug + "/d/" + d.Short())
	time.Sleep(800 * time.Millisecond)
	if got := b.l.s.streams.Load(); got != 1 {
		t.Errorf("two projects hold %d streams, want 1", got)
	}
}

func TestBrowserAnothersChangesMoveNothing(t *testing.T) {
	b, c := longDesk(t)
	ctx := context.Background()
	var bea people.Person
	_, err := history.Do(ctx, c.p.DB, history.Action{What: "person.add", Subject: []string{"Bea King"}}, func(tx *sql.Tx) (err error) {
		bea, err = people.Add(ctx, tx, "Bea King")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var mira string
	c.read(func(tx *sql.Tx) error {
		m, err := people.ByName(ctx, tx, "Mira")
		mira = guid.Short(m.GUID)
		return err
	})
	eval[bool](b, fmt.Sprintf(`(document.cookie = "%s=%s;path=%s", true)`, coderCookie, mira, c.root))
	b.open(c.url() + "?x=1#t80")
	b.still()
	b.keys(" ", "c", "r")
	b.Until("the palette", `document.querySelector(".palette [role=option]")`)
	state := func() string {
		return eval[string](b, `JSON.stringify([
			document.querySelector("#t80 [data-s]").getBoundingClientRect().top,
			document.querySelector(".curbar").getBoundingClientRect().top,
			document.querySelector(".palette").getBoundingClientRect().top,
			document.querySelector(".palette input").value,
			document.activeElement === document.querySelector(".palette input"),
			document.querySelector(".palette [aria-selected=true]")?.textContent,
			[...CSS.highlights.get("pending")].map((r) => r.toString()).join("|"),
		])`)
	}
	before := state()
	marks := eval[int](b, `document.querySelectorAll("mark").length`)

	// The second coder works on the very screen that the first one reads, through
	// another connection, as another process does: codes, recodes, takes back.
	other, err := project.OpenShelf(b.l.shelf.Dir)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	p, err := other.Open(ctx, c.slug())
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	from := eval[int](b, `Number(document.querySelector("#t80 [data-s]").dataset.s)`)
	spans := testkit.Passages(9, c.text, 400, 1)
	done := 0
	for _, span := range spans {
		if span.Start < from-600 || span.Start > from+2500 || done >= 17 {
			continue
		}
		done++
		exact := string([]rune(c.text)[span.Start:span.End])
		_, err := history.Do(ctx, p.DB, history.Action{Who: bea.ID, What: "coding.apply", Document: c.doc.ID, Subject: []string{"Relief", "3"}}, func(tx *sql.Tx) error {
			v, err := people.As(ctx, tx, bea.ID)
			if err != nil {
				return err
			}
			_, err = coding.Apply(ctx, tx, v, coding.Mark{Document: c.doc.ID, Version: c.doc.Version, Start: span.Start, End: span.End, Exact: exact}, int64(2+done%2))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(350 * time.Millisecond)
		if now := state(); now != before {
			t.Errorf("event %d: \nwas %s\nis  %s", done, before, now)
			before = now
		}
	}
	// A shared memo on the turn above stands between the lines.
	_, err = history.Do(ctx, p.DB, history.Action{Who: bea.ID, What: "memo.share", Document: c.doc.ID, Subject: []string{"Look"}}, func(tx *sql.Tx) error {
		_, err := tx.Exec(`INSERT INTO memo (guid, kind, author, shared, words, segment, created_at, changed_at)
			SELECT ?, 'analytic', ?, 1, 'Look at this.', id, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z' FROM segment
			WHERE finish < ? ORDER BY finish DESC LIMIT 1`, guid.New(), bea.ID, from)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	b.Until("the memo has come", `document.querySelector(".memo[id]")`)
	time.Sleep(400 * time.Millisecond)
	if now := state(); now != before {
		t.Errorf("a memo above:\nwas %s\nis  %s", before, now)
		before = now
	}
	for done < 20 { // and takes back
		done++
		if _, err := history.Undo(ctx, p.DB, bea.ID, ""); err != nil {
			t.Fatal(err)
		}
		time.Sleep(350 * time.Millisecond)
		if now := state(); now != before {
			t.Errorf("event %d: \nwas %s\nis  %s", done, before, now)
			before = now
		}
	}
	b.Until("the changes have come", fmt.Sprintf(`document.querySelectorAll("mark").length !== %d && %s === "Also at work here: BK"`, marks, newsLine))
	b.Until("the last came", fmt.Sprintf(`fetch(%q + "/since/1", {headers: {Accept: "application/json"}}).then(() => true)`, c.root))
	// What the page shows now is what a new page shows.
	const drawn = `[...document.querySelectorAll("mark")].map((m) => m.textContent).join("|")`
	time.Sleep(600 * time.Millisecond)
	got := eval[string](b, drawn)
	b.Shot("another is at work")
	b.keys(kb.Escape)
	b.open(c.url() + "?x=2#t80")
	if want := eval[string](b, drawn); got != want {
		t.Errorf("after twenty events the page differs from a new one: %d and %d characters of marks", len(got), len(want))
	}
}

func TestBrowserOtherPagesOfferToLoadAgain(t *testing.T) {
	b, c := onDesk(t, "Elsewhere")
	codes := b.beside()
	codes.Open(c.root + "/codes")
	history := b.beside()
	history.Open(c.root + "/history")
	memos := b.beside()
	memos.Open(c.root + "/memos")
	b.keys(" ", "c", "r", "e", "l", kb.Enter)
	for _, tab := range []*tab{codes, history} {
		tab.Until("it says so", newsLine+` === "Changed in another window"`)
	}
	codes.Axe("codebook with news")
	codes.Shot("news")
	codes.Size(390, 844)
	codes.Shot("news at 390")
	codes.Size(1400, 900)
	eval[bool](codes, `(window.old = true)`)
	codes.Click(".news button")
	codes.Until("it is loaded again", `!window.old && document.readyState === "complete"`)
	time.Sleep(500 * time.Millisecond)
	for name, tab := range map[string]*tab{"codebook": codes, "memos": memos, "desk": b} {
		if got := eval[string](tab, newsLine); got != "" {
			t.Errorf("%s says %q", name, got)
		}
	}
}

// Chrome on Android shares no workers between tabs.
func TestBrowserWithoutSharedWorkers(t *testing.T) {
	b, c := onDesk(t, "No shared workers")
	b.Before(`delete window.SharedWorker`)
	b.open(c.url() + "?again=1")
	other := b.beside()
	other.open(c.url())
	other.keys(" ", "c", "r", "e", "l", kb.Enter)
	b.Until("the coding comes", `document.querySelectorAll("mark").length > 0`)
	if eval[bool](b, `"SharedWorker" in window`) {
		t.Error("this browser has them after all")
	}
}
