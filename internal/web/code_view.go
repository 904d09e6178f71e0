package web

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/cases"
	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/memo"
	"verbatim/internal/people"
	"verbatim/internal/text"
	"verbatim/ui/words"

	screen "verbatim/ui/codebook"
)

// book is the codebook with how often its codes were applied, read for one
// page.
type book struct {
	c        echo.Context
	codes    []codebook.Code // in the order of the tree, retired ones too
	people   map[int64]people.Person
	spread   coding.Spread
	outdated map[int64]int  // codings of each code that were made under an earlier definition
	kids     map[int64]bool // codes that have codes under them
	children map[int64][]codebook.Code
	under    map[int64]branch // of each code with all that is under it
	themes   []codebook.Theme
	sort     string // one of treeSorts
	show     string // one of treeShows
}

func readBook(ctx context.Context, tx *sql.Tx, c echo.Context) (*book, error) {
	b := &book{c: c, people: map[int64]people.Person{}, kids: map[int64]bool{}, children: map[int64][]codebook.Code{}}
	var err error
	if b.codes, err = codebook.List(ctx, tx); err != nil {
		return nil, err
	}
	for _, code := range b.codes {
		b.kids[code.Parent] = true
		b.children[code.Parent] = append(b.children[code.Parent], code)
	}
	list, err := people.List(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, p := range list {
		b.people[p.ID] = p
	}
	if b.themes, err = codebook.Themes(ctx, tx); err != nil {
		return nil, err
	}
	b.look(c)
	if _, b.outdated, err = coding.Outdated(ctx, tx, viewerOf(c)); err != nil {
		return nil, err
	}
	b.spread, err = coding.Spreads(ctx, tx, viewerOf(c))
	b.under = b.branches()
	return b, err
}

// place is what the status line says at its end.
func (b *book) place(ctx context.Context) string {
	codes, categories := 0, 0
	for _, c := range b.codes {
		if c.Category {
			categories++
		} else {
			codes++
		}
	}
	if categories == 0 {
		return words.Count(ctx, codes, "codes")
	}
	return words.Count(ctx, codes, "codes") + ", " + words.Count(ctx, categories, "code.categories")
}

// view is the screen with the code that short names, "" for none.
func (b *book) view(ctx context.Context, tx *sql.Tx, short string) (screen.View, error) {
	root := codeURL(b.c, "")
	v := screen.View{Root: root, Export: projectURL(projectOf(b.c), "/export"), Filter: strings.TrimSpace(b.c.QueryParam("q"))}
	v.Summary = b.place(ctx) + ", " + words.Count(ctx, b.spread.Total, "code.summary.passage") + "."
	v.Choices = b.choices(nil)
	versions, err := codebook.Versions(ctx, tx)
	if err != nil {
		return v, err
	}
	if len(versions) > 0 {
		v.Version = versions[0].Name
	}
	for _, c := range codebook.Pinned(b.codes) {
		v.Pinned = append(v.Pinned, screen.Line{ID: c.ShortGUID(), Name: c.Name, Hue: c.Hue})
	}
	v.Hints = b.hints(ctx)
	var current codebook.Code
	if short != "" {
		code, err := codeOf(ctx, tx, short)
		if err != nil {
			return v, err
		}
		at := slices.IndexFunc(b.codes, func(o codebook.Code) bool { return o.ID == code.ID })
		current = b.codes[at]
		v.New.Parent = current.ShortGUID()
		if v.Entry, err = b.entry(ctx, tx, current); err != nil {
			return v, err
		}
	}
	if short == "" {
		v.Whole = b.whole()
		told, err := codebook.Told(ctx, tx)
		if err != nil {
			return v, err
		}
		if n := len(codebook.Untold(codebook.Alike(b.codes), told)); n > 0 {
			v.Alike = words.Count(ctx, n, "alike.hint")
		}
	}
	v.Tree = b.nodes(0, current.ID, strings.ToLower(v.Filter))
	b.options(ctx, &v)
	return v, nil
}

// nodes is the tree under a code, narrowed to what has the filter in its name
// or label, and what it stands under.
func (b *book) nodes(parent, current int64, filter string) []screen.Node {
	var out []screen.Node
	for _, c := range b.siblings(parent) {
		n := screen.Node{ID: c.ShortGUID(), Name: c.Name, Short: c.Short, Hue: c.Hue, Category: c.Category,
			Retired: c.Status == codebook.Retired, Current: c.ID == current, Count: strconv.Itoa(b.spread.Counted[c.ID]), Zero: b.spread.Counted[c.ID] == 0}
		n.Kids = b.nodes(c.ID, current, filter)
		if b.kids[c.ID] {
			n.Count = b.countUnder(c)
		} else if c.Category {
			n.Count = ""
		}
		hit := strings.Contains(strings.ToLower(c.Name), filter) || strings.Contains(strings.ToLower(c.Short), filter)
		if (filter == "" || hit) && b.holds()(b, c) || len(n.Kids) > 0 {
			out = append(out, n)
		}
	}
	return out
}

// countUnder is the count of a code that has others under it: together, or
// apart where it is applied itself.
func (b *book) countUnder(c codebook.Code) string {
	under := b.under[c.ID].count
	if own := b.spread.Counted[c.ID]; own > 0 && under > own {
		return strconv.Itoa(own) + " + " + strconv.Itoa(under-own)
	}
	return strconv.Itoa(under)
}

// whole is the codebook as a table to read.
func (b *book) whole() []screen.Line {
	var out []screen.Line
	for _, c := range b.codes {
		l := screen.Line{ID: c.ShortGUID(), Name: c.Name, Brief: c.Brief, Level: min(c.Level, 6), Hue: c.Hue, Category: c.Category}
		if l.Brief == "" {
			l.Brief = text.Cut(c.Full, 160)
		}
		if !c.Category || b.spread.Counted[c.ID] > 0 {
			l.Count = strconv.Itoa(b.spread.Counted[c.ID])
		}
		out = append(out, l)
	}
	return out
}

// choices lists codes in use to choose from, but for those left out.
func (b *book) choices(without map[int64]bool) []screen.Choice {
	var out []screen.Choice
	for _, c := range b.codes {
		if c.InUse() && !without[c.ID] {
			out = append(out, screen.Choice{ID: c.ShortGUID(), Name: c.Name, Path: c.Path, Level: c.Level})
		}
	}
	return out
}

// hints lists what a reader of the exported codebook would miss.
func (b *book) hints(ctx context.Context) []screen.Hint {
	var out []screen.Hint
	for _, h := range []struct {
		key, show string
		miss      func(*book, codebook.Code) bool
	}{
		{"code.hint.undefined", "undefined", (*book).undefined},
		{"code.hint.noexample", "noexample", (*book).noExample},
		{"code.hint.unapplied", "unapplied", (*book).unapplied},
		{"code.hint.once", "once", (*book).once},
		{"code.hint.changed", "changed", (*book).redefined},
		{"code.hint.onecoder", "onecoder", (*book).oneCoder},
	} {
		var list []screen.Choice
		for _, c := range b.codes {
			if h.miss(b, c) {
				list = append(list, screen.Choice{ID: c.ShortGUID(), Name: c.Name})
			}
		}
		if len(list) > 0 {
			out = append(out, screen.Hint{Text: words.Count(ctx, len(list), h.key), Codes: list, Tree: codeURL(b.c, "") + "?show=" + h.show})
		}
	}
	return out
}

// entry is all that is shown of one code.
func (b *book) entry(ctx context.Context, tx *sql.Tx, code codebook.Code) (*screen.Entry, error) {
	field := func(key, value, hint string) screen.Field {
		f := writtenField(ctx, key, value, value)
		f.Hint = hint
		return f
	}
	say := func(key string) string { return words.Say(ctx, key) }
	e := &screen.Entry{
		ID: code.ShortGUID(), Name: field("name", code.Name, ""), Short: field("short", code.Short, ""),
		Fields: []screen.Field{
			field("brief", code.Brief, say("code.brief.hint")), field("full", code.Full, ""),
			field("inclusion", code.Inclusion, say("code.incl.hint")), field("exclusion", code.Exclusion, say("code.excl.hint")),
			field("example", code.Example, say("code.example.hint")), field("close", code.CloseButNo, say("code.close.hint")),
			field("confused", code.ConfusedWith, say("code.conf.hint")),
		},
		Origin:   code.Origin,
		Origins:  []screen.Option{{Value: "inductive", Label: say("code.origin.ind")}, {Value: "deductive", Label: say("code.origin.ded")}, {Value: "in vivo", Label: say("code.origin.viv")}},
		Category: code.Category, Hue: code.Hue, Colour: code.Colour, Retired: code.Status == codebook.Retired,
	}
	if code.Status != codebook.Active {
		e.State = say("code." + string(code.Status))
	}
	b.placeIn(e, code)
	for _, t := range b.themes {
		if slices.Contains(t.Codes, code.ID) {
			e.Themes = append(e.Themes, screen.Choice{ID: t.Short(), Name: t.Name})
		}
	}
	e.Version = code.Version
	var err error
	if e.Recheck, err = recheckSaid(ctx, tx, viewerOf(b.c), code.ID); err != nil {
		return nil, err
	}
	all, err := coding.Tally(ctx, tx, viewerOf(b.c), 0, code.ID)
	if err != nil {
		return nil, err
	}
	e.Codings = all[code.ID]
	if err := b.data(ctx, tx, e, code); err != nil {
		return nil, err
	}
	if err := b.memos(ctx, tx, e, code); err != nil {
		return nil, err
	}
	e.Past, err = b.past(ctx, tx, code)
	return e, err
}

// placeIn fills where the code stands and where it could go.
func (b *book) placeIn(e *screen.Entry, code codebook.Code) {
	byID := map[int64]codebook.Code{}
	var siblings []int64
	for _, c := range b.codes {
		byID[c.ID] = c
		if c.Parent == code.Parent {
			siblings = append(siblings, c.ID)
		}
	}
	for up := code.Parent; up != 0; up = byID[up].Parent {
		e.Above = append(e.Above, screen.Choice{ID: byID[up].ShortGUID(), Name: byID[up].Name})
	}
	slices.Reverse(e.Above)
	if len(e.Above) > 0 {
		e.Parent = e.Above[len(e.Above)-1].ID
	}
	at := slices.Index(siblings, code.ID)
	e.CanUp, e.CanDown = at > 0, at < len(siblings)-1
	below := codebook.Under(b.codes, code.ID)
	e.Parents = b.choices(below)
	e.Others = b.choices(below)
}

// shownPassages is how many passages a page begins with.
const shownPassages = 50

// data fills the numbers and the passages of a code.
func (b *book) data(ctx context.Context, tx *sql.Tx, e *screen.Entry, code codebook.Code) error {
	own, err := b.spread.Of(ctx, tx, viewerOf(b.c), code.ID)
	if err != nil {
		return err
	}
	places, err := coding.Places(ctx, tx, own)
	if err != nil {
		return err
	}
	parts, err := cases.Participants(ctx, tx)
	if err != nil {
		return err
	}
	units, err := cases.Cases(ctx, tx)
	if err != nil {
		return err
	}
	docs, err := document.List(ctx, tx)
	if err != nil {
		return err
	}
	n := coding.Counts(own, places)[code.ID]
	num := func(n, of int, label string) {
		one := screen.Num{N: words.Number(ctx, n), Label: words.Say(ctx, label)}
		if of > 0 {
			one.Of = words.Say(ctx, "code.n.of", of)
		}
		e.Nums = append(e.Nums, one)
	}
	num(n.Codings, 0, "code.n.passages")
	num(n.Documents, len(docs), "code.n.documents")
	num(n.Participants, len(parts), "code.n.people")
	if len(units) > 0 {
		num(n.Cases, len(units), "code.n.cases")
	}
	e.Counted = words.Say(ctx, "code.counted")
	return b.passages(ctx, tx, e, code, own, docs)
}

func (b *book) passage(ctx context.Context, k coding.Coding, at coding.Place, d document.Document) screen.Passage {
	source := words.Say(ctx, "code.front")
	if at.Turn > 0 {
		source = words.Say(ctx, "code.turn", at.Speaker, at.Turn)
	}
	if at.Speaker == "" && at.Turn > 0 {
		source = strings.TrimPrefix(source, ", ")
	}
	if at.Speaker != d.Name {
		source += " " + words.Say(ctx, "code.in", d.Name)
	}
	return screen.Passage{Words: text.Cut(k.Exact, 4000), Source: source, Coder: b.people[k.Coder].Initials,
		URL: projectURL(projectOf(b.c), "/d/"+d.Short()+"#c-"+k.Short()), Lang: d.Language}
}

// memos lists the memos on a code that the reader may read.
func (b *book) memos(ctx context.Context, tx *sql.Tx, e *screen.Entry, code codebook.Code) error {
	root := projectURL(projectOf(b.c), "/memos/")
	e.NewMemo = root + "new?code=" + e.ID
	list, err := memo.List(ctx, tx, viewerOf(b.c), memo.Filter{Code: code.ID})
	for _, m := range list {
		e.Memos = append(e.Memos, screen.Memo{Head: m.Head(), URL: root + m.Short(), By: b.people[m.Author].Initials + " · " + words.When(ctx, m.Changed.Local(), time.Now())})
	}
	return err
}

// pastSteps is how many changes of a code its entry shows.
const pastSteps = 8

// past is the history of a code in short sentences.
func (b *book) past(ctx context.Context, tx *sql.Tx, code codebook.Code) ([]screen.Step, error) {
	steps, err := codebook.Past(ctx, tx, code.ID, pastSteps)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	var out []screen.Step
	for _, s := range steps {
		by := words.When(ctx, s.At, now)
		if who, ok := b.people[s.Who]; ok {
			by = who.Initials + " · " + by
		}
		out = append(out, screen.Step{What: pastOfCode(ctx, s), By: by})
	}
	return out, nil
}

// columnFields are the fields of an entry by the column that keeps them, in
// the order in which a sentence names them.
var columnFields = [][2]string{{"brief", "brief"}, {"full_definition", "full"}, {"inclusion", "inclusion"}, {"exclusion", "exclusion"}, {"example", "example"},
	{"close_but_no", "close"}, {"confused_with", "confused"}, {"origin", "origin"}, {"colour", "colour"}, {"category", "category"}}

func pastOfCode(ctx context.Context, s codebook.Step) string {
	if s.Made {
		return words.Say(ctx, "code.past.made")
	}
	var parts []string
	if _, ok := s.After["name"]; ok {
		parts = append(parts, words.Say(ctx, "code.past.name", s.Before["name"]))
	}
	if _, ok := s.After["short"]; ok {
		parts = append(parts, words.Say(ctx, "code.past.short", s.Before["short"]))
	}
	if _, ok := s.After["parent"]; ok {
		parts = append(parts, words.Say(ctx, "code.past.moved"))
	}
	switch s.After["status"] {
	case string(codebook.Retired):
		parts = append(parts, words.Say(ctx, "code.past.retired"))
	case string(codebook.Active):
		parts = append(parts, words.Say(ctx, "code.past.back"))
	}
	var keys []string
	for _, f := range columnFields {
		if _, ok := s.After[f[0]]; ok {
			keys = append(keys, f[1])
		}
	}
	if len(keys) > 0 {
		parts = append(parts, words.Say(ctx, "code.past.fields", fieldNames(ctx, keys)))
	}
	return strings.Join(parts, "; ")
}
