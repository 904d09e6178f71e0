package report

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"

	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/publish"
)

// writeTranscripts writes each document's canonical text and nothing else.
func writeTranscripts(ctx context.Context, tx *sql.Tx, e *export, _ string) ([]File, error) {
	list, err := document.List(ctx, tx)
	if err != nil {
		return nil, err
	}
	if name := e.options.Set["document"]; name != "" {
		d, err := document.ByName(ctx, tx, name)
		if err != nil {
			return nil, err
		}
		list = []document.Document{d}
	}
	if len(list) == 0 {
		return nil, fault.New(fault.NotFound, "There is no document in this project yet. Bring one in first.")
	}
	var out []File
	taken := map[string]bool{}
	for _, d := range list {
		words, err := document.Text(ctx, tx, d, 0, d.Length)
		if err != nil {
			return nil, err
		}
		name := freeName(taken, strings.TrimSuffix(d.Name, filepath.Ext(d.Name)))
		stamp := e.stamp("", "document “"+d.Name+"”, version "+fmt.Sprint(d.Number), fmt.Sprintf("%d code points", d.Length))
		out = append(out, File{Name: name, Data: []byte(words)}, beside(name, publish.Metadata(stamp, name, nil, 0)))
	}
	return out, nil
}

// freeName is base.txt, or "base (2).txt" and so on where that is taken; names
// that differ in case only would be one file on some computers.
func freeName(taken map[string]bool, base string) string {
	base = FileName(base)
	name := base + ".txt"
	for n := 2; taken[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("%s (%d).txt", base, n)
	}
	taken[strings.ToLower(name)] = true
	return name
}
