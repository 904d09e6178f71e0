package web

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/finding"
	"verbatim/internal/history"
	"verbatim/internal/memo"
	"verbatim/internal/text"
	"verbatim/ui/words"
)

// changeRetrieved does one thing with the ticked passages, in one entry.
func (s *Server) changeRetrieved(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	form, err := c.FormParams()
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "This form cannot be read. Load the page again.")
	}
	a, do, err := retrievedAction(c, form["coding"])
	if err != nil {
		return err
	}
	e, err := history.Do(ctx, p.DB, a, do)
	if err != nil {
		return err
	}
	return done(c, e, projectURL(p, "/passages"))
}

// retrievedAction understands what the form asks for.
func retrievedAction(c echo.Context, ticked []string) (a history.Action, do func(*sql.Tx) error, err error) {
	ctx, v := c.Request().Context(), viewerOf(c)
	what := c.FormValue("do")
	var list []coding.Coding
	var code codebook.Code
	var about finding.Finding
	missing := projectOf(c).DB.Read(ctx, func(tx *sql.Tx) error {
		switch {
		case len(ticked) == 0:
			return fault.New(fault.Invalid, "Tick at least one passage, with its box or with x.")
		case what == "recode" && c.FormValue("code") == "":
			return fault.New(fault.Invalid, "Choose the code that the ticked passages are to have.")
		case what == "valence" && c.FormValue("valence") == "":
			return fault.New(fault.Invalid, "Choose the valence that the ticked passages are to have.")
		case what == "link" && len(ticked) != 2:
			return fault.New(fault.Invalid, "Tick the two passages that are to be linked, no more and no fewer.")
		case what == "link" && c.FormValue("kind") == "":
			return fault.New(fault.Invalid, "Choose what the first passage is to the second.")
		case what == "quote" && c.FormValue("finding") == "":
			return fault.New(fault.Invalid, "Choose the statement that the ticked passages are to be quotes for.")
		}
		for _, short := range ticked {
			k, err := coding.ByShort(ctx, tx, v, short)
			if err != nil {
				return err
			}
			list = append(list, k)
		}
		var err error
		switch what {
		case "recode":
			code, err = codebook.ByShort(ctx, tx, c.FormValue("code"))
		case "quote":
			about, err = finding.ByShort(ctx, tx, c.FormValue("finding"))
		}
		return err
	})
	if missing != nil {
		// said inside the entry: when the form was sent before, the codings may be
		// gone, and the entry of then is the answer
		return action(c, "coding.remove.many"), func(*sql.Tx) error { return missing }, nil
	}
	ids := make([]int64, len(list))
	for i, k := range list {
		ids[i] = k.ID
	}
	n := strconv.Itoa(len(list))
	switch what {
	case "recode":
		return action(c, "coding.recode.many", n, code.Name), func(tx *sql.Tx) error {
			_, err := coding.RecodeAll(ctx, tx, v, code.ID, ids...)
			return err
		}, nil
	case "link":
		return linkRetrieved(c, list)
	case "confirm":
		return action(c, "coding.confirm.many", n), func(tx *sql.Tx) error { return coding.Confirm(ctx, tx, v, ids...) }, nil
	case "valence":
		var valence *int
		value := c.FormValue("valence")
		if ok := value == "none" || numberOrNone(value, &valence); !ok {
			return a, nil, fault.New(fault.Invalid, "Valence is −1, 0 or 1, or empty.")
		}
		what := "coding.valence.many"
		if valence == nil {
			what = "coding.valence.none.many"
		}
		sign := map[string]string{"-1": "−", "1": "+"}[value]
		return action(c, what, n, cmp.Or(sign, value)), func(tx *sql.Tx) error {
			return coding.Evaluate(ctx, tx, v, valence, ids...)
		}, nil
	case "remove":
		return action(c, "coding.remove.many", n), func(tx *sql.Tx) error { return coding.Remove(ctx, tx, v, ids...) }, nil
	case "quote":
		return action(c, "finding.quote.many", n, text.Middle(about.Statement, 60)), func(tx *sql.Tx) error {
			for _, k := range list {
				if err := finding.AddQuote(ctx, tx, about.ID, k.Segment); err != nil {
					return err
				}
			}
			return nil
		}, nil
	case "memo":
		return action(c, "memo.write"), func(tx *sql.Tx) error { return writeRetrieved(ctx, tx, c, list) }, nil
	}
	return a, nil, fault.New(fault.Invalid, "The page sent something that cannot be understood. Load it again.")
}

// linkRetrieved links the first of two passages to the second, or the other way
// round.
func linkRetrieved(c echo.Context, list []coding.Coding) (history.Action, func(*sql.Tx) error, error) {
	from, to := list[0], list[1]
	if c.FormValue("reverse") != "" {
		from, to = to, from
	}
	subject := linkSubject(from.Exact, to.Exact)
	return action(c, "link.make", subject...), func(tx *sql.Tx) error {
		mark := func(k coding.Coding) coding.Mark {
			return coding.Mark{Document: k.Document, Start: k.Start, End: k.End, Exact: k.Exact}
		}
		_, err := coding.Connect(c.Request().Context(), tx, viewerOf(c), c.FormValue("kind"), c.FormValue("note"), mark(from), mark(to))
		return err
	}, nil
}

// writeRetrieved writes one memo about the passages: on the passage where it is
// one, on their code where they share it, else on the project. Of several it
// lists them below its words, each as a link to its place.
func writeRetrieved(ctx context.Context, tx *sql.Tx, c echo.Context, list []coding.Coding) error {
	m := memo.Memo{Words: strings.ReplaceAll(c.FormValue("memo"), "\r\n", "\n")}
	if strings.TrimSpace(m.Words) == "" {
		_, err := memo.Write(ctx, tx, viewerOf(c), m) // refuses, in its own words
		return err
	}
	if len(list) == 1 {
		segment, err := memoMark(ctx, tx, list[0])
		if err != nil {
			return err
		}
		m.Segment = segment
	} else {
		below, err := linksTo(ctx, tx, list)
		if err != nil {
			return err
		}
		m.Words = strings.TrimRight(m.Words, "\n") + "\n\n" + below
		m.Code = list[0].Code
		for _, k := range list {
			if k.Code != m.Code {
				m.Code = 0
				break
			}
		}
	}
	_, err := memo.Write(ctx, tx, viewerOf(c), m)
	return err
}

// memoMark is a segment of a memo's own on the words of a coding.
func memoMark(ctx context.Context, tx *sql.Tx, k coding.Coding) (int64, error) {
	return coding.MarkSegment(ctx, tx, coding.Mark{Document: k.Document, Start: k.Start, End: k.End, Exact: k.Exact})
}

// asWritten keeps Markdown from reading signs in what people said.
var asWritten = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "&", `\&`, "#", `\#`, "~", `\~`)

// linksTo lists passages in Markdown, each as a quote that leads to its place.
func linksTo(ctx context.Context, tx *sql.Tx, list []coding.Coding) (string, error) {
	places, err := coding.Places(ctx, tx, list)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for i, k := range list {
		d, err := document.Get(ctx, tx, k.Document)
		if err != nil {
			return "", err
		}
		source := plainName(d.Name)
		if places[i].Turn > 0 {
			source = words.Say(ctx, "passages.source", source, places[i].Turn)
		}
		fmt.Fprintf(&b, "- “%s” ([%s](d/%s#c-%s))\n", asWritten.Replace(text.Middle(text.Collapse(k.Exact), 120)), asWritten.Replace(source), d.Short(), k.Short())
	}
	return b.String(), nil
}
