package search

import "strings"

// A query is changed by changing what is typed: what a click adds stands in the
// field, where it can be read, learned and taken away.

// Clause is a field that the whole query must answer, and the query without it.
type Clause struct {
	Field, Value string
	Without      string
	Attribute    bool // Field is an attribute of the project
}

// String is the clause as it is typed.
func (c Clause) String() string { return clause(c.Field, c.Value) }

// Clauses lists the fields of a query that narrow all of it and can be taken
// away without changing the rest.
func (q *Query) Clauses() []Clause {
	kids := []*node{q.root}
	if q.root.op == opAnd {
		kids = q.root.kids
	}
	var out []Clause
	for _, n := range kids {
		if n.op != opField {
			continue
		}
		rest := q.without(n)
		if _, err := Parse(rest); err == nil || rest == "" {
			out = append(out, Clause{n.asked(), n.value, rest, n.field == fieldAttribute})
		}
	}
	return out
}

// without is the query as typed, but for one leaf and the AND beside it.
func (q *Query) without(n *node) string {
	src := []rune(q.Source)
	before := strings.TrimSpace(string(src[:n.place]))
	after := strings.TrimSpace(string(src[n.end:]))
	if before == "AND" || strings.HasSuffix(before, " AND") {
		before = strings.TrimSpace(strings.TrimSuffix(before, "AND"))
	} else if rest, ok := strings.CutPrefix(after, "AND "); ok {
		after = rest
	}
	return strings.TrimSpace(before + " " + after)
}

// With is the query narrowed by a field; what the field was narrowed to before
// gives way.
func (q *Query) With(field, value string) string {
	for _, c := range q.Clauses() {
		if c.Field != field {
			continue
		}
		if c.Without == "" {
			return clause(field, value)
		}
		if rest, err := Parse(c.Without); err == nil {
			return rest.With(field, value)
		}
	}
	src := strings.TrimSpace(q.Source)
	if q.root.op == opOr {
		src = "(" + src + ")"
	}
	return src + " " + clause(field, value)
}

// clause writes field:value so that it is read as it is meant: a quotation mark
// inside a value stands as ?.
func clause(field, value string) string {
	plain := true
	for _, r := range value {
		plain = plain && r != '(' && r != ')' && r != ' ' && !quote(r)
	}
	if plain && value != "" {
		return field + ":" + value
	}
	return field + `:"` + strings.Map(func(r rune) rune {
		if quote(r) {
			return '?'
		}
		return r
	}, value) + `"`
}

// Looser gives the query with its plain words as beginnings of words, and with
// one letter of each free; both are "" where there is no plain word.
func (q *Query) Looser() (beginnings, spellings string) {
	src := []rune(q.Source)
	var b, s strings.Builder
	at := 0
	q.root.walk(func(n *node) {
		if n.op != opPhrase || len(n.parts) != 1 || n.parts[0].how != byWord || n.place < at || quote(src[n.end-1]) {
			return
		}
		b.WriteString(string(src[at:n.end]) + "*")
		s.WriteString(string(src[at:n.end]) + "~1")
		at = n.end
	})
	if at == 0 {
		return "", ""
	}
	return b.String() + string(src[at:]), s.String() + string(src[at:])
}
