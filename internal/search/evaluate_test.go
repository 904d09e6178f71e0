package search

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"verbatim/internal/text"
)

// unitOf makes a unit of blocks with line ends between, the first at code point 10.
func unitOf(blocks ...string) *unit {
	u := &unit{document: 1, speaker: 1}
	at := 10
	for _, b := range blocks {
		u.pieces = append(u.pieces, piece{at, b, "\n"})
		at += text.Len(b) + 1
	}
	return u
}

// textOf is the text of a unit from code point 10 on.
func textOf(u *unit) string {
	var b strings.Builder
	for _, p := range u.pieces {
		b.WriteString(p.text + p.sep)
	}
	return b.String()
}

// matched gives the words that the hits of a query stand on.
func matched(t *testing.T, query string, b binding, u *unit) []string {
	t.Helper()
	q, err := Parse(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	var out []string
	for _, s := range newEvaluator(q, b).spans(u) {
		out = append(out, text.Slice(textOf(u), s.Start-10, s.End-10))
	}
	return out
}

func TestEvaluate(t *testing.T) {
	for _, c := range []struct {
		query  string
		blocks []string
		want   []string
	}{
		{`foto`, []string{"Een Foto, foto's en foto."}, []string{"Foto", "foto"}},
		{`foto*`, []string{"Een Foto, foto’s en fotograaf."}, []string{"Foto", "foto’s", "fotograaf"}},
		{`een`, []string{"Één e\u0301e\u0301n een"}, []string{"Één", "e\u0301e\u0301n", "een"}},
		{`=één`, []string{"Één e\u0301e\u0301n een"}, []string{"Één", "e\u0301e\u0301n"}},
		{`=een`, []string{"Één e\u0301e\u0301n een"}, []string{"een"}},
		{`ziekenhuis`, []string{"zieken\u00adhuis, ziekenhuis\u00ad"}, []string{"zieken\u00adhuis", "ziekenhuis"}},
		{`"vijf minuten"`, []string{"vijf\u00a0minuten"}, []string{"vijf\u00a0minuten"}},
		{`"dat ik niet"`, []string{"Ik dacht: dat", "ik … (niet) kon"}, []string{"dat\nik … (niet"}},
		{`a b`, []string{"a", "b a"}, []string{"a", "b", "a"}},
		{`a b`, []string{"a c"}, nil},
		{`a OR b`, []string{"a c"}, []string{"a"}},
		{`a NOT b`, []string{"a c"}, []string{"a"}},
		{`a NOT b`, []string{"a b"}, nil},
		{`NOT b`, []string{" a  c "}, []string{"a  c"}},
		{`a OR "a b"`, []string{"a b a"}, []string{"a b", "a"}},
		{`"a a"`, []string{"a a a"}, []string{"a a"}},
		{`a NEAR/2 b`, []string{"a x b x x a"}, []string{"a x b"}},
		{`a NEAR/2 b`, []string{"b a b x x x b"}, []string{"b a"}},
		{`a NEAR/1 a*`, []string{"a x ab a"}, []string{"ab a"}},
		{`"a b" NEAR/2 (c OR d)`, []string{"d x a b, y", "c"}, []string{"d x a b"}},
		{`wo?d`, []string{"woord wond woud wod"}, []string{"wond", "woud"}},
		{`w*d`, []string{"woord wond dw wd"}, []string{"woord", "wond", "wd"}},
		{`*ing`, []string{"Meting, meet ïng"}, []string{"Meting", "ïng"}},
		{`wond~1`, []string{"wond hond woond won wodn wonden wnd"}, []string{"wond", "hond", "woond", "won", "wodn", "wnd"}},
		{`"een * dag"`, []string{"een hele dag, een dag"}, []string{"een hele dag"}},
		{`/fo+t./`, []string{"Fooot’s"}, []string{"Fooot’"}},
		{`/één dag/`, []string{"e\u0301e\u0301\u00adn\u00a0dag."}, []string{"e\u0301e\u0301\u00adn\u00a0dag"}},
		{`/\bx$/`, []string{"één", "x"}, []string{"x"}},
		{`/n\sx/`, []string{"één", "x"}, []string{"n\nx"}},
		{`我们`, []string{"今天我们来"}, []string{"我们"}},
		{`speaker:R1`, []string{" alles  ", "van R1"}, []string{"alles  \nvan R1"}},
		{`speaker:R2 alles`, []string{"alles"}, nil},
		{`e-mail`, []string{"de e-mail, e mail, email"}, []string{"e-mail", "e mail"}},
		{`"zegt ja"`, []string{"zegt:ja"}, []string{"zegt:ja"}},
	} {
		b := binding{map[int64]bool{1: strings.Contains(c.query, "R1")}}
		if d := cmp.Diff(c.want, matched(t, c.query, b, unitOf(c.blocks...))); d != "" {
			t.Errorf("%s in %q: %s", c.query, c.blocks, d)
		}
	}
}

func TestEvaluateCodes(t *testing.T) {
	u := unitOf("een foto van de wond", "en een foto erbij")
	u.marks = []mark{{14, 22, 7}, {0, 13, 8}, {31, 100, 8}}
	// Field 0 is code 7, field 1 code 8; "foto van" is 7, "een" and from "en een" on 8.
	for query, want := range map[string][]string{
		`foto code:a`:                     {"foto"},
		`foto NOT code:a`:                 {"foto"},
		`een code:a`:                      nil,
		`een uncoded:yes`:                 nil,
		`wond uncoded:yes`:                {"wond"},
		`foto uncoded:yes`:                nil,
		`foto uncoded:no`:                 {"foto", "foto"},
		`uncoded:yes`:                     nil,
		`code:a`:                          {"foto van"},
		`code:a OR wond`:                  {"foto van", "wond"},
		`code:a code:b`:                   nil,
		`code:a OR code:b`:                {"een", "foto van", "en een foto erbij"},
		`(een OR wond) NOT uncoded:yes`:   {"een", "een"},
		`foto NOT (code:a OR uncoded:no)`: nil,
	} {
		if d := cmp.Diff(want, matched(t, query, binding{{7: true}, {8: true}}, u)); d != "" {
			t.Errorf("%s: %s", query, d)
		}
	}
	u.marks = nil
	if d := cmp.Diff([]string{"een foto van de wond\nen een foto erbij"}, matched(t, `uncoded:yes`, nil, u)); d != "" {
		t.Error(d)
	}
}

// checkSpans holds what is true of the hits of any query.
func checkSpans(t *testing.T, q *Query, u *unit) {
	t.Helper()
	last, end := -1, 10+text.Len(textOf(u))
	b := make(binding, 200)
	for _, s := range newEvaluator(q, b).spans(u) {
		if s.Start < last || s.End <= s.Start || s.End > end || s.Start < 10 {
			t.Fatalf("%s in %q: span %v after %d", q, textOf(u), s, last)
		}
		last = s.End
	}
}

// The brute force below knows nothing of tokens, folding tables, spans or
// candidates: it tries every stretch of words of a text made of known words.

// asked is a random query in two forms.
type asked struct {
	query string
	holds func(words []string) bool // of the whole turn
	hit   func(words []string) bool // of a stretch: is it one hit of a positive part
}

var vocabulary = []string{"een", "één", "foto", "fotos", "wond", "hond", "van", "de", "dag"}

var plain = strings.NewReplacer("é", "e")

func randomLeaf(r *rand.Rand) asked {
	w := vocabulary[r.IntN(len(vocabulary))]
	f := plain.Replace(w)
	one := func(ok func(s string) bool) func([]string) bool {
		return func(ws []string) bool { return len(ws) == 1 && ok(ws[0]) }
	}
	var a asked
	switch r.IntN(6) {
	case 0:
		v := vocabulary[r.IntN(len(vocabulary))]
		a = asked{query: `"` + w + " " + v + `"`, hit: func(ws []string) bool {
			return len(ws) == 2 && plain.Replace(ws[0]) == f && plain.Replace(ws[1]) == plain.Replace(v)
		}}
	case 1:
		a = asked{query: f[:2] + "*", hit: one(func(s string) bool { return strings.HasPrefix(plain.Replace(s), f[:2]) })}
	case 2:
		a = asked{query: "=" + w, hit: one(func(s string) bool { return s == w })}
	case 3:
		a = asked{query: "?" + f[1:], hit: one(func(s string) bool { return len(plain.Replace(s)) == len(f) && plain.Replace(s)[1:] == f[1:] })}
	default:
		a = asked{query: w, hit: one(func(s string) bool { return plain.Replace(s) == f })}
	}
	hit := a.hit
	a.holds = func(ws []string) bool {
		for i := range ws {
			for j := i + 1; j <= len(ws); j++ {
				if hit(ws[i:j]) {
					return true
				}
			}
		}
		return false
	}
	return a
}

func randomQuery(r *rand.Rand, depth int) asked {
	if depth == 0 || r.IntN(3) == 0 {
		return randomLeaf(r)
	}
	a, b := randomQuery(r, depth-1), randomQuery(r, depth-1)
	switch r.IntN(3) {
	case 0:
		return asked{"(" + a.query + " " + b.query + ")",
			func(ws []string) bool { return a.holds(ws) && b.holds(ws) },
			func(ws []string) bool { return a.hit(ws) || b.hit(ws) }}
	case 1: // what does not hold gives no hits, so only leaves beside OR
		a, b = randomLeaf(r), randomLeaf(r)
		return asked{"(" + a.query + " OR " + b.query + ")",
			func(ws []string) bool { return a.holds(ws) || b.holds(ws) },
			func(ws []string) bool { return a.hit(ws) || b.hit(ws) }}
	}
	return asked{"(" + a.query + " AND NOT " + b.query + ")",
		func(ws []string) bool { return a.holds(ws) && !b.holds(ws) }, a.hit}
}

// randomTurn gives words, the unit they stand in, and where each stands.
func randomTurn(r *rand.Rand) (ws []string, u *unit, at []Span) {
	seps := []string{" ", ", ", "\u00a0", " – ", "… (", "\n"}
	u = &unit{document: 1}
	p := piece{start: 10}
	cp := 10
	for range 1 + r.IntN(12) {
		w := vocabulary[r.IntN(len(vocabulary))]
		ws = append(ws, w)
		written := w
		switch r.IntN(4) {
		case 0:
			written = strings.ReplaceAll(w, "é", "e\u0301")
		case 1:
			written = w[:len(w)-1] + "\u00ad" + strings.ToUpper(w[len(w)-1:])
		}
		at = append(at, Span{cp, cp + utf8.RuneCountInString(written)})
		sep := seps[r.IntN(len(seps))]
		p.text += written + sep
		cp += utf8.RuneCountInString(written + sep)
		if r.IntN(4) == 0 {
			p.sep = "\n\n"
			u.pieces = append(u.pieces, p)
			cp += 2
			if r.IntN(3) == 0 {
				cp += 7 // a time stands between
			}
			p = piece{start: cp}
		}
	}
	u.pieces = append(u.pieces, p)
	return ws, u, at
}

func TestEvaluatorIsBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 30000 {
		a := randomQuery(r, 2)
		ws, u, at := randomTurn(r)
		var want []Span
		if a.holds(ws) {
			for i := 0; i < len(ws); i++ {
				for j := min(len(ws), i+2); j > i; j-- {
					if a.hit(ws[i:j]) {
						want = append(want, Span{at[i].Start, at[j-1].End})
						i = j - 1
						break
					}
				}
			}
		}
		q, err := Parse(a.query)
		if err != nil {
			t.Fatal(a.query, err)
		}
		if d := cmp.Diff(want, newEvaluator(q, nil).spans(u)); d != "" {
			t.Fatalf("%s in %q: %s", a.query, ws, d)
		}
	}
}

func TestNearIsBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 10000 {
		a, b, n := randomLeaf(r), randomLeaf(r), 1+r.IntN(4)
		ws, u, at := randomTurn(r)
		// Every stretch that begins with one and ends with the other, near enough,
		// and holds no shorter one.
		good := func(i, j int) bool {
			for x := i + 1; x < j; x++ {
				for y := max(x, i+1); y < j; y++ {
					l, rr := ws[i:x], ws[y:j]
					if y-x+1 <= n && (a.hit(l) && b.hit(rr) || b.hit(l) && a.hit(rr)) {
						return true
					}
				}
			}
			return false
		}
		var want []Span
		for i := 0; i < len(ws); i++ {
			for j := i + 2; j <= len(ws); j++ {
				inner := false
				for x := i; x < j; x++ {
					for y := x + 2; y <= j; y++ {
						inner = inner || (y-x < j-i && good(x, y))
					}
				}
				if good(i, j) && !inner {
					want = append(want, Span{at[i].Start, at[j-1].End})
					i = j - 1
					break
				}
			}
		}
		query := fmt.Sprintf("%s NEAR/%d %s", a.query, n, b.query)
		q, err := Parse(query)
		if err != nil {
			t.Fatal(query, err)
		}
		if d := cmp.Diff(want, newEvaluator(q, nil).spans(u)); d != "" {
			t.Fatalf("%s in %q: %s", query, ws, d)
		}
	}
}

// A hit of a regular expression stands on text that it matches, whatever
// composed characters, soft hyphens and gaps are around.
func TestRegexHitsStandOnTheirMatch(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 3000 {
		_, u, at := randomTurn(r)
		q, err := Parse(`/\p{L}+/`)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(at, newEvaluator(q, nil).spans(u)); d != "" {
			t.Fatalf("%q: %s", textOf(u), d)
		}
	}
}
