package coding

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"verbatim/internal/codebook"
	"verbatim/internal/db"
	"verbatim/internal/document"
	"verbatim/internal/people"
)

// Order is how retrieved passages follow each other.
type Order string

// The orders. Each falls back on the place: document by document as the project
// has them, then as they stand in the text.
const (
	ByPlace       Order = ""
	ByCode        Order = "code"
	ByParticipant Order = "participant"
	ByNewest      Order = "newest"
)

// Grouping is what retrieved passages are put together by.
type Grouping string

// The groupings.
const (
	Ungrouped     Grouping = ""
	InCodes       Grouping = "code"
	InDocuments   Grouping = "document"
	InParticipant Grouping = "participant"
)

// Query asks for passages. Zero values do not narrow.
type Query struct {
	Codes       []int64 // any of them
	Alone       bool    // only these codes themselves, not what is under them
	Document    int64
	Group       int64  // of documents
	Speaker     string // name of the one who says the first word
	Participant int64
	Case        int64 // of the participant
	Coder       int64
	Valence     *int  // this one
	Unvalued    bool  // without a valence
	Commented   *bool // with a comment, or without
	Layer       int64
	AllLayers   bool // every layer that the viewer sees; else, without layer and coder, the one that is counted in each document
	Order       Order
	Grouping    Grouping
}

// Retrieved is a coding that answers to a query, and where it was said.
type Retrieved struct {
	Coding
	Place
}

// Retrieve finds the codings that answer to a query, in its order; those of one
// group follow each other.
func Retrieve(ctx context.Context, tx *sql.Tx, v people.Viewer, q Query) ([]Retrieved, error) {
	codes, err := codebook.All(ctx, tx)
	if err != nil {
		return nil, err
	}
	list, err := List(ctx, tx, v, q.filter(codes))
	if err != nil {
		return nil, err
	}
	if q.Layer == 0 && q.Coder == 0 && !q.AllLayers {
		counted, err := DefaultLayers(ctx, tx, v)
		if err != nil {
			return nil, err
		}
		list = slices.DeleteFunc(list, func(c Coding) bool { return counted[c.Document] != c.Layer })
	}
	docs, err := document.List(ctx, tx)
	if err != nil {
		return nil, err
	}
	r := ranks{document: map[int64]int{}, code: map[int64]int{}}
	group := map[int64]int64{}
	for i, d := range docs {
		r.document[d.ID], group[d.ID] = i, d.Group
	}
	for i, c := range codes {
		r.code[c.ID] = i
	}
	if q.Group != 0 {
		list = slices.DeleteFunc(list, func(c Coding) bool { return group[c.Document] != q.Group })
	}
	places, err := Places(ctx, tx, list)
	if err != nil {
		return nil, err
	}
	out := make([]Retrieved, 0, len(list))
	for i, c := range list {
		p := places[i]
		if !q.said(p) || !q.noted(c) {
			continue
		}
		out = append(out, Retrieved{c, p})
	}
	if q.Order == ByParticipant || q.Grouping == InParticipant {
		if r.participant, err = namedOrder(ctx, tx); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(out, func(a, b Retrieved) int {
		return cmp.Or(r.group(q.Grouping, a, b), r.order(q.Order, a, b), cmp.Compare(r.document[a.Document], r.document[b.Document]),
			cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// said reports whether the words are those of the speaker, the participant and
// the case that the query asks for.
func (q Query) said(p Place) bool {
	return (q.Speaker == "" || strings.EqualFold(p.Speaker, q.Speaker)) &&
		(q.Participant == 0 || p.Participant == q.Participant) && (q.Case == 0 || p.Case == q.Case)
}

// noted reports whether what was said of a coding beside its code is what the
// query asks for.
func (q Query) noted(c Coding) bool {
	switch {
	case q.Valence != nil && (c.Valence == nil || *c.Valence != *q.Valence):
		return false
	case q.Unvalued && c.Valence != nil:
		return false
	}
	return q.Commented == nil || *q.Commented == (c.Comment != "")
}

// filter is what of the query the database answers.
func (q Query) filter(codes []codebook.Code) Filter {
	f := Filter{Document: q.Document, Coder: q.Coder}
	if q.Layer != 0 {
		f.Layers = []int64{q.Layer}
	}
	if len(q.Codes) == 0 {
		return f
	}
	wanted := map[int64]bool{}
	for _, id := range q.Codes {
		wanted[id] = true
		if !q.Alone {
			for under := range codebook.Under(codes, id) {
				wanted[under] = true
			}
		}
	}
	for id := range wanted {
		f.Codes = append(f.Codes, id)
	}
	slices.Sort(f.Codes)
	return f
}

// ranks are the places of things in their own order.
type ranks struct{ document, code, participant map[int64]int }

func (r ranks) group(by Grouping, a, b Retrieved) int {
	switch by {
	case InCodes:
		return r.order(ByCode, a, b)
	case InDocuments:
		return cmp.Compare(r.document[a.Document], r.document[b.Document])
	case InParticipant:
		return r.order(ByParticipant, a, b)
	}
	return 0
}

func (r ranks) order(by Order, a, b Retrieved) int {
	switch by {
	case ByCode:
		return cmp.Compare(r.code[a.Code], r.code[b.Code])
	case ByParticipant:
		return cmp.Compare(r.participant[a.Participant], r.participant[b.Participant])
	case ByNewest:
		return cmp.Or(b.Created.Compare(a.Created), cmp.Compare(b.ID, a.ID))
	}
	return 0
}

// namedOrder is the place of each participant by name; nobody (0) comes last.
func namedOrder(ctx context.Context, tx *sql.Tx) (map[int64]int, error) {
	ids, err := db.Query(ctx, tx, func(r db.Row) (id int64, err error) { return id, r.Scan(&id) }, "SELECT id FROM participant ORDER BY name")
	out := map[int64]int{0: len(ids)}
	for i, id := range ids {
		out[id] = i
	}
	return out, err
}
