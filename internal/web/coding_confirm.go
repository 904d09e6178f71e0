package web

import (
	"database/sql"

	"github.com/labstack/echo/v4"

	"verbatim/internal/coding"
	"verbatim/internal/history"
)

// confirmCoding says on the desk that a coding stands under the definition that
// its code has now.
func (s *Server) confirmCoding(c echo.Context) error {
	ctx := c.Request().Context()
	var in change
	if err := readJSON(c, &in); err != nil {
		return err
	}
	k, code, d, missing := codingOf(c)
	a := history.Action{Who: personOf(c).ID, What: "coding.confirm", Document: d.ID, Request: in.Request, Subject: []string{code.Name}}
	e, err := history.Do(ctx, projectOf(c).DB, a, func(tx *sql.Tx) error {
		if missing != nil {
			return missing
		}
		return coding.Confirm(ctx, tx, viewerOf(c), k.ID)
	})
	if err != nil {
		return err
	}
	return s.replied(c, in.Document, e, did(ctx, e))
}
