package search

import (
	"sort"
	"strings"
	"unicode/utf8"

	"verbatim/internal/text"
)

// Span is a stretch of a document, in code points, half open.
type Span struct{ Start, End int }

// piece is a block as the evaluator reads it.
type piece struct {
	start int // code point of the document
	text  string
	sep   string // what stands between it and the next block
}

// mark is a coding as the evaluator reads it.
type mark struct {
	start, end int
	code       int64
}

// unit is what a query is asked of. Its pieces are the words of one turn, or one
// block of front text, or one heading: never labels and times.
type unit struct {
	document int64
	speaker  int64 // 0 where nobody speaks
	language string
	pieces   []piece
	marks    []mark // codings that touch the unit; read only when the query asks for them
}

// binding says what the fields of a query stand for in one project: for the
// field with number i, the keys of the speakers, documents or codes meant; for
// case: and attributes speakers, and documents as negative numbers for what
// nobody says.
type binding []map[int64]bool

// hit is a span with the words it runs over, where it is a run of words.
type hit struct {
	start, end  int
	first, last int // numbers of words of the unit; -1 when it is no run of words
}

// evaluator asks one query of one unit after the other.
type evaluator struct {
	q     *Query
	bound binding
	words wordList
	view  view
	seen  bool // view is filled for this unit
	u     *unit
}

func newEvaluator(q *Query, b binding) *evaluator { return &evaluator{q: q, bound: b} }

// spans gives the hits in u: in order, without overlap, the longest where
// several begin at one place. A unit that answers without any words of its own
// being asked for (speaker:R12) is one hit as a whole.
func (e *evaluator) spans(u *unit) []Span {
	e.u, e.seen = u, false
	e.words.reset()
	for i := range u.pieces {
		e.words.add(i, u.pieces[i].text, u.pieces[i].start)
	}
	if len(e.words.tokens) == 0 && e.whole().start == e.whole().end {
		return nil
	}
	ok, hits := e.eval(e.q.root)
	if !ok {
		return nil
	}
	if len(hits) == 0 {
		hits = []hit{e.whole()}
	}
	return pick(hits)
}

// pick chooses the hits that are shown.
func pick(hits []hit) []Span {
	sort.Slice(hits, func(i, j int) bool {
		if hits[i].start != hits[j].start {
			return hits[i].start < hits[j].start
		}
		return hits[i].end > hits[j].end
	})
	var out []Span
	last := -1
	for _, h := range hits {
		if h.start >= last && h.end > h.start {
			out = append(out, Span{h.start, h.end})
			last = h.end
		}
	}
	return out
}

// whole is the unit's words without the white space around them.
func (e *evaluator) whole() hit {
	start, end := -1, -1
	for _, p := range e.u.pieces {
		s, t := text.Trim(p.text, p.start, p.start+utf8.RuneCountInString(p.text))
		if s == t {
			continue
		}
		if start < 0 {
			start = s
		}
		end = t
	}
	return hit{start, end, -1, -1}
}

// eval says whether n holds for the unit, and where.
func (e *evaluator) eval(n *node) (bool, []hit) {
	switch n.op {
	case opPhrase:
		h := e.phrase(n)
		return len(h) > 0, h
	case opRegex:
		h := e.regex(n)
		return len(h) > 0, h
	case opNear:
		h := e.near(n)
		return len(h) > 0, h
	}
	if n.kind == kindRegion {
		h := e.regions(n)
		return len(h) > 0, h
	}
	switch n.op {
	case opNot:
		ok, _ := e.eval(n.kids[0])
		return !ok, nil
	case opAnd:
		return e.and(n)
	case opOr:
		found := false
		var hits []hit
		for _, k := range n.kids {
			ok, h := e.eval(k)
			found = found || ok
			if ok {
				hits = append(hits, h...)
			}
		}
		return found, hits
	}
	return e.fieldHolds(n), nil
}

// and: every plain and text part must hold; what the regions say then chooses
// among the hits.
func (e *evaluator) and(n *node) (bool, []hit) {
	for _, k := range n.kids {
		if k.kind == kindPlain {
			if ok, _ := e.eval(k); !ok {
				return false, nil
			}
		}
	}
	var hits []hit
	for _, k := range n.kids {
		if k.kind == kindText {
			ok, h := e.eval(k)
			if !ok {
				return false, nil
			}
			hits = append(hits, h...)
		}
	}
	var regions []*node
	for _, k := range n.kids {
		if k.kind == kindRegion {
			regions = append(regions, k)
		}
	}
	if len(regions) == 0 {
		return true, hits
	}
	if len(hits) == 0 {
		hits = []hit{e.whole()}
	}
	kept := hits[:0]
	for _, h := range hits {
		if e.allHold(regions, h) {
			kept = append(kept, h)
		}
	}
	return len(kept) > 0, kept
}

func (e *evaluator) allHold(regions []*node, h hit) bool {
	for _, r := range regions {
		if !e.holds(r, h) {
			return false
		}
	}
	return true
}

// fieldHolds says whether speaker:, document:, case: or an attribute is true of
// the unit.
func (e *evaluator) fieldHolds(n *node) bool {
	switch {
	case n.field == fieldSpeaker:
		return e.bound[n.id][e.u.speaker]
	case n.field == fieldDocument:
		return e.bound[n.id][e.u.document]
	case e.u.speaker != 0:
		return e.bound[n.id][e.u.speaker]
	}
	return e.bound[n.id][-e.u.document]
}

// holds says whether a region node is true of the words of h: they touch a
// coding of the code, or no coding at all.
func (e *evaluator) holds(n *node, h hit) bool {
	switch n.op {
	case opAnd:
		return e.allHold(n.kids, h)
	case opOr:
		for _, k := range n.kids {
			if e.holds(k, h) {
				return true
			}
		}
		return false
	case opNot:
		return !e.holds(n.kids[0], h)
	}
	if n.kind == kindPlain {
		return e.fieldHolds(n)
	}
	for _, m := range e.u.marks {
		if m.start < h.end && h.start < m.end && (n.field == fieldUncoded || e.bound[n.id][m.code]) {
			return n.field == fieldCode || !n.yes()
		}
	}
	return n.field == fieldUncoded && n.yes()
}

// yes is the value of uncoded:.
func (n *node) yes() bool { return strings.EqualFold(n.value, "yes") }

// regions gives the stretches that a region node names: the coded passages
// inside the unit, or the whole unit where only absence is asked for.
func (e *evaluator) regions(n *node) []hit {
	hits, whole := e.coded(n)
	if whole {
		hits = append(hits, e.whole())
	}
	kept := hits[:0]
	for _, h := range hits {
		if e.holds(n, h) {
			kept = append(kept, h)
		}
	}
	return kept
}

// coded lists the passages that positive parts of n name; whole says that a
// part names none.
func (e *evaluator) coded(n *node) (hits []hit, whole bool) {
	switch {
	case n.op == opAnd || n.op == opOr:
		for _, k := range n.kids {
			h, w := e.coded(k)
			hits = append(hits, h...)
			whole = whole || w
		}
		if n.op == opAnd && len(hits) > 0 {
			whole = false
		}
		return hits, whole
	case n.op == opField && n.field == fieldCode:
		all := e.whole()
		for _, m := range e.u.marks {
			if m.start < all.end && all.start < m.end && e.bound[n.id][m.code] {
				hits = append(hits, hit{max(m.start, all.start), min(m.end, all.end), -1, -1})
			}
		}
		return hits, false
	}
	return nil, true
}

// phrase finds the places where words that match the parts follow each other.
func (e *evaluator) phrase(n *node) []hit {
	var out []hit
	k := len(n.parts)
	for i := 0; i+k <= len(e.words.tokens); i++ {
		ok := true
		for j := 0; j < k && ok; j++ {
			ok = e.matches(&n.parts[j], i+j)
		}
		if ok {
			out = append(out, e.run(i, i+k-1))
		}
	}
	return out
}

// matches asks one matcher about word i.
func (e *evaluator) matches(m *matcher, i int) bool {
	if m.how == byWord {
		return string(e.words.folded(i)) == m.fold
	}
	return m.matches(e.u.language, e.words.folded(i), func() string {
		t := e.words.tokens[i]
		return e.u.pieces[t.piece].text[t.b0:t.b1]
	})
}

// run is the hit from word first to word last.
func (e *evaluator) run(first, last int) hit {
	return hit{int(e.words.tokens[first].start), int(e.words.tokens[last].end), first, last}
}

// near finds the shortest stretches that hold a hit of each kid, at most n words
// apart: neighbours are one word apart.
func (e *evaluator) near(n *node) []hit {
	a, b := e.runs(n.kids[0]), e.runs(n.kids[1])
	far := make([]int, len(b)) // the furthest end of b up to here: what lies before is passed over
	for i, y := range b {
		far[i] = y.last
		if i > 0 {
			far[i] = max(far[i], far[i-1])
		}
	}
	var out []hit
	from := 0
	for _, x := range a {
		for from < len(b) && far[from] < x.first-n.n {
			from++
		}
		for _, y := range b[from:] {
			if y.first-x.last > n.n {
				break
			}
			if d := y.first - x.last; d > 0 {
				out = append(out, e.run(x.first, y.last))
			} else if d := x.first - y.last; d > 0 && d <= n.n {
				out = append(out, e.run(y.first, x.last))
			}
		}
	}
	return shortest(out)
}

// runs gives the hits of a node that NEAR stands beside, by their first word.
func (e *evaluator) runs(n *node) []hit {
	_, hits := e.eval(n)
	sort.Slice(hits, func(i, j int) bool { return hits[i].first < hits[j].first })
	return hits
}

// shortest leaves out every hit that holds another one.
func shortest(hits []hit) []hit {
	sort.Slice(hits, func(i, j int) bool {
		if hits[i].last != hits[j].last {
			return hits[i].last < hits[j].last
		}
		return hits[i].first > hits[j].first
	})
	out := hits[:0]
	begin := -1
	for _, h := range hits {
		if h.first > begin {
			out = append(out, h)
			begin = h.first
		}
	}
	return out
}

// regex finds a regular expression in the unit's text, blocks joined by what
// stands between them.
func (e *evaluator) regex(n *node) []hit {
	if !e.seen {
		e.fillView()
	}
	var out []hit
	for _, m := range n.re.FindAllIndex(e.view.text, -1) {
		if m[1] > m[0] {
			out = append(out, hit{e.view.start(m[0]), e.view.stop(m[1]), -1, -1})
		}
	}
	return out
}

func (e *evaluator) fillView() {
	e.seen = true
	e.view.reset()
	at := 0
	for i, p := range e.u.pieces {
		e.view.add(p.text, p.start)
		at = p.start + utf8.RuneCountInString(p.text)
		if i+1 < len(e.u.pieces) {
			e.view.add(p.sep, at)
			at += utf8.RuneCountInString(p.sep)
		}
		e.view.end(at)
	}
}
