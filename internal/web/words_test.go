package web

import (
	"context"
	"database/sql"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
	"golang.org/x/net/html"

	"verbatim/internal/memo"
	"verbatim/internal/people"
	"verbatim/ui/words"
)

// Marks that stand in none of our texts.
const markBegin, markEnd = "⟦", "⟧"

// given are the words of the seeded study, of this test, and names of things
// outside: they are the same in every language.
var given = []string{
	"It is my reason to get up.", "There are rules about water", "What does the garden mean to you?", "We argue about water.", "Water divides",
	"Who takes it.", "What is not said.", "The garden", "Who waters?", "My sister and I.", "anna.txt", "els.txt", "anna", "Anna", "Els", "Mira", "Water", "Silence",
	"codebook.csv", "codings.csv", "findings.csv", "codebook.", "segments.", "codetree.", "memos.", "history.", "JSON", "SVG", "november", "december", "oktober",
	"nothinglikeit", "zzz", "water", "There are rules about", "uncoded:yes", "code:", "rol",
	"Aa", "MI", "WAT", "SIL", "test", "Shift", "Ctrl", "Alt", "A memo about water", "Beds", "away.txt", "Gone away.", "Verbatim", "Word", "Excel", "HTML", "Markdown", "csv", "docx", "xlsx", "utf-8", "txt", "md", "svg", "json", "html",
}

// known says which words of a text are nobody's: what is left when the marked
// stretches, what was given, and the name of the data folder are taken out.
func unsaid(s string, also ...string) string {
	var out strings.Builder
	depth := 0
	for _, r := range s {
		switch string(r) {
		case markBegin:
			depth++
		case markEnd:
			depth--
		default:
			if depth == 0 {
				out.WriteRune(r)
			}
		}
	}
	left := out.String()
	all := append(also, given...)
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	for _, w := range all {
		left = strings.ReplaceAll(left, w, "")
	}
	return strings.TrimSpace(snapshot.ReplaceAllString(left, ""))
}

var snapshot = regexp.MustCompile(`[0-9a-f]{12}`)

var letters = regexp.MustCompile(`\pL{2,}`)

// seenIn gives every text of a page that a person sees or hears.
func seenIn(n *html.Node, visit func(where, said string)) {
	attr := func(key string) string {
		for _, a := range n.Attr {
			if a.Key == key {
				return a.Val
			}
		}
		return ""
	}
	if n.Type == html.ElementNode {
		switch {
		case slices.Contains([]string{"script", "style", "kbd", "textarea"}, n.Data), slices.Contains(strings.Fields(attr("class")), "sheet"):
			return // code, keys, what somebody typed, and the sheet, which speaks its own language
		}
		for _, key := range []string{"aria-label", "title", "placeholder", "alt", "label", "aria-description"} {
			visit(n.Data+" "+key, attr(key))
		}
		if n.Data == "input" && slices.Contains([]string{"submit", "button", "reset"}, attr("type")) {
			visit("input value", attr("value"))
		}
	}
	if n.Type == html.TextNode && n.Parent != nil {
		visit(n.Parent.Data, n.Data)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		seenIn(c, visit)
	}
}

// TestEveryWordOnAPageIsFromTheTables asks for every page in Dutch, with every
// text of ui/words marked, and finds what is not.
func TestEveryWordOnAPageIsFromTheTables(t *testing.T) {
	study := furnished(t)
	study.furnishMore(t)
	defer words.Mark(markBegin, markEnd)()
	look := func(name string, w *httptest.ResponseRecorder) {
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			return
		}
		doc, err := html.Parse(strings.NewReader(w.Body.String()))
		if err != nil {
			t.Fatal(err)
		}
		said := 0
		seenIn(doc, func(where, s string) {
			said += strings.Count(s, markBegin)
			if left := unsaid(s, study.shelf.Dir, study.names["project"]); letters.MatchString(left) {
				t.Errorf("%s: %s says %q", name, where, strings.TrimSpace(left))
			}
		})
		if said == 0 {
			t.Errorf("%s: not one text of the tables is on it", name)
		}
	}
	inDutch := func(q *http.Request) {
		withCookie(study.Server)(q)
		q.AddCookie(&http.Cookie{Name: languageCookie, Value: string(words.Dutch)})
	}
	pages := 0
	for _, r := range routesOf(study.Server) {
		if r.Method != http.MethodGet || strings.HasSuffix(r.Path, "/export/:what") || strings.HasSuffix(r.Path, "/events") {
			continue // an export speaks for itself, and events have no words
		}
		for _, query := range append([]string{""}, queries[strings.TrimPrefix(r.Path, "/p/:project")]...) {
			w := ask(study.Server, r, study.name, nil, func(q *http.Request) { inDutch(q); q.URL.RawQuery = query })
			if w.Code == http.StatusOK {
				pages++
			}
			look(r.Path+"?"+query, w)
		}
	}
	if pages < 20 {
		t.Errorf("only %d pages were looked at", pages)
	}
	for path, form := range map[string]url.Values{ // pages that say what was refused
		"/p/" + study.names["project"] + "/findings": {"statement": {strings.Repeat("é ", 700)}},
		"/p/" + study.names["project"] + "/codes":    {"name": {""}},
		"/projects":       {"name": {""}, "coder": {""}},
		"/p/nowhere/undo": {},
		"/p/" + study.names["project"] + "/d/000000000000/rename": {"name": {"x"}},
	} {
		look("POST "+path, ask(study.Server, &echo.Route{Method: http.MethodPost, Path: path}, study.name, form, inDutch))
	}
}

// queries are what some addresses are asked with besides nothing.
var queries = map[string][]string{
	"/search":   {"q=water", "q=nothinglikeit", "q=%28", "q=rol:x", "q=water&sort=rank", "q=water+uncoded:yes"},
	"/passages": {"code=Water", "sort=speaker&group=code"},
	"/history":  {"what=coding", "since=3"},
	"/memos":    {"kind=analytic", "q=water"},
}

// furnishMore puts into the study what screens show besides: a memo, a group,
// a document in the trash, frozen evidence.
func (s furnishing) furnishMore(t *testing.T) {
	t.Helper()
	post := func(path string, form url.Values) {
		w := ask(s.Server, &echo.Route{Method: http.MethodPost, Path: path}, s.name, form, withCookie(s.Server))
		if w.Code >= 400 {
			t.Fatalf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	p, err := s.shelf.Open(context.Background(), s.names["project"])
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	post("/p/:project/findings/:finding/freeze", nil)
	post("/p/:project/d/:document/group", url.Values{"group": {"Beds"}})
	post("/p/:project/memos", url.Values{"kind": {"analytic"}, "words": {"A memo about water"}, "shared": {"1"}})
	err = p.DB.Read(context.Background(), func(tx *sql.Tx) error {
		list, err := memo.List(context.Background(), tx, people.Everyone, memo.Filter{})
		if err == nil {
			s.names["memo"] = list[0].Short()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
