package transcript

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Names that stand alone, above what is said, without colon, time or bold. One
// such line could be a heading; a few that come back by turns over the whole
// file are speakers.

const (
	leastAlone  = 3 // how often each must stand there
	longestName = 40
)

// styledNames marks the paragraphs of a style that the file keeps for its
// speakers: all of them short, few different ones that come back, each above a
// paragraph of another style.
func styledNames(pars []paragraph) map[int]bool {
	type use struct {
		at    []int
		count map[string]int
	}
	styles := map[string]*use{}
	out := map[string]bool{}
	for i := range pars {
		p := &pars[i]
		text, _ := joinRuns(p.runs)
		text = strings.TrimSpace(text)
		if p.style == "" || text == "" || p.heading || p.note || p.table > 0 {
			continue
		}
		u := styles[p.style]
		if u == nil {
			u = &use{count: map[string]int{}}
			styles[p.style] = u
		}
		next := i + 1
		for next < len(pars) && len(pars[next].runs) == 0 {
			next++
		}
		key := labelKey(text)
		if key == "" || utf8.RuneCountInString(text) > longestName || sentenceEnd(text) && !strings.HasSuffix(text, "-") || next >= len(pars) || pars[next].style == p.style || pars[next].table > 0 || weights[classOf(key)] < 0 {
			out[p.style] = true // words of another kind stand in this style as well
		}
		u.at = append(u.at, i)
		u.count[key]++
	}
	names := map[int]bool{}
	for style, u := range styles {
		if !speakerStyle.MatchString(style) && !anyPerson(u.count) {
			continue
		}
		if out[style] || len(u.count) < 2 || len(u.at) < 2*leastAlone || len(u.count)*3 > len(u.at) {
			continue
		}
		for _, i := range u.at {
			names[i] = true
		}
	}
	return names
}

// speakerStyle is how styles for speakers are called.
var speakerStyle = regexp.MustCompile(`(?i)spre(ke|che)r|speaker|locuteur|hablante|parlante|respondent|interview|(^|_)(name|naam)($|_)`)

// anyPerson says whether one of these is surely what people are called: a role, a
// code, a first and last name. Single words that come back could as well be
// headings: Observation, Reflection, Observation.
func anyPerson(count map[string]int) bool {
	for key := range count {
		if classOf(key) >= codeClass {
			return true
		}
	}
	return false
}

// namesAlone are the words that stand alone on a line under a blank one and
// above what is said, when they head most paragraphs of a page by turns: ANNA,
// BERT, ANNA.
func namesAlone(p *page) map[string]bool {
	count, paragraphs, headed := map[string]int{}, 0, 0
	last, turns := "", 0
	for i := range p.lines {
		l := &p.lines[i]
		if !l.gap || l.heading {
			continue
		}
		paragraphs++
		if !aloneOnLine(l) || i+1 == len(p.lines) || strings.Contains(l.text, " ") {
			continue
		}
		key := labelKey(l.text)
		if c := classOf(key); key != l.text || c != nameClass && c != codeClass {
			continue
		}
		count[key]++
		headed++
		if key != last {
			turns++
		}
		last = key
	}
	if len(count) < 2 || !anyPerson(count) || share(headed, paragraphs) < 0.6 || share(turns, headed) < 0.6 {
		return nil
	}
	out := map[string]bool{}
	for key, n := range count {
		if n < leastAlone {
			return nil // each another: headings
		}
		out[key] = true
	}
	return out
}

func aloneOnLine(l *line) bool {
	return !l.cell && len(l.text) <= longestName && l.gap && strings.Count(l.sep, "\n") == 1
}

// speakingHeadings makes labels of headings that are names coming back by turns
// above what is said: "## Interviewer", "## Anna", "## Interviewer".
func speakingHeadings(p *page) {
	count, headings, names, turns := map[string]int{}, 0, 0, 0
	last := ""
	is := func(i int) bool {
		l := &p.lines[i]
		return l.heading && l.role == plain && i+1 < len(p.lines) && !p.lines[i+1].heading && labelKey(l.text) == l.text && classOf(l.text) >= nameClass
	}
	for i := range p.lines {
		if !p.lines[i].heading {
			continue
		}
		headings++
		if !is(i) {
			continue
		}
		names++
		if count[p.lines[i].text]++; p.lines[i].text != last {
			turns++
		}
		last = p.lines[i].text
	}
	seldom := 0
	for _, n := range count {
		if n < leastAlone {
			seldom++
		}
	}
	if len(count) < 2 || !anyPerson(count) || seldom > 0 || share(names, headings) < 0.6 || share(turns, names) < 0.6 {
		return
	}
	for i := range p.lines {
		if is(i) {
			p.lines[i].role = labelCell
		}
	}
	for i := range p.lines {
		if p.lines[i].role == labelCell {
			p.lines[i].heading = false
		}
	}
}
