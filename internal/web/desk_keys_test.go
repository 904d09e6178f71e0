package web

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
)

// onDesk opens the sample interview in a browser.
func onDesk(t *testing.T, name string) (*tab, deskCase) {
	t.Helper()
	l := goLive(t)
	slug, d := deskProject(t, l.shelf, name, interview)
	b := browse(l, 1400, 900)
	c := deskCase{TB: t, s: l.s, root: "/p/" + slug, doc: d, text: interview}
	var err error
	if c.p, err = l.shelf.Open(context.Background(), slug); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.p.Close() })
	b.open(c.url())
	return b, c
}

// said is what the status line says.
func (b *tab) said() string {
	return eval[string](b, `document.querySelector(".status .what").textContent`)
}

func (b *tab) untilMarked(want string) {
	b.l.Helper()
	b.Until("marked: "+want, fmt.Sprintf(`[...document.querySelectorAll("mark")].map((m) => m.textContent).join("|") === %q`, want))
}

// coded lists the codings of the store as "code: words", in the order of the
// text.
func (c deskCase) coded() string {
	c.Helper()
	var out []string
	c.read(func(tx *sql.Tx) error {
		list, err := coding.List(context.Background(), tx, people.Everyone, coding.Filter{Document: c.doc.ID})
		if err != nil {
			return err
		}
		for _, k := range list {
			of, err := codebook.Get(context.Background(), tx, k.Code)
			if err != nil {
				return err
			}
			out = append(out, of.Name+": "+k.Exact)
		}
		return nil
	})
	return strings.Join(out, "; ")
}

func (c deskCase) untilCoded(want string) {
	c.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		got := c.coded()
		if got == want {
			return
		}
		if time.Now().After(end) {
			c.Fatalf("coded %s\nwant  %s", got, want)
		}
	}
}

func TestBrowserCodesByKeyboardOnly(t *testing.T) {
	b, c := onDesk(t, "By keyboard")
	// The second sentence of the first answer and the one after it.
	b.keys("j", "j", " ")
	b.Chord(kb.ArrowDown, chromedp.ModifierShift)
	b.keys("c", "l", "o", "o", kb.Enter)
	b.untilMarked("Ten times a day, I think. My neighbour 👩‍⚕️ says that is normal.")
	c.untilCoded("Looking often: Ten times a day, I think. My neighbour 👩‍⚕️ says that is normal.")

	// The same again one sentence on, by its key; two codes at once; a number.
	b.keys("j", "j", ".")
	c.untilCoded("Looking often: Ten times a day, I think. My neighbour 👩‍⚕️ says that is normal.; Looking often: At night I put it in the cafe\u0301 downstairs.")
	b.keys("j", "c", "r", "e", "l", kb.Tab, "p", "u", "t", kb.Enter)
	b.Until("two more", `document.querySelectorAll("mark.d2").length === 1`)
	b.keys("J", "1")
	b.Until("by number", `document.querySelector("#t3 mark")`)
	c.untilCoded("Looking often: Ten times a day, I think. My neighbour 👩‍⚕️ says that is normal.; Looking often: At night I put it in the cafe\u0301 downstairs.; " +
		"Relief: Then I sleep.; Putting away: Then I sleep.; Putting away: And when it comes?")

	// One of two is removed by its number; all of it is taken back and done again.
	b.keys("k", "u")
	b.Until("asked which", `document.querySelectorAll("#at .coding").length === 2`)
	b.keys("1")
	b.Until("one left", `!document.querySelector("mark.d2")`)
	for range 4 {
		b.Chord("z", chromedp.ModifierCtrl)
	}
	c.untilCoded("Looking often: Ten times a day, I think. My neighbour 👩‍⚕️ says that is normal.")
	b.untilMarked("Ten times a day, I think. My neighbour 👩‍⚕️ says that is normal.")
	for range 2 {
		b.Chord("z", chromedp.ModifierCtrl, chromedp.ModifierShift)
	}
	b.Until("done again", `document.querySelectorAll("mark.d2").length === 1`)
	if got := eval[string](b, `document.activeElement.id`); got != "main" {
		t.Errorf("the focus is on %q", got)
	}
}

func TestBrowserMakesCodes(t *testing.T) {
	b, c := onDesk(t, "New codes")
	b.keys("t", "c", "N", "i", "g", "h", "t", "/", "S", "l", "e", "e", "p", kb.Enter)
	b.Until("the tree has it", `[...document.querySelectorAll("#tree .nm")].some((n) => n.textContent === "Sleep")`)
	b.keys("J", "J", "J")
	b.keys("v")
	b.Until("in vivo", `document.querySelector(".palette input").value.length > 5`)
	b.keys(kb.Enter)
	b.Until("a second code", `document.querySelectorAll("#t4 mark").length > 0`)
	c.untilCoded("Sleep: How do you wait for an answer?; سألت الطبيبة متى أعود.: سألت الطبيبة متى أعود.")
	c.read(func(tx *sql.Tx) error {
		k, err := codebook.Find(context.Background(), tx, "Night/Sleep")
		if err == nil && k.Category {
			t.Error("a category")
		}
		vivo, err := codebook.Find(context.Background(), tx, "سألت الطبيبة متى أعود.")
		if vivo.Origin != "in vivo" {
			t.Errorf("origin %q", vivo.Origin)
		}
		return err
	})
}

func TestBrowserAcrossTurnsAndJoined(t *testing.T) {
	b, c := onDesk(t, "Across")
	x1, y1, _, _ := b.box("Then I sleep.")
	_, _, x2, y2 := b.box("when it comes")
	b.Drag(x1+1, y1, x2-1, y2)
	b.Until("selected", `CSS.highlights.has("pending")`)
	b.keys("c", "r", "e", "l", kb.Enter)
	b.untilMarked("Then I sleep.|And when it comes")
	c.untilCoded("Relief: Then I sleep.\nI: And when it comes")
	b.Until("both turns have a count", `document.querySelectorAll(".cnt").length === 2`) // they follow the marks
	// The same code on words beside it: one key makes them one.
	b.drag("downstairs. Then")
	b.keys(".")
	b.Until("asked", `!document.getElementById("ask").hidden`)
	b.keys("e")
	c.untilCoded("Relief: downstairs. Then I sleep.\nI: And when it comes")
}

func TestBrowserLanesStandBesideTheirWords(t *testing.T) {
	b, c := onDesk(t, "Lanes")
	b.keys("t", "c", "r", "e", "l", kb.Enter) // the whole first question
	b.keys("J", " ", "c", "l", "o", "o", kb.Enter)
	b.keys("t", "c", "p", "u", "t", kb.Enter) // around it
	lanes := `[...document.querySelectorAll(".lanes li")].map((li) => li.textContent + li.style.getPropertyValue("--n")).sort().join(" ")`
	want := "LOO2 PUT1 REL0" // less than a line between the first two
	b.Until("three lanes", lanes+` === "`+want+`"`)
	b.open(c.url() + "?again=1")
	b.Until("the same after a reload", lanes+` === "`+want+`"`)
	const apart = `(() => {
		const bar = [...document.querySelectorAll(".lanes li")].find((li) => li.textContent === "LOO").getBoundingClientRect();
		const mark = document.querySelector("mark.d2").getBoundingClientRect();
		return Math.abs(bar.top - mark.top) < 12 && Math.abs(bar.bottom - mark.bottom) < 12;
	})()`
	if !eval[bool](b, apart) {
		t.Error("a lane does not stand beside its words")
	}
}

// A triple click ends in front of the next block's first character.
func TestBrowserTripleClickTakesOneBlockOnly(t *testing.T) {
	b, c := onDesk(t, "Triple")
	eval[bool](b, `(() => {
		const all = [...document.querySelectorAll("[data-s]")], at = all.findIndex((el) => el.textContent.startsWith("I look"));
		getSelection().setBaseAndExtent(all[at].firstChild, 0, all[at + 1], 0);
		all[at].dispatchEvent(new PointerEvent("pointerup", {bubbles: true, pointerType: "mouse", button: 0}));
		return true;
	})()`)
	b.Until("selected", `CSS.highlights.has("pending")`)
	b.keys("c", "r", "e", "l", kb.Enter)
	c.untilCoded("Relief: I look at my phone. Ten times a day, I think. My neighbour 👩‍⚕️ says that is normal.")
}

func TestBrowserQueueSurvivesAServerThatIsDown(t *testing.T) {
	b, c := onDesk(t, "Down")
	b.Forgive("ERR_CONNECTION_REFUSED")
	b.Forgive("Failed to load resource")
	b.l.stop()
	b.keys("j", " ", "c", "r", "e", "l", kb.Enter)
	b.Until("said to be unsaved", `!document.getElementById("unsaved").hidden && /Relief/.test(document.getElementById("unsaved").textContent)`)
	b.Until("what is not saved is painted", `CSS.highlights.has("fresh")`)
	b.keys("j", ".")
	b.Until("two of them", `document.querySelectorAll("#unsaved .msg").length === 2`)
	if got := c.coded(); got != "" {
		t.Fatalf("coded while down: %s", got)
	}
	b.l.start()
	b.ClickText("#unsaved button", "")
	c.untilCoded("Relief: I look at my phone.; Relief: Ten times a day, I think.")
	b.Until("nothing unsaved", `document.getElementById("unsaved").hidden`)
	b.untilMarked("I look at my phone.|Ten times a day, I think.")

	// The browser is closed on a change that never left: it goes out when the
	// desk is opened again.
	b.l.stop()
	b.keys("j", ".")
	b.Until("unsaved", `!document.getElementById("unsaved").hidden`)
	b.l.start()
	b.open(c.url() + "?again=1")
	c.untilCoded("Relief: I look at my phone.; Relief: Ten times a day, I think.; Relief: My neighbour 👩‍⚕️ says that is normal.")
}

func TestBrowserRefusedChangeStaysInSight(t *testing.T) {
	b, c := onDesk(t, "Refused")
	b.Forgive("422")
	b.Forgive("409")
	b.Forgive("Failed to load resource")
	ctx := context.Background()
	_, err := doCode(ctx, c.p, "Relief", func(tx *sql.Tx, id int64) error { return codebook.Retire(ctx, tx, 1, id, true) })
	if err != nil {
		t.Fatal(err)
	}
	b.keys("j", " ", "c", "r", "e", "l", kb.Enter)
	b.Until("refused", `/Put aside/.test(document.getElementById("unsaved").textContent)`)
	if _, err := doCode(ctx, c.p, "Relief", func(tx *sql.Tx, id int64) error { return codebook.Retire(ctx, tx, 1, id, false) }); err != nil {
		t.Fatal(err)
	}
	b.ClickText("#unsaved button", "Try again")
	c.untilCoded("Relief: I look at my phone.")
}

// doCode changes a code inside an entry of its own.
func doCode(ctx context.Context, p *project.Project, name string, fn func(tx *sql.Tx, id int64) error) (history.Entry, error) {
	return history.Do(ctx, p.DB, history.Action{What: "test.code"}, func(tx *sql.Tx) error {
		k, err := codebook.Find(ctx, tx, name)
		if err != nil {
			return err
		}
		return fn(tx, k.ID)
	})
}
