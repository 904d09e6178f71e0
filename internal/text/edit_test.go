package text

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestCarry(t *testing.T) {
	const words = "I look at my phone. Ten times a day." // "phone" is [13,18)
	for name, c := range map[string]struct {
		edits []Edit
		want  string
		touch bool
	}{
		"nothing":             {nil, "phone", false},
		"after":               {[]Edit{{20, 3, "Twenty"}}, "phone", false},
		"before, longer":      {[]Edit{{2, 4, "have been looking"}}, "phone", false},
		"before, shorter":     {[]Edit{{0, 10, ""}}, "phone", false},
		"put in at its start": {[]Edit{{13, 0, "old "}}, "phone", false},
		"put in at its end":   {[]Edit{{18, 0, "s"}}, "phone", false},
		"inside":              {[]Edit{{14, 1, "H"}}, "pHone", true},
		"whole":               {[]Edit{{13, 5, "telephone 👩‍⚕️"}}, "telephone 👩‍⚕️", true},
		"gone":                {[]Edit{{13, 5, ""}}, "", true},
		"over its start":      {[]Edit{{10, 5, "the tele"}}, "the telephone"[:len("the tele")] + "one", true},
		"over its end":        {[]Edit{{16, 3, "ograph"}}, "phoograph", true},
		"around":              {[]Edit{{10, 9, "it"}}, "it", true},
		"several":             {[]Edit{{0, 1, "We"}, {14, 1, "H"}, {20, 3, ""}}, "pHone", true},
	} {
		after, from := "", 0
		for _, e := range c.edits {
			after += Slice(words, from, e.Start) + e.Inserted
			from = e.Start + e.Removed
		}
		after += Slice(words, from, Len(words))
		start, end, touched := Carry(c.edits, 13, 18)
		if got := Slice(after, start, end); got != c.want || touched != c.touch {
			t.Errorf("%s: [%d,%d) %q %t in %q", name, start, end, got, touched, after)
		}
	}
}

// Words that no edit touched are the same words at their new place, whatever
// the edits.
func TestCarryKeepsWords(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		old := []rune(strings.Repeat("abcé👩‍ ", 8))
		var edits []Edit
		var after []rune
		from := 0
		for at := r.IntN(6); at < len(old); at += 1 + r.IntN(9) {
			e := Edit{at, r.IntN(min(4, len(old)-at)), string(old[:r.IntN(5)])}
			after = append(append(after, old[from:at]...), []rune(e.Inserted)...)
			at += e.Removed
			from = at
			edits = append(edits, e)
		}
		after = append(after, old[from:]...)
		start := r.IntN(len(old) - 1)
		end := start + 1 + r.IntN(len(old)-start-1)
		a, z, touched := Carry(edits, start, end)
		if a < 0 || z < a || z > len(after) {
			t.Fatalf("%v: [%d,%d) to [%d,%d) of %d", edits, start, end, a, z, len(after))
		}
		if !touched && string(after[a:z]) != string(old[start:end]) {
			t.Fatalf("%v: [%d,%d) %q became %q", edits, start, end, string(old[start:end]), string(after[a:z]))
		}
	}
}

func TestRefind(t *testing.T) {
	const long = "She said that she would call back and never did so."
	for name, c := range map[string]struct {
		all, exact, prefix, suffix string
		near, want                 int // -1: not found
	}{
		"moved":                   {"Before it all. I look at my phone.", "my phone", "I look at ", ".", 10, 25},
		"the surroundings decide": {"no phone here. I look at my phone. A phone.", "phone", "I look at my ", ". A", 3, 28},
		"the nearest of equals":   {"yes yes yes yes", "yes", "", "", 9, 8},
		"short words elsewhere":   {"yes, we have no bananas", "yes", "and he said to me ", " of course, always", 0, -1},
		"long words elsewhere":    {"He: " + long, long, "nothing like", "it at all", 90, 4},
		"gone":                    {"nothing", "phone", "", "", 0, -1},
		"points, not bytes":       {"é👩‍⚕️ says: it is normal", "normal", "says: it is ", "", 0, 18},
		"no words":                {"text", "", "te", "xt", 2, -1},
	} {
		got, found := Refind(c.all, c.exact, c.prefix, c.suffix, c.near)
		if !found {
			got = -1
		}
		if got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
