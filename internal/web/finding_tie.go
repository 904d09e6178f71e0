package web

import (
	"context"
	"database/sql"
	"slices"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/finding"
)

// tieFinding ties a statement to a code that it rests on, or unties it.
func (s *Server) tieFinding(c echo.Context) error {
	ctx := c.Request().Context()
	what, short := "finding.tie", c.FormValue("tie")
	if untie := c.FormValue("untie"); untie != "" {
		what, short = "finding.untie", untie
	}
	var code codebook.Code
	err := projectOf(c).DB.Read(ctx, func(tx *sql.Tx) (err error) {
		code, err = codeOf(ctx, tx, short)
		return err
	})
	if err != nil {
		return err
	}
	e, err := s.onFinding(c, what, func(ctx context.Context, tx *sql.Tx, f finding.Finding) error {
		codes := slices.DeleteFunc(slices.Clone(f.Codes), func(id int64) bool { return id == code.ID })
		if what == "finding.tie" {
			codes = append(codes, code.ID)
		}
		return finding.SetCodes(ctx, tx, f.ID, codes)
	}, code.Name)
	if err != nil {
		return err
	}
	return doneFinding(c, e, c.Param("finding"))
}
