package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// form is how a label is written.
type form uint8

const (
	colonForm  form = iota // Name: words
	timedForm              // Name  0:03, words on the next line
	tabForm                // Name<tab>words
	hookForm               // [Name] words, <Name> words
	dashForm               // Name – words
	boldForm               // Name in bold, then words or a line end
	pointForm              // Q. words
	bareForm               // Name alone on its line, without any mark
	cellForm               // a cell of a speaker column
	formsCount int  = iota
)

// An occurrence is a place where a line may begin with a speaker's label.
// Offsets are bytes in the line's text.
type occurrence struct {
	line   int
	form   form
	key    string // the label without punctuation, bold or time
	before int    // end of the time that stands before the label, 0 without
	label  int    // start of the label
	end    int    // end of the label, its colon included
	time   int    // start of the time after the label, 0 without
	rest   int    // where the words start when the time is no part of them
	loose  bool   // the time stands after the colon: it may be part of the words
	lone   bool   // … and nothing else stands on the line
	stamp  stamp
	timed  bool // a time stands with the label, before or after it
	tight  bool // white space stands before the colon
	bold   bool // the label is in bold and the words are not
}

// said is where the words start when a time after the colon is one of them.
func (o *occurrence) said() int {
	if o.loose {
		return o.time
	}
	return o.rest
}

const (
	longestLabel = 60 // code points
	mostWords    = 8
)

// occurrenceIn finds the label that a line may begin with.
func (s *scan) occurrenceIn(i int, l *line) (occurrence, bool) {
	o := occurrence{line: i}
	if t, ok := dateAt(l.text); ok && s.chat {
		return o, o.leadAfter(t, l.text) && o.colon(l, true)
	}
	if s.alone[l.text] && aloneOnLine(l) {
		o.form, o.key, o.end, o.rest = cellForm, l.text, len(l.text), len(l.text)
		return o, true
	}
	if l.heading || l.role == wordsCell || l.role == timeCell || l.role == asideCell {
		return o, false
	}
	if l.role == labelCell {
		o.form, o.end, o.rest = cellForm, len(l.text), len(l.text)
		o.key = labelKey(l.text)
		return o, o.key != ""
	}
	t, rest := o.leadingTime(l.text)
	if t && rest == "" {
		return o, false
	}
	if !worthScanning(rest, t, l.bold > 0 || l.gap && len(l.text) <= 40) {
		return o, false
	}
	best, found := o, false
	for _, find := range finders {
		f := o
		if !find(&f, l, t) {
			continue
		}
		plausible := weights[s.classes.of(f.key)] >= 0
		if !found || plausible {
			best, found = f, true
		}
		if plausible {
			break // "<I> Well: yes" is no "<I> Well"
		}
	}
	if found {
		name := strings.TrimRight(l.text[best.label:best.end], ":：*_ ")
		best.bold = l.bold >= best.label+len(name) && (l.bold < len(l.text) || best.rest >= len(l.text))
	}
	return best, found
}

var finders = []func(o *occurrence, l *line, timeBefore bool) bool{
	(*occurrence).colon, (*occurrence).trailingTime, (*occurrence).hook,
	(*occurrence).tab, (*occurrence).boldName, (*occurrence).point, (*occurrence).dash, (*occurrence).nameAfterTime, (*occurrence).bareName,
}

// leadingTime takes a time off the front of a line: [00:06:24] CC: text. It
// gives what is left.
func (o *occurrence) leadingTime(s string) (bool, string) {
	t, ok := stampAt(s)
	if !ok || !o.leadAfter(t, s) {
		return false, s
	}
	return true, s[o.label:]
}

// leadAfter puts the label behind the time that s begins with, where something
// parts the two.
func (o *occurrence) leadAfter(t stamp, s string) bool {
	rest := s[t.length:]
	body := strings.TrimLeft(rest, " \t\u00a0\u200e\u200f-–—•")
	if !t.closed && len(body) == len(rest) && body != "" {
		return false
	}
	o.before = t.length
	o.label = len(s) - len(body)
	o.stamp = t
	o.timed = true
	return true
}

// worthScanning is a quick no for the many lines that cannot hold a label.
func worthScanning(s string, timed, bold bool) bool {
	if timed || bold {
		return true
	}
	if len(s) > 240 {
		s = s[:240]
	}
	return strings.ContainsAny(s, ":\t[<>(") || strings.Contains(s, "：") || strings.Contains(s, "﹕") ||
		strings.Contains(s[:min(len(s), 8)], ". ") || strings.Contains(s, " - ") || strings.Contains(s, "–") || strings.Contains(s, "—")
}

// colon reads "Name: words", "Name (00:01:02): words", "Name: 00:01:30".
func (o *occurrence) colon(l *line, _ bool) bool {
	s := l.text
	i, points, nameEnd := o.label, 0, -1
	for i < len(s) && points <= longestLabel+30 {
		r, w := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '(' || r == '[' || r == '<' || r == '{' || r == '（' || r == '【' || r == '#':
			if t, ok := stampAt(s[i:]); ok && i > o.label {
				if nameEnd >= 0 {
					return false
				}
				nameEnd, o.time, o.stamp, o.timed = i, i, t, true
				i += t.length
				points++
				continue
			}
			if r == '(' || r == '（' {
				if n := parenthesis(s[i:]); n > 0 {
					i += n
					points += n / w
					continue
				}
			}
		case r >= '0' && r <= '9' && i > o.label && spaceBefore(s, i):
			if t, ok := stampAt(s[i:]); ok && nameEnd < 0 && strings.HasPrefix(strings.TrimLeft(s[i+t.length:], " \u00a0"), ":") {
				nameEnd, o.time, o.stamp, o.timed = i, i, t, true
				i += t.length
				continue
			}
		case r == ':' || r == '：' || r == '﹕':
			return o.atColon(l, i, w, nameEnd)
		case r == '\t' || r == '\n':
			if strings.TrimLeft(s[i:], " \t") == "" || strings.TrimLeft(s[i:], " \t")[0] != ':' {
				return false
			}
		}
		if nameEnd >= 0 && !unicode.IsSpace(r) && r != '-' && r != '–' {
			return false
		}
		i += w
		points++
	}
	return false
}

// parenthesis is the length of a "(…)" of at most forty code points at the
// start of s.
func parenthesis(s string) int {
	n := 0
	for i, r := range s {
		if r == ')' || r == '）' {
			return i + utf8.RuneLen(r)
		}
		if n++; n > 40 || r == ':' || r == '：' {
			return 0
		}
	}
	return 0
}

// atColon finishes a label whose colon stands at byte i.
func (o *occurrence) atColon(l *line, i, w, nameEnd int) bool {
	s := l.text
	after := s[i+w:]
	if strings.HasPrefix(after, "//") || strings.HasPrefix(after, "\\") || strings.HasPrefix(after, ":") || strings.HasPrefix(after, "=") {
		return false
	}
	if nameEnd < 0 {
		nameEnd = i
		if len(after) > 0 && digit(after[0]) && i > 0 && digit(s[i-1]) {
			return false
		}
		o.end = i + w
	} else {
		o.end = len(strings.TrimRightFunc(s[:nameEnd], unicode.IsSpace))
	}
	o.key = labelKey(s[o.label:nameEnd])
	if o.key == "" {
		return false
	}
	o.tight = i > 0 && nameEnd == i && spaceBefore(s, i)
	// Marks of emphasis that close after the colon belong to the label.
	j := i + w
	for j < len(s) && (s[j] == '*' || s[j] == '_') {
		j++
	}
	if o.time == 0 {
		o.end = j
	}
	o.rest = skipSpace(s, j)
	if o.time == 0 {
		o.timeAfterColon(s)
	}
	return true
}

// timeAfterColon looks for "Name: 00:01:30", "Name: [00:01:30] words".
func (o *occurrence) timeAfterColon(s string) {
	t, ok := stampsAt(s[o.rest:])
	if !ok {
		return
	}
	after := o.rest + t.length
	if !t.closed && !t.clock && after < len(s) && !spaceAfter(s, after) {
		return
	}
	o.time, o.loose = o.rest, true
	o.lone = strings.Trim(s[after:], " .\t*_") == ""
	o.stamp, o.timed = t, o.timed || o.lone
	o.rest = skipSpace(s, after)
}

// trailingTime reads "Name  0:03" and "Name - 00:00:03" at the end of a line,
// and "Name [00:01:02] words".
func (o *occurrence) trailingTime(l *line, timeBefore bool) bool {
	s := l.text
	if timeBefore {
		return false
	}
	limit := min(len(s), 4*longestLabel)
	for i := 1; i < limit; i++ {
		c := s[i]
		if !(digit(c) || c == '[' || c == '(' || c == '<' || c == '#') || !spaceBefore(s, i) {
			continue
		}
		t, ok := stampAt(s[i:])
		if !ok {
			continue
		}
		rest := skipSpace(s, i+t.length)
		alone := rest >= len(s)
		if !alone && (!t.closed || t.hash) && !strings.HasPrefix(s[i+t.length:], "\t") {
			continue
		}
		if t.hash && alone {
			return false // an f4 time closes the words before it
		}
		name := strings.TrimRight(s[:i], " \t\u00a0-–—|,@")
		o.key = labelKey(name)
		if o.key == "" || sentence(name, o.key) {
			return false
		}
		o.form, o.end, o.time, o.rest = timedForm, len(strings.TrimRightFunc(s[:i], unicode.IsSpace)), i, rest
		o.stamp, o.timed = t, true
		return true
	}
	return false
}

// nameAfterTime reads "[00:00:03] - Name" alone on its line.
func (o *occurrence) nameAfterTime(l *line, timeBefore bool) bool {
	if !timeBefore || len(l.text)-o.label > 3*longestLabel {
		return false
	}
	name := l.text[o.label:]
	if strings.ContainsAny(name, "?!…;\"“") {
		return false
	}
	o.key = labelKey(name)
	o.form, o.end, o.rest = timedForm, len(l.text), len(l.text)
	return o.key != "" && !sentence(name, o.key)
}

// hook reads "[Name] words", "<Name> words" and ">> Name: words".
func (o *occurrence) hook(l *line, _ bool) bool {
	s := l.text[o.label:]
	if s == "" {
		return false
	}
	shut := closers[s[0]]
	if s[0] != '[' && s[0] != '<' && s[0] != '(' {
		return false
	}
	n := strings.Index(s, shut)
	if n < 2 || n > 3*longestLabel || strings.ContainsAny(s[1:n], "/:=") {
		return false
	}
	o.key = labelKey(s[1:n])
	if c := classOf(o.key); c < nameClass || s[0] == '(' && c < codeClass {
		return false
	}
	o.form, o.end = hookForm, o.label+n+1
	o.rest = skipSpace(l.text, o.end)
	return o.key != ""
}

// tab reads "Name<tab>words".
func (o *occurrence) tab(l *line, _ bool) bool {
	if l.cell {
		return false
	}
	n := strings.IndexByte(l.text[o.label:], '\t')
	if n < 1 || n > 3*longestLabel {
		return false
	}
	o.key = labelKey(l.text[o.label : o.label+n])
	o.form, o.end = tabForm, o.label+n
	o.rest = skipSpace(l.text, o.end)
	return o.key != ""
}

// boldName reads a name in bold without a colon.
func (o *occurrence) boldName(l *line, _ bool) bool {
	if l.bold <= o.label || l.bold-o.label > 3*longestLabel {
		return false
	}
	name := l.text[o.label:l.bold]
	if strings.ContainsAny(name, "?!…;\"“") {
		return false
	}
	o.key = labelKey(name)
	o.form, o.end = boldForm, l.bold
	o.rest = skipSpace(l.text, o.end)
	return o.key != "" && !sentence(name, o.key)
}

// sentence says whether a name without a colon ends like a sentence and is none
// of the kinds of label that may end in a point.
func sentence(name, key string) bool {
	return strings.HasSuffix(strings.TrimSpace(name), ".") && classOf(key) < codeClass
}

// dash reads "I – words" and "R1 - words": short labels only.
func (o *occurrence) dash(l *line, _ bool) bool {
	s := l.text[o.label:]
	for _, d := range []string{" - ", " – ", " — "} {
		n := strings.Index(s, d)
		if n < 1 || n > 24 {
			continue
		}
		o.key = labelKey(s[:n])
		o.form, o.end = dashForm, o.label+n+len(d)-1
		o.rest = skipSpace(l.text, o.end)
		return o.key != ""
	}
	return false
}

// point reads "Q. words" and "R1. words": labels of one to three letters.
func (o *occurrence) point(l *line, timeBefore bool) bool {
	s := l.text[o.label:]
	n := strings.Index(s[:min(len(s), 8)], ". ")
	if n < 1 || n > 5 || timeBefore || digit(s[0]) {
		return false
	}
	o.key = labelKey(s[:n])
	o.form, o.end = pointForm, o.label+n+1
	o.rest = skipSpace(l.text, o.end)
	return o.key != "" && classOf(o.key) >= codeClass && !personTitles[strings.ToLower(o.key)]
}

// bareName reads a role, or a name of several words, alone on its line with
// words on the next.
func (o *occurrence) bareName(l *line, timeBefore bool) bool {
	s := l.text
	if timeBefore || l.cell || len(s) > 40 || !l.gap || strings.Count(l.sep, "\n") != 1 {
		return false
	}
	o.key = labelKey(s)
	o.form, o.end, o.rest = bareForm, len(s), len(s)
	if o.key != s || sentence(s, s) {
		return false
	}
	c := classOf(s)
	return c == roleClass || c == titledClass || c == personClass || c == capitalsClass
}

// labelKey is a label without punctuation, bullets, marks of emphasis and
// white space at its ends, its inner white space made single; "" when it
// cannot be a label.
func labelKey(s string) string {
	if len(s) > 4*longestLabel {
		return ""
	}
	s = strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r == '\ufeff' || strings.ContainsRune("*_-–—•·>#\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", r)
	})
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ':' || r == '：' || r == '*' })
	if n := len(s); n > 2 && closers[s[0]] != "" && strings.HasSuffix(s, closers[s[0]]) && strings.Count(s, s[:1]) == 1 {
		s = strings.TrimSpace(s[1 : n-1])
	}
	if strings.IndexFunc(s, unicode.IsSpace) >= 0 {
		s = strings.Join(strings.Fields(s), " ")
	}
	if s == "" || utf8.RuneCountInString(s) > longestLabel || strings.Count(s, " ") >= mostWords {
		return ""
	}
	return s
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func spaceBefore(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return unicode.IsSpace(r)
}

func spaceAfter(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsSpace(r)
}

func skipSpace(s string, i int) int {
	return len(s) - len(strings.TrimLeftFunc(s[i:], unicode.IsSpace))
}
