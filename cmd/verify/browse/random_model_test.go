package browse

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// applied is a coding as the model knows it: a code on a span of code points.
type applied struct {
	start, end int
	code       string
}

// state is what there is at one moment.
type state struct {
	codings map[applied]bool
	codes   []string // that can be applied, in the order of their number keys
}

func (s state) clone() state { return state{maps.Clone(s.codings), slices.Clone(s.codes)} }

// at is the codings that touch a span, in the order in which the desk lists
// them: by where they begin, the longer one first.
func (s state) at(start, end int) []applied {
	var out []applied
	for c := range s.codings {
		if c.start < end && c.end > start {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b applied) int {
		if a.start != b.start {
			return a.start - b.start
		}
		if a.end != b.end {
			return b.end - a.end
		}
		return strings.Compare(a.code, b.code) // the desk has another order here: see chosen
	})
	return out
}

// model is what the test believes of the project, and of the cursor.
type model struct {
	state
	past, future []state
	sentences    [][2]int
	words        [][2]int
	text         []rune
	cursor       int      // index of a sentence
	log          []string // what the steps since the last one changed
}

// did makes a state that somebody's step led to.
func (m *model) did(next state) {
	for c := range m.codings {
		if !next.codings[c] {
			m.log = append(m.log, fmt.Sprintf("- %v", c))
		}
	}
	for c := range next.codings {
		if !m.codings[c] {
			m.log = append(m.log, fmt.Sprintf("+ %v", c))
		}
	}
	m.past, m.future, m.state = append(m.past, m.state), nil, next
}
