package web

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"github.com/labstack/echo/v4"

	"verbatim/internal/document"
	"verbatim/ui/words"
)

// anchored is where the passage of a link stands, ?at=start-end&v=version, that
// was made when the text was another, with the sentence that says so. It is nil
// for a link to the text as it is, and for what is no link.
func anchored(ctx context.Context, tx *sql.Tx, c echo.Context, d document.Document) ([]int, string, error) {
	version, err := strconv.Atoi(c.QueryParam("v"))
	var start, end int
	if n, _ := fmt.Sscanf(c.QueryParam("at"), "%d-%d", &start, &end); n != 2 || err != nil || version == d.Number {
		return nil, "", nil
	}
	a, err := document.Reanchor(ctx, tx, d, version, start, end)
	if err != nil {
		return nil, "", err
	}
	said := "desk.anchor.gone"
	if a.Found {
		said = "desk.anchor.found"
	}
	return []int{a.Start, a.End}, words.Say(ctx, said), nil
}
