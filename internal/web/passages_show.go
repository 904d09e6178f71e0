package web

import (
	"context"
	"database/sql"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"verbatim/internal/cases"
	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/finding"
	"verbatim/internal/guid"
	"verbatim/internal/people"
	"verbatim/ui/page"
	"verbatim/ui/words"

	screen "verbatim/ui/passages"
)

// passagesPage is how many passages the screen begins with, and with each “more”.
const passagesPage = 100

// showRetrieved brings together what codes were applied to.
func (s *Server) showRetrieved(c echo.Context) error {
	ctx := c.Request().Context()
	if clean, changed := withoutEmpty(c.QueryParams()); changed {
		return c.Redirect(http.StatusSeeOther, projectURL(projectOf(c), "/passages")+query(clean))
	}
	f := page.Frame{Screen: "passages", Scripts: []string{"passages.js"}, Words: []string{"passages.js."}, Panes: []page.Pane{
		{Name: "filters", Label: words.Say(ctx, "passages.pane.filters")},
		{Name: "list", Label: words.Say(ctx, "passages.pane.list"), Open: true},
		{Name: "place", Label: words.Say(ctx, "passages.pane.place")},
	}}
	var view screen.View
	err := projectOf(c).DB.Read(ctx, func(tx *sql.Tx) error {
		r, err := readRetrieval(ctx, tx, c)
		if err != nil {
			return err
		}
		if view, err = r.view(ctx, tx); err != nil {
			return err
		}
		return happened(ctx, tx, c, &f)
	})
	if err != nil {
		return err
	}
	f.Title = view.Title
	return s.show(c, f, screen.Screen(view))
}

// withoutEmpty drops what a form left empty, so that addresses stay short.
func withoutEmpty(q url.Values) (url.Values, bool) {
	out, changed := url.Values{}, false
	for key, values := range q {
		for _, v := range values {
			if v == "" {
				changed = true
			} else {
				out.Add(key, v)
			}
		}
	}
	return out, changed
}

// query is what follows an address.
func query(q url.Values) string {
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// retrieval is a request for passages with all that names what it asks for.
type retrieval struct {
	c         echo.Context
	q         coding.Query
	asked     url.Values // as the address says it, without what was done and how many are shown
	codes     []codebook.Code
	byID      map[int64]codebook.Code
	docs      map[int64]document.Document
	order     []document.Document
	groups    []document.Group
	parts     []cases.Participant
	cases     []cases.Case
	people    []people.Person
	layers    []people.Layer
	speakers  []string
	findings  []finding.Finding
	chosen    []codebook.Code
	narrowed  bool // by anything but codes
	shown     int
	retrieved []coding.Retrieved
}

// readRetrieval reads what the address asks for, and finds it.
func readRetrieval(ctx context.Context, tx *sql.Tx, c echo.Context) (*retrieval, error) {
	r := &retrieval{c: c, asked: url.Values{}, byID: map[int64]codebook.Code{}, docs: map[int64]document.Document{}, shown: passagesPage}
	if err := r.load(ctx, tx); err != nil {
		return nil, err
	}
	if err := r.read(); err != nil {
		return nil, err
	}
	var err error
	r.retrieved, err = coding.Retrieve(ctx, tx, viewerOf(c), r.q)
	return r, err
}

// load reads what can be chosen from.
func (r *retrieval) load(ctx context.Context, tx *sql.Tx) (err error) {
	if r.codes, err = codebook.List(ctx, tx); err != nil {
		return err
	}
	for _, c := range r.codes {
		r.byID[c.ID] = c
	}
	if r.order, err = document.List(ctx, tx); err != nil {
		return err
	}
	for _, d := range r.order {
		r.docs[d.ID] = d
	}
	if r.groups, err = document.Groups(ctx, tx); err != nil {
		return err
	}
	if r.parts, err = cases.Participants(ctx, tx); err != nil {
		return err
	}
	if r.cases, err = cases.Cases(ctx, tx); err != nil {
		return err
	}
	if r.people, err = people.List(ctx, tx); err != nil {
		return err
	}
	if r.layers, err = people.Layers(ctx, tx); err != nil {
		return err
	}
	if r.findings, err = finding.List(ctx, tx); err != nil {
		return err
	}
	speakers, err := document.AllSpeakers(ctx, tx)
	for _, sp := range speakers {
		if sp.Name != "" && !slices.Contains(r.speakers, sp.Name) {
			r.speakers = append(r.speakers, sp.Name)
		}
	}
	slices.Sort(r.speakers)
	return err
}

// read understands the address.
func (r *retrieval) read() error {
	q := r.c.QueryParams()
	for _, short := range q["code"] {
		at := slices.IndexFunc(r.codes, func(o codebook.Code) bool { return o.ShortGUID() == short })
		if at < 0 {
			return errFilter()
		}
		if !slices.ContainsFunc(r.chosen, func(o codebook.Code) bool { return o.ID == r.codes[at].ID }) {
			r.chosen = append(r.chosen, r.codes[at])
			r.q.Codes = append(r.q.Codes, r.codes[at].ID)
			r.asked.Add("code", short)
		}
	}
	if r.q.Alone = q.Get("alone") != ""; r.q.Alone {
		r.asked.Set("alone", "1")
	}
	for _, f := range r.filters() {
		value := q.Get(f.name)
		if value == "" {
			continue
		}
		if !f.take(value) {
			return errFilter()
		}
		r.narrowed = true
		r.asked.Set(f.name, value)
	}
	for _, o := range []coding.Order{coding.ByCode, coding.ByParticipant, coding.ByNewest} {
		if q.Get("sort") == string(o) {
			r.q.Order = o
			r.asked.Set("sort", string(o))
		}
	}
	for _, g := range []coding.Grouping{coding.InCodes, coding.InDocuments, coding.InParticipant} {
		if q.Get("by") == string(g) {
			r.q.Grouping = g
			r.asked.Set("by", string(g))
		}
	}
	if n, err := strconv.Atoi(q.Get("n")); err == nil {
		r.shown = max(n, passagesPage)
	}
	return nil
}

func errFilter() error {
	return fault.New(fault.NotFound, "What this address filters by is not in this project any more. Take the filter away and look again.")
}

// retrievalFilter is a filter by its name in the address: its choices, and what
// a value means, false where nothing has it.
type retrievalFilter struct {
	name    string
	choices func(ctx context.Context) []screen.Option
	take    func(value string) bool
}

// filters are what a list can be narrowed by, but for codes.
func (r *retrieval) filters() []retrievalFilter {
	return []retrievalFilter{
		filterOf("document", r.order, func(d document.Document) (string, string) { return d.Short(), d.Name }, func(d document.Document) { r.q.Document = d.ID }),
		filterOf("group", r.groups, func(g document.Group) (string, string) { return strconv.FormatInt(g.ID, 10), g.Name }, func(g document.Group) { r.q.Group = g.ID }),
		filterOf("participant", r.parts, func(p cases.Participant) (string, string) { return guid.Short(p.GUID), p.Name }, func(p cases.Participant) { r.q.Participant = p.ID }),
		filterOf("case", r.cases, func(u cases.Case) (string, string) { return guid.Short(u.GUID), u.Name }, func(u cases.Case) { r.q.Case = u.ID }),
		filterOf("speaker", r.speakers, func(s string) (string, string) { return s, s }, func(s string) { r.q.Speaker = s }),
		filterOf("coder", r.people, func(p people.Person) (string, string) { return guid.Short(p.GUID), p.Name }, func(p people.Person) { r.q.Coder = p.ID }),
		r.layerFilter(),
		r.valenceFilter(),
		r.commentFilter(),
	}
}

func filterOf[T any](name string, list []T, is func(T) (value, label string), take func(T)) retrievalFilter {
	return retrievalFilter{name: name,
		choices: func(context.Context) []screen.Option {
			var out []screen.Option
			for _, item := range list {
				value, label := is(item)
				out = append(out, screen.Option{Value: value, Label: label})
			}
			return out
		},
		take: func(value string) bool {
			for _, item := range list {
				if v, _ := is(item); v == value {
					take(item)
					return true
				}
			}
			return false
		}}
}

// layerFilter is the layers by name, the consensus in the reader's language,
// and all of them together.
func (r *retrieval) layerFilter() retrievalFilter {
	const all = "all"
	f := filterOf("layer", r.layers, func(l people.Layer) (string, string) { return guid.Short(l.GUID), l.Name }, func(l people.Layer) { r.q.Layer = l.ID })
	named, take := f.choices, f.take
	f.choices = func(ctx context.Context) []screen.Option {
		out := named(ctx)
		for i, l := range r.layers {
			if l.Kind == people.Consensus {
				out[i].Label = words.Say(ctx, "passages.consensus")
			}
		}
		return append(out, screen.Option{Value: all, Label: words.Say(ctx, "passages.layer.all")})
	}
	f.take = func(value string) bool {
		if value == all {
			r.q.AllLayers = true
			return true
		}
		return take(value)
	}
	return f
}
