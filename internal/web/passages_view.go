package web

import (
	"context"
	"database/sql"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"verbatim/internal/cases"
	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/guid"
	"verbatim/internal/memo"
	"verbatim/internal/people"
	"verbatim/internal/text"
	"verbatim/internal/transcript"
	"verbatim/ui/desk"
	"verbatim/ui/words"

	screen "verbatim/ui/passages"
)

// view is the screen with what was retrieved.
func (r *retrieval) view(ctx context.Context, tx *sql.Tx) (screen.View, error) {
	p := projectOf(r.c)
	root := projectURL(p, "/passages")
	v := screen.View{Root: root, Project: projectURL(p, ""), Alone: r.q.Alone, Request: guid.New()}
	v.Title = words.Say(ctx, "passages.all")
	var names []string
	for _, c := range r.chosen {
		names = append(names, c.Name)
		v.Chosen = append(v.Chosen, screen.Choice{Label: c.Name, Hue: c.Hue, URL: root + query(r.without("code", c.ShortGUID()))})
		v.Keep = append(v.Keep, screen.Option{Value: "code", Label: c.ShortGUID()})
	}
	if len(names) > 0 {
		v.Title = words.And(ctx, names)
	}
	for _, key := range []string{"sort", "by"} {
		if value := r.asked.Get(key); value != "" {
			v.Keep = append(v.Keep, screen.Option{Value: key, Label: value})
		}
	}
	docs := map[int64]bool{}
	for _, k := range r.retrieved {
		docs[k.Document] = true
	}
	v.Count, v.Where = words.Count(ctx, len(r.retrieved), "passages"), words.Say(ctx, "passages.in", words.Count(ctx, len(docs), "passages.documents"))
	here := r.with("", "")
	if r.shown > passagesPage {
		here.Set("n", strconv.Itoa(r.shown))
	}
	v.Here = root + query(here)
	r.choices(ctx, &v)
	if r.narrowed || len(r.chosen) > 0 {
		v.All = root
	}
	if len(r.retrieved) == 0 {
		v.Empty, v.EmptyURL, v.EmptyDo = words.Say(ctx, "passages.empty.filter"), root, words.Say(ctx, "passages.all")
		if v.All == "" {
			v.Empty, v.EmptyURL, v.EmptyDo = words.Say(ctx, "passages.empty.nocodes"), v.Project+"/desk", words.Say(ctx, "passages.empty.desk")
			if len(r.order) == 0 {
				v.Empty, v.EmptyURL, v.EmptyDo = words.Say(ctx, "passages.empty.notexts"), v.Project+"/import", words.Say(ctx, "search.bring")
			}
		}
		return v, nil
	}
	shown := r.retrieved[:min(r.shown, len(r.retrieved))]
	if rest := len(r.retrieved) - len(shown); rest > 0 {
		more := r.with("n", strconv.Itoa(len(shown)+passagesPage))
		key := "passages.next"
		v.More = screen.Choice{Label: words.Count(ctx, min(rest, passagesPage), key), URL: root + query(more) + "#k-" + shown[len(shown)-1].Short()}
	}
	var err error
	v.Groups, err = r.grouped(ctx, tx, &v, shown)
	return v, err
}

// with is the address with one thing changed; an empty value takes it away.
func (r *retrieval) with(key, value string) url.Values {
	out := url.Values{}
	for k, vs := range r.asked {
		out[k] = slices.Clone(vs)
	}
	if value != "" {
		out.Set(key, value)
	} else {
		out.Del(key)
	}
	return out
}

// without is the address with one of several values taken away.
func (r *retrieval) without(key, value string) url.Values {
	out := r.with("", "")
	out[key] = slices.DeleteFunc(out[key], func(v string) bool { return v == value })
	return out
}

// choices fills what can be chosen.
func (r *retrieval) choices(ctx context.Context, v *screen.View) {
	for _, c := range r.codes {
		o := screen.Option{Value: c.ShortGUID(), Label: strings.Repeat("\u2003", c.Level) + c.Name}
		o.Off = slices.Contains(r.q.Codes, c.ID)
		v.Add = append(v.Add, o)
		if c.InUse() {
			o.Off = c.Category
			v.Codes = append(v.Codes, o)
		}
	}
	v.Valences = valenceOptions(ctx)
	for _, f := range r.findings {
		v.Findings = append(v.Findings, screen.Option{Value: f.Short(), Label: strconv.Itoa(f.Position) + ". " + text.Cut(f.Statement, 80)})
	}
	for _, f := range r.filters() {
		list := f.choices(ctx)
		least := 2
		if f.name == "group" || f.name == "layer" {
			least = 1
		}
		asked := r.asked.Get(f.name)
		if len(list) < least && asked == "" || f.name == "layer" && len(r.layers) < 2 && asked == "" {
			continue
		}
		for i := range list {
			list[i].On = list[i].Value == asked
		}
		any := words.Say(ctx, "passages.any")
		if f.name == "layer" {
			any = words.Say(ctx, "passages.layer.counted")
		}
		v.Filters = append(v.Filters, screen.Filter{Name: f.name, Label: words.Say(ctx, "passages.f."+f.name), Any: any, Options: list})
	}
	link := func(key, value, label string, on bool) screen.Choice {
		return screen.Choice{Label: words.Say(ctx, label), URL: v.Root + query(r.with(key, value)), On: on}
	}
	for _, o := range []struct {
		order coding.Order
		label string
	}{{coding.ByPlace, "passages.order.place"}, {coding.ByCode, "passages.order.code"}, {coding.ByParticipant, "passages.order.person"}, {coding.ByNewest, "passages.order.newest"}} {
		v.Orders = append(v.Orders, link("sort", string(o.order), o.label, r.q.Order == o.order))
	}
	for _, g := range []struct {
		by    coding.Grouping
		label string
	}{{coding.Ungrouped, "passages.by.no"}, {coding.InCodes, "passages.order.code"}, {coding.InDocuments, "passages.order.place"}, {coding.InParticipant, "passages.order.person"}} {
		v.Groupings = append(v.Groupings, link("by", string(g.by), g.label, r.q.Grouping == g.by))
	}
}

// group is what a passage is put together by: its key, its title and where that
// leads.
func (r *retrieval) group(ctx context.Context, k coding.Retrieved) (key int64, g screen.Group) {
	p := projectOf(r.c)
	switch r.q.Grouping {
	case coding.InCodes:
		c := r.byID[k.Code]
		return k.Code, screen.Group{Title: c.Name, Hue: c.Hue, URL: codeURL(r.c, c.ShortGUID())}
	case coding.InDocuments:
		d := r.docs[k.Document]
		return k.Document, screen.Group{Title: d.Name, URL: documentURL(p, d)}
	case coding.InParticipant:
		at := slices.IndexFunc(r.parts, func(o cases.Participant) bool { return o.ID == k.Participant })
		if at < 0 {
			return 0, screen.Group{Title: words.Say(ctx, "passages.nobody")}
		}
		return k.Participant, screen.Group{Title: r.parts[at].Name, URL: memosURL(projectURL(p, ""), "participant", guid.Short(r.parts[at].GUID))}
	}
	return 0, screen.Group{}
}

// grouped draws the passages that are shown, in their groups.
func (r *retrieval) grouped(ctx context.Context, tx *sql.Tx, v *screen.View, shown []coding.Retrieved) ([]screen.Group, error) {
	whole := map[int64]int{}
	for _, k := range r.retrieved {
		key, _ := r.group(ctx, k)
		whole[key]++
	}
	memos, err := memoSpans(ctx, tx, viewerOf(r.c))
	if err != nil {
		return nil, err
	}
	who := map[int64]people.Person{}
	for _, p := range r.people {
		who[p.ID] = p
	}
	back := url.QueryEscape(v.Here)
	var out []screen.Group
	last := int64(-1)
	for _, k := range shown {
		key, g := r.group(ctx, k)
		if key != last || len(out) == 0 {
			g.Count = words.Number(ctx, whole[key])
			out, last = append(out, g), key
		}
		d := r.docs[k.Document]
		around, err := wordsAround(ctx, tx, d, k.Start, k.End)
		if err != nil {
			return nil, err
		}
		c := r.byID[k.Code]
		g0 := &out[len(out)-1]
		g0.List = append(g0.List, screen.Passage{ID: k.Short(), Before: around.before, Words: text.Middle(around.words, 1200), After: around.after,
			Language: d.Language, Source: retrievedSource(ctx, d, k), URL: documentURL(projectOf(r.c), d) + "?back=" + back + url.QueryEscape("#k-"+k.Short()) + "#c-" + k.Short(),
			Code: c.Name, CodeShort: c.Short, CodeURL: codeURL(r.c, c.ShortGUID()), Hue: c.Hue,
			Coder: who[k.Coder].Initials, Memos: memos[memoSpan{k.Document, k.Start, k.End}], Note: noteOf(ctx, k.Coding), Comment: k.Comment})
	}
	return out, nil
}

// retrievedSource says where a passage was said.
func retrievedSource(ctx context.Context, d document.Document, k coding.Retrieved) string {
	if k.Turn == 0 {
		return plainName(d.Name)
	}
	source := words.Say(ctx, "passages.source", plainName(d.Name), k.Turn)
	if k.Speaker != "" && k.Speaker != plainName(d.Name) {
		source += ", " + k.Speaker
	}
	return source
}

// memoSpan is a passage that memos are on.
type memoSpan struct {
	document   int64
	start, end int
}

// memoSpans counts the memos that the viewer may read by the passage they are on.
func memoSpans(ctx context.Context, tx *sql.Tx, v people.Viewer) (map[memoSpan]int, error) {
	list, err := memo.List(ctx, tx, v, memo.Filter{})
	out := map[memoSpan]int{}
	for _, m := range list {
		if m.Segment != 0 {
			out[memoSpan{m.Document, m.Start, m.End}]++
		}
	}
	return out, err
}

// surrounded is a passage's words with some on either side, of its own turns.
type surrounded struct{ before, words, after string }

// aLine is how much of a passage's turn is read on either side of it.
const aLine = 90

// wordsAround reads a passage between as much of its turn as a line or two.
func wordsAround(ctx context.Context, tx *sql.Tx, d document.Document, start, end int) (surrounded, error) {
	blocks, err := document.BlocksBetween(ctx, tx, d, max(0, start-aLine), end+aLine)
	return surround(blocks, start, end), err
}

// surround takes the words on either side of a passage out of the blocks around
// it. Where it begins or ends a line of its turn a space stands for the line's
// end.
func surround(blocks []document.Block, start, end int) (s surrounded) {
	touched := slices.DeleteFunc(slices.Clone(blocks), func(b document.Block) bool { return b.Start >= end || b.End() <= start })
	s.words = desk.Words(deskBlocks(touched), start, end)
	if len(touched) == 0 {
		return s
	}
	in := func(turn int) []document.Block {
		return slices.DeleteFunc(slices.Clone(blocks), func(b document.Block) bool { return b.Turn != turn })
	}
	first, last := in(touched[0].Turn), in(touched[len(touched)-1].Turn)
	from, to := max(0, start-aLine), end+aLine
	s.before = strings.ReplaceAll(desk.Words(deskBlocks(first), from, start), "\n", " ")
	s.after = strings.ReplaceAll(desk.Words(deskBlocks(last), end, to), "\n", " ")
	for _, b := range first {
		if b.Start < from && from < b.End() { // cut inside a word
			_, rest, _ := strings.Cut(s.before, " ")
			s.before = "… " + rest
		}
		if s.before != "" && b.Sep != "" && b.End()+text.Len(b.Sep) == start {
			s.before += " "
		}
	}
	for _, b := range last {
		if at := strings.LastIndex(s.after, " "); at >= 0 && b.Start < to && to < b.End() {
			s.after = s.after[:at] + " …"
		}
	}
	if ends := touched[len(touched)-1]; s.after != "" && ends.Sep != "" && ends.End() == end {
		s.after = " " + s.after
	}
	return s
}

// placeLines is the text around a passage as the pane beside the list shows it:
// whole blocks of its own turns and of those beside them.
func placeLines(ctx context.Context, tx *sql.Tx, d document.Document, start, end int) ([]screen.Line, error) {
	const lead = 200
	blocks, err := document.BlocksBetween(ctx, tx, d, max(0, start-lead), end+lead)
	if err != nil {
		return nil, err
	}
	turns, err := document.Turns(ctx, tx, d)
	if err != nil {
		return nil, err
	}
	speakers, err := document.Speakers(ctx, tx, d.ID)
	if err != nil {
		return nil, err
	}
	var out []screen.Line
	at := transcript.NoTurn
	for _, b := range blocks {
		if b.Kind == transcript.Label || b.Kind == transcript.Time || b.Length == 0 {
			continue
		}
		l := screen.Line{Lang: d.Language}
		if b.Turn >= 0 && b.Turn < len(turns) {
			if sp := turns[b.Turn].Speaker; sp >= 0 && sp < len(speakers) {
				l.Quiet = speakers[sp].Interviewer
				if b.Turn != at {
					l.Who = speakers[sp].Name
				}
			}
			if b.Turn != at {
				l.Turn = words.Say(ctx, "passages.turn", b.Turn+1)
			}
		}
		at = b.Turn
		from, to := min(max(start-b.Start, 0), b.Length), min(max(end-b.Start, 0), b.Length)
		for _, part := range []screen.Part{{Text: text.Slice(b.Text, 0, from)}, {Text: text.Slice(b.Text, from, to), Mark: true}, {Text: text.Slice(b.Text, to, b.Length)}} {
			if part.Text != "" {
				l.Parts = append(l.Parts, part)
			}
		}
		out = append(out, l)
	}
	return out, nil
}

// codesAt is what is coded on a span, each code once.
func codesAt(ctx context.Context, tx *sql.Tx, v people.Viewer, d document.Document, start, end int) ([]codebook.Code, error) {
	list, err := coding.Outlines(ctx, tx, v, d.ID, start, end)
	if err != nil {
		return nil, err
	}
	codes, err := codebook.All(ctx, tx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(codes, func(c codebook.Code) bool {
		return !slices.ContainsFunc(list, func(o coding.Outline) bool { return o.Code == c.ID })
	}), nil
}
