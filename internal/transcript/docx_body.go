package transcript

import (
	"strconv"
	"strings"
)

// docxReader walks through the main part and the notes. It keeps its own stack
// of open elements, so that nesting costs no recursion.
type docxReader struct {
	x      *xmlScanner
	styles *docxStyles
	pars   []paragraph

	open       []docxElement
	reading    []*docxParagraph // open paragraphs; a text box opens one inside another
	boxes      []*docxBox       // containers of paragraphs: body, cell, text box, note
	tables     []docxTable
	tableCount int
	inText     bool // inside w:t, whose characters are the text
	chars      int  // bytes of text added so far
	handed     int  // paragraphs handed on so far

	fields      []bool // open fields: true while in the code, false in the result
	inCode      int    // how many of them are in their code
	plainFields bool   // take codes' and results' texts alike
	unended     bool   // a text box ended in the middle of a field's code
	lost        int    // characters left out because they are a field's code

	notes     map[string]*docxNote
	note      *docxNote
	lastNote  int
	comments  int
	deletions int
	moves     int
	hiddens   int
	embedded  int
}

// docxElement is what must be known of an open element when it ends.
type docxElement struct {
	kind  elementKind
	chars int    // alternative content: r.chars at its start
	saved []bool // box: the fields that were open around it
	code  int
}

type elementKind uint8

const (
	otherElement elementKind = iota
	paragraphElement
	textElement
	tableElement
	rowElement
	cellElement
	boxElement
	noteElement
	alternatives
)

// docxParagraph is a paragraph being read.
type docxParagraph struct {
	style   string
	heading bool
	goOn    bool // its mark was deleted or is hidden: the next paragraph joins it
	props   docxProps
	bold    bool
	hidden  bool
	text    strings.Builder
	ends    []runEnd
	breaks  int         // page breaks that become a line break if text follows
	unseen  bool        // the last run was hidden
	after   []paragraph // notes and text boxes, which follow it
	place   docxTable
}

type runEnd struct {
	at   int // byte of the paragraph's text where the run ends
	bold bool
}

// docxBox holds the paragraph whose mark was deleted, to be joined with the next
// one in the same container.
type docxBox struct{ waiting *docxParagraph }

// docxTable is a place in a table.
type docxTable struct {
	table, row, col, next int
	deleted               bool // the whole table lies in something deleted
	gone, cellGone        bool // the row, the cell is a tracked deletion
}

type docxNote struct {
	pars []paragraph
	used bool
}

// start handles the start of an element that the scanner stands on.
func (r *docxReader) start() error {
	if len(r.boxes) == 0 {
		r.boxes = append(r.boxes, &docxBox{})
	}
	el := docxElement{}
	x := r.x
	switch x.space {
	case spaceCompat:
		skip, err := r.startAlternative(&el)
		if skip || err != nil {
			return err
		}
	case spaceMath:
		if x.local == "t" {
			el.kind, r.inText = textElement, true
		}
	case spaceWord:
		done, err := r.startWord(&el)
		if done || err != nil {
			return err
		}
	}
	r.open = append(r.open, el)
	return nil
}

// startAlternative chooses one branch of alternative content: the first that
// gives any text, else the fallback. It reports whether the element was skipped.
func (r *docxReader) startAlternative(el *docxElement) (bool, error) {
	switch r.x.local {
	case "AlternateContent":
		el.kind, el.chars = alternatives, r.chars
	case "Choice", "Fallback":
		if n := len(r.open); n > 0 && r.open[n-1].kind == alternatives && r.chars > r.open[n-1].chars {
			return true, r.x.skip(nil)
		}
	}
	return false, nil
}

// startWord handles an element of WordprocessingML; done means that its end was
// read as well.
func (r *docxReader) startWord(el *docxElement) (done bool, err error) {
	x := r.x
	switch x.local {
	case "p":
		el.kind = paragraphElement
		r.startParagraph()
	case "tbl":
		el.kind = tableElement
		r.flushBox()
		r.tableCount++
		inner := docxTable{table: r.tableCount}
		if t := r.table(); t != nil {
			inner.deleted = t.deleted || t.gone || t.cellGone
		}
		r.tables = append(r.tables, inner)
	case "tr":
		el.kind = rowElement
		if t := r.table(); t != nil {
			*t = docxTable{table: t.table, row: t.row + 1, next: 1, deleted: t.deleted, gone: t.deleted}
		}
	case "tc":
		el.kind = cellElement
		if t := r.table(); t != nil {
			t.col, t.next, t.cellGone = t.next, t.next+1, false
		}
		r.boxes = append(r.boxes, &docxBox{})
	case "txbxContent":
		el.kind, el.saved, el.code = boxElement, r.fields, r.inCode
		r.fields, r.inCode = nil, 0
		r.boxes = append(r.boxes, &docxBox{})
	case "footnote", "endnote":
		el.kind = noteElement
		r.note = &docxNote{}
		r.notes[x.local+x.attr("id")] = r.note
	case "trPr":
		return true, r.rowProps()
	case "tcPr":
		return true, r.cellProps()
	case "pPr":
		return true, r.paragraphProps()
	case "rPr":
		return true, r.runProps()
	case "del", "moveFrom":
		return true, r.leaveOut(x.local)
	case "sectPr", "sdtPr", "sdtEndPr", "rt", "rubyPr", "instrText", "delText", "delInstrText",
		"rPrChange", "tblPr", "tblGrid", "tblPrEx", "smartTagPr", "customXmlPr", "fldData", "ffData":
		return true, x.skip(nil)
	case "altChunk", "subDoc":
		r.embedded++
	default:
		r.startRunContent(el)
	}
	return false, nil
}

// startRunContent handles what stands in runs.
func (r *docxReader) startRunContent(el *docxElement) {
	x := r.x
	switch x.local {
	case "r":
		if p := r.current(); p != nil {
			p.props = docxProps{}
			r.resolve(p)
		}
	case "t":
		el.kind, r.inText = textElement, true
	case "tab", "ptab":
		r.add("\t")
	case "cr":
		r.add("\n")
	case "br":
		r.addBreak(x.attr("type"))
	case "noBreakHyphen":
		r.add("\u2011")
	case "softHyphen":
		r.add("\u00AD")
	case "sym":
		if c := symbol(x.attr("font"), x.attr("char")); c != 0 {
			r.add(string(c))
		}
	case "fldChar":
		r.fieldChar(x.attr("fldCharType"))
	case "footnoteReference", "endnoteReference":
		r.refer(strings.TrimSuffix(x.local, "Reference"), x.attr("id"), x.attr("customMarkFollows"))
	case "commentReference":
		r.comments++
	}
}

// end handles the end of the innermost open element.
func (r *docxReader) end() {
	n := len(r.open) - 1
	if n < 0 {
		return
	}
	el := r.open[n]
	r.open = r.open[:n]
	switch el.kind {
	case paragraphElement:
		r.endParagraph()
	case textElement:
		r.inText = false
	case tableElement:
		if len(r.tables) > 0 {
			r.tables = r.tables[:len(r.tables)-1]
		}
	case cellElement:
		r.closeBox()
	case boxElement:
		r.closeBox()
		r.unended = r.unended || r.inCode > 0
		r.fields, r.inCode = el.saved, el.code
	case noteElement:
		r.flushBox()
		r.note = nil
	}
}

// characters takes the text that the scanner stands on.
func (r *docxReader) characters() {
	if !r.inText {
		return
	}
	s := string(r.x.text)
	if strings.ContainsAny(s, "\n\r") {
		// Line ends inside w:t are the file's layout, shown as spaces.
		s = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ").Replace(s)
	}
	r.add(s)
}

// add appends characters to the open paragraph, unless they are a field's code
// or hidden.
func (r *docxReader) add(s string) {
	p := r.current()
	if p == nil || s == "" {
		return
	}
	if r.inCode > 0 && !r.plainFields {
		r.lost += len(s)
		return
	}
	if p.hidden {
		if !p.unseen {
			r.hiddens++
			p.unseen = true
		}
		return
	}
	p.unseen = false
	r.chars += len(s)
	for ; p.breaks > 0; p.breaks-- {
		p.append("\n")
	}
	p.append(s)
}

func (p *docxParagraph) append(s string) {
	p.text.WriteString(s)
	if n := len(p.ends); n > 0 && p.ends[n-1].bold == p.bold {
		p.ends[n-1].at = p.text.Len()
		return
	}
	p.ends = append(p.ends, runEnd{p.text.Len(), p.bold})
}

// addBreak adds a line break. A break of page or column is one only between
// words of the same paragraph.
func (r *docxReader) addBreak(kind string) {
	p := r.current()
	if kind != "page" && kind != "column" {
		r.add("\n")
		return
	}
	if p != nil && p.text.Len() > 0 && p.breaks == 0 {
		p.breaks = 1
	}
}

func (r *docxReader) fieldChar(kind string) {
	n := len(r.fields) - 1
	switch kind {
	case "begin":
		r.fields = append(r.fields, true)
		r.inCode++
	case "separate":
		if n >= 0 && r.fields[n] {
			r.fields[n] = false
			r.inCode--
		}
	case "end":
		if n >= 0 {
			if r.fields[n] {
				r.inCode--
			}
			r.fields = r.fields[:n]
		}
	}
}

// swallowed is whether a field that never ended took text with it.
func (r *docxReader) swallowed() bool { return (r.inCode > 0 || r.unended) && r.lost > 0 }

func (r *docxReader) current() *docxParagraph {
	if n := len(r.reading); n > 0 {
		return r.reading[n-1]
	}
	return nil
}

func (r *docxReader) table() *docxTable {
	if n := len(r.tables); n > 0 {
		return &r.tables[n-1]
	}
	return nil
}

// leaveOut passes over a tracked deletion or the old place of what was moved,
// and counts it if there was anything in it.
func (r *docxReader) leaveOut(kind string) error {
	found := false
	err := r.x.skip(func() {
		found = found || r.x.local == "delText" || r.x.local == "t" || r.x.local == "tab" || r.x.local == "br" || r.x.local == "drawing"
	})
	if found && kind == "del" {
		r.deletions++
	} else if found {
		r.moves++
	}
	return err
}

// warnings says what was left out.
func (r *docxReader) warnings() []Warning {
	var all []Warning
	say := func(n int, one, many string) {
		if n == 1 {
			all = append(all, Warning{Format: one})
		} else if n > 1 {
			all = append(all, Warning{Format: many, Args: []any{n}})
		}
	}
	say(r.deletions, "1 tracked deletion left out", "%d tracked deletions left out")
	say(r.moves, "1 passage that was moved stands at its new place only", "%d passages that were moved stand at their new places only")
	say(r.comments, "1 comment left out", "%d comments left out")
	say(r.hiddens, "1 stretch of hidden text left out", "%d stretches of hidden text left out")
	say(r.embedded, "1 document embedded in this file left out: open it in Word and save it anew to include it", "%d documents embedded in this file left out: open it in Word and save it anew to include them")
	if r.plainFields {
		all = append(all, Warning{Format: "A field in this file never ends; its code may stand in the text"})
	}
	return all
}

// number is a note's number as it stands raised in the text.
func number(n int) string {
	return strings.Map(func(d rune) rune { return []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[d-'0'] }, strconv.Itoa(n))
}
