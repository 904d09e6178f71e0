package web

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/finding"
	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/internal/intake"
	"verbatim/internal/people"
	"verbatim/internal/project"
)

// testHost is where the servers of these tests believe they listen.
const testHost = "127.0.0.1:7474"

// seed is the project that routes are asked about.
var seed = []intake.File{
	{Name: "anna.txt", Data: []byte("I: What does the garden mean to you?\nAnna: It is my reason to get up. There are rules about water.\n")},
	{Name: "codebook.csv", Data: []byte("code,brief_definition\nWater,Who takes it.\nSilence,What is not said.\n")},
	{Name: "codings.csv", Data: []byte("document,coder,code,start,end,quote\nanna.txt,Mira,Water,70,97,There are rules about water\n")},
	{Name: "findings.csv", Data: []byte("finding,statement,evidence\nWater divides,We argue about water.,Water\n")},
}

// furnishing is a project on a server, and how addresses name what is in it.
type furnishing struct {
	*Server
	names map[string]string // by the name of a route's parameter
}

// seeded is a server on a new data folder with one project and one coder, and
// the project's slug.
func seeded(t testing.TB) (*Server, string) {
	t.Helper()
	s, shelf := deskServer(t)
	slug, _ := copied(t, "seeded", shelf, func(shelf *project.Shelf) (string, bool) { return garden(t, shelf), true })
	return s, slug
}

// garden makes the project of seeded.
func garden(t testing.TB, shelf *project.Shelf) string {
	t.Helper()
	ctx := context.Background()
	p, err := shelf.Create(ctx, "The garden")
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	_, err = history.Do(ctx, p.DB, history.Action{What: "person.add"}, func(tx *sql.Tx) error {
		_, err := people.Add(ctx, tx, "Mira")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return p.Slug
}

// furnished is a server whose project has a document, codes, a coding, a
// statement, and a file that waits to be brought in.
func furnished(t *testing.T) furnishing {
	t.Helper()
	s, shelf := deskServer(t)
	_, names := copied(t, "furnished", shelf, func(shelf *project.Shelf) (string, map[string]string) { return furnish(t, shelf) })
	return furnishing{s, names}
}

// furnish makes the project of furnished.
func furnish(t *testing.T, shelf *project.Shelf) (string, map[string]string) {
	t.Helper()
	ctx := context.Background()
	slug := garden(t, shelf)
	p, err := shelf.Open(ctx, slug)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	var who people.Person
	err = p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		who, err = people.ByName(ctx, tx, "Mira")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var items []intake.Item
	for _, f := range seed {
		items = append(items, intake.Inspect(f))
	}
	outcomes, err := intake.Store(ctx, p, who.ID, "", items, nil)
	for _, o := range outcomes {
		if err != nil || o.Refused() {
			t.Fatalf("seeding %s: %+v %v", o.Name, o, err)
		}
	}
	linkSeed(t, p, who)
	stage, err := intake.StageOf(p, guid.Short(who.GUID))
	if err != nil {
		t.Fatal(err)
	}
	waiting, err := stage.Add(intake.File{Name: "els.txt", Data: []byte("I: Who waters?\nEls: My sister and I.\n")})
	if err != nil {
		t.Fatal(err)
	}
	return slug, namesIn(t, p, waiting.ID)
}

// linkSeed links the first question of the seeded interview to its answer.
func linkSeed(t *testing.T, p *project.Project, who people.Person) {
	t.Helper()
	ctx := context.Background()
	_, err := history.Do(ctx, p.DB, history.Action{Who: who.ID, What: "link.make"}, func(tx *sql.Tx) error {
		v, err := people.As(ctx, tx, who.ID)
		if err != nil {
			return err
		}
		documents, err := document.List(ctx, tx)
		if err != nil {
			return err
		}
		var marks [2]coding.Mark
		for i, span := range [][2]int{{3, 36}, {43, 69}} {
			words, err := document.Text(ctx, tx, documents[0], span[0], span[1])
			if err != nil {
				return err
			}
			marks[i] = coding.Mark{Document: documents[0].ID, Start: span[0], End: span[1], Exact: words}
		}
		_, err = coding.Connect(ctx, tx, v, "see", "", marks[0], marks[1])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// namesIn is how addresses name what is in a seeded project.
func namesIn(t *testing.T, p *project.Project, file string) map[string]string {
	t.Helper()
	ctx := context.Background()
	names := map[string]string{"project": p.Slug, "file": file, "what": "codebook.csv", "entry": "3", "*": "app.css"}
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		documents, err := document.List(ctx, tx)
		if err != nil {
			return err
		}
		codes, err := codebook.List(ctx, tx)
		if err != nil {
			return err
		}
		codings, err := coding.List(ctx, tx, people.Everyone, coding.Filter{})
		if err != nil {
			return err
		}
		findings, err := finding.List(ctx, tx)
		if err != nil {
			return err
		}
		links, err := coding.Links(ctx, tx, people.Everyone, 0)
		if err != nil {
			return err
		}
		names["link"] = links[0].Short()
		names["document"], names["code"] = documents[0].Short(), codes[0].ShortGUID()
		names["coding"], names["finding"] = codings[0].Short(), guid.Short(findings[0].GUID)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// name is the real name for a route's parameter.
func (s furnishing) name(parameter string) string { return s.names[parameter] }

// routesOf is every route of a server.
func routesOf(s *Server) []*echo.Route {
	e := echo.New()
	s.routes(e)
	list := slices.DeleteFunc(e.Routes(), func(r *echo.Route) bool { return r.Method == echo.RouteNotFound })
	slices.SortFunc(list, func(a, b *echo.Route) int { return strings.Compare(a.Path+a.Method, b.Path+b.Method) })
	return list
}

// ask sends a request to a route, with the parameters of its path filled in.
func ask(s *Server, r *echo.Route, fill func(name string) string, form url.Values, change func(*http.Request)) *httptest.ResponseRecorder {
	var path strings.Builder
	for _, part := range strings.Split(strings.TrimPrefix(r.Path, "/"), "/") {
		path.WriteByte('/')
		switch {
		case strings.HasPrefix(part, ":"):
			path.WriteString(fill(part[1:]))
		case part == "*":
			path.WriteString(fill("*"))
		default:
			path.WriteString(part)
		}
	}
	req := httptest.NewRequest(r.Method, path.String(), strings.NewReader(form.Encode()))
	req.Host = testHost
	if r.Method != http.MethodGet {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Origin", "http://"+testHost)
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	change(req)
	// Streams end with the request; the rest has long answered by then.
	ctx, cancel := context.WithTimeout(req.Context(), 10*time.Second)
	defer cancel()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, req.WithContext(ctx))
	return w
}

// withCookie lets a request in.
func withCookie(s *Server) func(*http.Request) {
	return func(r *http.Request) {
		r.AddCookie(&http.Cookie{Name: s.door.cookie, Value: s.door.ticket(time.Now())})
	}
}

// nonsense are values that forms and addresses never mean.
var nonsense = []string{
	"", "0", "-1", "99999999999999999999", "x", "%00", "%FF", "..%2F..%2Fproject.db", "<script>alert(1)</script>",
	"'; DROP TABLE coding; --", "{\"a\":", strings.Repeat("é", 3000), "NaN", "1e309", "\u202e",
}

// fields are the names that forms use, so that nonsense reaches what reads them.
var fields = []string{
	"request", "code", "codes", "start", "end", "exact", "version", "name", "parent", "before", "into", "from", "coding", "document",
	"query", "q", "position", "pixels", "back", "language", "theme", "speaker", "label", "statement", "finding", "colour", "id", "group",
	"kind", "since", "same", "valence", "weight", "comment", "was", "text", "set", "layer", "format", "what", "at", "file", "limit", "offset", "block", "first", "last", "brief", "short",
	"to", "do", "leave", "drop", "note", "about", "status", "origin", "sort", "show", "distinct",
}

// TestNonsense sends every route nonsense, in the form and in the address: it
// may refuse, and must not break. Each route gets a study of its own, so that
// what one does leaves the others their names.
func TestNonsense(t *testing.T) {
	values := nonsense
	if testing.Short() {
		values = nonsense[6:10]
	}
	for _, r := range routesOf(furnished(t).Server) {
		t.Run(r.Method+" "+r.Path, func(t *testing.T) {
			study := furnished(t)
			for _, value := range values {
				form := url.Values{}
				for _, f := range fields {
					form.Set(f, value)
				}
				body, err := json.Marshal(form)
				if err != nil {
					t.Fatal(err)
				}
				for _, fill := range []func(string) string{study.name, func(string) string { return url.PathEscape(value) }} {
					for _, asJSON := range []bool{false, true} {
						change := func(q *http.Request) {
							withCookie(study.Server)(q)
							if r.Method == http.MethodGet {
								q.URL.RawQuery = form.Encode()
							} else if asJSON {
								q.Header.Set("Content-Type", "application/json")
								q.Body = io.NopCloser(bytes.NewReader(body))
							}
						}
						if w := ask(study.Server, r, fill, form, change); w.Code >= 500 && w.Code != http.StatusServiceUnavailable {
							t.Errorf("%.40q to %s: %d\n%.300s", value, fill("document"), w.Code, w.Body.String())
						}
					}
				}
			}
		})
	}
}
