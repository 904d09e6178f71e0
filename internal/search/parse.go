package search

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"verbatim/internal/fault"
	"verbatim/internal/text"
)

// Limits of a query. They are far above what a person types and keep one query
// from taking the machine.
const (
	maxQuery  = 2000 // code points
	maxDepth  = 40   // brackets in brackets
	maxLeaves = 100  // words, phrases, fields
	maxRegex  = 500  // code points of one regular expression
	nearWords = 5    // NEAR without a number
)

// Parse reads a query. Its faults say at which character of the query and what
// to do.
func Parse(s string) (*Query, error) {
	if text.Len(s) > maxQuery {
		return nil, fault.New(fault.Invalid, "The query is longer than %d characters. Ask in parts.", maxQuery)
	}
	p := &parser{src: []rune(s)}
	if err := p.lex(); err != nil {
		return nil, err
	}
	if len(p.toks) == 0 {
		if strings.TrimSpace(s) == "" {
			return nil, fault.New(fault.Invalid, "The query is empty. Type a word, or a phrase in quotation marks.")
		}
		return nil, fault.New(fault.Invalid, "There is no word in %s. Signs are found with a regular expression: /…/.", strings.TrimSpace(s))
	}
	root, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if t := p.peek(); t != nil {
		return nil, fault.New(fault.Invalid, "The bracket at character %d closes nothing. Take it out, or open one before it.", t.place+1)
	}
	return &Query{Source: s, root: root}, nil
}

// tok is a token of the query: an operator, a bracket, or a leaf already made.
type tok struct {
	what  tokKind
	place int
	n     int   // NEAR
	leaf  *node // tLeaf
	word  string
}

type tokKind uint8

const (
	tLeaf tokKind = iota
	tAnd
	tOr
	tNot
	tNear
	tOpen
	tClose
)

type parser struct {
	src    []rune
	at     int
	toks   []tok
	next   int
	leaves int
	fields int
}

// Quotation marks that begin and end a phrase.
func quote(r rune) bool { return strings.ContainsRune("\"“”„‟«»", r) }

// lex cuts the query into tokens and makes its leaves.
func (p *parser) lex() error {
	for p.at < len(p.src) {
		r, place := p.src[p.at], p.at
		switch {
		case unicode.IsSpace(r):
			p.at++
		case r == '(' || r == ')':
			p.at++
			what := tOpen
			if r == ')' {
				what = tClose
			}
			p.toks = append(p.toks, tok{what: what, place: place, word: string(r)})
		case quote(r):
			body, err := p.quoted()
			if err != nil {
				return err
			}
			if err := p.phrase(body, place, byWord); err != nil {
				return err
			}
		case r == '/':
			if err := p.regex(); err != nil {
				return err
			}
		default:
			if err := p.word(); err != nil {
				return err
			}
		}
	}
	return nil
}

// quoted reads what stands between the quotation mark at p.at and the next.
func (p *parser) quoted() (string, error) {
	place := p.at
	for i := p.at + 1; i < len(p.src); i++ {
		if quote(p.src[i]) {
			p.at = i + 1
			return string(p.src[place+1 : i]), nil
		}
	}
	return "", fault.New(fault.Invalid, "The quotation mark at character %d is not closed. Put one behind the phrase.", place+1)
}

func (p *parser) leaf(n *node, place int) error {
	p.leaves++
	if p.leaves > maxLeaves {
		return fault.New(fault.Invalid, "The query asks for more than %d things at once. Ask in parts.", maxLeaves)
	}
	n.place, n.end = place, p.at
	n.setKind()
	p.toks = append(p.toks, tok{what: tLeaf, place: place, leaf: n})
	return nil
}

// phrase makes a leaf of words that follow each other; a phrase without any
// word is passed over, as punctuation in a text is.
func (p *parser) phrase(body string, place int, as how) error {
	var parts []matcher
	for _, raw := range strings.Fields(body) {
		m, err := wordParts(raw, place, as)
		if err != nil {
			return err
		}
		parts = append(parts, m...)
	}
	only := true
	for _, m := range parts {
		only = only && m.how == byAny
	}
	if len(parts) == 0 {
		return nil
	}
	if only {
		return fault.New(fault.Invalid, "The * at character %d stands alone. Put letters before or behind it, or words beside it in a phrase.", place+1)
	}
	return p.leaf(&node{op: opPhrase, parts: parts}, place)
}

// wordParts makes the matchers of what stands between two spaces: one for a
// plain word, several for "e-mail", wildcards in place.
func wordParts(raw string, place int, as how) ([]matcher, error) {
	var out []matcher
	if !strings.ContainsAny(raw, "*?") {
		for _, w := range Words(raw) {
			m := matcher{how: byWord, fold: w.Fold}
			switch as {
			case byExact:
				m.how, m.exact = byExact, exactForm(text.Slice(raw, w.Start, w.End))
			case byForm:
				m = formOf(w.Fold)
			}
			out = append(out, m)
		}
		return out, nil
	}
	switch as {
	case byExact:
		return nil, fault.New(fault.Invalid, "At character %d: after = a word stands as it is written. Leave out the * or ?, or the =.", place+1)
	case byForm:
		return nil, fault.New(fault.Invalid, "At character %d: after ~ stands a whole word, whose forms are meant. Leave out the * or ?, or the ~.", place+1)
	}
	for _, run := range strings.FieldsFunc(raw, func(r rune) bool { return !wordish(r) }) {
		stem := strings.TrimRight(run, "*")
		switch {
		case !strings.ContainsAny(run, "*?"):
			for _, w := range Words(run) {
				out = append(out, matcher{how: byWord, fold: w.Fold})
			}
		case stem == "":
			out = append(out, matcher{how: byAny})
		case !strings.ContainsAny(stem, "*?"):
			for _, w := range Words(stem) {
				out = append(out, matcher{how: byWord, fold: w.Fold})
			}
			if n := len(out); n > 0 {
				out[n-1].how = byPrefix
			}
		default:
			g := newGlob(run)
			if g.literal() {
				out = append(out, matcher{how: byGlob, glob: g})
			} else {
				out = append(out, matcher{how: byAny})
			}
		}
	}
	return out, nil
}

// wordish reports the runes that may stand in a word with wildcards.
func wordish(r rune) bool {
	return r == '*' || r == '?' || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || apostrophe(r) || invisible(r)
}

// regex reads /…/; a slash inside is written \/.
func (p *parser) regex() error {
	place := p.at
	var body []rune
	for i := p.at + 1; i < len(p.src); i++ {
		switch {
		case p.src[i] == '\\' && i+1 < len(p.src):
			if p.src[i+1] != '/' {
				body = append(body, '\\')
			}
			i++
			body = append(body, p.src[i])
			continue
		case p.src[i] != '/':
			body = append(body, p.src[i])
			continue
		}
		p.at = i + 1
		if len(body) == 0 || len(body) > maxRegex {
			return fault.New(fault.Invalid, "The regular expression at character %d must have between 1 and %d characters.", place+1, maxRegex)
		}
		re, needs, err := compileRegex(string(body))
		if err != nil {
			return fault.Wrap(err, fault.Invalid, "The regular expression at character %d cannot be read: check its brackets and repeats. Before a sign that is meant as itself put \\.", place+1)
		}
		return p.leaf(&node{op: opRegex, re: re, needs: needs}, place)
	}
	return fault.New(fault.Invalid, "The regular expression at character %d is not closed. Put a / behind it.", place+1)
}

// word reads what stands up to the next space, bracket or quotation mark: an
// operator, a field, or a word.
func (p *parser) word() error {
	place := p.at
	for p.at < len(p.src) && !unicode.IsSpace(p.src[p.at]) && !strings.ContainsRune("()", p.src[p.at]) && !quote(p.src[p.at]) {
		p.at++
	}
	w := string(p.src[place:p.at])
	quoteNext := p.at < len(p.src) && quote(p.src[p.at])
	if t, ok, err := operator(w, place); ok || err != nil {
		p.toks = append(p.toks, t)
		return err
	}
	if name, value, ok := strings.Cut(w, ":"); ok && isName(name) && (value != "" || quoteNext) {
		return p.fieldValue(name, value, place)
	}
	if as, ok := map[byte]how{'=': byExact, '~': byForm}[w[0]]; ok {
		body := w[1:]
		if body == "" && quoteNext {
			var err error
			if body, err = p.quoted(); err != nil {
				return err
			}
		}
		return p.phrase(body, place, as)
	}
	if stem, n, ok := cutFuzzy(w); ok {
		return p.fuzzy(stem, n, place)
	}
	return p.phrase(w, place, byWord)
}

// operator reads AND, OR, NOT and NEAR/n, which are written in capitals.
func operator(w string, place int) (tok, bool, error) {
	switch w {
	case "AND":
		return tok{what: tAnd, place: place, word: w}, true, nil
	case "OR":
		return tok{what: tOr, place: place, word: w}, true, nil
	case "NOT":
		return tok{what: tNot, place: place, word: w}, true, nil
	case "NEAR":
		return tok{what: tNear, place: place, n: nearWords, word: w}, true, nil
	}
	num, ok := strings.CutPrefix(w, "NEAR/")
	if !ok {
		return tok{}, false, nil
	}
	n := number(num)
	if n < 1 || n > 1000 {
		return tok{}, false, fault.New(fault.Invalid, "At character %d: NEAR takes a number of words from 1 to 1000, as in NEAR/5.", place+1)
	}
	return tok{what: tNear, place: place, n: n, word: w}, true, nil
}

// number reads up to four digits; -1 is none.
func number(s string) int {
	if s == "" || len(s) > 4 {
		return -1
	}
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// isName reports whether s looks like the name of a field: a letter, and then
// letters, digits, _ and -.
func isName(s string) bool {
	for i, r := range s {
		if !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '_' && r != '-') {
			return false
		}
	}
	return s != ""
}

// cutFuzzy splits word~1.
func cutFuzzy(w string) (string, string, bool) {
	i := strings.LastIndexByte(w, '~')
	if i <= 0 || (w[i+1:] != "" && number(w[i+1:]) < 0) {
		return "", "", false
	}
	return w[:i], w[i+1:], true
}

func (p *parser) fuzzy(stem, num string, place int) error {
	n := 1
	if num != "" {
		n = number(num)
	}
	words := Words(stem)
	if n < 1 || n > 2 {
		return fault.New(fault.Invalid, "At character %d: ~ takes 1 or 2, the letters that may differ, as in wond~1.", place+1)
	}
	if len(words) != 1 || strings.ContainsAny(stem, "*?=") {
		return fault.New(fault.Invalid, "At character %d: ~%d stands behind one whole word, as in wond~1.", place+1, n)
	}
	m := matcher{how: byFuzzy, fold: words[0].Fold, runes: []rune(words[0].Fold), n: n}
	return p.leaf(&node{op: opPhrase, parts: []matcher{m}}, place)
}

// fieldValue makes the leaf of name:value or name:"value".
func (p *parser) fieldValue(name, value string, place int) error {
	if value == "" {
		body, err := p.quoted()
		if err != nil {
			return err
		}
		value = body
	}
	value = text.Collapse(value)
	f := field(strings.ToLower(name))
	switch f {
	case fieldSpeaker, fieldDocument, fieldCase, fieldCode:
	case fieldUncoded:
		if v := strings.ToLower(value); v != "yes" && v != "no" {
			return fault.New(fault.Invalid, "At character %d: uncoded: takes yes or no.", place+1)
		}
	default: // whether there is such an attribute, the project says
		f = fieldAttribute
	}
	if value == "" {
		return fault.New(fault.Invalid, "At character %d: %s: has no name behind it. Put it in quotation marks when it has spaces.", place+1, name)
	}
	p.fields++
	return p.leaf(&node{op: opField, field: f, name: name, value: value, glob: newGlob(value), id: p.fields - 1}, place)
}

// compileRegex makes a regular expression that does not mind capitals.
func compileRegex(s string) (*regexp.Regexp, []string, error) {
	s = norm.NFC.String(s)
	re, err := regexp.Compile("(?i)" + s)
	if err != nil {
		return nil, nil, err
	}
	return re, needed(s), nil
}
