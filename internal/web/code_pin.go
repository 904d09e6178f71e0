package web

import (
	"database/sql"
	"net/http"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/fault"
	"verbatim/internal/history"

	screen "verbatim/ui/codebook"
)

// pinCodes changes which codes have a number key on the desk, and in which
// order: do is pin, unpin, up or down; a button names its code (code).
func (s *Server) pinCodes(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	form, err := c.FormParams()
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "This form cannot be read. Load the page again.")
	}
	do := c.FormValue("do")
	what := map[string]string{"pin": "code.pin", "unpin": "code.unpin", "up": "code.pin.order", "down": "code.pin.order"}[do]
	if what == "" {
		return fault.New(fault.Invalid, "The page sent something that cannot be understood. Load it again.")
	}
	var codes []codebook.Code
	missing := p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		codes, err = codesOf(ctx, tx, form["code"])
		return err
	})
	if missing != nil {
		return missing
	}
	_, err = history.Do(ctx, p.DB, action(c, what, namesOf(codes)), func(tx *sql.Tx) error {
		if do == "up" || do == "down" {
			return codebook.StepPin(ctx, tx, codes[0].ID, do == "up")
		}
		var ids []int64
		for _, code := range codes {
			ids = append(ids, code.ID)
		}
		return codebook.Pin(ctx, tx, do == "pin", ids...)
	})
	at := c.FormValue("at")
	if err != nil {
		return s.refusedCode(c, err, func(message string) error {
			return s.codePage(c, statuses[fault.As(err).Code], at, func(v *screen.View) { v.PinProblem = message })
		})
	}
	return c.Redirect(http.StatusSeeOther, codeURL(c, at))
}
