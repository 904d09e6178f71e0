package words

import (
	"regexp"
	"strings"
)

var aVerb = regexp.MustCompile(`%(\[\d+\])?[-+# 0]*[\d.]*[a-zA-Z]`)

// Mark puts begin and end around all that the tables say, arguments left
// outside, so that a test sees what on a page does not come from them. restore
// takes the marks away again; nothing may be said while either runs.
func Mark(begin, end string) (restore func()) {
	mark := func(s string) string {
		s = begin + aVerb.ReplaceAllString(s, end+"$0"+begin) + end
		return strings.ReplaceAll(s, begin+end, "")
	}
	oldTexts, oldPlurals, oldFaults := texts, plurals, faults
	texts, plurals, faults = map[string]text{}, map[string]plural{}, map[string]string{}
	for key, t := range oldTexts {
		texts[key] = text{mark(t.en), mark(t.nl)}
	}
	for key, p := range oldPlurals {
		plurals[key] = plural{[2]string{mark(p.en[0]), mark(p.en[1])}, [2]string{mark(p.nl[0]), mark(p.nl[1])}}
	}
	for format, dutch := range oldFaults {
		faults[format] = mark(dutch)
	}
	return func() { texts, plurals, faults = oldTexts, oldPlurals, oldFaults }
}
