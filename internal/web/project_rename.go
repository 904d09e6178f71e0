package web

import (
	"database/sql"

	"github.com/labstack/echo/v4"
)

// renameProject gives a project another name; its folder and address stay.
func (s *Server) renameProject(c echo.Context) error {
	ctx := c.Request().Context()
	p, err := s.shelf.Open(ctx, c.Param("project"))
	if err != nil {
		return err
	}
	defer p.Close()
	o := &opened{project: p}
	err = p.DB.Read(ctx, func(tx *sql.Tx) error { return o.findCoder(ctx, tx, cookie(c, coderCookie)) })
	if err != nil {
		return err
	}
	var who int64
	if o.person != nil {
		who = o.person.ID
	}
	if _, err := p.Rename(ctx, who, c.FormValue("name"), c.FormValue("request")); err != nil {
		return err
	}
	return back(c, "/")
}
