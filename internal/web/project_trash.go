package web

import "github.com/labstack/echo/v4"

// trashProject puts a project aside; it can be brought back from the start page.
func (s *Server) trashProject(c echo.Context) error {
	if _, err := s.shelf.Trash(c.Param("project")); err != nil {
		return err
	}
	return back(c, "/")
}

// restoreProject brings a project back from the trash.
func (s *Server) restoreProject(c echo.Context) error {
	if err := s.shelf.Untrash(c.Param("project")); err != nil {
		return err
	}
	return back(c, "/")
}

// eraseProject deletes a project in the trash for good, as its page asked to
// confirm.
func (s *Server) eraseProject(c echo.Context) error {
	if err := s.shelf.Erase(c.Param("project")); err != nil {
		return err
	}
	return back(c, "/")
}
