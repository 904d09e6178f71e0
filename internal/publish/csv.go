package publish

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// byteOrderMark makes a spreadsheet read a csv file as UTF-8.
const byteOrderMark = "\uFEFF"

// CSV writes t as RFC 4180 with a byte-order mark and CRLF line ends; the
// separator is a comma unless another is given. Cells of text that a
// spreadsheet could take for a formula are guarded; Span rows keep their one
// cell and are filled up.
func CSV(t *Table, separator rune) []byte {
	if separator == 0 {
		separator = ','
	}
	var b bytes.Buffer
	b.WriteString(byteOrderMark)
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = guard(c.Name)
	}
	writeRecord(&b, names, separator)
	cells := make([]string, len(t.Columns))
	for _, r := range t.Rows {
		for i := range cells {
			cells[i] = ""
			if i >= len(r.Cells) {
				continue
			}
			cells[i] = r.Cells[i].Text
			if t.Columns[i].Kind == Text || !isNumber(cells[i]) {
				cells[i] = guard(cells[i])
			}
		}
		writeRecord(&b, cells, separator)
	}
	return b.Bytes()
}

func writeRecord(b *bytes.Buffer, cells []string, separator rune) {
	for i, c := range cells {
		if i > 0 {
			b.WriteRune(separator)
		}
		if !quoted(c, separator) && (c != "" || len(cells) > 1) {
			b.WriteString(c)
			continue
		}
		b.WriteByte('"')
		b.WriteString(strings.ReplaceAll(c, `"`, `""`))
		b.WriteByte('"')
	}
	b.WriteString("\r\n")
}

// quoted reports whether a cell needs quotes. Outer blanks are quoted too:
// some readers trim bare ones.
func quoted(c string, separator rune) bool {
	if c == "" {
		return false
	}
	return strings.ContainsAny(c, "\"\r\n,;\t") || strings.ContainsRune(c, separator) ||
		c[0] == ' ' || c[len(c)-1] == ' '
}

// guard puts one apostrophe in front of a cell that begins with apostrophes or
// none and then with =, +, -, @, tab or carriage return, so that a spreadsheet
// sees text.
func guard(s string) string {
	if triggers(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// Unguard takes the one apostrophe away that CSV put in front of a cell.
func Unguard(s string) string {
	if strings.HasPrefix(s, "'") && triggers(strings.TrimLeft(s, "'")) {
		return s[1:]
	}
	return s
}

func triggers(s string) bool {
	return s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0
}

// isNumber reports whether s is a plain number with a point, or empty.
func isNumber(s string) bool {
	if s == "" {
		return true
	}
	if strings.Trim(s, "0123456789.-eE+") != "" {
		return false
	}
	_, err := strconv.ParseFloat(s, 64)
	return err == nil && s[0] != '+'
}

// ReadCSV reads what CSV wrote, and any other RFC 4180 file, exactly: line
// ends inside quotes stay as they are, which encoding/csv does not keep, and
// the guarding apostrophe is taken away. A separator of 0 is guessed from the
// first line. A byte-order mark is skipped; empty lines are no records.
func ReadCSV(r io.Reader, separator rune) ([][]string, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	s := strings.TrimPrefix(string(data), byteOrderMark)
	if separator == 0 {
		separator = guessSeparator(s)
	}
	var records [][]string
	line := 1
	for s != "" {
		record, rest, err := readRecord(s, separator)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		line += strings.Count(s[:len(s)-len(rest)], "\n")
		s = rest
		if record != nil {
			records = append(records, record)
		}
	}
	return records, nil
}

// readRecord takes one record off s; an empty line gives no record.
func readRecord(s string, separator rune) (record []string, rest string, err error) {
	sep := string(separator)
	for first := true; ; first = false {
		var cell string
		if strings.HasPrefix(s, `"`) {
			if cell, s, err = readQuoted(s); err != nil {
				return nil, "", err
			}
		} else {
			end := strings.IndexAny(s, "\r\n")
			if end < 0 {
				end = len(s)
			}
			if at := strings.Index(s[:end], sep); at >= 0 {
				end = at
			}
			cell, s = s[:end], s[end:]
			if first && cell == "" && !strings.HasPrefix(s, sep) {
				return nil, skipLineEnd(s), nil
			}
		}
		record = append(record, Unguard(cell))
		if !strings.HasPrefix(s, sep) {
			break
		}
		s = s[len(sep):]
	}
	if s != "" && s[0] != '\r' && s[0] != '\n' {
		return nil, "", fmt.Errorf("text after a closing quotation mark")
	}
	return record, skipLineEnd(s), nil
}

// readQuoted takes a quoted cell off s.
func readQuoted(s string) (cell, rest string, err error) {
	var b strings.Builder
	s = s[1:]
	for {
		at := strings.IndexByte(s, '"')
		if at < 0 {
			return "", "", fmt.Errorf("a quotation mark is opened and never closed")
		}
		b.WriteString(s[:at])
		s = s[at+1:]
		if !strings.HasPrefix(s, `"`) {
			return b.String(), s, nil
		}
		b.WriteByte('"')
		s = s[1:]
	}
}

func skipLineEnd(s string) string {
	if strings.HasPrefix(s, "\r\n") {
		return s[2:]
	}
	if s != "" {
		return s[1:]
	}
	return s
}

// guessSeparator is the one of comma, semicolon and tab that stands most often
// in the first line outside quotes; a comma where none does.
func guessSeparator(s string) rune {
	counts := map[rune]int{}
	inside := false
scan:
	for _, r := range s {
		switch r {
		case '"':
			inside = !inside
		case '\r', '\n':
			if !inside {
				break scan
			}
		case ',', ';', '\t':
			if !inside {
				counts[r]++
			}
		}
	}
	best := ','
	for _, r := range ";\t" {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}
