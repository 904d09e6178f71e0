package web

import (
	"database/sql"
	"net/http"

	"github.com/labstack/echo/v4"

	"verbatim/internal/guid"
	"verbatim/internal/people"
	"verbatim/ui/page"
	"verbatim/ui/start"
	"verbatim/ui/words"
)

// showCoder asks who is coding in this browser.
func (s *Server) showCoder(c echo.Context) error { return s.coderPage(c, "", "") }

// coderPage shows the choice, with why a new coder was refused, if so.
func (s *Server) coderPage(c echo.Context, typed, problem string) error {
	ctx, p := c.Request().Context(), projectOf(c)
	v := start.Coders{
		Action:  projectURL(p, "/coder"),
		Back:    localPath(c.FormValue("back"), projectURL(p, "")),
		Chosen:  guid.Short(personOf(c).GUID),
		You:     typed,
		Problem: problem,
	}
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		list, err := people.List(ctx, tx)
		if err != nil {
			return err
		}
		for _, person := range list {
			v.People = append(v.People, start.Coder{Short: guid.Short(person.GUID), Name: person.Name, Initials: person.Initials})
		}
		return nil
	})
	if err != nil {
		return err
	}
	if v.You == "" && len(v.People) == 0 {
		v.You = yourName()
	}
	f := s.frame(c, page.Frame{Title: words.Say(ctx, "coder.title")})
	status := http.StatusOK
	if problem != "" {
		status = http.StatusUnprocessableEntity
	}
	return renderIn(withChildren(ctx, start.Who(v)), c, status, page.Layout(f))
}
