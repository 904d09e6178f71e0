package search

import (
	"unicode"
	"unicode/utf8"

	uax "github.com/clipperhouse/uax29/v2/words"
)

// Word is one word of a text: where it stands, in code points, and its folded
// form.
type Word struct {
	Start, End int
	Fold       string
}

// Words cuts a text into its words, as the index and the evaluator both do.
func Words(s string) []Word {
	var w wordList
	w.add(0, s, 0)
	out := make([]Word, len(w.tokens))
	for i, t := range w.tokens {
		out[i] = Word{Start: int(t.start), End: int(t.end), Fold: string(w.folded(i))}
	}
	return out
}

// token is a word inside a wordList.
type token struct {
	start, end int32 // code points
	a, z       int32 // its folded form in wordList.fold
	piece      int32 // which piece it stands in
	b0, b1     int32 // bytes in that piece's text
}

// wordList holds the words of one unit; it is used again for the next one, so
// that a scan of a whole project allocates nothing a word.
type wordList struct {
	tokens []token
	fold   []byte
}

func (w *wordList) reset() {
	w.tokens = w.tokens[:0]
	w.fold = w.fold[:0]
}

func (w *wordList) folded(i int) []byte {
	t := &w.tokens[i]
	return w.fold[t.a:t.z]
}

// Classes of ASCII bytes.
const (
	other = iota
	letter
	digit
	space
)

var class = func() (c [utf8.RuneSelf]uint8) {
	for b := range c {
		switch {
		case 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z':
			c[b] = letter
		case '0' <= b && b <= '9':
			c[b] = digit
		case b == ' ' || '\t' <= b && b <= '\r':
			c[b] = space
		}
	}
	return c
}()

// add appends the words of s, whose first code point is at. White space of
// ASCII always ends a word, so a stretch between two of them that is ASCII all
// through is cut by the short rules of addASCII, any other by UAX 29.
func (w *wordList) add(piece int, s string, at int) {
	cp := at
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf && (class[c] == space || class[c] == other) {
			i++
			cp++
			continue
		}
		j, ascii := i, true
		for ; j < len(s); j++ {
			c := s[j]
			if c >= utf8.RuneSelf {
				ascii = false
			} else if class[c] == space {
				break
			}
		}
		if ascii {
			w.addASCII(piece, s, i, j, cp)
			cp += j - i
		} else {
			cp = w.addUnicode(piece, s, i, j, cp)
		}
		i = j
	}
}

// addASCII cuts s[i:j], which is ASCII. A word is letters and digits, with an
// apostrophe between letters or between digits, and a point or comma between
// digits.
func (w *wordList) addASCII(piece int, s string, i, j, cp int) {
	for k := i; k < j; {
		if class[s[k]] == other {
			k++
			continue
		}
		from, a := k, len(w.fold)
		for k < j {
			c := s[k]
			if class[c] == other {
				if k+1 >= j || !joins(c, class[s[k-1]], class[s[k+1]]) {
					break
				}
			} else if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			w.fold = append(w.fold, c)
			k++
		}
		w.tokens = append(w.tokens, token{
			start: int32(cp + from - i), end: int32(cp + k - i),
			a: int32(a), z: int32(len(w.fold)),
			piece: int32(piece), b0: int32(from), b1: int32(k),
		})
	}
}

func joins(c byte, before, after uint8) bool {
	switch c {
	case '\'':
		return before == after && (before == letter || before == digit)
	case '.', ',':
		return before == digit && after == digit
	}
	return false
}

// addUnicode cuts s[i:j] by the word boundaries of UAX 29, and those words again
// at signs that join in UAX 29 and part here ("zegt:ja", "_echt_"). It returns
// the code point after s[i:j].
func (w *wordList) addUnicode(piece int, s string, i, j, cp int) int {
	at := i
	for it := uax.FromString(s[i:j]); it.Next(); {
		v := it.Value()
		end := at + len(v)
		from, fromCP, stop, stopCP := -1, 0, 0, 0
		for k := at; k < end; {
			r, width := utf8.DecodeRuneInString(s[k:end])
			switch {
			case unicode.IsLetter(r) || unicode.IsNumber(r):
				if from < 0 {
					from, fromCP = k, cp
				}
				stop, stopCP = k+width, cp+1
			case from >= 0 && unicode.IsMark(r):
				if stop == k {
					stop, stopCP = k+width, cp+1
				}
			case from >= 0 && inside(s, k, width, end):
			case from >= 0:
				w.push(piece, s, from, stop, fromCP, stopCP)
				from = -1
			}
			k += width
			cp++
		}
		if from >= 0 {
			w.push(piece, s, from, stop, fromCP, stopCP)
		}
		at = end
	}
	return cp
}

// inside reports whether the sign at s[k:k+width], which is no letter, number or
// mark, may stand inside a word that has begun.
func inside(s string, k, width, end int) bool {
	r, _ := utf8.DecodeRuneInString(s[k:])
	if apostrophe(r) || invisible(r) {
		return true
	}
	if r != '.' && r != ',' {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:k])
	after, _ := utf8.DecodeRuneInString(s[k+width : end])
	return unicode.IsNumber(before) && unicode.IsNumber(after)
}

func (w *wordList) push(piece int, s string, from, stop, start, end int) {
	a := len(w.fold)
	w.fold = appendFold(w.fold, s[from:stop])
	if len(w.fold) == a {
		return
	}
	w.tokens = append(w.tokens, token{
		start: int32(start), end: int32(end),
		a: int32(a), z: int32(len(w.fold)),
		piece: int32(piece), b0: int32(from), b1: int32(stop),
	})
}
