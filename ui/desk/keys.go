package desk

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/ui/words"
)

// helpKey is a command of the desk with its keys.
type helpKey struct {
	do    string
	words string
	// own is the character that runs it, which a person can change or switch
	// off; "" for none.
	own string
	// fixed are its other keys, as the browser names them, and chords.
	fixed []string
}

type helpGroup struct {
	title string
	keys  []helpKey
}

// helpGroups is every command with its keys as delivered: the sheet of the ?
// key, where each is a button too. The desk's script reads its keys from that
// sheet, and "Go to anything" its commands.
var helpGroups = []helpGroup{
	{"desk.help.move", []helpKey{
		{"down", "desk.do.down", "j", []string{"ArrowDown"}},
		{"up", "desk.do.up", "k", []string{"ArrowUp"}},
		{"turndown", "desk.do.turndown", "J", nil},
		{"turnup", "desk.do.turnup", "K", nil},
		{"next", "desk.do.next", "n", nil},
		{"previous", "desk.do.previous", "p", nil},
		{"uncoded", "desk.do.uncoded", "N", nil},
		{"find", "desk.do.find", "/", nil},
		{"escape", "desk.do.escape", "", []string{"Escape", "Backspace"}},
	}},
	{"desk.help.select", []helpKey{
		{"sentence", "desk.do.sentence", " ", nil},
		{"extend", "desk.do.extend", "", []string{"shift+ArrowDown"}},
		{"shrink", "desk.do.shrink", "", []string{"shift+ArrowUp"}},
		{"turn", "desk.do.turn", "t", nil},
	}},
	{"desk.help.code", []helpKey{
		{"code", "desk.do.code", "c", nil},
		{"again", "desk.do.again", ".", nil},
		{"quick", "desk.do.quick", "", []string{"1", "9"}},
		{"vivo", "desk.do.vivo", "v", nil},
		{"brush", "desk.do.brush", "b", nil},
		{"memo", "desk.do.memo", "m", nil},
	}},
	{"desk.help.coding", []helpKey{
		{"cycle", "desk.do.cycle", "o", nil},
		{"recode", "desk.do.recode", "r", nil},
		{"movestart", "desk.do.movestart", "[", nil},
		{"moveend", "desk.do.moveend", "]", nil},
		{"remove", "desk.do.remove", "u", nil},
		{"valence-1", "desk.do.valence-1", "-", nil},
		{"valence0", "desk.do.valence0", "0", nil},
		{"valence1", "desk.do.valence1", "+", nil},
		{"note", "desk.do.note", "e", nil},
		{"tie", "desk.do.tie", "x", nil},
		{"retie", "desk.do.retie", "X", nil},
	}},
	{"desk.help.take", []helpKey{
		{"link", "desk.do.link", "y", nil},
		{"quote", "desk.do.quote", "Y", nil},
	}},
	{"desk.help.reading", []helpKey{
		{"reading", "desk.do.reading", "A", nil},
		{"margin", "desk.do.margin", "l", nil},
		{"allmargin", "desk.do.allmargin", "L", nil},
		{"speak", "desk.do.speak", "s", nil},
	}},
	{"desk.help.step", []helpKey{
		{"undo", "do.undo", "", []string{"Ctrl+Z"}},
		{"redo", "do.redo", "", []string{"Ctrl+Shift+Z"}},
		{"steps", "desk.do.steps", "h", nil},
		{"help", "desk.help", "?", nil},
	}},
}

// delivered gives the key of a command as the program comes.
func delivered(do string) string {
	for _, g := range helpGroups {
		for _, k := range g.keys {
			if k.do == do {
				return k.own
			}
		}
	}
	return ""
}

// keyName is a key as the reader's keyboard names it.
func keyName(ctx context.Context, key string) string {
	switch key {
	case " ":
		return words.Say(ctx, "desk.js.space")
	case "Escape":
		return "Esc"
	case "+":
		return key
	}
	if r, n := utf8.DecodeRuneInString(key); n == len(key) && unicode.IsUpper(r) {
		return "Shift " + key
	}
	return strings.NewReplacer("shift", "Shift", "ArrowDown", "↓", "ArrowUp", "↑", "+", " ").Replace(key)
}

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
			for _, name := range k.fixed {
				key.Names = append(key.Names, keyName(ctx, name))
			}
			if k.own != "" {
				key.Names = append(key.Names, keyName(ctx, k.own))
			}
			group.Keys = append(group.Keys, key)
		}
		out = append(out, group)
	}
	return out
}
