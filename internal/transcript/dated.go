package transcript

import (
	"strings"
	"unicode/utf8"
)

// Chats are exported with the day and hour in front of every message:
// "12/03/2024, 14:05 - Anna: words", "[12-03-2024 14:05:11] Anna: words". Such a
// stamp is a time of the day and none of a recording: it is shown, and gives no
// start.

// dateAt reads the date and hour that s begins with, and the marks of direction
// before it that a telephone puts there.
func dateAt(s string) (stamp, bool) {
	i := 0
	for strings.HasPrefix(s[i:], "\u200e") || strings.HasPrefix(s[i:], "\u200f") {
		i += len("\u200e")
	}
	shut := ""
	if i < len(s) && s[i] == '[' {
		shut = "]"
		i++
	}
	n, ok := dayAt(s[i:])
	if !ok {
		return stamp{}, false
	}
	i += n
	i += len(s[i:]) - len(strings.TrimLeft(s[i:], ", \u00a0\u202f"))
	if s[i-1] >= '0' && s[i-1] <= '9' {
		return stamp{}, false
	}
	if i < len(s) && s[i] == 'T' {
		i++
	}
	t, ok := clockAt(s[i:])
	if !ok {
		return stamp{}, false
	}
	i += t.length
	i += halfDay(s[i:])
	if shut != "" {
		if !strings.HasPrefix(s[i:], shut) {
			return stamp{}, false
		}
		i++
	}
	return stamp{length: i, closed: shut != "", dated: true}, true
}

// dayAt reads 12/03/2024, 12-03-24, 12.03.2024 or 2024-03-12.
func dayAt(s string) (int, bool) {
	i, fields := 0, 0
	var mark byte
	for fields < 3 {
		from := i
		for i < len(s) && digit(s[i]) && i-from < 4 {
			i++
		}
		if w := i - from; w == 0 || w == 3 || w == 4 && fields == 1 {
			return 0, false
		}
		if fields++; fields == 3 {
			break
		}
		if i >= len(s) || s[i] != '/' && s[i] != '-' && s[i] != '.' || fields == 2 && s[i] != mark {
			return 0, false
		}
		mark = s[i]
		i++
	}
	return i, i >= len(s) || !digit(s[i])
}

// halfDay is how many bytes " PM" takes at the start of s, 0 where it is not
// there.
func halfDay(s string) int {
	rest := strings.TrimLeft(s, " \u00a0\u202f")
	if len(rest) < 2 {
		return 0
	}
	for _, half := range []string{"a.m.", "p.m.", "am", "pm"} {
		if len(rest) < len(half) || !strings.EqualFold(rest[:len(half)], half) {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(rest[len(half):]); len(rest) == len(half) || !wordRune(r) {
			return len(s) - len(rest) + len(half)
		}
	}
	return 0
}

func wordRune(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 127
}

// isChat says whether a page is a chat: lines begin with dates, most of these
// have a label, and the labels come back.
func isChat(p *page) bool {
	dated, keys, labelled := 0, map[string]bool{}, 0
	for i := range p.lines {
		t, ok := dateAt(p.lines[i].text)
		if !ok {
			continue
		}
		dated++
		var o occurrence
		if o.leadAfter(t, p.lines[i].text) && o.colon(&p.lines[i], true) {
			labelled++
			keys[o.key] = true
		}
	}
	return labelled >= 3 && share(labelled, dated) >= 0.6 && len(keys)*2 <= labelled+1
}
