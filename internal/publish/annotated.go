package publish

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"time"
)

// Annotated is a text with marks on its passages: Word comments in docx, notes
// in the margin in html.
type Annotated struct {
	Lines []Line
	Marks []Mark
}

// Line is one paragraph of an annotated text.
type Line struct {
	Runs  []Run
	Start int // code points from the beginning of the text
	Head  bool
}

// end is the code point after the line's last.
func (l Line) end() int {
	n := l.Start
	for _, r := range l.Runs {
		n += len([]rune(r.Text))
	}
	return n
}

// Mark is a note on the words in [Start,End) of the text. Marks may overlap and
// run over several lines.
type Mark struct {
	Start, End       int
	Author, Initials string
	Date             time.Time
	Text             string
}

func (Annotated) block() {}

// edge is a place in a line where a mark begins or ends.
type edge struct {
	at, mark int
	begins   bool
}

// edges says for each line where marks begin and end in it, in the order in
// which they are written. An end that falls between lines is put back to the
// line before, a beginning to the line after; a mark on nothing but the space
// between two lines stands as a point.
func (a Annotated) edges() [][]edge {
	out := make([][]edge, len(a.Lines))
	if len(a.Lines) == 0 {
		return out
	}
	ends := make([]int, len(a.Lines))
	for i, l := range a.Lines {
		ends[i] = l.end()
	}
	for i, m := range a.Marks {
		first := min(sort.Search(len(ends), func(at int) bool { return m.Start < ends[at] }), len(ends)-1)
		last := max(sort.Search(len(ends), func(at int) bool { return a.Lines[at].Start >= m.End })-1, 0)
		from := min(max(m.Start, a.Lines[first].Start), ends[first])
		to := min(max(m.End, a.Lines[last].Start), ends[last])
		if last < first || last == first && to < from {
			last, to = first, from
		}
		out[first] = append(out[first], edge{from, i, true})
		out[last] = append(out[last], edge{to, i, false})
	}
	for _, line := range out {
		slices.SortStableFunc(line, func(a, b edge) int {
			if a.at != b.at {
				return cmp.Compare(a.at, b.at)
			}
			return cmp.Compare(rank(line, a), rank(line, b))
		})
	}
	return out
}

// rank orders edges at one place: marks end before others begin, but a mark
// without length begins before it ends.
func rank(line []edge, e edge) int {
	switch {
	case e.begins:
		return 1
	case slices.Contains(line, edge{e.at, e.mark, true}):
		return 2
	}
	return 0
}

// stretches walks over the words of a line: words is called for each stretch of
// one run between two edges, at for each edge.
func (l Line) stretches(edges []edge, words func(Run), at func(edge)) {
	position := l.Start
	for _, r := range l.Runs {
		rest := []rune(r.Text)
		for len(rest) > 0 {
			for len(edges) > 0 && edges[0].at <= position {
				at(edges[0])
				edges = edges[1:]
			}
			n := len(rest)
			if len(edges) > 0 {
				n = min(n, edges[0].at-position)
			}
			part := r
			part.Text = string(rest[:n])
			words(part)
			rest, position = rest[n:], position+n
		}
	}
	for _, e := range edges {
		at(e)
	}
}

// annotated writes the text with its marks as comments.
func (w *docx) annotated(a Annotated) {
	base := len(w.comments)
	w.comments = append(w.comments, a.Marks...)
	for i, edges := range a.edges() {
		l := a.Lines[i]
		if l.Head {
			w.open("Heading2", true, 0, "")
		} else {
			first := ""
			if len(l.Runs) > 0 {
				first = direction(l.Runs[len(l.Runs)-1].Text)
			}
			w.open("BodyText", false, 0, first)
		}
		l.stretches(edges, w.run, func(e edge) {
			id := strconv.Itoa(base + e.mark)
			if e.begins {
				w.put(`<w:commentRangeStart w:id="`, id, `"/>`)
				return
			}
			w.put(`<w:commentRangeEnd w:id="`, id, `"/><w:r><w:commentReference w:id="`, id, `"/></w:r>`)
		})
		w.put(`</w:p>`)
	}
}

// commentsPart is word/comments.xml.
func (w *docx) commentsPart() []byte {
	w.b.Reset()
	w.put(xmlHead, `<w:comments`, wordNamespaces, `>`)
	for i, m := range w.comments {
		w.put(`<w:comment w:id="`, strconv.Itoa(i), `" w:author="`)
		w.escape(m.Author)
		if !m.Date.IsZero() {
			w.put(`" w:date="`, m.Date.UTC().Format("2006-01-02T15:04:05Z"))
		}
		w.put(`" w:initials="`)
		w.escape(m.Initials)
		w.put(`"><w:p>`)
		w.run(Run{Text: m.Text})
		w.put(`</w:p></w:comment>`)
	}
	w.put(`</w:comments>`)
	return append([]byte(nil), w.b.Bytes()...)
}

// annotated writes the text with its marks as notes beside the lines in which
// they begin: marked words are underlined, twice where marks overlap, and the
// number of the note stands where a mark ends.
func (w *page) annotated(a Annotated) {
	order := make([]int, len(a.Marks))
	number := make([]int, len(a.Marks))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(a.Marks[x].Start, a.Marks[y].Start) })
	for n, i := range order {
		number[i] = w.notes + n + 1
	}
	w.notes += len(order)
	open := 0
	w.coded = true
	w.put(`<div class="coded">`, "\n")
	for i, edges := range a.edges() {
		l := a.Lines[i]
		tag := "p"
		if l.Head {
			tag = "h3"
		}
		w.put(`<`, tag, ` class="said">`)
		var began []int
		l.stretches(edges, func(r Run) {
			if open == 0 {
				w.run(r)
				return
			}
			w.put(`<span class="m`, strconv.Itoa(min(open, 2)), `">`)
			w.run(r)
			w.put(`</span>`)
		}, func(e edge) {
			if e.begins {
				open++
				began = append(began, e.mark)
				return
			}
			open--
			w.put(`<sup>`, strconv.Itoa(number[e.mark]), `</sup>`)
		})
		w.put(`</`, tag, `>`, "\n", `<div class="margin">`)
		slices.SortFunc(began, func(x, y int) int { return cmp.Compare(number[x], number[y]) })
		for _, m := range began {
			w.put(`<p><b>`, strconv.Itoa(number[m]), `</b> `)
			w.escape(a.Marks[m].Text)
			if by := a.Marks[m].Initials; by != "" {
				w.put(` <i>`)
				w.escape(by)
				w.put(`</i>`)
			}
			w.put(`</p>`)
		}
		w.put(`</div>`, "\n")
	}
	w.put(`</div>`, "\n")
}

// annotated writes the text with the marks of each line in a list after it.
func (w *markdown) annotated(a Annotated) {
	for i, edges := range a.edges() {
		w.paragraph(Paragraph{Runs: a.Lines[i].Runs})
		for _, e := range edges {
			if e.begins {
				m := a.Marks[e.mark]
				w.put(fmt.Sprintf("- %d–%d %s", m.Start, m.End, escapeMarkdown(oneLine(m.Text))), "\n")
			}
		}
		w.put("\n")
	}
}

// marginStyle is the style of a text with a margin.
const marginStyle = `.coded{display:grid;grid-template-columns:1fr 52mm;column-gap:6mm;row-gap:2mm}.coded .said{margin:0}.margin{font:.72em/1.35 var(--sans);border-inline-start:1px solid #b9b5ab;padding-inline-start:3mm}.margin p{margin:0 0 .25em}
.m1{text-decoration:underline 1px;text-underline-offset:3px}.m2{text-decoration:underline double 1px;text-underline-offset:3px}sup{font:600 .62em/1 var(--sans);margin-inline-start:.1em}
@media (max-width:640px){.coded{grid-template-columns:1fr}}
`
