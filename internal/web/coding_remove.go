package web

import (
	"database/sql"
	"strconv"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/history"
	"verbatim/internal/text"
)

// change is what every request about one coding carries.
type change struct {
	Document string `json:"document"` // short guid of the one on the desk
	Request  string `json:"request"`
}

// codingOf reads the coding that the address names, with its code and document.
// An error is for the entry to end with: when the request was done already, the
// coding may be gone, and the entry of then is the answer.
func codingOf(c echo.Context) (k coding.Coding, code codebook.Code, d document.Document, err error) {
	ctx := c.Request().Context()
	err = projectOf(c).DB.Read(ctx, func(tx *sql.Tx) (err error) {
		if k, err = coding.ByShort(ctx, tx, viewerOf(c), c.Param("coding")); err != nil {
			return err
		}
		if code, err = codebook.Get(ctx, tx, k.Code); err != nil {
			return err
		}
		d, err = document.Get(ctx, tx, k.Document)
		return err
	})
	return k, code, d, err
}

// removeCoding takes a coding away.
func (s *Server) removeCoding(c echo.Context) error {
	ctx := c.Request().Context()
	var in change
	if err := readJSON(c, &in); err != nil {
		return err
	}
	k, code, d, missing := codingOf(c)
	a := history.Action{Who: personOf(c).ID, What: "coding.remove", Document: d.ID, Request: in.Request,
		Subject: []string{code.Name, strconv.Itoa(text.Words(k.Exact))}}
	e, err := history.Do(ctx, projectOf(c).DB, a, func(tx *sql.Tx) error {
		if missing != nil {
			return missing
		}
		return coding.Remove(ctx, tx, viewerOf(c), k.ID)
	})
	if err != nil {
		return err
	}
	return s.replied(c, in.Document, e, did(ctx, e))
}
