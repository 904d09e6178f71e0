package web

import (
	"cmp"
	"context"
	"database/sql"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/guid"
	"verbatim/internal/people"
	"verbatim/internal/text"
	"verbatim/ui/page"
	"verbatim/ui/words"

	screen "verbatim/ui/passages"
)

// rewordCode says that a code was only reworded since a version of its
// definition, so that nothing needs to be looked at again for it.
func (s *Server) rewordCode(c echo.Context) error {
	since, _ := strconv.Atoi(c.FormValue("since")) // what is no number is refused as no version
	return s.onCode(c, "code.reword", func(tx *sql.Tx, code codebook.Code) error {
		return codebook.MeansTheSame(c.Request().Context(), tx, code.ID, since)
	}, c.Param("code"))
}

// showRecheck is the queue of a code's passages that were coded under an
// earlier definition: the reader's own, each to be kept, recoded or removed. The
// form goes to the passages, which do the same things.
func (s *Server) showRecheck(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	f := page.Frame{Screen: "codes", Scripts: []string{"passages.js"}, Words: []string{"passages.js."}, Panes: []page.Pane{
		{Name: "filters", Label: words.Say(ctx, "recheck.pane")},
		{Name: "list", Label: words.Say(ctx, "passages.pane.list"), Open: true},
		{Name: "place", Label: words.Say(ctx, "passages.pane.place")},
	}}
	v := screen.Recheck{Post: projectURL(p, "/passages"), Request: guid.New()}
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		code, err := codeOf(ctx, tx, c.Param("code"))
		if err != nil {
			return err
		}
		if err := recheckOf(ctx, tx, c, code, &v); err != nil {
			return err
		}
		return happened(ctx, tx, c, &f)
	})
	if err != nil {
		return err
	}
	f.Title = words.Say(ctx, "recheck.title", v.Code)
	return s.show(c, f, screen.RecheckScreen(v))
}

// recheckOf fills the queue of a code.
func recheckOf(ctx context.Context, tx *sql.Tx, c echo.Context, code codebook.Code, v *screen.Recheck) error {
	viewer := viewerOf(c)
	v.Code, v.URL, v.Version = code.Name, codeURL(c, code.ShortGUID()), code.Version
	v.Here = v.URL + "/recheck"
	v.Now = definitionFields(ctx, code.Definition(), nil)
	filter := coding.Filter{Codes: []int64{code.ID}}
	if viewer.Write != 0 {
		filter.Layers = []int64{viewer.Write}
	}
	all, err := coding.List(ctx, tx, viewer, filter)
	if err != nil {
		return err
	}
	list := slices.DeleteFunc(slices.Clone(all), func(k coding.Coding) bool { return !code.Outdates(k.Defined) })
	v.Left, v.Total = len(list), len(all)
	_, others, err := coding.Outdated(ctx, tx, viewer)
	if err != nil {
		return err
	}
	v.Others = others[code.ID] - v.Left
	v.Reader = viewer.Write == 0
	slices.SortStableFunc(list, func(a, b coding.Coding) int { return cmp.Compare(a.Defined, b.Defined) })
	list = list[:min(len(list), passagesPage)]
	if err := recheckChoices(ctx, tx, code, v); err != nil {
		return err
	}
	return recheckGroups(ctx, tx, c, code, list, v)
}

// recheckChoices lists what a passage can be recoded to.
func recheckChoices(ctx context.Context, tx *sql.Tx, code codebook.Code, v *screen.Recheck) error {
	codes, err := codebook.List(ctx, tx)
	for _, o := range codes {
		if o.InUse() {
			v.Codes = append(v.Codes, screen.Option{Value: o.ShortGUID(), Label: strings.Repeat("\u2003", o.Level) + o.Name, Off: o.Category || o.ID == code.ID})
		}
	}
	return err
}

// recheckGroups puts passages under the version of the definition that they
// were coded under, with what has changed since.
func recheckGroups(ctx context.Context, tx *sql.Tx, c echo.Context, code codebook.Code, list []coding.Coding, v *screen.Recheck) error {
	places, err := coding.Places(ctx, tx, list)
	if err != nil {
		return err
	}
	docs := map[int64]document.Document{}
	who := map[int64]people.Person{}
	persons, err := people.List(ctx, tx)
	if err != nil {
		return err
	}
	for _, p := range persons {
		who[p.ID] = p
	}
	back := url.QueryEscape(v.Here)
	for i, k := range list {
		if n := len(v.Groups); n == 0 || v.Groups[n-1].Version != k.Defined {
			g := screen.Version{Version: k.Defined, TakenBack: k.Defined > code.Version}
			then, known, err := codebook.DefinitionAt(ctx, tx, code.ID, k.Defined)
			if err != nil {
				return err
			}
			if g.Known = known; known {
				g.Changes = definitionFields(ctx, code.Definition(), &then)
			}
			v.Groups = append(v.Groups, g)
		}
		d, known := docs[k.Document]
		if !known {
			if d, err = document.Get(ctx, tx, k.Document); err != nil {
				return err
			}
			docs[k.Document] = d
		}
		around, err := wordsAround(ctx, tx, d, k.Start, k.End)
		if err != nil {
			return err
		}
		g := &v.Groups[len(v.Groups)-1]
		g.List = append(g.List, screen.Passage{ID: k.Short(), Before: around.before, Words: text.Middle(around.words, 1200), After: around.after,
			Language: d.Language, Source: retrievedSource(ctx, d, coding.Retrieved{Coding: k, Place: places[i]}),
			URL:  documentURL(projectOf(c), d) + "?back=" + back + url.QueryEscape("#k-"+k.Short()) + "#c-" + k.Short(),
			Code: code.Name, Coder: who[k.Coder].Initials, Note: noteOf(ctx, k), Comment: k.Comment})
	}
	return nil
}

// definitionFields lists the written parts of a definition; beside a former one
// the parts that differ, as they were and are.
func definitionFields(ctx context.Context, now codebook.Definition, then *codebook.Definition) []screen.Change {
	var out []screen.Change
	parts := func(d codebook.Definition) []string {
		return []string{d.Brief, d.Full, d.Inclusion, d.Exclusion, d.Example, d.CloseButNo}
	}
	labels := []string{"code.brief", "code.full", "code.incl", "code.excl", "code.example", "code.close"}
	var was []string
	if then != nil {
		was = parts(*then)
	}
	for i, is := range parts(now) {
		change := screen.Change{Label: words.Say(ctx, labels[i]), Now: is}
		if was != nil {
			change.Then = was[i]
		}
		if was == nil && is != "" || was != nil && was[i] != is {
			out = append(out, change)
		}
	}
	return out
}

// recheckSaid says how many passages were coded under an earlier definition of
// a code, "" for none.
func recheckSaid(ctx context.Context, tx *sql.Tx, v people.Viewer, code int64) (string, error) {
	own, all, err := coding.Outdated(ctx, tx, v)
	if err != nil || all[code] == 0 {
		return "", err
	}
	said := words.Count(ctx, all[code], "code.recheck")
	if own[code] < all[code] {
		said += " " + words.Count(ctx, own[code], "code.recheck.own")
	}
	return said, nil
}
