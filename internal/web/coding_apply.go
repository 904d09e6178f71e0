package web

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/text"
	"verbatim/ui/desk"
	"verbatim/ui/words"
)

// passage is a span as the desk sends it: code points of a version's text, with
// the words that were seen there.
type passage struct {
	Version int    `json:"version"` // its number
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Exact   string `json:"exact"`
}

// application is a request to put codes on a passage.
type application struct {
	passage
	Codes  []string `json:"codes"` // short guids
	Create *newCode `json:"create"`
	// Request is the desk's own id: a change that was done is not done again.
	Request string `json:"request"`
}

// newCode is a code that is made with its first coding.
type newCode struct {
	Name   string `json:"name"`
	Parent string `json:"parent"` // short guid, or the name of a parent that is made too; "" for none
	Origin string `json:"origin"`
}

// byScript reports whether the desk's script asks, which sends JSON, and not a
// form.
func byScript(c echo.Context) bool {
	return strings.HasPrefix(c.Request().Header.Get("Content-Type"), "application/json")
}

// readJSON reads the body of a request of the desk's script.
func readJSON(c echo.Context, into any) error {
	err := json.NewDecoder(c.Request().Body).Decode(into)
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return err
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return fault.Wrap(err, fault.Invalid, "The page sent something that cannot be understood. Load it again.")
	}
	return nil
}

// errNothing ends an entry that would hold nothing.
var errNothing = errors.New("nothing to do")

// applyCodings puts codes on a passage, and makes a new one where asked. It reads,
// writes and tells in one transaction: three would read the document and the
// codes three times.
func (s *Server) applyCodings(c echo.Context) error {
	ctx := c.Request().Context()
	var in application
	if err := readJSON(c, &in); err != nil {
		return err
	}
	r := newReply()
	_, err := history.Write(ctx, projectOf(c).DB, func(tx *sql.Tx) (history.Entry, error) {
		d, err := shownDocument(ctx, tx, c.Param("document"))
		if err != nil {
			return history.Entry{}, err
		}
		e, err := in.apply(ctx, tx, d, personOf(c), viewerOf(c))
		if err != nil {
			return e, err
		}
		if e.ID == 0 {
			r.Status = words.Say(ctx, "desk.did.nothing")
			return e, nil
		}
		r.made(e)
		r.Status = did(ctx, e)
		return e, fillReply(ctx, tx, c, d, []history.Entry{e}, &r)
	})
	if err != nil {
		return err
	}
	return r.answer(c)
}

// apply makes the entry of an application to a document.
func (a *application) apply(ctx context.Context, tx *sql.Tx, d document.Document, who people.Person, v people.Viewer) (history.Entry, error) {
	mark, count, err := markOf(ctx, tx, d, a.passage)
	if err != nil {
		return history.Entry{}, err
	}
	var codes []codebook.Code
	var names []string
	for _, short := range a.Codes {
		code, err := codebook.ByShort(ctx, tx, short)
		if err != nil {
			return history.Entry{}, err
		}
		codes, names = append(codes, code), append(names, code.Name)
	}
	if a.Create != nil {
		names = append(names, text.Collapse(a.Create.Name))
	}
	does := history.Action{Who: who.ID, What: "coding.apply", Document: d.ID, Request: a.Request,
		Subject: []string{strings.Join(names, ", "), strconv.Itoa(count)}}
	return history.DoTx(ctx, tx, does, func(tx *sql.Tx) error {
		if a.Create != nil {
			made, err := a.Create.make(ctx, tx, who)
			if err != nil {
				return err
			}
			codes = append(codes, made)
		}
		_, err := coding.ApplyTo(ctx, tx, v, d, mark, codes...)
		return err
	})
}

// make creates the code, and its parent where that is only a name.
func (n *newCode) make(ctx context.Context, tx *sql.Tx, who people.Person) (codebook.Code, error) {
	code := codebook.Code{Name: n.Name, Origin: n.Origin}
	switch {
	case n.Parent == "":
	case guid.IsShort(n.Parent):
		parent, err := codebook.ByShort(ctx, tx, n.Parent)
		if err != nil {
			return code, err
		}
		code.Parent = parent.ID
	default:
		parent, err := codebook.Ensure(ctx, tx, who.ID, n.Parent)
		if err != nil {
			return code, err
		}
		code.Parent = parent.ID
	}
	return codebook.Create(ctx, tx, who.ID, code)
}

// markOf checks a passage against the text and gives it with its exact words,
// and the number of words in it.
func markOf(ctx context.Context, tx *sql.Tx, d document.Document, p passage) (coding.Mark, int, error) {
	m := coding.Mark{Document: d.ID, Version: d.Version, Start: p.Start, End: p.End}
	if p.Version != d.Number {
		return m, 0, fault.New(fault.Conflict, "The text of “%s” was corrected since you opened it. Load the page again and mark the words anew.", d.Name)
	}
	if p.Start < 0 || p.End > d.Length || p.End <= p.Start {
		return m, 0, fault.New(fault.Invalid, "There is no passage %d–%d in “%s”, which is %d characters long.", p.Start, p.End, d.Name, d.Length)
	}
	blocks, err := document.BlocksBetween(ctx, tx, d, p.Start, p.End)
	if err != nil {
		return m, 0, err
	}
	// The desk sends what it shows: the words of the blocks, a line each, without
	// labels, times and separators. So a coding lands on the words that were seen
	// and nothing else.
	drawn := desk.Words(deskBlocks(blocks), p.Start, p.End)
	if drawn != p.Exact {
		return m, 0, fault.New(fault.Conflict, "The words at %d–%d of “%s” are not the ones you marked. Load the page again and mark them anew.", p.Start, p.End, d.Name)
	}
	m.Exact = document.TextOf(blocks, p.Start, p.End)
	return m, text.Words(drawn), nil
}
