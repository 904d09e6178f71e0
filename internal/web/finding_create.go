package web

import (
	"database/sql"

	"github.com/labstack/echo/v4"

	"verbatim/internal/finding"
	"verbatim/internal/history"
	"verbatim/internal/text"

	screen "verbatim/ui/finding"
)

// createFinding writes a new statement and goes on to it.
func (s *Server) createFinding(c echo.Context) error {
	ctx, typed := c.Request().Context(), c.FormValue("statement")
	var made finding.Finding
	e, err := history.Do(ctx, projectOf(c).DB, action(c, "finding.create", text.Cut(typed, 60)), func(tx *sql.Tx) (err error) {
		made, err = finding.Create(ctx, tx, finding.Finding{Statement: typed, OnSheet: true})
		return err
	})
	if err != nil {
		return s.refusedFinding(c, err, "", func(v *screen.View, message string) {
			v.New = screen.New{Open: true, Words: typed, Problem: message}
		})
	}
	if e.Repeated {
		return doneFinding(c, e, "")
	}
	return doneFinding(c, e, made.Short())
}
