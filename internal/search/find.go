package search

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"math"
	"slices"
	"time"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/db"
	"verbatim/internal/document"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/text"
)

// Options say how much of an answer is wanted.
type Options struct {
	Limit    int           // hits; 0 for all
	Offset   int           // hits passed over first
	Rank     bool          // the turns that answer best first; document order otherwise
	Patience time.Duration // how long after the question the hits not wanted are still counted; below 0 for to the end
}

// Hit is a place that answers.
type Hit struct {
	Document int64
	Short    string // how URLs name the document
	Name     string // of the document
	Language string
	Turn     int    // from 1, 0 for front text and headings
	Speaker  string // "" where nobody speaks
	Start    int    // code points of the document
	End      int
	Match    string // the text at [Start,End), as it stands
	Before   string // what stands before it in the turn, up to some 80 code points
	After    string
	Codes    []codebook.Code // on these words
}

// Tally is how many hits a document or a speaker has.
type Tally struct {
	ID   int64 // of the document; 0 for a speaker, who is known by name over documents: the participant's where there is one
	Name string
	Hits int
}

// Result is an answer.
type Result struct {
	Hits      []Hit
	Total     int  // hits found
	Turns     int  // turns and blocks of front text that they stand in
	More      bool // not everything was read: there may be more than Total
	Documents []Tally
	Speakers  []Tally
	Scanned   int // documents that were read because they are not in the index
}

// around is how many code points of context a hit has on either side.
const around = 80

// Find answers a query from the index, and from the texts where that does not
// reach.
func (x *Index) Find(ctx context.Context, v people.Viewer, q *Query, o Options) (Result, error) {
	w := x.hold(ctx)
	defer func() { x.release(w) }()
	if w != nil && !w.whole() {
		x.release(w)
		w = nil
	}
	var r Result
	err := daring(func() (err error) {
		r, err = find(ctx, x, x.db, w, v, q, o)
		return err
	})
	if errors.Is(err, errDamaged) && w != nil {
		slog.Debug("the index cannot be read; the texts are", "reason", err.Error())
		x.distrust(w)
		return find(ctx, x, x.db, nil, v, q, o)
	}
	return r, err
}

// whole reports whether the files under the window are as they were.
func (w *window) whole() bool {
	d := disk{dir: w.dir}
	return d.whole(w.sizes)
}

// distrust takes a window that failed away from later searches; the follower
// then builds the index anew.
func (x *Index) distrust(w *window) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.window == w {
		w.old = true
		x.window = nil
	}
}

// Scan answers a query by reading every text. It is what Find is tested against.
func Scan(ctx context.Context, d *db.DB, v people.Viewer, q *Query, o Options) (Result, error) {
	return find(ctx, nil, d, nil, v, q, o)
}

func find(ctx context.Context, x *Index, d *db.DB, w *window, v people.Viewer, q *Query, o Options) (Result, error) {
	f := &finder{asked: time.Now(), ctx: ctx, index: x, window: w, q: q, o: o, seen: seen{viewer: v}}
	err := d.Read(ctx, func(tx *sql.Tx) error {
		f.tx = tx
		return f.run()
	})
	return f.result, err
}

// finder answers one query.
type finder struct {
	ctx    context.Context
	tx     *sql.Tx
	index  *Index // nil for a scan
	window *window
	q      *Query
	o      Options
	seen   seen
	bound  binding
	eval   *evaluator
	marks  bool // the query asks for codings
	names  bool // the query asks for speakers
	unit   unit // the one that is asked; used again for the next
	passed int  // hits before those wanted that are not in found

	people map[int64]string // participants' names, read when first asked for

	candidates set
	every      bool // every unit is a candidate

	found  []finding
	asked  time.Time // when the question was put
	result Result
}

// finding is a unit that answers.
type finding struct {
	doc     *document.Document
	turn    int // from 0, or transcript.NoTurn
	speaker string
	pieces  []piece
	spans   []Span
	counts  []int // of each leaf of the query, for ranking
	length  int   // words
}

func (f *finder) run() error {
	docs, err := f.index.documents(f.ctx, f.tx)
	if err != nil {
		return err
	}
	if f.bound, err = bind(f.ctx, f.tx, f.q, docs); err != nil {
		return err
	}
	f.eval = newEvaluator(f.q, f.bound)
	f.marks, f.names = f.q.Codings(), f.q.asks(fieldSpeaker, fieldCase, fieldAttribute)
	if f.window != nil {
		if f.candidates, f.every, err = f.window.propose(f.q.root, languagesOf(docs)); err != nil {
			return errors.Join(errDamaged, err)
		}
	}
	perSpeaker := map[string]int{}
	for i := range docs {
		before := f.result.Total
		if err := f.document(&docs[i], perSpeaker); err != nil {
			return err
		}
		if n := f.result.Total - before; n > 0 {
			f.result.Documents = append(f.result.Documents, Tally{docs[i].ID, docs[i].Name, n})
		}
		if f.enough() {
			f.result.More = i+1 < len(docs)
			break
		}
	}
	for name, n := range perSpeaker {
		f.result.Speakers = append(f.result.Speakers, Tally{Name: name, Hits: n})
	}
	slices.SortFunc(f.result.Speakers, func(a, b Tally) int {
		return cmp.Or(cmp.Compare(b.Hits, a.Hits), cmp.Compare(a.Name, b.Name))
	})
	return f.show()
}

// listed is the documents as they stood after an entry of the history.
type listed struct {
	entry int64
	docs  []document.Document
}

// documents is the documents that are shown. Reading a thousand of them takes
// longer than most searches, so they are kept until the history holds a change of
// one.
func (x *Index) documents(ctx context.Context, tx *sql.Tx) ([]document.Document, error) {
	if x == nil {
		return document.List(ctx, tx)
	}
	head, err := history.Head(ctx, tx)
	if err != nil {
		return nil, err
	}
	kept := x.listed.Load()
	if kept != nil && kept.entry <= head.ID {
		touched, err := documentsTouched(ctx, tx, kept.entry)
		if err != nil {
			return nil, err
		}
		if !touched {
			return kept.docs, nil
		}
	}
	docs, err := document.List(ctx, tx)
	if err == nil {
		x.listed.Store(&listed{head.ID, docs})
	}
	return docs, err
}

func languagesOf(docs []document.Document) []string {
	var out []string
	for _, d := range docs {
		if !slices.Contains(out, d.Language) {
			out = append(out, d.Language)
		}
	}
	return out
}

// enough reports whether the hits wanted are there and the patience for
// counting the others is at its end.
func (f *finder) enough() bool {
	if f.o.Limit <= 0 || f.o.Patience < 0 || f.o.Rank || f.result.Total < f.o.Offset+f.o.Limit {
		return false
	}
	return time.Since(f.asked) >= f.o.Patience
}

// document asks the query of the units of one document.
func (f *finder) document(d *document.Document, perSpeaker map[string]int) error {
	var numbers []int // of candidates; nil for all units
	indexed := false
	if f.window != nil {
		var to reach
		if to, indexed = f.window.bodies[d.Body]; indexed && !f.every {
			if numbers = f.candidates.in(to); len(numbers) == 0 {
				return nil
			}
		}
	}
	if !indexed {
		f.result.Scanned++
	}
	src := &source{f: f, doc: d, few: numbers != nil && len(numbers) < 20}
	if never, err := src.ruledOut(); never || err != nil {
		return err
	}
	if f.marks {
		if err := src.readMarks(); err != nil {
			return err
		}
	}
	if numbers == nil {
		return src.all(nil, perSpeaker)
	}
	if to := f.window.bodies[d.Body]; len(numbers)*4 > int(to.n) && to.n > 8 {
		want := make(map[int]bool, len(numbers))
		for _, n := range numbers {
			want[n] = true
		}
		return src.all(want, perSpeaker)
	}
	return src.some(numbers, perSpeaker)
}

// show makes the hits that are wanted.
func (f *finder) show() error {
	if f.o.Rank {
		rank(f.found)
	}
	skip, left := f.o.Offset-f.passed, f.o.Limit
	if left <= 0 {
		left = math.MaxInt
	}
	for _, g := range f.found {
		for _, s := range g.spans {
			if skip > 0 {
				skip--
				continue
			}
			if left == 0 {
				break
			}
			left--
			h, err := f.hit(g, s)
			if err != nil {
				return err
			}
			f.result.Hits = append(f.result.Hits, h)
		}
	}
	return f.codes()
}

// hit writes out one hit with its context.
func (f *finder) hit(g finding, s Span) (Hit, error) {
	h := Hit{Document: g.doc.ID, Short: g.doc.Short(), Name: g.doc.Name, Language: g.doc.Language,
		Turn: g.turn + 1, Speaker: g.speaker, Start: s.Start, End: s.End}
	first, last := g.pieces[0], g.pieces[len(g.pieces)-1]
	end := last.start + text.Len(last.text)
	from, to := max(first.start, s.Start-around), min(end, s.End+around)
	all, err := f.text(g, from, to)
	if err != nil {
		return h, err
	}
	h.Before = fromWord(text.Slice(all, 0, s.Start-from), from > first.start)
	h.Match = text.Slice(all, s.Start-from, s.End-from)
	h.After = toWord(text.Slice(all, s.End-from, to-from), to < end)
	return h, nil
}

// codes puts on each hit the codes that touch it, a document at a time.
func (f *finder) codes() error {
	byDoc := map[int64][]int{}
	var docs []int64
	for i, h := range f.result.Hits {
		if byDoc[h.Document] == nil {
			docs = append(docs, h.Document)
		}
		byDoc[h.Document] = append(byDoc[h.Document], i)
	}
	var known map[int64]codebook.Code
	for _, d := range docs {
		filter := coding.Filter{Document: d, Start: math.MaxInt}
		for _, i := range byDoc[d] {
			filter.Start, filter.End = min(filter.Start, f.result.Hits[i].Start), max(filter.End, f.result.Hits[i].End)
		}
		list, err := f.seen.list(f.ctx, f.tx, filter)
		if err != nil {
			return err
		}
		if len(list) > 0 && known == nil {
			if known, err = f.codebook(); err != nil {
				return err
			}
		}
		for _, i := range byDoc[d] {
			h := &f.result.Hits[i]
			for _, c := range list {
				code, ok := known[c.Code]
				if ok && c.Start < h.End && h.Start < c.End && !slices.ContainsFunc(h.Codes, func(o codebook.Code) bool { return o.ID == c.Code }) {
					h.Codes = append(h.Codes, code)
				}
			}
		}
	}
	return nil
}

func (f *finder) codebook() (map[int64]codebook.Code, error) {
	list, err := codebook.List(f.ctx, f.tx)
	out := make(map[int64]codebook.Code, len(list))
	for _, c := range list {
		out[c.ID] = c
	}
	return out, err
}

// text is the code points [from,to) of a unit as they stand in the document,
// read from its pieces where these hang together.
func (f *finder) text(g finding, from, to int) (string, error) {
	for i, p := range g.pieces {
		if end := p.start + text.Len(p.text); from >= p.start && to <= end {
			return text.Slice(p.text, from-p.start, to-p.start), nil
		} else if from < end || i == len(g.pieces)-1 {
			break
		}
	}
	return document.Text(f.ctx, f.tx, *g.doc, from, to)
}
