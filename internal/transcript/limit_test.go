package transcript

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestHostileTexts reads texts made to be slow. Each takes well under a second;
// a minute is allowed, since a loaded machine must not fail it: what grows with
// the square of the length takes hours.
func TestHostileTexts(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: long texts")
	}
	many := func(s string, n int) string { return strings.Repeat(s, n/len(s)) }
	labels := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "Anna%dx Berg: hallo.\n", i)
		}
		return b.String()
	}
	const size = 1 << 19
	for _, c := range []struct{ name, file, in string }{
		{"brackets", "a.md", many("[", size)}, {"links", "a.md", many("[](", size)}, {"stars", "a.md", many("**", size)}, {"bold", "a.md", many("**a", size)},
		{"hashes", "a.txt", many("#0:", size)}, {"colons", "a.txt", many(":", size)}, {"labels", "a.txt", labels(20000)}, {"lines", "a.txt", many("\n", size) + "x"},
		{"quotes", "a.csv", many("\"", size)}, {"open quotes", "a.csv", many("\"a\n", size)}, {"cells", "a.csv", many(",", size) + "x"}, {"tags", "a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n" + many("<", size)},
		{"cues", "a.vtt", "WEBVTT\n\n" + many("00:01.000 --> 00:02.000\na\n\n", size)}, {"marks", "a.txt", many("e\u0301\u0301\u0301", size)}, {"times", "a.txt", many("[00:00:01]\n", size)}, {"one line", "a.txt", many("Dit is een zin. ", size)},
		{"parentheses", "a.txt", many("(((((((((((((((((((((((((\n", size)}, {"damaged", "a.txt", many("\xe9\xff\x81 a", size)},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			d, err := Read(c.file, []byte(c.in), Choices{})
			if took := time.Since(start); took > time.Minute {
				t.Errorf("took %v", took)
			} else {
				t.Log(took)
			}
			if err == nil {
				checkDraft(t, d)
			}
		})
	}
}
