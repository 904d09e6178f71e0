package web

import (
	"database/sql"
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/ui/start"
	"verbatim/ui/words"
)

// createProject makes a project with its first coder, who is then coding in
// this browser.
func (s *Server) createProject(c echo.Context) error {
	ctx := c.Request().Context()
	name, coder := c.FormValue("name"), strings.TrimSpace(c.FormValue("coder"))
	p, person, err := s.makeProject(c, name, coder)
	if err != nil {
		message, ok := words.Fault(ctx, err)
		if !ok || wantsJSON(c.Request()) {
			return err
		}
		return s.startPage(c, start.View{Problem: message, Name: name, You: coder})
	}
	defer p.Close()
	keep(c, coderCookie, guid.Short(person.GUID), projectURL(p, ""))
	if wantsJSON(c.Request()) {
		return c.JSON(http.StatusCreated, map[string]string{"url": projectURL(p, "")})
	}
	return c.Redirect(http.StatusSeeOther, projectURL(p, ""))
}

// makeProject leaves nothing behind where the coder is refused.
func (s *Server) makeProject(c echo.Context, name, coder string) (*project.Project, people.Person, error) {
	ctx := c.Request().Context()
	if coder == "" {
		return nil, people.Person{}, fault.New(fault.Invalid, "A coder needs a name. Write one and try again.")
	}
	p, err := s.shelf.Create(ctx, name)
	if err != nil {
		return nil, people.Person{}, err
	}
	var person people.Person
	_, err = history.Do(ctx, p.DB, history.Action{What: "person.add", Subject: []string{coder}}, func(tx *sql.Tx) (err error) {
		person, err = people.Add(ctx, tx, coder)
		return err
	})
	if err != nil {
		p.Close()
		slug, gone := s.shelf.Trash(p.Slug)
		if gone == nil {
			gone = s.shelf.Erase(slug)
		}
		return nil, people.Person{}, errors.Join(err, gone)
	}
	return p, person, nil
}
