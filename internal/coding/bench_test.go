package coding_test

import (
	"database/sql"
	"strings"
	"testing"

	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/history"
	"verbatim/internal/text"
	"verbatim/internal/transcript"
)

// BenchmarkApply puts a code on words of a document of 200,000 words, with its
// entry, its record and its place on the disk.
func BenchmarkApply(b *testing.B) {
	k := newDesk(b)
	d := &transcript.Draft{Name: "lang.txt", Format: "txt"}
	line := strings.Repeat("Patiënten bellen elke dag en dan wacht iedereen. ", 11)
	for range 2300 {
		d.Turns = append(d.Turns, transcript.Turn{Speaker: -1})
		d.Blocks = append(d.Blocks, transcript.Block{Kind: transcript.Words, Text: line, Sep: "\n", Turn: len(d.Turns) - 1})
	}
	laid, err := document.Lay(ctx, k.p.DB, d, []byte("x"))
	if err != nil {
		b.Fatal(err)
	}
	var doc int64
	if err := k.p.DB.Write(ctx, func(tx *sql.Tx) error {
		ids, _, err := document.Show(ctx, tx, 1, "", laid)
		doc = ids[0]
		return err
	}); err != nil {
		b.Fatal(err)
	}
	n := text.Len(line)
	i := 0
	for b.Loop() {
		start := (i%2300)*(n+1) + i/2300%400
		i++
		_, err := history.Do(ctx, k.p.DB, history.Action{Who: k.anna.Person, What: "coding.apply"}, func(tx *sql.Tx) error {
			exact := text.Slice(line, start%(n+1), start%(n+1)+20)
			_, err := coding.Apply(ctx, tx, k.anna, coding.Mark{Document: doc, Start: start, End: start + 20, Exact: exact}, k.wait.ID)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
