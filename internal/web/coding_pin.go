package web

import (
	"database/sql"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/history"
)

// pinCode gives a code a place among the number keys, after those that are
// there, or takes it away.
func (s *Server) pinCode(c echo.Context) error {
	ctx := c.Request().Context()
	var in struct {
		change
		Pinned bool `json:"pinned"`
	}
	if err := readJSON(c, &in); err != nil {
		return err
	}
	var code codebook.Code
	err := projectOf(c).DB.Read(ctx, func(tx *sql.Tx) (err error) {
		code, err = codebook.ByShort(ctx, tx, c.Param("code"))
		return err
	})
	if err != nil {
		return err
	}
	what := "code.pin"
	if !in.Pinned {
		what = "code.unpin"
	}
	a := history.Action{Who: personOf(c).ID, What: what, Subject: []string{code.Name}, Request: in.Request}
	e, err := history.Do(ctx, projectOf(c).DB, a, func(tx *sql.Tx) error { return codebook.Pin(ctx, tx, in.Pinned, code.ID) })
	if err != nil {
		return err
	}
	status := ""
	if e.ID != 0 {
		status = did(ctx, e)
	}
	return s.replied(c, c.Param("document"), e, status)
}
