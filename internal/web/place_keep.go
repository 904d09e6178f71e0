package web

import (
	"database/sql"
	"net/http"

	"github.com/labstack/echo/v4"

	"verbatim/internal/document"
)

// keepPlace notes where the coder is in a document. It is not part of the
// record.
func (s *Server) keepPlace(c echo.Context) error {
	ctx := c.Request().Context()
	var in struct {
		Position int `json:"position"`
		Offset   int `json:"offset"`
		Seen     int `json:"seen"` // furthest code point on the screen
	}
	if err := readJSON(c, &in); err != nil {
		return err
	}
	var d document.Document
	err := projectOf(c).DB.Read(ctx, func(tx *sql.Tx) (err error) {
		d, err = shownDocument(ctx, tx, c.Param("document"))
		return err
	})
	if err != nil {
		return err
	}
	clamp := func(n int) int { return min(max(n, 0), d.Length) }
	err = projectOf(c).DB.Write(ctx, func(tx *sql.Tx) error {
		return document.SetPlace(ctx, tx, personOf(c).ID, document.Place{
			Document: d.ID, Position: clamp(in.Position), Pixels: min(max(in.Offset, -10_000), 10_000), Furthest: clamp(max(in.Seen, in.Position)),
		})
	})
	if err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
