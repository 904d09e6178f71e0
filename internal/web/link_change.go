package web

import (
	"database/sql"

	"github.com/labstack/echo/v4"

	"verbatim/internal/coding"
	"verbatim/internal/history"
)

// changeLink says anew what a link is, and its note: for the desk's script, or
// from a form.
func (s *Server) changeLink(c echo.Context) error {
	ctx := c.Request().Context()
	var in struct {
		change
		Kind string `json:"kind"`
		Note string `json:"note"`
	}
	script := byScript(c)
	if script {
		if err := readJSON(c, &in); err != nil {
			return err
		}
	} else {
		in.Request, in.Kind, in.Note = c.FormValue("request"), c.FormValue("kind"), c.FormValue("note")
	}
	var l coding.Link
	missing := projectOf(c).DB.Read(ctx, func(tx *sql.Tx) (err error) {
		l, err = coding.LinkByShort(ctx, tx, viewerOf(c), c.Param("link"))
		return err
	})
	a := history.Action{Who: personOf(c).ID, What: "link.change", Document: l.To.Document, Request: in.Request, Subject: linkSubject(l.From.Exact, l.To.Exact)}
	e, err := history.Do(ctx, projectOf(c).DB, a, func(tx *sql.Tx) error {
		if missing != nil {
			return missing
		}
		return coding.Reconnect(ctx, tx, viewerOf(c), l, in.Kind, in.Note)
	})
	if err != nil {
		return err
	}
	if !script {
		return done(c, e, projectURL(projectOf(c), "/passages"))
	}
	return s.replied(c, in.Document, e, did(ctx, e))
}
