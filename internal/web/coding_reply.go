package web

import (
	"context"
	"database/sql"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/ui/desk"
	"verbatim/ui/words"
)

// deskReply is what the desk hears of a change: the codings that came and went,
// and what stands in the blocks that they touch.
type deskReply struct {
	Entry  int64           `json:"entry"` // 0 when nothing was to be done
	Status string          `json:"status"`
	Saved  string          `json:"saved"`
	Blocks map[int]string  `json:"blocks"`
	Add    json.RawMessage `json:"add"` // as desk.Rows writes them
	Remove []string        `json:"remove"`
	Counts map[string]int  `json:"counts"` // of the codes concerned, in the coder's layer
	Codes  []desk.Code     `json:"codes,omitempty"`
	Tree   string          `json:"tree,omitempty"`
	// Memos are all on the passages of the document, where one of them changed.
	Memos *[]desk.MemoUnder `json:"memos,omitempty"`
	Links *string           `json:"links,omitempty"` // the document's, drawn, where some changed
	Fresh bool              `json:"fresh,omitempty"` // too much changed: load the page again
}

// Past these a new page is quicker than a reply.
const (
	mostCodings = 200
	mostSpans   = 40
)

// newReply is a reply that says nothing yet.
func newReply() deskReply {
	return deskReply{Blocks: map[int]string{}, Add: desk.Rows(nil), Remove: []string{}, Counts: map[string]int{}}
}

// replied answers a change with what it did to a document. The entry says it
// all: a request that was repeated, an undo and a redo are answered the same.
func (s *Server) replied(c echo.Context, short string, e history.Entry, status string) error {
	if e.ID == 0 {
		return s.repliedAll(c, short, nil, status)
	}
	return s.repliedAll(c, short, []history.Entry{e}, status)
}

// repliedAll answers a chain of steps, none where nothing was to be done.
func (s *Server) repliedAll(c echo.Context, short string, entries []history.Entry, status string) error {
	ctx := c.Request().Context()
	r := newReply()
	r.Status = status
	if len(entries) > 0 {
		r.made(entries[len(entries)-1])
		err := projectOf(c).DB.Read(ctx, func(tx *sql.Tx) error {
			d, err := shownDocument(ctx, tx, short)
			if fault.Is(err, fault.NotFound) { // the step took the document itself away
				r.Fresh = true
				return nil
			}
			if err != nil {
				return err
			}
			return fillReply(ctx, tx, c, d, entries, &r)
		})
		if err != nil {
			return err
		}
	}
	return r.answer(c)
}

// made says which entry the change became, the last one of a chain.
func (r *deskReply) made(e history.Entry) {
	r.Entry, r.Saved = e.ID, e.At.Local().Format("15:04:05")
}

// answer sends the reply, which is true of this moment only.
func (r *deskReply) answer(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.JSON(http.StatusOK, r)
}

// touched is what an entry changed, as far as the desk is concerned.
type touched struct {
	codings  map[int64]string // guid by id
	segments map[int64]bool
	spans    map[int64]coding.Span // of segments in the record, by id
	codes    map[int64]bool
	codebook bool
	memos    bool
	links    bool
	fresh    bool
}

func touchedBy(changes []history.Change) touched {
	t := touched{codings: map[int64]string{}, segments: map[int64]bool{}, spans: map[int64]coding.Span{}, codes: map[int64]bool{}}
	for _, ch := range changes {
		for _, row := range []map[string]any{ch.Before, ch.After} {
			if row == nil {
				continue
			}
			switch ch.Table {
			case "coding":
				t.codings[ch.Row], _ = row["guid"].(string)
				t.segments[whole(row["segment"])] = true
				t.codes[whole(row["code"])] = true
			case "segment":
				t.spans[ch.Row] = coding.Span{Segment: ch.Row, Document: whole(row["document"]), Start: int(whole(row["start"])), End: int(whole(row["finish"]))}
			case "code":
				t.codebook = true
			case "memo":
				t.memos = true
			case "link":
				t.links = true
			case "document", "version", "edit", "speaker":
				t.fresh = true
			}
		}
	}
	return t
}

func whole(v any) int64 {
	n, _ := v.(int64)
	return n
}

func fillReply(ctx context.Context, tx *sql.Tx, c echo.Context, d document.Document, entries []history.Entry, r *deskReply) error {
	n, err := toldAll(ctx, tx, entries)
	if err != nil {
		return err
	}
	if len(n.entries) == 1 {
		return fillTouched(ctx, tx, c, d, touchedBy(n.entries[0].changes), r)
	}
	t, _, err := n.touching(ctx, tx, d.ID) // of many, what is not seen here is left out first
	if err != nil {
		return err
	}
	return fillTouched(ctx, tx, c, d, t, r)
}

func fillTouched(ctx context.Context, tx *sql.Tx, c echo.Context, d document.Document, t touched, r *deskReply) error {
	if t.fresh || len(t.codings) > mostCodings {
		r.Fresh = true
		return nil
	}
	if t.memos {
		memos, err := deskMemos(ctx, tx, c, d)
		if err != nil {
			return err
		}
		under, err := desk.MemosUnder(ctx, memos)
		if err != nil {
			return err
		}
		r.Memos = &under
	}
	if t.links {
		if err := replyLinks(ctx, tx, c, d, r); err != nil {
			return err
		}
	}
	codes := map[int64]codebook.Code{} // those concerned
	if err := replyCodings(ctx, tx, c, d, t, codes, r); err != nil || r.Fresh {
		return err
	}
	return replyCodes(ctx, tx, c, t, codes, r)
}

// replyCodings tells which codings of the document came and went, and draws
// their blocks again.
func replyCodings(ctx context.Context, tx *sql.Tx, c echo.Context, d document.Document, t touched, codes map[int64]codebook.Code, r *deskReply) error {
	if len(t.codings) == 0 {
		return nil
	}
	ids, segments := make([]int64, 0, len(t.codings)), make([]int64, 0, len(t.segments))
	for id := range t.codings {
		ids = append(ids, id)
	}
	for id := range t.segments {
		if _, told := t.spans[id]; !told {
			segments = append(segments, id)
		}
	}
	now, err := coding.List(ctx, tx, viewerOf(c), coding.Filter{IDs: ids})
	if err != nil {
		return err
	}
	there := map[int64]bool{}
	for _, k := range now {
		there[k.ID] = true
	}
	var here []coding.Outline
	for _, k := range now {
		if k.Document == d.ID {
			here = append(here, k.Outline())
		}
	}
	rows, err := deskCodings(ctx, tx, c, here, codes)
	if err != nil {
		return err
	}
	r.Add = desk.Rows(rows)
	for id, g := range t.codings {
		if !there[id] {
			r.Remove = append(r.Remove, guid.Short(g))
		}
	}
	spans, err := coding.Spans(ctx, tx, segments...)
	if err != nil {
		return err
	}
	for id, span := range t.spans {
		spans[id] = span
	}
	return redraw(ctx, tx, c, d, spans, r)
}

// redraw draws again the blocks under some spans.
func redraw(ctx context.Context, tx *sql.Tx, c echo.Context, d document.Document, spans map[int64]coding.Span, r *deskReply) error {
	if len(spans) > mostSpans {
		r.Fresh = true
		return nil
	}
	for _, span := range spans {
		if span.Document != d.ID {
			continue
		}
		blocks, err := document.BlocksBetween(ctx, tx, d, span.Start, span.End)
		if err != nil || len(blocks) == 0 {
			return err
		}
		from, to := blocks[0].Start, blocks[len(blocks)-1].End()
		over, err := coding.Outlines(ctx, tx, viewerOf(c), d.ID, from, max(to, from+1))
		if err != nil {
			return err
		}
		marks := make([]desk.Span, len(over))
		for i, k := range over {
			marks[i] = desk.Span{Start: k.Start, End: k.End}
		}
		for seq, html := range desk.Redraw(deskBlocks(blocks), marks) {
			r.Blocks[seq] = html
		}
	}
	return nil
}

// replyCodes tells the counts of the codes concerned, and the codebook where it
// changed.
func replyCodes(ctx context.Context, tx *sql.Tx, c echo.Context, t touched, codes map[int64]codebook.Code, r *deskReply) error {
	v := viewerOf(c)
	if t.codebook {
		all, err := codebook.All(ctx, tx)
		if err != nil {
			return err
		}
		if r.Codes, err = deskCodes(ctx, tx, v, all); err != nil {
			return err
		}
		var html strings.Builder
		err = desk.Tree(r.Codes).Render(ctx, &html)
		r.Tree = html.String()
		return err
	}
	if len(t.codes) == 0 {
		return nil
	}
	ids := make([]int64, 0, len(t.codes))
	for id := range t.codes {
		ids = append(ids, id)
	}
	tally, err := coding.Tally(ctx, tx, v, v.Write, ids...)
	if err != nil {
		return err
	}
	for id, n := range tally {
		code, known := codes[id]
		if !known {
			if code, err = codebook.Get(ctx, tx, id); err != nil {
				return err
			}
		}
		r.Counts[code.ShortGUID()] = n
	}
	return nil
}

// did says what a change of the desk did, with the number of words of a passage
// that got a code, lost it, or has another span: with that their subject ends.
func did(ctx context.Context, e history.Entry) string {
	said := words.Did(ctx, e.What, e.Subject)
	counted := e.What == "coding.apply" || e.What == "coding.remove" || e.What == "coding.resize"
	if !counted || len(e.Subject) < 2 {
		return said
	}
	n, err := strconv.Atoi(e.Subject[len(e.Subject)-1])
	if err != nil {
		return said
	}
	return said + ", " + words.Count(ctx, n, "desk.words")
}
