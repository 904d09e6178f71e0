package web

import (
	"context"
	"database/sql"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/cases"
	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/ui/desk"
	"verbatim/ui/page"
	"verbatim/ui/words"
)

// openDesk goes to the document that was read last, else to the first; where
// there is none, to the list of documents, which says how to bring one in.
func (s *Server) openDesk(c echo.Context) error {
	ctx := c.Request().Context()
	p := projectOf(c)
	url := projectURL(p, "")
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		last, ok, err := document.LastPlace(ctx, tx, personOf(c).ID)
		if err != nil {
			return err
		}
		list, err := document.List(ctx, tx)
		for _, d := range list {
			if !ok || d.ID == last.Document {
				url = documentURL(p, d)
				break
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, url)
}

func documentURL(p *project.Project, d document.Document) string {
	return projectURL(p, "/d/"+d.Short())
}

// shownDocument is the document that an address names, if it is on the desk.
func shownDocument(ctx context.Context, tx *sql.Tx, short string) (document.Document, error) {
	d, err := document.ByShort(ctx, tx, short)
	if err == nil && !d.Trashed.IsZero() {
		return d, fault.New(fault.NotFound, "“%s” is in the trash. Bring it back from the list of documents to read it.", d.Name)
	}
	return d, err
}

// showDocument is the desk with a document on it.
func (s *Server) showDocument(c echo.Context) error {
	ctx := c.Request().Context()
	view := desk.Page{Project: projectURL(projectOf(c), ""), Coder: personOf(c).Initials, Reader: viewerOf(c).Write == 0,
		Reading: desk.ReadReading(cookie(c, readingCookie))}
	var shown document.Document
	var said string
	err := projectOf(c).DB.Read(ctx, func(tx *sql.Tx) error {
		d, err := shownDocument(ctx, tx, c.Param("document"))
		if err != nil {
			return err
		}
		shown = d
		view.URL, view.ID, view.Name, view.Version = documentURL(projectOf(c), d), d.Short(), d.Name, d.Number
		view.Meta = documentFacts(ctx, d)
		if view.Text, err = documentText(ctx, tx, d); err != nil {
			return err
		}
		codes, err := codebook.All(ctx, tx)
		if err != nil {
			return err
		}
		if view.Tree, err = deskCodes(ctx, tx, viewerOf(c), codes); err != nil {
			return err
		}
		list, err := coding.Outlines(ctx, tx, viewerOf(c), d.ID, 0, max(d.Length, 1))
		if err != nil {
			return err
		}
		if view.Codings, err = deskCodings(ctx, tx, c, list, byKey(codes)); err != nil {
			return err
		}
		if view.Memos, err = deskMemos(ctx, tx, c, d); err != nil {
			return err
		}
		if view.Links, err = linksIn(ctx, tx, c, d); err != nil {
			return err
		}
		if view.At, said, err = anchored(ctx, tx, c, d); err != nil {
			return err
		}
		return deskDocuments(ctx, tx, c, d, &view)
	})
	if err != nil {
		return err
	}
	if view.Hits, err = hitsIn(ctx, c, shown); err != nil {
		return err
	}
	if view.Hits != nil && said == "" {
		said = words.Count(ctx, len(view.Hits), "desk.hits", c.QueryParam("q"))
	}
	return s.show(c, page.Frame{
		Status: said,
		Title:  view.Name, Screen: "desk", Body: "at-desk", Scripts: []string{"desk.js"}, Undo: true,
		Words: []string{"desk.js.", "saved", "do.retry"},
		Panes: []page.Pane{
			{Name: "docs", Label: words.Say(ctx, "desk.panes.docs")},
			{Name: "text", Label: words.Say(ctx, "desk.panes.text"), Open: true},
			{Name: "codings", Label: words.Say(ctx, "desk.panes.codings")},
		},
	}, desk.Show(view))
}

// documentFacts is the line below a document's name.
func documentFacts(ctx context.Context, d document.Document) string {
	facts := []string{words.Say(ctx, "desk.kind."+strings.ReplaceAll(d.Kind, " ", ""))}
	if d.Turns > 0 {
		facts = append(facts, words.Count(ctx, d.Turns, "desk.turns"))
	}
	facts = append(facts, words.Count(ctx, d.Words, "desk.words"))
	if d.Language != "" {
		language := words.Say(ctx, "lang."+d.Language)
		if language == "lang."+d.Language {
			language = d.Language
		}
		facts = append(facts, language)
	}
	if d.Number > 1 {
		facts = append(facts, words.Say(ctx, "desk.meta.version", d.Number))
	}
	return strings.Join(facts, " · ")
}

// documentText is the whole text of a document as the desk draws it.
func documentText(ctx context.Context, tx *sql.Tx, d document.Document) (desk.Text, error) {
	t := desk.Text{Language: d.Language, Length: d.Length}
	blocks, err := document.Blocks(ctx, tx, d)
	if err != nil {
		return t, err
	}
	turns, err := document.TurnSpeakers(ctx, tx, d)
	if err != nil {
		return t, err
	}
	speakers, err := document.Speakers(ctx, tx, d.ID)
	if err != nil {
		return t, err
	}
	t.Turns = make([]desk.Turn, len(turns))
	for i, turn := range turns {
		if turn >= 0 && turn < len(speakers) {
			speaker := speakers[turn]
			t.Turns[i] = desk.Turn{Speaker: speaker.Name, Interviewer: speaker.Interviewer}
		}
	}
	t.Blocks = deskBlocks(blocks)
	return t, nil
}

func deskBlocks(blocks []document.Block) []desk.Block {
	out := make([]desk.Block, len(blocks))
	for i, b := range blocks {
		out[i] = desk.Block{Seq: b.Seq, Kind: b.Kind, Turn: b.Turn, Start: b.Start, Length: b.Length, Text: b.Text, Sep: b.Sep}
	}
	return out
}

// deskCodes is the codebook as the desk knows it; retired and merged codes are
// told apart there, for codings that still carry them. Counts are of the
// viewer's own layer.
func deskCodes(ctx context.Context, tx *sql.Tx, v people.Viewer, codes []codebook.Code) ([]desk.Code, error) {
	tally, err := coding.Tally(ctx, tx, v, v.Write)
	if err != nil {
		return nil, err
	}
	short := shorts(codes)
	out := make([]desk.Code, len(codes))
	for i, c := range codes {
		out[i] = desk.Code{
			ID: c.ShortGUID(), Parent: short[c.Parent], Name: c.Name, Short: c.Short, Hue: c.Hue, Brief: c.Brief,
			Use: c.Inclusion, Not: c.Exclusion, Category: c.Category, Retired: !c.InUse(), Pinned: c.Pinned, Own: tally[c.ID],
		}
	}
	return out, nil
}

// shorts is the short guids of codes by their keys.
func shorts(codes []codebook.Code) map[int64]string {
	out := make(map[int64]string, len(codes))
	for _, c := range codes {
		out[c.ID] = c.ShortGUID()
	}
	return out
}

// byKey is codes by their keys.
func byKey(codes []codebook.Code) map[int64]codebook.Code {
	out := make(map[int64]codebook.Code, len(codes))
	for _, c := range codes {
		out[c.ID] = c
	}
	return out
}

// deskCodings gives codings with the names that travel instead of their keys.
// Codes that are not among the given ones are looked up and added.
func deskCodings(ctx context.Context, tx *sql.Tx, c echo.Context, list []coding.Outline, codes map[int64]codebook.Code) ([]desk.Coding, error) {
	own := viewerOf(c).Write
	coders := map[int64]string{personOf(c).ID: personOf(c).Initials}
	out := make([]desk.Coding, len(list))
	for i, o := range list {
		of, known := codes[o.Code]
		if !known {
			var err error
			if of, err = codebook.Get(ctx, tx, o.Code); err != nil {
				return nil, err
			}
			codes[o.Code] = of
		}
		if _, known := coders[o.Coder]; !known {
			person, err := people.Get(ctx, tx, o.Coder)
			if err != nil {
				return nil, err
			}
			coders[o.Coder] = person.Initials
		}
		out[i] = desk.Coding{ID: o.Short, Start: o.Start, End: o.End, Code: of.ShortGUID(), Coder: coders[o.Coder],
			Valence: o.Valence, Weight: o.Weight, Comment: o.Comment, Outdated: of.Outdates(o.Defined), Mine: o.Layer == own}
	}
	return out, nil
}

// deskDocuments fills in the documents on the left and where the reader was.
func deskDocuments(ctx context.Context, tx *sql.Tx, c echo.Context, here document.Document, view *desk.Page) error {
	list, err := document.List(ctx, tx)
	if err != nil {
		return err
	}
	places, err := document.Places(ctx, tx, personOf(c).ID)
	if err != nil {
		return err
	}
	who, err := cases.Lines(ctx, tx)
	if err != nil {
		return err
	}
	if line := who[here.ID]; line != "" {
		view.Meta = line + " · " + view.Meta
	}
	for _, d := range list {
		row := desk.Document{Name: d.Name, Who: who[d.ID], URL: documentURL(projectOf(c), d), Current: d.ID == here.ID}
		if at, read := places[d.ID]; read {
			row.Read = min(100, 100*at.Furthest/max(d.Length, 1))
			if row.Current {
				view.Place = &desk.Place{Position: at.Position, Pixels: at.Pixels}
			}
		}
		view.Documents = append(view.Documents, row)
	}
	return nil
}
