package search

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// matcher says whether one word is meant.
type matcher struct {
	how   how
	fold  string              // the folded word; of a prefix what stands before the *
	exact string              // byExact: the word with its accents
	glob  *glob               // byGlob
	runes []rune              // byFuzzy: fold as runes
	n     int                 // byFuzzy: how many letters may differ
	keys  map[string][]string // byForm: what its forms share, by language
	begin []string            // byForm: the letters that forms begin with
}

type how uint8

const (
	byWord how = iota
	byExact
	byPrefix
	byGlob
	byFuzzy
	byForm
	byAny // a lone * in a phrase: any one word
)

func itoa(n int) string { return strconv.Itoa(n) }

func (m *matcher) String() string {
	switch m.how {
	case byExact:
		return "=" + m.exact
	case byPrefix:
		return m.fold + "*"
	case byGlob:
		return m.glob.String()
	case byFuzzy:
		return m.fold + "~" + itoa(m.n)
	case byForm:
		return "~" + m.fold
	case byAny:
		return "*"
	}
	return m.fold
}

// matches reports whether the word with this folded form is meant in a text of
// this language; written gives the word as it stands and is called only when
// accents count.
func (m *matcher) matches(language string, fold []byte, written func() string) bool {
	switch m.how {
	case byWord:
		return string(fold) == m.fold
	case byExact:
		return string(fold) == m.fold && exactForm(written()) == m.exact
	case byPrefix:
		return len(fold) >= len(m.fold) && string(fold[:len(m.fold)]) == m.fold
	case byGlob:
		return m.glob.matches(fold)
	case byFuzzy:
		return m.near(fold)
	case byForm:
		return m.isForm(language, string(fold))
	}
	return true
}

// near reports whether fold is at most n edits away from the word: a letter
// more, less or other, or two neighbours changed about.
func (m *matcher) near(fold []byte) bool {
	n := utf8.RuneCount(fold)
	if d := n - len(m.runes); d > m.n || -d > m.n {
		return false
	}
	var buf [3][64]int
	var rows [3][]int
	for i := range rows {
		rows[i] = buf[i][:]
		if n+1 > len(buf[i]) {
			rows[i] = make([]int, n+1)
		}
		rows[i] = rows[i][:n+1]
	}
	word := []rune(string(fold))
	two, one, now := rows[0], rows[1], rows[2]
	for j := range one {
		one[j] = j
	}
	for i, a := range m.runes {
		now[0] = i + 1
		for j, b := range word {
			cost := 1
			if a == b {
				cost = 0
			}
			d := min(one[j+1]+1, now[j]+1, one[j]+cost)
			if i > 0 && j > 0 && a == word[j-1] && b == m.runes[i-1] {
				d = min(d, two[j-1]+1)
			}
			now[j+1] = d
		}
		two, one, now = one, now, two
	}
	return one[n] <= m.n
}

// glob is a folded word with * for any letters and ? for one.
type glob struct {
	parts []globPart
}

type globPart struct {
	lit  string
	wild byte // 0, '?' or '*'
}

// newGlob folds s between its wildcards.
func newGlob(s string) *glob {
	g := &glob{}
	from := 0
	lit := func(to int) {
		if f := foldWord(s[from:to]); f != "" {
			g.parts = append(g.parts, globPart{lit: f})
		}
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '*' && c != '?' {
			continue
		}
		lit(i)
		from = i + 1
		if last := len(g.parts) - 1; c == '*' && last >= 0 && g.parts[last].wild == '*' {
			continue
		}
		g.parts = append(g.parts, globPart{wild: c})
	}
	lit(len(s))
	return g
}

func (g *glob) String() string {
	var b bytes.Buffer
	for _, p := range g.parts {
		if p.wild != 0 {
			b.WriteByte(p.wild)
		}
		b.WriteString(p.lit)
	}
	return b.String()
}

// literal reports whether there is any letter in it, and wild any wildcard.
func (g *glob) literal() bool {
	for _, p := range g.parts {
		if p.lit != "" {
			return true
		}
	}
	return false
}

func (g *glob) wild() bool {
	for _, p := range g.parts {
		if p.wild != 0 {
			return true
		}
	}
	return false
}

// matches compares without going back further than to the last *.
func (g *glob) matches(s []byte) bool {
	p, i := 0, 0
	star, mark := -1, 0
	for i < len(s) || p < len(g.parts) {
		if p < len(g.parts) {
			part := g.parts[p]
			switch {
			case part.wild == '*':
				star, mark = p, i
				p++
				continue
			case part.wild == '?' && i < len(s):
				_, w := utf8.DecodeRune(s[i:])
				i += w
				p++
				continue
			case part.lit != "" && bytes.HasPrefix(s[i:], []byte(part.lit)):
				i += len(part.lit)
				p++
				continue
			}
		}
		if star < 0 || mark >= len(s) {
			return false
		}
		_, w := utf8.DecodeRune(s[mark:])
		mark += w
		p, i = star+1, mark
	}
	return true
}
