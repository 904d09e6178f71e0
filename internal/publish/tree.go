package publish

import (
	"encoding/xml"
	"fmt"
	"strings"

	"golang.org/x/text/width"
)

// Tree is a figure of boxes in columns, joined by lines: what holds nothing
// stands in the first column, what holds it to the right of all that it holds.
type Tree struct {
	Title    string
	Language string
	Heads    []string // above the columns, from the left; only where there are as many columns
	Nodes    []Node   // each after the one that holds it
	Stamp    Stamp
}

// Node is one box. Parent is an index into Nodes, or -1.
type Node struct {
	Name   string
	Parent int
	Dashed bool // out of use
}

// The measures of the figure in points. Lines of 0.75 pt stay above the 0.25 pt
// that journals ask for when a figure of two columns is set on one.
const (
	treeType   = 8.0  // size of the letters
	treeLead   = 10.0 // from line to line
	treeBox    = 150.0
	treeGap    = 26.0 // between columns
	treeSpace  = 5.0  // between boxes
	treePad    = 4.0  // inside a box
	treeLetter = 30   // narrow letters on a line of a box
	treeMargin = 4.0
	treeStroke = 0.75
)

// placed is a node with its place in the figure.
type placed struct {
	lines    []string
	column   int
	top      float64
	children []int
}

func (p placed) height() float64 { return float64(len(p.lines))*treeLead + 2*treePad }
func (p placed) middle() float64 { return p.top + p.height()/2 }
func (p placed) left() float64   { return treeMargin + float64(p.column)*(treeBox+treeGap) }

// SVG draws the tree in black on white, with nothing in it that runs or is
// fetched. The stamp is its description; a warning of the project is drawn.
func SVG(t *Tree) []byte {
	top := treeMargin
	w := &figure{}
	nodes, columns := arrange(t.Nodes)
	heads := len(t.Heads) == columns
	if heads {
		top += treeLead + treeSpace
	}
	bottom := stack(nodes, roots(t.Nodes), top)
	banner := wrapped(t.Stamp.Banner, treeLetter*columns)
	high := bottom + treeMargin
	if t.Stamp.Banner != "" {
		high += float64(len(banner)) * treeLead
	}
	wide := 2*treeMargin + float64(columns)*(treeBox+treeGap) - treeGap
	language := t.Language
	if language == "" {
		language = "en"
	}
	fmt.Fprintf(&w.b, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]gpt" height="%[2]gpt" viewBox="0 0 %[1]g %[2]g" role="img" xml:lang="%[3]s" font-family="Arial, Helvetica, 'Liberation Sans', sans-serif" font-size="%[4]g">`+"\n",
		wide, high, w.safe(language), treeType)
	fmt.Fprintf(&w.b, "<title>%s</title>\n", w.safe(t.Title))
	fmt.Fprintf(&w.b, `<rect width="%g" height="%g" fill="#fff"/>`+"\n", wide, high)
	if heads {
		for i, head := range t.Heads {
			w.words(placed{column: i}.left()+treeBox/2, treeMargin+treeType, "middle", ` font-weight="bold"`, head)
		}
	}
	fmt.Fprintf(&w.b, `<g fill="none" stroke="#000" stroke-width="%g">`+"\n", treeStroke)
	for _, n := range nodes {
		w.joins(n, nodes)
	}
	for i, n := range nodes {
		dash := ""
		if t.Nodes[i].Dashed {
			dash = ` stroke-dasharray="3 2"`
		}
		fmt.Fprintf(&w.b, `<rect x="%g" y="%g" width="%g" height="%g"%s/>`+"\n", n.left(), n.top, treeBox, n.height(), dash)
	}
	w.b.WriteString("</g>\n")
	for _, n := range nodes {
		for i, line := range n.lines {
			w.words(n.left()+treePad, n.top+treePad+treeType+float64(i)*treeLead, "", "", line)
		}
	}
	if t.Stamp.Banner != "" {
		for i, line := range banner {
			w.words(treeMargin, bottom+treeType+float64(i)*treeLead, "", ` font-style="italic"`, line)
		}
	}
	fmt.Fprintf(&w.b, "<desc>%s</desc>\n</svg>\n", w.safe(t.Stamp.line(language, w.pictures)))
	return []byte(w.b.String())
}

// figure gathers one svg file.
type figure struct {
	b        strings.Builder
	pictures int
}

// safe is s as character data or an attribute value.
func (w *figure) safe(s string) string {
	s, n := visible(s)
	w.pictures += n
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder never fails
	return b.String()
}

func (w *figure) words(x, y float64, anchor, more, s string) {
	if anchor != "" {
		more += ` text-anchor="` + anchor + `"`
	}
	fmt.Fprintf(&w.b, `<text x="%g" y="%g"%s>%s</text>`+"\n", x, y, more, w.safe(s))
}

// joins draws the lines from a box to those that it holds: out of each to a
// common upright, and from there into the box.
func (w *figure) joins(n placed, nodes []placed) {
	if len(n.children) == 0 {
		return
	}
	upright := n.left() - treeGap/2
	low, high := n.middle(), n.middle()
	for _, c := range n.children {
		from := nodes[c]
		low, high = min(low, from.middle()), max(high, from.middle())
		fmt.Fprintf(&w.b, `<path d="M%g %gH%g"/>`+"\n", from.left()+treeBox, from.middle(), upright)
	}
	fmt.Fprintf(&w.b, `<path d="M%g %gV%gM%g %gH%g"/>`+"\n", upright, low, high, upright, n.middle(), n.left())
}

// arrange gives each node its column and lines, and says how many columns
// there are.
func arrange(list []Node) (nodes []placed, columns int) {
	nodes = make([]placed, len(list))
	for i, n := range list {
		nodes[i].lines = wrapped(n.Name, treeLetter)
		if n.Parent >= 0 {
			nodes[n.Parent].children = append(nodes[n.Parent].children, i)
		}
	}
	for i := len(list) - 1; i >= 0; i-- { // those held come after what holds them
		if p := list[i].Parent; p >= 0 {
			nodes[p].column = max(nodes[p].column, nodes[i].column+1)
		}
		columns = max(columns, nodes[i].column+1)
	}
	return nodes, max(columns, 1)
}

func roots(list []Node) []int {
	var out []int
	for i, n := range list {
		if n.Parent < 0 {
			out = append(out, i)
		}
	}
	return out
}

// stack sets boxes under each other from top, each beside the middle of what it
// holds, and says where the next may begin.
func stack(nodes []placed, which []int, top float64) (bottom float64) {
	for _, i := range which {
		n := &nodes[i]
		if len(n.children) == 0 {
			n.top = top
			top += n.height() + treeSpace
			continue
		}
		below := stack(nodes, n.children, top)
		first, last := nodes[n.children[0]], nodes[n.children[len(n.children)-1]]
		n.top = max(top, (first.middle()+last.middle())/2-n.height()/2)
		top = max(below, n.top+n.height()+treeSpace)
	}
	return top
}

// wrapped cuts words into lines of so many narrow letters; wide ones count
// twice, and a word that is too long is broken.
func wrapped(s string, most int) []string {
	var lines []string
	line, used := "", 0
	for _, word := range strings.Fields(s) {
		n := letters(word)
		if line != "" && used+1+n > most {
			lines, line, used = append(lines, line), "", 0
		}
		if line != "" {
			line, used = line+" ", used+1
		}
		for _, r := range word {
			if used+letters(string(r)) > most {
				lines, line, used = append(lines, line), "", 0
			}
			line, used = line+string(r), used+letters(string(r))
		}
	}
	return append(lines, line)
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}
