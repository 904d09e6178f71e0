package testkit

import (
	"strings"
	"testing"
)

func TestInterview(t *testing.T) {
	text := Interview(1, 20_000, 224)
	if got := len(strings.Fields(text)); got < 19_500 || got > 21_500 {
		t.Errorf("%d words, want about 20,000", got)
	}
	if got := strings.Count(text, "\n\n") + 1; got != 224 {
		t.Errorf("%d turns, want 224", got)
	}
	if text != Interview(1, 20_000, 224) {
		t.Error("the same seed gives another text")
	}
	if !strings.Contains(text, Planted.Rare) || !strings.Contains(text, Planted.Phrase) {
		t.Error("the planted words are missing")
	}
	seen := map[string]bool{}
	for _, w := range vocabulary(12_000) {
		if seen[w] {
			t.Fatalf("the word %s comes twice", w)
		}
		seen[w] = true
	}
	if seen[Planted.Rare] {
		t.Error("the planted word is a common one")
	}
	runes := []rune(text)
	for _, p := range Passages(1, text, 500, 120) {
		if span := string(runes[p.Start:p.End]); strings.Contains(span, "\n") || len(strings.TrimSpace(span)) != len(span) {
			t.Fatalf("passage %+v is %q", p, span)
		}
	}
}
