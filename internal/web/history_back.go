package web

import (
	"context"
	"database/sql"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/fault"
	"verbatim/internal/history"
	screen "verbatim/ui/history"
	"verbatim/ui/page"
	"verbatim/ui/words"
)

// wayOf reads which way back is meant: to the entry of the route, or only that
// entry itself, and what is to be taken back with it.
func wayOf(c echo.Context) (history.Way, error) {
	id, err := strconv.ParseInt(c.Param("entry"), 10, 64)
	if err != nil {
		return history.Way{}, echo.ErrNotFound
	}
	return history.Way{Who: personOf(c).ID, To: id, Only: c.FormValue("only") != "", With: idsOf(c.FormValue("with")), Leave: c.FormValue("leave") != ""}, nil
}

// idsOf reads a list of ids with commas between them; what is none is left out.
func idsOf(list string) (ids []int64) {
	for part := range strings.SplitSeq(list, ",") {
		if id, err := strconv.ParseInt(part, 10, 64); err == nil && len(ids) <= history.MostBack {
			ids = append(ids, id)
		}
	}
	return ids
}

// showBack says what going back to a point would do, and what stands in the way.
// The entry “last” is the one that an undo would take back.
func (s *Server) showBack(c echo.Context) error {
	if c.Param("entry") == "last" {
		return s.showBackLast(c)
	}
	way, err := wayOf(c)
	if err != nil {
		return err
	}
	return s.backPage(c, way, http.StatusOK)
}

func (s *Server) showBackLast(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	var last history.Entry
	err := p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		last, err = history.Undoable(ctx, tx, personOf(c).ID)
		return err
	})
	if err != nil {
		return err
	}
	if last.ID == 0 {
		return c.Redirect(http.StatusSeeOther, projectURL(p, "/history"))
	}
	return s.backPage(c, history.Way{Who: personOf(c).ID, To: last.ID, Only: true}, http.StatusOK)
}

func (s *Server) backPage(c echo.Context, way history.Way, status int) error {
	ctx, p := c.Request().Context(), projectOf(c)
	way.Leave = false
	plan, err := history.TryBack(ctx, p.DB, way)
	if err != nil {
		return err
	}
	address := projectURL(p, "/history/"+strconv.FormatInt(way.To, 10)+"/back")
	v := screen.BackView{Root: projectURL(p, ""), Action: address, With: joined(way.With), Only: way.Only, Rest: len(plan.Steps)}
	err = p.DB.Read(ctx, func(tx *sql.Tx) error {
		target, err := history.Get(ctx, tx, way.To)
		if err != nil {
			return err
		}
		said, err := saidEntry(ctx, tx, target)
		if err != nil {
			return err
		}
		v.Title = words.Say(ctx, "history.back.title", said)
		if way.Only {
			v.Title = words.Say(ctx, "history.back.only", said)
		}
		v.Sum = planSum(ctx, plan)
		h, err := newHistorian(ctx, tx, v.Root)
		if err != nil {
			return err
		}
		if v.Steps, err = h.rows(ctx, tx, viewerOf(c), plan.Steps); err != nil {
			return err
		}
		with, hidden := slices.Clone(way.With), false
		for _, b := range plan.Blocked {
			drawn, err := h.block(ctx, tx, c, b)
			if err != nil {
				return err
			}
			v.Blocks = append(v.Blocks, drawn)
			for _, e := range b.By {
				if !slices.Contains(with, e.ID) {
					with = append(with, e.ID)
				}
			}
			hidden = hidden || drawn.Hidden > 0
		}
		if len(with) > len(way.With) && !hidden { // another's work in a blind round is not taken back unseen
			q := url.Values{"with": {joined(with)}}
			if way.Only {
				q.Set("only", "1")
			}
			v.More = address + "?" + q.Encode()
		}
		return nil
	})
	if err != nil {
		return err
	}
	f := page.Frame{Title: v.Title, Screen: "history"}
	return renderIn(withChildren(ctx, screen.Back(v)), c, status, page.Layout(s.frame(c, f)))
}

func (h *historian) block(ctx context.Context, tx *sql.Tx, c echo.Context, b history.Block) (screen.Block, error) {
	var out screen.Block
	var err error
	if out.Step, err = h.row(ctx, tx, b.Step, personOf(c).ID); err != nil {
		return out, err
	}
	out.Why, _ = words.Fault(ctx, b.Why)
	out.By, err = h.rows(ctx, tx, viewerOf(c), b.By)
	out.Hidden = len(b.By) - len(out.By)
	return out, err
}

// planSum says how many steps a plan takes back, and of what kinds.
func planSum(ctx context.Context, plan history.Plan) string {
	if len(plan.Steps)+len(plan.Blocked) == 0 {
		return words.Say(ctx, "history.back.none")
	}
	counts := map[string]int{}
	for _, e := range plan.Steps {
		counts[stepKind(e.What)]++
	}
	var parts []string
	for _, kind := range stepKinds {
		if n := counts[kind]; n > 0 {
			parts = append(parts, words.Count(ctx, n, "history.n."+kind))
		}
	}
	sum := words.Count(ctx, len(plan.Steps), "history.back.sum", words.And(ctx, parts))
	if len(plan.Steps) == 0 {
		sum = ""
	}
	if n := len(plan.Blocked); n > 0 {
		sum = strings.TrimSpace(sum + " " + words.Count(ctx, n, "history.back.blocked"))
	}
	return sum
}

// stepKinds are the kinds by which a plan is summed up.
var stepKinds = []string{"coding", "merge", "code", "memo", "document", "finding", "other"}

func stepKind(what string) string {
	first, rest, _ := strings.Cut(what, ".")
	switch {
	case first == "code" && rest == "merge":
		return "merge"
	case first == "quote" || first == "sheet":
		return "finding"
	case first == "codebook":
		return "code"
	case first == "codings":
		return "coding"
	case slices.Contains(stepKinds, first):
		return first
	}
	return "other"
}

// goBack takes back what the page of the plan said. Where something came in
// between, that page says so.
func (s *Server) goBack(c echo.Context) error {
	way, err := wayOf(c)
	if err != nil {
		return err
	}
	entries, err := history.Back(c.Request().Context(), projectOf(c).DB, way, c.FormValue("request"))
	if fault.Is(err, fault.Conflict) {
		return s.backPage(c, way, http.StatusConflict)
	}
	if err != nil {
		return err
	}
	return doneAll(c, entries, projectURL(projectOf(c), "/history"))
}

// goForward does again what was taken back last.
func (s *Server) goForward(c echo.Context) error {
	entries, err := history.Forward(c.Request().Context(), projectOf(c).DB, personOf(c).ID, math.MaxInt64, c.FormValue("request"))
	if err != nil {
		return err
	}
	return doneAll(c, entries, projectURL(projectOf(c), "/history"))
}

// undoEntry takes back one step of the history; what stands in the way is shown
// on a page of its own.
func (s *Server) undoEntry(c echo.Context) error {
	way, err := wayOf(c)
	if err != nil {
		return err
	}
	e, err := history.UndoEntry(c.Request().Context(), projectOf(c).DB, way.To, personOf(c).ID, c.FormValue("request"))
	if fault.Is(err, fault.Conflict) {
		way.Only = true
		return s.backPage(c, way, http.StatusConflict)
	}
	if err != nil {
		return err
	}
	return done(c, e, projectURL(projectOf(c), "/history"))
}

// redoEntry does one step again that was taken back.
func redoEntry(c echo.Context) error {
	way, err := wayOf(c)
	if err != nil {
		return err
	}
	e, err := history.RedoEntry(c.Request().Context(), projectOf(c).DB, way.To, personOf(c).ID, c.FormValue("request"))
	if err != nil {
		return err
	}
	return done(c, e, projectURL(projectOf(c), "/history"))
}

// doneAll goes back to a page after a chain of steps.
func doneAll(c echo.Context, entries []history.Entry, otherwise string) error {
	if len(entries) == 0 {
		return back(c, otherwise)
	}
	return doneSteps(c, entries[len(entries)-1], len(entries), otherwise)
}
