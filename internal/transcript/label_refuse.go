package transcript

// What speaks against labels: the rules that take places and candidates out of
// the running again.

import (
	"strings"
	"unicode"
)

// spokenTimes takes back bare times that are all that somebody says: a label
// alone on its line, "02:55:52", the next label.
func (s *scan) spokenTimes() {
	for i := 1; i < len(s.times); i++ {
		o, ok := s.label(i - 1)
		if !s.times[i] || !ok || !digit(s.page.lines[i].text[0]) || o.rest < len(s.page.lines[i-1].text) || o.time > 0 || o.before > 0 {
			continue
		}
		next := i+1 == len(s.times)
		if !next {
			_, next = s.label(i + 1)
		}
		if next {
			s.times[i] = false
		}
	}
}

// rareForms are ways of writing a label that text uses as well; they count only
// where this share of the lines is written so.
var rareForms = map[form]float64{tabForm: 0.4, hookForm: 0.2, dashForm: 0.4, pointForm: 0.3, bareForm: 0.25}

func (s *scan) dropRareForms() {
	var labelled [formsCount]int
	for n := range s.found {
		if weights[s.byKey[s.found[n].key].class] >= 0 {
			labelled[s.found[n].form]++
		}
	}
	for f, least := range rareForms {
		if share(labelled[f], len(s.page.lines)) >= least && s.recurring(f) {
			continue
		}
		s.drop(func(o *occurrence) bool { return o.form == f && !s.byKey[o.key].forced })
	}
}

// recurring says whether there are two labels at least in this form and one of
// them comes back: the forms that text uses as well are a conversation's only
// when people take turns.
func (s *scan) recurring(f form) bool {
	labels, back := 0, false
	for _, c := range s.order {
		if len(c.places) > 0 && s.found[c.places[0]].form == f {
			labels++
			back = back || len(c.places) > 1
		}
	}
	return labels > 1 && back
}

// drop takes the places that match out of the running.
func (s *scan) drop(match func(o *occurrence) bool) {
	for _, c := range s.order {
		s.dropFrom(c, match)
	}
}

func (s *scan) dropFrom(c *candidate, match func(o *occurrence) bool) {
	kept := c.places[:0]
	for _, p := range c.places {
		if match(&s.found[p]) {
			s.at[s.found[p].line] = -1
			continue
		}
		kept = append(kept, p)
	}
	c.places = kept
}

// dropMisfits leaves out places of a taken label that are laid out otherwise
// than nearly all labels of the file: the indented "NOUN 61:" of a continued
// line, and the "Roger:" that is the first word under a label alone on its line.
func (s *scan) dropMisfits(c *candidate) {
	if s.layout.seen >= 8 && s.layout.common[aloneFeature] == 1 && s.layout.share[aloneFeature] >= 0.9 {
		s.dropFrom(c, func(o *occurrence) bool { return !o.bold && s.underLabel(o) })
	}
	if s.layout.seen < 20 || s.layout.share[indentFeature] < 0.98 {
		return
	}
	s.dropFrom(c, func(o *occurrence) bool { return !s.layout.sameIndent(s, o) && !o.bold })
}

// underLabel says whether o, with words on its line, stands right under a label
// that has none.
func (s *scan) underLabel(o *occurrence) bool {
	if o.line == 0 || s.at[o.line-1] < 0 || o.rest >= len(s.page.lines[o.line].text) {
		return false
	}
	above := &s.found[s.at[o.line-1]]
	return above.rest >= len(s.page.lines[above.line].text) && s.byKey[above.key].class >= nameClass
}

// dropEnumerations refuses "Theme 1:", "Theme 2:", "Question 3:": a word with
// numbers that go up, each standing there once.
func (s *scan) dropEnumerations() {
	groups := map[string][]*candidate{}
	for _, c := range s.order {
		stem := strings.TrimRightFunc(c.key, func(r rune) bool { return unicode.IsDigit(r) || unicode.IsSpace(r) })
		if stem == c.key || c.class == codeClass || c.class == roleClass && !questionWord(stem) {
			continue
		}
		groups[stem] = append(groups[stem], c)
	}
	for _, g := range groups {
		if len(g) < 3 {
			continue
		}
		once := 0
		for _, c := range g {
			if len(c.places) <= 1 {
				once++
			}
		}
		if float64(once) < 0.8*float64(len(g)) {
			continue
		}
		for _, c := range g {
			if !c.forced {
				c.taken, c.points = false, min(c.points, doubtPoints-1)
			}
		}
	}
}

func questionWord(stem string) bool {
	switch strings.ToLower(stem) {
	case "question", "vraag", "frage", "pregunta", "domanda", "pergunta", "q", "answer", "antwoord", "antwort":
		return true
	}
	return false
}

// dropSilent refuses labels under which nothing but a time ever stands. The
// lines that they stand on are no words either: they divide the text.
func (s *scan) dropSilent() {
	for _, c := range s.order {
		if !c.taken && !c.forced && s.allLone(c) {
			for _, p := range c.places {
				s.page.lines[s.found[p].line].heading = true
			}
		}
	}
	for again, rounds := true, 0; again && rounds < 8; rounds++ {
		again = false
		speaking := map[string]bool{}
		current := ""
		for i := range s.page.lines {
			l := &s.page.lines[i]
			if o, ok := s.label(i); ok {
				current = o.key
				if o.rest < len(l.text) || o.loose && !o.lone {
					speaking[current] = true
				}
				continue
			}
			if current != "" && !l.heading && !s.times[i] && l.role != asideCell {
				speaking[current] = true
			}
		}
		for _, c := range s.order {
			if !c.taken || speaking[c.key] || c.forced && len(c.places) > 0 {
				continue
			}
			for _, p := range c.places {
				if o := &s.found[p]; s.open(p) {
					s.page.lines[o.line].heading = o.form == colonForm
					s.at[o.line] = -1
				}
			}
			c.taken, c.points, again = false, doubtPoints-1, true
		}
	}
}

// allLone says whether every place of c is "Label: [12:30]" and nothing else.
func (s *scan) allLone(c *candidate) bool {
	for _, p := range c.places {
		if o := &s.found[p]; !o.loose || !o.lone || !o.stamp.closed {
			return false
		}
	}
	return s.hasSeed
}
