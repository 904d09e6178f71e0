package desk

import (
	"context"
	"encoding/json"
	"io"
	"strconv"

	"github.com/a-h/templ"
)

// Rows gives codings as the page's script reads them, a JSON array of arrays:
// id, start, end, code, coder, valence, whether it is the reader's own (0 or
// 1), and its note where it has one. It is written by hand: a long document has
// thousands, and encoding/json took a tenth of the time that the page takes.
// Coder's initials and notes are the only free text; encoding escapes <, > and &
// in them.
func Rows(list []Coding) json.RawMessage {
	out := make([]byte, 0, 2+64*len(list))
	initials := map[string][]byte{}
	out = append(out, '[')
	for i, c := range list {
		if i > 0 {
			out = append(out, ',')
		}
		coder, known := initials[c.Coder]
		if !known {
			coder, _ = json.Marshal(c.Coder) // a string can always be encoded
			initials[c.Coder] = coder
		}
		out = append(append(append(out, `["`...), c.ID...), `",`...)
		out = append(strconv.AppendInt(out, int64(c.Start), 10), ',')
		out = append(strconv.AppendInt(out, int64(c.End), 10), `,"`...)
		out = append(append(out, c.Code...), `",`...)
		out = append(append(out, coder...), ',')
		if c.Valence == nil {
			out = append(out, "null"...)
		} else {
			out = strconv.AppendInt(out, int64(*c.Valence), 10)
		}
		if c.Mine {
			out = append(out, ",1"...)
		} else {
			out = append(out, ",0"...)
		}
		if n := (note{c.Weight, c.Comment, c.Outdated}); n != (note{}) {
			said, _ := json.Marshal(n) // numbers and strings can always be encoded
			out = append(append(out, ','), said...)
		}
		out = append(out, ']')
	}
	return append(out, ']')
}

// note is what most codings do not have.
type note struct {
	Weight   *int   `json:"w,omitempty"`
	Comment  string `json:"c,omitempty"`
	Outdated bool   `json:"o,omitempty"`
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
			"lang": p.Text.Language, "coder": p.Coder, "reader": p.Reader, "place": p.Place, "tree": tree, "hits": p.Hits, "at": p.At,
		})
		if err != nil {
			return err
		}
		for _, part := range [][]byte{
			[]byte(`<script type="application/json" id="desk">`), data[:len(data)-1], []byte(`,"rows":`), Rows(p.Codings), []byte("}</script>"),
		} {
			if _, err := w.Write(part); err != nil {
				return err
			}
		}
		return nil
	})
}
