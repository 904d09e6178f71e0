package web

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"github.com/labstack/echo/v4"

	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/memo"
	"verbatim/internal/text"
	"verbatim/ui/desk"
	screen "verbatim/ui/memo"
)

// deskMemos is the memos on passages of a document that the reader may read, in
// the order of the text.
func deskMemos(ctx context.Context, tx *sql.Tx, c echo.Context, d document.Document) ([]desk.Memo, error) {
	list, err := memo.List(ctx, tx, viewerOf(c), memo.Filter{Document: d.ID})
	list = slices.DeleteFunc(list, func(m memo.Memo) bool { return m.Segment == 0 })
	if err != nil || len(list) == 0 {
		return nil, err
	}
	segments := make([]int64, len(list))
	for i, m := range list {
		segments[i] = m.Segment
	}
	spans, err := coding.Spans(ctx, tx, segments...)
	if err != nil {
		return nil, err
	}
	names, err := readMemoNames(ctx, tx, c)
	if err != nil {
		return nil, err
	}
	out := make([]desk.Memo, len(list))
	for i, m := range list {
		at := spans[m.Segment]
		words := m.Words
		if m.Title != "" {
			words = "**" + m.Title + "**\n\n" + words
		}
		out[i] = desk.Memo{ID: m.Short(), URL: names.root + "/memos/" + m.Short(), Start: at.Start, End: at.End,
			On: text.Cut(text.Collapse(m.Exact), 40), Meta: names.meta(ctx, m), Reads: screen.Markdown(names.root, words)}
		if v := viewerOf(c); m.Author == v.Person && v.Write != 0 {
			out[i].Words, out[i].Was = m.Words, stampOf(m)
		}
	}
	slices.SortStableFunc(out, func(a, b desk.Memo) int { return cmp.Or(cmp.Compare(a.End, b.End), cmp.Compare(a.Start, b.Start)) })
	return out, nil
}
