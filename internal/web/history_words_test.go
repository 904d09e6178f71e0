package web

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"verbatim/internal/transcript"
	"verbatim/ui/words"
)

// whatShape is how the record's words look: coding.apply, finding.quote.move.
var whatShape = regexp.MustCompile(`^[a-z]+(\.[a-z0-9]+)+\.?$`)

// TestEveryStepHasASentence goes through the source for what entries are called:
// each has a sentence in both languages, so that the history can be read.
func TestEveryStepHasASentence(t *testing.T) {
	keys := words.Keys()
	known := func(key string) bool {
		_, found := slices.BinarySearch(keys, key)
		return found
	}
	begun := func(prefix string) bool {
		return slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, prefix) })
	}
	n := 0
	for _, root := range []string{"../../internal", "../../cmd/verbatim"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, path, nil, 0)
			if err != nil {
				return err
			}
			if !slices.ContainsFunc(file.Imports, func(i *ast.ImportSpec) bool { return i.Path.Value == `"verbatim/internal/history"` }) && !strings.Contains(path, "/web/") {
				return nil
			}
			strict := map[ast.Expr]bool{} // certainly what an entry is called
			ast.Inspect(file, func(node ast.Node) bool {
				switch x := node.(type) {
				case *ast.KeyValueExpr:
					if id, ok := x.Key.(*ast.Ident); ok && id.Name == "What" {
						strict[x.Value] = true
					}
				case *ast.CallExpr:
					if id, ok := x.Fun.(*ast.Ident); ok && id.Name == "action" && len(x.Args) > 1 {
						strict[x.Args[1]] = true
					}
				case *ast.BasicLit:
					lit, err := strconv.Unquote(x.Value)
					if x.Kind != token.STRING || err != nil || !whatShape.MatchString(lit) {
						return true
					}
					first, _, _ := strings.Cut(lit, ".")
					switch {
					case !begun("did." + first + "."): // no word of the record
					case strings.HasSuffix(lit, "."):
						if !begun("did."+lit) && !begun(lit) {
							t.Errorf("%s: nothing is said of %q…", set.Position(x.Pos()), lit)
						}
					case known("did." + lit):
						n++
					case strict[x]:
						t.Errorf("%s: no sentence did.%s", set.Position(x.Pos()), lit)
					case known(lit), begun(lit + "."), slices.Contains([]string{".csv", ".md", ".js", ".css", ".json", ".docx", ".xlsx", ".html", ".zip", ".db"}, filepath.Ext(lit)):
						// a key of the words, or a file
					default:
						t.Errorf("%s: %q looks like what an entry is called, and has no sentence did.%[2]s", set.Position(x.Pos()), lit)
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n < 50 {
		t.Errorf("only %d words of the record were found: has the source changed its shape?", n)
	}
	for _, kind := range []string{transcript.CodebookFile, transcript.CasesFile, transcript.ParticipantsFile, transcript.CodingsFile, transcript.FindingsFile} {
		if !known("did." + kind + ".import") {
			t.Errorf("no sentence did.%s.import", kind)
		}
	}
}
