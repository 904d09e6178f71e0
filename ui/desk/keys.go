package desk

import (
	"context"

	"verbatim/ui/words"
)

// KeyGroup is keys of the desk that belong together, for the page of help.
type KeyGroup struct {
	Title string
	Keys  []Key
}

// Key is what one or more keys do.
type Key struct {
	Names []string
	Said  string
}

// Keys is the sheet of the ? key in words: the same table.
func Keys(ctx context.Context) []KeyGroup {
	var out []KeyGroup
	for _, g := range helpGroups {
		group := KeyGroup{Title: words.Say(ctx, g.title)}
		for _, k := range g.keys {
			key := Key{Said: words.Say(ctx, k.words)}
			for _, name := range k.keys {
				key.Names = append(key.Names, keyName(ctx, name))
			}
			group.Keys = append(group.Keys, key)
		}
		out = append(out, group)
	}
	return out
}
