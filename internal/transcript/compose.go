package transcript

import (
	"strings"
)

// A composer turns a page whose labels are decided into blocks and turns.
type composer struct {
	*builder
	scan      *scan
	labelled  bool
	loose     bool // times after the colon are times in this file
	leading   bool // times that begin unlabelled lines are times
	trailing  bool // times that end lines are times
	lineBlock []int
}

// labelPage finds the labels of a page and writes it into the draft.
func labelPage(d *Draft, p *page, ch Choices) {
	markAsides(p)
	if !ch.NoLabels {
		speakingHeadings(p)
	}
	unnumber(d, p, ch)
	s := scanPage(p, ch, leastCover)
	c := &composer{builder: newBuilder(d, ch), scan: s, lineBlock: make([]int, len(p.lines))}
	c.prefix = p.prefix
	c.habits()
	d.Blocks = make([]Block, 0, len(p.lines)+2*len(s.found))
	if !c.labelled {
		c.openTurn(-1, nil)
	}
	for i := range p.lines {
		c.lineBlock[i] = len(d.Blocks)
		c.line(i, &p.lines[i])
	}
	c.finish()
	d.Pattern = c.pattern()
	d.Doubts = s.doubts(func(line int) int { return min(c.lineBlock[line], max(0, len(d.Blocks)-1)) })
}

// habits finds out what times at the edges of lines are in this file: those
// that a transcriber put in here and there stay part of the words.
func (c *composer) habits() {
	labels, loose, units, leading, trailing := 0, 0, 0, 0, 0
	for i := range c.scan.page.lines {
		l := &c.scan.page.lines[i]
		o, ok := c.scan.label(i)
		if ok {
			labels++
			if o.loose {
				loose++
			}
		} else if l.heading || c.scan.times[i] || l.role != plain && l.role != wordsCell {
			continue
		} else {
			units++
			if t, ok := stampAt(l.text); ok && (t.closed || t.clock || len(l.text) > t.length && l.text[t.length] == ' ') {
				leading++
			}
		}
		if _, ok := trailingStamp(l.text); ok {
			trailing++
		}
	}
	c.labelled = labels > 0
	c.loose = share(loose, labels) >= 0.6
	c.leading = leading >= 3 && share(leading, units) >= 0.5
	if labels > 0 {
		units = labels
	}
	c.trailing = trailing >= 3 && share(trailing, units) >= 0.6
}

// trailingStamp finds a time in brackets at the end of a line.
func trailingStamp(s string) (int, bool) {
	if s == "" || !strings.HasSuffix(s, "]") && !strings.HasSuffix(s, ")") && !strings.HasSuffix(s, ">") && !strings.HasSuffix(s, "}") {
		return 0, false
	}
	i := strings.LastIndexAny(s, "[(<{")
	if i < 1 {
		return 0, false
	}
	t, ok := stampAt(s[i:])
	return i, ok && i+t.length == len(s)
}

// line writes one line.
func (c *composer) line(i int, l *line) {
	if c.scan.times[i] {
		t, _ := stampsAt(l.text)
		c.wait(l.text, l.sep, t)
		return
	}
	if o, ok := c.scan.label(i); ok {
		c.labelLine(o, l)
		return
	}
	switch {
	case l.heading, l.role == asideCell:
		c.put(Block{Kind: Heading, Text: l.text, Sep: l.sep, Turn: NoTurn})
		return
	case l.role == labelCell:
		// A cell of the speaker column that is no speaker is words.
		c.words(l.text, l.sep, nil)
		return
	}
	s := l.text
	if _, ok := dateAt(s); ok && c.scan.chat {
		c.put(Block{Kind: Heading, Text: s, Sep: l.sep, Turn: NoTurn}) // "Anna changed the subject": nobody says it
		return
	}
	if t, ok := stampAt(s); ok && (c.leading || t.hash) {
		rest := skipSpace(s, t.length)
		c.wait(s[:t.length], s[t.length:rest], t)
		s = s[rest:]
	}
	c.spoken(s, l.sep)
}

// labelLine writes a line that begins with a label.
func (c *composer) labelLine(o *occurrence, l *line) {
	s := l.text
	if o.before > 0 {
		lead := s[:o.label]
		trimmed := strings.TrimRight(lead, " \t\u00a0")
		t, ok := stampAt(s)
		if !ok {
			t, _ = dateAt(s)
		}
		c.wait(trimmed, lead[len(trimmed):], t)
	}
	asTime := o.time > 0 && (!o.loose || c.loose || o.lone && o.stamp.closed)
	var start *int64
	if asTime {
		start = o.stamp.startMS()
	}
	c.openTurn(c.speaker(o.key), start)
	rest := o.rest
	if !asTime {
		rest = o.said()
	}
	next := rest
	if asTime {
		next = o.time
	}
	sep := s[o.end:next]
	if next >= len(s) {
		sep += l.sep
	}
	c.put(Block{Kind: Label, Text: s[o.label:o.end], Sep: sep, Turn: c.turn, StartMS: c.draft.Turns[c.turn].StartMS})
	if asTime {
		t := strings.TrimRight(s[o.time:rest], " \t\u00a0")
		sep := s[o.time+len(t) : rest]
		if rest >= len(s) {
			sep += l.sep
		}
		c.put(Block{Kind: Time, Text: t, Sep: sep, Turn: c.turn, StartMS: start, EndMS: o.stamp.endMS()})
		c.start, c.end = start, o.stamp.endMS()
	}
	if rest < len(s) {
		c.spoken(s[rest:], l.sep)
	}
}

// spoken writes words, taking out the times that f4 puts between hash marks
// and those that end the turns of this file.
func (c *composer) spoken(s, sep string) {
	for {
		i, t, ok := hashStamp(s)
		if !ok {
			break
		}
		said := strings.TrimRight(s[:i], " \t\u00a0")
		rest := skipSpace(s, i+t.length)
		gap := s[i+t.length : rest]
		if rest >= len(s) {
			gap += sep
		}
		c.endWith(said, s[len(said):i], s[i:i+t.length], gap, t)
		if s = s[rest:]; s == "" {
			return
		}
	}
	if i, ok := trailingStamp(s); ok && c.trailing {
		t, _ := stampAt(s[i:])
		said := strings.TrimRight(s[:i], " \t\u00a0")
		c.endWith(said, s[len(said):i], s[i:], sep, t)
		return
	}
	c.words(s, sep, nil)
}

// endWith writes words and the time that closes them.
func (c *composer) endWith(said, gap, stamp, sep string, t stamp) {
	if said != "" {
		c.words(said, gap, t.startMS())
	}
	c.settle()
	c.put(Block{Kind: Time, Text: stamp, Sep: sep, Turn: c.turn, EndMS: t.startMS()})
}

// hashStamp finds the first #00:01:02-3# in s.
func hashStamp(s string) (int, stamp, bool) {
	for i := 0; i < len(s); {
		j := strings.IndexByte(s[i:], '#')
		if j < 0 {
			break
		}
		i += j
		if t, ok := stampAt(s[i:]); ok && t.hash {
			return i, t, true
		}
		i++
	}
	return 0, stamp{}, false
}

// finish settles what waits and makes sure that a text without any words but
// headings is a text all the same.
func (c *composer) finish() {
	c.settle()
	if c.labelled {
		return
	}
	for i := range c.draft.Blocks {
		if c.draft.Blocks[i].Kind == Words {
			return
		}
	}
	for i := range c.draft.Blocks {
		if b := &c.draft.Blocks[i]; b.Kind == Heading {
			b.Kind, b.Turn = Words, c.turn
		}
	}
}

// pattern names the commonest form of the labels.
func (c *composer) pattern() string {
	var counts [formsCount]int
	timed, bold := 0, 0
	for i := range c.scan.page.lines {
		if o, ok := c.scan.label(i); ok {
			counts[o.form]++
			if o.before > 0 || o.time > 0 && (!o.loose || c.loose) {
				timed++
			}
			if o.bold {
				bold++
			}
		}
	}
	best, all := 0, 0
	for f, n := range counts {
		all += n
		if n > counts[best] {
			best = f
		}
	}
	switch {
	case all == 0:
		return "intake.pattern.none"
	case form(best) == cellForm:
		return "intake.pattern.table"
	case form(best) == tabForm:
		return "intake.pattern.tab"
	case form(best) == hookForm:
		return "intake.pattern.hook"
	case form(best) == dashForm:
		return "intake.pattern.dash"
	case form(best) == bareForm:
		return "intake.pattern.bare"
	case form(best) == pointForm:
		return "intake.pattern.point"
	case timed*2 > all:
		return "intake.pattern.timed"
	case bold*2 > all || form(best) == boldForm:
		return "intake.pattern.bold"
	}
	return "intake.pattern.colon"
}

// markAsides finds lines that are no speech though they stand among it: what
// transcription services sign with, and the notes of the Spacelog format.
func markAsides(p *page) {
	for i, seen := len(p.lines)-1, 0; i >= 0 && seen < 3; i, seen = i-1, seen+1 {
		if l := &p.lines[i]; l.role == plain && (l.gap || seen == 0) && signature(l.text) {
			l.heading = true
		} else if !l.heading {
			break
		}
	}
	notes := 0
	for i := range p.lines {
		if spacelogNote(p.lines[i].text) {
			notes++
		}
	}
	if notes < 3 {
		return
	}
	for i := range p.lines {
		if spacelogNote(p.lines[i].text) {
			p.lines[i].heading = true
		}
	}
}

// spacelogNote says whether s is "_page : 8" or its like.
func spacelogNote(s string) bool {
	if len(s) < 3 || s[0] != '_' {
		return false
	}
	i := 1
	for i < len(s) && s[i] >= 'a' && s[i] <= 'z' {
		i++
	}
	return i > 2 && strings.HasPrefix(strings.TrimLeft(s[i:], " \t"), ":")
}

var signatures = []string{
	"transcribed by", "transcribed with", "transcript by", "transcription by", "transcript provided by", "this transcript was", "transcript generated",
	"getranscribeerd door", "getranscribeerd met", "transcriptie door", "uitgewerkt door", "transkribiert von", "transkribiert mit", "transkription:", "transcrit par", "transcription par",
	"transcrito por", "transcripción de", "trascritto da", "end of transcript", "end of interview", "end of recording", "end of audio", "end of transcription", "[end of", "(end of", "einde interview", "einde opname", "einde van het interview", "einde van de opname", "[einde", "(einde", "ende des interviews", "ende der aufnahme", "fin de l'entretien", "fin de l'enregistrement", "fin de la entrevista", "fin de la grabación", "audio ends", "[audio ends", "*** end", "--- end",
}

func signature(s string) bool {
	if len(s) > 200 {
		return false
	}
	low := strings.ToLower(s)
	for _, p := range signatures {
		if strings.HasPrefix(low, p) {
			return true
		}
	}
	return false
}
