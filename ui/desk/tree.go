package desk

import (
	"context"

	"verbatim/ui/words"
)

// node is a code with the codes below it.
type node struct {
	Code
	top   bool
	under []node
}

// nodes makes a tree of the codes in use, which are given in tree order. A code
// whose parent is not among them stands at the top.
func nodes(codes []Code) []node {
	known := map[string]bool{}
	children := map[string][]Code{}
	for _, c := range codes {
		known[c.ID] = !c.Retired
	}
	for _, c := range codes {
		if c.Retired {
			continue
		}
		parent := c.Parent
		if !known[parent] {
			parent = ""
		}
		children[parent] = append(children[parent], c)
	}
	var below func(parent string) []node
	below = func(parent string) []node {
		var out []node
		for _, c := range children[parent] {
			out = append(out, node{Code: c, top: parent == "", under: below(c.ID)})
		}
		return out
	}
	return below("")
}

// title is what a row of the tree says on hover: the name, because a long one
// is cut, and the definition.
func title(c Code) string {
	if c.Brief == "" {
		return c.Name
	}
	return c.Name + ": " + c.Brief
}

type helpKey struct {
	do    string
	words string
	keys  []string
}

type helpGroup struct {
	title string
	keys  []helpKey
}

// helpGroups is the sheet of the ? key. Each line is a button for what its key
// does.
var helpGroups = []helpGroup{
	{"desk.help.move", []helpKey{
		{"down", "desk.do.down", []string{"↓", "j"}},
		{"up", "desk.do.up", []string{"↑", "k"}},
		{"turndown", "desk.do.turndown", []string{"Shift J"}},
		{"turnup", "desk.do.turnup", []string{"Shift K"}},
		{"next", "desk.do.next", []string{"n"}},
		{"previous", "desk.do.previous", []string{"p"}},
		{"escape", "desk.do.escape", []string{"Esc"}},
	}},
	{"desk.help.select", []helpKey{
		{"sentence", "desk.do.sentence", []string{"desk.key.space"}},
		{"extend", "desk.do.extend", []string{"Shift ↓"}},
		{"shrink", "desk.do.shrink", []string{"Shift ↑"}},
		{"turn", "desk.do.turn", []string{"t"}},
	}},
	{"desk.help.code", []helpKey{
		{"code", "desk.do.code", []string{"c"}},
		{"again", "desk.do.again", []string{"."}},
		{"code", "desk.do.quick", []string{"1", "9"}},
		{"vivo", "desk.do.vivo", []string{"v"}},
		{"remove", "desk.do.remove", []string{"u"}},
	}},
	{"desk.help.step", []helpKey{
		{"undo", "do.undo", []string{"Ctrl Z"}},
		{"redo", "do.redo", []string{"Ctrl Shift Z"}},
	}},
}

// keyName is a key as the reader's keyboard names it.
func keyName(ctx context.Context, key string) string {
	if key == "desk.key.space" {
		return words.Say(ctx, key)
	}
	return key
}
