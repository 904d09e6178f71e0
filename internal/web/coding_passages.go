package web

import (
	"cmp"
	"context"
	"database/sql"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/ui/desk"
	"verbatim/ui/words"
)

// sidePassages are shown beside the text; the search lists all.
const sidePassages = 60

// showPassages is the fragment on the right of the desk: a code's definition
// and the words it was applied to, those in this document first.
func (s *Server) showPassages(c echo.Context) error {
	ctx := c.Request().Context()
	var code desk.Code
	var list []desk.Passage
	total, documents := 0, 0
	err := projectOf(c).DB.Read(ctx, func(tx *sql.Tx) error {
		here, err := shownDocument(ctx, tx, c.Param("document"))
		if err != nil {
			return err
		}
		of, err := codebook.ByShort(ctx, tx, c.Param("code"))
		if err != nil {
			return err
		}
		code = desk.Code{ID: of.ShortGUID(), Name: of.Name, Brief: of.Brief, Use: of.Inclusion, Not: of.Exclusion, Category: of.Category, Pinned: of.Pinned}
		found, err := passagesOf(ctx, tx, c, of, here)
		if err != nil {
			return err
		}
		total = len(found)
		seen := map[int64]bool{}
		for _, k := range found {
			seen[k.Document] = true
		}
		documents = len(seen)
		list, err = deskPassages(ctx, tx, c, found[:min(total, sidePassages)], here)
		return err
	})
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, desk.Passages(code, total, documents, list))
}

// passagesOf is the codings with a code or one below it, in the coder's layer,
// in the order of the documents but for this one, which comes first.
func passagesOf(ctx context.Context, tx *sql.Tx, c echo.Context, of codebook.Code, here document.Document) ([]coding.Coding, error) {
	all, err := codebook.All(ctx, tx)
	if err != nil {
		return nil, err
	}
	f := coding.Filter{}
	for id := range codebook.Under(all, of.ID) {
		f.Codes = append(f.Codes, id)
	}
	if write := viewerOf(c).Write; write != 0 {
		f.Layers = []int64{write}
	}
	list, err := coding.List(ctx, tx, viewerOf(c), f)
	if err != nil {
		return nil, err
	}
	order := map[int64]int{here.ID: -1}
	docs, err := document.List(ctx, tx)
	for i, d := range docs {
		if d.ID != here.ID {
			order[d.ID] = i
		}
	}
	slices.SortStableFunc(list, func(a, b coding.Coding) int { return cmp.Compare(order[a.Document], order[b.Document]) })
	return list, err
}

func deskPassages(ctx context.Context, tx *sql.Tx, c echo.Context, list []coding.Coding, here document.Document) ([]desk.Passage, error) {
	places, err := coding.Places(ctx, tx, list)
	if err != nil {
		return nil, err
	}
	docs := map[int64]document.Document{here.ID: here}
	out := make([]desk.Passage, len(list))
	for i, k := range list {
		d, known := docs[k.Document]
		if !known {
			if d, err = document.Get(ctx, tx, k.Document); err != nil {
				return nil, err
			}
			docs[k.Document] = d
		}
		blocks, err := document.BlocksBetween(ctx, tx, d, k.Start, k.End)
		if err != nil {
			return nil, err
		}
		source := d.Name
		if places[i].Turn > 0 {
			source = words.Say(ctx, "desk.passages.at", d.Name, places[i].Turn)
		}
		out[i] = desk.Passage{Words: desk.Words(deskBlocks(blocks), k.Start, k.End), Language: d.Language, Source: source,
			URL: documentURL(projectOf(c), d) + "#c-" + k.Short(), Here: d.ID == here.ID}
	}
	return out, nil
}
