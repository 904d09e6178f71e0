package web

import (
	"context"
	"database/sql"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"verbatim/internal/coding"
	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/internal/people"
)

// end is words of the text as one end of a link.
func (c deskCase) end(words string) map[string]any {
	c.Helper()
	start, end := c.span(words)
	return map[string]any{"document": c.doc.Short(), "version": 1, "start": start, "end": end, "exact": words}
}

func (c deskCase) links() (out []string) {
	c.Helper()
	c.read(func(tx *sql.Tx) error {
		list, err := coding.Links(context.Background(), tx, people.Everyone, 0)
		for _, l := range list {
			out = append(out, l.From.Exact+" "+l.Kind+" "+l.To.Exact+" "+l.Note)
		}
		return err
	})
	return out
}

func (c deskCase) untilLinked(want string) {
	c.Helper()
	for stop := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		got := strings.Join(c.links(), "; ")
		if got == want {
			return
		}
		if time.Now().After(stop) {
			c.Fatalf("linked %q, want %q", got, want)
		}
	}
}

func TestLinkOnTheDesk(t *testing.T) {
	c := openDeskCase(t)
	in := func(kind, from, to string) map[string]any {
		return map[string]any{"document": c.doc.Short(), "request": guid.New(), "kind": kind, "note": "Why?", "from": c.end(from), "to": c.end(to)}
	}
	made := in("contradicts", "Then I sleep.", "Ten times a day")
	for range 2 { // a repeated request does nothing again
		status, r := deskPost(t, c.s, c.root+"/links", made)
		if status != 200 || r.Entry == 0 || r.Links == nil || !strings.Contains(*r.Links, "is contradicted by") || !strings.Contains(*r.Links, "contradicts") {
			t.Fatalf("%d %+v", status, r)
		}
		if r.Status != "Linked “Then I sleep.” to “Ten times a day”" {
			t.Errorf("status %q", r.Status)
		}
	}
	c.untilLinked("Then I sleep. contradicts Ten times a day Why?")
	for name, body := range map[string]map[string]any{
		"no kind":  in("", "Then I sleep.", "And when"),
		"itself":   in("see", "And when", "And when"),
		"the same": in("contradicts", "Then I sleep.", "Ten times a day"),
		"unseen": func() map[string]any {
			b := in("see", "Then I sleep.", "And when")
			b["to"].(map[string]any)["exact"] = "Or when"
			return b
		}(),
		"nowhere": func() map[string]any {
			b := in("see", "Then I sleep.", "And when")
			b["from"].(map[string]any)["document"] = "0123456789ab"
			return b
		}(),
		"nothing": {"document": c.doc.Short()},
	} {
		if status, _ := deskPost(t, c.s, c.root+"/links", body); status < 400 || status >= 500 {
			t.Errorf("%s: %d", name, status)
		}
	}
	_, r := deskPost(t, c.s, c.root+"/undo", map[string]any{"document": c.doc.Short(), "request": guid.New()})
	if r.Links == nil || *r.Links != "" || len(c.links()) != 0 {
		t.Errorf("taken back: %+v, %v", r, c.links())
	}
}

func TestBrowserLinksByKeyboard(t *testing.T) {
	b, c := onDesk(t, "Links by keyboard")
	b.keys("j", "x")
	b.Until("the first end waits", `!document.getElementById("linking").hidden && document.querySelector("#linking q").textContent === "I look at my phone."`)
	b.open(c.url() + "?again=1") // on the way, the page is loaded anew
	b.keys("J", "J", "x")
	b.Until("the kind has the keyboard", `document.activeElement.name === "kind"`)
	b.Keys("e") // explains
	b.keys(kb.Tab)
	b.Keys("Same evening")
	b.keys(kb.Enter)
	c.untilLinked("I look at my phone. explains And when it comes? Same evening")
	b.Until("it stands at the cursor", `[...document.querySelectorAll("#linked li:not([hidden])")].map((li) => li.querySelector(".meta").textContent + ": " + li.querySelector("a").textContent).join() === "is explained by: I look at my phone." && document.getElementById("linking").hidden && document.activeElement.id === "main"`)
	b.Shot("link")
	for _, scheme := range []string{"light", "dark"} {
		b.Scheme(scheme)
		b.Axe("the desk with links, " + scheme)
	}
	b.Click("#linked li:not([hidden]) a") // there …
	b.Until("the other end is at the cursor", `document.querySelector("#at .where").textContent.startsWith("turn 2") && document.querySelector("#linked li:not([hidden]) .meta").textContent === "explains"`)
	b.Chord("z", chromedp.ModifierCtrl)
	c.untilLinked("")
	b.Until("nothing is linked", `!document.querySelector("#linked li")`)
	b.Chord("z", chromedp.ModifierCtrl, chromedp.ModifierShift)
	c.untilLinked("I look at my phone. explains And when it comes? Same evening")
}

// What a link is, and its note, are changed by who made it, as one step; a change
// that would make two of one is refused.
func TestLinkIsChanged(t *testing.T) {
	c := openDeskCase(t)
	tie := func(kind string) {
		status, _ := deskPost(t, c.s, c.root+"/links", map[string]any{"document": c.doc.Short(), "request": guid.New(), "kind": kind, "from": c.end("Then I sleep."), "to": c.end("Ten times a day")})
		if status != 200 {
			t.Fatal(status)
		}
	}
	tie("supports")
	var l coding.Link
	c.read(func(tx *sql.Tx) error {
		list, err := coding.Links(context.Background(), tx, people.Everyone, 0)
		l = list[0]
		return err
	})
	change := func(kind, note string) (int, heard) {
		return deskPost(t, c.s, c.root+"/links/"+l.Short(), map[string]any{"document": c.doc.Short(), "request": guid.New(), "kind": kind, "note": note})
	}
	if status, r := change("explains", " Same evening "); status != 200 || r.Links == nil || !strings.Contains(*r.Links, "is explained by") || r.Status != "Changed the link from “Then I sleep.” to “Ten times a day”" {
		t.Fatalf("%d %+v", status, r)
	}
	c.untilLinked("Then I sleep. explains Ten times a day Same evening")
	if status, r := change("explains", "Same evening"); status != 200 || r.Entry != 0 {
		t.Errorf("unchanged: %d, entry %d", status, r.Entry)
	}
	tie("see")
	for name, in := range map[string][2]string{"two of one": {"see", ""}, "no kind": {"", ""}, "long": {"see", strings.Repeat("x", 2001)}} {
		if status, _ := change(in[0], in[1]); status < 400 || status >= 500 {
			t.Errorf("%s: %d", name, status)
		}
	}
	for range 2 {
		deskPost(t, c.s, c.root+"/undo", map[string]any{"document": c.doc.Short(), "request": guid.New()})
	}
	c.untilLinked("Then I sleep. supports Ten times a day ")
	if problems, err := c.p.Check(context.Background()); err != nil || len(problems) > 0 {
		t.Errorf("%v %v", problems, err)
	}
	ctx := context.Background()
	if err := c.p.DB.Read(ctx, func(tx *sql.Tx) error {
		return coding.Reconnect(ctx, tx, people.Viewer{Person: 9, Write: 9}, l, "see", "")
	}); err == nil || !strings.Contains(err.Error(), "another coder's") {
		t.Errorf("another's: %v", err)
	}
}

func TestBrowserChangesALink(t *testing.T) {
	b, c := onDesk(t, "A link changed")
	_, err := history.Do(context.Background(), c.p.DB, history.Action{What: "test"}, func(tx *sql.Tx) error {
		v, err := people.As(context.Background(), tx, 1)
		if err != nil {
			return err
		}
		mark := func(words string) coding.Mark {
			start, end := c.span(words)
			return coding.Mark{Document: c.doc.ID, Start: start, End: end, Exact: words}
		}
		_, err = coding.Connect(context.Background(), tx, v, "supports", "", mark("Ten times a day"), mark("Then I sleep."))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	b.open(c.url() + "?again=1")
	// The linked words are underlined, and their turn says how many there are.
	tied := `[...CSS.highlights.get("tied") ?? []].join("|")`
	b.Until("underlined", tied+` === "Ten times a day|Then I sleep."`)
	b.Until("said at the turn", `document.querySelector("#t2 .who a").title === "2 linked passages" && !document.querySelector("#t1 .who a").title`)
	for _, scheme := range []string{"light", "dark"} {
		b.Scheme(scheme)
		b.Shot("tied-" + scheme)
	}
	b.keys("j", "j", "X")
	b.Until("its form has the keyboard", `document.activeElement.name === "kind" && document.activeElement.value === "supports"`)
	b.Shot("retie")
	b.Axe("changing a link")
	b.keys(kb.Escape)
	b.focusInText("left")
	b.keys("X")
	b.Keys("c") // contradicts
	b.keys(kb.Tab)
	b.Keys("Or does it?")
	b.keys(kb.Enter)
	c.untilLinked("Ten times a day contradicts Then I sleep. Or does it?")
	b.focusInText("saved")
	b.Until("shown", `document.querySelector("#linked li:not([hidden])").textContent.includes("Or does it?")`)
	b.ClickText("#linked li:not([hidden]) summary", "Change")
	b.Click("#linked li:not([hidden]) .btn") // nothing is changed by it
	b.Chord("z", chromedp.ModifierCtrl)
	c.untilLinked("Ten times a day supports Then I sleep. ")
	b.keys("j", "j", "j", "c", "r", "e", "l", kb.Enter)
	b.Until("coded", `document.querySelector("mark")`)
	b.Until("still underlined", tied+` === "Ten times a day|Then I sleep."`)
	b.Chord("z", chromedp.ModifierCtrl)
	b.Click("#linked li [data-send]")
	c.untilLinked("")
	b.Until("no more", `!CSS.highlights.has("tied") && !document.querySelector("#t2 .who a").title`)
}

func TestBrowserLinksByMouse(t *testing.T) {
	b, c := onDesk(t, "Links by mouse")
	b.drag("Ten times a day")
	b.Click(`.acts [data-do="tie"]`)
	b.Until("the first end waits", `document.querySelector("#linking q").textContent === "Ten times a day"`)
	b.drag("Then I sleep")
	b.Shot("linking")
	b.Axe("on the way from one passage to another")
	b.Click("#linking .btn")
	c.untilLinked("Ten times a day supports Then I sleep ")
	b.Until("it is shown", `document.querySelector("#linked li:not([hidden]) [data-send]")`)
	b.Click("#linked li:not([hidden]) [data-send]")
	c.untilLinked("")
	b.drag("Ten times a day")
	b.Click(`.acts [data-do="tie"]`)
	b.ClickText("#linking button", "Cancel")
	b.Until("given up", `document.getElementById("linking").hidden`)
}

// Two ticked passages are linked from their list, and unlinked beside it.
func TestLinkTwoPassages(t *testing.T) {
	d := newCodeDesk(t)
	list := d.listed()
	form := func(kind, reverse string, ticked ...string) url.Values {
		return url.Values{"do": {"link"}, "kind": {kind}, "reverse": {reverse}, "note": {"Both at once"}, "coding": ticked, "request": {guid.New()}}
	}
	a, b := list[0].Short(), list[2].Short()
	for name, f := range map[string]url.Values{"one": form("see", "", a), "three": form("see", "", a, b, list[1].Short()), "no kind": form("", "", a, b), "nonsense": form("x", "", a, b)} {
		if w := d.send(http.MethodPost, "/passages", f, false); w.Code != 422 {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	d.page(d.posted("/passages", form("explains", "1", a, b)), 200, "Linked “")
	d.page("/passages/"+a, 200, "is explained by", "Both at once")
	place := d.page("/passages/"+b, 200, "explains")
	link := regexp.MustCompile(`/links/(\w+)/remove`).FindStringSubmatch(place)[1]
	d.page(d.posted("/links/"+link, url.Values{"kind": {"see"}, "note": {"Once"}, "request": {guid.New()}}), 200, "Changed the link from")
	d.page("/passages/"+b, 200, "has to do with", "Once")
	d.undoLast()
	d.page(d.posted("/links/"+link+"/remove", url.Values{"request": {guid.New()}}), 200, "Took the link from")
	if strings.Contains(d.page("/passages/"+b, 200), "/links/") {
		t.Error("still there")
	}
	d.undoLast()
	d.page("/passages/"+b, 200, "explains")
}
