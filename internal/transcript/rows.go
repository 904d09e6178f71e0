package transcript

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"verbatim/internal/fault"
)

// A rowTable says which columns of a csv file hold what; -1 is none.
type rowTable struct {
	speaker, words, start, end int
	header                     bool
	milliseconds               bool // times are in milliseconds
}

// readRows reads a csv or tsv transcript: a row is a turn. Its text is composed,
// one "Label: words" line a row.
func readRows(d *Draft, s string, ch Choices) error {
	sep := sniff(s)
	d.Format = "csv"
	if sep == '\t' {
		d.Format = "tsv"
	}
	rows, broken := records(s, sep)
	for i, line := range broken {
		if i == 5 {
			d.warn("%d more quotation marks do not close", len(broken)-i)
			break
		}
		d.warn("Line %d: a quotation mark opens and does not close; it was read as part of the text", line)
	}
	if len(rows) == 0 {
		return noText()
	}
	t, ok := d.findColumns(rows)
	if !ok {
		return fault.New(fault.Unreadable, "No column of this file holds text. Give the columns the names speaker, text and time in the first row.")
	}
	names := rows[0].cells
	if t.header {
		rows = rows[1:]
	}
	b := newBuilder(d, ch)
	surplus := []int{}
	width := len(names)
	banned := map[string]bool{}
	for _, n := range ch.NotSpeakers {
		banned[labelKey(n)] = true
	}
	for _, r := range rows {
		if len(r.cells) > width && strings.TrimSpace(strings.Join(r.cells[width:], "")) != "" {
			surplus = append(surplus, r.line)
		}
		b.row(t, r, width, banned)
	}
	for i, line := range surplus {
		if i == 5 {
			d.warn("%d more rows have more cells than the first row", len(surplus)-i)
			break
		}
		d.warn("Line %d has more cells than the first row; what is left over was added to its text", line)
	}
	d.Pattern = "intake.pattern.rows"
	d.givenDoubts()
	return nil
}

// row writes one row as a turn.
func (b *builder) row(t rowTable, r record, width int, banned map[string]bool) {
	cell := func(i int) string {
		if i < 0 || i >= len(r.cells) {
			return ""
		}
		return strings.TrimSpace(r.cells[i])
	}
	words := cell(t.words)
	for i := width; i < len(r.cells); i++ {
		if extra := strings.TrimSpace(r.cells[i]); extra != "" {
			words = strings.TrimSpace(words + " " + extra)
		}
	}
	raw := cell(t.speaker)
	label := labelKey(raw)
	if raw != "" && label == "" {
		label = labelKey(string([]rune(raw)[:min(longestLabel, utf8.RuneCountInString(raw))]))
		if label == "" {
			label = raw
		}
	}
	if words == "" && label == "" {
		return
	}
	start, end := rowTimes(cell(t.start), cell(t.end), t.milliseconds)
	if b.choices.NoLabels || banned[label] && label != "" {
		if label != "" && !b.choices.NoLabels {
			words = strings.TrimSpace(label + ": " + words)
		}
		label = ""
	}
	if words == "" && label == "" {
		return
	}
	speaker := -1
	if label != "" {
		speaker = b.speaker(label)
	}
	if !b.choices.NoLabels || len(b.draft.Turns) == 0 {
		b.openTurn(speaker, start)
	}
	if label != "" {
		b.put(Block{Kind: Label, Text: label + ":", Sep: " ", Turn: b.turn, StartMS: start})
		if words == "" {
			b.draft.Blocks[len(b.draft.Blocks)-1].Sep = "\n"
		}
	}
	b.cellWords(words, start, end)
}

// cellWords writes the words of one cell, a block for each of its lines.
func (b *builder) cellWords(words string, start, end *int64) {
	if words == "" {
		return
	}
	var p page
	for s := words; ; {
		raw, rest, more := strings.Cut(s, "\n")
		p.add(raw, "\n", line{})
		if !more {
			break
		}
		s = rest
	}
	p.settle()
	for i := range p.lines {
		b.start = nil
		if i == 0 {
			b.start = start
		}
		var last *int64
		if i == len(p.lines)-1 {
			last = end
		}
		b.words(p.lines[i].text, p.lines[i].sep, last)
	}
}

// findColumns decides which columns hold what and whether the first row names
// them, and says in a warning what it guessed or left out.
func (d *Draft) findColumns(rows []record) (rowTable, bool) {
	t := rowTable{speaker: -1, words: -1, start: -1, end: -1}
	var ignored, twice []string
	for i, name := range rows[0].cells {
		var at *int
		switch columnRole(name) {
		case speakerColumn:
			at = &t.speaker
		case wordsColumn:
			at = &t.words
		case startColumn:
			at = &t.start
		case endColumn:
			at = &t.end
		}
		switch {
		case at == nil:
			if n := strings.TrimSpace(name); n != "" {
				ignored = append(ignored, n)
			}
		case *at < 0:
			*at = i
			t.header = true
		case at == &t.words && meanLength(rows, i) > meanLength(rows, *at):
			twice = append(twice, strings.TrimSpace(rows[0].cells[*at]))
			*at = i
		default:
			twice = append(twice, strings.TrimSpace(name))
		}
	}
	if t.words < 0 {
		return d.guessTable(rows, t)
	}
	t.milliseconds = t.start >= 0 && strings.Contains(strings.ToLower(rows[0].cells[t.start]), "ms") || wholeMilliseconds(rows, t)
	if len(ignored) > 0 {
		d.warn("Columns that were not read: %s", strings.Join(ignored, ", "))
	}
	if len(twice) > 0 {
		d.warn("More than one column could hold the same; not read: %s", strings.Join(twice, ", "))
	}
	return t, true
}

// guessTable chooses columns by their cells where names say nothing.
func (d *Draft) guessTable(rows []record, named rowTable) (rowTable, bool) {
	width := 0
	for _, r := range rows {
		width = max(width, len(r.cells))
	}
	width = min(width, 64)
	data := rows
	if len(rows) > 1 {
		data = rows[1:]
	}
	g := guessColumns(width, len(data), func(row, col int) string {
		if col >= len(data[row].cells) {
			return ""
		}
		return data[row].cells[col]
	})
	if g.words < 0 {
		return named, false
	}
	t := named
	t.words = g.words
	if t.speaker == t.words {
		t.speaker = -1
	}
	if t.speaker < 0 {
		t.speaker = g.speaker
	}
	if t.start < 0 {
		t.start = g.time
	}
	t.header = named.header || len(rows) > 1 && headerLike(rows, t)
	part := func(i int) string {
		if i < 0 {
			return ""
		}
		if t.header && i < len(rows[0].cells) && strings.TrimSpace(rows[0].cells[i]) != "" {
			return fmt.Sprintf("“%s”", strings.TrimSpace(rows[0].cells[i]))
		}
		return strconv.Itoa(i + 1)
	}
	if t.speaker >= 0 {
		d.warn("The columns do not say what they hold; the text was taken from column %s and the speaker from column %s", part(t.words), part(t.speaker))
	} else {
		d.warn("The columns do not say what they hold; the text was taken from column %s", part(t.words))
	}
	return t, true
}

// headerLike says whether the first row names columns and is no turn itself.
func headerLike(rows []record, t rowTable) bool {
	cell := func(r record, i int) string {
		if i < 0 || i >= len(r.cells) {
			return ""
		}
		return strings.TrimSpace(r.cells[i])
	}
	first := rows[0]
	if w := cell(first, t.words); len(strings.Fields(w)) > 3 || sentenceEnd(w) && utf8.RuneCountInString(w) > 2 {
		return false
	}
	if _, ok := timeCellMS(cell(first, t.start), false); t.start >= 0 && ok {
		return false
	}
	if t.speaker >= 0 {
		label := cell(first, t.speaker)
		for _, r := range rows[1:] {
			if cell(r, t.speaker) == label {
				return false
			}
		}
	}
	return true
}

func meanLength(rows []record, col int) float64 {
	n := 0
	for _, r := range rows[min(1, len(rows)):] {
		if col < len(r.cells) {
			n += len(r.cells[col])
		}
	}
	return float64(n) / float64(max(1, len(rows)))
}

// wholeMilliseconds says whether times are whole numbers so large and so far
// apart that they count milliseconds.
func wholeMilliseconds(rows []record, t rowTable) bool {
	if t.start < 0 {
		return false
	}
	large, seen := 0, 0
	for _, r := range rows[1:] {
		if t.start >= len(r.cells) {
			continue
		}
		v, err := strconv.ParseInt(strings.TrimSpace(r.cells[t.start]), 10, 64)
		if err != nil {
			if strings.TrimSpace(r.cells[t.start]) != "" {
				return false
			}
			continue
		}
		seen++
		if v >= 1000 {
			large++
		}
	}
	return seen > 1 && share(large, seen) > 0.5 && large*30000 < lastTime(rows, t)*2
}

func lastTime(rows []record, t rowTable) int {
	most := 0
	for _, r := range rows[1:] {
		if t.start < len(r.cells) {
			v, _ := strconv.Atoi(strings.TrimSpace(r.cells[t.start]))
			most = max(most, v)
		}
	}
	return most
}

// rowTimes reads the start and end of a row; an end before its start is left out.
func rowTimes(start, end string, milliseconds bool) (*int64, *int64) {
	var from, to *int64
	if t, ok := onlyStamp(start); ok && t.ranged {
		from, to = t.startMS(), t.endMS()
	} else if v, ok := timeCellMS(start, milliseconds); ok {
		from = &v
	}
	if v, ok := timeCellMS(end, milliseconds); ok && (from == nil || v >= *from) {
		to = &v
	}
	return from, to
}

// timeCellMS reads a time or a number of seconds, with a point or a comma.
func timeCellMS(s string, milliseconds bool) (int64, bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return 0, false
	}
	if t, ok := onlyStamp(s); ok {
		return t.start, true
	}
	if len(s) > 15 {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.TrimRight(strings.Replace(s, ",", ".", 1), "s "), 64)
	if err != nil || v != v || v < -1e9 || v > 1e12 {
		return 0, false
	}
	if milliseconds {
		return int64(v), true
	}
	return int64(v*1000 + 0.5), true
}
