package web

import "github.com/labstack/echo/v4"

// renameProject gives a project another name; its folder and address stay.
func (s *Server) renameProject(c echo.Context) error {
	ctx := c.Request().Context()
	who, err := s.ownsOpen(c)
	if err != nil {
		return err
	}
	p, err := s.shelf.Open(ctx, c.Param("project"))
	if err != nil {
		return err
	}
	defer p.Close()
	if _, err := p.Rename(ctx, who, c.FormValue("name"), c.FormValue("request")); err != nil {
		return err
	}
	return back(c, "/")
}
