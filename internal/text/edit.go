package text

import (
	"strings"
	"unicode/utf8"
)

// Edit is one correction of a text: from Start in the text before, Removed code
// points went and Inserted came in their place. The edits of a version do not
// overlap and stand in order.
type Edit struct {
	Start, Removed int
	Inserted       string
}

// Carry is where the span [start,end) of a text stands after its edits. Touched
// says that words of it were changed; the span is then what stands in its place,
// which may be nothing. What was put in at an end does not belong to it.
func Carry(edits []Edit, start, end int) (from, to int, touched bool) {
	from, to = start, end
	for _, e := range edits {
		grown, past := Len(e.Inserted)-e.Removed, e.Start+e.Removed
		switch {
		case past <= start:
			from, to = from+grown, to+grown
			continue
		case e.Start >= end:
			return from, to, touched
		}
		touched = true
		if e.Start < start { // its beginning went: what came instead is taken in whole
			from -= start - e.Start
		}
		if past > end {
			to += past - end
		}
		to += grown
	}
	return from, max(from, to), touched
}

// enough is how many code points beside words must agree, or how long the words
// must be, for them to be the same passage and not the same words elsewhere.
const enough = 8

// Refind is where a passage stands in a text that has changed: of all places with
// its exact words, the one whose surroundings agree most with its prefix and
// suffix, and of equals the one nearest to where it was. Short words in other
// surroundings are another passage: false.
func Refind(all, exact, prefix, suffix string, near int) (start int, found bool) {
	best, off := -1, 0
	at, seen := 0, 0 // code points before the byte seen
	for i := next(all, exact, 0); i >= 0; i = next(all, exact, i+1) {
		at += Len(all[seen:i])
		seen = i
		agreed := before(all[:i], prefix) + after(all[i+len(exact):], suffix)
		far := max(at-near, near-at)
		if agreed > best || agreed == best && far < off {
			best, off, start = agreed, far, at
		}
	}
	return start, best >= 0 && (best >= min(enough, Len(prefix)+Len(suffix)) || Len(exact) >= 2*enough)
}

// next is the byte at which words stand in a text, from a byte on; -1 for nowhere.
func next(all, words string, from int) int {
	if words == "" || from >= len(all) {
		return -1
	}
	i := strings.Index(all[from:], words)
	if i < 0 {
		return -1
	}
	return from + i
}

// before counts the code points of a prefix that a text ends with.
func before(text, prefix string) (n int) {
	for prefix != "" {
		r, size := utf8.DecodeLastRuneInString(prefix)
		prefix = prefix[:len(prefix)-size]
		s, had := utf8.DecodeLastRuneInString(text)
		if had == 0 || s != r {
			break
		}
		text = text[:len(text)-had]
		n++
	}
	return n
}

// after counts the code points of a suffix that a text begins with.
func after(text, suffix string) (n int) {
	for _, r := range suffix {
		s, had := utf8.DecodeRuneInString(text)
		if had == 0 || s != r {
			break
		}
		text = text[had:]
		n++
	}
	return n
}
