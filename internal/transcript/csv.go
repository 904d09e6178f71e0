package transcript

import (
	"strings"
	"unicode/utf8"
)

// A record is one row of a csv file with the line of the file it starts on.
type record struct {
	cells []string
	line  int
}

// records reads separated values as RFC 4180 has them, and files that break it
// without losing a character: a quotation mark that never closes, or closes in
// the middle of another row, is an ordinary character. broken lists the lines
// of such marks.
func records(s string, sep byte) (rows []record, broken []int) {
	r := csvReader{s: s, sep: sep, line: 1, raw: sep == '\t' && rawQuotes(s)}
	for r.at < len(r.s) {
		row := record{line: r.line}
		for {
			cell, more := r.cell()
			row.cells = append(row.cells, cell)
			if !more {
				break
			}
		}
		if len(row.cells) > 1 || strings.TrimSpace(row.cells[0]) != "" {
			rows = append(rows, row)
		}
	}
	return rows, r.broken
}

// rawQuotes says whether a tab-separated file was written without quoting: a
// program that quotes never leaves a quotation mark inside a bare cell.
func rawQuotes(s string) bool {
	bare, begins := true, true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\t' || c == '\n':
			bare, begins = true, true
			continue
		case c == '"' && begins:
			bare = false
		case c == '"' && bare:
			return true
		}
		begins = false
	}
	return false
}

type csvReader struct {
	s      string
	sep    byte
	at     int
	line   int
	broken []int
	raw    bool // quotation marks are ordinary characters
	failed int  // quotation marks that were searched to the end in vain
}

// cell reads one cell; more says that another follows in the row.
func (r *csvReader) cell() (cell string, more bool) {
	start := r.at
	for start < len(r.s) && r.s[start] == ' ' {
		start++
	}
	if start < len(r.s) && r.s[start] == '"' && !r.raw && r.failed < 50 {
		if text, next, ok := r.quoted(start); ok {
			r.line += strings.Count(r.s[r.at:next], "\n")
			r.at = next
			return text, r.step()
		}
		r.broken = append(r.broken, r.line)
	}
	end := r.at
	for end < len(r.s) && r.s[end] != r.sep && r.s[end] != '\n' {
		end++
	}
	cell = r.s[r.at:end]
	r.at = end
	return cell, r.step()
}

// step passes the separator or line end after a cell.
func (r *csvReader) step() bool {
	if r.at >= len(r.s) {
		return false
	}
	c := r.s[r.at]
	r.at++
	if c == '\n' {
		r.line++
		return false
	}
	return true
}

// quoted reads a cell in quotation marks that opens at byte i. Its closing mark
// is one before a separator, line end or the end of the file; one before
// anything else belongs to the text while no line end has passed.
func (r *csvReader) quoted(i int) (string, int, bool) {
	var b strings.Builder
	lines := 0
	for j := i + 1; j < len(r.s); j++ {
		c := r.s[j]
		switch {
		case c == '\n':
			lines++
			b.WriteByte(c)
		case c != '"':
			b.WriteByte(c)
		case j+1 < len(r.s) && r.s[j+1] == '"':
			b.WriteByte('"')
			j++
		default:
			k := j + 1
			for k < len(r.s) && r.s[k] == ' ' && r.sep != ' ' {
				k++
			}
			if k >= len(r.s) || r.s[k] == r.sep || r.s[k] == '\n' {
				return b.String(), k, true
			}
			if lines > 0 {
				r.failed++
				return "", 0, false
			}
			b.WriteByte('"')
		}
		if j-i > 1<<20 {
			break
		}
	}
	r.failed++
	return "", 0, false
}

// sniff finds the separator of a csv file: the one under which its first lines
// have most columns alike, a header that names columns being decisive.
func sniff(s string) byte {
	head := s[:min(len(s), 64<<10)]
	if len(head) < len(s) {
		for len(head) > 0 && !utf8.RuneStart(s[len(head)]) {
			head = head[:len(head)-1]
		}
		if i := strings.LastIndexByte(head, '\n'); i > 0 {
			head = head[:i]
		}
	}
	best, points := byte(','), 0.0
	for _, sep := range []byte{',', ';', '\t', '|'} {
		if p := separation(head, sep); p > points+1e-9 {
			best, points = sep, p
		}
	}
	return best
}

func separation(head string, sep byte) float64 {
	rows, _ := records(head, sep)
	if len(rows) == 0 {
		return 0
	}
	rows = rows[:min(len(rows), 200)]
	width := len(rows[0].cells)
	if width < 2 {
		return 0
	}
	same, named := 0, 0
	for _, r := range rows {
		if len(r.cells) == width {
			same++
		}
	}
	for _, c := range rows[0].cells {
		if columnRole(c) != unknownColumn {
			named++
		}
	}
	return share(same, len(rows)) + 2*float64(min(named, 3)) + 0.01*float64(min(width, 9))
}
