package desk

import (
	"strconv"
	"strings"
)

// setting is one of the ways to set the text, with its steps. A step carries
// the custom properties that it sets on the reader; the delivered one sets none,
// so that a phone keeps its own size.
type setting struct {
	name  string
	usual int // the step as delivered
	steps []string
}

// settings are LOOK 2's sizes (16/26, 18/28, 21/32), a column and a line in
// three steps, and the face. --kt and --kw correct the estimate of a group's
// height before it is drawn.
var settings = []setting{
	{"size", 1, []string{"--f-t:1rem;--l-t:1.625rem;--kt:.83", "", "--f-t:1.3125rem;--l-t:2rem;--kt:1.33"}},
	{"width", 1, []string{"--measure:29rem;--kw:1.24", "", "--measure:46rem;--kw:.78"}},
	{"line", 1, []string{"--dl:-.125rem", "", "--dl:.25rem"}},
	{"face", 0, []string{"", "--face:var(--sans)"}},
}

// Reading is how somebody wants the text set in this browser: a step for each
// of settings.
type Reading [4]int

// ReadReading reads what the desk's script keeps in its cookie, "2.1.0.1".
// Whatever is not a step is as delivered.
func ReadReading(kept string) Reading {
	var out Reading
	steps := strings.Split(kept, ".")
	for i, s := range settings {
		out[i] = s.usual
		if i < len(steps) {
			if n, err := strconv.Atoi(steps[i]); err == nil && n >= 0 && n < len(s.steps) {
				out[i] = n
			}
		}
	}
	return out
}

// style is what the reader's element carries before anything is painted.
func (r Reading) style() string {
	var out []string
	for i, s := range settings {
		if set := s.steps[r[i]]; set != "" {
			out = append(out, set)
		}
	}
	return strings.Join(out, ";")
}

// stepKey is the key of the word for a step.
func stepKey(s setting, step int) string {
	return "desk.read." + s.name + "." + strconv.Itoa(step)
}
