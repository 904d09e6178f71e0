package web

import (
	"database/sql"
	"net/http"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/ui/page"
	"verbatim/ui/words"

	screen "verbatim/ui/codebook"
)

// previewMerge says in numbers what merging a code into another would do.
func (s *Server) previewMerge(c echo.Context) error {
	return s.mergePage(c, http.StatusOK, "")
}

func (s *Server) mergePage(c echo.Context, status int, problem string) error {
	ctx, p := c.Request().Context(), projectOf(c)
	m := screen.Merge{Root: codeURL(c, ""), ID: c.Param("code"), Into: c.FormValue("into"), Problem: problem}
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		from, into, err := mergePair(c, tx)
		if err != nil {
			return err
		}
		m.From, m.To = from.Name, into.Name
		n, err := coding.PreviewMerge(ctx, tx, viewerOf(c), from.ID, into.ID)
		if err != nil {
			return err
		}
		if n.Moved > 0 {
			m.Facts = append(m.Facts, words.Count(ctx, n.Moved, "code.merge.moved", words.Count(ctx, n.Documents, "documents"), into.Name))
		}
		if n.Doubled > 0 {
			m.Facts = append(m.Facts, words.Count(ctx, n.Doubled, "code.merge.doubled", into.Name))
		}
		if n.Children > 0 {
			m.Facts = append(m.Facts, words.Count(ctx, n.Children, "code.merge.children", into.Name))
		}
		m.Button = words.Say(ctx, "code.merge.do")
		if n.Moved+n.Doubled > 0 {
			m.Button = words.Count(ctx, n.Moved+n.Doubled, "code.merge.button")
		} else {
			m.Facts = append(m.Facts, words.Say(ctx, "code.merge.nothing", from.Name))
		}
		m.Facts = append(m.Facts, words.Say(ctx, "code.merge.text", into.Name))
		return nil
	})
	if err != nil {
		return err
	}
	f := page.Frame{Screen: "codes", Title: words.Say(ctx, "code.merge.title", m.From, m.To)}
	return renderIn(withChildren(ctx, screen.Preview(m)), c, status, page.Layout(s.frame(c, f)))
}

// mergePair reads the code of the route and the one it is to be merged into.
func mergePair(c echo.Context, tx *sql.Tx) (from, into codebook.Code, err error) {
	ctx := c.Request().Context()
	if from, err = codeOf(ctx, tx, c.Param("code")); err != nil {
		return from, into, err
	}
	if c.FormValue("into") == "" {
		return from, into, fault.New(fault.Invalid, "Choose the code to merge “%s” into.", from.Name)
	}
	into, err = codeOf(ctx, tx, c.FormValue("into"))
	return from, into, err
}

// mergeCode gives a code's codings to another and takes it out of the tree.
func (s *Server) mergeCode(c echo.Context) error {
	ctx, p, who := c.Request().Context(), projectOf(c), personOf(c).ID
	var from, into codebook.Code
	missing := p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		from, into, err = mergePair(c, tx)
		return err
	})
	_, err := history.Do(ctx, p.DB, action(c, "code.merge", from.Name, into.Name), func(tx *sql.Tx) error {
		if missing != nil { // said here, so that a repeated merge is just done
			return missing
		}
		return coding.Merge(ctx, tx, who, from.ID, into.ID)
	})
	if err != nil {
		return s.refusedCode(c, err, func(message string) error { return s.mergePage(c, statuses[fault.As(err).Code], message) })
	}
	return doneCode(c, c.FormValue("into"))
}
