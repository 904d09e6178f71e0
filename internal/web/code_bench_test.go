package web

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"testing"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/people"
	"verbatim/internal/transcript"
)

// BenchmarkCodebook shows the pages of a codebook of 500 codes in 20 branches,
// with 10,000 codings.
func BenchmarkCodebook(b *testing.B) {
	d := newCodeDesk(b)
	ctx := context.Background()
	words := ""
	for len(words) < 20_000 {
		words += "Dan wacht iedereen, en dat is zo. "
	}
	laid, err := document.Lay(ctx, d.p.DB, &transcript.Draft{Name: "L.txt", Format: "txt", Language: "nl", Turns: []transcript.Turn{{Speaker: -1}},
		Blocks: []transcript.Block{{Kind: transcript.Words, Text: words}}}, []byte(words))
	if err != nil {
		b.Fatal(err)
	}
	var at string
	var ids []int64
	err = d.p.DB.Write(ctx, func(tx *sql.Tx) (err error) {
		ids, _, err = document.Show(ctx, tx, d.mira.ID, "", laid)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	d.do(func(tx *sql.Tx) error {
		v, err := people.As(ctx, tx, d.mira.ID)
		if err != nil {
			return err
		}
		for i := range 500 {
			c, err := codebook.Ensure(ctx, tx, d.mira.ID, fmt.Sprintf("Branch %d/Something about %c%c%c", i%20, 'a'+i%26, 'a'+i/26%26, 'k'+i%13))
			if err != nil {
				return err
			}
			at = "/codes/" + c.ShortGUID()
			for j := range 20 {
				from := (i*37 + j*900) % 19_000
				m := coding.Mark{Document: ids[0], Start: from, End: from + 30, Exact: words[from : from+30]}
				if _, err := coding.Apply(ctx, tx, v, m, c.ID); err != nil {
					return err
				}
			}
		}
		return nil
	})
	for _, path := range []string{"/codes", "/codes?sort=count&show=once", at, "/codes/alike", "/codes/versions", "/codes/themes"} {
		b.Run(path[:min(len(path), 20)], func(b *testing.B) {
			for b.Loop() {
				if w := d.send(http.MethodGet, path, nil, false); w.Code != 200 {
					b.Fatalf("%s: %d", path, w.Code)
				}
			}
		})
	}
}
