package web

import (
	"context"
	"database/sql"
	"slices"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
)

// moveCode puts a code elsewhere in the tree: one step up or down among its
// siblings (step), or under another code (parent, "" for the top) before a
// sibling there (before, "" for last).
func (s *Server) moveCode(c echo.Context) error {
	ctx := c.Request().Context()
	return s.onCode(c, "code.move", func(tx *sql.Tx, code codebook.Code) (err error) {
		if step := c.FormValue("step"); step != "" {
			return stepCode(ctx, tx, code, step == "up")
		}
		var parent, before codebook.Code
		if s := c.FormValue("parent"); s != "" {
			if parent, err = codeOf(ctx, tx, s); err != nil {
				return err
			}
		}
		if s := c.FormValue("before"); s != "" {
			if before, err = codeOf(ctx, tx, s); err != nil {
				return err
			}
		}
		return codebook.Move(ctx, tx, code.ID, parent.ID, before.ID)
	}, c.Param("code"))
}

// stepCode moves a code past the sibling above or below it; at the end of the
// row it stays.
func stepCode(ctx context.Context, tx *sql.Tx, code codebook.Code, up bool) error {
	list, err := codebook.List(ctx, tx)
	if err != nil {
		return err
	}
	siblings := slices.DeleteFunc(list, func(o codebook.Code) bool { return o.Parent != code.Parent })
	at := slices.IndexFunc(siblings, func(o codebook.Code) bool { return o.ID == code.ID })
	to := at + 2 // before the one after the next
	if up {
		to = at - 1
	}
	if at < 0 || to < 0 || !up && at == len(siblings)-1 {
		return nil
	}
	var before int64
	if to < len(siblings) {
		before = siblings[to].ID
	}
	return codebook.Move(ctx, tx, code.ID, code.Parent, before)
}
