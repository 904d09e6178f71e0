package web

import (
	"context"
	"database/sql"
	"net/url"
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
var historyKinds = []string{"coding", "code", "theme", "document", "finding", "memo", "person", "project"}

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
			q.Set("before", strconv.FormatInt(entries[historyPage-1].ID, 10))
			v.Older = projectURL(p, "/history?"+q.Encode())
		}
		v.Days, err = historyDays(ctx, tx, v.Root, entries)
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

// historyDays sets entries under the days on which they were made.
func historyDays(ctx context.Context, tx *sql.Tx, root string, entries []history.Entry) ([]screen.Day, error) {
	persons, err := people.List(ctx, tx)
	if err != nil {
		return nil, err
	}
	names := map[int64]string{0: words.Say(ctx, "history.program")}
	for _, person := range persons {
		names[person.ID] = person.Name
	}
	places := map[int64]url.URL{}
	titles := map[int64]string{}
	var days []screen.Day
	for _, e := range entries {
		at := e.At.In(time.Local)
		name := words.Day(ctx, at) + " " + at.Format("2006")
		if len(days) == 0 || days[len(days)-1].Name != name {
			days = append(days, screen.Day{Name: name})
		}
		row := screen.Entry{ID: e.ID, Time: at.Format("15:04"), Stamp: e.At.Format(time.RFC3339), Who: names[e.Who], Why: e.Why,
			Undone: e.Undone, CanUndo: e.Who != 0 && e.Undoes == 0 && !e.Undone}
		if row.What, err = saidEntry(ctx, tx, e); err != nil {
			return nil, err
		}
		if e.Document != 0 {
			if _, known := titles[e.Document]; !known {
				if d, err := document.Get(ctx, tx, e.Document); err == nil {
					titles[d.ID], places[d.ID] = d.Name, url.URL{Path: root + "/d/" + d.Short()}
				}
			}
			row.Document = titles[e.Document]
			if at := places[e.Document]; at.Path != "" {
				row.URL = at.String()
			}
		}
		last := &days[len(days)-1]
		last.Entries = append(last.Entries, row)
	}
	return days, nil
}

// undoEntry takes back one step of the history.
func undoEntry(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	id, err := strconv.ParseInt(c.Param("entry"), 10, 64)
	if err != nil {
		return echo.ErrNotFound
	}
	e, err := history.UndoEntry(ctx, p.DB, id, personOf(c).ID, c.FormValue("request"))
	if err != nil {
		return err
	}
	return done(c, e, projectURL(p, "/history"))
}
