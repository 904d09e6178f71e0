package transcript

import (
	"strings"
	"unicode"
)

// Some transcripts carry numbers in front of their lines or turns: “12  R1: …”.
// They were set by a program for pointing at, nobody said them, and they stand
// between label and line start. They are left out, with a warning that counts
// them, when labels are found behind them and not otherwise: a list stays one.

// leastNumbers is how many numbered lines it takes.
const leastNumbers = 4

// unnumber takes the numbers off the lines of a page that is numbered.
func unnumber(d *Draft, p *page, ch Choices) {
	if ch.NoLabels {
		return
	}
	cuts := numbersOf(p)
	if cuts == nil {
		return
	}
	bare := page{prefix: p.prefix, lines: make([]line, len(p.lines))}
	copy(bare.lines, p.lines)
	n := 0
	for i, cut := range cuts {
		if cut == 0 {
			continue
		}
		n++
		l := &bare.lines[i]
		l.text, l.bold = l.text[cut:], max(0, l.bold-cut)
	}
	bare.dropEmpty()
	if !numberedLabels(p, &bare, cuts, ch) {
		return
	}
	*p = bare
	d.warn("The numbers in front of %d lines left out", n)
}

// numbersOf gives for each line how many bytes its number takes, 0 where there
// is none; nil where the numbers do not count the lines.
func numbersOf(p *page) []int {
	cuts := make([]int, len(p.lines))
	last, found := -1, 0
	for i := range p.lines {
		n, cut := numberAt(p.lines[i].text)
		if cut == 0 || p.lines[i].role != plain {
			continue
		}
		if last >= 0 && (n <= last || n > last+3) && n != 1 {
			return nil
		}
		last, found, cuts[i] = n, found+1, cut
	}
	if found < leastNumbers {
		return nil
	}
	return cuts
}

// numberAt reads a number at the start of a line and what parts it from the
// words: "12  ", "003 ", "4. ", "[7] "; a number alone on its line as well.
func numberAt(s string) (n, cut int) {
	i := 0
	closed := strings.HasPrefix(s, "[") || strings.HasPrefix(s, "(")
	if closed {
		i++
	}
	from := i
	for i < len(s) && digit(s[i]) && i-from < 5 {
		n = n*10 + int(s[i]-'0')
		i++
	}
	if i == from {
		return 0, 0
	}
	if closed {
		if i >= len(s) || s[i] != ']' && s[i] != ')' {
			return 0, 0
		}
		i++
	} else if i < len(s) && (s[i] == '.' || s[i] == ')') {
		i++
	}
	if i == len(s) {
		return n, i
	}
	rest := strings.TrimLeftFunc(s[i:], unicode.IsSpace)
	if len(rest) == len(s)-i {
		return 0, 0
	}
	return n, len(s) - len(rest)
}

// numberedLabels says whether taking the numbers off brings out speakers: that
// the labels stand behind numbers, and that they come back where with their
// numbers each was another.
func numberedLabels(with, without *page, cuts []int, ch Choices) bool {
	labels := func(p *page) (places int, speakers map[string]int) {
		s := scanPage(p, ch, leastCover)
		speakers = map[string]int{}
		for i := range p.lines {
			if o, ok := s.label(i); ok {
				places++
				speakers[o.key]++
			}
		}
		return places, speakers
	}
	after, now := labels(without)
	if after < leastNumbers || len(now)*2 > after {
		return false
	}
	before, then := labels(with)
	return before < after || len(then) > len(now)
}

// dropEmpty takes out lines that were nothing but their number.
func (p *page) dropEmpty() {
	kept := p.lines[:0]
	for _, l := range p.lines {
		if l.text != "" {
			kept = append(kept, l)
		} else if n := len(kept); n > 0 {
			kept[n-1].sep += l.sep
		} else {
			p.prefix += l.sep
		}
	}
	p.lines = kept
	p.measure()
}
