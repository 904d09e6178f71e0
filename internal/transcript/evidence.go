package transcript

import (
	"slices"
	"strings"
)

// Which labels are speakers is a matter of evidence, gathered over the whole
// file: what a label looks like (shape.go), how often it stands there, how much
// of the file begins with labels, and whether its places are laid out as those
// of the labels that leave no doubt. A label needs enoughPoints; a file without
// any label that leaves no doubt has no speakers at all. What falls a little
// short, or passes by a hair, becomes a Doubt for a person to settle.
const (
	leastCover   = 0.008 // share of lines or paragraphs that must begin with labels
	leastCaption = 0.05  // … of captions, where a speaker's name comes back often
	enoughPoints = 3.0   // a label with this many is a speaker
	seedPoints   = 4.0   // with this many it leaves no doubt, before layout is looked at
	doubtPoints  = 0.0   // with this many it is shown as a doubt
	surePoints   = 4.5   // a speaker below this is shown as a doubt when it stands there once
)

// A candidate is a label with all its places.
type candidate struct {
	key    string
	class  class
	places []int // indexes into scan.found
	points float64
	taken  bool
	forced bool // a person said so
	banned bool // a person said not
}

// A scan is the search for labels in one page.
type scan struct {
	page    *page
	times   []bool // lines that are a time and nothing else
	found   []occurrence
	at      []int // line → index into found, or -1
	byKey   map[string]*candidate
	classes classCache
	order   []*candidate    // by first place
	asides  map[string]bool // what stands in brackets at the end of a label
	head    map[int]bool    // indexes into found that head the page: "Respondent: P03" beside "Date: …"
	layout  layout
	alone   map[string]bool // names that stand alone above what is said
	chat    bool            // every message has its day and hour and its sender
	cover   float64
	least   float64 // share of the page that labels must cover to be any
	hasSeed bool
	first   int // line of the first label that leaves no doubt
}

// scanPage looks for every possible label of a page and decides.
func scanPage(p *page, ch Choices, least float64) *scan {
	s := &scan{page: p, least: least, at: make([]int, len(p.lines)), times: make([]bool, len(p.lines)), byKey: map[string]*candidate{}, classes: classCache{}, asides: map[string]bool{}, head: map[int]bool{}, chat: isChat(p), alone: namesAlone(p)}
	for i := range p.lines {
		l := &p.lines[i]
		s.at[i] = -1
		if l.role == timeCell {
			s.times[i] = true
			continue
		}
		if _, ok := onlyStamp(l.text); ok && l.role == plain {
			s.times[i] = true
			continue
		}
		o, ok := s.occurrenceIn(i, l)
		if !ok || ch.NoLabels {
			continue
		}
		s.keep(o)
	}
	s.findHead()
	s.choose(ch)
	s.weigh()
	s.spokenTimes()
	s.dropSilent()
	return s
}

func (s *scan) keep(o occurrence) {
	if !o.timed {
		l := &s.page.lines[o.line]
		_, _, closed := hashStamp(l.text[max(0, len(l.text)-20):])
		o.timed = closed || o.line > 0 && s.times[o.line-1]
	}
	c := s.byKey[o.key]
	if c == nil {
		c = &candidate{key: o.key, class: s.classes.of(o.key)}
		s.byKey[o.key] = c
		s.order = append(s.order, c)
		if _, aside := cutAside(o.key); aside != "" {
			s.asides[aside] = true
		}
	}
	s.at[o.line] = len(s.found)
	c.places = append(c.places, len(s.found))
	s.found = append(s.found, o)
}

// findHead marks labels in the block that heads a page: in a run of lines
// without a gap that holds "Date:" or the like, a short rest is a value
// ("Interviewer: Jan de Vries") and no speech.
func (s *scan) findHead() {
	from := 0
	for i := 0; i <= len(s.page.lines) && i < 60; i++ {
		if i < len(s.page.lines) && (i == 0 || !s.page.lines[i].gap) {
			continue
		}
		s.headBlock(from, i)
		from = i
	}
}

func (s *scan) headBlock(from, to int) {
	heads, values := 0, []int{}
	for i := from; i < to; i++ {
		n := s.at[i]
		if n < 0 || s.found[n].form != colonForm {
			continue
		}
		o := &s.found[n]
		if s.byKey[o.key].class == headClass {
			heads++
			continue
		}
		rest := s.page.lines[i].text[o.rest:]
		if rest != "" && len(rest) < 200 && len(strings.Fields(rest)) <= 6 && !sentenceEnd(rest) {
			values = append(values, n)
		}
	}
	if heads == 0 || heads < 2 && to-from > 12 {
		return
	}
	for _, n := range values {
		s.head[n] = true
	}
}

func sentenceEnd(s string) bool {
	s = strings.TrimRight(s, " \t\u00a0*_)]”\"'’»")
	return s != "" && strings.ContainsRune(".?!…。？！-–—", rune(lastOf(s)))
}

func lastOf(s string) rune {
	var last rune
	for _, r := range lastRune(s) {
		last = r
	}
	return last
}

// choose applies what a person decided.
func (s *scan) choose(ch Choices) {
	for _, k := range ch.Speakers {
		if c := s.byKey[labelKey(k)]; c != nil {
			c.forced = true
		}
	}
	for _, k := range ch.NotSpeakers {
		if c := s.byKey[labelKey(k)]; c != nil {
			c.banned = true
		}
	}
}

// open says whether a place may be a label at all.
func (s *scan) open(n int) bool { return !s.head[n] }

// count is the number of places of c that are not in a page's head.
func (s *scan) count(c *candidate) int {
	n := 0
	for _, p := range c.places {
		if s.open(p) {
			n++
		}
	}
	return n
}

// weigh gives every candidate its points and takes those with enough.
func (s *scan) weigh() {
	s.cover = s.coverage()
	s.dropRareForms()
	seeds := s.seeds()
	if len(seeds) > 0 {
		s.hasSeed = true
		s.layout = layoutOf(s, seeds)
		s.first = s.found[s.firstPlace(seeds)].line
	}
	for _, c := range s.order {
		c.points = s.points(c)
		c.taken = !c.banned && (c.forced || s.hasSeed && c.points >= enoughPoints)
		if !c.taken {
			continue
		}
		if !c.forced {
			s.dropMisfits(c)
		}
		c.taken = len(c.places) > 0
	}
	s.dropEnumerations()
}

func (s *scan) firstPlace(cs []*candidate) int {
	first := len(s.found)
	for _, c := range cs {
		for _, p := range c.places {
			if s.open(p) {
				first = min(first, p)
				break
			}
		}
	}
	return min(first, len(s.found)-1)
}

// coverage is the share of the page's units that begin with something that
// may be a label: of its lines, or of its paragraphs where that is more.
func (s *scan) coverage() float64 {
	lines, paragraphs, labelled, headed := 0, 0, 0, 0
	started := false
	for i := range s.page.lines {
		l := &s.page.lines[i]
		n := s.at[i]
		good := n >= 0 && s.open(n) && weights[s.byKey[s.found[n].key].class] >= 0
		started = started || good
		if !started || l.heading || s.times[i] {
			continue
		}
		lines++
		if good {
			labelled++
		}
		if l.gap {
			paragraphs++
			if good {
				headed++
			}
		}
	}
	cover := share(labelled, lines)
	if paragraphs > 3 {
		cover = max(cover, share(headed, paragraphs))
	}
	return cover
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// recurrence is what coming back is worth.
func recurrence(n int) float64 {
	switch {
	case n >= 10:
		return 4.5
	case n >= 5:
		return 3.5
	case n >= 3:
		return 2.5
	case n == 2:
		return 1.5
	}
	return 0
}

// seeds are the labels that leave no doubt.
func (s *scan) seeds() []*candidate {
	var seeds []*candidate
	strong := 0
	for _, c := range s.order {
		if n := s.count(c); n > 0 && (c.class >= codeClass || c.class >= wordClass && s.marked(c) > 2) {
			strong++
		}
	}
	for _, c := range s.order {
		n := s.count(c)
		if n == 0 || c.banned {
			continue
		}
		if c.forced || s.given(c) {
			seeds = append(seeds, c)
			continue
		}
		points := weights[c.class] + recurrence(n) + s.marked(c)
		if c.class == codeClass && n == 1 && s.cover >= 0.5 && s.opensFile(c) {
			points++ // "L1: …" and nobody else
		}
		if points < seedPoints {
			continue
		}
		switch {
		case s.cover < s.least:
		case n == 1 && !s.opensFile(c) && (strong < 2 || s.cover < 0.3):
		case c.class < codeClass && s.cover < 0.15, c.class <= wordClass && s.cover < 0.5:
		case c.class == oddClass || c.class == openerClass || c.class == headClass:
		default:
			seeds = append(seeds, c)
		}
	}
	if len(seeds) == 1 && s.lonely(seeds[0]) {
		return nil
	}
	return seeds
}

// lonely says whether c, the only label that leaves no doubt, is no speaker
// after all: one word that comes back is no conversation, unless it opens the
// file or is what people are called and stands there often enough.
func (s *scan) lonely(c *candidate) bool {
	switch {
	case c.forced || s.given(c):
		return false
	case c.class == wordClass:
		return true // "todo:" on every line
	case s.opensFile(c):
		return false
	case c.class < titledClass && s.cover < 0.5:
		return true
	}
	return share(len(c.places), len(s.page.lines)) < s.least
}

// marked is what it is worth to a label that every place of it is marked out by
// more than its colon: a time beside it, or bold that ends with it.
func (s *scan) marked(c *candidate) float64 {
	timed, bold := true, true
	for _, p := range c.places {
		timed = timed && s.found[p].timed
		bold = bold && s.found[p].bold
	}
	switch {
	case timed:
		return 2.5
	case bold:
		return 1.5
	}
	return 0
}

// given says whether the file itself names c's places as labels.
func (s *scan) given(c *candidate) bool {
	if len(c.places) == 0 {
		return false
	}
	if s.chat {
		return !slices.ContainsFunc(c.places, func(p int) bool { return !s.found[p].stamp.dated || s.found[p].form != colonForm })
	}
	return s.found[c.places[0]].form == cellForm
}

// opensFile says whether c is the label of the very first text under the
// headings.
func (s *scan) opensFile(c *candidate) bool {
	for i := range s.page.lines {
		if !s.page.lines[i].heading && !s.times[i] {
			return s.at[i] >= 0 && s.found[s.at[i]].key == c.key
		}
	}
	return false
}

// points adds up the evidence for one candidate.
func (s *scan) points(c *candidate) float64 {
	n := s.count(c)
	if n == 0 {
		return -9
	}
	if s.given(c) {
		return 9
	}
	points := weights[c.class] + recurrence(n)
	switch {
	case s.cover >= 0.8:
		points += 1.5
	case s.cover >= 0.5:
		points++
	case s.cover >= 0.25:
		points += 0.5
	}
	if s.initialsLinked(c.key) {
		points += 3
	}
	if n == 1 && c.class < roleClass && c.class != titledClass && c.class != codeClass && s.found[c.places[0]].form == boldForm {
		points -= 4.5 // as likely a heading
	}
	if s.hasSeed {
		if s.layout.seen < 4 {
			points += s.marked(c) // too few places to speak of a layout
		}
		points += s.layout.fit(s, c)
		if s.onlyBefore(c) {
			points -= 2
		}
	}
	return points
}

// initialsLinked says whether "Eric Lombrozo (EL)" and "EL" both stand there.
func (s *scan) initialsLinked(key string) bool {
	if _, aside := cutAside(key); aside != "" {
		return s.byKey[aside] != nil && classOf(aside) != headClass
	}
	return s.asides[key]
}

// onlyBefore says whether c stands nowhere but before the first label that
// leaves no doubt, over something that is not speech.
func (s *scan) onlyBefore(c *candidate) bool {
	if s.cover >= 0.9 && !strings.Contains(c.key, " ") {
		return false
	}
	for _, p := range c.places {
		o := &s.found[p]
		if o.timed && s.layout.common[timedFeature] == 1 && s.layout.share[timedFeature] >= 0.95 {
			return false
		}
		rest := s.page.lines[o.line].text[o.rest:]
		if o.line >= s.first || (len(rest) > 200 || len(strings.Fields(rest)) >= 4) && sentenceEnd(rest) || len([]rune(rest)) > 20 && !strings.Contains(rest, " ") {
			return false
		}
	}
	return true
}

// label gives the occurrence of a taken label at a line.
func (s *scan) label(i int) (*occurrence, bool) {
	n := s.at[i]
	if n < 0 || !s.open(n) {
		return nil, false
	}
	o := &s.found[n]
	return o, s.byKey[o.key].taken
}
