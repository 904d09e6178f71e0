package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A role is what the file itself says that a line is, where it has columns.
type role uint8

const (
	plain     role = iota // to be found out
	labelCell             // the whole line is a speaker's label
	timeCell              // the whole line is a time
	wordsCell             // words, however they look
	asideCell             // a column that is neither: shown, not counted
)

// A line is a piece of the canonical text between two line ends (or cell
// borders) while labels are looked for. Its text is never blank: white space
// and blank lines belong to the separator of the line before.
type line struct {
	text    string
	sep     string // all white space up to the next line's text
	indent  int    // columns of white space before it
	gap     bool   // a blank line, or the start of the file, stands before it
	bold    int    // bytes at the start of text that the file sets in bold
	heading bool
	role    role
	cell    bool // stands in a table
	unit    bool // begins a paragraph or a line of its own in the file
}

// A page is a text as lines; prefix is the white space before the first.
type page struct {
	prefix string
	lines  []line
	spaces []byte // white space since the last line, until it is known to be all
}

// add puts raw text with its separator at the end of the page. White space at
// the ends of raw goes to the separators.
func (p *page) add(raw, sep string, l line) {
	body := strings.TrimLeftFunc(raw, unicode.IsSpace)
	lead := raw[:len(raw)-len(body)]
	trimmed := strings.TrimRightFunc(body, unicode.IsSpace)
	if trimmed == "" {
		p.space(raw + sep)
		return
	}
	p.space(lead)
	p.settle()
	l.text = trimmed
	l.bold = max(0, min(l.bold-len(lead), len(trimmed)))
	l.sep = ""
	p.spaces = append(append(p.spaces, body[len(trimmed):]...), sep...)
	p.lines = append(p.lines, l)
}

func (p *page) space(s string) { p.spaces = append(p.spaces, s...) }

// settle gives the white space that was read to the line before it.
func (p *page) settle() {
	if len(p.spaces) == 0 {
		return
	}
	s := string(p.spaces)
	p.spaces = p.spaces[:0]
	if n := len(p.lines); n > 0 {
		p.lines[n-1].sep += s
	} else {
		p.prefix += s
	}
}

// measure fills in indent and gap once all lines are there.
func (p *page) measure() {
	p.settle()
	before := "\n\n" + p.prefix
	for i := range p.lines {
		l := &p.lines[i]
		l.gap = strings.Count(before, "\n") > 1
		l.unit = strings.IndexByte(before, '\n') >= 0
		l.indent = 0
		for _, r := range before[strings.LastIndexByte(before, '\n')+1:] {
			if r == '\t' {
				l.indent += 8
			} else {
				l.indent++
			}
		}
		before = l.sep
	}
}

// textPage cuts plain text into lines.
func textPage(s string) page {
	p := page{lines: make([]line, 0, strings.Count(s, "\n")+1)}
	for len(s) > 0 {
		raw, rest, found := strings.Cut(s, "\n")
		sep := ""
		if found {
			sep = "\n"
		}
		p.add(raw, sep, line{heading: ruleLine(raw)})
		s = rest
	}
	p.measure()
	return p
}

// ruleLine says whether a line is nothing but a rule across the page: ---, ===,
// * * *.
func ruleLine(s string) bool {
	n := 0
	var mark rune
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
		case (r == '-' || r == '=' || r == '*' || r == '_' || r == '—' || r == '–') && (mark == 0 || r == mark):
			mark = r
			n++
		default:
			return false
		}
	}
	return n >= 3 && !(mark == '-' && n < 4 && !strings.HasPrefix(strings.TrimSpace(s), "---"))
}

// clean makes one string of decoded text: LF line ends, no leading byte-order
// mark, no NULs; it gives the number of NULs dropped.
func clean(s string) (string, int) {
	for strings.HasPrefix(s, "\ufeff") {
		s = s[len("\ufeff"):]
	}
	nuls := strings.Count(s, "\x00")
	if nuls > 0 {
		s = strings.ReplaceAll(s, "\x00", "")
	}
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(s, "\r\n", "\n")
		s = strings.ReplaceAll(s, "\r", "\n")
	}
	return s, nuls
}

// blank says whether s holds nothing that a reader would see.
func blank(s string) bool {
	for _, r := range s {
		if unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' || r == utf8.RuneError && len(s) < 4 {
			continue
		}
		if unicode.IsGraphic(r) {
			return false
		}
	}
	return true
}
