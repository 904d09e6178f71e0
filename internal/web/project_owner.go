package web

import (
	"context"
	"database/sql"

	"github.com/labstack/echo/v4"

	"verbatim/internal/fault"
	"verbatim/internal/people"
	"verbatim/internal/project"
)

// mayOwn refuses whoever is no owner of a project what is done with it as a
// whole. A project that has no people yet is anybody's.
func (o *opened) mayOwn() error {
	switch {
	case o.people == 0:
		return nil
	case o.person == nil:
		return fault.New(fault.Conflict, "Nobody has said who is coding. Choose a coder on the page of this project and try again.")
	case o.person.Role != people.Owner:
		return fault.New(fault.Forbidden, "Only an owner of this project may do that, and %s is none. Ask an owner of it.", o.person.Name)
	}
	return nil
}

// ownsOpen is mayOwn for a project on the shelf, ownsTrashed for one in the
// trash. One that cannot be read says of nobody what they are in it: whoever has
// the folder may put it away.
func (s *Server) ownsOpen(c echo.Context) (who int64, err error) {
	ctx := c.Request().Context()
	return asOwner(c, func(read func(tx *sql.Tx) error) error {
		p, err := s.shelf.Open(ctx, c.Param("project"))
		if err != nil {
			return err
		}
		defer p.Close()
		return p.DB.Read(ctx, read)
	})
}

func (s *Server) ownsTrashed(c echo.Context) error {
	ctx := c.Request().Context()
	_, err := asOwner(c, func(read func(tx *sql.Tx) error) error { return s.shelf.InTrash(ctx, c.Param("project"), read) })
	return err
}

// asOwner gives the owner who asks, 0 for nobody in particular.
func asOwner(c echo.Context, in func(read func(tx *sql.Tx) error) error) (who int64, err error) {
	var o opened
	found := false
	err = in(func(tx *sql.Tx) error {
		err := o.find(c.Request().Context(), tx, cookie(c, coderCookie))
		found = err == nil
		return err
	})
	if !found {
		if fault.Is(err, fault.NotFound) {
			return 0, err
		}
		return 0, nil
	}
	if err == nil {
		err = o.mayOwn()
	}
	if o.person != nil {
		who = o.person.ID
	}
	return who, err
}

// find reads a project's row and who is coding.
func (o *opened) find(ctx context.Context, tx *sql.Tx, coder string) (err error) {
	if o.info, err = project.InfoTx(ctx, tx); err != nil {
		return err
	}
	return o.findCoder(ctx, tx, coder)
}
