package main

import (
	"cmp"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
)

// constants are the spaces and sizes that no page, theme or width sets anew.
// They have names in the sources only; the bundle has the measures themselves.
var constants = regexp.MustCompile(`(--(?:s\d|f-(?:micro|xs|s|m|q|l)|r)):([^;}]+);?`)

// physical are properties that mean the same by both names as long as lines
// run horizontally, whichever way the words run. Inline starts and ends, which
// are not the same from right to left, stay logical.
var physical = map[string]string{
	"inline-size": "width", "min-inline-size": "min-width", "max-inline-size": "max-width",
	"block-size": "height", "min-block-size": "min-height", "max-block-size": "max-height",
	"inset-block-start": "top", "inset-block-end": "bottom",
	"margin-block-start": "margin-top", "margin-block-end": "margin-bottom",
	"padding-block-start": "padding-top", "padding-block-end": "padding-bottom",
	"border-block-start": "border-top", "border-block-end": "border-bottom",
	"border-block-start-width": "border-top-width", "border-block-end-width": "border-bottom-width",
	"border-block-start-color": "border-top-color", "border-block-end-color": "border-bottom-color",
}

// short are the names that colours and other tokens have in the bundle. Only
// style sheets use them.
var short = strings.NewReplacer("--rule-2", "--e", "--rule", "--l", "--ink-2", "--j", "--ink-3", "--k", "--ink", "--i",
	"--pen-wash", "--w", "--pen", "--q", "--paper", "--a", "--desk", "--b", "--sunk", "--z", "--d-line", "--d", "--shadow", "--x", "--alert", "--y",
	"--measure", "--m", "--serif", "--s", "--lane", "--v", "--row", "--o")

var (
	property = regexp.MustCompile(`([{;])((?:(?:min|max)-)?(?:inline|block)-size|(?:inset|margin|padding|border)-block-(?:start|end)(?:-width|-color)?):`)
	negative = regexp.MustCompile(`calc\(-1\*(\.?\d[\d.]*(?:rem|px))\)`)
	runOf    = regexp.MustCompile(`[{;}](?:[a-z-]+:[^{};]+;?){2,}`)
	nested   = regexp.MustCompile(`([{};,])& ([a-z])`)
	alike    = regexp.MustCompile(`([{};]):is\(((?:[a-z]+\d?,)+[a-z]+\d?|(?:\.[a-z]+,)+\.[a-z]+)\)\{`)
)

// tighten makes a bundled style sheet smaller without changing what it says:
// constants written out, shorter names of colours and properties, no “& ”
// before a nested selector, which the browsers that we name do not need, and a
// plain list for an :is() that is a whole selector and all of whose parts weigh
// the same.
func tighten(path string) error {
	body, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	css, named := string(body), map[string]string{}
	for _, c := range constants.FindAllStringSubmatch(css, -1) {
		if _, twice := named[c[1]]; twice {
			return fmt.Errorf("%s is set twice, so it is no constant", c[1])
		}
		named[c[1]] = c[2]
	}
	css = constants.ReplaceAllString(css, "")
	for name, value := range named {
		css = strings.ReplaceAll(css, "var("+name+")", value)
	}
	css = negative.ReplaceAllString(css, "-$1")
	css = property.ReplaceAllStringFunc(css, func(found string) string {
		return found[:1] + physical[found[1:len(found)-1]] + ":"
	})
	css = nested.ReplaceAllString(css, "$1$2")
	css = alike.ReplaceAllString(css, "$1$2{")
	css = short.Replace(runOf.ReplaceAllStringFunc(css, inOrder))
	return os.WriteFile(path, []byte(css), 0o644)
}

// inOrder puts the declarations of a run into the order of their names, which
// packs better. Those of which one may undo the other keep their order.
func inOrder(found string) string {
	list := strings.Split(strings.TrimSuffix(found[1:], ";"), ";")
	var out []string
	for len(list) > 0 {
		next := -1
		for i, d := range list {
			free := !slices.ContainsFunc(list[:i], func(before string) bool { return undoes(nameOf(before), nameOf(d)) })
			if free && (next < 0 || d < list[next]) {
				next = i
			}
		}
		out = append(out, list[next])
		list = slices.Delete(list, next, next+1)
	}
	end := ""
	if strings.HasSuffix(found, ";") {
		end = ";"
	}
	return found[:1] + strings.Join(out, ";") + end
}

func nameOf(declaration string) string {
	name, _, _ := strings.Cut(declaration, ":")
	return name
}

// family is what properties of different names have in common that may undo one
// another; apart are those that share a word and nothing else.
var (
	family = map[string]string{"column": "gap", "row": "gap", "line": "font", "top": "inset", "bottom": "inset"}
	apart  = map[string]bool{"text": true, "min": true, "max": true, "align": true, "justify": true, "flex": true}
)

// undoes says whether the order of two properties may matter.
func undoes(a, b string) bool {
	of := func(name string) string {
		first, _, _ := strings.Cut(name, "-")
		if apart[first] {
			return name
		}
		return cmp.Or(family[first], first)
	}
	return of(a) == of(b) || strings.HasPrefix(b, a+"-") || strings.HasPrefix(a, b+"-")
}
