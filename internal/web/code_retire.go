package web

import (
	"database/sql"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/history"
)

// retireCode takes a code out of use, or brings it back (retired=0). Its
// codings stay.
func (s *Server) retireCode(c echo.Context) error {
	retired := c.FormValue("retired") != "0"
	what := "code.restore"
	if retired {
		what = "code.retire"
	}
	return s.onCode(c, what, func(tx *sql.Tx, code codebook.Code) error {
		return codebook.Retire(c.Request().Context(), tx, personOf(c).ID, code.ID, retired)
	}, c.Param("code"))
}

// onCode does something to the code that the route names, in an entry that
// names it, and goes on to the entry of next ("" for the whole codebook).
func (s *Server) onCode(c echo.Context, what string, do func(tx *sql.Tx, code codebook.Code) error, next string) error {
	ctx, p := c.Request().Context(), projectOf(c)
	var code codebook.Code
	missing := p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		code, err = codeOf(ctx, tx, c.Param("code"))
		return err
	})
	_, err := history.Do(ctx, p.DB, action(c, what, code.Name), func(tx *sql.Tx) error {
		if missing != nil { // said here, so that a repeated deletion is just done
			return missing
		}
		return do(tx, code)
	})
	if err != nil {
		return s.problemOn(c, err)
	}
	return doneCode(c, next)
}
