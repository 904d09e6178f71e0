package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// markdown counts what was left out of a Markdown text.
type markdown struct {
	front, headings, bold, escapes, links int
}

// markdownPage cuts Markdown into lines as its author wrote it, but for front
// matter, heading marks, the marks of bold around labels, backslash escapes and
// the targets of links. With labels false nothing in the text is a label, and
// bold keeps its marks.
func markdownPage(s string, labels bool) (page, []Warning) {
	var m markdown
	s = m.cutFront(s)
	repeated := repeatedBold(s)
	p := page{lines: make([]line, 0, strings.Count(s, "\n")+1)}
	previousBlank := true
	for len(s) > 0 {
		raw, rest, found := strings.Cut(s, "\n")
		sep := ""
		if found {
			sep = "\n"
		}
		text, l := raw, line{heading: ruleLine(raw)}
		if !l.heading {
			if h, ok := headingText(raw, previousBlank, rest); ok {
				m.headings++
				text, l.heading = h, true
			} else if labels {
				text, l.bold = m.stripBold(raw, repeated)
			}
			text, l.bold = m.inline(text, l.bold)
		}
		p.add(text, sep, l)
		previousBlank = strings.TrimSpace(raw) == ""
		s = rest
	}
	p.measure()
	return p, m.warnings()
}

// looksMarkdown says whether plain text has Markdown's bold labels.
func looksMarkdown(s string) bool {
	return len(repeatedBold(s)) > 0
}

func (m *markdown) warnings() []Warning {
	var w []Warning
	for _, c := range []struct {
		n      int
		format string
	}{
		{m.front, "%d lines of front matter at the start left out"},
		{m.links, "%d targets of links left out, their words kept"},
		{m.headings, "The # marks of %d headings left out"},
		{m.bold, "The ** marks around %d labels left out"},
		{m.escapes, "%d backslashes before marks left out"},
	} {
		if c.n > 0 {
			w = append(w, Warning{Format: c.format, Args: []any{c.n}})
		}
	}
	return w
}

// cutFront takes YAML front matter off the start.
func (m *markdown) cutFront(s string) string {
	first, rest, ok := strings.Cut(s, "\n")
	if !ok || strings.TrimRight(first, " \t") != "---" {
		return s
	}
	lines, keyed := 0, false
	for lines < 400 {
		l, next, more := strings.Cut(rest, "\n")
		t := strings.TrimRight(l, " \t")
		if t == "---" || t == "..." {
			if !keyed {
				return s
			}
			m.front = lines
			return next
		}
		if !more || lines == 0 && !yamlKey(t) {
			return s
		}
		keyed = keyed || yamlKey(t)
		lines++
		rest = next
	}
	return s
}

func yamlKey(s string) bool {
	i := strings.IndexByte(s, ':')
	return i > 0 && !strings.ContainsAny(s[:i], " *[")
}

// headingText reads "## Heading" and, standing by itself, "#Heading".
func headingText(raw string, previousBlank bool, rest string) (string, bool) {
	s := strings.TrimLeft(raw, " ")
	if len(raw)-len(s) > 3 {
		return "", false
	}
	n := 0
	for n < len(s) && s[n] == '#' {
		n++
	}
	if n == 0 || n > 6 {
		return "", false
	}
	body := strings.TrimSpace(s[n:])
	if body == "" {
		return "", false
	}
	if s[n] != ' ' && s[n] != '\t' {
		next, _, _ := strings.Cut(rest, "\n")
		r, _ := utf8.DecodeRuneInString(s[n:])
		if !previousBlank || strings.TrimSpace(next) != "" || !unicode.IsUpper(r) {
			return "", false
		}
	}
	return strings.TrimRight(strings.TrimRight(body, "#"), " \t"), true
}

// repeatedBold lists what stands in bold at the start of more than one line.
func repeatedBold(s string) map[string]bool {
	counts := map[string]int{}
	for len(s) > 0 {
		raw, rest, _ := strings.Cut(s, "\n")
		if name, _, _, ok := boldStart(raw); ok {
			counts[strings.Trim(name, ":： ")]++
		}
		s = rest
	}
	out := map[string]bool{}
	for k, n := range counts {
		if n > 1 {
			out[k] = true
		}
	}
	return out
}

// boldStart splits "**Name:** words" into what stands before the marks, in bold
// and after; it must be short enough for a label.
func boldStart(raw string) (name, before, after string, ok bool) {
	if !strings.Contains(raw, "**") && !strings.Contains(raw, "__") {
		return
	}
	for _, mark := range []string{"**", "__"} {
		i := strings.Index(raw, mark)
		if i < 0 || i > 40 || !leadIn(raw[:i]) {
			continue
		}
		j := strings.Index(raw[i+2:], mark)
		if j < 1 || utf8.RuneCountInString(raw[i+2:i+2+j]) > longestLabel+20 {
			continue
		}
		return raw[i+2 : i+2+j], raw[:i], raw[i+4+j:], true
	}
	return
}

// leadIn says whether s may stand before a bold label: white space, a bullet,
// a quotation mark, a time.
func leadIn(s string) bool {
	s = strings.TrimLeft(s, " \t\u00a0-+>•")
	if s == "" {
		return true
	}
	s = strings.ReplaceAll(s, "\\", "")
	t, ok := stampAt(s)
	return ok && strings.TrimLeft(s[t.length:], " \t-–") == ""
}

// stripBold takes the marks off a label and gives the bytes that were in bold.
func (m *markdown) stripBold(raw string, repeated map[string]bool) (string, int) {
	name, before, after, ok := boldStart(raw)
	if !ok {
		return raw, 0
	}
	trimmed := strings.TrimLeft(after, " \t\u00a0*_")
	ends := strings.HasSuffix(strings.TrimRight(name, " *_"), ":") || strings.HasSuffix(strings.TrimRight(name, " *_"), "：")
	follows := strings.HasPrefix(trimmed, ":") || strings.HasPrefix(trimmed, "：")
	_, timed := stampAt(strings.ReplaceAll(trimmed, "\\", ""))
	alone := trimmed == "" && len(repeated) > 1 && classOf(labelKey(name)) >= codeClass
	if !ends && !follows && !timed && !alone && !repeated[strings.Trim(name, ":： ")] {
		return raw, 0
	}
	m.bold++
	return before + name + after, len(before) + len(name)
}

const escapable = "\\`*_{}[]()#+-.!<>|~\"'&$%,/:;=?@^"

// inline takes away backslash escapes and the targets of links. bold, a number
// of bytes at the start, moves along.
func (m *markdown) inline(s string, bold int) (string, int) {
	if strings.IndexByte(s, '\\') < 0 && !strings.Contains(s, "](") {
		return s, bold
	}
	var b strings.Builder
	b.Grow(len(s))
	boldOut := 0
	for i := 0; i < len(s); {
		if i >= bold && boldOut == 0 {
			boldOut = b.Len()
		}
		switch {
		case s[i] == '\\' && i+1 < len(s) && strings.IndexByte(escapable, s[i+1]) >= 0:
			m.escapes++
			b.WriteByte(s[i+1])
			i += 2
		case s[i] == '[' || s[i] == '!' && i+1 < len(s) && s[i+1] == '[':
			if words, n := linkAt(s[i:]); n > 0 {
				m.links++
				inner, _ := m.inline(words, 0)
				b.WriteString(inner)
				i += n
				continue
			}
			b.WriteByte(s[i])
			i++
		default:
			b.WriteByte(s[i])
			i++
		}
	}
	if bold > 0 && boldOut == 0 {
		boldOut = b.Len()
	}
	if bold == 0 {
		boldOut = 0
	}
	return b.String(), boldOut
}

// linkAt reads "[words](target)" and "![words](target)" at the start of s. A
// target has no white space but before a title, and looks like an address.
func linkAt(s string) (words string, length int) {
	open := strings.IndexByte(s, '[')
	depth, shut := 0, -1
	for i := open; i < len(s) && i < 2000; i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			if depth++; depth > 20 {
				return "", 0
			}
		case ']':
			depth--
		}
		if depth == 0 {
			shut = i
			break
		}
	}
	if shut < 0 || shut+1 >= len(s) || s[shut+1] != '(' {
		return "", 0
	}
	end, depth := -1, 0
	for i := shut + 1; i < len(s) && i < shut+4000; i++ {
		if s[i] == '(' {
			if depth++; depth > 8 {
				break
			}
		}
		if s[i] == ')' {
			if depth--; depth == 0 {
				end = i
				break
			}
		}
	}
	if end < 0 {
		return "", 0
	}
	target := strings.TrimSpace(s[shut+2 : end])
	if t, _, ok := strings.Cut(target, " \""); ok {
		target = t
	}
	if strings.ContainsAny(target, " \t") || !strings.ContainsAny(target, "/.#:@") {
		return "", 0
	}
	if _, ok := onlyStamp(target); ok {
		return "", 0
	}
	return s[open+1 : shut], end + 1
}
