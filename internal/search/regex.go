package search

import (
	"regexp/syntax"
	"sort"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// needed lists folded stretches of letters that the words of every match hold,
// so that the index can propose where to look; none means everywhere.
func needed(pattern string) []string {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	var out []string
	collectNeeded(re, &out)
	return out
}

func collectNeeded(re *syntax.Regexp, out *[]string) {
	switch re.Op {
	case syntax.OpLiteral:
		for _, w := range Words(string(re.Rune)) {
			if utf8.RuneCountInString(w.Fold) >= 3 {
				*out = append(*out, w.Fold)
			}
		}
	case syntax.OpConcat, syntax.OpCapture, syntax.OpPlus:
		for _, s := range re.Sub {
			collectNeeded(s, out)
		}
	case syntax.OpRepeat:
		if re.Min > 0 {
			collectNeeded(re.Sub[0], out)
		}
	}
}

// view is the text of a unit as a regular expression reads it: composed (NFC),
// soft hyphens left out, no-break spaces as spaces; and the way back.
type view struct {
	text  []byte
	bytes []int32 // ascending: at this byte of text …
	cps   []int32 // … this code point of the document begins
}

func (v *view) reset() {
	v.text, v.bytes, v.cps = v.text[:0], v.bytes[:0], v.cps[:0]
}

// add appends s, whose first code point is at. A run of ASCII is one entry,
// anything else an entry a character with its marks.
func (v *view) add(s string, at int) {
	for i := 0; i < len(s); {
		n := asciiRun(s[i:])
		v.bytes = append(v.bytes, int32(len(v.text)))
		v.cps = append(v.cps, int32(at))
		if n > 0 {
			v.text = append(v.text, s[i:i+n]...)
			at += n
			i += n
			continue
		}
		if n = norm.NFC.NextBoundaryInString(s[i:], true); n <= 0 {
			n = len(s) - i
		}
		v.segment(s[i : i+n])
		at += utf8.RuneCountInString(s[i : i+n])
		i += n
	}
}

// asciiRun is the length of the ASCII at the start of s, without the letter
// that a mark behind it may belong to.
func asciiRun(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return max(0, i-1)
		}
	}
	return len(s)
}

// segment appends one composed character; its runes belong together.
func (v *view) segment(s string) {
	for _, r := range norm.NFC.String(s) {
		switch {
		case r == '\u00ad':
		case r == '\u00a0' || r == '\u202f':
			v.text = append(v.text, ' ')
		default:
			v.text = utf8.AppendRune(v.text, r)
		}
	}
}

// end closes a block at the code point after it; the next may begin elsewhere.
func (v *view) end(at int) {
	v.bytes = append(v.bytes, int32(len(v.text)))
	v.cps = append(v.cps, int32(at))
}

// start is the code point that byte b of the view stands for.
func (v *view) start(b int) int {
	i := v.last(b)
	if v.ascii(i) {
		return int(v.cps[i]) + b - int(v.bytes[i])
	}
	return int(v.cps[i])
}

// stop is the code point after the character before byte b: a match never ends
// inside a character.
func (v *view) stop(b int) int {
	i := v.last(b - 1)
	if v.ascii(i) {
		return int(v.cps[i]) + b - int(v.bytes[i])
	}
	return int(v.cps[i+1])
}

// ascii reports whether entry i is a run of ASCII: as many bytes as code points,
// beginning with one.
func (v *view) ascii(i int) bool {
	return i+1 < len(v.cps) && v.bytes[i+1]-v.bytes[i] == v.cps[i+1]-v.cps[i] && v.text[v.bytes[i]] < utf8.RuneSelf
}

// last is the last entry that begins at or before byte b.
func (v *view) last(b int) int {
	return sort.Search(len(v.bytes), func(i int) bool { return int(v.bytes[i]) > b }) - 1
}
