package search

import (
	"math/bits"
	"regexp"
	"strings"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// window is what the index holds at one moment, with the units that its blocks
// belong to. Units have one row of numbers over all texts in it, so that the
// units that hold a word are a set of bits.
type window struct {
	dir     string
	reader  *scorch.IndexSnapshot
	state   state
	ordinal []uint32        // of each block in the index: its unit's number, none for a block that no whole text has
	bodies  map[int64]reach // of each text: its stretch of that row
	first   []uint32        // of each unit: its first and last block that is searched
	last    []uint32
	sizes   map[string]int64 // the files it reads, with their lengths
	held    int              // by how many searches, under Index.mu
	old     bool             // another window has taken its place
}

// reach is the numbers of a text's units: from base on, n of them.
type reach struct{ base, n uint32 }

const none = ^uint32(0)

// rows keeps the keys of the blocks of each file of the index, which never
// change, from one window to the next.
type rows map[uint64][]key

// newWindow reads the index as it is. The keys of files that are gone are
// dropped from known.
func newWindow(d *disk, known rows) (*window, rows, error) {
	r, err := d.scorch.Reader()
	if err != nil {
		return nil, known, err
	}
	snapshot := r.(*scorch.IndexSnapshot)
	w := &window{dir: d.dir, reader: snapshot, state: d.state, bodies: map[int64]reach{}, sizes: map[string]int64{}}
	now := rows{}
	blocks := 0
	for _, s := range snapshot.Segments() {
		keys := known[s.Id()]
		if keys == nil {
			if keys, err = keysOf(s); err != nil {
				_ = snapshot.Close()
				return nil, known, err
			}
		}
		now[s.Id()] = keys
		blocks += len(keys)
		if file, ok := s.Segment().(segment.PersistedSegment); ok {
			w.sizes[file.Path()] = s.FileSize()
		}
	}
	units := uint32(0)
	for body, in := range d.state.Bodies {
		w.bodies[body] = reach{units, uint32(in.Units)}
		units += uint32(in.Units)
	}
	w.ordinal = make([]uint32, 0, blocks)
	w.first, w.last = make([]uint32, units), make([]uint32, units)
	for i := range w.first {
		w.first[i] = none
	}
	for _, s := range snapshot.Segments() {
		deleted := s.Deleted()
		for i, k := range now[s.Id()] {
			to, ok := w.bodies[int64(k.body)]
			if !ok || k.unit >= to.n || deleted != nil && deleted.Contains(uint32(i)) {
				w.ordinal = append(w.ordinal, none)
				continue
			}
			u := to.base + k.unit
			w.ordinal = append(w.ordinal, u)
			if w.first[u] == none || k.seq < w.first[u] {
				w.first[u] = k.seq
			}
			w.last[u] = max(w.last[u], k.seq)
		}
	}
	return w, now, nil
}

func keysOf(s *scorch.SegmentSnapshot) ([]key, error) {
	keys := make([]key, s.FullSize())
	for i := range keys {
		id, err := s.DocID(uint64(i))
		if err != nil {
			return nil, err
		}
		k, ok := keyOf(id)
		if !ok {
			return nil, errDamaged
		}
		keys[i] = k
	}
	return keys, nil
}

// set is a set of units.
type set []uint64

func (w *window) empty() set { return make(set, (len(w.first)+63)/64) }

func (s set) or(t set) {
	for i := range s {
		s[i] |= t[i]
	}
}

func (s set) and(t set) {
	for i := range s {
		s[i] &= t[i]
	}
}

// in lists the units of s within a reach, by their number in the text.
func (s set) in(r reach) []int {
	var out []int
	for u := r.base; u < r.base+r.n; {
		if u%64 == 0 && u+64 <= r.base+r.n && s[u/64] == 0 {
			u += 64
			continue
		}
		word := s[u/64] >> (u % 64)
		if word == 0 {
			u = (u/64 + 1) * 64
			continue
		}
		u += uint32(bits.TrailingZeros64(word))
		if u < r.base+r.n {
			out = append(out, int(u-r.base))
		}
		u++
	}
	return out
}

// propose gives the units that may answer n; every one does where all is true.
// It may name too many, never too few. languages are those of the texts.
func (w *window) propose(n *node, languages []string) (s set, all bool, err error) {
	switch n.op {
	case opPhrase:
		return w.each(len(n.parts), func(i int) (set, bool, error) { return w.words(&n.parts[i], languages) })
	case opRegex:
		return w.each(len(n.needs), func(i int) (set, bool, error) {
			return w.matching(".*" + regexp.QuoteMeta(n.needs[i]) + ".*")
		})
	case opAnd, opNear:
		return w.each(len(n.kids), func(i int) (set, bool, error) { return w.propose(n.kids[i], languages) })
	case opOr:
		out := w.empty()
		for _, k := range n.kids {
			s, all, err := w.propose(k, languages)
			if all || err != nil {
				return nil, true, err
			}
			out.or(s)
		}
		return out, false, nil
	}
	return nil, true, nil // NOT, and what is not in the index
}

// each is what n sets have in common.
func (w *window) each(n int, get func(i int) (set, bool, error)) (out set, all bool, err error) {
	all = true
	for i := range n {
		s, every, err := get(i)
		switch {
		case err != nil:
			return nil, true, err
		case every:
		case all:
			out, all = s, false
		default:
			out.and(s)
		}
	}
	return out, all, nil
}

// words gives the units that hold a word that m may mean.
func (w *window) words(m *matcher, languages []string) (set, bool, error) {
	switch m.how {
	case byWord, byExact:
		s := w.empty()
		return s, false, w.gather([]string{m.fold}, s)
	case byPrefix:
		d, err := w.reader.FieldDictPrefix(fieldExact, []byte(m.fold))
		return w.terms(d, err, nil)
	case byFuzzy:
		d, err := w.reader.FieldDictFuzzy(fieldExact, m.fold, m.n, "")
		return w.terms(d, err, nil)
	case byGlob:
		return w.matching(m.glob.pattern())
	case byForm:
		out := w.empty()
		for _, letter := range m.begin {
			d, err := w.reader.FieldDictPrefix(fieldExact, []byte(letter))
			s, _, err := w.terms(d, err, func(term string) bool { return m.isAnyForm(languages, term) })
			if err != nil {
				return nil, true, err
			}
			out.or(s)
		}
		return out, false, nil
	}
	return nil, true, nil
}

func (w *window) matching(pattern string) (set, bool, error) {
	d, err := w.reader.FieldDictRegexp(fieldExact, pattern)
	return w.terms(d, err, nil)
}

// terms gathers the units of every word of a list, or of those that are meant.
func (w *window) terms(d index.FieldDict, err error, meant func(term string) bool) (set, bool, error) {
	if err != nil {
		return nil, true, err
	}
	defer func() { _ = d.Close() }()
	var list []string
	for {
		e, err := d.Next()
		if err != nil {
			return nil, true, err
		}
		if e == nil {
			s := w.empty()
			return s, false, w.gather(list, s)
		}
		if meant == nil || meant(e.Term) {
			list = append(list, e.Term)
		}
	}
}

// gather adds the units that hold any of these folded words to s. It goes
// through the files of the index one by one and takes whole runs of numbers:
// thousands of words may begin like s*.
func (w *window) gather(words []string, s set) error {
	base := 0
	for _, part := range w.reader.Segments() {
		dict, err := part.Segment().Dictionary(fieldExact)
		if err != nil {
			return err
		}
		var list segment.PostingsList
		var it segment.PostingsIterator
		for _, word := range words {
			if list, err = dict.PostingsList([]byte(word), part.Deleted(), list); err != nil {
				return err
			}
			it = list.Iterator(false, false, false, it)
			if err := w.add(it, base, s); err != nil {
				return err
			}
		}
		base += int(part.FullSize())
	}
	return nil
}

// add adds the units of the blocks that it lists; base is the number of the
// file's first block.
func (w *window) add(it segment.PostingsIterator, base int, s set) error {
	if quick, ok := it.(segment.OptimizablePostingsIterator); ok {
		if n, one := quick.DocNum1Hit(); one {
			w.put(base+int(n), s)
		} else if blocks := quick.ActualBitmap(); blocks != nil {
			var run [256]uint32
			many := blocks.ManyIterator()
			for n := many.NextMany(run[:]); n > 0; n = many.NextMany(run[:]) {
				for _, b := range run[:n] {
					w.put(base+int(b), s)
				}
			}
		}
		return nil
	}
	for {
		p, err := it.Next()
		if err != nil || p == nil {
			return err
		}
		w.put(base+int(p.Number()), s)
	}
}

// put adds the unit of a block.
func (w *window) put(block int, s set) {
	if u := w.ordinal[block]; u != none {
		s[u/64] |= 1 << (u % 64)
	}
}

// pattern is the glob as a regular expression over folded words.
func (g *glob) pattern() string {
	var b strings.Builder
	for _, p := range g.parts {
		switch p.wild {
		case '*':
			b.WriteString(".*")
		case '?':
			b.WriteByte('.')
		}
		b.WriteString(regexp.QuoteMeta(p.lit))
	}
	return b.String()
}
