package web

import (
	"database/sql"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/fault"
	"verbatim/internal/history"

	screen "verbatim/ui/codebook"
)

// createCode makes a code, a code under another, or a category.
func (s *Server) createCode(c echo.Context) error {
	ctx, p, who := c.Request().Context(), projectOf(c), personOf(c).ID
	name, parent := c.FormValue("name"), c.FormValue("parent")
	var made codebook.Code
	e, err := history.Do(ctx, p.DB, action(c, "code.create", name), func(tx *sql.Tx) error {
		code := codebook.Code{Name: name, Category: c.FormValue("category") == "1"}
		if parent != "" {
			above, err := codeOf(ctx, tx, parent)
			if err != nil {
				return err
			}
			code.Parent = above.ID
		}
		var err error
		made, err = codebook.Create(ctx, tx, who, code)
		return err
	})
	if err != nil {
		return s.refusedCode(c, err, func(message string) error {
			return s.codePage(c, statuses[fault.As(err).Code], "", func(v *screen.View) {
				v.New = screen.NewCode{Open: true, Name: name, Parent: parent, Problem: message}
			})
		})
	}
	if e.Repeated {
		return doneCode(c, "")
	}
	return doneCode(c, made.ShortGUID())
}
