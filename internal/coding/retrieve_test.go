package coding_test

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"verbatim/internal/cases"
	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/history"
	"verbatim/internal/text"
	"verbatim/internal/transcript"
)

func (k *desk) retrieve(q coding.Query) (out []string) {
	k.t.Helper()
	err := k.p.DB.Read(ctx, func(tx *sql.Tx) error {
		list, err := coding.Retrieve(ctx, tx, k.anna, q)
		for _, r := range list {
			of, err := codebook.Get(ctx, tx, r.Code)
			if err != nil {
				return err
			}
			out = append(out, of.Name+": "+r.Exact)
		}
		return err
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return out
}

func TestRetrieve(t *testing.T) {
	k := newDesk(t)
	var second int64
	d := &transcript.Draft{Name: "A0.txt", Format: "txt", Turns: []transcript.Turn{{Speaker: 0}},
		Speakers: []transcript.Speaker{{Name: "A0", Labels: []string{"A0"}, Turns: 1}},
		Blocks:   []transcript.Block{{Kind: transcript.Label, Text: "A0:", Sep: " "}, {Kind: transcript.Words, Text: "Ook hier wachten."}}}
	laid, err := document.Lay(ctx, k.p.DB, d, []byte("A0"))
	if err != nil {
		t.Fatal(err)
	}
	if err := k.p.DB.Write(ctx, func(tx *sql.Tx) error {
		ids, _, err := document.Show(ctx, tx, k.anna.Person, "", laid)
		second = ids[0]
		return err
	}); err != nil {
		t.Fatal(err)
	}
	var group int64
	k.do(k.anna.Person, func(tx *sql.Tx) error {
		for _, m := range []struct {
			mark coding.Mark
			code int64
		}{
			{k.at("Dat is zo"), k.urgent.ID}, {k.at("wacht iedereen"), k.wait.ID},
			{coding.Mark{Document: second, Start: 9, End: 20, Exact: "ier wachten"}, k.wait.ID},
		} {
			if _, err := coding.Apply(ctx, tx, k.anna, m.mark, m.code); err != nil {
				return err
			}
		}
		if _, err := coding.Apply(ctx, tx, k.bert, k.at("elke dag"), k.wait.ID); err != nil {
			return err
		}
		if group, err = document.EnsureGroup(ctx, tx, "Later"); err != nil {
			return err
		}
		return document.Move(ctx, tx, second, group, 0)
	})
	var clinic int64
	k.do(k.anna.Person, func(tx *sql.Tx) error {
		id, err := cases.EnsureParticipant(ctx, tx, "P1")
		if err != nil {
			return err
		}
		if clinic, err = cases.EnsureCase(ctx, tx, "MDL"); err != nil {
			return err
		}
		if err := cases.Update(ctx, tx, cases.Participant{ID: id, Name: "P1", Case: clinic}); err != nil {
			return err
		}
		speakers, err := document.Speakers(ctx, tx, second)
		if err != nil {
			return err
		}
		speakers[0].Participant = id
		return document.SetSpeaker(ctx, tx, speakers[0])
	})
	for name, c := range map[string]struct {
		q    coding.Query
		want string
	}{
		"all, by place":          {coding.Query{}, "Wachten: wacht iedereen|Spoed: Dat is zo|Wachten: ier wachten"},
		"the category, below it": {coding.Query{Codes: []int64{k.group.ID}}, "Wachten: wacht iedereen|Spoed: Dat is zo|Wachten: ier wachten"},
		"the category alone":     {coding.Query{Codes: []int64{k.group.ID}, Alone: true}, ""},
		"two codes, by code":     {coding.Query{Codes: []int64{k.urgent.ID, k.wait.ID}, Order: coding.ByCode}, "Wachten: wacht iedereen|Wachten: ier wachten|Spoed: Dat is zo"},
		"in codes, newest first": {coding.Query{Grouping: coding.InCodes, Order: coding.ByNewest}, "Wachten: ier wachten|Wachten: wacht iedereen|Spoed: Dat is zo"},
		"a document":             {coding.Query{Document: second}, "Wachten: ier wachten"},
		"a group":                {coding.Query{Group: group}, "Wachten: ier wachten"},
		"a speaker":              {coding.Query{Speaker: "r1", Codes: []int64{k.wait.ID}}, "Wachten: wacht iedereen"},
		"a case":                 {coding.Query{Case: clinic}, "Wachten: ier wachten"},
		"a coder":                {coding.Query{Coder: k.bert.Person}, "Wachten: elke dag"},
		"a layer":                {coding.Query{Layer: k.bert.Write}, "Wachten: elke dag"},
		"all layers, documents":  {coding.Query{AllLayers: true, Grouping: coding.InDocuments}, "Wachten: elke dag|Wachten: wacht iedereen|Spoed: Dat is zo|Wachten: ier wachten"},
	} {
		if got := strings.Join(k.retrieve(c.q), "|"); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, c.want)
		}
	}
	k.do(k.anna.Person, func(tx *sql.Tx) error { return document.Trash(ctx, tx, second) })
	if got := k.retrieve(coding.Query{Order: coding.ByParticipant}); len(got) != 2 {
		t.Errorf("with a document in the trash: %v", got)
	}
}

func TestRecodeAll(t *testing.T) {
	k := newDesk(t)
	k.do(k.anna.Person, func(tx *sql.Tx) error {
		if _, err := coding.Apply(ctx, tx, k.anna, k.at("wacht iedereen"), k.wait.ID, k.urgent.ID); err != nil {
			return err
		}
		_, err := coding.Apply(ctx, tx, k.anna, k.at("elke dag"), k.wait.ID)
		return err
	})
	var ids []int64
	for _, c := range k.list(k.anna) {
		ids = append(ids, c.ID)
	}
	e := k.do(k.anna.Person, func(tx *sql.Tx) error {
		n, err := coding.RecodeAll(ctx, tx, k.anna, k.urgent.ID, ids...)
		if n != 2 {
			t.Errorf("%d changed, want 2", n)
		}
		return err
	})
	if got := strings.Join(k.retrieve(coding.Query{}), "|"); got != "Spoed: elke dag|Spoed: wacht iedereen" {
		t.Error(got)
	}
	if _, err := history.UndoEntry(ctx, k.p.DB, e.ID, k.anna.Person, ""); err != nil {
		t.Fatal(err)
	}
	if got := k.retrieve(coding.Query{}); len(got) != 3 {
		t.Errorf("after the undo: %v", got)
	}
	_, err := history.Do(ctx, k.p.DB, history.Action{What: "test"}, func(tx *sql.Tx) error {
		_, err := coding.RecodeAll(ctx, tx, k.bert, k.urgent.ID, ids...)
		return err
	})
	if err == nil {
		t.Error("recoded another coder's codings")
	}
}

func TestAMarkedSegmentIsItsOwn(t *testing.T) {
	k := newDesk(t)
	applied := k.do(k.anna.Person, func(tx *sql.Tx) error {
		_, err := coding.Apply(ctx, tx, k.anna, k.at("elke dag"), k.wait.ID)
		return err
	})
	k.do(k.bert.Person, func(tx *sql.Tx) error {
		id, err := coding.MarkSegment(ctx, tx, k.at("elke dag"))
		if err == nil && id == k.list(k.anna)[0].Segment {
			t.Error("it is the coding's segment")
		}
		return err
	})
	if _, err := history.UndoEntry(ctx, k.p.DB, applied.ID, k.anna.Person, ""); err != nil {
		t.Error(err)
	}
}

// BenchmarkRetrieve finds the 2,000 passages of a code, spread over 20 documents
// and among 10,000 codings of others.
func BenchmarkRetrieve(b *testing.B) {
	k := newDesk(b)
	line := strings.Repeat("Patiënten bellen elke dag en dan wacht iedereen. ", 11)
	n := text.Len(line)
	for i := range 20 {
		d := &transcript.Draft{Name: fmt.Sprintf("D%d.txt", i), Format: "txt"}
		for range 120 {
			d.Turns = append(d.Turns, transcript.Turn{Speaker: -1})
			d.Blocks = append(d.Blocks, transcript.Block{Kind: transcript.Words, Text: line, Sep: "\n", Turn: len(d.Turns) - 1})
		}
		laid, err := document.Lay(ctx, k.p.DB, d, []byte(d.Name))
		if err != nil {
			b.Fatal(err)
		}
		if err := k.p.DB.Write(ctx, func(tx *sql.Tx) error {
			ids, _, err := document.Show(ctx, tx, 1, "", laid)
			if err != nil {
				return err
			}
			_, err = history.DoTx(ctx, tx, history.Action{What: "test"}, func(tx *sql.Tx) error {
				for j := range 600 {
					code := k.urgent.ID
					if j%6 == 0 {
						code = k.wait.ID
					}
					at := j / 5 * (n + 1)
					m := coding.Mark{Document: ids[0], Start: at + j%5*20, End: at + j%5*20 + 60, Exact: text.Slice(line, j%5*20, j%5*20+60)}
					if _, err := coding.Apply(ctx, tx, k.anna, m, code); err != nil {
						return err
					}
				}
				return nil
			})
			return err
		}); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		err := k.p.DB.Read(ctx, func(tx *sql.Tx) error {
			list, err := coding.Retrieve(ctx, tx, k.anna, coding.Query{Codes: []int64{k.wait.ID}})
			if len(list) != 2000 {
				b.Fatalf("%d passages", len(list))
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
