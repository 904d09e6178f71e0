package web

import (
	"database/sql"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/history"
	"verbatim/internal/text"
)

// recodeCoding gives a coding another code, which is made where asked.
func (s *Server) recodeCoding(c echo.Context) error {
	ctx := c.Request().Context()
	var in struct {
		change
		Code   string   `json:"code"`   // short guid
		Create *newCode `json:"create"` // instead of a code
	}
	if err := readJSON(c, &in); err != nil {
		return err
	}
	k, code, d, missing := codingOf(c)
	var to codebook.Code
	if in.Create != nil {
		to.Name = text.Collapse(in.Create.Name)
	} else if err := projectOf(c).DB.Read(ctx, func(tx *sql.Tx) (err error) {
		to, err = codebook.ByShort(ctx, tx, in.Code)
		return err
	}); err != nil {
		return err
	}
	a := history.Action{Who: personOf(c).ID, What: "coding.recode", Document: d.ID, Request: in.Request, Subject: []string{code.Name, to.Name}}
	e, err := history.Do(ctx, projectOf(c).DB, a, func(tx *sql.Tx) error {
		if missing != nil {
			return missing
		}
		if in.Create != nil {
			made, err := in.Create.make(ctx, tx, personOf(c))
			if err != nil {
				return err
			}
			to = made
		}
		return coding.Recode(ctx, tx, viewerOf(c), k.ID, to.ID)
	})
	if err != nil {
		return err
	}
	return s.replied(c, in.Document, e, did(ctx, e))
}
