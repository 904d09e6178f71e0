package web

import (
	"database/sql"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/ui/page"
	"verbatim/ui/words"

	screen "verbatim/ui/finding"
)

// showSheet shows the statements and the sheet as it will print.
func (s *Server) showSheet(c echo.Context) error { return s.findingPage(c, http.StatusOK, "", nil) }

// showFinding shows one statement with its codes and quotes; it is the deep
// link to it. Where the step just taken back was the writing of it, the list
// says so instead.
func (s *Server) showFinding(c echo.Context) error {
	err := s.findingPage(c, http.StatusOK, c.Param("finding"), nil)
	if did := c.QueryParam("did"); did != "" && fault.Is(err, fault.NotFound) {
		return c.Redirect(http.StatusSeeOther, findingURL(c, "")+"?did="+url.QueryEscape(did))
	}
	return err
}

// findingPage renders the screen with the finding that short names, "" for the
// sheet. change, where it is not nil, has the last word on the view: what was
// typed and refused, and why.
func (s *Server) findingPage(c echo.Context, status int, short string, change func(*screen.View)) error {
	ctx := c.Request().Context()
	var view screen.View
	f := page.Frame{Screen: "sheet", Title: words.Say(ctx, "screen.sheet"), Scripts: []string{"finding.js"}, Words: []string{"finding.js."}}
	err := projectOf(c).DB.Read(ctx, func(tx *sql.Tx) error {
		b, err := readFindings(ctx, tx, c)
		if err != nil {
			return err
		}
		if view, err = b.view(ctx, tx, short); err != nil {
			return err
		}
		f.Place = words.Count(ctx, view.OnSheet, "finding.statements") + words.Count(ctx, len(b.pages), "finding.pages")
		return happened(ctx, tx, c, &f)
	})
	if err != nil {
		return err
	}
	if change != nil {
		change(&view)
	}
	opts := "finding.pane.settings"
	if view.Entry != nil {
		f.Title, opts = view.Entry.Words, "finding.pane.passages"
	}
	middle := "finding.pane.sheet"
	if view.Entry != nil {
		middle = "finding.pane.entry"
	}
	f.Panes = []page.Pane{
		{Name: "list", Label: words.Say(ctx, "finding.pane.list"), Open: view.First() == "list"},
		{Name: "sheet", Label: words.Say(ctx, middle), Open: view.First() == "sheet"},
		{Name: "opts", Label: words.Say(ctx, opts)},
	}
	return renderIn(withChildren(ctx, screen.Screen(view)), c, status, page.Layout(s.frame(c, f)))
}

// findingURL is the address of a finding, or of the sheet for "".
func findingURL(c echo.Context, short string) string {
	if short == "" {
		return projectURL(projectOf(c), "/findings")
	}
	return projectURL(projectOf(c), "/findings/"+short)
}

// doneFinding answers a change that succeeded: the page again, which says what
// happened.
func doneFinding(c echo.Context, e history.Entry, short string) error {
	return done(c, e, findingURL(c, short))
}

// refusedFinding answers a refused change with the page again and why.
func (s *Server) refusedFinding(c echo.Context, err error, short string, show func(v *screen.View, message string)) error {
	message, ok := words.Fault(c.Request().Context(), err)
	if !ok || fault.Is(err, fault.NotFound) {
		return err
	}
	return s.findingPage(c, statuses[fault.As(err).Code], short, func(v *screen.View) { show(v, message) })
}
