package web

import (
	"context"
	"database/sql"

	"github.com/labstack/echo/v4"

	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/history"
	"verbatim/internal/text"
)

// linkEnd is a passage as the desk sends it, with the document it is in.
type linkEnd struct {
	passage
	Document string `json:"document"` // short guid
}

// mark finds the passage in the text, as it was seen.
func (l linkEnd) mark(ctx context.Context, tx *sql.Tx) (document.Document, coding.Mark, error) {
	d, err := shownDocument(ctx, tx, l.Document)
	if err != nil {
		return d, coding.Mark{}, err
	}
	m, _, err := markOf(ctx, tx, d, l.passage)
	return d, m, err
}

// makeLink links a passage to another, on the desk.
func (s *Server) makeLink(c echo.Context) error {
	ctx := c.Request().Context()
	var in struct {
		change
		Kind string  `json:"kind"`
		Note string  `json:"note"`
		From linkEnd `json:"from"`
		To   linkEnd `json:"to"`
	}
	if err := readJSON(c, &in); err != nil {
		return err
	}
	var from, to coding.Mark
	var d document.Document
	missing := projectOf(c).DB.Read(ctx, func(tx *sql.Tx) (err error) {
		if _, from, err = in.From.mark(ctx, tx); err != nil {
			return err
		}
		d, to, err = in.To.mark(ctx, tx)
		return err
	})
	a := history.Action{Who: personOf(c).ID, What: "link.make", Document: d.ID, Request: in.Request, Subject: linkSubject(from.Exact, to.Exact)}
	e, err := history.Do(ctx, projectOf(c).DB, a, func(tx *sql.Tx) error {
		if missing != nil { // a request that was done is answered as it was then
			return missing
		}
		_, err := coding.Connect(ctx, tx, viewerOf(c), in.Kind, in.Note, from, to)
		return err
	})
	if err != nil {
		return err
	}
	return s.replied(c, in.Document, e, did(ctx, e))
}

// linkSubject is the two passages as the history names them.
func linkSubject(from, to string) []string {
	return []string{text.Middle(from, 40), text.Middle(to, 40)}
}
