package web

import (
	"context"
	"database/sql"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/search"
)

// mostHits is how many hits a document's map shows: more would be a closed bar.
const mostHits = 2000

// hitsIn is where a search's hits stand in a document, [start,end) in code
// points, for a reader who came from one of them: the address carries the
// search as q. A question that cannot be read has none.
func hitsIn(ctx context.Context, c echo.Context, d document.Document) ([][2]int, error) {
	asked := strings.TrimSpace(c.QueryParam("q"))
	if asked == "" {
		return nil, nil
	}
	hits, _, err := hitsFor(ctx, c, d, asked)
	return hits, err
}

// showHits is where what was typed into the desk's box stands in the document,
// and the search page that says the same. Several words are meant side by side,
// but where quotation marks say what is.
func (s *Server) showHits(c echo.Context) error {
	ctx := c.Request().Context()
	var d document.Document
	err := projectOf(c).DB.Read(ctx, func(tx *sql.Tx) (err error) {
		d, err = shownDocument(ctx, tx, c.Param("document"))
		return err
	})
	if err != nil {
		return err
	}
	asked := strings.TrimSpace(c.QueryParam("find"))
	if len(strings.Fields(asked)) > 1 && !strings.ContainsAny(asked, `"“”„«»`) {
		asked = `"` + asked + `"`
	}
	hits, whole, err := hitsFor(ctx, c, d, asked)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"hits": hits, "url": projectURL(projectOf(c), "/search?") + url.Values{"q": {whole}}.Encode()})
}

// hitsFor is where the hits of a question stand in a document, and the question
// as it is asked of that document only. One that cannot be read has none.
func hitsFor(ctx context.Context, c echo.Context, d document.Document, asked string) (hits [][2]int, whole string, err error) {
	hits, whole = [][2]int{}, asked
	q, err := search.Parse(asked)
	if err == nil {
		whole = q.With("document", d.Name)
		q, err = search.Parse(whole)
	}
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.NotFound) {
		return hits, whole, nil
	}
	if err != nil {
		return nil, "", err
	}
	if c.QueryParam("forms") != "" {
		q = q.Forms()
	}
	index, err := search.Of(projectOf(c))
	if err != nil {
		return nil, "", err
	}
	found, err := index.Find(ctx, viewerOf(c), q, search.Options{Limit: mostHits})
	if err != nil {
		if fault.Is(err, fault.Invalid) || fault.Is(err, fault.NotFound) {
			return hits, whole, nil
		}
		return nil, "", err
	}
	for _, h := range found.Hits {
		if h.Document == d.ID {
			hits = append(hits, [2]int{h.Start, h.End})
		}
	}
	return hits, whole, nil
}
