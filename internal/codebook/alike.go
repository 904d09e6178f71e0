package codebook

import (
	"context"
	"database/sql"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"verbatim/internal/db"
)

// Likeness is why two codes look like one.
type Likeness string

// The likenesses, the closest first.
const (
	SameLetters Likeness = "letters"  // but for case, accents and punctuation
	SameForm    Likeness = "form"     // one is the plural of the other
	SameWords   Likeness = "words"    // in another order
	NearlySpelt Likeness = "spelling" // a letter or two apart
	SamePlaces  Likeness = "places"   // their passages nearly always overlap
)

// Pair is two codes that may be one. One comes first in the tree.
type Pair struct {
	One, Other Code
	Why        Likeness
}

// Alike finds codes in use whose names look like one: a pair once, for its
// closest likeness. Names that differ by a number are different names.
func Alike(list []Code) []Pair {
	names := make([]spelling, 0, len(list))
	for _, c := range list {
		if c.InUse() {
			names = append(names, spell(c))
		}
	}
	found := map[[2]int]Likeness{}
	for _, k := range []struct {
		why Likeness
		key func(spelling) string
	}{
		{SameLetters, func(s spelling) string { return s.letters }},
		{SameForm, func(s spelling) string { return strings.Join(s.stems, " ") }},
		{SameWords, func(s spelling) string {
			sorted := slices.Clone(s.stems)
			slices.Sort(sorted)
			return strings.Join(sorted, " ")
		}},
	} {
		groups := map[string][]int{}
		for i, s := range names {
			key := k.key(s)
			if key == "" {
				continue
			}
			for _, j := range groups[key] {
				if _, known := found[[2]int{j, i}]; !known {
					found[[2]int{j, i}] = k.why
				}
			}
			groups[key] = append(groups[key], i)
		}
	}
	for i := range names {
		for j := range i {
			if near(&names[j], &names[i]) {
				if _, known := found[[2]int{j, i}]; !known {
					found[[2]int{j, i}] = NearlySpelt
				}
			}
		}
	}
	out := make([]Pair, 0, len(found))
	for at, why := range found {
		out = append(out, Pair{names[at[0]].code, names[at[1]].code, why})
	}
	place := map[int64]int{}
	for i, c := range list {
		place[c.ID] = i
	}
	slices.SortFunc(out, func(a, b Pair) int {
		if a.One.ID != b.One.ID {
			return place[a.One.ID] - place[b.One.ID]
		}
		return place[a.Other.ID] - place[b.Other.ID]
	})
	return out
}

// spelling is a name as names are compared.
type spelling struct {
	code    Code
	letters string   // folded, words joined by a space
	runes   []rune   // of letters
	stems   []string // its words without plural endings
	digits  string
	mask    uint64 // which letters occur
}

func spell(c Code) spelling {
	s := spelling{code: c}
	folded := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\u00ad' || r == '\'' || r == '’':
			return -1
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return ' '
	}, norm.NFKD.String(c.Name))
	list := strings.Fields(folded)
	s.letters = strings.Join(list, " ")
	s.runes = []rune(s.letters)
	for _, w := range list {
		s.stems = append(s.stems, singular(w))
	}
	for _, r := range s.runes {
		if unicode.IsDigit(r) {
			s.digits += string(r)
		}
		s.mask |= 1 << (r % 64)
	}
	return s
}

// singular is a word without the ending of an English or Dutch plural. It need
// not be a word: it is compared with another one only.
func singular(w string) string {
	n := utf8.RuneCountInString(w)
	for _, e := range []struct {
		ending, to string
		least      int
	}{{"ies", "y", 5}, {"sses", "ss", 6}, {"en", "", 5}, {"s", "", 4}} {
		if stem, ok := strings.CutSuffix(w, e.ending); ok && n >= e.least && !(e.ending == "s" && strings.HasSuffix(w, "ss")) {
			return undouble(stem + e.to)
		}
	}
	return undouble(w)
}

// undouble evens out what Dutch spelling does to a stem: klacht, klachten;
// pil, pillen; taak, taken.
func undouble(w string) string {
	r := []rune(w)
	n := len(r)
	switch {
	case n > 3 && r[n-1] == r[n-2] && r[n-1] != 's':
		r = r[:n-1]
	case n > 3 && r[n-2] == r[n-3] && strings.ContainsRune("aeou", r[n-2]):
		r = append(r[:n-2:n-2], r[n-1])
	}
	return string(r)
}

// near reports whether two names are a slip of the hand apart: one letter from
// five letters on, two from ten.
func near(a, b *spelling) bool {
	short, diff := min(len(a.runes), len(b.runes)), len(a.runes)-len(b.runes)
	most := 0
	switch {
	case short >= 10:
		most = 2
	case short >= 5:
		most = 1
	}
	if most == 0 || diff > most || -diff > most || a.digits != b.digits || bits.OnesCount64(a.mask^b.mask) > 2*most {
		return false
	}
	return apart(a.runes, b.runes, most)
}

// apart reports whether at most so many letters were changed, put in, left out
// or swapped with a neighbour. What both begin and end with is passed over, and
// only places that can still be reached are looked at.
func apart(a, b []rune, most int) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	switch {
	case len(a) == 0 || len(b) == 0:
		return max(len(a), len(b)) <= most
	case most == 0:
		return false
	}
	if apart(a[1:], b[1:], most-1) || apart(a[1:], b, most-1) || apart(a, b[1:], most-1) {
		return true
	}
	return len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] && apart(a[2:], b[2:], most-1)
}

// key is a pair whichever comes first.
func key(a, b int64) [2]int64 { return [2]int64{min(a, b), max(a, b)} }

// Told is the pairs that somebody said are not the same, by their ids, the
// smaller first.
func Told(ctx context.Context, tx *sql.Tx) (map[[2]int64]bool, error) {
	list, err := db.Query(ctx, tx, func(r db.Row) (p [2]int64, err error) { return p, r.Scan(&p[0], &p[1]) }, "SELECT one, other FROM code_distinct")
	out := map[[2]int64]bool{}
	for _, p := range list {
		out[p] = true
	}
	return out, err
}

// Untold leaves out the pairs that somebody said are not the same.
func Untold(pairs []Pair, told map[[2]int64]bool) []Pair {
	return slices.DeleteFunc(pairs, func(p Pair) bool { return told[key(p.One.ID, p.Other.ID)] })
}

// Distinct notes that two codes are not the same, or forgets it.
func Distinct(ctx context.Context, tx *sql.Tx, a, b int64, distinct bool) error {
	k := key(a, b)
	query := "DELETE FROM code_distinct WHERE one = ? AND other = ?"
	if distinct {
		query = "INSERT INTO code_distinct (one, other) VALUES (?, ?) ON CONFLICT DO NOTHING"
	}
	_, err := tx.ExecContext(ctx, query, k[0], k[1])
	return err
}
