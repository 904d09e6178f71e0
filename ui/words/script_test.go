package words

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Places where a script would put a sentence of its own on the page instead of
// one of the tables: a literal with a word in it given to what people see.
var literals = []*regexp.Regexp{
	regexp.MustCompile("\\.(?:textContent|innerText|title|placeholder|ariaLabel|alt)\\s*\\+?=\\s*[\"'`]([^\"'`]*)[\"'`]"),
	regexp.MustCompile("setAttribute\\(\"(?:aria-label|title|placeholder|alt|aria-description)\",\\s*[\"'`]([^\"'`]*)[\"'`]"),
	regexp.MustCompile("\"(?:aria-label|title|placeholder|alt)\":\\s*[\"'`]([^\"'`]*)[\"'`]"),
	regexp.MustCompile("\\.(?:append|prepend|replaceChildren)\\([\"']([^\"']*)[\"']\\)"),
	regexp.MustCompile("(?:createTextNode|confirm|alert|prompt)\\([\"'`]([^\"'`]*)[\"'`]"),
}

func TestScriptsSayWordsOfTheTables(t *testing.T) {
	read := 0
	err := filepath.WalkDir("../asset", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == "dist" {
			return fs.SkipDir
		}
		if d.IsDir() || filepath.Ext(path) != ".ts" || strings.HasSuffix(path, ".d.ts") {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		read++
		for _, re := range literals {
			for _, m := range re.FindAllSubmatch(source, -1) {
				said := regexp.MustCompile(`\$\{.*`).ReplaceAllString(string(m[1]), "")
				if regexp.MustCompile(`\pL{2,}`).MatchString(said) {
					t.Errorf("%s says %q by itself", path, said)
				}
			}
		}
		return nil
	})
	if err != nil || read < 10 {
		t.Errorf("%d scripts read, %v", read, err)
	}
}
