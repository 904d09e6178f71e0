package web

import (
	"context"
	"database/sql"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/ui/page"
	"verbatim/ui/words"

	screen "verbatim/ui/codebook"
)

// showAlike lists codes that may be one: by their names, and by the passages
// that they are used for.
func (s *Server) showAlike(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	view := screen.Pairs{Root: codeURL(c, "")}
	f := page.Frame{Screen: "codes", Title: words.Say(ctx, "alike.title")}
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		b, err := readBook(ctx, tx, c)
		if err != nil {
			return err
		}
		counted, err := coding.Counted(ctx, tx, viewerOf(c), 0)
		if err != nil {
			return err
		}
		told, err := codebook.Told(ctx, tx)
		if err != nil {
			return err
		}
		met := map[[2]int64]bool{}
		for _, p := range append(codebook.Alike(b.codes), coding.SamePassages(b.codes, counted)...) {
			at := [2]int64{min(p.One.ID, p.Other.ID), max(p.One.ID, p.Other.ID)}
			if met[at] {
				continue // alike by name and by passages: said once
			}
			met[at] = true
			if told[at] {
				view.Told = append(view.Told, b.pair(ctx, p))
			} else {
				view.Pairs = append(view.Pairs, b.pair(ctx, p))
			}
		}
		return happened(ctx, tx, c, &f)
	})
	if err != nil {
		return err
	}
	return renderIn(withChildren(ctx, screen.Alike(view)), c, http.StatusOK, page.Layout(s.frame(c, f)))
}

// pair is two codes as the page shows them, the one that is applied more often
// first: the other would be merged into it.
func (b *book) pair(ctx context.Context, p codebook.Pair) screen.Pair {
	if b.spread.Counted[p.Other.ID] > b.spread.Counted[p.One.ID] && !p.Other.Category {
		p.One, p.Other = p.Other, p.One
	}
	line := func(c codebook.Code) screen.Line {
		return screen.Line{ID: c.ShortGUID(), Name: c.Path, Hue: c.Hue, Count: strconv.Itoa(b.spread.Counted[c.ID])}
	}
	return screen.Pair{One: line(p.One), Other: line(p.Other), Why: words.Say(ctx, "alike."+string(p.Why))}
}

// tellApart notes that two codes (code, twice) are not the same, or forgets it
// (distinct=0).
func (s *Server) tellApart(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	form, err := c.FormParams()
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "This form cannot be read. Load the page again.")
	}
	var codes []codebook.Code
	missing := p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		if codes, err = codesOf(ctx, tx, form["code"]); err == nil && len(codes) != 2 {
			err = fault.New(fault.Invalid, "The page sent something that cannot be understood. Load it again.")
		}
		return err
	})
	if missing != nil {
		return missing
	}
	what, distinct := "code.distinct", c.FormValue("distinct") != "0"
	if !distinct {
		what = "code.alike"
	}
	e, err := history.Do(ctx, p.DB, action(c, what, codes[0].Name, codes[1].Name), func(tx *sql.Tx) error {
		return codebook.Distinct(ctx, tx, codes[0].ID, codes[1].ID, distinct)
	})
	if err != nil {
		return err
	}
	return done(c, e, codeURL(c, "alike"))
}
