package transcript

import "strings"

// labelParagraphs makes a draft of what a word-processor file holds: labels in
// bold or plain, Teams' "name, time, line break, words", and tables with a
// column of speakers.
func labelParagraphs(d *Draft, pars []paragraph, ch Choices) {
	p := paragraphPage(pars, ch)
	labelPage(d, &p, ch)
}

// paragraphPage writes paragraphs as lines: a paragraph and a line break end in
// a line end, cells of a row stand a tab apart.
func paragraphPage(pars []paragraph, ch Choices) page {
	var p page
	names := map[int]bool{}
	if !ch.NoLabels {
		names = styledNames(pars)
	}
	for i := 0; i < len(pars); {
		if pars[i].table == 0 {
			r := plain
			if names[i] {
				r = labelCell
			}
			p.paragraph(&pars[i], "\n", r)
			i++
			continue
		}
		j := i
		for j < len(pars) && pars[j].table == pars[i].table {
			j++
		}
		p.table(pars[i:j], ch)
		i = j
	}
	p.measure()
	return p
}

// paragraph adds one paragraph, a line for each of its lines.
func (p *page) paragraph(par *paragraph, sep string, r role) {
	text, bold := joinRuns(par.runs)
	if strings.TrimSpace(text) == "" {
		p.space(text + sep)
		return
	}
	at := 0
	for {
		raw, rest, more := strings.Cut(text, "\n")
		end := "\n"
		if !more {
			end = sep
		}
		// A line that the file sets in bold from its start, up to the first
		// plain letter.
		p.add(raw, end, line{bold: boldFrom(bold, at, at+len(raw)), heading: par.heading && r == plain, role: r, cell: par.table > 0})
		if !more {
			return
		}
		at += len(raw) + 1
		text = rest
	}
}

// span is a stretch of bytes.
type span struct{ from, to int }

// joinRuns is the text of runs and where it is in bold.
func joinRuns(runs []run) (string, []span) {
	var b strings.Builder
	var bold []span
	for _, r := range runs {
		from := b.Len()
		b.WriteString(clearRun(r.text))
		if !r.bold {
			continue
		}
		if n := len(bold); n > 0 && bold[n-1].to == from {
			bold[n-1].to = b.Len()
		} else {
			bold = append(bold, span{from, b.Len()})
		}
	}
	return b.String(), bold
}

// clearRun takes out what a text cannot hold.
func clearRun(s string) string {
	if strings.IndexByte(s, 0) >= 0 || strings.IndexByte(s, '\r') >= 0 {
		s, _ = clean(s)
	}
	return strings.ToValidUTF8(s, "\ufffd")
}

// boldFrom is the number of bytes in bold at the start of [from,to), white
// space between two bold stretches included.
func boldFrom(bold []span, from, to int) int {
	n := 0
	for _, s := range bold {
		if s.to <= from {
			continue
		}
		if s.from > from+n {
			break
		}
		n = min(s.to, to) - from
	}
	return max(0, n)
}

// columns says which columns of a table hold what; -1 is none.
type columns struct {
	speaker, words, time int
	header               bool
}

// table adds the paragraphs of one table: a transcript when it has a column of
// speakers or of words with times, ordinary text otherwise.
func (p *page) table(pars []paragraph, ch Choices) {
	rows := rowsOf(pars)
	cols, ok := tableColumns(rows)
	if ch.NoLabels {
		ok = false
	}
	for i := range pars {
		par := &pars[i]
		sep := "\n"
		if i+1 < len(pars) && pars[i+1].row == par.row && pars[i+1].col != par.col {
			sep = "\t"
		}
		r := plain
		if ok && !(cols.header && par.row == pars[0].row) {
			switch par.col {
			case cols.speaker:
				r = labelCell
			case cols.words:
				r = wordsCell
			case cols.time:
				r = timeCell
				if t, _ := joinRuns(par.runs); !isStamp(t) {
					r = asideCell
				}
			default:
				r = asideCell
			}
		}
		if ok && r == plain {
			r = asideCell
		}
		p.paragraph(par, sep, r)
	}
}

func isStamp(s string) bool {
	_, ok := onlyStamp(strings.TrimSpace(s))
	return ok
}

// rowsOf gathers the text of a table's cells by row and column; columns count
// from 1.
func rowsOf(pars []paragraph) []map[int]string {
	var rows []map[int]string
	last := -1
	for i := range pars {
		if pars[i].row != last {
			rows = append(rows, map[int]string{})
			last = pars[i].row
		}
		t, _ := joinRuns(pars[i].runs)
		cell := rows[len(rows)-1]
		if cell[pars[i].col] != "" && t != "" {
			t = cell[pars[i].col] + "\n" + t
		} else {
			t = cell[pars[i].col] + t
		}
		cell[pars[i].col] = t
	}
	return rows
}

// tableColumns finds the columns of a transcript in a table, by the names in
// its first row or by what its cells hold.
func tableColumns(rows []map[int]string) (columns, bool) {
	c := columns{speaker: -1, words: -1, time: -1}
	if len(rows) == 0 {
		return c, false
	}
	width := 0
	for _, r := range rows {
		for col := range r {
			width = max(width, col)
		}
	}
	if width < 2 {
		return c, false
	}
	for col := 1; col <= width; col++ {
		switch columnRole(rows[0][col]) {
		case speakerColumn:
			if c.speaker < 0 {
				c.speaker = col
			}
		case wordsColumn:
			if c.words < 0 {
				c.words = col
			}
		case startColumn:
			if c.time < 0 {
				c.time = col
			}
		}
	}
	if c.words > 0 && (c.speaker > 0 || c.time > 0) {
		c.header = true
		return c, true
	}
	c = columns{speaker: -1, words: -1, time: -1}
	data := rows
	if len(rows) > 3 {
		data = rows[1:]
	}
	g := guessColumns(width, len(data), func(row, col int) string { return data[row][col+1] })
	if g.speaker < 0 || g.words < 0 || len(rows) < 3 {
		return c, false
	}
	c.speaker, c.words = g.speaker+1, g.words+1
	if g.time >= 0 {
		c.time = g.time + 1
	}
	first := strings.TrimSpace(rows[0][c.speaker])
	c.header = first != "" && len(rows) > 3 && !recurs(data, c.speaker, first) && !sentenceEnd(rows[0][c.words]) && len(strings.Fields(rows[0][c.words])) < 4
	return c, true
}

func recurs(rows []map[int]string, col int, s string) bool {
	for _, r := range rows {
		if strings.TrimSpace(r[col]) == s {
			return true
		}
	}
	return false
}
