package search

import (
	"regexp"
	"strings"
)

// Query is a question as parsed. It is read only and may be shared.
type Query struct {
	Source string // as typed
	root   *node
}

// op is what a node of a query does.
type op uint8

const (
	opAnd op = iota
	opOr
	opNot
	opNear   // two kids, within n words of each other, either way round
	opPhrase // parts, one word after the other; a single word is a phrase of one
	opRegex
	opField
)

// kind is what a node says about a unit: text nodes give hits of their own;
// region nodes (code:, uncoded:) say which stretches count; plain nodes hold for
// the whole unit or not (speaker:, document:, NOT word).
type kind uint8

const (
	kindPlain kind = iota
	kindRegion
	kindText
)

// node is a part of a query. One struct for all: which fields count is said by op.
type node struct {
	op    op
	kind  kind
	place int // code point of the query at which it stands, from 0
	end   int // a leaf: the code point after it
	kids  []*node
	n     int       // opNear
	parts []matcher // opPhrase
	re    *regexp.Regexp
	needs []string // opRegex: folded pieces of words that every match holds
	field field
	name  string // opField: how an attribute is called
	value string // opField: as typed
	glob  *glob  // opField: the folded value
	id    int    // opField: its number in the query
}

// field is a thing other than the words that can be asked for.
type field string

// The fields. Any other name is that of an attribute of the project.
const (
	fieldSpeaker   field = "speaker"
	fieldDocument  field = "document"
	fieldCase      field = "case"
	fieldCode      field = "code"
	fieldUncoded   field = "uncoded"
	fieldAttribute field = "attribute"
)

func (n *node) setKind() {
	switch n.op {
	case opNear, opPhrase, opRegex:
		n.kind = kindText
	case opField:
		n.kind = kindPlain
		if n.field == fieldCode || n.field == fieldUncoded {
			n.kind = kindRegion
		}
	case opNot:
		n.kind = kindPlain
		if n.kids[0].kind == kindRegion {
			n.kind = kindRegion
		}
	default:
		n.kind = kindPlain
		for _, k := range n.kids {
			n.kind = max(n.kind, k.kind)
		}
	}
}

// walk calls f for n and everything below it.
func (n *node) walk(f func(*node)) {
	f(n)
	for _, k := range n.kids {
		k.walk(f)
	}
}

// asks reports whether any node below n is of this field.
func (q *Query) asks(fs ...field) bool {
	found := false
	q.root.walk(func(n *node) {
		for _, f := range fs {
			found = found || n.op == opField && n.field == f
		}
	})
	return found
}

// Codings reports whether the query asks for codings, so that it matters whose.
func (q *Query) Codings() bool { return q.asks(fieldCode, fieldUncoded) }

// String is the query in one unambiguous spelling, for tests and logs of ours.
func (q *Query) String() string { return q.root.String() }

// asked is the name before the colon.
func (n *node) asked() string {
	if n.field == fieldAttribute {
		return n.name
	}
	return string(n.field)
}

func (n *node) String() string {
	var kids []string
	for _, k := range n.kids {
		kids = append(kids, k.String())
	}
	switch n.op {
	case opAnd:
		return "(" + strings.Join(kids, " AND ") + ")"
	case opOr:
		return "(" + strings.Join(kids, " OR ") + ")"
	case opNot:
		return "NOT " + kids[0]
	case opNear:
		return "(" + kids[0] + " NEAR/" + itoa(n.n) + " " + kids[1] + ")"
	case opRegex:
		return "/" + n.re.String() + "/"
	case opField:
		return n.asked() + `:"` + n.value + `"`
	}
	var parts []string
	for _, m := range n.parts {
		parts = append(parts, m.String())
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return `"` + strings.Join(parts, " ") + `"`
}
