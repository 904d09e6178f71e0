package web

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/ui/page"
	"verbatim/ui/start"
	"verbatim/ui/words"
)

// showDocuments is a project's list of documents, with where to read on.
func (s *Server) showDocuments(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	v := start.Documents{Root: projectURL(p, ""), Name: infoOf(c).Name}
	f := page.Frame{Screen: "docs", Title: v.Name, Scripts: []string{"start.js"}, Words: []string{"start.js."}}
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		if err := fillDocuments(ctx, tx, c, &v); err != nil {
			return err
		}
		return happened(ctx, tx, c, &f)
	})
	if err != nil {
		return err
	}
	return s.show(c, f, start.List(v))
}

// fillDocuments reads what the list shows.
func fillDocuments(ctx context.Context, tx *sql.Tx, c echo.Context, v *start.Documents) error {
	docs, err := document.List(ctx, tx)
	if err != nil {
		return err
	}
	groups, err := document.Groups(ctx, tx)
	if err != nil {
		return err
	}
	places, err := document.Places(ctx, tx, personOf(c).ID)
	if err != nil {
		return err
	}
	counted, err := coding.Counted(ctx, tx, viewerOf(c), 0)
	if err != nil {
		return err
	}
	all, err := coding.Tally(ctx, tx, viewerOf(c), 0)
	if err != nil {
		return err
	}
	trashed, err := document.Trashed(ctx, tx)
	if err != nil {
		return err
	}
	codings, uncounted := map[int64]int{}, -len(counted)
	for _, k := range counted {
		codings[k.Document]++
	}
	for _, n := range all {
		uncounted += n
	}
	v.Groups = append(v.Groups, start.Group{})
	at := map[int64]int{0: 0}
	for _, g := range groups {
		at[g.ID] = len(v.Groups)
		v.Groups = append(v.Groups, start.Group{ID: g.ID, Name: g.Name})
		v.Names = append(v.Names, g.Name)
	}
	total := 0
	for _, d := range docs {
		total += d.Words
		g := &v.Groups[at[d.Group]]
		g.Documents = append(g.Documents, start.Document{
			Short: d.Short(), Name: d.Name, Group: g.Name, Sub: describe(ctx, d),
			Words: d.Words, Turns: d.Turns, Codings: codings[d.ID], Percent: percentRead(d, places[d.ID]),
		})
	}
	for _, g := range v.Groups {
		if n := len(g.Documents); n > 0 {
			g.Documents[0].First, g.Documents[n-1].Last = true, true
		}
	}
	for _, d := range trashed {
		v.Trashed = append(v.Trashed, start.Document{Short: d.Short(), Name: d.Name})
	}
	if len(docs) == 0 {
		return nil
	}
	v.Summary = strings.Join([]string{words.Count(ctx, len(docs), "documents"), words.Count(ctx, total, "words"), words.Count(ctx, len(counted), "codings")}, ", ") + "."
	if uncounted > 0 { // the start page counts these too
		v.Summary += " " + words.Count(ctx, uncounted, "docs.uncounted")
	}
	v.Last, err = readOn(ctx, tx, c, docs)
	return err
}

// describe is the small print of a document: language, format, when it came.
func describe(ctx context.Context, d document.Document) string {
	var parts []string
	if name := words.Language(ctx, d.Language); name != "" {
		parts = append(parts, name)
	}
	return strings.Join(append(parts, d.Format, words.When(ctx, d.Imported.Local(), time.Now())), " · ")
}

// percentRead is how far a person has been in a document, 0 to 100.
func percentRead(d document.Document, p document.Place) int {
	if d.Length == 0 {
		return 0
	}
	return min(100, p.Furthest*100/d.Length)
}

// readOn is where this coder was last, or the first document where they have
// read nothing yet.
func readOn(ctx context.Context, tx *sql.Tx, c echo.Context, docs []document.Document) (*start.Last, error) {
	root := projectURL(projectOf(c), "/d/")
	place, any, err := document.LastPlace(ctx, tx, personOf(c).ID)
	if err != nil {
		return nil, err
	}
	for _, d := range docs {
		if !any || d.ID != place.Document {
			continue
		}
		last := &start.Last{Name: words.Say(ctx, "docs.readon", d.Name), URL: root + d.Short()}
		turn, ok, err := document.TurnAt(ctx, tx, d, place.Position)
		if err != nil {
			return nil, err
		}
		if when := words.When(ctx, place.At.Local(), time.Now()); ok {
			last.When = words.Say(ctx, "docs.readat", turn.Seq+1, when)
		} else {
			last.When = when
		}
		return last, nil
	}
	return &start.Last{Name: words.Say(ctx, "docs.begin", docs[0].Name), URL: root + docs[0].Short()}, nil
}
