package document_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/project"
	"verbatim/internal/project/projecttest"
	"verbatim/internal/text"
	"verbatim/internal/transcript"
)

var ctx = context.Background()

func open(t testing.TB) *project.Project { return projecttest.New(t, "Teksten") }

// draft makes an interview of n turns with what trips offsets.
func draft(r *rand.Rand, name string, n int) *transcript.Draft {
	words := []string{"wacht", "één", "e\u0301én", "👩‍⚕️", "pa\u00adtiënt", "a\u00a0b", "שלום", "bellen", "…", "x"}
	d := &transcript.Draft{Name: name, Format: "txt", Language: "nl", Speakers: []transcript.Speaker{{Name: "I"}, {Name: "R1"}}}
	for i := range n {
		d.Turns = append(d.Turns, transcript.Turn{Speaker: i % 2})
		d.Blocks = append(d.Blocks, transcript.Block{Kind: transcript.Label, Text: d.Speakers[i%2].Name + ":", Sep: " ", Turn: i})
		for range r.Intn(3) + 1 {
			var said []string
			for range r.Intn(12) + 1 {
				said = append(said, words[r.Intn(len(words))])
			}
			d.Blocks = append(d.Blocks, transcript.Block{Kind: transcript.Words, Text: strings.Join(said, " "), Sep: "\n", Turn: i})
		}
	}
	return d
}

func show(t testing.TB, p *project.Project, d *transcript.Draft) document.Document {
	t.Helper()
	laid, err := document.Lay(ctx, p.DB, d, []byte(d.Text()))
	if err != nil {
		t.Fatal(err)
	}
	var doc document.Document
	err = p.DB.Write(ctx, func(tx *sql.Tx) error {
		ids, _, err := document.Show(ctx, tx, 1, "", laid)
		if err != nil {
			return err
		}
		doc, err = document.Get(ctx, tx, ids[0])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// Any span read back must be the same as the same span of the draft's text.
func TestEverySpanReadsBack(t *testing.T) {
	p := open(t)
	r := rand.New(rand.NewSource(1))
	for i := range 4 {
		d := draft(r, fmt.Sprintf("d%d.txt", i), 30)
		doc := show(t, p, d)
		want := d.Text()
		if doc.Length != text.Len(want) || doc.Turns != 30 {
			t.Fatalf("%+v", doc)
		}
		err := p.DB.Read(ctx, func(tx *sql.Tx) error {
			for range 400 {
				a := r.Intn(doc.Length)
				b := a + r.Intn(doc.Length-a) + 1
				got, err := document.Text(ctx, tx, doc, a, b)
				if err != nil {
					return err
				}
				if got != text.Slice(want, a, b) {
					t.Fatalf("[%d,%d) = %q", a, b, got)
				}
				turn, ok, err := document.TurnAt(ctx, tx, doc, a)
				if err != nil || ok && (turn.Start > a || turn.End < a) {
					t.Fatalf("turn at %d: %+v %v", a, turn, err)
				}
			}
			problems, err := document.Check(ctx, tx)
			if len(problems) > 0 {
				t.Errorf("%q", problems)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestALongTextGoesInInPieces(t *testing.T) {
	p := open(t)
	d := draft(rand.New(rand.NewSource(2)), "lang.txt", 4000)
	doc := show(t, p, d)
	again, err := document.Lay(ctx, p.DB, d, []byte("other bytes, the same text"))
	if err != nil || again.Body != doc.Body {
		t.Errorf("the same text was laid twice: %d and %d, %v", doc.Body, again.Body, err)
	}
	_ = p.DB.Read(ctx, func(tx *sql.Tx) error {
		got, err := document.Text(ctx, tx, doc, 0, doc.Length)
		if err != nil || got != d.Text() {
			t.Errorf("the text differs (%v)", err)
		}
		return nil
	})
}

func TestAnImportThatIsCutOffLeavesNothing(t *testing.T) {
	p := open(t)
	if err := p.DB.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec(`INSERT INTO body (id, hash, laid_at) VALUES (7, NULL, '2020-01-01T00:00:00.000Z');
			INSERT INTO block VALUES (7, 0, 0, -1, 0, 1, 'x', '', NULL, NULL)`)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := document.Sweep(ctx, p.DB); err != nil {
		t.Fatal(err)
	}
	_ = p.DB.Read(ctx, func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRow("SELECT (SELECT count(*) FROM body) + (SELECT count(*) FROM block)").Scan(&n); err != nil || n != 0 {
			t.Errorf("%d rows left, %v", n, err)
		}
		return nil
	})
}

func TestRenameMoveTrash(t *testing.T) {
	p := open(t)
	r := rand.New(rand.NewSource(3))
	var docs []document.Document
	for _, name := range []string{"a", "b", "c"} {
		docs = append(docs, show(t, p, draft(r, name, 3)))
	}
	do := func(fn func(tx *sql.Tx) error) error {
		_, err := history.Do(ctx, p.DB, history.Action{Who: 1, What: "test"}, fn)
		return err
	}
	names := func() string {
		var out []string
		_ = p.DB.Read(ctx, func(tx *sql.Tx) error {
			list, err := document.List(ctx, tx)
			for _, d := range list {
				out = append(out, d.Name)
			}
			return err
		})
		return strings.Join(out, " ")
	}
	if err := do(func(tx *sql.Tx) error { return document.Move(ctx, tx, docs[2].ID, 0, docs[0].ID) }); err != nil {
		t.Fatal(err)
	}
	if got := names(); got != "c a b" {
		t.Errorf("order %q", got)
	}
	if err := do(func(tx *sql.Tx) error { return document.Rename(ctx, tx, docs[0].ID, "b") }); !fault.Is(err, fault.Conflict) {
		t.Errorf("a taken name: %v", err)
	}
	if err := do(func(tx *sql.Tx) error { return document.Trash(ctx, tx, docs[1].ID) }); err != nil {
		t.Fatal(err)
	}
	if err := do(func(tx *sql.Tx) error { return document.Rename(ctx, tx, docs[0].ID, "b") }); err != nil {
		t.Fatal(err)
	}
	if err := do(func(tx *sql.Tx) error { return document.Restore(ctx, tx, docs[1].ID) }); err != nil {
		t.Fatal(err)
	}
	if got := names(); got != "c b b (2)" {
		t.Errorf("after bringing back: %q", got)
	}
	if err := do(func(tx *sql.Tx) error {
		g, err := document.EnsureGroup(ctx, tx, "Ronde 1")
		if err != nil {
			return err
		}
		return document.Move(ctx, tx, docs[0].ID, g, 0)
	}); err != nil {
		t.Fatal(err)
	}
	if got := names(); got != "c b (2) b" {
		t.Errorf("after grouping: %q", got)
	}
}

func BenchmarkBlocks200kWords(b *testing.B) {
	p := open(b)
	doc := show(b, p, draft(rand.New(rand.NewSource(4)), "x", 15000))
	b.ReportMetric(float64(doc.Words), "words")
	for b.Loop() {
		_ = p.DB.Read(ctx, func(tx *sql.Tx) error {
			_, err := document.Blocks(ctx, tx, doc)
			return err
		})
	}
}
