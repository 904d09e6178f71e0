package browse

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"verbatim/cmd/verify/drive"
)

// states are what opens over the desk: the keys that open it, and what is there
// then. Escape closes each.
var states = []struct{ name, keys, there string }{
	{"palette", "c", ".palette input"},
	{"palette-new", "cA name that nothing has", "#codes-found li.new"},
	{"in-vivo", "v", ".palette input"},
	{"brush", "b", ".palette input"},
	{"keys", "?", "#help[open]"},
	{"type", "A", ":popover-open"},
	{"find", "/", "input:focus"},
	{"recode", "nr", ".palette input, #at .codings li"},
	{"ends", "n]", "#span, #at .codings li"},
	{"comment", "ne", "#at form, #at .codings li"},
	{"memo", "m", "#memobox textarea"},
}

// TestStates opens all that opens over the desk, in both colour schemes at each
// width, and has axe-core look at it.
func TestStates(t *testing.T) {
	s := drive.Demo(t)
	paths, err := s.Desks(projectOf(t, s))
	if err != nil {
		t.Fatal(err)
	}
	var path string
	for _, at := range paths {
		path = max(path, at)
	}
	b := drive.Browse(t, s)
	found := map[string]string{}
	check := func(name string) {
		for _, scheme := range []string{"light", "dark"} {
			b.Scheme(scheme)
			b.Shot("desk-" + name + "-" + scheme)
			for _, v := range b.Violations() {
				found[v] += " " + name + "-" + scheme
			}
		}
		b.Scheme("light")
	}
	for _, size := range widths {
		b.Size(size.width, size.height)
		for _, state := range states {
			b.Open(path)
			b.Until("the desk is ready", onDesk+`document.querySelector("#at .where").textContent`)
			b.Keys("jj" + state.keys)
			b.Has(state.there)
			check(state.name + size.name)
			b.Keys(kb.Escape)
		}
		b.Open(path)
		b.Until("the desk is ready", onDesk+"true")
		b.Chord("k", chromedp.ModifierCtrl)
		b.Has("dialog[open]")
		check("go" + size.name)
	}
	for v, where := range found {
		t.Errorf("axe-core (%s ): %s", where, v)
	}
}
