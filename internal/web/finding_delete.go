package web

import (
	"context"
	"database/sql"

	"github.com/labstack/echo/v4"

	"verbatim/internal/finding"
)

// deleteFinding takes a statement away; undo brings it back with its quotes.
func (s *Server) deleteFinding(c echo.Context) error {
	e, err := s.onFinding(c, "finding.delete", func(ctx context.Context, tx *sql.Tx, f finding.Finding) error {
		return finding.Delete(ctx, tx, f.ID)
	})
	if err != nil {
		return err
	}
	return doneFinding(c, e, "")
}
