package web

import (
	"context"
	"database/sql"
	"slices"

	"github.com/labstack/echo/v4"

	"verbatim/internal/history"
	"verbatim/ui/words"
)

// lastSteps is how many of one's own steps the desk lists.
const lastSteps = 20

// stepRow is one of the reader's own steps in the list of the desk.
type stepRow struct {
	ID    int64  `json:"id"`
	Time  string `json:"time"`
	Said  string `json:"said"`
	Where string `json:"where"` // the document
	Gone  bool   `json:"gone"`  // taken back
	Again bool   `json:"again"` // and can be done again from here
}

// listSteps gives the reader's last steps, the newest first.
func (s *Server) listSteps(c echo.Context) error {
	ctx, me := c.Request().Context(), personOf(c).ID
	rows := []stepRow{}
	err := projectOf(c).DB.Read(ctx, func(tx *sql.Tx) error {
		entries, err := history.OwnSteps(ctx, tx, me, 0, lastSteps)
		if err != nil {
			return err
		}
		again, err := history.Redoables(ctx, tx, me, history.MostBack)
		if err != nil {
			return err
		}
		h, err := newHistorian(ctx, tx, projectURL(projectOf(c), ""))
		if err != nil {
			return err
		}
		for _, e := range entries {
			drawn, err := h.row(ctx, tx, e, me)
			if err != nil {
				return err
			}
			rows = append(rows, stepRow{ID: e.ID, Time: drawn.Time, Said: drawn.What, Where: drawn.Document, Gone: e.Undone,
				Again: slices.ContainsFunc(again, func(u history.Entry) bool { return u.Undoes == e.ID })})
		}
		return nil
	})
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.JSON(200, rows)
}

// goStep takes the reader back to one of their own steps, or forward to one that
// was taken back, and answers the desk.
func (s *Server) goStep(c echo.Context) error {
	ctx, p, me := c.Request().Context(), projectOf(c), personOf(c).ID
	var in struct {
		change
		Forward bool `json:"forward"`
	}
	if err := readJSON(c, &in); err != nil {
		return err
	}
	way, err := wayOf(c)
	if err != nil {
		return err
	}
	var entries []history.Entry
	key := "history.took.steps"
	if in.Forward {
		key = "history.again.steps"
		entries, err = history.Forward(ctx, p.DB, me, way.To, in.Request)
	} else {
		entries, err = history.Back(ctx, p.DB, history.Way{Who: me, To: way.To}, in.Request)
	}
	if err != nil {
		return err
	}
	status := words.Say(ctx, "desk.undo.nothing")
	switch n := len(entries); {
	case n == 1:
		if status, err = s.said(c, entries[0], in.Document); err != nil {
			return err
		}
	case n > 1:
		status = words.Count(ctx, n, key)
	}
	return s.repliedAll(c, in.Document, entries, status)
}

// toldAll reads what entries changed.
func toldAll(ctx context.Context, tx *sql.Tx, entries []history.Entry) (n news, err error) {
	for _, e := range entries {
		t := told{Entry: e}
		if t.changes, err = e.Changes(ctx, tx); err != nil {
			return n, err
		}
		n.entries = append(n.entries, t)
	}
	return n, nil
}
