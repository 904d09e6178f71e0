package transcript

import (
	"path/filepath"
	"strings"
)

// The kinds of project file, by the name that each carries without ending.
const (
	CodebookFile     = "codebook"
	CasesFile        = "cases"
	ParticipantsFile = "participants"
	CodingsFile      = "codings"
	FindingsFile     = "findings"
)

// obligatory lists the columns that tell each kind by its header alone.
var obligatory = []struct {
	kind    string
	columns []string
}{
	{CodingsFile, []string{"document", "coder", "code", "start", "end", "quote"}},
	{FindingsFile, []string{"finding", "statement"}},
	{CodebookFile, []string{"code", "brief_definition"}},
	{CodebookFile, []string{"code", "full_definition"}},
	{CodebookFile, []string{"code_guid", "code"}},
	{ParticipantsFile, []string{"participant", "document"}},
}

// ProjectFile says whether a file is one of the project's own tables and which:
// by its name, or by the columns that its first row names.
func ProjectFile(name string, data []byte) (kind string, ok bool) {
	ext := strings.ToLower(filepath.Ext(name))
	if ext != ".csv" && ext != ".tsv" && ext != ".txt" && ext != "" || len(data) == 0 || isZip(data) {
		return "", false
	}
	base := strings.ToLower(strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)))
	if ext != ".txt" {
		for _, k := range []string{CodebookFile, CasesFile, ParticipantsFile, CodingsFile, FindingsFile} {
			if base == k {
				return k, true
			}
		}
	}
	head := data
	if len(head) > 4096 {
		head = head[:4096]
	}
	first, _, _ := strings.Cut(decode(head).text, "\n")
	have := map[string]bool{}
	columns := strings.FieldsFunc(first, func(r rune) bool { return r == ',' || r == ';' || r == '\t' })
	for _, c := range columns {
		have[strings.ToLower(strings.Trim(strings.TrimSpace(c), "\""))] = true
	}
	if len(columns) < 2 {
		return "", false
	}
	for _, o := range obligatory {
		all := true
		for _, c := range o.columns {
			all = all && have[c]
		}
		if all {
			return o.kind, true
		}
	}
	if ext != ".txt" && strings.EqualFold(strings.Trim(strings.TrimSpace(columns[0]), "\""), "case") && !have["text"] && !have["speaker"] {
		return CasesFile, true
	}
	return "", false
}

// Records reads the rows of a project file with its separator found out; rows
// carry the line of the file they start on. Broken lists lines whose quotation
// marks do not close.
func Records(data []byte) (rows [][]string, lines []int, broken []int, charset string) {
	t := decode(data)
	recs, broken := records(t.text, sniffTable(t.text))
	for _, r := range recs {
		rows = append(rows, r.cells)
		lines = append(lines, r.line)
	}
	return rows, lines, broken, t.charset
}

// sniffTable finds the separator of a table by its first row alone.
func sniffTable(s string) byte {
	first, _, _ := strings.Cut(s, "\n")
	best, most := byte(','), 0
	for _, sep := range []byte{',', ';', '\t'} {
		if n := strings.Count(first, string(sep)); n > most {
			best, most = sep, n
		}
	}
	return best
}
