package web

import (
	"database/sql"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
)

// deleteCode takes a code away with its codings; the codes under it move up to
// where it stood. It can be undone, so nobody is asked whether they are sure.
func (s *Server) deleteCode(c echo.Context) error {
	return s.onCode(c, "code.delete", func(tx *sql.Tx, code codebook.Code) error {
		return coding.Delete(c.Request().Context(), tx, code.ID)
	}, "")
}
