package web

import (
	"context"
	"database/sql"

	"github.com/labstack/echo/v4"

	"verbatim/internal/db"
	"verbatim/internal/document"
	"verbatim/internal/history"
	"verbatim/ui/words"
)

type stepper func(ctx context.Context, d *db.DB, who int64, request string) (history.Entry, error)

// undo takes back the coder's last step, wherever it was.
func (s *Server) undo(c echo.Context) error { return s.stepped(c, history.Undo, "desk.undo.nothing") }

// redo does again the step that was taken back last.
func (s *Server) redo(c echo.Context) error { return s.stepped(c, history.Redo, "desk.redo.nothing") }

// stepped answers the desk with what changed on it, and a form of another page
// by going back there.
func (s *Server) stepped(c echo.Context, step stepper, nothing string) error {
	ctx := c.Request().Context()
	var in change
	script := byScript(c)
	if script {
		if err := readJSON(c, &in); err != nil {
			return err
		}
	} else {
		in.Request = c.FormValue("request")
	}
	e, err := step(ctx, projectOf(c).DB, personOf(c).ID, in.Request)
	if err != nil {
		return err
	}
	if !script {
		return done(c, e, projectURL(projectOf(c), ""))
	}
	status := words.Say(ctx, nothing)
	if e.ID != 0 {
		if status, err = s.said(c, e, in.Document); err != nil {
			return err
		}
	}
	return s.replied(c, in.Document, e, status)
}

// said says what was taken back, and where, if not in this document.
func (s *Server) said(c echo.Context, e history.Entry, here string) (status string, err error) {
	ctx := c.Request().Context()
	err = projectOf(c).DB.Read(ctx, func(tx *sql.Tx) error {
		if status, err = saidEntry(ctx, tx, e); err != nil || e.Document == 0 {
			return err
		}
		d, err := document.Get(ctx, tx, e.Document)
		if err == nil && d.Short() != here {
			status = words.Say(ctx, "desk.elsewhere", status, d.Name)
		}
		return err
	})
	return status, err
}
