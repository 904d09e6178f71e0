package web

import (
	"context"
	"database/sql"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
)

// testHost is where the servers of these tests believe they listen.
const testHost = "127.0.0.1:7474"

// seeded is a server on a new data folder with one project and one coder, and
// the project's slug.
func seeded(t *testing.T) (*Server, string) {
	t.Helper()
	ctx := context.Background()
	shelf, err := project.OpenShelf(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shelf.Close() })
	s, err := New(Options{Shelf: shelf, Addr: testHost, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
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
	return s, p.Slug
}

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

// TestPermissions asks every route without the cookie, under a foreign name and
// from another site. Alone mode knows one person, so that is the whole table.
func TestPermissions(t *testing.T) {
	s, slug := seeded(t)
	fill := func(name string) string {
		if name == "project" {
			return slug
		}
		return "000000000000"
	}
	cookie := withCookie(s)
	for _, r := range routesOf(s) {
		t.Run(r.Method+" "+r.Path, func(t *testing.T) {
			open := r.Path == "/healthz"
			if got := ask(s, r, fill, nil, func(*http.Request) {}).Code; got != http.StatusForbidden && !open {
				t.Errorf("without the cookie: %d, want 403", got)
			}
			forged := func(q *http.Request) {
				q.AddCookie(&http.Cookie{Name: s.door.cookie, Value: s.door.ticket(time.Now()) + "x"})
			}
			if got := ask(s, r, fill, nil, forged).Code; got != http.StatusForbidden && !open {
				t.Errorf("with a forged cookie: %d, want 403", got)
			}
			foreign := func(q *http.Request) { cookie(q); q.Host = "verbatim.example:7474" }
			if got := ask(s, r, fill, nil, foreign).Code; got != http.StatusMisdirectedRequest && !open {
				t.Errorf("under a foreign host: %d, want 421", got)
			}
			if r.Method == http.MethodGet {
				return
			}
			crossing := func(q *http.Request) {
				cookie(q)
				q.Header.Set("Origin", "http://verbatim.example")
				q.Header.Set("Sec-Fetch-Site", "cross-site")
			}
			if got := ask(s, r, fill, nil, crossing).Code; got != http.StatusForbidden {
				t.Errorf("from another site: %d, want 403", got)
			}
		})
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
	"text", "set", "layer", "format", "what", "at", "file", "limit", "offset", "block", "first", "last", "brief", "short",
}

// TestNonsense sends every route nonsense: it may refuse, and must not break.
func TestNonsense(t *testing.T) {
	s, slug := seeded(t)
	for _, r := range routesOf(s) {
		if strings.HasSuffix(r.Path, "/trash") && strings.HasPrefix(r.Path, "/projects/") {
			continue // it would take the project away from the routes after it
		}
		t.Run(r.Method+" "+r.Path, func(t *testing.T) {
			for _, value := range nonsense {
				form := url.Values{}
				for _, f := range fields {
					form.Set(f, value)
				}
				for _, inPath := range []bool{false, true} {
					fill := func(name string) string {
						if name == "project" && !inPath {
							return slug
						}
						return url.PathEscape(value)
					}
					change := func(q *http.Request) {
						withCookie(s)(q)
						if r.Method == http.MethodGet {
							q.URL.RawQuery = form.Encode()
						}
					}
					if w := ask(s, r, fill, form, change); w.Code >= 500 && w.Code != http.StatusServiceUnavailable {
						t.Errorf("%.40q (in the path: %v): %d\n%.300s", value, inPath, w.Code, w.Body.String())
					}
				}
			}
		})
	}
}
