package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every sentence by which a package refuses something is there in Dutch. The
// formats are read from the source, where they stand as literals; what a
// screen cannot reach (cmd) stays English.
func TestEveryFaultIsSaidInDutch(t *testing.T) {
	var missing []string
	err := filepath.WalkDir("../../internal", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			format := faultFormat(n)
			if _, known := faults[format]; format != "" && !known {
				missing = append(missing, path+": "+strconv.Quote(format))
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(missing)
	for _, format := range slices.Compact(missing) {
		t.Error(format)
	}
}

// faultFormat gives the format of a call of fault.New or fault.Wrap, empty for
// any other node.
func faultFormat(n ast.Node) string {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return ""
	}
	called, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	of, ok := called.X.(*ast.Ident)
	at := map[string]int{"New": 1, "Wrap": 2}[called.Sel.Name]
	if !ok || of.Name != "fault" || at == 0 || len(call.Args) <= at {
		return ""
	}
	literal, ok := call.Args[at].(*ast.BasicLit)
	if !ok {
		return ""
	}
	format, err := strconv.Unquote(literal.Value)
	if err != nil {
		return ""
	}
	return format
}
