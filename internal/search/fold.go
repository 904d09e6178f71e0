package search

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Folding is what makes “Één”, “een” and “e\u0301e\u0301n” one word: lower case,
// no accents, compatibility forms (ﬁ, ĳ, full width) spelled out, the
// apostrophes ' and ’ alike, soft hyphens and other invisible signs gone. Marks
// that are letters in their script (Indic vowels, the kana voicing signs, й)
// stay. A word asked for as =één is compared in its exact form instead.

// folds remembers the folded form of the runes that texts are mostly made of.
var folds = sync.OnceValue(func() []string {
	table := make([]string, 0x3000)
	for r := range table {
		table[r] = foldSlow(rune(r))
	}
	return table
})

// foldRune is the folded form of one rune, "" for one that does not count.
func foldRune(r rune) string {
	if r < 0x3000 {
		return folds()[r]
	}
	return foldSlow(r)
}

// spelled lists letters that Unicode does not decompose but people do.
var spelled = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'ł': "l", 'ħ': "h", 'ı': "i", 'ŧ': "t",
	'þ': "th", 'ς': "σ", '\u0640': "",
}

func foldSlow(r rune) string {
	if apostrophe(r) {
		return "'"
	}
	if unicode.ToLower(r) == 'й' {
		return "й"
	}
	if hangul(r) {
		return string(r)
	}
	var out []byte
	for _, d := range norm.NFKD.String(string(r)) {
		if d != '\u0130' {
			d = unicode.ToLower(d)
		}
		if s, ok := spelled[d]; ok {
			out = append(out, s...)
			continue
		}
		if invisible(d) || strippedMark(d) {
			continue
		}
		out = utf8.AppendRune(out, d)
	}
	return string(out)
}

// strippedMark reports an accent that folding takes away.
func strippedMark(r rune) bool {
	if !unicode.In(r, unicode.Mn, unicode.Me) || r == '\u3099' || r == '\u309A' {
		return false
	}
	return unicode.In(r, unicode.Inherited, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Hebrew, unicode.Arabic)
}

// apostrophe reports the signs that are typed for the apostrophe in "zo'n".
func apostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '＇'
}

// invisible reports signs inside a word that a reader does not see: the soft
// hyphen, joiners, direction marks; and the Catalan middle dot.
func invisible(r rune) bool { return r == '·' || unicode.Is(unicode.Cf, r) }

// hangul reports syllables and their letters, which are compared composed.
func hangul(r rune) bool {
	return r >= 0x1100 && r <= 0x11FF || r >= 0xAC00 && r <= 0xD7A3
}

// appendFold appends the folded form of one word to dst.
func appendFold(dst []byte, word string) []byte {
	from := len(dst)
	compose := false
	for i := 0; i < len(word); {
		c := word[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
			i++
			continue
		}
		r, w := utf8.DecodeRuneInString(word[i:])
		f := foldRune(r)
		dst = append(dst, f...)
		if r >= 0x900 {
			compose = true
		}
		i += w
	}
	if compose && !norm.NFC.IsNormal(dst[from:]) {
		composed := norm.NFC.Bytes(dst[from:])
		dst = append(dst[:from], composed...)
	}
	return dst
}

// foldWord is the folded form of one word.
func foldWord(word string) string { return string(appendFold(nil, word)) }

// exactForm is what =één is compared by: lower case, composed, apostrophes
// alike, invisible signs gone; accents stay.
func exactForm(word string) string {
	var out []byte
	for _, r := range norm.NFC.String(word) {
		switch {
		case apostrophe(r):
			out = append(out, '\'')
		case invisible(r):
		default:
			out = utf8.AppendRune(out, unicode.ToLower(r))
		}
	}
	return string(out)
}
