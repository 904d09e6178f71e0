package web

import (
	"bytes"
	"context"
	"database/sql"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"verbatim/fixtures"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/search"
	"verbatim/ui/page"
	"verbatim/ui/words"
)

const (
	languageCookie = "verbatim-language"
	themeCookie    = "verbatim-theme"
	coderCookie    = "verbatim-coder"
	readingCookie  = "verbatim-reading" // kept by the desk's script
)

// speaking chooses the language of the answer.
func speaking(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		lang := words.Choose(cookie(c, languageCookie), r.Header.Get("Accept-Language"))
		c.SetRequest(r.WithContext(words.With(r.Context(), lang)))
		return next(c)
	}
}

func cookie(c echo.Context, name string) string {
	if found, err := c.Cookie(name); err == nil {
		return found.Value
	}
	return ""
}

// keep sets a cookie that holds a choice, for a year.
func keep(c echo.Context, name, value, path string) {
	c.SetCookie(&http.Cookie{Name: name, Value: value, Path: path, MaxAge: 365 * 24 * 3600, SameSite: http.SameSiteStrictMode,
		HttpOnly: name != themeCookie}) // the theme's switch changes it in the page
}

// opened is what inProject puts into the context of a request.
type opened struct {
	project *project.Project
	info    project.Info
	person  *people.Person // nil while nobody was chosen as coder
	viewer  people.Viewer
	people  int
	head    int64          // the newest entry when the request came: what the page shows is no older
	done    func() []int64 // the entries that came of this request
}

// entryHeader names the entries of the history that came of a request, so that
// a page knows its own changes among those that the live events tell of.
const entryHeader = "Verbatim-Entry"

// inProject opens the project that the address names, finds who is coding, and
// holds the project open until the answer is written.
func (s *Server) inProject(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx := c.Request().Context()
		if c.Request().Method != http.MethodGet {
			// A change that was begun is finished, also when the browser has gone.
			// Nobody has to watch for that with each of its statements, either,
			// which was a tenth of the time.
			ctx = context.WithoutCancel(ctx)
		}
		o, err := s.enter(ctx, c.Param("project"), cookie(c, coderCookie))
		if err != nil {
			return err
		}
		p := o.project
		defer p.Close()
		s.used.Store(p.Slug, nil)
		c.Set("opened", o)
		ctx, o.done = history.Marked(ctx)
		c.SetRequest(c.Request().WithContext(ctx))
		c.Response().Before(func() {
			if ids := o.done(); len(ids) > 0 {
				c.Response().Header().Set(entryHeader, joined(ids))
			}
		})
		if _, err := search.Of(p); err != nil { // the index follows from the first page on
			return err
		}
		if o.person == nil && !strings.HasSuffix(c.Path(), "/coder") {
			if c.Request().Method == http.MethodGet && !wantsJSON(c.Request()) {
				back := url.Values{"back": {c.Request().URL.RequestURI()}}
				return c.Redirect(http.StatusSeeOther, projectURL(p, "/coder?"+back.Encode()))
			}
			return fault.New(fault.Conflict, "Nobody has said who is coding. Choose a coder on the page of this project and try again.")
		}
		if c.Request().Method != http.MethodGet && !open(c.Path()) {
			if err := mayWrite(c); err != nil {
				return err
			}
		}
		return next(c)
	}
}

// open reports whether a route that is posted to changes nothing of the
// project's, so that readers may use it too. The table of permissions in the
// tests says the same of every route.
func open(route string) bool {
	switch strings.TrimPrefix(route, "/p/:project") {
	case "/coder", "/d/:document/place", "/search/plan", "/codes/travel":
		return true
	}
	return false
}

// mayWrite refuses a reader.
func mayWrite(c echo.Context) error {
	if p := personOf(c); p.Role == people.Reader {
		return fault.New(fault.Forbidden, "%s reads in this project and changes nothing in it. Choose who you are at the top of the page.", p.Name)
	}
	return nil
}

// enter opens a project for whoever this browser chose as its coder. The caller
// closes the project.
func (s *Server) enter(ctx context.Context, slug, coder string) (*opened, error) {
	p, err := s.shelf.Open(ctx, slug)
	if err != nil {
		return nil, err
	}
	o := &opened{project: p, viewer: people.Everyone}
	err = p.DB.Read(ctx, func(tx *sql.Tx) error {
		if o.head, err = history.Newest(ctx, tx); err != nil {
			return err
		}
		return o.find(ctx, tx, coder)
	})
	if err != nil {
		p.Close()
		return nil, err
	}
	return o, nil
}

// findCoder decides who is coding: the one this browser chose, else the only
// one there is. The example study has two coders and asks nobody: who only
// looks around is the first of them, until they choose.
func (o *opened) findCoder(ctx context.Context, tx *sql.Tx, chosen string) error {
	list, err := people.List(ctx, tx)
	if err != nil {
		return err
	}
	o.people = len(list)
	for i, person := range list {
		if len(list) == 1 || chosen != "" && guid.Short(person.GUID) == chosen {
			o.person = &list[i]
		}
	}
	if o.person == nil && o.info.Banner == fixtures.Banner && len(list) > 0 {
		o.person = &list[0]
	}
	if o.person != nil {
		o.viewer, err = people.Of(ctx, tx, *o.person)
	}
	return err
}

func openedOf(c echo.Context) *opened {
	o, ok := c.Get("opened").(*opened)
	if !ok {
		panic("web: a handler outside of /p/:project asked for the project")
	}
	return o
}

// projectOf gives the opened project of a request under /p/:project. It stays
// open until the handler returns.
func projectOf(c echo.Context) *project.Project { return openedOf(c).project }

// infoOf gives the project's own row: its name, language, banner.
func infoOf(c echo.Context) project.Info { return openedOf(c).info }

// viewerOf gives the Viewer for whom codings and memos are read.
func viewerOf(c echo.Context) people.Viewer { return openedOf(c).viewer }

// personOf gives who is coding. Handlers run only when somebody is, but for
// the choice of the coder itself.
func personOf(c echo.Context) people.Person {
	if p := openedOf(c).person; p != nil {
		return *p
	}
	return people.Person{}
}

// action begins a history action of whoever is coding, under the request id
// that the form carries, so that a repeated request does nothing again.
func action(c echo.Context, what string, subject ...string) history.Action {
	return history.Action{Who: personOf(c).ID, What: what, Subject: subject, Request: c.FormValue("request")}
}

// projectURL is an address inside a project: projectURL(p, "/codes").
func projectURL(p *project.Project, path string) string { return "/p/" + p.Slug + path }

// frame fills in what every page's frame has: the project, the coder, the
// theme, this address. The handler gives the rest.
func (s *Server) frame(c echo.Context, f page.Frame) page.Frame {
	if theme := cookie(c, themeCookie); theme == "light" || theme == "dark" {
		f.Theme = theme
	}
	f.Here = c.Request().URL.RequestURI()
	if o, ok := c.Get("opened").(*opened); ok {
		if f.Project == nil {
			f.Project = &page.Project{Slug: o.project.Slug, Name: o.info.Name, Banner: o.info.Banner}
		}
		if o.person != nil {
			f.Coder = &page.Coder{ID: guid.Short(o.person.GUID), Name: o.person.Name, Initials: o.person.Initials}
		}
		f.Head = slices.Max(append(o.done(), o.head)) // a form may be answered with a page
		if from := c.QueryParam("back"); f.Screen == "desk" && strings.HasPrefix(from, projectURL(o.project, "/")) {
			f.Back = localPath(from, "")
		}
	}
	return f
}

// show renders a whole page: the frame and in it the screen.
func (s *Server) show(c echo.Context, f page.Frame, screen templ.Component) error {
	ctx := withChildren(c.Request().Context(), screen)
	return renderIn(ctx, c, http.StatusOK, page.Layout(s.frame(c, f)))
}

// render writes a component, whole or not at all: a failing one is still an
// error page.
func render(c echo.Context, status int, component templ.Component) error {
	return renderIn(c.Request().Context(), c, status, component)
}

// buffers are kept for the next page: a long document's is two megabytes, and to
// make room for them anew took a tenth of the time. A sync.Pool forgets what it
// has whenever memory is collected, which such a page brings about.
var buffers = make(chan *bytes.Buffer, 2)

func renderIn(ctx context.Context, c echo.Context, status int, component templ.Component) error {
	var buf *bytes.Buffer
	select {
	case buf = <-buffers:
		buf.Reset()
	default:
		buf = new(bytes.Buffer)
	}
	defer func() {
		select {
		case buffers <- buf:
		default: // there are enough
		}
	}()
	if err := component.Render(ctx, buf); err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.HTMLBlob(status, buf.Bytes())
}

// withChildren gives the context in which a layout renders this screen.
func withChildren(ctx context.Context, screen templ.Component) context.Context {
	return templ.WithChildren(ctx, screen)
}

// nested puts a component into another one's place for children.
func nested(outer, inner templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return outer.Render(templ.WithChildren(ctx, inner), w)
	})
}

// back sends the browser to where a form says that it came from: a path of
// this program, or else the one given.
func back(c echo.Context, otherwise string) error {
	return c.Redirect(http.StatusSeeOther, localPath(c.FormValue("back"), otherwise))
}

// localPath gives a path if it leads to this program, else another one.
func localPath(path, otherwise string) string {
	u, err := url.Parse(path)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n") {
		return otherwise
	}
	return path
}
