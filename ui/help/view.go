// Package help draws the page that says what things are called, which keys
// there are and where the files live.
package help

import (
	"context"

	"verbatim/ui/desk"
	"verbatim/ui/words"
)

// View is the page.
type View struct {
	Dir  string // the data folder
	Back string // where the reader came from; "" where that is not known
}

// terms are the words of the field that the page explains, in the order in
// which one meets them.
var terms = []string{"project", "document", "turn", "speaker", "participant", "code", "category", "codebook", "passage", "coding", "coder", "layer", "memo", "finding", "statement", "sheet", "history"}

// steps are the first things to do.
var steps = []string{"project", "bring", "read", "code", "define", "passages", "out"}

// keyGroups are the keys of all screens: the desk's own sheet, and what the
// others answer to.
func keyGroups(ctx context.Context) []desk.KeyGroup {
	group := func(title string, keys ...[2]string) desk.KeyGroup {
		g := desk.KeyGroup{Title: words.Say(ctx, title)}
		for _, k := range keys {
			g.Keys = append(g.Keys, desk.Key{Names: []string{k[0]}, Said: words.Say(ctx, k[1])})
		}
		return g
	}
	out := []desk.KeyGroup{group("help.keys.all", [2]string{"Ctrl K", "help.key.go"}, [2]string{"Ctrl ↵", "help.key.save"}, [2]string{"Esc", "help.key.close"})}
	for _, g := range desk.Keys(ctx) {
		g.Title = words.Say(ctx, "help.keys.desk", g.Title)
		out = append(out, g)
	}
	return append(out,
		group("screen.passages", [2]string{"j", "help.key.next"}, [2]string{"k", "help.key.previous"}, [2]string{"x", "help.key.tick"}, [2]string{"↵", "help.key.open"},
			[2]string{"r", "help.key.recode"}, [2]string{"q", "help.key.quote"}, [2]string{"m", "help.key.memo"}, [2]string{"v", "help.key.valence"}, [2]string{"e", "help.key.note"}),
		group("screen.search", [2]string{"/", "help.key.ask"}, [2]string{"j", "help.key.next"}, [2]string{"k", "help.key.previous"}, [2]string{"x", "help.key.tick"}, [2]string{"c", "help.key.code"}))
}
