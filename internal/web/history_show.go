package web

import (
	"context"
	"database/sql"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/document"
	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/internal/people"
	screen "verbatim/ui/history"
	"verbatim/ui/page"
	"verbatim/ui/words"
)

// historyPage is how many entries a page of the history shows.
const historyPage = 200

// historyKinds are the beginnings of an entry's what by which one can filter.
var historyKinds = []string{"coding", "code", "codebook", "theme", "link", "document", "finding", "memo", "person", "project"}

// showHistory shows who did what, where and when.
func (s *Server) showHistory(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	v := screen.View{Root: projectURL(p, ""), Here: c.Request().URL.RequestURI()}
	f := page.Frame{Title: words.Say(ctx, "history.title"), Screen: "history"}
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		if err := happened(ctx, tx, c, &f); err != nil {
			return err
		}
		look, err := historyFilter(ctx, tx, c, &v)
		if err != nil {
			return err
		}
		entries, err := history.List(ctx, tx, look)
		if err != nil {
			return err
		}
		if len(entries) == historyPage {
			q := c.QueryParams()
			q.Del("did")
			q.Del("steps")
			q.Set("before", strconv.FormatInt(entries[historyPage-1].ID, 10))
			v.Older = projectURL(p, "/history?"+q.Encode())
		}
		if v.Days, err = historyDays(ctx, tx, viewerOf(c), v.Root, entries); err != nil {
			return err
		}
		again, err := history.Redoables(ctx, tx, personOf(c).ID, history.MostBack)
		if v.Again = len(again); err != nil {
			return err
		}
		newest, err := history.Undoable(ctx, tx, personOf(c).ID)
		v.Newest = newest.ID
		return err
	})
	if err != nil {
		return err
	}
	return s.show(c, f, screen.Screen(v))
}

// historyFilter reads what the address asks for, and fills the choices.
func historyFilter(ctx context.Context, tx *sql.Tx, c echo.Context, v *screen.View) (history.Filter, error) {
	f := history.Filter{Limit: historyPage}
	f.Before, _ = strconv.ParseInt(c.QueryParam("before"), 10, 64)
	f.Since, _ = strconv.ParseInt(c.QueryParam("since"), 10, 64)
	persons, err := people.List(ctx, tx)
	if err != nil {
		return f, err
	}
	for _, person := range persons {
		choice := screen.Choice{Value: guid.Short(person.GUID), Label: person.Name}
		if choice.Chosen = choice.Value == c.QueryParam("who"); choice.Chosen {
			f.Who = person.ID
		}
		v.People = append(v.People, choice)
	}
	for _, kind := range historyKinds {
		choice := screen.Choice{Value: kind, Label: words.Say(ctx, "history.kind."+kind), Chosen: kind == c.QueryParam("what")}
		if choice.Chosen {
			f.What = kind + "."
		}
		v.Kinds = append(v.Kinds, choice)
	}
	docs, err := document.List(ctx, tx)
	if err != nil {
		return f, err
	}
	for _, d := range docs {
		choice := screen.Choice{Value: d.Short(), Label: d.Name, Chosen: d.Short() == c.QueryParam("document")}
		if choice.Chosen {
			f.Document = d.ID
		}
		v.Documents = append(v.Documents, choice)
	}
	v.Filtered = f.Who != 0 || f.What != "" || f.Document != 0 || f.Since != 0
	return f, nil
}

// historian draws entries with the names of people and documents.
type historian struct {
	root   string
	names  map[int64]string
	places map[int64]*document.Document // nil for one that is gone
}

func newHistorian(ctx context.Context, tx *sql.Tx, root string) (*historian, error) {
	persons, err := people.List(ctx, tx)
	if err != nil {
		return nil, err
	}
	h := &historian{root: root, names: map[int64]string{0: words.Say(ctx, "history.program")}, places: map[int64]*document.Document{}}
	for _, person := range persons {
		h.names[person.ID] = person.Name
	}
	return h, nil
}

// row draws one entry for whoever reads.
func (h *historian) row(ctx context.Context, tx *sql.Tx, e history.Entry, me int64) (screen.Entry, error) {
	at := e.At.In(time.Local)
	row := screen.Entry{ID: e.ID, Time: at.Format("15:04"), Day: words.Day(ctx, at), Year: at.Format("2006"), Stamp: e.At.Format(time.RFC3339), Who: h.names[e.Who], Why: e.Why,
		Undone: e.Undone, CanUndo: e.Who != 0 && e.Undoes == 0 && !e.Undone, Own: e.Who == me && e.Undoes == 0,
		URL: h.root + "/history?before=" + strconv.FormatInt(e.ID+1, 10) + "#e" + strconv.FormatInt(e.ID, 10)}
	var err error
	if row.What, err = saidEntry(ctx, tx, e); err != nil || e.Document == 0 {
		return row, err
	}
	if _, known := h.places[e.Document]; !known {
		h.places[e.Document] = nil
		if d, err := document.Get(ctx, tx, e.Document); err == nil {
			h.places[e.Document] = &d
		}
	}
	if d := h.places[e.Document]; d != nil {
		row.Document, row.Place = d.Name, h.root+"/d/"+d.Short()
	}
	return row, nil
}

// rows draws entries that the viewer may hear of.
func (h *historian) rows(ctx context.Context, tx *sql.Tx, v people.Viewer, entries []history.Entry) ([]screen.Entry, error) {
	var out []screen.Entry
	for _, e := range entries {
		if heard, err := hears(ctx, tx, v, e); err != nil {
			return nil, err
		} else if !heard {
			continue
		}
		row, err := h.row(ctx, tx, e, v.Person)
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}

// hears reports whether a viewer may be told of an entry at all: in a blind
// round another's codings are not in the history either.
func hears(ctx context.Context, tx *sql.Tx, v people.Viewer, e history.Entry) (bool, error) {
	if v.Layers == nil || e.Who == v.Person {
		return true, nil
	}
	traces, err := people.Traces(ctx, tx, e.ID)
	return len(v.Hears(traces)) > 0, err
}

// historyDays sets entries under the days on which they were made.
func historyDays(ctx context.Context, tx *sql.Tx, v people.Viewer, root string, entries []history.Entry) ([]screen.Day, error) {
	h, err := newHistorian(ctx, tx, root)
	if err != nil {
		return nil, err
	}
	rows, err := h.rows(ctx, tx, v, entries)
	if err != nil {
		return nil, err
	}
	var days []screen.Day
	for _, row := range rows {
		name := row.Day + " " + row.Year
		if len(days) == 0 || days[len(days)-1].Name != name {
			days = append(days, screen.Day{Name: name})
		}
		last := &days[len(days)-1]
		last.Entries = append(last.Entries, row)
	}
	return days, nil
}
