package web

import (
	"database/sql"
	"net/http"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/document"
	"verbatim/internal/memo"
	"verbatim/ui/page"
	"verbatim/ui/words"
)

// place is something to go to, as the page's script lists it.
type place struct {
	Kind string `json:"kind"` // in words: "Document", "Code", "Screen"
	Name string `json:"name"`
	Sub  string `json:"sub,omitempty"` // what a code stands under
	URL  string `json:"url"`
	Hue  int    `json:"hue,omitempty"` // of a code's branch, 1 to 8
}

// listPlaces gives everything that “Go to anything” goes to.
func listPlaces(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	var out []place
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		docs, err := document.List(ctx, tx)
		if err != nil {
			return err
		}
		for _, d := range docs {
			out = append(out, place{Kind: words.Say(ctx, "app.go.document"), Name: d.Name, URL: projectURL(p, "/d/"+d.Short())})
		}
		codes, err := codebook.List(ctx, tx)
		names := map[int64]string{}
		for _, code := range codes { // a parent comes before its children
			names[code.ID] = code.Name
			out = append(out, place{Kind: words.Say(ctx, "app.go.code"), Name: code.Name, Sub: names[code.Parent],
				URL: projectURL(p, "/codes/"+code.ShortGUID()), Hue: code.Hue})
		}
		if err != nil {
			return err
		}
		memos, err := memo.List(ctx, tx, viewerOf(c), memo.Filter{})
		for _, m := range memos {
			out = append(out, place{Kind: words.Say(ctx, "app.go.memo"), Name: m.Head(), URL: projectURL(p, "/memos/"+m.Short())})
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, s := range page.Screens(ctx, &page.Project{Slug: p.Slug}) {
		out = append(out, place{Kind: words.Say(ctx, "app.go.screen"), Name: s.Label, URL: s.URL})
	}
	for _, s := range []struct{ key, path string }{{"docs.history", "/history"}, {"docs.backups", "/backups"}, {"coder.title", "/coder"},
		{"theme.title", "/codes/themes"}, {"version.title", "/codes/versions"}, {"alike.title", "/codes/alike"}} {
		out = append(out, place{Kind: words.Say(ctx, "app.go.screen"), Name: words.Say(ctx, s.key), URL: projectURL(p, s.path)})
	}
	out = append(out, place{Kind: words.Say(ctx, "app.go.screen"), Name: words.Say(ctx, "error.home"), URL: "/"})
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.JSON(http.StatusOK, out)
}
