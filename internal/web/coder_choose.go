package web

import (
	"database/sql"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/ui/words"
)

// chooseCoder keeps who is coding in this browser: one of the project's
// people, or somebody new.
func (s *Server) chooseCoder(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	name := strings.TrimSpace(c.FormValue("name"))
	var person people.Person
	var err error
	if short := c.FormValue("coder"); short != "" {
		err = p.DB.Read(ctx, func(tx *sql.Tx) error {
			person, err = byShort(people.List(ctx, tx))(short)
			return err
		})
	} else if err = mayWrite(c); err == nil {
		_, err = history.Do(ctx, p.DB, history.Action{What: "person.add", Subject: []string{name}, Request: c.FormValue("request")}, func(tx *sql.Tx) error {
			person, err = people.Add(ctx, tx, name)
			return err
		})
	}
	if err != nil {
		if message, ok := words.Fault(ctx, err); ok && !wantsJSON(c.Request()) {
			return s.coderPage(c, name, message)
		}
		return err
	}
	keep(c, coderCookie, guid.Short(person.GUID), projectURL(p, ""))
	return back(c, projectURL(p, ""))
}

// byShort finds a person by the short guid of a form.
func byShort(list []people.Person, err error) func(short string) (people.Person, error) {
	return func(short string) (people.Person, error) {
		for _, person := range list {
			if guid.Short(person.GUID) == short {
				return person, err
			}
		}
		if err == nil {
			err = fault.New(fault.NotFound, "There is no such person in this project.")
		}
		return people.Person{}, err
	}
}
