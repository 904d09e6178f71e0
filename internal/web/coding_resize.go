package web

import (
	"database/sql"
	"strconv"

	"github.com/labstack/echo/v4"

	"verbatim/internal/coding"
	"verbatim/internal/history"
)

// resizeCoding moves a coding to another span, and takes others away that it
// swallows: so two codings of one code become one.
func (s *Server) resizeCoding(c echo.Context) error {
	ctx := c.Request().Context()
	var in struct {
		change
		passage
		Drop []string `json:"drop"` // short guids
	}
	if err := readJSON(c, &in); err != nil {
		return err
	}
	k, code, d, missing := codingOf(c)
	var mark coding.Mark
	var drop []int64
	count := 0
	if missing == nil {
		missing = projectOf(c).DB.Read(ctx, func(tx *sql.Tx) (err error) {
			if mark, count, err = markOf(ctx, tx, d, in.passage); err != nil {
				return err
			}
			for _, short := range in.Drop {
				other, err := coding.ByShort(ctx, tx, viewerOf(c), short)
				if err != nil {
					return err
				}
				drop = append(drop, other.ID)
			}
			return nil
		})
	}
	a := history.Action{Who: personOf(c).ID, What: "coding.resize", Document: d.ID, Request: in.Request,
		Subject: []string{code.Name, strconv.Itoa(count)}}
	e, err := history.Do(ctx, projectOf(c).DB, a, func(tx *sql.Tx) error {
		if missing != nil {
			return missing
		}
		if err := coding.Remove(ctx, tx, viewerOf(c), drop...); err != nil {
			return err
		}
		return coding.Resize(ctx, tx, viewerOf(c), k.ID, mark)
	})
	if err != nil {
		return err
	}
	return s.replied(c, in.Document, e, did(ctx, e))
}
