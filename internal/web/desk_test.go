package web

import (
	"context"
	"database/sql"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/text"
	"verbatim/internal/transcript"
)

// interview is what most tests of the desk read: two speakers, a turn of two
// paragraphs, an emoji of four code points, a combining mark, text from right
// to left, and words that look like markup.
const interview = `I: How do you wait for an answer?
R1: I look at my phone. Ten times a day, I think. My neighbour 👩‍⚕️ says that is normal.

At night I put it in the cafe` + "\u0301" + ` downstairs. Then I sleep.
I: And when it comes?
R1: سألت الطبيبة متى أعود. Then <b>I</b> read it & forget it.
`

// deskProject is a project with one coder, one document and some codes. It gives
// its slug and the document.
func deskProject(t testing.TB, shelf *project.Shelf, name, words string) (string, document.Document) {
	t.Helper()
	return copied(t, name+"\n"+words, shelf, func(shelf *project.Shelf) (string, document.Document) { return newDeskProject(t, shelf, name, words) })
}

func newDeskProject(t testing.TB, shelf *project.Shelf, name, words string) (string, document.Document) {
	t.Helper()
	ctx := context.Background()
	p, err := shelf.Create(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	draft, err := transcript.Read("R1.txt", []byte(words), transcript.Choices{})
	if err != nil {
		t.Fatal(err)
	}
	laid, err := document.Lay(ctx, p.DB, draft, []byte(words))
	if err != nil {
		t.Fatal(err)
	}
	var d document.Document
	err = p.DB.Write(ctx, func(tx *sql.Tx) error {
		ids, _, err := document.Show(ctx, tx, 0, "", laid)
		if err != nil {
			return err
		}
		d, err = document.Get(ctx, tx, ids[0])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = history.Do(ctx, p.DB, history.Action{What: "test.seed"}, func(tx *sql.Tx) error {
		if _, err := people.Add(ctx, tx, "Mira"); err != nil {
			return err
		}
		for _, path := range []string{"Waiting/Looking often", "Waiting/Putting away", "Answer/Relief", "Answer/Read and forget"} {
			c, err := codebook.Ensure(ctx, tx, 0, path)
			if err != nil {
				return err
			}
			c.Brief = "What is said about " + strings.ToLower(c.Name) + "."
			if err := codebook.Update(ctx, tx, 0, c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return p.Slug, d
}

// deskServer is a server on a data folder, listening where a test server does.
func deskServer(t testing.TB) (*Server, *project.Shelf) {
	t.Helper()
	shelf, err := project.OpenShelf(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shelf.Close() })
	s, err := New(Options{Shelf: shelf, Addr: testHost, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return s, shelf
}

// heard is a reply as the page's script reads it.
type heard struct {
	deskReply
	Add [][]any `json:"add"`
}

// deskPost sends JSON as the desk's script does, and reads the reply where the
// status is 200.
func deskPost(t testing.TB, s *Server, path string, body any) (int, heard) {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(string(raw)))
	req.Host = testHost
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	req.AddCookie(&http.Cookie{Name: s.door.cookie, Value: s.door.ticket(time.Now())})
	rec := httptest.NewRecorder()
	s.ServeHTTP(rec, req)
	var reply heard
	if rec.Code == http.StatusOK {
		if err := json.Unmarshal(rec.Body.Bytes(), &reply); err != nil {
			t.Fatalf("%s: %v\n%s", path, err, rec.Body)
		}
	}
	return rec.Code, reply
}

// deskCase is a document under test.
type deskCase struct {
	testing.TB
	s    *Server
	root string // of the project
	doc  document.Document
	text string
	p    *project.Project
}

func openDeskCase(t testing.TB) deskCase {
	s, shelf := deskServer(t)
	slug, d := deskProject(t, shelf, "Waiting for word", interview)
	p, err := shelf.Open(context.Background(), slug)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	c := deskCase{TB: t, s: s, root: "/p/" + slug, doc: d, p: p}
	c.read(func(tx *sql.Tx) (err error) {
		c.text, err = document.Text(context.Background(), tx, d, 0, d.Length)
		return err
	})
	return c
}

func (c deskCase) read(fn func(tx *sql.Tx) error) {
	c.Helper()
	if err := c.p.DB.Read(context.Background(), fn); err != nil {
		c.Fatal(err)
	}
}

// code is the short guid of a code.
func (c deskCase) code(name string) (short string) {
	c.Helper()
	c.read(func(tx *sql.Tx) error {
		k, err := codebook.Find(context.Background(), tx, name)
		short = k.ShortGUID()
		return err
	})
	return short
}

// span is where words stand in the text, in code points.
func (c deskCase) span(words string) (start, end int) {
	c.Helper()
	at := strings.Index(c.text, words)
	if at < 0 {
		c.Fatalf("no %q in the text", words)
	}
	start = text.Len(c.text[:at])
	return start, start + text.Len(words)
}

func (c deskCase) url() string { return c.root + "/d/" + c.doc.Short() }

// application is a request to code some words as they are drawn.
func (c deskCase) application(from, to, drawn string, codes ...string) map[string]any {
	start, _ := c.span(from)
	_, end := c.span(to)
	return map[string]any{"version": 1, "start": start, "end": end, "exact": drawn, "codes": codes, "request": guid.New()}
}

func (c deskCase) codings() (list []coding.Coding) {
	c.Helper()
	c.read(func(tx *sql.Tx) (err error) {
		list, err = coding.List(context.Background(), tx, people.Everyone, coding.Filter{Document: c.doc.ID})
		return err
	})
	return list
}

func TestApply(t *testing.T) {
	c := openDeskCase(t)
	words := "Ten times a day, I think."
	in := c.application(words, words, words, c.code("Looking often"))
	status, r := deskPost(t, c.s, c.url()+"/codings", in)
	if status != 200 || len(r.Add) != 1 || len(r.Blocks) != 1 || r.Entry == 0 {
		t.Fatalf("%d %+v", status, r)
	}
	for _, html := range r.Blocks {
		if !strings.Contains(html, "<mark>"+words+"</mark>") {
			t.Errorf("drawn: %s", html)
		}
	}
	if r.Status != "Coded ‘Looking often’, 6 words" {
		t.Errorf("status %q", r.Status)
	}
	if list := c.codings(); len(list) != 1 || list[0].Exact != words {
		t.Errorf("stored %+v", list)
	}
	// The same request again does nothing again and says the same.
	again, r2 := deskPost(t, c.s, c.url()+"/codings", in)
	if again != 200 || r2.Entry != r.Entry || len(r2.Add) != 1 || len(c.codings()) != 1 {
		t.Errorf("repeated: %d %+v, %d codings", again, r2, len(c.codings()))
	}
}

func TestApplyAcrossTurnsKeepsTheCanonicalWords(t *testing.T) {
	c := openDeskCase(t)
	in := c.application("Then I sleep.", "And when", "Then I sleep.\nAnd when", c.code("Relief"), c.code("Putting away"))
	status, r := deskPost(t, c.s, c.url()+"/codings", in)
	if status != 200 || len(r.Add) != 2 || len(r.Blocks) != 2 {
		t.Fatalf("%d %+v", status, r)
	}
	for _, k := range c.codings() {
		if k.Exact != "Then I sleep.\nI: And when" {
			t.Errorf("exact %q", k.Exact)
		}
	}
}

func TestApplyRefusesWhatWasNotSeen(t *testing.T) {
	c := openDeskCase(t)
	words := "Ten times a day"
	for name, change := range map[string]func(map[string]any){
		"other words": func(in map[string]any) { in["exact"] = "Two times a day" },
		"version":     func(in map[string]any) { in["version"] = 2 },
		"outside":     func(in map[string]any) { in["end"] = 100_000 },
		"backwards":   func(in map[string]any) { in["start"], in["end"] = in["end"], in["start"] },
		"no code":     func(in map[string]any) { in["codes"] = []string{} },
		"category":    func(in map[string]any) { in["codes"] = []string{c.code("Waiting")} },
		"foreign":     func(in map[string]any) { in["codes"] = []string{"0123456789ab"} },
	} {
		in := c.application(words, words, words, c.code("Looking often"))
		change(in)
		if status, _ := deskPost(t, c.s, c.url()+"/codings", in); status < 400 || status >= 500 {
			t.Errorf("%s: %d", name, status)
		}
	}
	if list := c.codings(); len(list) != 0 {
		t.Errorf("stored %+v", list)
	}
}

func TestNewCodeUnderANewParent(t *testing.T) {
	c := openDeskCase(t)
	words := "forget it"
	in := c.application(words, words, words)
	in["create"] = map[string]string{"name": "Letting go", "parent": "Afterwards", "origin": "in vivo"}
	status, r := deskPost(t, c.s, c.url()+"/codings", in)
	if status != 200 || len(r.Add) != 1 || len(r.Codes) == 0 || !strings.Contains(r.Tree, "Letting go") {
		t.Fatalf("%d %+v", status, r)
	}
	c.read(func(tx *sql.Tx) error {
		k, err := codebook.Find(context.Background(), tx, "Afterwards/Letting go")
		if err == nil && k.Origin != "in vivo" {
			t.Errorf("origin %q", k.Origin)
		}
		return err
	})
	// One undo takes the coding and both codes back.
	if _, r = deskPost(t, c.s, c.root+"/undo", map[string]string{"document": c.doc.Short(), "request": guid.New()}); len(r.Remove) != 1 || strings.Contains(r.Tree, "Letting go") {
		t.Errorf("undo: %+v", r)
	}
}

func TestUndoAndRedo(t *testing.T) {
	c := openDeskCase(t)
	words := "My neighbour 👩‍⚕️ says"
	_, applied := deskPost(t, c.s, c.url()+"/codings", c.application(words, words, words, c.code("Relief"), c.code("Putting away")))
	id := applied.Add[0][0].(string)
	body := func() map[string]string { return map[string]string{"document": c.doc.Short(), "request": guid.New()} }
	if status, r := deskPost(t, c.s, c.root+"/codings/"+id+"/remove", body()); status != 200 || len(r.Remove) != 1 || r.Remove[0] != id || len(r.Blocks) != 1 {
		t.Fatalf("remove: %d %+v", status, r)
	}
	for i, step := range []struct {
		path  string
		left  int
		marks int
	}{
		{"/undo", 2, 2}, {"/undo", 0, 0}, {"/undo", 0, 0}, {"/redo", 2, 2}, {"/redo", 1, 1}, {"/redo", 1, 1}, {"/undo", 2, 2},
	} {
		status, r := deskPost(t, c.s, c.root+step.path, body())
		if status != 200 || len(c.codings()) != step.left {
			t.Fatalf("step %d %s: %d, %d codings: %+v", i, step.path, status, len(c.codings()), r)
		}
		for _, html := range r.Blocks {
			want := map[int]string{0: "says", 1: "<mark>" + words, 2: `<mark class="d2">` + words}[step.marks]
			if !strings.Contains(html, want) {
				t.Errorf("step %d: %s", i, html)
			}
		}
	}
}

func TestResizeJoins(t *testing.T) {
	c := openDeskCase(t)
	code := c.code("Looking often")
	_, first := deskPost(t, c.s, c.url()+"/codings", c.application("I look", "phone.", "I look at my phone.", code))
	_, second := deskPost(t, c.s, c.url()+"/codings", c.application("Ten", "think.", "Ten times a day, I think.", code))
	in := c.application("I look", "think.", "I look at my phone. Ten times a day, I think.")
	in["document"], in["drop"] = c.doc.Short(), []string{second.Add[0][0].(string)}
	status, r := deskPost(t, c.s, c.root+"/codings/"+first.Add[0][0].(string)+"/span", in)
	if status != 200 || len(r.Add) != 1 || len(r.Remove) != 1 {
		t.Fatalf("%d %+v", status, r)
	}
	if list := c.codings(); len(list) != 1 || list[0].Exact != "I look at my phone. Ten times a day, I think." {
		t.Errorf("%+v", list)
	}
}

func TestDeskPageHoldsTextAsText(t *testing.T) {
	c := openDeskCase(t)
	page := deskPage(t, c.s, c.url())
	for _, want := range []string{
		"Then &lt;b&gt;I&lt;/b&gt; read it &amp; forget it.",
		`<script type="application/json" id="desk">`,
		`data-n="1">I</a>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(page, "<b>I</b>") {
		t.Error("words became markup")
	}
}

func TestNamesAreTextToo(t *testing.T) {
	c := openDeskCase(t)
	const evil = `</script><img src=x onerror=alert(1)>`
	in := c.application("forget it", "forget it", "forget it")
	in["create"] = map[string]string{"name": evil, "parent": "", "origin": "inductive"}
	status, r := deskPost(t, c.s, c.url()+"/codings", in)
	if status != 200 || strings.Contains(r.Tree, "<img") {
		t.Fatalf("%d %s", status, r.Tree)
	}
	page := deskPage(t, c.s, c.url()) + deskPage(t, c.s, c.url()+"/passages/"+r.Add[0][3].(string))
	if strings.Contains(page, "<img") || strings.Contains(page, "</script><") && strings.Contains(page, evil) {
		t.Error("a code's name became markup")
	}
}

func TestPlaceIsKept(t *testing.T) {
	c := openDeskCase(t)
	if status, _ := deskPost(t, c.s, c.url()+"/place", map[string]int{"position": 40, "offset": -12, "seen": 90}); status != http.StatusNoContent {
		t.Fatal(status)
	}
	if page := deskPage(t, c.s, c.url()); !strings.Contains(page, `"place":{"position":40,"offset":-12}`) {
		t.Error("not restored")
	}
}

func deskPage(t testing.TB, s *Server, path string) string {
	t.Helper()
	req := httptest.NewRequest(http.MethodGet, path, nil)
	req.Host = testHost
	req.AddCookie(&http.Cookie{Name: s.door.cookie, Value: s.door.ticket(time.Now())})
	rec := httptest.NewRecorder()
	s.ServeHTTP(rec, req)
	if rec.Code != 200 {
		t.Fatalf("%s: %d %s", path, rec.Code, rec.Body)
	}
	return rec.Body.String()
}
