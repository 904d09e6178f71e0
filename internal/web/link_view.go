package web

import (
	"context"
	"database/sql"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/people"
	"verbatim/internal/text"
	"verbatim/ui/desk"
	"verbatim/ui/words"
)

// linkSaid says what this end of a link is to the other; by says it from the
// other end.
func linkSaid(ctx context.Context, kind string, by bool) string {
	key := "link." + kind
	if by {
		key += ".by"
	}
	return words.Say(ctx, key)
}

// linksIn is every end of a link that lies in a document, with what is at the
// other.
func linksIn(ctx context.Context, tx *sql.Tx, c echo.Context, d document.Document) ([]desk.Link, error) {
	v := viewerOf(c)
	list, err := coding.Links(ctx, tx, v, d.ID)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	layers, err := people.Layers(ctx, tx)
	if err != nil {
		return nil, err
	}
	names := map[int64]string{}
	for _, l := range layers {
		names[l.ID] = l.Name
	}
	docs := map[int64]document.Document{d.ID: d}
	var out []desk.Link
	for _, l := range list {
		for _, by := range []bool{false, true} {
			here, there := l.From, l.To
			if by {
				here, there = l.To, l.From
			}
			if here.Document != d.ID {
				continue
			}
			other, known := docs[there.Document]
			if !known {
				if other, err = document.Get(ctx, tx, there.Document); err != nil {
					return nil, err
				}
				docs[other.ID] = other
			}
			k := coding.Coding{Document: other.ID, Start: there.Start, End: there.Span.End}
			places, err := coding.Places(ctx, tx, []coding.Coding{k})
			if err != nil {
				return nil, err
			}
			out = append(out, desk.Link{ID: l.Short(), Change: projectURL(projectOf(c), "/links/"+l.Short()), Start: here.Start, End: here.Span.End, Kind: l.Kind, By: by, Said: linkSaid(ctx, l.Kind, by), Note: l.Note,
				Words: text.Middle(there.Exact, 100), Language: other.Language, Source: retrievedSource(ctx, other, coding.Retrieved{Coding: k, Place: places[0]}),
				Coder: names[l.Layer], Mine: l.Layer == v.Write && v.Write != 0, There: other.ID != d.ID,
				URL: spanURL(c, other, there.Span) + "&back=" + url.QueryEscape(spanURL(c, d, here.Span))})
		}
	}
	return out, nil
}

// spanURL is the address of a passage on the desk.
func spanURL(c echo.Context, d document.Document, s coding.Span) string {
	return documentURL(projectOf(c), d) + "?at=" + strconv.Itoa(s.Start) + "-" + strconv.Itoa(s.End)
}

// replyLinks sends the links of the document again where an entry changed some.
func replyLinks(ctx context.Context, tx *sql.Tx, c echo.Context, d document.Document, r *deskReply) error {
	list, err := linksIn(ctx, tx, c, d)
	if err != nil {
		return err
	}
	var html strings.Builder
	err = desk.Links(list).Render(ctx, &html)
	said := html.String()
	r.Links = &said
	return err
}
