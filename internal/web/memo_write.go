package web

import (
	"database/sql"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/memo"
	"verbatim/ui/words"

	screen "verbatim/ui/memo"
)

// typed lays what a form says over a memo.
func typed(c echo.Context, m *memo.Memo) {
	m.Title, m.Kind, m.Words, m.Shared = c.FormValue("title"), c.FormValue("kind"), lines(c.FormValue("words")), c.FormValue("shared") != ""
}

// writeMemo makes a memo on what the form names.
func (s *Server) writeMemo(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	var made memo.Memo
	e, err := history.Do(ctx, p.DB, action(c, "memo.write"), func(tx *sql.Tx) error {
		m, name, short, err := memoThing(ctx, tx, c)
		if err != nil {
			return err
		}
		if name == "coding" {
			k, err := coding.ByShort(ctx, tx, viewerOf(c), short)
			if err != nil {
				return err
			}
			if m.Segment, err = memoMark(ctx, tx, k); err != nil {
				return err
			}
		}
		typed(c, &m)
		made, err = memo.Write(ctx, tx, viewerOf(c), m)
		return err
	})
	if err != nil {
		return s.refusedMemo(c, "", err)
	}
	if e.Repeated {
		return done(c, e, projectURL(p, "/memos"))
	}
	return done(c, e, projectURL(p, "/memos/"+made.Short()))
}

// updateMemo saves a memo. One that another window saved meanwhile is not
// overwritten.
func (s *Server) updateMemo(c echo.Context) error {
	if byScript(c) {
		return s.rewriteMemo(c)
	}
	ctx, p := c.Request().Context(), projectOf(c)
	what, subject := "memo.update", []string(nil) // what is private is not named in the history
	missing := p.DB.Read(ctx, func(tx *sql.Tx) error {
		m, err := memo.ByShort(ctx, tx, viewerOf(c), c.Param("memo"))
		if shared := c.FormValue("shared") != ""; shared != m.Shared {
			what = "memo.unshare"
			if shared {
				typed(c, &m)
				what, subject = "memo.share", []string{m.Head()}
			}
		}
		return err
	})
	e, err := history.Do(ctx, p.DB, action(c, what, subject...), func(tx *sql.Tx) error {
		if missing != nil {
			return missing
		}
		m, err := memo.ByShort(ctx, tx, viewerOf(c), c.Param("memo"))
		if err != nil {
			return err
		}
		if was := c.FormValue("was"); was != stampOf(m) && was != "" {
			return fault.New(fault.Conflict, "This memo was changed in another window meanwhile. Copy what you wrote, load the page and put it together.")
		}
		typed(c, &m)
		return memo.Update(ctx, tx, viewerOf(c), m)
	})
	if err != nil {
		return s.refusedMemo(c, c.Param("memo"), err)
	}
	return done(c, e, projectURL(p, "/memos/"+c.Param("memo")))
}

// stampOf tells one state of a memo from the next.
func stampOf(m memo.Memo) string { return m.Changed.UTC().Format(time.RFC3339Nano) }

// rewriteMemo saves the words of a memo that was changed where it stands on the
// desk, unless another window changed it meanwhile.
func (s *Server) rewriteMemo(c echo.Context) error {
	ctx := c.Request().Context()
	var in struct {
		change
		Words string `json:"words"`
		Was   string `json:"was"`
	}
	if err := readJSON(c, &in); err != nil {
		return err
	}
	var m memo.Memo
	missing := projectOf(c).DB.Read(ctx, func(tx *sql.Tx) (err error) {
		m, err = memo.ByShort(ctx, tx, viewerOf(c), c.Param("memo"))
		return err
	})
	a := history.Action{Who: personOf(c).ID, What: "memo.update", Document: m.Document, Request: in.Request}
	e, err := history.Do(ctx, projectOf(c).DB, a, func(tx *sql.Tx) error {
		if missing != nil {
			return missing
		}
		now, err := memo.ByShort(ctx, tx, viewerOf(c), c.Param("memo"))
		if err != nil {
			return err
		}
		if stampOf(now) != in.Was {
			return fault.New(fault.Conflict, "This memo was changed in another window meanwhile, and stands here as it is now. Put together what is to stay, and save again.")
		}
		now.Words = lines(in.Words)
		return memo.Update(ctx, tx, viewerOf(c), now)
	})
	if err != nil {
		return err
	}
	return s.replied(c, in.Document, e, did(ctx, e))
}

// refusedMemo shows the page again with what was typed, and why it was not
// taken; what has no page is the error itself.
func (s *Server) refusedMemo(c echo.Context, short string, err error) error {
	ctx := c.Request().Context()
	message, ok := words.Fault(ctx, err)
	if !ok || fault.Is(err, fault.NotFound) || fault.Is(err, fault.Forbidden) {
		return err
	}
	return s.memoPage(c, statuses[fault.As(err).Code], short, func(v *screen.Page) {
		var m memo.Memo
		typed(c, &m)
		v.Title, v.Words, v.Shared, v.Kinds, v.Problem = m.Title, m.Words, m.Shared, memoKinds(ctx, m.Kind), message
		if was := c.FormValue("was"); was != "" {
			v.Was = was
		}
	})
}

// deleteMemo takes a memo away, and goes back to the list, which offers to undo
// it.
func deleteMemo(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	var m memo.Memo
	missing := p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		m, err = memo.ByShort(ctx, tx, viewerOf(c), c.Param("memo"))
		return err
	})
	e, err := history.Do(ctx, p.DB, action(c, "memo.delete"), func(tx *sql.Tx) error {
		if missing != nil {
			return missing
		}
		return memo.Delete(ctx, tx, viewerOf(c), m.ID)
	})
	if err != nil {
		return err
	}
	return done(c, e, projectURL(p, "/memos"))
}

// markMemo writes a memo on a passage that the desk sends: its own segment,
// coded or not.
func (s *Server) markMemo(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	var in struct {
		passage
		Words   string `json:"words"`
		Kind    string `json:"kind"`
		Request string `json:"request"`
	}
	if err := readJSON(c, &in); err != nil {
		return err
	}
	var d document.Document
	var mark coding.Mark
	missing := p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		if d, err = shownDocument(ctx, tx, c.Param("document")); err != nil {
			return err
		}
		mark, _, err = markOf(ctx, tx, d, in.passage)
		return err
	})
	a := history.Action{Who: personOf(c).ID, What: "memo.write", Document: d.ID, Request: in.Request}
	e, err := history.Do(ctx, p.DB, a, func(tx *sql.Tx) error {
		if missing != nil {
			return missing
		}
		segment, err := coding.MarkSegment(ctx, tx, mark)
		if err != nil {
			return err
		}
		_, err = memo.Write(ctx, tx, viewerOf(c), memo.Memo{Segment: segment, Words: lines(in.Words), Kind: in.Kind})
		return err
	})
	if err != nil {
		return err
	}
	return s.replied(c, c.Param("document"), e, did(ctx, e))
}
