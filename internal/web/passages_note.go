package web

import (
	"context"
	"strconv"

	"verbatim/internal/coding"
	"verbatim/ui/words"

	screen "verbatim/ui/passages"
)

// valences are the values of a valence in addresses and forms, and their words;
// what is not a number is none.
var valences = [][2]string{{"-1", "desk.js.negative"}, {"0", "desk.js.neutral"}, {"1", "desk.js.positive"}, {"none", "note.none"}}

// valenceFilter narrows to what was found good, bad or neither.
func (r *retrieval) valenceFilter() retrievalFilter {
	return retrievalFilter{name: "valence", choices: func(ctx context.Context) []screen.Option { return valenceOptions(ctx) },
		take: func(value string) bool {
			n, err := strconv.Atoi(value)
			switch {
			case value == "none":
				r.q.Unvalued = true
			case err != nil || n < -1 || n > 1:
				return false
			default:
				r.q.Valence = &n
			}
			return true
		}}
}

func valenceOptions(ctx context.Context) []screen.Option {
	var out []screen.Option
	for _, v := range valences {
		out = append(out, screen.Option{Value: v[0], Label: words.Say(ctx, v[1])})
	}
	return out
}

// commentFilter narrows to what was commented on, or was not.
func (r *retrieval) commentFilter() retrievalFilter {
	return retrievalFilter{name: "comment",
		choices: func(ctx context.Context) []screen.Option {
			return []screen.Option{{Value: "yes", Label: words.Say(ctx, "note.with")}, {Value: "no", Label: words.Say(ctx, "note.without")}}
		},
		take: func(value string) bool {
			with := value == "yes"
			r.q.Commented = &with
			return with || value == "no"
		}}
}

// noteOf says valence and weight of a coding in words, "" where it has neither.
func noteOf(ctx context.Context, k coding.Coding) string {
	out := ""
	if k.Valence != nil {
		out = words.Say(ctx, valences[*k.Valence+1][1])
	}
	if k.Weight != nil {
		if out != "" {
			out += " · "
		}
		out += words.Say(ctx, "desk.js.note.weighs", *k.Weight)
	}
	return out
}

// noteForm is what may be said of a coding of the viewer's own, nil of
// another's.
func (s *Server) noteForm(ctx context.Context, k coding.Coding, write int64, url, back string) *screen.Note {
	if k.Layer != write {
		return nil
	}
	n := &screen.Note{URL: url, Back: back, Comment: k.Comment}
	if k.Weight != nil {
		n.Weight = strconv.Itoa(*k.Weight)
	}
	for i, o := range valenceOptions(ctx) {
		o.On = k.Valence != nil && *k.Valence == i-1 || k.Valence == nil && o.Value == "none"
		if o.Value == "none" {
			o.Value = ""
		}
		n.Valences = append(n.Valences, o)
	}
	return n
}
