package web

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/text"
	"verbatim/ui/words"

	screen "verbatim/ui/codebook"
)

// passages lists the codings of a code that are counted, and the reader's own
// that are not: those can be split off.
func (b *book) passages(ctx context.Context, tx *sql.Tx, e *screen.Entry, code codebook.Code, counted []coding.Coding, docs []document.Document) error {
	v := viewerOf(b.c)
	byID, order := map[int64]document.Document{}, map[int64]int{}
	for i, d := range docs {
		byID[d.ID], order[d.ID] = d, i
	}
	list, seen, mine := slices.Clone(counted), map[int64]bool{}, 0
	for _, k := range counted {
		seen[k.ID] = true
	}
	if v.Write != 0 {
		own, err := coding.List(ctx, tx, v, coding.Filter{Codes: []int64{code.ID}, Layers: []int64{v.Write}})
		if err != nil {
			return err
		}
		mine = len(own)
		list = append(list, slices.DeleteFunc(own, func(k coding.Coding) bool { return seen[k.ID] })...)
		slices.SortStableFunc(list, func(a, b coding.Coding) int {
			return cmp.Or(cmp.Compare(order[a.Document], order[b.Document]), cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.ID, b.ID))
		})
	}
	e.Total, e.Splits = len(list), mine > 0
	if theirs := e.Codings - mine; theirs > 0 && mine > 0 {
		e.Theirs = words.Count(ctx, theirs, "split.theirs")
	} else if theirs > 0 {
		e.Theirs = words.Say(ctx, "split.notmine")
	}
	e.All = projectURL(projectOf(b.c), "/passages?code="+e.ID)
	if len(list) > shownPassages && b.c.QueryParam("all") == "" {
		list, e.More = list[:shownPassages], codeURL(b.c, e.ID)+"?all=1#passages"
	}
	places, err := coding.Places(ctx, tx, list)
	if err != nil {
		return err
	}
	for i, k := range list {
		p := b.passage(ctx, k, places[i], byID[k.Document])
		if k.Layer == v.Write {
			p.ID = k.Short()
		}
		p.Uncounted = !seen[k.ID]
		e.Passages = append(e.Passages, p)
	}
	return nil
}

// splitCode gives ticked passages (coding) of a code another code (to): one
// under it of that name, or the one at the path that was typed; where neither
// is there, a new one under it. Only the person's own codings move: what
// another coder found in the words is theirs to divide.
func (s *Server) splitCode(c echo.Context) error {
	ctx, p, v := c.Request().Context(), projectOf(c), viewerOf(c)
	form, err := c.FormParams()
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "This form cannot be read. Load the page again.")
	}
	to := text.Collapse(c.FormValue("to"))
	var code codebook.Code
	missing := p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		code, err = codeOf(ctx, tx, c.Param("code"))
		return err
	})
	a := action(c, "code.split", strconv.Itoa(len(form["coding"])), code.Name, to)
	_, err = history.Do(ctx, p.DB, a, func(tx *sql.Tx) error {
		switch {
		case missing != nil:
			return missing
		case len(form["coding"]) == 0:
			return fault.New(fault.Invalid, "Tick at least one passage, with its box or with x.")
		case to == "":
			return fault.New(fault.Invalid, "Write the name of the code that the ticked passages are to have.")
		}
		var ids []int64
		for _, short := range form["coding"] {
			k, err := coding.ByShort(ctx, tx, v, short)
			if err != nil {
				return err
			}
			if k.Code != code.ID {
				return fault.New(fault.Conflict, "One of the ticked passages does not have the code “%s” any more. Load the page again.", code.Name)
			}
			ids = append(ids, k.ID)
		}
		into, err := splitInto(ctx, tx, v.Person, code, to)
		if err != nil {
			return err
		}
		_, err = coding.RecodeAll(ctx, tx, v, into.ID, ids...)
		return err
	})
	if err != nil {
		return s.refusedCode(c, err, func(message string) error {
			return s.codePage(c, statuses[fault.As(err).Code], c.Param("code"), func(view *screen.View) {
				view.Entry.SplitProblem, view.Entry.SplitTo = message, to
				for i := range view.Entry.Passages {
					one := &view.Entry.Passages[i]
					one.Ticked = one.ID != "" && slices.Contains(form["coding"], one.ID)
				}
			})
		})
	}
	return doneCode(c, c.Param("code"))
}

// splitInto is the code that passages are split off to.
func splitInto(ctx context.Context, tx *sql.Tx, who int64, code codebook.Code, to string) (codebook.Code, error) {
	list, err := codebook.List(ctx, tx)
	if err != nil {
		return codebook.Code{}, err
	}
	for _, match := range []func(codebook.Code) bool{
		func(o codebook.Code) bool { return o.Parent == code.ID && strings.EqualFold(o.Name, to) },
		func(o codebook.Code) bool { return strings.EqualFold(o.Path, to) },
	} {
		if at := slices.IndexFunc(list, match); at >= 0 {
			if list[at].ID == code.ID {
				return code, fault.New(fault.Invalid, "The ticked passages have the code “%s” already. Write another name.", code.Name)
			}
			return list[at], nil
		}
	}
	return codebook.Create(ctx, tx, who, codebook.Code{Parent: code.ID, Name: to, Origin: code.Origin})
}
