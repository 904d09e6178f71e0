package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"verbatim/internal/guid"
	"verbatim/internal/people"
)

// asked sends a form or a GET as a coder and gives the answer.
func (c deskCase) asked(as people.Person, method, path string, form url.Values) *httptest.ResponseRecorder {
	req := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	req.Host = testHost
	withCookie(c.s)(req)
	req.AddCookie(&http.Cookie{Name: coderCookie, Value: guid.Short(as.GUID)})
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	w := httptest.NewRecorder()
	c.s.ServeHTTP(w, req)
	return w
}

// postAs sends JSON as the desk of a coder does.
func (c deskCase) postAs(as people.Person, path string, body any) (status int, reply deskReply) {
	c.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		c.Fatal(err)
	}
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(string(raw)))
	req.Host = testHost
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	withCookie(c.s)(req)
	req.AddCookie(&http.Cookie{Name: coderCookie, Value: guid.Short(as.GUID)})
	w := httptest.NewRecorder()
	c.s.ServeHTTP(w, req)
	if w.Code == http.StatusOK {
		if err := json.Unmarshal(w.Body.Bytes(), &reply); err != nil {
			c.Fatal(err)
		}
	}
	return w.Code, reply
}

func TestHistoryGoesBackToAPoint(t *testing.T) {
	c := openDeskCase(t)
	mira, bea := c.second()
	first := c.codeAs(c.p, mira, "Ten times a day", "Relief")
	c.codeAs(c.p, mira, "downstairs", "Relief")
	c.codeAs(c.p, mira, "I sleep", "Looking often")

	plan := c.asked(mira, "GET", fmt.Sprintf("%s/history/%d/back", c.root, first.ID), nil).Body.String()
	for _, want := range []string{"This takes back 2 steps: 2 codings.", "Take back 2 steps", "Leave everything as it is"} {
		if !strings.Contains(plan, want) {
			t.Errorf("the plan does not say %q", want)
		}
	}
	if got := len(c.codings()); got != 3 {
		t.Fatalf("the plan changed something: %d codings", got)
	}
	w := c.asked(mira, "POST", fmt.Sprintf("%s/history/%d/back", c.root, first.ID), url.Values{"request": {"r"}})
	if w.Code != http.StatusSeeOther || len(c.codings()) != 1 {
		t.Fatalf("%d, %d codings\n%s", w.Code, len(c.codings()), w.Body)
	}
	page := c.asked(mira, "GET", w.Header().Get("Location"), nil).Body.String()
	for _, want := range []string{"Took back 2 steps", "2 steps that you took back can be done again."} {
		if !strings.Contains(page, want) {
			t.Errorf("the history does not say %q at %s", want, w.Header().Get("Location"))
		}
	}
	// Bea may not do Mira's steps again in passing; Mira does.
	if c.asked(bea, "POST", c.root+"/history/forward", nil); len(c.codings()) != 1 {
		t.Error("another's steps were done again")
	}
	w = c.asked(mira, "POST", c.root+"/history/forward", nil)
	if len(c.codings()) != 3 || !strings.Contains(c.asked(mira, "GET", w.Header().Get("Location"), nil).Body.String(), "Did 2 steps again") {
		t.Errorf("%d codings after doing them again, %s", len(c.codings()), w.Header().Get("Location"))
	}
}

func TestHistoryNamesWhatStandsInTheWay(t *testing.T) {
	c := openDeskCase(t)
	mira, bea := c.second()
	status, reply := c.postAs(mira, c.url()+"/codings", map[string]any{"version": 1, "start": 0, "end": 0, "request": "none"})
	if status == 200 {
		t.Fatalf("%+v", reply)
	}
	in := c.application("Ten", "day", "Ten times a day")
	in["create"] = map[string]any{"name": "Counting"}
	status, made := c.postAs(mira, c.url()+"/codings", in)
	if status != 200 {
		t.Fatal(status)
	}
	theirs := c.codeAs(c.p, bea, "downstairs", "Counting")
	w := c.asked(mira, "POST", fmt.Sprintf("%s/history/%d/undo", c.root, made.Entry), nil)
	body := w.Body.String()
	link := fmt.Sprintf("before=%d#e%d", theirs.ID+1, theirs.ID)
	if w.Code != http.StatusConflict || !strings.Contains(body, "Built on it since") || !strings.Contains(body, link) || !strings.Contains(body, "Bea King") {
		t.Fatalf("%d: no link to %s in\n%s", w.Code, link, body)
	}
	req := httptest.NewRequest("GET", fmt.Sprintf("%s/history/%d/back?only=1", c.root, made.Entry), nil)
	req.Host = testHost
	withCookie(c.s)(req)
	req.AddCookie(&http.Cookie{Name: coderCookie, Value: guid.Short(mira.GUID)})
	req.AddCookie(&http.Cookie{Name: languageCookie, Value: "nl"})
	w = httptest.NewRecorder()
	c.s.ServeHTTP(w, req)
	if want := "de code ‘Counting’ is intussen in gebruik (coderingen: 1)"; !strings.Contains(w.Body.String(), want) {
		t.Errorf("Dutch does not say %q:\n%s", want, w.Body)
	}
	more := fmt.Sprintf("%s/history/%d/back?only=1&with=%d", c.root, made.Entry, theirs.ID)
	body = c.asked(mira, "GET", more, nil).Body.String()
	if !strings.Contains(body, "This takes back 2 steps") || strings.Contains(body, "Built on it since") {
		t.Errorf("with what stood in the way:\n%s", body)
	}
	w = c.asked(mira, "POST", fmt.Sprintf("%s/history/%d/back", c.root, made.Entry), url.Values{"only": {"1"}, "with": {fmt.Sprint(theirs.ID)}})
	if w.Code != http.StatusSeeOther || len(c.codings()) != 0 {
		t.Errorf("%d, %d codings", w.Code, len(c.codings()))
	}
	// One step of the two is done again, although later ones came since.
	c.codeAs(c.p, mira, "I sleep", "Relief")
	w = c.asked(mira, "POST", fmt.Sprintf("%s/history/%d/redo", c.root, made.Entry), nil)
	if w.Code != http.StatusSeeOther || len(c.codings()) != 2 {
		t.Errorf("done again: %d, %d codings", w.Code, len(c.codings()))
	}
	for _, wrong := range []string{"/history/999999/back", "/history/x/back"} {
		if w := c.asked(mira, "GET", c.root+wrong, nil); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", wrong, w.Code)
		}
	}
}

func TestDeskGoesToAStep(t *testing.T) {
	c := openDeskCase(t)
	mira, _ := c.second()
	var entries []int64
	for _, words := range []string{"Ten times a day", "downstairs", "I sleep", "my phone"} {
		entries = append(entries, c.codeAs(c.p, mira, words, "Relief").ID)
	}
	list := asks[[]stepRow](c, mira, c.root+"/steps")
	if len(list) != 4 || list[0].ID != entries[3] || list[0].Gone || list[0].Where != c.doc.Name || list[0].Said != "Coded ‘Relief’, 2 words" {
		t.Fatalf("%+v", list)
	}
	body := map[string]any{"document": c.doc.Short(), "request": "x1"}
	status, r := c.postAs(mira, fmt.Sprintf("%s/steps/%d", c.root, entries[0]), body)
	if status != 200 || r.Status != "Took back 3 steps" || len(r.Remove) != 3 || len(r.Blocks) == 0 || r.Counts[c.code("Relief")] != 1 {
		t.Errorf("%d %+v", status, r)
	}
	if _, again := c.postAs(mira, fmt.Sprintf("%s/steps/%d", c.root, entries[0]), body); again.Entry != r.Entry || len(c.codings()) != 1 {
		t.Errorf("asked twice: %+v", again)
	}
	list = asks[[]stepRow](c, mira, c.root+"/steps")
	if !list[0].Gone || !list[0].Again || !list[2].Again || list[3].Gone {
		t.Errorf("%+v", list)
	}
	body = map[string]any{"document": c.doc.Short(), "request": "x2", "forward": true}
	status, r = c.postAs(mira, fmt.Sprintf("%s/steps/%d", c.root, entries[2]), body)
	if status != 200 || r.Status != "Did 2 steps again" || len(c.codings()) != 3 {
		t.Errorf("%d %+v", status, r)
	}
}

func TestBrowserStepsOnTheDesk(t *testing.T) {
	b, c := onDesk(t, "Steps")
	for range 3 {
		b.keys("j", " ", "c", "r", "e", "l", kb.Enter)
		time.Sleep(300 * time.Millisecond)
	}
	before := c.coded()
	b.keys("h")
	b.Until("the list", `document.querySelectorAll("#steps[open] li").length >= 3`)
	b.Shot("steps")
	b.Axe("steps")
	b.keys(kb.ArrowDown, kb.ArrowDown, kb.Enter)
	b.untilSaid("Took back 2 steps")
	b.Until("one is left", `document.querySelectorAll("mark").length === 1`)
	b.focusInText("after the list")
	b.keys("h")
	b.Until("the list", `document.querySelectorAll("#steps[open] li").length >= 3`)
	b.ClickText("#steps li", "Relief")
	b.untilSaid("Did 2 steps again")
	c.untilCoded(before)
	b.Click(".status [data-do=steps]")
	b.Until("by its button", `document.getElementById("steps").open`)
	b.keys(kb.Escape)
	b.Open(c.root + "/history")
	b.Axe("history")
	b.Shot("history")
	b.Click(".steps a.quiet[href$=back]")
	b.See("What is taken back")
	b.Axe("back")
	b.Shot("back")
	b.Scheme("dark")
	b.Axe("back dark")
	b.Size(390, 844)
	b.Shot("back at 390 dark")
	b.Open(c.root + "/history")
	b.Shot("history at 390 dark")
}

func TestBrowserWhatStandsInTheWay(t *testing.T) {
	b, c := onDesk(t, "In the way")
	mira, bea := c.second()
	eval[bool](b, fmt.Sprintf(`(document.cookie = "%s=%s;path=%s", true)`, coderCookie, guid.Short(mira.GUID), c.root))
	b.open(c.url() + "?again=1")
	b.keys("j", " ", "c", "n", "e", "w", "x", kb.Enter)
	b.Until("the new code is there", `document.querySelector("#tree").textContent.includes("newx") && document.getElementById("unsaved").hidden`)
	time.Sleep(400 * time.Millisecond)
	c.codeAs(c.p, bea, "downstairs", "newx")
	b.Chord("z", chromedp.ModifierCtrl)
	b.Until("the refusal leads on", `document.querySelector(".status .what a")`)
	b.Forgive("409")
	b.Click(".status .what a")
	b.See("Built on it since")
	b.Axe("in the way")
	b.Shot("in the way")
	b.ClickText("a.btn", "first, too")
	b.See("This takes back 2 steps: 2 codings.")
	b.ClickText("button", "Take back 2 steps")
	b.See("Took back 2 steps")
	if got := c.coded(); got != "" {
		t.Errorf("still coded: %s", got)
	}
}
