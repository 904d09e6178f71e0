package kill

import (
	"fmt"
	"slices"
	"strings"

	"verbatim/internal/testkit"
)

// act is one thing that a person did: a passage coded, or a file brought in.
type act struct {
	file    string // the document; for an import its file
	text    string // of an import
	start   int    // of a coding, in code points; end is 0 for an import
	end     int
	code    string
	request string
}

// same reports whether another act does the same.
func (a act) same(b act) bool {
	return a.file == b.file && a.start == b.start && a.end == b.end && a.code == b.code
}

// list is what the process outside keeps of the acknowledged replies: what was
// done, and what of it was taken back and can be done again.
type list struct {
	done, undone []act
}

// do is the list after one more act.
func (l list) do(a act) list {
	return list{append(slices.Clone(l.done), a), nil}
}

// undo is the list after the newest act was taken back.
func (l list) undo() list {
	n := len(l.done) - 1
	return list{slices.Clone(l.done[:n]), append(slices.Clone(l.undone), l.done[n])}
}

// redo is the list after the last undo was taken back.
func (l list) redo() list {
	n := len(l.undone) - 1
	return list{append(slices.Clone(l.done), l.undone[n]), slices.Clone(l.undone[:n])}
}

// texts are the documents that must be there, by name.
func (l list) texts() map[string]string {
	out := map[string]string{}
	for _, a := range l.done {
		if a.end == 0 {
			out[a.file] = a.text
		}
	}
	return out
}

// state says in one string what must be there: every document with its text,
// and every coding. Two states are the same when their strings are.
func (l list) state() string {
	texts := l.texts()
	var lines []string
	for name, text := range texts {
		lines = append(lines, documentLine(name, text))
	}
	for _, a := range l.done {
		if _, there := texts[a.file]; there && a.end > 0 {
			lines = append(lines, codingLine(a.file, a.start, a.end, a.code))
		}
	}
	return stateOf(lines)
}

// hits is how often the planted word stands in the documents that must be there.
func (l list) hits() int {
	n := 0
	for _, text := range l.texts() {
		n += strings.Count(text, testkit.Planted.Rare)
	}
	return n
}

func documentLine(name, text string) string {
	return fmt.Sprintf("document %s %d %x", name, len(text), sum(text))
}

func codingLine(name string, start, end int, code string) string {
	return fmt.Sprintf("coding %s %d-%d %s", name, start, end, code)
}

func stateOf(lines []string) string {
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// sum is a small checksum of a text.
func sum(text string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(text) {
		h = (h ^ uint64(text[i])) * 1099511628211
	}
	return h
}

// difference names the first lines that only one of two states has.
func difference(want, got string) string {
	wanted, found := strings.Split(want, "\n"), strings.Split(got, "\n")
	var b strings.Builder
	for _, line := range wanted {
		if !slices.Contains(found, line) {
			fmt.Fprintf(&b, "\n  lost: %s", line)
		}
	}
	for _, line := range found {
		if !slices.Contains(wanted, line) {
			fmt.Fprintf(&b, "\n  not acknowledged: %s", line)
		}
	}
	return b.String()
}
