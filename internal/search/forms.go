package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
)

// Word forms: ~lopen finds what has the same stem in the language of the
// document, by the stemmers of Snowball over folded words, and what our own
// rules of verbs.go bring together. Forms are found when they are asked for,
// from the words in the index that begin with the letters that they can: a second field of stems would double the index, and would be wrong
// whenever the language of a document is corrected.

var stemmers = map[string]func(*snowballstem.Env) bool{
	"da": danish.Stem, "nl": dutch.Stem, "en": english.Stem, "fi": finnish.Stem, "fr": french.Stem, "de": german.Stem,
	"hu": hungarian.Stem, "it": italian.Stem, "no": norwegian.Stem, "nb": norwegian.Stem, "nn": norwegian.Stem,
	"pt": portuguese.Stem, "ro": romanian.Stem, "ru": russian.Stem, "es": spanish.Stem, "sv": swedish.Stem,
}

// stem is the stem of a folded word in a language; the word itself where there
// is no stemmer for it.
func stem(language, fold string) (out string) {
	f := stemmers[language]
	if f == nil {
		return fold
	}
	defer func() {
		if recover() != nil { // generated code meeting a word that it was not made for
			out = fold
		}
	}()
	env := snowballstem.NewEnv(strings.TrimSuffix(fold, "'s"))
	f(env)
	if env.Current() == "" {
		return fold
	}
	return env.Current()
}

// formOf makes the matcher of ~word.
func formOf(fold string) matcher {
	m := matcher{how: byForm, fold: fold, keys: make(map[string][]string, len(stemmers)), begin: beginnings(fold)}
	for language := range stemmers {
		m.keys[language] = keys(language, fold)
	}
	return m
}

// isForm reports whether a folded word is a form of m's word in a language. The
// letters that forms begin with spare stemming most words.
func (m *matcher) isForm(language, fold string) bool {
	if fold == m.fold {
		return true
	}
	want, known := m.keys[language]
	if !known || !begins(fold, m.begin) {
		return false
	}
	return slices.ContainsFunc(keys(language, fold), func(k string) bool { return slices.Contains(want, k) })
}

func firstLetter(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}

// isAnyForm reports whether a folded word is a form in any of these languages.
func (m *matcher) isAnyForm(languages []string, fold string) bool {
	return fold == m.fold || slices.ContainsFunc(languages, func(l string) bool { return m.isForm(l, fold) })
}

// Forms is the query with every plain word in it standing for its forms.
func (q *Query) Forms() *Query {
	return &Query{Source: q.Source, root: q.root.forms()}
}

func (n *node) forms() *node {
	out := *n
	out.kids = make([]*node, len(n.kids))
	for i, k := range n.kids {
		out.kids[i] = k.forms()
	}
	out.parts = slices.Clone(n.parts)
	for i, m := range out.parts {
		if m.how == byWord {
			out.parts[i] = formOf(m.fold)
		}
	}
	return &out
}
