package web

import (
	"database/sql"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/memo"
	"verbatim/internal/people"

	screen "verbatim/ui/passages"
)

// showInPlace is the fragment beside the list: a passage in the text around it,
// what is coded on it and the memos about it.
func (s *Server) showInPlace(c echo.Context) error {
	ctx, v := c.Request().Context(), viewerOf(c)
	var place screen.Place
	err := projectOf(c).DB.Read(ctx, func(tx *sql.Tx) error {
		k, err := coding.ByShort(ctx, tx, v, c.Param("coding"))
		if err != nil {
			return err
		}
		d, err := document.Get(ctx, tx, k.Document)
		if err != nil {
			return err
		}
		places, err := coding.Places(ctx, tx, []coding.Coding{k})
		if err != nil {
			return err
		}
		place.Source = retrievedSource(ctx, d, coding.Retrieved{Coding: k, Place: places[0]})
		back := localPath(c.QueryParam("back"), projectURL(projectOf(c), "/passages"))
		place.URL = documentURL(projectOf(c), d) + "?back=" + url.QueryEscape(back) + "#c-" + k.Short()
		place.New = projectURL(projectOf(c), "/memos/new?coding="+k.Short())
		if place.Lines, err = placeLines(ctx, tx, d, k.Start, k.End); err != nil {
			return err
		}
		place.Back = back
		linked, err := linksIn(ctx, tx, c, d)
		if err != nil {
			return err
		}
		for _, l := range linked {
			if l.Start < k.End && l.End > k.Start {
				place.Links = append(place.Links, screen.Link{Said: l.Said, Words: l.Words, Source: l.Source, Coder: l.Coder, Note: l.Note, URL: l.URL, Mine: l.Mine, Change: l,
					Remove: projectURL(projectOf(c), "/links/"+l.ID+"/remove")})
			}
		}
		place.Note = s.noteForm(ctx, k, v.Write, projectURL(projectOf(c), "/codings/"+k.Short()+"/annotate"), back)
		codes, err := codesAt(ctx, tx, v, d, k.Start, k.End)
		if err != nil {
			return err
		}
		for _, of := range codes {
			place.Codes = append(place.Codes, screen.Choice{Label: of.Name, Hue: of.Hue, URL: codeURL(c, of.ShortGUID())})
		}
		return memosAt(tx, c, k, &place)
	})
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, screen.InPlace(place))
}

// memosAt lists the memos on the words of a coding.
func memosAt(tx *sql.Tx, c echo.Context, k coding.Coding, place *screen.Place) error {
	ctx := c.Request().Context()
	list, err := memo.List(ctx, tx, viewerOf(c), memo.Filter{Document: k.Document})
	if err != nil {
		return err
	}
	for _, m := range list {
		if m.Segment == 0 || m.Start >= k.End || m.End <= k.Start {
			continue
		}
		who, err := people.Get(ctx, tx, m.Author)
		if err != nil {
			return err
		}
		place.Memos = append(place.Memos, screen.Memo{Head: m.Head(), By: who.Initials, URL: projectURL(projectOf(c), "/memos/"+m.Short())})
	}
	return nil
}
