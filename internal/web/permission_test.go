package web

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/internal/people"
)

// need is what a route asks of whoever calls it.
type need string

const (
	nothing need = "nothing" // not even the cookie
	inside  need = "door"    // the cookie: it belongs to no project
	choice  need = "choice"  // the cookie; nobody needs to have said who is coding
	reads   need = "reads"   // somebody of the project, a reader too
	writes  need = "writes"  // an owner or a coder
	mine    need = "mine"    // whoever made it
	owns    need = "owns"    // an owner of the project
	buried  need = "buried"  // an owner, of a project in the trash: see TestOnlyAnOwner
)

// needs is the permission table: every route has its line.
var needs = map[string]need{
	"GET /healthz":             nothing,
	"GET /asset/*":             inside,
	"GET /":                    inside,
	"GET /help":                inside,
	"GET /live":                inside, // who listens to which project is asked for each
	"POST /projects":           inside,
	"POST /example":            inside,
	"POST /backup":             inside,
	"POST /p/:project/trash":   owns,
	"POST /p/:project/rename":  owns,
	"POST /p/:project/untrash": buried,
	"POST /p/:project/erase":   buried,
	"POST /settings/language":  inside,
	"POST /settings/theme":     inside,

	"GET /p/:project/coder":  choice,
	"POST /p/:project/coder": choice,

	"GET /p/:project":                            reads,
	"GET /p/:project/go":                         reads,
	"POST /p/:project/d/:document/rename":        writes,
	"POST /p/:project/d/:document/group":         writes,
	"POST /p/:project/d/:document/move":          writes,
	"POST /p/:project/d/:document/trash":         writes,
	"POST /p/:project/d/:document/restore":       writes,
	"GET /p/:project/since/:entry":               reads,
	"GET /p/:project/d/:document/since/:entry":   reads,
	"GET /p/:project/history":                    reads,
	"POST /p/:project/history/:entry/undo":       writes,
	"POST /p/:project/history/:entry/redo":       writes,
	"GET /p/:project/history/:entry/back":        reads, // tries, and keeps nothing
	"POST /p/:project/history/:entry/back":       writes,
	"POST /p/:project/history/forward":           writes,
	"GET /p/:project/steps":                      reads,
	"POST /p/:project/steps/:entry":              writes,
	"GET /p/:project/backups":                    reads,
	"GET /p/:project/backup.zip":                 reads,
	"POST /p/:project/backups/restore":           owns,
	"POST /p/:project/duplicate":                 owns,
	"GET /p/:project/import":                     reads,
	"POST /p/:project/import":                    writes,
	"POST /p/:project/import/clear":              writes,
	"POST /p/:project/import/store":              writes,
	"POST /p/:project/import/cancel":             writes,
	"GET /p/:project/import/progress":            reads,
	"POST /p/:project/import/:file/choose":       writes,
	"POST /p/:project/import/:file/remove":       writes,
	"GET /p/:project/desk":                       reads,
	"GET /p/:project/d/:document":                reads,
	"GET /p/:project/d/:document/hits":           reads,
	"GET /p/:project/d/:document/passages/:code": reads,
	"POST /p/:project/d/:document/codings":       writes,
	"POST /p/:project/d/:document/place":         reads, // where one's own eyes are
	"POST /p/:project/d/:document/pin/:code":     writes,
	"POST /p/:project/codings/:coding/remove":    mine,
	"POST /p/:project/codings/:coding/recode":    mine,
	"POST /p/:project/codings/:coding/annotate":  mine,
	"POST /p/:project/codings/:coding/confirm":   mine,
	"POST /p/:project/links":                     writes,
	"POST /p/:project/links/:link":               mine,
	"POST /p/:project/links/:link/remove":        mine,
	"POST /p/:project/codings/:coding/span":      mine,
	"POST /p/:project/undo":                      writes,
	"POST /p/:project/redo":                      writes,
	"GET /p/:project/codes":                      reads,
	"POST /p/:project/codes":                     writes,
	"POST /p/:project/codes/many":                writes,
	"GET /p/:project/codes/merge":                reads,
	"POST /p/:project/codes/merge":               writes,
	"GET /p/:project/codes/alike":                reads,
	"POST /p/:project/codes/alike":               writes,
	"GET /p/:project/codes/themes":               reads,
	"POST /p/:project/codes/themes":              writes,
	"GET /p/:project/codes/versions":             reads,
	"POST /p/:project/codes/versions":            writes,
	"POST /p/:project/codes/pins":                writes,
	"GET /p/:project/codes/:code":                reads,
	"POST /p/:project/codes/:code":               writes,
	"POST /p/:project/codes/:code/meaning":       writes,
	"GET /p/:project/codes/:code/recheck":        reads,
	"POST /p/:project/codes/:code/move":          writes,
	"GET /p/:project/codes/:code/merge":          reads,
	"POST /p/:project/codes/:code/merge":         writes,
	"POST /p/:project/codes/:code/split":         writes,
	"POST /p/:project/codes/:code/retire":        writes,
	"POST /p/:project/codes/:code/delete":        writes,
	"GET /p/:project/codes/travel":               reads,
	"POST /p/:project/codes/travel":              reads, // compares a file with the codebook
	"POST /p/:project/codes/travel/take":         writes,
	"GET /p/:project/search":                     reads,
	"GET /p/:project/search/status":              reads,
	"POST /p/:project/search/plan":               reads, // says what coding the hits would do
	"POST /p/:project/search/code":               writes,
	"GET /p/:project/passages":                   reads,
	"POST /p/:project/passages":                  writes,
	"GET /p/:project/passages/:coding":           reads,
	"GET /p/:project/memos":                      reads,
	"GET /p/:project/memos/new":                  reads,
	"POST /p/:project/memos":                     writes,
	"POST /p/:project/memos/":                    writes,
	"GET /p/:project/memos/:memo":                reads,
	"POST /p/:project/memos/:memo":               writes,
	"POST /p/:project/memos/:memo/delete":        writes,
	"POST /p/:project/d/:document/memos":         writes,
	"GET /p/:project/findings":                   reads,
	"POST /p/:project/findings":                  writes,
	"POST /p/:project/findings/sheet":            writes,
	"GET /p/:project/findings/:finding":          reads,
	"POST /p/:project/findings/:finding":         writes,
	"POST /p/:project/findings/:finding/move":    writes,
	"POST /p/:project/findings/:finding/delete":  writes,
	"POST /p/:project/findings/:finding/codes":   writes,
	"POST /p/:project/findings/:finding/quotes":  writes,
	"POST /p/:project/findings/:finding/consent": writes,
	"POST /p/:project/findings/:finding/freeze":  writes,
	"GET /p/:project/export":                     reads,
	"GET /p/:project/export/:what":               reads,
}

// TestPermissions asks every route without the cookie, with a forged one, under
// a foreign name and from another site, and then as each role of the project
// and as nobody in it. A route without a line in the table fails, and so does a
// line without a route.
func TestPermissions(t *testing.T) {
	study := furnished(t)
	persons := peopled(t, study)
	seen := map[string]bool{}
	for _, r := range routesOf(study.Server) {
		name := r.Method + " " + r.Path
		seen[name] = true
		t.Run(name, func(t *testing.T) {
			asks, ok := needs[name]
			if !ok {
				t.Fatalf("the permission table has no line for %s: say who may", name)
			}
			if strings.HasPrefix(r.Path, "/p/") == (asks == nothing || asks == inside) {
				t.Errorf("%s needs %s: a project's routes and the program's are told apart by their path", name, asks)
			}
			if asks == nothing {
				return
			}
			knock(t, study, r)
			asReader(t, study, r, asks, persons[people.Reader])
			asNobody(t, study, r, asks)
			asWriters(t, study, r, asks, persons)
		})
	}
	for name := range needs {
		if !seen[name] {
			t.Errorf("the permission table has a line for %s, which is no route", name)
		}
	}
}

// knock asks a route as whoever is not let in.
func knock(t *testing.T, study furnishing, r *echo.Route) {
	s, cookie := study.Server, withCookie(study.Server)
	forged := func(q *http.Request) {
		q.AddCookie(&http.Cookie{Name: s.door.cookie, Value: s.door.ticket(time.Now()) + "x"})
	}
	foreign := func(q *http.Request) { cookie(q); q.Host = "verbatim.example:7474" }
	crossing := func(q *http.Request) {
		cookie(q)
		q.Header.Set("Origin", "http://verbatim.example")
		q.Header.Set("Sec-Fetch-Site", "cross-site")
	}
	for _, c := range []struct {
		how    string
		change func(*http.Request)
		want   int
	}{
		{"without the cookie", func(*http.Request) {}, http.StatusForbidden},
		{"with a forged cookie", forged, http.StatusForbidden},
		{"under a foreign host", foreign, http.StatusMisdirectedRequest},
		{"from another site", crossing, http.StatusForbidden},
	} {
		if c.how == "from another site" && r.Method == http.MethodGet {
			continue // a link from elsewhere may lead here
		}
		if got := ask(s, r, study.name, nil, c.change).Code; got != c.want {
			t.Errorf("%s: %d, want %d", c.how, got, c.want)
		}
	}
}

// asReader asks a route as a reader, who changes nothing, whatever the answer.
func asReader(t *testing.T, study furnishing, r *echo.Route, asks need, reader people.Person) {
	if asks == inside || asks == buried {
		return
	}
	before := entries(t, study)
	for _, form := range []url.Values{nil, {"name": {"A new one"}, "label": {"A new one"}, "text": {"Words"}, "statement": {"Words"}}} {
		got := ask(study.Server, r, study.name, form, as(study.Server, reader))
		switch {
		case (asks == writes || asks == mine || asks == owns) && got.Code != http.StatusForbidden:
			t.Errorf("as a reader: %d, want 403", got.Code)
		case asks == reads && (got.Code == http.StatusForbidden || got.Code >= 500):
			t.Errorf("as a reader: %d %.200s", got.Code, got.Body)
		}
	}
	if after := entries(t, study); after != before {
		t.Errorf("a reader made %d entries", after-before)
	}
}

// asNobody asks a route of a project with several people while nobody was
// chosen: a page leads to the choice, a change is refused.
func asNobody(t *testing.T, study furnishing, r *echo.Route, asks need) {
	if asks == inside || asks == choice || asks == buried {
		return
	}
	got := ask(study.Server, r, study.name, nil, withCookie(study.Server))
	switch {
	case r.Method == http.MethodGet && (got.Code != http.StatusSeeOther || !strings.Contains(got.Header().Get("Location"), "/coder?")):
		t.Errorf("as nobody: %d to %q, want to be asked who is coding", got.Code, got.Header().Get("Location"))
	case r.Method != http.MethodGet && got.Code != http.StatusConflict:
		t.Errorf("as nobody: %d, want 409", got.Code)
	}
}

// asWriters asks a route as the owner and as a coder. Each change happens to a
// study of its own, so that it leaves the others their names.
func asWriters(t *testing.T, study furnishing, r *echo.Route, asks need, persons map[people.Role]people.Person) {
	if asks == inside || asks == choice || asks == buried {
		return
	}
	for _, role := range []people.Role{people.Owner, people.Coder} {
		if asks != reads {
			study = furnished(t)
			persons = peopled(t, study)
		}
		got := ask(study.Server, r, study.name, nil, as(study.Server, persons[role]))
		asked := got.Code == http.StatusSeeOther && strings.Contains(got.Header().Get("Location"), "/coder?")
		switch {
		case asks == owns && role == people.Coder:
			if got.Code != http.StatusForbidden {
				t.Errorf("as a coder: %d, want 403", got.Code)
			}
		case asks == mine && role == people.Coder:
			if got.Code < 400 || got.Code >= 500 {
				t.Errorf("as a coder, on what the owner made: %d", got.Code)
			}
		case got.Code == http.StatusForbidden || got.Code >= 500 || asked:
			t.Errorf("as %s: %d %.200s", role, got.Code, got.Body)
		}
	}
}

// What is done with a project as a whole an owner does; the others are told so,
// and the project stays where it is, on the shelf or in the trash. One that
// cannot be read can be put away.
func TestOnlyAnOwner(t *testing.T) {
	study := furnished(t)
	persons := peopled(t, study)
	slug := study.name("project")
	post := func(does string, how func(*http.Request)) (int, string) {
		got := ask(study.Server, &echo.Route{Method: http.MethodPost, Path: "/p/:project/" + does}, study.name, url.Values{"name": {"Another"}}, how)
		return got.Code, got.Body.String()
	}
	refused := func(does string) {
		t.Helper()
		for _, role := range []people.Role{people.Coder, people.Reader} {
			if code, body := post(does, as(study.Server, persons[role])); code != http.StatusForbidden || does != "duplicate" && !strings.Contains(body, "Only an owner") {
				t.Errorf("%s as %s: %d", does, role, code)
			}
		}
		if code, _ := post(does, withCookie(study.Server)); code != http.StatusConflict {
			t.Errorf("%s as nobody: %d", does, code)
		}
	}
	owner := as(study.Server, persons[people.Owner])
	for _, does := range []string{"rename", "trash", "duplicate"} {
		refused(does)
	}
	if slugs, err := study.shelf.Slugs(); err != nil || len(slugs) != 1 {
		t.Fatalf("%v %v", slugs, err)
	}
	for _, does := range []string{"untrash", "erase"} {
		if code, _ := post(does, owner); code != http.StatusNotFound {
			t.Errorf("%s of what is not in the trash: %d", does, code)
		}
	}
	for _, last := range []string{"untrash", "erase"} {
		if code, _ := post("trash", owner); code != http.StatusSeeOther {
			t.Fatalf("trash: %d", code)
		}
		refused("untrash")
		refused("erase")
		if list, err := study.shelf.Trashed(context.Background()); err != nil || len(list) != 1 {
			t.Fatalf("%v %v", list, err)
		}
		if code, _ := post(last, owner); code != http.StatusSeeOther {
			t.Errorf("%s: %d", last, code)
		}
	}
	if list, err := study.shelf.Trashed(context.Background()); err != nil || len(list) != 0 {
		t.Errorf("%v %v", list, err)
	}
	torn := filepath.Join(study.shelf.Dir, slug)
	if err := errors.Join(os.Mkdir(torn, 0o700), os.WriteFile(filepath.Join(torn, "project.db"), []byte("no database at all, and longer than its head"), 0o600)); err != nil {
		t.Fatal(err)
	}
	for _, does := range []string{"trash", "erase"} {
		if code, body := post(does, withCookie(study.Server)); code != http.StatusSeeOther {
			t.Errorf("%s of a torn project: %d %s", does, code, body)
		}
	}
}

// as lets a request in as somebody of the project.
func as(s *Server, who people.Person) func(*http.Request) {
	return func(r *http.Request) {
		withCookie(s)(r)
		r.AddCookie(&http.Cookie{Name: coderCookie, Value: guid.Short(who.GUID)})
	}
}

// peopled gives the people of a furnished project by their role; the coder and
// the reader are added where they are not there yet.
func peopled(t *testing.T, study furnishing) map[people.Role]people.Person {
	t.Helper()
	ctx := context.Background()
	p, err := study.shelf.Open(ctx, study.name("project"))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	found := map[people.Role]people.Person{}
	list := func(tx *sql.Tx) error {
		all, err := people.List(ctx, tx)
		for _, person := range all {
			found[person.Role] = person
		}
		return err
	}
	if err := p.DB.Read(ctx, list); err != nil {
		t.Fatal(err)
	}
	if len(found) == 3 {
		return found
	}
	_, err = history.Do(ctx, p.DB, history.Action{What: "person.add"}, func(tx *sql.Tx) error {
		if _, err := people.Add(ctx, tx, "Noor"); err != nil {
			return err
		}
		reader, err := people.Add(ctx, tx, "Ruth")
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE person SET role = ? WHERE id = ?", people.Reader, reader.ID)
		return err
	})
	if err == nil {
		err = p.DB.Read(ctx, list)
	}
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// entries is how many entries the project's history has.
func entries(t *testing.T, study furnishing) int {
	t.Helper()
	ctx := context.Background()
	p, err := study.shelf.Open(ctx, study.name("project"))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	n := 0
	err = p.DB.Read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT count(*) FROM entry").Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
