package web

import (
	"database/sql"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/finding"
	"verbatim/internal/history"
)

// setSheet changes how the check sheet looks.
func (s *Server) setSheet(c echo.Context) error {
	ctx := c.Request().Context()
	quotes, err := strconv.Atoi(c.FormValue("quotes"))
	if err != nil {
		quotes = -1 // refused by the store
	}
	sheet := finding.Sheet{Language: c.FormValue("language"), Occasion: c.FormValue("occasion"), Counts: c.FormValue("counts") != "",
		Quotes: quotes, Importance: c.FormValue("importance") != "",
		Room: strings.FieldsFunc(c.FormValue("room"), func(r rune) bool { return r == ',' || r == ';' || r == '\n' })}
	e, err := history.Do(ctx, projectOf(c).DB, action(c, "sheet.set"), func(tx *sql.Tx) error { return finding.SetSheet(ctx, tx, sheet) })
	if err != nil {
		return err
	}
	return doneFinding(c, e, "")
}
