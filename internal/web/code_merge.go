package web

import (
	"context"
	"database/sql"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/ui/page"
	"verbatim/ui/words"

	screen "verbatim/ui/codebook"
)

// previewMerge says in numbers what merging codes into another would do.
func (s *Server) previewMerge(c echo.Context) error {
	err := s.mergePage(c, http.StatusOK, "")
	if err != nil && c.Param("code") == "" { // of ticked codes: where they were ticked
		return s.refusedMany(c, err)
	}
	return err
}

func (s *Server) mergePage(c echo.Context, status int, problem string) error {
	ctx, p := c.Request().Context(), projectOf(c)
	m := screen.Merge{Action: codeURL(c, "merge"), Problem: problem}
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		from, into, err := mergeCodesOf(c, tx)
		if err != nil {
			return err
		}
		m.Into, m.To = into.ShortGUID(), into.Name
		var ids []int64
		for _, f := range from {
			ids = append(ids, f.ID)
			m.Codes = append(m.Codes, screen.Choice{ID: f.ShortGUID(), Name: f.Name})
		}
		n, err := coding.PreviewMerge(ctx, tx, viewerOf(c), into.ID, ids...)
		if err != nil {
			return err
		}
		if n.Moved > 0 {
			m.Facts = append(m.Facts, words.Count(ctx, n.Moved, "code.merge.moved", words.Count(ctx, n.Documents, "documents"), into.Name))
		}
		if n.Doubled > 0 {
			m.Facts = append(m.Facts, words.Count(ctx, n.Doubled, "code.merge.doubled", into.Name))
		}
		if n.Children > 0 {
			m.Facts = append(m.Facts, words.Count(ctx, n.Children, "code.merge.children", into.Name))
		}
		m.Button = words.Say(ctx, "code.merge.do")
		if n.Moved+n.Doubled > 0 {
			m.Button = words.Count(ctx, n.Moved+n.Doubled, "code.merge.button")
		} else {
			m.Facts = append(m.Facts, words.Say(ctx, "code.merge.nothing", quotedNames(ctx, from)))
		}
		m.Facts = append(m.Facts, words.Say(ctx, "code.merge.text", into.Name))
		m.Title = words.Say(ctx, "code.merge.title", quotedNames(ctx, from), into.Name)
		m.Lede = words.Say(ctx, "code.merge.lede", quotedNames(ctx, from), into.Name)
		if len(from) > 1 {
			m.Lede = words.Say(ctx, "many.merge.lede", quotedNames(ctx, from), into.Name)
		}
		m.Cancel = codeURL(c, from[0].ShortGUID())
		return nil
	})
	if err != nil {
		return err
	}
	f := page.Frame{Screen: "codes", Title: m.Title}
	return renderIn(withChildren(ctx, screen.Preview(m)), c, status, page.Layout(s.frame(c, f)))
}

// quotedNames are the names of codes as a sentence lists them.
func quotedNames(ctx context.Context, codes []codebook.Code) string {
	var names []string
	for _, c := range codes {
		names = append(names, "“"+c.Name+"”")
	}
	return words.And(ctx, names)
}

// mergeCodesOf reads the codes that are to be merged, of the route or ticked,
// and the one that they are merged into, by its short guid (into) or as typed
// (to). The other one may be ticked too: it is left out.
func mergeCodesOf(c echo.Context, tx *sql.Tx) (from []codebook.Code, into codebook.Code, err error) {
	ctx := c.Request().Context()
	form, err := c.FormParams()
	if err != nil {
		return nil, into, fault.Wrap(err, fault.Invalid, "This form cannot be read. Load the page again.")
	}
	shorts := form["code"]
	if one := c.Param("code"); one != "" {
		shorts = []string{one}
	}
	if from, err = codesOf(ctx, tx, shorts); err != nil {
		return nil, into, err
	}
	to := strings.TrimSpace(c.FormValue("to"))
	switch {
	case c.FormValue("into") != "":
		into, err = codeOf(ctx, tx, c.FormValue("into"))
	case to != "":
		into, err = codebook.Find(ctx, tx, to)
	default:
		err = fault.New(fault.Invalid, "Choose the code to merge “%s” into.", namesOf(from))
	}
	if err != nil {
		return nil, into, err
	}
	if len(from) > 1 {
		from = slices.DeleteFunc(from, func(f codebook.Code) bool { return f.ID == into.ID })
	}
	return from, into, nil
}

// mergeCodes gives the codings of codes to another and takes them out of the
// tree.
func (s *Server) mergeCodes(c echo.Context) error {
	ctx, p, who := c.Request().Context(), projectOf(c), personOf(c).ID
	var from []codebook.Code
	var into codebook.Code
	missing := p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		from, into, err = mergeCodesOf(c, tx)
		return err
	})
	a := action(c, "code.merge", namesOf(from), into.Name)
	if len(from) > 1 {
		a = action(c, "code.merge.many", into.Name, namesOf(from))
	}
	_, err := history.Do(ctx, p.DB, a, func(tx *sql.Tx) error {
		if missing != nil { // said here, so that a repeated merge is just done
			return missing
		}
		if len(from) == 1 {
			return coding.Merge(ctx, tx, who, from[0].ID, into.ID)
		}
		var ids []int64
		for _, f := range from {
			ids = append(ids, f.ID)
		}
		return coding.MergeAll(ctx, tx, who, into.ID, ids...)
	})
	if err != nil {
		return s.refusedCode(c, err, func(message string) error { return s.mergePage(c, statuses[fault.As(err).Code], message) })
	}
	return doneCode(c, c.FormValue("into"))
}
