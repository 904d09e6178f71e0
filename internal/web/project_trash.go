package web

import (
	"slices"

	"github.com/labstack/echo/v4"

	"verbatim/internal/fault"
)

// trashProject puts a project aside; it can be brought back from the start page.
func (s *Server) trashProject(c echo.Context) error {
	slugs, err := s.shelf.Slugs()
	if err != nil {
		return err
	}
	slug := c.Param("project")
	if !slices.Contains(slugs, slug) { // a name from an address is no path
		return fault.New(fault.NotFound, "There is no project at this address. It may have been removed; the start page lists those that are there.")
	}
	if _, err := s.ownsOpen(c); err != nil {
		return err
	}
	if _, err := s.shelf.Trash(slug); err != nil {
		return err
	}
	return back(c, "/")
}

// restoreProject brings a project back from the trash.
func (s *Server) restoreProject(c echo.Context) error {
	if err := s.ownsTrashed(c); err != nil {
		return err
	}
	if err := s.shelf.Untrash(c.Param("project")); err != nil {
		return err
	}
	return back(c, "/")
}

// eraseProject deletes a project in the trash for good, as its page asked to
// confirm.
func (s *Server) eraseProject(c echo.Context) error {
	if err := s.ownsTrashed(c); err != nil {
		return err
	}
	if err := s.shelf.Erase(c.Param("project")); err != nil {
		return err
	}
	return back(c, "/")
}
