package transcript

import (
	"sort"
	"strings"
	"unicode"
)

// looksLikeLabel says whether a label that was not taken would strike a reader
// among those that were: a word or three and a colon where labels stand, "Let op:".
func (s *scan) looksLikeLabel(c *candidate) bool {
	if !s.hasSeed || c.class == oddClass || c.class == openerClass || c.class == numberClass || strings.Count(c.key, " ") > 2 {
		return false
	}
	for _, p := range c.places {
		o := &s.found[p]
		if s.open(p) && o.form == colonForm && o.line > s.first && s.layout.sameIndent(s, o) && !s.page.lines[o.line].heading {
			return true
		}
	}
	return false
}

// inPlace says whether some place of c is where labels stand: not indented
// otherwise, and no bracketed word in lower case.
func (s *scan) inPlace(c *candidate) bool {
	for _, p := range c.places {
		o := &s.found[p]
		if (s.layout.seen == 0 || s.layout.sameIndent(s, o)) && (o.form == colonForm || c.class >= nameClass) {
			return true
		}
	}
	return false
}

// doubts lists what a person should look at: labels that were nearly taken,
// that were hardly taken, and that may be other spellings of a speaker.
func (s *scan) doubts(blockOf func(line int) int) []Doubt {
	var out []Doubt
	var taken []*candidate
	for _, c := range s.order {
		if c.taken {
			taken = append(taken, c)
		}
	}
	for _, c := range s.order {
		n := s.count(c)
		if n == 0 || c.forced || c.banned {
			continue
		}
		d := Doubt{Label: c.key, Taken: c.taken, Count: n, Block: blockOf(s.found[c.places[0]].line)}
		if c.taken && len(taken) <= 200 {
			d.Like = likeAmong(c, taken)
		}
		switch {
		case d.Like != "", c.taken && n == 1 && c.points < surePoints:
		case !c.taken && (c.points >= doubtPoints && s.inPlace(c) && (n > 1 || c.class >= nameClass) || s.looksLikeLabel(c)):
		default:
			continue
		}
		out = append(out, d)
	}
	if len(out) > 40 {
		sort.SliceStable(out, func(a, b int) bool { return out[a].Count > out[b].Count })
		out = out[:40]
	}
	return out
}

// likeAmong is the speaker that c may be another spelling of: the same but for
// case or marks, with or without its aside, its initials, one letter off.
func likeAmong(c *candidate, taken []*candidate) string {
	for _, t := range taken {
		if t != c && (len(t.places) > len(c.places) || len(t.places) == len(c.places) && t.places[0] < c.places[0]) && (alike(c.key, t.key) || sameAsker(c, t)) {
			return t.key
		}
	}
	return ""
}

// sameAsker says whether c, which stands there seldom, may be the interviewer
// under another name: "IV" beside "I".
func sameAsker(c, t *candidate) bool {
	return len(c.places) <= 3 && asksQuestions(c.key) && asksQuestions(t.key) && !strings.ContainsAny(c.key+t.key, "0123456789")
}

// givenDoubts asks about speakers that the file itself names and that may be one:
// "Ann" and "ann" in the voices of captions, in the rows of a table.
func (d *Draft) givenDoubts() {
	if len(d.Speakers) > 200 {
		return
	}
	first := make([]int, len(d.Speakers))
	for i := len(d.Blocks) - 1; i >= 0; i-- {
		if t := d.Blocks[i].Turn; t != NoTurn && d.Turns[t].Speaker >= 0 {
			first[d.Turns[t].Speaker] = i
		}
	}
	for i, s := range d.Speakers {
		for j, other := range d.Speakers {
			if i == j || len(s.Labels) != 1 || s.Name != s.Labels[0] || !alike(s.Name, other.Name) ||
				other.Turns < s.Turns || other.Turns == s.Turns && j > i {
				continue
			}
			d.Doubts = append(d.Doubts, Doubt{Label: s.Name, Like: other.Name, Taken: true, Count: s.Turns, Block: first[i]})
			break
		}
	}
}

func alike(a, b string) bool {
	la, lb := folded(a), folded(b)
	if la == lb {
		return true
	}
	ba, aa := cutAside(a)
	bb, ab := cutAside(b)
	switch {
	case aa != "" && (folded(aa) == lb || folded(ba) == lb), ab != "" && (folded(ab) == la || folded(bb) == la):
		return true
	case aa != "" && ab != "" && folded(ba) == folded(bb):
		return true
	}
	if len(la) >= 5 && len(lb) >= 5 && !digit(la[len(la)-1]) && !digit(lb[len(lb)-1]) && oneOff(la, lb) {
		return true
	}
	wa, wb := strings.Fields(strings.ToLower(ba)), strings.Fields(strings.ToLower(bb))
	return len(wa) == 1 && len(wb) > 1 && len(wa[0]) > 2 && (wa[0] == wb[0] || wa[0] == wb[len(wb)-1]) ||
		len(wb) == 1 && len(wa) > 1 && len(wb[0]) > 2 && (wb[0] == wa[0] || wb[0] == wa[len(wa)-1])
}

// folded is a label in lower case with letters and digits only.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// oneOff says whether one letter put in, left out or changed, or two swapped,
// makes a into b.
func oneOff(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > 1 {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	if len(x) == len(y) {
		if i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] {
			return string(x[i+2:]) == string(y[i+2:])
		}
		return i == len(x) || string(x[i+1:]) == string(y[i+1:])
	}
	return string(x[i:]) == string(y[i+1:])
}
