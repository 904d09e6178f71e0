package web

import (
	"context"
	"database/sql"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/fault"
	"verbatim/ui/page"
	"verbatim/ui/words"

	screen "verbatim/ui/codebook"
)

// showCodebook shows the tree, without a code chosen.
func (s *Server) showCodebook(c echo.Context) error {
	return s.codePage(c, http.StatusOK, "", nil)
}

// showCode shows a code's entry; it is the deep link to a code. Where the step
// just taken back was the making of the code, the codebook says so instead.
func (s *Server) showCode(c echo.Context) error {
	err := s.codePage(c, http.StatusOK, c.Param("code"), nil)
	if did := c.QueryParam("did"); did != "" && fault.Is(err, fault.NotFound) {
		return c.Redirect(http.StatusSeeOther, codeURL(c, "")+"?did="+url.QueryEscape(did))
	}
	return err
}

// codePage renders the codebook with the code that short names, "" for none.
// change, where it is not nil, has the last word on the view: what was typed
// and refused, and why.
func (s *Server) codePage(c echo.Context, status int, short string, change func(*screen.View)) error {
	ctx, p := c.Request().Context(), projectOf(c)
	var view screen.View
	f := page.Frame{Screen: "codes", Body: "codebook", Scripts: []string{"codebook.js"}, Words: []string{"code.", "many.js.", "split.js.", "do.undo"}}
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		b, err := readBook(ctx, tx, c)
		if err != nil {
			return err
		}
		if view, err = b.view(ctx, tx, short); err != nil {
			return err
		}
		f.Place = b.place(ctx)
		return happenedToCodes(ctx, tx, c, &f)
	})
	if err != nil {
		return err
	}
	view.New.Open = c.QueryParam("new") != ""
	if change != nil {
		change(&view)
	}
	f.Title = words.Say(ctx, "code.title")
	if view.Entry != nil {
		f.Title = view.Entry.Name.Was
	}
	f.Panes = []page.Pane{
		{Name: "tree", Label: words.Say(ctx, "code.pane.tree"), Open: view.First() == "tree"},
		{Name: "entry", Label: words.Say(ctx, "code.pane.entry"), Open: view.First() == "entry"},
		{Name: "facts", Label: words.Say(ctx, "code.pane.facts")},
	}
	return renderIn(withChildren(ctx, screen.Book(view)), c, status, page.Layout(s.frame(c, f)))
}

// codeOf reads the code that a route names, merged ones excepted: they are
// history.
func codeOf(ctx context.Context, tx *sql.Tx, short string) (codebook.Code, error) {
	code, err := codebook.ByShort(ctx, tx, short)
	if err == nil && code.Status == codebook.Merged {
		return code, fault.New(fault.NotFound, "There is no such code in this project. It may have been deleted; the codebook lists those that are there.")
	}
	return code, err
}

// codeURL is the address of a code's entry, or of the codebook for "".
func codeURL(c echo.Context, short string) string {
	if short == "" {
		return projectURL(projectOf(c), "/codes")
	}
	return projectURL(projectOf(c), "/codes/"+short)
}

// doneCode answers a change that succeeded: on to the entry of a code, or its
// address for a script.
func doneCode(c echo.Context, short string) error {
	if wantsJSON(c.Request()) {
		return c.JSON(http.StatusOK, map[string]string{"url": codeURL(c, short)})
	}
	return c.Redirect(http.StatusSeeOther, codeURL(c, short))
}

// refusedCode answers a change that was refused: the page again, with why; for
// a script, and for what is no fault, the error itself.
func (s *Server) refusedCode(c echo.Context, err error, show func(message string) error) error {
	if fault.Is(err, fault.NotFound) {
		return err
	}
	return s.refusedTyped(c, err, show)
}

// refusedTyped is refusedCode for a form in which names are typed: one that is
// not there is no page that is not there.
func (s *Server) refusedTyped(c echo.Context, err error, show func(message string) error) error {
	message, ok := words.Fault(c.Request().Context(), err)
	if !ok || wantsJSON(c.Request()) {
		return err
	}
	failed := show(message)
	if fault.Is(failed, fault.NotFound) {
		return err // the page to show it on is gone too
	}
	return failed
}

// problemOn shows a code's entry again with what was refused.
func (s *Server) problemOn(c echo.Context, err error) error {
	return s.refusedCode(c, err, func(message string) error {
		return s.codePage(c, statuses[fault.As(err).Code], c.Param("code"), func(v *screen.View) { v.Entry.Problem = message })
	})
}
