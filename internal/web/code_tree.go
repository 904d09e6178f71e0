package web

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/ui/words"

	screen "verbatim/ui/codebook"
)

// treeCookie keeps how this browser looks at the tree of a project: "sort.show".
const treeCookie = "verbatim-tree"

// treeSorts are the orders of the tree; within a branch, the branches too.
var treeSorts = []string{"", "name", "count", "last", "first"}

// treeShows are what the tree can be narrowed to.
var treeShows = []struct {
	key   string
	holds func(b *book, c codebook.Code) bool
}{
	{"", func(*book, codebook.Code) bool { return true }},
	{"undefined", (*book).undefined},
	{"noexample", (*book).noExample},
	{"unapplied", (*book).unapplied},
	{"once", (*book).once},
	{"changed", (*book).redefined},
	{"onecoder", (*book).oneCoder},
	{"pinned", func(_ *book, c codebook.Code) bool { return c.Pinned > 0 }},
	{"candidate", func(_ *book, c codebook.Code) bool { return c.Status == codebook.Candidate }},
	{"retired", func(_ *book, c codebook.Code) bool { return c.Status == codebook.Retired }},
	{"inductive", func(_ *book, c codebook.Code) bool { return c.Origin == "inductive" }},
	{"deductive", func(_ *book, c codebook.Code) bool { return c.Origin == "deductive" }},
	{"vivo", func(_ *book, c codebook.Code) bool { return c.Origin == "in vivo" }},
}

// What METHODS 2.1 looks for before a codebook goes out. Categories, and codes
// that only hold others, need no example and are not applied.

func (b *book) applicable(c codebook.Code) bool {
	return c.InUse() && !c.Category && !(b.kids[c.ID] && b.spread.Coders[c.ID] == 0)
}

func (b *book) undefined(c codebook.Code) bool {
	return c.InUse() && !c.Category && strings.TrimSpace(c.Brief) == "" && strings.TrimSpace(c.Full) == ""
}

func (b *book) noExample(c codebook.Code) bool {
	return b.applicable(c) && strings.TrimSpace(c.Example) == ""
}

func (b *book) unapplied(c codebook.Code) bool {
	return b.applicable(c) && b.spread.Coders[c.ID] == 0
}

func (b *book) once(c codebook.Code) bool {
	return b.applicable(c) && b.spread.Counted[c.ID] == 1
}

func (b *book) oneCoder(c codebook.Code) bool {
	return b.applicable(c) && len(b.people) > 1 && b.spread.Coders[c.ID] == 1 && b.spread.Counted[c.ID] > 1
}

// redefined reports whether the code was applied under an earlier definition.
func (b *book) redefined(c codebook.Code) bool { return b.outdated[c.ID] > 0 }

// look reads how the tree is to be sorted and narrowed: as the address asks,
// and then kept; else as it was last.
func (b *book) look(c echo.Context) {
	b.sort, b.show, _ = strings.Cut(cookie(c, treeCookie), ".")
	_, sorts := c.QueryParams()["sort"]
	_, shows := c.QueryParams()["show"]
	if sorts {
		b.sort = c.QueryParam("sort")
	}
	if shows {
		b.show = c.QueryParam("show")
	}
	if !slices.Contains(treeSorts, b.sort) {
		b.sort = ""
	}
	if b.holds() == nil {
		b.show = ""
	}
	if sorts || shows {
		keep(c, treeCookie, b.sort+"."+b.show, projectURL(projectOf(c), ""))
	}
}

// themeShow begins a choice of treeShows that is not in the list: the codes of
// the theme whose short guid follows.
const themeShow = "theme-"

// holds is what decides whether a code is shown, nil for a choice that there
// is not.
func (b *book) holds() func(*book, codebook.Code) bool {
	for _, s := range treeShows {
		if s.key == b.show {
			return s.holds
		}
	}
	for _, t := range b.themes {
		if b.show == themeShow+t.Short() {
			return func(_ *book, c codebook.Code) bool { return slices.Contains(t.Codes, c.ID) }
		}
	}
	return nil
}

// options are the choices of the two lists above the tree.
func (b *book) options(ctx context.Context, v *screen.View) {
	for _, key := range treeSorts {
		v.Sorts = append(v.Sorts, screen.Option{Value: key, Label: words.Say(ctx, "tree.sort."+key), On: key == b.sort})
	}
	for _, s := range treeShows {
		v.Shows = append(v.Shows, screen.Option{Value: s.key, Label: words.Say(ctx, "tree.show."+s.key), On: s.key == b.show})
	}
	for _, t := range b.themes {
		key := themeShow + t.Short()
		v.Shows = append(v.Shows, screen.Option{Value: key, Label: words.Say(ctx, "tree.show.theme", t.Name), On: key == b.show})
		v.Themes = append(v.Themes, t.Name)
	}
	v.Sorted, v.Narrowed = b.sort != "", b.show != ""
	if v.Narrowed {
		n, holds := 0, b.holds()
		for _, c := range b.codes {
			if holds(b, c) {
				n++
			}
		}
		v.Found = words.Count(ctx, n, "tree.found")
	}
}

// branch is how a code was applied together with all that stands under it.
type branch struct {
	count int
	last  string
	first int // 0 for never
}

// branches adds up the tree from the leaves.
func (b *book) branches() map[int64]branch {
	out := make(map[int64]branch, len(b.codes))
	for i := len(b.codes) - 1; i >= 0; i-- { // children come after their parent
		id, parent := b.codes[i].ID, b.codes[i].Parent
		own := out[id].with(branch{b.spread.Counted[id], b.spread.Last[id], b.spread.First[id]})
		out[id] = own
		if parent != 0 {
			out[parent] = out[parent].with(own)
		}
	}
	return out
}

func (x branch) with(y branch) branch {
	first := min(x.first, y.first)
	if first == 0 {
		first = max(x.first, y.first)
	}
	return branch{x.count + y.count, max(x.last, y.last), first}
}

// siblings is the codes under a parent in the order that was chosen. A code
// with others under it stands where the best of them does.
func (b *book) siblings(parent int64) []codebook.Code {
	out := b.children[parent]
	if b.sort == "" {
		return out
	}
	slices.SortStableFunc(out, func(x, y codebook.Code) int {
		p, q := b.under[x.ID], b.under[y.ID]
		switch b.sort {
		case "count":
			return cmp.Compare(q.count, p.count)
		case "last":
			return cmp.Compare(q.last, p.last)
		case "first":
			const never = 1 << 30
			return cmp.Compare(cmp.Or(p.first, never), cmp.Or(q.first, never))
		}
		return cmp.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name))
	})
	return out
}
