package main

import (
	"fmt"
	"os"
	"regexp"
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

// short are the names that colours have in the bundle. Only style sheets use
// them.
var short = strings.NewReplacer("--rule-2", "--e", "--rule", "--l", "--ink-2", "--j", "--ink-3", "--k", "--ink", "--i",
	"--pen-wash", "--w", "--pen", "--q", "--paper", "--a", "--desk", "--b", "--sunk", "--z", "--d-line", "--d", "--shadow", "--x", "--alert", "--y")

var (
	property = regexp.MustCompile(`([{;])((?:(?:min|max)-)?(?:inline|block)-size|(?:inset|margin|padding|border)-block-(?:start|end)(?:-width|-color)?):`)
	negative = regexp.MustCompile(`calc\(-1\*(\.?\d[\d.]*(?:rem|px))\)`)
	nested   = regexp.MustCompile(`([{};,])& ([a-z])`)
)

// tighten makes a bundled style sheet smaller without changing what it says:
// constants written out, shorter names of colours and properties, and no “& ”
// before a nested selector, which the browsers that we name do not need.
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
	css = short.Replace(nested.ReplaceAllString(css, "$1$2"))
	return os.WriteFile(path, []byte(css), 0o644)
}
