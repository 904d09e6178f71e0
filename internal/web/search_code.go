package web

import (
	"context"
	"database/sql"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/search"
	"verbatim/internal/text"
	"verbatim/ui/words"

	screen "verbatim/ui/search"
)

// ticked is what the form of the screen says.
type ticked struct {
	values []string // document:start-end
	extent search.Extent
	code   string // short guid, "" for none chosen yet
}

func readTicked(c echo.Context) (ticked, error) {
	form, err := c.FormParams()
	if err != nil {
		return ticked{}, err
	}
	t := ticked{values: form["hit"], extent: search.Extent(form.Get("extent")), code: form.Get("code")}
	if t.extent == "" {
		t.extent = search.ExtentSentence
	}
	return t, nil
}

// plan finds the passages and the code, whose id is 0 where none is chosen.
func (t ticked) plan(ctx context.Context, tx *sql.Tx, v people.Viewer) (p search.Plan, code codebook.Code, err error) {
	if t.code != "" {
		if code, err = codebook.ByShort(ctx, tx, t.code); err != nil {
			return p, code, err
		}
	}
	ids := map[string]int64{}
	var places []search.Place
	for _, value := range t.values {
		short, span, _ := strings.Cut(value, ":")
		from, to, ok := strings.Cut(span, "-")
		start, err1 := strconv.Atoi(from)
		end, err2 := strconv.Atoi(to)
		if !ok || err1 != nil || err2 != nil {
			return p, code, fault.New(fault.Invalid, "The page sent something that cannot be understood. Load it again.")
		}
		if ids[short] == 0 {
			d, err := shownDocument(ctx, tx, short)
			if err != nil {
				return p, code, err
			}
			ids[short] = d.ID
		}
		places = append(places, search.Place{Document: ids[short], Start: start, End: end})
	}
	p, err = search.PlanCoding(ctx, tx, v, places, t.extent, code.ID)
	return p, code, err
}

// planSearch says what coding the ticked hits would do, and changes nothing.
func (s *Server) planSearch(c echo.Context) error {
	ctx := c.Request().Context()
	t, err := readTicked(c)
	if err != nil {
		return err
	}
	var view screen.Plan
	err = projectOf(c).DB.Read(ctx, func(tx *sql.Tx) error {
		p, code, err := t.plan(ctx, tx, viewerOf(c))
		if err != nil {
			return err
		}
		view, err = planView(ctx, tx, projectURL(projectOf(c), "/search"), t, p, code)
		return err
	})
	if message, ok := words.Fault(ctx, err); ok {
		view = screen.Plan{Ticked: len(t.values), Problem: message}
	} else if err != nil {
		return err
	}
	return render(c, http.StatusOK, screen.PlanOf(view))
}

// extentWords are the words for each extent.
var extentWords = map[search.Extent]struct{ button, tally, same string }{
	search.ExtentHit:      {"search.passages", "search.code.hits", "search.code.same.hit"},
	search.ExtentSentence: {"search.sentences", "search.code.sentences", "search.code.same.sent"},
	search.ExtentTurn:     {"search.turns", "search.code.turns", "search.code.same.turn"},
}

func planView(ctx context.Context, tx *sql.Tx, root string, t ticked, p search.Plan, code codebook.Code) (screen.Plan, error) {
	view := screen.Plan{Ticked: len(t.values)}
	if len(t.values) == 0 {
		return view, nil
	}
	say := extentWords[t.extent]
	n := len(p.Marks)
	view.Ready = code.ID != 0 && n > 0
	if view.Ready {
		view.Button = words.Count(ctx, n, say.button)
	}
	view.Lines = append(view.Lines, screen.Line{Label: words.Say(ctx, say.tally), N: words.Number(ctx, n)})
	if p.Same > 0 {
		view.Lines = append(view.Lines, screen.Line{Label: words.Say(ctx, say.same), N: words.Number(ctx, p.Same)})
	}
	if p.Already > 0 {
		view.Lines = append(view.Lines, screen.Line{Label: words.Say(ctx, "search.code.already"), N: words.Number(ctx, p.Already)})
	}
	const shown = 8
	for _, m := range p.Marks[:min(n, shown)] {
		q, err := quoteView(ctx, tx, root, m)
		if err != nil {
			return view, err
		}
		view.Quotes = append(view.Quotes, q)
	}
	if n > shown {
		view.Rest = words.Say(ctx, "search.rest", words.Number(ctx, n-shown))
	}
	return view, nil
}

// quoteView cuts a passage at its hits; a long one is cut around the first.
func quoteView(ctx context.Context, tx *sql.Tx, root string, m search.Marked) (screen.Quote, error) {
	q := screen.Quote{Language: m.Language, URL: placeURL(root, m.Short, m.Start, m.End), Source: plainName(m.Name)}
	if m.Turn > 0 {
		q.Source = words.Say(ctx, "search.source", plainName(m.Name), m.Turn)
	}
	const most = 240
	from, to := m.Start, m.End
	if to-from > most {
		from = max(m.Start, m.Hits[0].Start-most/2)
		to = min(m.End, from+most)
	}
	d, err := document.Get(ctx, tx, m.Document)
	if err != nil {
		return q, err
	}
	all, err := document.Text(ctx, tx, d, from, to)
	if err != nil {
		return q, err
	}
	at := from
	part := func(end int, hit bool) {
		if end > at {
			q.Parts = append(q.Parts, screen.Part{Text: text.Slice(all, at-from, end-from), Hit: hit})
			at = end
		}
	}
	if from > m.Start {
		q.Parts = append(q.Parts, screen.Part{Text: "… "})
	}
	for _, h := range m.Hits {
		if h.Start < to {
			part(h.Start, false)
			part(min(h.End, to), true)
		}
	}
	part(to, false)
	if to < m.End {
		q.Parts = append(q.Parts, screen.Part{Text: " …"})
	}
	return q, nil
}

// codeSearch codes the ticked hits in one step.
func (s *Server) codeSearch(c echo.Context) error {
	ctx := c.Request().Context()
	t, err := readTicked(c)
	if err != nil {
		return err
	}
	switch {
	case len(t.values) == 0:
		return fault.New(fault.Invalid, "Tick at least one hit, with its box or with x.")
	case t.code == "":
		return fault.New(fault.Invalid, "Choose the code to put on the ticked hits.")
	}
	var p search.Plan
	var code codebook.Code
	err = projectOf(c).DB.Read(ctx, func(tx *sql.Tx) error {
		p, code, err = t.plan(ctx, tx, viewerOf(c))
		return err
	})
	if err != nil {
		return err
	}
	a := action(c, "coding.search", strconv.Itoa(len(p.Marks)), code.Name)
	e, err := history.Do(ctx, projectOf(c).DB, a, func(tx *sql.Tx) error {
		return search.Code(ctx, tx, viewerOf(c), p, code.ID)
	})
	if err != nil {
		return err
	}
	return done(c, e, projectURL(projectOf(c), "/search"))
}
