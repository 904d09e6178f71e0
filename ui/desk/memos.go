package desk

import (
	"context"
	"strings"

	"github.com/a-h/templ"
)

// Memo is a memo on a passage, as it stands under its turn.
type Memo struct {
	ID         string // short guid
	URL        string
	Start, End int    // code points of its passage
	On         string // the beginning of its words
	Meta       string // who, when, whether it is shared
	Reads      templ.Component
	Words      string // as they were written, and when: of the reader's own, which they can change
	Was        string
}

// MemoUnder is a memo as a reply sends it.
type MemoUnder struct {
	To   int    `json:"to"` // where its passage ends: it stands under that turn
	HTML string `json:"html"`
}

// MemosUnder draws memos as they stand in the page, in the order of the text.
func MemosUnder(ctx context.Context, memos []Memo) ([]MemoUnder, error) {
	out := make([]MemoUnder, len(memos))
	for i, m := range memos {
		var html strings.Builder
		if err := memoUnder(m).Render(ctx, &html); err != nil {
			return nil, err
		}
		out[i] = MemoUnder{To: m.End, HTML: html.String()}
	}
	return out, nil
}

// memosBy puts memos with the block, by its number, that their passage ends in.
// parts are in the order of the text.
func memosBy(ctx context.Context, groups []group, memos []Memo) (map[int][]string, error) {
	under, err := MemosUnder(ctx, memos)
	if err != nil || len(under) == 0 {
		return nil, err
	}
	out := map[int][]string{}
	for _, m := range under {
		last := -1
		for _, g := range groups {
			for _, p := range g.parts {
				for _, b := range p.blocks {
					if b.Start < m.To {
						last = b.Seq
					}
				}
			}
		}
		out[last] = append(out[last], m.HTML)
	}
	return out, nil
}
