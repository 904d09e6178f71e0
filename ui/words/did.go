package words

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
)

// verb finds the verbs of a format, with the number of the argument where one
// is given.
var verb = regexp.MustCompile(`%(?:\[(\d+)\])?[sdvq]`)

// takes is how many arguments a format asks for.
func takes(format string) int {
	most, next := 0, 0
	for _, m := range verb.FindAllStringSubmatch(format, -1) {
		next++
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1])
		}
		most = max(most, next)
	}
	return most
}

// Did says what an entry of the history did, from its what and its subject:
// the sentence "did."+what with the subject's names in it. Where that is a
// phrase with a number, the subject is a list: the number of names comes
// first, then the names.
func Did(ctx context.Context, what string, subject []string) string {
	args := make([]any, len(subject))
	for i, name := range subject {
		args[i] = name
	}
	if phrase, ok := plurals["did."+what]; ok && len(subject) > 0 {
		forms := phrase.en
		if In(ctx) == Dutch {
			forms = phrase.nl
		}
		format := forms[1]
		if len(subject) == 1 {
			format = forms[0]
		}
		if n := takes(format); n <= len(args)+1 {
			return fmt.Sprintf(format, append([]any{number{int64(len(subject)), In(ctx) == Dutch}}, args...)[:n]...)
		}
	}
	entry, ok := texts["did."+what]
	if !ok {
		return Say(ctx, "did.other")
	}
	format := entry.en
	if In(ctx) == Dutch {
		format = entry.nl
	}
	n := takes(format)
	if n > len(args) {
		return Say(ctx, "did.other")
	}
	return fmt.Sprintf(format, args[:n]...)
}
