package desk

import (
	"context"
	"encoding/json"
	"io"

	"github.com/a-h/templ"
)

// Row is a coding as the page's script reads it.
type Row [7]any

// Row gives the coding in the order that the script expects: id, start, end,
// code, coder, valence, whether it is the reader's own.
func (c Coding) Row() Row {
	mine := 0
	if c.Mine {
		mine = 1
	}
	return Row{c.ID, c.Start, c.End, c.Code, c.Coder, c.Valence, mine}
}

// Rows gives the rows of a list, never nil.
func Rows(list []Coding) []Row {
	rows := make([]Row, len(list))
	for i, c := range list {
		rows[i] = c.Row()
	}
	return rows
}

// script carries what the page's script knows. Encoding escapes <, > and &, so
// that no name of a code can end the element.
func script(p Page) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		tree := p.Tree
		if tree == nil {
			tree = []Code{}
		}
		data, err := json.Marshal(map[string]any{
			"url": p.URL, "id": p.ID, "project": p.Project, "codings": p.Project + "/codings", "version": p.Version, "length": p.Text.Length,
			"lang": p.Text.Language, "coder": p.Coder, "reader": p.Reader, "place": p.Place,
			"tree": tree, "rows": Rows(p.Codings),
		})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, `<script type="application/json" id="desk">`); err != nil {
			return err
		}
		if _, err := w.Write(data); err != nil {
			return err
		}
		_, err = io.WriteString(w, "</script>")
		return err
	})
}
