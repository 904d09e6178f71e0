package web

import (
	"context"
	"database/sql"

	"github.com/labstack/echo/v4"

	"verbatim/internal/finding"
)

// moveFinding puts a statement before another one, or last.
func (s *Server) moveFinding(c echo.Context) error {
	e, err := s.onFinding(c, "finding.move", func(ctx context.Context, tx *sql.Tx, f finding.Finding) error {
		before := c.FormValue("before")
		if before == "last" {
			return finding.Move(ctx, tx, f.ID, 0)
		}
		other, err := finding.ByShort(ctx, tx, before)
		if err != nil {
			return err
		}
		return finding.Move(ctx, tx, f.ID, other.ID)
	})
	if err != nil {
		return err
	}
	return doneFinding(c, e, "")
}
