package web

import (
	"context"
	"database/sql"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/transcript"
)

// codeDesk is a server with a project of two coders, a small codebook, and one
// document in which Mira coded.
type codeDesk struct {
	t          testing.TB
	s          *Server
	p          *project.Project
	mira, noor people.Person
	codes      map[string]codebook.Code
	who        people.Person // whose cookie the requests carry
}

func newCodeDesk(t testing.TB) *codeDesk {
	t.Helper()
	s, slug := seeded(t)
	ctx := context.Background()
	p, err := s.shelf.Open(ctx, slug)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	d := &codeDesk{t: t, s: s, p: p, codes: map[string]codebook.Code{}}
	d.do(func(tx *sql.Tx) error {
		if d.noor, err = people.Add(ctx, tx, "Noor"); err != nil {
			return err
		}
		d.mira, err = people.ByName(ctx, tx, "Mira")
		for _, path := range []string{"Work/Waiting", "Work/Rush", "Trust"} {
			if _, err := codebook.Ensure(ctx, tx, d.mira.ID, path); err != nil {
				return err
			}
		}
		return err
	})
	d.who = d.mira
	d.reload()
	const words = "Dan wacht iedereen, en dat is zo."
	draft := &transcript.Draft{Name: "R1.txt", Format: "txt", Language: "nl", Turns: []transcript.Turn{{Speaker: 0}},
		Speakers: []transcript.Speaker{{Name: "R1", Labels: []string{"R1"}, Turns: 1}},
		Blocks:   []transcript.Block{{Kind: transcript.Label, Text: "R1:", Sep: " "}, {Kind: transcript.Words, Text: words}}}
	laid, err := document.Lay(ctx, p.DB, draft, []byte(words))
	if err != nil {
		t.Fatal(err)
	}
	var ids []int64
	err = p.DB.Write(ctx, func(tx *sql.Tx) (err error) {
		ids, _, err = document.Show(ctx, tx, d.mira.ID, "", laid)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	d.do(func(tx *sql.Tx) error {
		v, err := people.As(ctx, tx, d.mira.ID)
		if err != nil {
			return err
		}
		for _, m := range []coding.Mark{{Document: ids[0], Start: 8, End: 22, Exact: "wacht iedereen"}, {Document: ids[0], Start: 24, End: 26, Exact: "en"}} {
			if _, err := coding.Apply(ctx, tx, v, m, d.codes["Waiting"].ID); err != nil {
				return err
			}
		}
		_, err = coding.Apply(ctx, tx, v, coding.Mark{Document: ids[0], Start: 8, End: 22, Exact: "wacht iedereen"}, d.codes["Rush"].ID)
		return err
	})
	return d
}

func (d *codeDesk) do(fn func(tx *sql.Tx) error) {
	d.t.Helper()
	if _, err := history.Do(context.Background(), d.p.DB, history.Action{What: "test"}, fn); err != nil {
		d.t.Fatal(err)
	}
}

// reload reads the codes by name, merged ones too.
func (d *codeDesk) reload() map[string]codebook.Code {
	d.t.Helper()
	clear(d.codes)
	err := d.p.DB.Read(context.Background(), func(tx *sql.Tx) error {
		list, err := codebook.All(context.Background(), tx)
		for _, c := range list {
			d.codes[c.Name] = c
		}
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return d.codes
}

// at is the address of a code's entry, or of what follows it.
func (d *codeDesk) at(name string, more ...string) string {
	return "/codes/" + d.codes[name].ShortGUID() + strings.Join(more, "")
}

func (d *codeDesk) send(method, path string, form url.Values, asJSON bool) *httptest.ResponseRecorder {
	d.t.Helper()
	r := httptest.NewRequest(method, "/p/"+d.p.Slug+path, strings.NewReader(form.Encode()))
	r.Host = testHost
	r.AddCookie(&http.Cookie{Name: d.s.door.cookie, Value: d.s.door.ticket(time.Now())})
	r.AddCookie(&http.Cookie{Name: coderCookie, Value: d.who.GUID[len(d.who.GUID)-12:]})
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if asJSON {
		r.Header.Set("Accept", "application/json")
	}
	w := httptest.NewRecorder()
	d.s.ServeHTTP(w, r)
	return w
}

// page asks for a page and checks that it holds each of the strings.
func (d *codeDesk) page(path string, status int, holds ...string) string {
	d.t.Helper()
	w := d.send(http.MethodGet, path, nil, false)
	if w.Code != status {
		d.t.Fatalf("GET %s: %d\n%.600s", path, w.Code, w.Body)
	}
	for _, s := range holds {
		if !strings.Contains(w.Body.String(), s) {
			d.t.Errorf("GET %s: does not hold %q", path, s)
		}
	}
	return w.Body.String()
}

// post sends a form and checks where it leads.
func (d *codeDesk) post(path string, form url.Values, leads string) {
	d.t.Helper()
	w := d.send(http.MethodPost, path, form, false)
	if w.Code != http.StatusSeeOther || leads != "" && w.Header().Get("Location") != "/p/"+d.p.Slug+leads {
		d.t.Fatalf("POST %s: %d to %q, want %q\n%.600s", path, w.Code, w.Header().Get("Location"), leads, w.Body)
	}
	d.reload()
}

func (d *codeDesk) undo() {
	d.t.Helper()
	if _, err := history.Undo(context.Background(), d.p.DB, d.who.ID, ""); err != nil {
		d.t.Fatal(err)
	}
	d.reload()
}

func TestCodebookPages(t *testing.T) {
	d := newCodeDesk(t)
	d.page("/codes", 200, "Waiting", "3 codes, 1 category", "no definition yet", "3 codes without an example", "1 code never applied")
	d.page(d.at("Waiting"), 200, `class="title"`, "Waiting", "wacht iedereen", "R1, turn 1", "#c-", "Delete with 2 codings", `lang="nl"`)
	d.page(d.at("Work"), 200, ">3<") // a category counts what is under it
	d.page("/codes?q=rush", 200, "Rush", "Work")
	if body := d.page("/codes?q=rush", 200); strings.Count(body, `class="nm"`) != 2 {
		t.Error("the filter leaves more than the code and its category")
	}
	d.page("/codes?q=zzz", 200, "No code has these letters")
	d.page("/codes/000000000000", 404)
	d.page("/codes/000000000000?did=1", 303)
}

func TestEmptyCodebook(t *testing.T) {
	s, slug := seeded(t)
	r := httptest.NewRequest(http.MethodGet, "/p/"+slug+"/codes", nil)
	r.Host = testHost
	withCookie(s)(r)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != 200 || !strings.Contains(w.Body.String(), "No codes yet.") {
		t.Errorf("%d\n%s", w.Code, w.Body)
	}
}

func TestCodeCreate(t *testing.T) {
	d := newCodeDesk(t)
	d.post("/codes", url.Values{"name": {"  Hope   and fear "}, "parent": {d.codes["Trust"].ShortGUID()}, "request": {"r1"}}, "")
	made := d.codes["Hope and fear"]
	if made.Parent != d.codes["Trust"].ID || made.Short == "" || made.Category {
		t.Fatalf("made %+v", made)
	}
	d.post("/codes", url.Values{"name": {"Hope and fear"}, "parent": {d.codes["Trust"].ShortGUID()}, "request": {"r1"}}, "/codes") // pressed twice
	w := d.send(http.MethodPost, "/codes", url.Values{"name": {"Hope and fear"}, "parent": {d.codes["Trust"].ShortGUID()}}, false)
	if w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "at this place already") || !strings.Contains(w.Body.String(), `value="Hope and fear"`) {
		t.Errorf("a name taken: %d", w.Code)
	}
	if w := d.send(http.MethodPost, "/codes", url.Values{"name": {" "}}, true); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("no name: %d", w.Code)
	}
	d.post("/codes", url.Values{"name": {"Group"}, "category": {"1"}}, "")
	if !d.codes["Group"].Category {
		t.Error("not a category")
	}
	d.page(d.at("Group"), 200, "Made the code Group")
	d.undo()
	if _, there := d.codes["Group"]; there {
		t.Error("undo left the code")
	}
}

func TestCodeUpdate(t *testing.T) {
	d := newCodeDesk(t)
	d.post(d.at("Waiting"), url.Values{"brief": {"Time  lost\r\nwaiting"}, "was-brief": {""}, "short": {"wtg"}, "was-short": {d.codes["Waiting"].Short},
		"colour": {"5"}, "was-colour": {"0"}, "origin": {"in vivo"}, "was-origin": {"inductive"}, "name": {"Waiting"}, "was-name": {"Waiting"}}, d.at("Waiting"))
	c := d.codes["Waiting"]
	if c.Brief != "Time  lost\nwaiting" || c.Short != "WTG" || c.Colour != 5 || c.Origin != "in vivo" || c.Version != 2 {
		t.Fatalf("stored %+v", c)
	}
	d.page(d.at("Waiting"), 200, "Changed Short label, Brief definition, Origin and Colour of Waiting", "Changed: Brief definition, Origin and Colour")
	d.undo()
	if c := d.codes["Waiting"]; c.Brief != "" || c.Short == "WTG" {
		t.Errorf("after undo %+v", c)
	}
	w := d.send(http.MethodPost, d.at("Waiting"), url.Values{"short": {"TOOLONG"}, "brief": {"kept"}, "was-brief": {""}}, false)
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), ">kept</textarea>") || !strings.Contains(w.Body.String(), `value="TOOLONG"`) {
		t.Errorf("refused: %d, what was typed is gone", w.Code)
	}
	d.post(d.at("Waiting"), url.Values{"take": {"“wacht iedereen” (R1, turn 1)"}, "example": {""}, "was-example": {""}}, d.at("Waiting"))
	if got := d.codes["Waiting"].Example; got != "“wacht iedereen” (R1, turn 1)" {
		t.Errorf("example %q", got)
	}
}

func TestCodeUpdateMeanwhile(t *testing.T) {
	d := newCodeDesk(t)
	d.who = d.noor
	d.post(d.at("Waiting"), url.Values{"brief": {"Noor's"}, "was-brief": {""}}, d.at("Waiting"))
	d.who = d.mira
	// Another field: no conflict, and Noor's words stay although the form is older.
	d.post(d.at("Waiting"), url.Values{"full": {"Mira's"}, "was-full": {""}, "brief": {""}, "was-brief": {""}}, d.at("Waiting"))
	if c := d.codes["Waiting"]; c.Brief != "Noor's" || c.Full != "Mira's" {
		t.Fatalf("stored %+v", c)
	}
	// The same field, from a script: both wordings, and nothing stored.
	w := d.send(http.MethodPost, d.at("Waiting"), url.Values{"brief": {"Mira's"}, "was-brief": {""}}, true)
	var said struct {
		Theirs map[string]string
		Error  struct{ Code, Message string }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &said); err != nil || w.Code != http.StatusConflict || said.Theirs["brief"] != "Noor's" || !strings.Contains(said.Error.Message, "Brief definition") {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	// And from a page: the form comes back with one's own words, started from theirs.
	w = d.send(http.MethodPost, d.at("Waiting"), url.Values{"brief": {"Mira's"}, "was-brief": {""}}, false)
	body := w.Body.String()
	if w.Code != http.StatusConflict || !strings.Contains(body, ">Mira&#39;s</textarea>") || !strings.Contains(body, `name="was-brief" value="Noor&#39;s"`) {
		t.Fatalf("%d", w.Code)
	}
	d.post(d.at("Waiting"), url.Values{"brief": {"Mira's"}, "was-brief": {"Noor's"}}, d.at("Waiting"))
	if c := d.codes["Waiting"]; c.Brief != "Mira's" {
		t.Errorf("stored %q", c.Brief)
	}
	w = d.send(http.MethodPost, d.at("Waiting"), url.Values{"name": {"Long waits"}, "was-name": {"Waiting"}, "request": {"u1"}}, true)
	if w.Code != 200 || !strings.Contains(w.Body.String(), `"name":"Long waits"`) || !strings.Contains(w.Body.String(), `"said":"Changed Name of Waiting"`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestCodeMove(t *testing.T) {
	d := newCodeDesk(t)
	order := func() string {
		var out []string
		_ = d.p.DB.Read(context.Background(), func(tx *sql.Tx) error {
			list, err := codebook.List(context.Background(), tx)
			for _, c := range list {
				out = append(out, c.Path)
			}
			return err
		})
		return strings.Join(out, " ")
	}
	for _, step := range []struct {
		code string
		form url.Values
		want string
	}{
		{"Rush", url.Values{"step": {"up"}}, "Work Work/Rush Work/Waiting Trust"},
		{"Rush", url.Values{"step": {"up"}}, "Work Work/Rush Work/Waiting Trust"}, // at the top already
		{"Rush", url.Values{"step": {"down"}}, "Work Work/Waiting Work/Rush Trust"},
		{"Rush", url.Values{"step": {"down"}}, "Work Work/Waiting Work/Rush Trust"},
		{"Trust", url.Values{"parent": {d.codes["Work"].ShortGUID()}, "before": {d.codes["Rush"].ShortGUID()}}, "Work Work/Waiting Work/Trust Work/Rush"},
		{"Trust", url.Values{"parent": {""}}, "Work Work/Waiting Work/Rush Trust"},
	} {
		d.post(d.at(step.code, "/move"), step.form, d.at(step.code))
		if got := order(); got != step.want {
			t.Fatalf("%s %v: %s, want %s", step.code, step.form, got, step.want)
		}
	}
	w := d.send(http.MethodPost, d.at("Work", "/move"), url.Values{"parent": {d.codes["Rush"].ShortGUID()}}, false)
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "its own branch") {
		t.Errorf("under itself: %d", w.Code)
	}
	d.undo()
	if got := order(); got != "Work Work/Waiting Work/Trust Work/Rush" {
		t.Errorf("after undo: %s", got)
	}
}

func TestCodeMerge(t *testing.T) {
	d := newCodeDesk(t)
	into := url.Values{"into": {d.codes["Waiting"].ShortGUID()}, "request": {"m1"}}
	d.page(d.at("Rush", "/merge?into="+into.Get("into")), 200, "Merge “Rush” into “Waiting”", "1 coding is on words that “Waiting” marks already", "Merge 1 coding")
	d.page(d.at("Rush", "/merge"), 422)
	rush := d.at("Rush")
	d.post(rush+"/merge", into, d.at("Waiting"))
	d.post(rush+"/merge", into, d.at("Waiting")) // pressed twice
	if c := d.codes["Rush"]; c.Status != codebook.Merged || c.MergedInto != d.codes["Waiting"].ID {
		t.Fatalf("%+v", c)
	}
	d.page(rush, 404)
	d.page(d.at("Waiting"), 200, "Merged the code Rush into Waiting")
	w := d.send(http.MethodPost, d.at("Work", "/merge"), into, false)
	if w.Code != http.StatusSeeOther && w.Code != http.StatusUnprocessableEntity {
		t.Errorf("merge into a child: %d", w.Code)
	}
	d.undo()
	if c := d.codes["Rush"]; c.Status != codebook.Active {
		t.Errorf("after undo %+v", c)
	}
}

func TestCodeRetireAndDelete(t *testing.T) {
	d := newCodeDesk(t)
	d.post(d.at("Rush", "/retire"), url.Values{"retired": {"1"}}, d.at("Rush"))
	d.page(d.at("Rush"), 200, "Retired: its codings stay", "Retired the code Rush", "Bring back into use")
	d.post(d.at("Rush", "/retire"), url.Values{"retired": {"0"}}, d.at("Rush"))
	if d.codes["Rush"].Status != codebook.Active {
		t.Error("not brought back")
	}
	waiting := d.at("Waiting")
	d.post(waiting+"/delete", url.Values{"request": {"d1"}}, "/codes")
	d.post(waiting+"/delete", url.Values{"request": {"d1"}}, "/codes") // pressed twice
	if _, there := d.codes["Waiting"]; there {
		t.Fatal("not deleted")
	}
	d.page("/codes", 200, "Deleted the code Waiting")
	d.undo()
	d.page(waiting, 200, "wacht iedereen", "Delete with 2 codings")
	d.post(d.at("Work", "/delete"), nil, "/codes")
	if d.codes["Waiting"].Parent != 0 {
		t.Error("the codes under a deleted one did not move up")
	}
}

func TestCodebookInDutch(t *testing.T) {
	d := newCodeDesk(t)
	r := httptest.NewRequest(http.MethodGet, "/p/"+d.p.Slug+d.at("Waiting"), nil)
	r.Host = testHost
	r.Header.Set("Accept-Language", "nl")
	withCookie(d.s)(r)
	r.AddCookie(&http.Cookie{Name: coderCookie, Value: d.who.GUID[len(d.who.GUID)-12:]})
	w := httptest.NewRecorder()
	d.s.ServeHTTP(w, r)
	for _, s := range []string{"Codeboek", "Korte definitie", "Gebruik niet bij", "Verwijder met 2 coderingen", "R1, beurt 1"} {
		if !strings.Contains(w.Body.String(), s) {
			t.Errorf("does not say %q", s)
		}
	}
}
