package web

import (
	"context"
	"database/sql"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/memo"
	"verbatim/ui/page"
	"verbatim/ui/words"

	screen "verbatim/ui/memo"
)

// memosPage is how many memos the list begins with, and with each “more”.
const memosPage = 100

// memoAbouts are the things that a list can be narrowed to, by their word in
// the address.
var memoAbouts = []struct {
	name string
	is   func(memo.Memo) bool
}{
	{"project", func(m memo.Memo) bool { return m.Document == 0 && m.Code == 0 && m.Participant == 0 }},
	{"passage", func(m memo.Memo) bool { return m.Segment != 0 }},
	{"document", func(m memo.Memo) bool { return m.Document != 0 && m.Segment == 0 }},
	{"code", func(m memo.Memo) bool { return m.Code != 0 }},
	{"person", func(m memo.Memo) bool { return m.Participant != 0 }},
}

// showMemos lists the memos that the reader may read.
func (s *Server) showMemos(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	if clean, changed := withoutEmpty(c.QueryParams()); changed {
		return c.Redirect(http.StatusSeeOther, projectURL(p, "/memos")+query(clean))
	}
	v := screen.List{Root: projectURL(p, "/memos"), Query: c.QueryParam("q")}
	f := page.Frame{Screen: "memos", Title: words.Say(ctx, "memo.title")}
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		if err := fillMemos(ctx, tx, c, &v); err != nil {
			return err
		}
		return happened(ctx, tx, c, &f)
	})
	if err != nil {
		return err
	}
	return s.show(c, f, screen.All(v))
}

func fillMemos(ctx context.Context, tx *sql.Tx, c echo.Context, v *screen.List) error {
	names, err := readMemoNames(ctx, tx, c)
	if err != nil {
		return err
	}
	thing, name, short, err := memoThing(ctx, tx, c)
	if err != nil {
		return err
	}
	look := memo.Filter{Kind: c.QueryParam("kind"), Words: v.Query, Document: thing.Document, Code: thing.Code, Participant: thing.Participant}
	v.New = v.Root + "/new"
	if name != "" {
		v.Keep = []screen.Option{{Value: name, Label: short}}
		v.About = names.about(ctx, thing).Said
		v.New += "?" + url.Values{name: {short}}.Encode()
	}
	for id, person := range names.people {
		o := screen.Option{Value: guid.Short(person.GUID), Label: person.Name}
		if o.On = o.Value == c.QueryParam("author"); o.On {
			look.Author = id
		}
		v.Authors = append(v.Authors, o)
	}
	slices.SortFunc(v.Authors, func(a, b screen.Option) int { return strings.Compare(a.Label, b.Label) })
	if len(v.Authors) < 2 {
		v.Authors = nil
	}
	list, err := memo.List(ctx, tx, viewerOf(c), look)
	if err != nil {
		return err
	}
	about := c.QueryParam("about")
	for _, a := range memoAbouts {
		v.Abouts = append(v.Abouts, screen.Option{Value: a.name, Label: words.Say(ctx, "memo.on."+a.name), On: a.name == about})
		if a.name == about {
			list = slices.DeleteFunc(list, func(m memo.Memo) bool { return !a.is(m) })
		}
	}
	v.Kinds = memoKinds(ctx, look.Kind)
	v.Filtered = v.Query != "" || look.Kind != "" || look.Author != 0 || about != "" || name != ""
	v.Count = words.Count(ctx, len(list), "memos")
	shown := memosPage
	if n, err := strconv.Atoi(c.QueryParam("n")); err == nil {
		shown = max(n, memosPage)
	}
	if rest := len(list) - shown; rest > 0 {
		q := c.QueryParams()
		q.Del("did")
		q.Set("n", strconv.Itoa(shown+memosPage))
		v.More, v.MoreSaid = v.Root+query(q), words.Count(ctx, min(rest, memosPage), "passages.next")
		list = list[:shown]
	}
	for _, m := range list {
		v.Memos = append(v.Memos, names.item(ctx, m))
	}
	return nil
}

// showMemo shows one memo: to its author to write on, to others to read. Where
// the step just taken was its end, the list says so instead.
func (s *Server) showMemo(c echo.Context) error {
	err := s.memoPage(c, http.StatusOK, c.Param("memo"), nil)
	if did := c.QueryParam("did"); did != "" && fault.Is(err, fault.NotFound) {
		return c.Redirect(http.StatusSeeOther, projectURL(projectOf(c), "/memos?did=")+url.QueryEscape(did))
	}
	return err
}

// newMemo is the page on which a memo is begun.
func (s *Server) newMemo(c echo.Context) error {
	return s.memoPage(c, http.StatusOK, "", nil)
}

// memoPage renders the memo that short names, a new one for "". change, where
// it is not nil, has the last word: what was typed and refused, and why.
func (s *Server) memoPage(c echo.Context, status int, short string, change func(*screen.Page)) error {
	ctx, p := c.Request().Context(), projectOf(c)
	v := screen.Page{Root: projectURL(p, ""), ID: short, Request: guid.New()}
	f := page.Frame{Screen: "memos", Title: words.Say(ctx, "memo.new"), Scripts: []string{"passages.js"}, Words: []string{"passages.js."}}
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		names, err := readMemoNames(ctx, tx, c)
		if err != nil {
			return err
		}
		var m memo.Memo
		if short == "" {
			var name, thing string
			if m, name, thing, err = memoThing(ctx, tx, c); err != nil {
				return err
			}
			if name != "" {
				v.Fields = []screen.Option{{Value: name, Label: thing}}
			}
			m.Author, m.Kind = personOf(c).ID, memo.KindFor(m)
		} else {
			if m, err = memo.ByShort(ctx, tx, viewerOf(c), short); err != nil {
				return err
			}
			f.Title = m.Head()
			v.Was, v.Meta, v.Reads = m.Changed.UTC().Format(time.RFC3339Nano), names.meta(ctx, m), screen.Markdown(v.Root, m.Words)
		}
		v.Title, v.Words, v.Shared, v.Exact = m.Title, m.Words, m.Shared, m.Exact
		v.Mine, v.About, v.Lang = m.Author == personOf(c).ID, names.about(ctx, m), names.docs[m.Document].Language
		if !v.Mine {
			v.Title = m.Head()
			v.Meta = words.Say(ctx, "memo.kind."+m.Kind) + " · " + v.Meta
		}
		v.Kinds, v.Hint = memoKinds(ctx, m.Kind), words.Say(ctx, "memo.hint."+m.Kind)
		return happened(ctx, tx, c, &f)
	})
	if err != nil {
		return err
	}
	if change != nil {
		change(&v)
	}
	return renderIn(withChildren(ctx, screen.One(v)), c, status, page.Layout(s.frame(c, f)))
}
