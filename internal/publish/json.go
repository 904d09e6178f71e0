package publish

import (
	"bytes"
	"encoding/json"
)

// JSON writes records as one object: what the stamp says under "export", and
// the records in their order under name, one a line, and more lists under
// theirs. Words stand in it as they are.
func JSON(s Stamp, name string, records [][]byte, more ...List) []byte {
	var b bytes.Buffer
	b.WriteString("{\n\"export\": ")
	b.Write(encoded(provenance(s)))
	for _, list := range append([]List{{name, records}}, more...) {
		b.WriteString(",\n")
		b.Write(encoded(list.Name))
		b.WriteString(": [")
		for i, r := range list.Records {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteByte('\n')
			b.Write(r)
		}
		b.WriteString("\n]")
	}
	b.WriteString("\n}\n")
	return b.Bytes()
}

// List is records under a name.
type List struct {
	Name    string
	Records [][]byte
}

// Records is the rows of a table as JSON objects with the columns as keys, in
// their order. A cell of numbers that is empty is null.
func Records(t *Table) [][]byte {
	names := make([][]byte, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = encoded(c.Name)
	}
	out := make([][]byte, 0, len(t.Rows))
	for _, r := range t.Rows {
		var b bytes.Buffer
		for i, c := range t.Columns {
			b.WriteByte("{,"[min(i, 1)])
			b.Write(names[i])
			b.WriteByte(':')
			var words string
			if i < len(r.Cells) {
				words = r.Cells[i].Text
			}
			switch {
			case c.Kind == Number && words == "":
				b.WriteString("null")
			case c.Kind == Number && json.Valid([]byte(words)) && isNumber(words):
				b.WriteString(words)
			default:
				b.Write(encoded(words))
			}
		}
		b.WriteByte('}')
		out = append(out, b.Bytes())
	}
	return out
}

// encoded is v as JSON on one line, with <, > and & as they are.
func encoded(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // strings, numbers and plain structs always encode
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}
