package web

import (
	"context"
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
	out := [][2]int{}
	q, err := search.Parse(asked)
	if err == nil {
		q, err = search.Parse(q.With("document", d.Name))
	}
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.NotFound) {
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	if c.QueryParam("forms") != "" {
		q = q.Forms()
	}
	index, err := search.Of(projectOf(c))
	if err != nil {
		return nil, err
	}
	found, err := index.Find(ctx, viewerOf(c), q, search.Options{Limit: mostHits})
	if err != nil {
		if fault.Is(err, fault.Invalid) || fault.Is(err, fault.NotFound) {
			return out, nil
		}
		return nil, err
	}
	for _, h := range found.Hits {
		if h.Document == d.ID {
			out = append(out, [2]int{h.Start, h.End})
		}
	}
	return out, nil
}
