// Package text converts between the three ways of counting text, cuts it, and
// maps places through edits. A position everywhere in Verbatim is a Unicode
// code point, half open [start,end); UTF-8 bytes and UTF-16 units exist only
// in here and at the browser's edge.
//
// All functions are pure. Invalid UTF-8 counts one code point a bad byte, as
// Go's range does; canonical texts hold none.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Len is the number of code points of s.
func Len(s string) int { return utf8.RuneCountInString(s) }

// ByteAt is the byte offset of code point n in s; n is clamped to [0, Len(s)].
func ByteAt(s string, n int) int {
	if n <= 0 {
		return 0
	}
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

// Slice is the code points [start,end) of s, clamped to s.
func Slice(s string, start, end int) string {
	if end <= start {
		return ""
	}
	b := ByteAt(s, start)
	return s[b : b+ByteAt(s[b:], end-max(start, 0))]
}

// UTF16 is the number of UTF-16 units of the first n code points of s.
func UTF16(s string, n int) int {
	units := 0
	for _, r := range s {
		if n == 0 {
			break
		}
		n--
		units++
		if r > 0xFFFF {
			units++
		}
	}
	return units
}

// FromUTF16 is the number of code points in the first n UTF-16 units of s; a
// place inside a surrogate pair counts as before it.
func FromUTF16(s string, n int) int {
	points := 0
	for _, r := range s {
		w := 1
		if r > 0xFFFF {
			w = 2
		}
		if n < w {
			break
		}
		n -= w
		points++
	}
	return points
}

// Collapse trims s and makes every run of white space one space.
func Collapse(s string) string { return strings.Join(strings.Fields(s), " ") }

// Cut is s collapsed and cut at n code points with an ellipsis.
func Cut(s string, n int) string {
	s = Collapse(s)
	if Len(s) <= n {
		return s
	}
	return Slice(s, 0, n) + "…"
}

// Middle is s collapsed and, over n code points, cut in its middle.
func Middle(s string, n int) string {
	s = Collapse(s)
	l := Len(s)
	if l <= n {
		return s
	}
	head := (n - 1) * 3 / 5
	tail := n - 1 - head
	return strings.TrimRightFunc(Slice(s, 0, head), unicode.IsSpace) + " … " +
		strings.TrimLeftFunc(Slice(s, l-tail, l), unicode.IsSpace)
}

// Words is the number of white-space separated tokens of s.
func Words(s string) int { return len(strings.Fields(s)) }

// Characters is the number of code points of s that are not white space.
func Characters(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// Trim moves start and end inward over white space; s is the text of
// [start,end). An empty result has start == end.
func Trim(s string, start, end int) (int, int) {
	l := Len(s)
	left := l - Len(strings.TrimLeftFunc(s, unicode.IsSpace))
	if left == l {
		return start, start
	}
	right := l - Len(strings.TrimRightFunc(s, unicode.IsSpace))
	return start + left, end - right
}
