// Package words holds every word that Verbatim itself says on a screen, in
// English and in Dutch.
//
// An area registers its table in a file of its own (start.go, desk.go, …).
// What participants said, and the names of codes, people and documents, are
// data and never pass through here.
package words

import (
	"context"
	"encoding/json"
	"fmt"
	"sort"
	"strings"

	"golang.org/x/text/language"

	"verbatim/internal/fault"
)

// Lang is a language of the interface, as an html lang attribute has it.
type Lang string

// The languages that every word exists in.
const (
	English Lang = "en"
	Dutch   Lang = "nl"
)

// Langs lists the languages in the order in which the switch offers them.
var Langs = []Lang{English, Dutch}

// text is one sentence or label. Its verbs are those of fmt; a number given
// as an int is written as the language writes it, whether by %d, %s or %v.
type text struct{ en, nl string }

// plural is a phrase with a number in it, which is the first argument of both
// forms: {"%d coding", "%d codings"}.
type plural struct{ en, nl [2]string }

// The tables. They are filled by the init of each area's file and only read
// afterwards.
var (
	texts   = map[string]text{}
	plurals = map[string]plural{}
	faults  = map[string]string{} // English format of a fault to its Dutch one
)

// say registers an area's sentences and labels.
func say(table map[string]text) {
	for key, entry := range table {
		if _, twice := texts[key]; twice {
			panic("words: said twice: " + key)
		}
		texts[key] = entry
	}
}

// count registers an area's phrases with a number.
func count(table map[string]plural) {
	for key, entry := range table {
		if _, twice := plurals[key]; twice {
			panic("words: counted twice: " + key)
		}
		plurals[key] = entry
	}
}

// refuse registers the Dutch of an area's faults by their English format. A
// package that makes faults stays free of translations; one that is missing
// here is shown in English. The same fault may be registered by two areas.
// Warnings, and the phrases that stand in a fault as its arguments, are
// registered here too: see Put.
func refuse(table map[string]string) {
	for format, dutch := range table {
		faults[format] = dutch
	}
}

type key struct{}

// With gives a context in which words are said in this language.
func With(ctx context.Context, lang Lang) context.Context {
	return context.WithValue(ctx, key{}, lang)
}

// In gives the language of a context; English where none was chosen.
func In(ctx context.Context) Lang {
	if lang, ok := ctx.Value(key{}).(Lang); ok {
		return lang
	}
	return English
}

var matcher = language.NewMatcher([]language.Tag{language.English, language.Dutch})

// Choose picks the language: the one a person chose on the page if it is one
// of ours, else the best for what the browser sent as Accept-Language.
func Choose(chosen, accept string) Lang {
	for _, lang := range Langs {
		if chosen == string(lang) {
			return lang
		}
	}
	tags, _, err := language.ParseAcceptLanguage(accept)
	if err != nil || len(tags) == 0 {
		return English
	}
	if _, at, sure := matcher.Match(tags...); sure != language.No {
		return Langs[at]
	}
	return English
}

// Say gives the words for a key in the language of the context. A key that
// does not exist shows itself; a test finds those before a reader does.
func Say(ctx context.Context, key string, args ...any) string {
	entry, ok := texts[key]
	if !ok {
		return key
	}
	format := entry.en
	if In(ctx) == Dutch {
		format = entry.nl
	}
	if len(args) == 0 && !strings.Contains(format, "%") {
		return format
	}
	return fmt.Sprintf(format, localised(ctx, args)...)
}

// Count says a phrase with the number n in it, in its singular or plural.
// Further arguments follow the number.
func Count(ctx context.Context, n int, key string, args ...any) string {
	entry, ok := plurals[key]
	if !ok {
		return fmt.Sprintf("%d %s", n, key)
	}
	forms := entry.en
	if In(ctx) == Dutch {
		forms = entry.nl
	}
	format := forms[1]
	if n == 1 {
		format = forms[0]
	}
	return fmt.Sprintf(format, localised(ctx, append([]any{n}, args...))...)
}

// And joins names: "AM", "AM and BK", "AM, BK and CV".
func And(ctx context.Context, names []string) string {
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	default:
		return Say(ctx, "and", strings.Join(names[:n-1], ", "), names[n-1])
	}
}

// Fault says what went wrong in the reader's language. Internal errors have
// no words of their own: ok is false for them, and the caller gives their id.
func Fault(ctx context.Context, err error) (message string, ok bool) {
	f := fault.As(err)
	if f == nil {
		return "", false
	}
	if In(ctx) != Dutch {
		return f.Message, true
	}
	return Put(ctx, f.Format, f.Args...), true
}

// Put says a sentence that a package made, such as a warning of an import,
// from its English format and arguments in the reader's language. An argument
// that is a sentence or a fault itself is said in that language too.
func Put(ctx context.Context, format string, args ...any) string {
	if In(ctx) == Dutch {
		if dutch, known := faults[format]; known {
			format = dutch
		}
		said := make([]any, len(args))
		for i, arg := range args {
			said[i] = arg
			switch v := arg.(type) {
			case error:
				if message, ok := Fault(ctx, v); ok {
					said[i] = message
				}
			case string:
				if dutch, known := faults[v]; known {
					said[i] = dutch
				}
			}
		}
		args = said
	}
	if len(args) == 0 {
		return format
	}
	return fmt.Sprintf(format, args...)
}

// Script gives, as JSON, the words whose keys begin with one of the prefixes,
// for the page's TypeScript: a text as a string, a phrase with a number as a
// pair of singular and plural. The bytes are safe inside a script element.
func Script(ctx context.Context, prefixes ...string) string {
	dutch := In(ctx) == Dutch
	out := map[string]any{}
	for key, entry := range texts {
		if begins(key, prefixes) {
			out[key] = entry.en
			if dutch {
				out[key] = entry.nl
			}
		}
	}
	for key, entry := range plurals {
		if begins(key, prefixes) {
			out[key] = entry.en
			if dutch {
				out[key] = entry.nl
			}
		}
	}
	raw, err := json.Marshal(out) // escapes <, > and &; maps of strings cannot fail
	if err != nil {
		return "{}"
	}
	return string(raw)
}

func begins(key string, prefixes []string) bool {
	for _, prefix := range prefixes {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

// Keys lists every key there is, sorted; for tests and for proof-reading.
func Keys() []string {
	keys := make([]string, 0, len(texts)+len(plurals))
	for key := range texts {
		keys = append(keys, key)
	}
	for key := range plurals {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
