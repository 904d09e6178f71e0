package web

import (
	"context"
	"database/sql"
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/ui/page"
	"verbatim/ui/words"

	screen "verbatim/ui/codebook"
)

// showThemes shows the themes with their codes, to be written and arranged.
func (s *Server) showThemes(c echo.Context) error {
	return s.themePage(c, http.StatusOK, "")
}

func (s *Server) themePage(c echo.Context, status int, problem string) error {
	ctx, p := c.Request().Context(), projectOf(c)
	view := screen.Themes{Root: codeURL(c, ""), Problem: problem}
	f := page.Frame{Screen: "codes", Title: words.Say(ctx, "theme.title"), Body: "codebook"}
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		b, err := readBook(ctx, tx, c)
		if err != nil {
			return err
		}
		view.Choices = b.choices(nil)
		for i, t := range b.themes {
			view.List = append(view.List, b.theme(ctx, t, i > 0, i < len(b.themes)-1))
		}
		return happenedToCodes(ctx, tx, c, &f)
	})
	if err != nil {
		return err
	}
	return renderIn(withChildren(ctx, screen.ThemeList(view)), c, status, page.Layout(s.frame(c, f)))
}

// theme is a theme as the page shows it: its codes in the order of the tree,
// and the passages that they have with the codes under them.
func (b *book) theme(ctx context.Context, t codebook.Theme, up, down bool) screen.Theme {
	out := screen.Theme{ID: t.Short(), Name: t.Name, About: t.About, CanUp: up, CanDown: down, Tree: codeURL(b.c, "") + "?show=" + themeShow + t.Short()}
	counted := map[int64]bool{}
	for _, c := range b.codes {
		if !slices.Contains(t.Codes, c.ID) {
			continue
		}
		out.Codes = append(out.Codes, screen.Line{ID: c.ShortGUID(), Name: c.Name, Hue: c.Hue, Count: strconv.Itoa(b.spread.Counted[c.ID])})
		for id := range codebook.Under(b.codes, c.ID) {
			counted[id] = true
		}
	}
	n := 0
	for id := range counted {
		n += b.spread.Counted[id]
	}
	out.Summary = words.Count(ctx, len(out.Codes), "codes") + ", " + words.Count(ctx, n, "theme.passages")
	return out
}
