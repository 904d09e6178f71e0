package web

import (
	"context"
	"database/sql"
	"encoding/json"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"verbatim/internal/coding"
	"verbatim/internal/db"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/search"
	"verbatim/ui/words"
)

// searchPageOf asks for a page, postSearch sends a form.
func searchPageOf(t testing.TB, s *Server, path string, query url.Values) *httptest.ResponseRecorder {
	t.Helper()
	req := httptest.NewRequest(http.MethodGet, path+"?"+query.Encode(), nil)
	req.Host = testHost
	withCookie(s)(req)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, req)
	return w
}

func postSearch(t testing.TB, s *Server, path string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	req.Host = testHost
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Origin", "http://"+testHost)
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	withCookie(s)(req)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, req)
	return w
}

var (
	hitValue = regexp.MustCompile(`name="hit"[^>]*value="([^"]*)"`)
	hitWords = regexp.MustCompile(`<td class="k"[^>]*><span dir="auto"><b>([^<]*)</b>`)
)

// hitsOf gives the words of the hits of a page, and how they are ticked.
func hitsOf(page string) (words, values []string) {
	for _, m := range hitWords.FindAllStringSubmatch(page, -1) {
		words = append(words, html.UnescapeString(m[1]))
	}
	for _, m := range hitValue.FindAllStringSubmatch(page, -1) {
		values = append(values, m[1])
	}
	return words, values
}

func TestSearchPage(t *testing.T) {
	s, shelf := deskServer(t)
	slug, d := deskProject(t, shelf, "Waiting", interview)
	path := "/p/" + slug + "/search"
	for query, want := range map[string]string{
		"i":                  "I I I I I",
		"sleep":              "sleep",
		"café":               "cafe\u0301",
		"=cafe":              "",
		`"normal at night"`:  "normal. At night", // drawn on one line
		"سألت":               "سألت",
		"phone OR sleep":     "phone sleep",
		"it speaker:I":       "it",
		"speaker:R1 forget*": "forget",
		"/<b>/":              "<b>",
		"nothing":            "",
	} {
		w := searchPageOf(t, s, path, url.Values{"q": {query}})
		hits, values := hitsOf(w.Body.String())
		got := strings.Join(strings.Fields(strings.Join(hits, " ")), " ")
		if w.Code != http.StatusOK || got != want || len(hits) != len(values) {
			t.Errorf("%s: %d, %q, want %q", query, w.Code, got, want)
		}
		for _, v := range values {
			place := strings.Replace(v, ":", "?at=", 1)
			if !strings.Contains(w.Body.String(), "/p/"+slug+"/d/"+place) {
				t.Errorf("%s: no link to %s", query, place)
			}
		}
	}
	if body := searchPageOf(t, s, path, url.Values{"q": {"sleep"}}).Body.String(); !strings.Contains(body, "<b>1 hit</b> in 1 turn of 1 document.") || !strings.Contains(body, d.Short()+":") {
		t.Errorf("no count: %s", body)
	}
}

// What cannot be answered is said where it was asked, in the reader's language.
func TestSearchPageRefuses(t *testing.T) {
	s, shelf := deskServer(t)
	slug, _ := deskProject(t, shelf, "Waiting", interview)
	for query, says := range map[string]string{
		`"sleep`:     "quotation mark at character 1 is not closed",
		"speaker:R9": "no speaker is called “R9”. There is: I, R1.",
		"code:Nope":  "no code is called “Nope”",
	} {
		w := searchPageOf(t, s, "/p/"+slug+"/search", url.Values{"q": {query}})
		if body := html.UnescapeString(w.Body.String()); w.Code < 400 || w.Code > 499 || !strings.Contains(body, says) || !strings.Contains(body, `class="query"`) {
			t.Errorf("%s: %d", query, w.Code)
		}
	}
	p, err := shelf.Create(context.Background(), "Empty")
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	seedCoder(t, p)
	if w := searchPageOf(t, s, "/p/"+p.Slug+"/search", url.Values{"q": {"x"}}); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "nothing to search yet") {
		t.Errorf("%d: %s", w.Code, w.Body)
	}
}

func TestSearchNarrow(t *testing.T) {
	s, shelf := deskServer(t)
	slug, _ := deskProject(t, shelf, "Waiting", interview)
	link := func(query string) string {
		return html.EscapeString("/p/" + slug + "/search?" + url.Values{"q": {query}}.Encode())
	}
	body := searchPageOf(t, s, "/p/"+slug+"/search", url.Values{"q": {"it OR phone"}}).Body.String()
	for _, query := range []string{"(it OR phone) uncoded:yes", "(it OR phone) speaker:R1", "(it OR phone) speaker:I"} {
		if !strings.Contains(body, link(query)) {
			t.Errorf("no link to %s", query)
		}
	}
	body = searchPageOf(t, s, "/p/"+slug+"/search", url.Values{"q": {"(it OR phone) speaker:R1 uncoded:yes"}}).Body.String()
	for _, query := range []string{"(it OR phone) uncoded:yes", "(it OR phone) speaker:R1"} {
		if !strings.Contains(body, link(query)) {
			t.Errorf("no way back to %s", query)
		}
	}
}

func TestSearchCode(t *testing.T) {
	s, shelf := deskServer(t)
	slug, d := deskProject(t, shelf, "Waiting", interview)
	p, err := shelf.Open(context.Background(), slug)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	path := "/p/" + slug + "/search"
	body := searchPageOf(t, s, path, url.Values{"q": {"phone OR sleep OR it"}}).Body.String()
	_, values := hitsOf(body)
	code := regexp.MustCompile(`<option value="([0-9a-f]{12})"[^>]*data-short="LOO"`).FindStringSubmatch(body)
	if len(values) != 6 || code == nil {
		t.Fatalf("%d hits, %v", len(values), code)
	}
	form := url.Values{"hit": values, "extent": {"sentence"}, "code": {code[1]}, "back": {path + "?q=phone"}, "request": {"0198c0de-0000-7000-8000-000000000001"}}
	w := postSearch(t, s, path+"/plan", form)
	if body := w.Body.String(); !strings.Contains(body, "Code 5 sentences") || !strings.Contains(body, "Then &lt;b&gt;I&lt;/b&gt; read <b>it</b> &amp; forget <b>it</b>.") {
		t.Errorf("%d: %s", w.Code, body)
	}
	for range 2 { // a repeated request codes once
		w = postSearch(t, s, path+"/code", form)
		if w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), path+"?did=") {
			t.Fatalf("%d: %s", w.Code, w.Body)
		}
	}
	list := codingsOf(t, p.DB, d.ID)
	if len(list) != 5 || list[0].Exact != "I look at my phone." {
		t.Errorf("%+v", list)
	}
	body = html.UnescapeString(searchPageOf(t, s, path, url.Values{"q": {"phone"}, "did": {strings.TrimPrefix(w.Header().Get("Location"), path+"?did=")[:1]}}).Body.String())
	if !strings.Contains(body, "<i></i>LOO") {
		t.Error("the hit does not show its code")
	}
	w = postSearch(t, s, path+"/plan", form)
	if body := w.Body.String(); !strings.Contains(body, "Has the code already, left alone") || strings.Contains(body, "Code 5") {
		t.Error(body)
	}
	if w := postSearch(t, s, "/p/"+slug+"/undo", url.Values{"back": {path}}); w.Code != http.StatusSeeOther {
		t.Errorf("undo: %d %s", w.Code, w.Body)
	}
	if list := codingsOf(t, p.DB, d.ID); len(list) != 0 {
		t.Errorf("after undo: %+v", list)
	}
	for name, bad := range map[string]url.Values{
		"no hit":       {"code": {code[1]}},
		"no code":      {"hit": values},
		"no such code": {"hit": values, "code": {"000000000000"}},
		"nonsense":     {"hit": {"x"}, "code": {code[1]}},
		"no document":  {"hit": {"000000000000:1-2"}, "code": {code[1]}},
		"too far":      {"hit": {d.Short() + ":1-99999"}, "code": {code[1]}},
		"extent":       {"hit": values, "code": {code[1]}, "extent": {"page"}},
	} {
		if w := postSearch(t, s, path+"/code", bad); w.Code < 400 || w.Code >= 500 {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
}

// The index is lost under the running server: the page answers as before.
func TestSearchPageWithoutIndex(t *testing.T) {
	s, shelf := deskServer(t)
	slug, _ := deskProject(t, shelf, "Waiting", interview)
	path := "/p/" + slug + "/search"
	for range 3 {
		hits, _ := hitsOf(searchPageOf(t, s, path, url.Values{"q": {"phone"}}).Body.String())
		if len(hits) != 1 {
			t.Errorf("%q", hits)
		}
		if err := os.RemoveAll(filepath.Join(shelf.Dir, slug, "index")); err != nil {
			t.Log(err) // it was being written
		}
	}
	var st struct{ Ready bool }
	if w := searchPageOf(t, s, path+"/status", nil); w.Code != http.StatusOK || json.Unmarshal(w.Body.Bytes(), &st) != nil {
		t.Errorf("%d: %s", w.Code, w.Body)
	}
}

// The examples on the empty screen are queries, in both languages.
func TestSearchExamples(t *testing.T) {
	for _, lang := range words.Langs {
		for _, e := range searchExamples(words.With(context.Background(), lang), "R (1) “x”", "OWN") {
			if _, err := search.Parse(e.Query); err != nil {
				t.Errorf("%s: %v", e.Query, err)
			}
		}
	}
}

// seedCoder gives a project its coder.
func seedCoder(t testing.TB, p *project.Project) {
	t.Helper()
	_, err := history.Do(context.Background(), p.DB, history.Action{What: "test.seed"}, func(tx *sql.Tx) error {
		_, err := people.Add(context.Background(), tx, "Mira")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func codingsOf(t testing.TB, d *db.DB, doc int64) (list []coding.Coding) {
	t.Helper()
	err := d.Read(context.Background(), func(tx *sql.Tx) (err error) {
		list, err = coding.List(context.Background(), tx, people.Everyone, coding.Filter{Document: doc})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// A hit inside a word stands against what is before it; one that begins a word
// keeps its space.
func TestHitStandsAgainstItsWord(t *testing.T) {
	for before, want := range map[string]string{"Wat ver": "Wat ver", "zat te ": "zat te\u00a0", "en\n": "en\u00a0", "": ""} {
		if got := searchHit("/p/x", search.Hit{Before: before, Match: "wachten"}).Before; got != want {
			t.Errorf("%q: %q, want %q", before, got, want)
		}
	}
}
