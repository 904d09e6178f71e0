package web

import (
	"context"
	"database/sql"

	"github.com/labstack/echo/v4"

	"verbatim/internal/coding"
	"verbatim/internal/fault"
	"verbatim/internal/finding"
	"verbatim/internal/history"
	"verbatim/internal/text"
)

// quoteFinding chooses a passage for a statement, or takes a chosen one off,
// moves it, or says that it speaks against the statement.
func (s *Server) quoteFinding(c echo.Context) error {
	var e history.Entry
	var err error
	if c.FormValue("choose") != "" {
		e, err = s.chooseQuote(c)
	} else {
		e, err = s.changeQuote(c)
	}
	if err != nil {
		return err
	}
	return doneFinding(c, e, c.Param("finding"))
}

func (s *Server) chooseQuote(c echo.Context) (history.Entry, error) {
	ctx, p := c.Request().Context(), projectOf(c)
	var chosen coding.Coding
	var f finding.Finding
	err := p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		if f, err = finding.ByShort(ctx, tx, c.Param("finding")); err != nil {
			return err
		}
		chosen, err = coding.ByShort(ctx, tx, viewerOf(c), c.FormValue("choose"))
		return err
	})
	if err != nil {
		return history.Entry{}, err
	}
	return history.Do(ctx, p.DB, action(c, "finding.quote", text.Middle(chosen.Exact, 60)), func(tx *sql.Tx) error {
		return finding.AddQuote(ctx, tx, f.ID, chosen.Segment)
	})
}

func (s *Server) changeQuote(c echo.Context) (history.Entry, error) {
	ctx, p := c.Request().Context(), projectOf(c)
	var q finding.Quote
	err := p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		q, err = finding.QuoteByShort(ctx, tx, c.FormValue("quote"))
		return err
	})
	if err != nil {
		return history.Entry{}, err
	}
	var what string
	var fn func(ctx context.Context, tx *sql.Tx) error
	before, contrary := c.FormValue("before"), c.FormValue("contrary")
	switch {
	case c.FormValue("remove") != "":
		what, fn = "finding.unquote", func(ctx context.Context, tx *sql.Tx) error { return finding.RemoveQuote(ctx, tx, q.ID) }
	case before != "":
		what, fn = "finding.quote.move", func(ctx context.Context, tx *sql.Tx) error { return moveQuote(ctx, tx, q, before) }
	case contrary == "yes":
		what, fn = "finding.quote.against", func(ctx context.Context, tx *sql.Tx) error { return finding.SetContrary(ctx, tx, q.ID, true) }
	case contrary == "no":
		what, fn = "finding.quote.for", func(ctx context.Context, tx *sql.Tx) error { return finding.SetContrary(ctx, tx, q.ID, false) }
	default:
		return history.Entry{}, fault.New(fault.Invalid, "This form cannot be read. Load the page again.")
	}
	return history.Do(ctx, p.DB, action(c, what, text.Middle(q.Exact, 60)), func(tx *sql.Tx) error { return fn(ctx, tx) })
}

func moveQuote(ctx context.Context, tx *sql.Tx, q finding.Quote, before string) error {
	if before == "last" {
		return finding.MoveQuote(ctx, tx, q, 0)
	}
	other, err := finding.QuoteByShort(ctx, tx, before)
	if err != nil {
		return err
	}
	return finding.MoveQuote(ctx, tx, q, other.ID)
}
