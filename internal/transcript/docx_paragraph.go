package transcript

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// startParagraph opens a paragraph, or goes on with the one before if that one's
// mark was deleted. Style and heading are those of the last one joined, for a
// paragraph's properties hang on its mark.
func (r *docxReader) startParagraph() {
	box := r.boxes[len(r.boxes)-1]
	p := box.waiting
	box.waiting = nil
	if p == nil {
		p = &docxParagraph{}
		if t := r.table(); t != nil {
			p.place = *t
		}
	}
	p.style, p.goOn, p.props = "", false, docxProps{}
	p.heading = r.styles.paragraphLook("").heading
	r.resolve(p)
	r.reading = append(r.reading, p)
	r.inText = false
}

// resolve works out how the open run looks.
func (r *docxReader) resolve(p *docxParagraph) {
	p.bold = r.styles.bold(p.style, &p.props)
	p.hidden = r.styles.hidden(p.style, &p.props)
}

// paragraphProps reads w:pPr.
func (r *docxReader) paragraphProps() error {
	p := r.current()
	if p == nil {
		return r.x.skip(nil)
	}
	var mark docxProps
	outline, ofMark, before := -1, false, false
	gone, x := false, r.x
	err := x.skip(func() {
		if x.space != spaceWord || before {
			return
		}
		switch x.local {
		case "pPrChange", "rPrChange":
			before = true // how it was before a tracked change; stands last
		case "pStyle":
			p.style = x.attr("val")
		case "outlineLvl":
			outline = outlineLevel(x.attr("val"))
		case "rPr":
			ofMark = true
		case "del", "moveFrom":
			gone = gone || ofMark
		case "vanish", "specVanish":
			mark.hidden = toggleOf(x.on())
		}
	})
	p.heading = outline >= 0 && outline < 9 || outline < 0 && r.styles.paragraphLook(p.style).heading
	p.goOn = gone || r.styles.hidden(p.style, &mark)
	r.resolve(p)
	return err
}

// runProps reads w:rPr of a run.
func (r *docxReader) runProps() error {
	props, err := readRunProps(r.x)
	if p := r.current(); p != nil {
		p.props = props
		r.resolve(p)
	}
	return err
}

// endParagraph hands on the open paragraph, or keeps it when its mark was
// deleted, since the next one then goes on in it.
func (r *docxReader) endParagraph() {
	n := len(r.reading) - 1
	if n < 0 {
		return
	}
	p := r.reading[n]
	r.reading = r.reading[:n]
	r.inText = false
	p.unseen = false
	if p.goOn {
		r.boxes[len(r.boxes)-1].waiting = p
		return
	}
	r.hand(p)
}

// hand puts a finished paragraph where it belongs: after the paragraph that its
// text box hangs on, into its note, or into the text.
func (r *docxReader) hand(p *docxParagraph) {
	if p.place.gone || p.place.cellGone {
		return
	}
	all := p.after
	if p.text.Len() > 0 || len(p.after) == 0 {
		all = append([]paragraph{p.finish()}, all...)
	}
	r.handed += len(all)
	switch outer := r.current(); {
	case outer != nil:
		outer.after = append(outer.after, all...)
	case r.note != nil:
		r.note.pars = append(r.note.pars, all...)
	default:
		r.pars = append(r.pars, all...)
	}
}

// finish makes the paragraph that is handed on.
func (p *docxParagraph) finish() paragraph {
	out := paragraph{heading: p.heading, style: p.style, table: p.place.table, row: p.place.row, col: p.place.col}
	s, from := p.text.String(), 0
	for _, e := range p.ends {
		out.runs = append(out.runs, run{s[from:e.at], e.bold})
		from = e.at
	}
	return out
}

// flushBox hands on a paragraph that waits in vain for the next one.
func (r *docxReader) flushBox() {
	if n := len(r.boxes); n > 0 {
		if p := r.boxes[n-1].waiting; p != nil {
			r.boxes[n-1].waiting = nil
			if p.text.Len() > 0 || len(p.after) > 0 {
				r.hand(p)
			}
		}
	}
}

func (r *docxReader) closeBox() {
	r.flushBox()
	if n := len(r.boxes); n > 1 {
		r.boxes = r.boxes[:n-1]
	}
}

// refer puts a note's number into the text, and the note after the paragraph.
// Notes of both kinds are numbered together in the order of reference.
func (r *docxReader) refer(kind, id, ownMark string) {
	p, note := r.current(), r.notes[kind+id]
	if p == nil || note == nil || note.used || p.hidden || r.inCode > 0 && !r.plainFields || len(note.pars) == 0 {
		return
	}
	note.used = true
	mark := ""
	if ownMark == "" || ownMark == "0" || ownMark == "false" {
		r.lastNote++
		mark = number(r.lastNote)
		r.add(mark)
	}
	for i, n := range note.pars {
		n.note, n.heading = true, false
		n.table, n.row, n.col = p.place.table, p.place.row, p.place.col
		if i == 0 && mark != "" {
			n.runs = append([]run(nil), n.runs...)
			if len(n.runs) == 0 {
				n.runs = []run{{}}
			}
			if c, _ := utf8.DecodeRuneInString(n.runs[0].text); !unicode.IsSpace(c) {
				mark += " "
			}
			n.runs[0].text = mark + n.runs[0].text
		}
		p.after = append(p.after, n)
	}
}

// rowProps reads w:trPr: a deleted row, and columns left empty before it.
func (r *docxReader) rowProps() error {
	t := r.table()
	return r.x.skip(func() {
		if t == nil || r.x.space != spaceWord {
			return
		}
		switch r.x.local {
		case "gridBefore":
			t.next = 1 + smallNumber(r.x.attr("val"))
		case "del":
			t.gone = true
			r.deletions++
		}
	})
}

// cellProps reads w:tcPr: how many columns the cell spans, and whether it was
// deleted.
func (r *docxReader) cellProps() error {
	t := r.table()
	return r.x.skip(func() {
		if t == nil || r.x.space != spaceWord {
			return
		}
		switch r.x.local {
		case "gridSpan":
			t.next = t.col + max(1, smallNumber(r.x.attr("val")))
		case "cellDel":
			t.cellGone = true
			r.deletions++
		}
	})
}

// smallNumber reads a count of columns; Word has at most 63.
func smallNumber(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 0 || n > 1000 {
		return 0
	}
	return n
}
