package web

import (
	"context"
	"database/sql"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/document"
	"verbatim/internal/guid"
	"verbatim/internal/people"
	"verbatim/internal/search"
	"verbatim/ui/page"
	"verbatim/ui/words"

	screen "verbatim/ui/search"
)

const (
	searchPage  = 50                    // hits shown at first, and with each “more”
	searchMost  = 2000                  // hits on one page
	searchCount = 20 * time.Millisecond // how long the hits not shown are counted; the script asks for the rest
)

// showSearch shows the screen, and the answer where something is asked.
func (s *Server) showSearch(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	index, err := search.Of(p)
	if err != nil {
		return err
	}
	a := asked{query: c.QueryParam("q"), rank: c.QueryParam("sort") == "rank", all: c.QueryParam("all") != "", forms: c.QueryParam("forms") != "", shown: searchPage}
	if n, err := strconv.Atoi(c.QueryParam("n")); err == nil {
		a.shown = min(max(n, searchPage), searchMost)
	}
	root := projectURL(p, "/search")
	view := screen.View{Root: root, Query: a.query, Forms: a.forms, Request: guid.New()}
	f := page.Frame{Title: words.Say(ctx, "search.title"), Screen: "search", Body: "search", Scripts: []string{"search.js"}, Words: []string{"search."},
		Panes: []page.Pane{
			{Name: "filters", Label: words.Say(ctx, "search.pane.filters")},
			{Name: "hits", Label: words.Say(ctx, "search.pane.hits"), Open: true},
			{Name: "all", Label: words.Say(ctx, "search.pane.all")},
		}}
	speaker := ""
	documents := 0
	var fields []screen.Example
	err = p.DB.Read(ctx, func(tx *sql.Tx) error {
		docs, err := document.List(ctx, tx)
		if err != nil {
			return err
		}
		documents = len(docs)
		if len(docs) > 0 {
			speaker, err = aSpeaker(ctx, tx, docs[0].ID)
			if err != nil {
				return err
			}
		}
		codes, err := codebook.List(ctx, tx)
		if err != nil {
			return err
		}
		view.Codes = searchCodes(codes)
		if fields, err = fieldExamples(ctx, tx); err != nil {
			return err
		}
		return happened(ctx, tx, c, &f)
	})
	if err != nil {
		return err
	}
	code := ""
	for _, k := range view.Codes {
		if !k.Category {
			code = k.Short
			break
		}
	}
	view.Examples = append(searchExamples(ctx, speaker, code), fields...)
	if documents == 0 {
		view.NoTexts = projectURL(p, "/import")
	}
	status := http.StatusOK
	if strings.TrimSpace(a.query) != "" && documents > 0 {
		f.Title = a.query
		if err := a.answer(ctx, index, viewerOf(c), &view); err != nil {
			message, ok := words.Fault(ctx, err)
			if !ok {
				return err
			}
			view.Problem, status = message, http.StatusUnprocessableEntity
		}
	}
	view.Building, view.Behind = building(ctx, index.Status()), !index.Status().Ready()
	return renderIn(withChildren(ctx, screen.Search(view)), c, status, page.Layout(s.frame(c, f)))
}

// aSpeaker is the name of a speaker to show in the examples: a participant
// rather than the interviewer.
func aSpeaker(ctx context.Context, tx *sql.Tx, doc int64) (name string, err error) {
	list, err := document.Speakers(ctx, tx, doc)
	for _, sp := range list {
		if name == "" || !sp.Interviewer {
			name = sp.Name
		}
		if !sp.Interviewer {
			break
		}
	}
	return name, err
}

// asked is what a request asks for.
type asked struct {
	query     string
	rank, all bool
	forms     bool // plain words stand for their forms
	shown     int
}

// answer asks the index and fills the view.
func (a asked) answer(ctx context.Context, index *search.Index, v people.Viewer, view *screen.View) error {
	q, err := search.Parse(a.query)
	if err != nil {
		return err
	}
	o := search.Options{Limit: a.shown, Rank: a.rank, Patience: searchCount}
	if a.all {
		o.Patience = -1
	}
	ask := q
	if a.forms {
		ask = q.Forms()
	}
	r, err := index.Find(ctx, v, ask, o)
	if err != nil {
		return err
	}
	view.Asked = true
	turns, docs := words.Count(ctx, r.Turns, "turns"), words.Count(ctx, len(r.Documents), "documents")
	view.Count, view.Where = words.Count(ctx, r.Total, "search.hits"), words.Say(ctx, "search.in", turns, docs)
	if r.More {
		view.Count = words.Say(ctx, "search.more", view.Count)
		view.Where = words.Say(ctx, "search.so.far", turns, docs)
		view.CountAll = a.url(view.Root, "all", "1")
	}
	view.Orders = []screen.Choice{
		{Label: words.Say(ctx, "search.order.doc"), URL: a.url(view.Root, "sort", ""), On: !a.rank},
		{Label: words.Say(ctx, "search.order.rank"), URL: a.url(view.Root, "sort", "rank"), On: a.rank},
	}
	for _, h := range r.Hits {
		hit := searchHit(view.Root, h)
		hit.URL += "&q=" + url.QueryEscape(a.query) // the desk's map shows the others
		if a.forms {
			hit.URL += "&forms=1"
		}
		view.Hits = append(view.Hits, hit)
	}
	if rest := r.Total - len(r.Hits); rest > 0 && a.shown < searchMost {
		next := min(rest, searchPage)
		view.More = screen.Choice{Label: words.Count(ctx, next, "search.next"), URL: a.url(view.Root, "n", strconv.Itoa(a.shown+searchPage))}
	}
	if len(r.Hits) == 0 {
		begin, spell := q.Looser()
		if begin != "" {
			view.Ideas = []screen.Choice{
				{Label: begin, Count: words.Say(ctx, "search.try.begin"), URL: asked{query: begin}.url(view.Root, "", "")},
				{Label: spell, Count: words.Say(ctx, "search.try.spell"), URL: asked{query: spell}.url(view.Root, "", "")},
			}
			if !a.forms {
				view.Ideas = append(view.Ideas, screen.Choice{Label: words.Say(ctx, "search.forms"), URL: a.url(view.Root, "forms", "1")})
			}
		}
	}
	view.Narrow = a.narrow(ctx, q, r, view.Root)
	return nil
}

// url is the address of this question with one thing changed.
func (a asked) url(root, key, value string) string {
	u := url.Values{"q": {a.query}}
	if a.rank {
		u.Set("sort", "rank")
	}
	if a.all {
		u.Set("all", "1")
	}
	if a.forms {
		u.Set("forms", "1")
	}
	if key != "" {
		u.Set(key, value)
	}
	if value == "" {
		u.Del(key)
	}
	return root + "?" + u.Encode()
}

// narrow says what the answer is narrowed to, and what it could be.
func (a asked) narrow(ctx context.Context, q *search.Query, r search.Result, root string) screen.Narrow {
	to := func(query string) string {
		if query == "" {
			return root
		}
		return asked{query: query, rank: a.rank, forms: a.forms}.url(root, "", "")
	}
	var n screen.Narrow
	has := map[string]bool{}
	for _, c := range q.Clauses() {
		key := "search.is." + c.Field
		if c.Field == "uncoded" && strings.EqualFold(c.Value, "no") {
			key = "search.is.coded"
		}
		has[c.Field] = true
		label := words.Say(ctx, key)
		switch {
		case c.Attribute:
			label = words.Say(ctx, "search.is.attribute", c.Field, c.Value)
		case c.Field != "uncoded":
			label = words.Say(ctx, key, c.Value)
		}
		n.Active = append(n.Active, screen.Choice{Label: label, URL: to(c.Without)})
	}
	if r.Total == 0 {
		return n
	}
	if !has["uncoded"] {
		n.Coded = []screen.Choice{
			{Label: words.Say(ctx, "search.narrow.yet"), URL: to(q.With("uncoded", "yes"))},
			{Label: words.Say(ctx, "search.narrow.done"), URL: to(q.With("uncoded", "no"))},
		}
	}
	const most = 30
	if !has["speaker"] && len(r.Speakers) > 1 {
		for _, t := range r.Speakers[:min(len(r.Speakers), most)] {
			n.Speakers = append(n.Speakers, screen.Choice{Label: t.Name, Count: words.Number(ctx, t.Hits), URL: to(q.With("speaker", t.Name))})
		}
	}
	if !has["document"] && len(r.Documents) > 1 {
		docs := slices.Clone(r.Documents)
		slices.SortStableFunc(docs, func(x, y search.Tally) int { return y.Hits - x.Hits })
		for _, t := range docs[:min(len(docs), most)] {
			n.Documents = append(n.Documents, screen.Choice{Label: plainName(t.Name), Count: words.Number(ctx, t.Hits), URL: to(q.With("document", t.Name))})
		}
	}
	return n
}

// plainName is a document's name without what says its format.
func plainName(name string) string {
	if ext := filepath.Ext(name); len(ext) > 1 && len(ext) <= 5 && len(ext) < len(name) {
		return strings.TrimSuffix(name, ext)
	}
	return name
}

func searchHit(root string, h search.Hit) screen.Hit {
	out := screen.Hit{Value: h.Short + ":" + strconv.Itoa(h.Start) + "-" + strconv.Itoa(h.End), Name: plainName(h.Name), Full: h.Name,
		Turn: h.Turn, Speaker: h.Speaker, URL: placeURL(root, h.Short, h.Start, h.End), Language: h.Language,
		Before: strings.TrimRight(h.Before, " \n\t\u00a0"), Match: h.Match, After: h.After}
	if out.Before != h.Before {
		out.Before += "\u00a0" // a hit inside a word has none; a plain one at the end of a line is drawn at its other side
	}
	if h.Speaker != "" {
		out.Full += ", " + h.Speaker
	}
	out.Codes = searchCodes(h.Codes)
	return out
}

// placeURL is a place on the desk; root is the address of the search.
func placeURL(root, document string, start, end int) string {
	return strings.TrimSuffix(root, "/search") + "/d/" + document + "?at=" + strconv.Itoa(start) + "-" + strconv.Itoa(end)
}

// searchCodes are the codes in use as the screen lists them.
func searchCodes(list []codebook.Code) []screen.Code {
	var out []screen.Code
	for _, c := range list {
		if c.InUse() {
			out = append(out, screen.Code{ID: c.ShortGUID(), Name: c.Name, Path: c.Path, Short: c.Short, Hue: c.Hue, Level: c.Level, Category: c.Category})
		}
	}
	return out
}

// searchExamples are the ways of asking, in the reader's language.
func searchExamples(ctx context.Context, speaker, code string) []screen.Example {
	var out []screen.Example
	for _, key := range []string{"word", "phrase", "prefix", "or", "near", "wild", "fuzzy", "form", "exact", "regex", "uncoded"} {
		out = append(out, screen.Example{Query: words.Say(ctx, "search.eg."+key), Means: words.Say(ctx, "search.ask."+key)})
	}
	if speaker != "" {
		if strings.ContainsAny(speaker, " ()\"“”") {
			speaker = `"` + strings.NewReplacer(`"`, "?", "“", "?", "”", "?").Replace(speaker) + `"`
		}
		out = append(out, screen.Example{Query: words.Say(ctx, "search.eg.speaker", speaker), Means: words.Say(ctx, "search.ask.speaker")})
	}
	if code != "" {
		out = append(out, screen.Example{Query: "code:" + code, Means: words.Say(ctx, "search.ask.code")})
	}
	return out
}

// building says how far the index is; "" while there is nothing to say.
func building(ctx context.Context, st search.Status) string {
	switch {
	case st.Held:
		return words.Say(ctx, "search.held")
	case st.Err != nil:
		return words.Say(ctx, "search.noindex")
	case !st.Ready() && st.Texts > 0 && time.Since(st.Since) > time.Second: // less is not worth a word
		return words.Say(ctx, "search.building", st.Indexed, st.Texts)
	}
	return ""
}

// showIndexStatus is asked by the page while the index is being built.
func (s *Server) showIndexStatus(c echo.Context) error {
	index, err := search.Of(projectOf(c))
	if err != nil {
		return err
	}
	st := index.Status()
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.JSON(http.StatusOK, map[string]any{"ready": st.Ready() || st.Held || st.Err != nil, "text": building(c.Request().Context(), st)})
}
