package coding_test

import (
	"context"
	"database/sql"
	"testing"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/text"
	"verbatim/internal/transcript"
)

var ctx = context.Background()

// desk is a project with one short document, two coders and three codes.
type desk struct {
	t            testing.TB
	p            *project.Project
	doc          document.Document
	anna, bert   people.Viewer
	wait, urgent codebook.Code
	group        codebook.Code
}

const spoken = "Patiënten bellen 👩‍⚕️ elke dag. Dan wacht iedereen. Dat is zo."

func newDesk(t testing.TB) *desk {
	t.Helper()
	shelf, err := project.OpenShelf(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shelf.Close() })
	k := &desk{t: t}
	if k.p, err = shelf.Create(ctx, "Wachten"); err != nil {
		t.Fatal(err)
	}
	draft := &transcript.Draft{Name: "R1.txt", Format: "txt", Turns: []transcript.Turn{{Speaker: 0}},
		Speakers: []transcript.Speaker{{Name: "R1", Labels: []string{"R1"}, Turns: 1}},
		Blocks:   []transcript.Block{{Kind: transcript.Label, Text: "R1:", Sep: " "}, {Kind: transcript.Words, Text: spoken}}}
	laid, err := document.Lay(ctx, k.p.DB, draft, []byte("R1: "+spoken))
	if err != nil {
		t.Fatal(err)
	}
	k.do(0, func(tx *sql.Tx) error {
		for _, v := range []struct {
			name string
			to   *people.Viewer
		}{{"Anna", &k.anna}, {"Bert", &k.bert}} {
			p, err := people.Add(ctx, tx, v.name)
			if err != nil {
				return err
			}
			if *v.to, err = people.As(ctx, tx, p.ID); err != nil {
				return err
			}
		}
		var err error
		if k.wait, err = codebook.Ensure(ctx, tx, 0, "Werk/Wachten"); err != nil {
			return err
		}
		k.urgent, err = codebook.Ensure(ctx, tx, 0, "Werk/Spoed")
		k.group, _ = codebook.Get(ctx, tx, k.urgent.Parent)
		return err
	})
	err = k.p.DB.Write(ctx, func(tx *sql.Tx) error {
		ids, _, err := document.Show(ctx, tx, k.anna.Person, "", laid)
		if err != nil {
			return err
		}
		k.doc, err = document.Get(ctx, tx, ids[0])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func (k *desk) do(who int64, fn func(tx *sql.Tx) error) history.Entry {
	k.t.Helper()
	e, err := history.Do(ctx, k.p.DB, history.Action{Who: who, What: "test"}, fn)
	if err != nil {
		k.t.Fatal(err)
	}
	return e
}

// at marks a stretch of the spoken words.
func (k *desk) at(words string) coding.Mark {
	k.t.Helper()
	full := "R1: " + spoken
	for i := 0; i+text.Len(words) <= text.Len(full); i++ {
		if text.Slice(full, i, i+text.Len(words)) == words {
			return coding.Mark{Document: k.doc.ID, Start: i, End: i + text.Len(words), Exact: words}
		}
	}
	k.t.Fatalf("%q is not in the text", words)
	return coding.Mark{}
}

func (k *desk) list(v people.Viewer) []coding.Coding {
	k.t.Helper()
	var out []coding.Coding
	err := k.p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		out, err = coding.List(ctx, tx, v, coding.Filter{})
		return err
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return out
}

func (k *desk) apply(v people.Viewer, words string, codes ...int64) history.Entry {
	k.t.Helper()
	return k.do(v.Person, func(tx *sql.Tx) error {
		_, err := coding.Apply(ctx, tx, v, k.at(words), codes...)
		return err
	})
}

func TestApplyUndoRedo(t *testing.T) {
	k := newDesk(t)
	k.apply(k.anna, "👩‍⚕️ elke", k.wait.ID, k.urgent.ID)
	before := k.list(k.anna)
	if len(before) != 2 || before[0].Exact != "👩‍⚕️ elke" || before[0].Start != 21 || before[0].End != 30 {
		t.Fatalf("codings: %+v", before)
	}
	if e := k.apply(k.anna, "👩‍⚕️ elke", k.wait.ID); e.ID != 0 {
		t.Errorf("the same code on the same words made entry %d", e.ID)
	}
	for range 3 {
		if _, err := history.Undo(ctx, k.p.DB, k.anna.Person, ""); err != nil {
			t.Fatal(err)
		}
		if got := k.list(k.anna); len(got) != 0 {
			t.Fatalf("after undo: %+v", got)
		}
		if _, err := history.Redo(ctx, k.p.DB, k.anna.Person, ""); err != nil {
			t.Fatal(err)
		}
		got := k.list(k.anna)
		if len(got) != 2 || got[0].GUID != before[0].GUID || got[1].ID != before[1].ID {
			t.Fatalf("after redo: %+v", got)
		}
	}
	k.check()
}

func (k *desk) check() {
	k.t.Helper()
	problems, err := k.p.Check(ctx)
	if err != nil {
		k.t.Fatal(err)
	}
	err = k.p.DB.Read(ctx, func(tx *sql.Tx) error {
		for _, check := range []func(context.Context, *sql.Tx) ([]string, error){document.Check, coding.Check} {
			more, err := check(ctx, tx)
			if err != nil {
				return err
			}
			problems = append(problems, more...)
		}
		return nil
	})
	if err != nil || len(problems) > 0 {
		k.t.Errorf("check: %v %q", err, problems)
	}
}

func TestApplyRefuses(t *testing.T) {
	k := newDesk(t)
	good := k.at("wacht iedereen")
	tests := map[string]struct {
		viewer people.Viewer
		mark   coding.Mark
		code   int64
		want   fault.Code
	}{
		"other words":     {k.anna, coding.Mark{Document: k.doc.ID, Start: good.Start + 1, End: good.End, Exact: good.Exact}, k.wait.ID, fault.Conflict},
		"zero length":     {k.anna, coding.Mark{Document: k.doc.ID, Start: 5, End: 5}, k.wait.ID, fault.Invalid},
		"past the end":    {k.anna, coding.Mark{Document: k.doc.ID, Start: 5, End: 5000, Exact: "x"}, k.wait.ID, fault.Invalid},
		"only a space":    {k.anna, coding.Mark{Document: k.doc.ID, Start: 3, End: 4, Exact: " "}, k.wait.ID, fault.Invalid},
		"a category":      {k.anna, good, k.group.ID, fault.Invalid},
		"no such code":    {k.anna, good, 9999, fault.NotFound},
		"a reader":        {people.Everyone, good, k.wait.ID, fault.Forbidden},
		"another version": {k.anna, coding.Mark{Document: k.doc.ID, Version: 99, Start: good.Start, End: good.End, Exact: good.Exact}, k.wait.ID, fault.Conflict},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := history.Do(ctx, k.p.DB, history.Action{Who: 1, What: "test"}, func(tx *sql.Tx) error {
				_, err := coding.Apply(ctx, tx, tt.viewer, tt.mark, tt.code)
				return err
			})
			if !fault.Is(err, tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
	if got := k.list(k.anna); len(got) != 0 {
		t.Errorf("something was stored: %+v", got)
	}
}

func TestAnothersCodingIsTheirs(t *testing.T) {
	k := newDesk(t)
	k.apply(k.anna, "wacht iedereen", k.wait.ID)
	id := k.list(k.anna)[0].ID
	_, err := history.Do(ctx, k.p.DB, history.Action{Who: k.bert.Person, What: "test"}, func(tx *sql.Tx) error {
		return coding.Remove(ctx, tx, k.bert, id)
	})
	if !fault.Is(err, fault.Forbidden) {
		t.Errorf("Bert removed Anna's coding: %v", err)
	}
	blind := k.bert
	blind.Layers = []int64{k.bert.Write}
	if got := k.list(blind); len(got) != 0 {
		t.Errorf("a viewer of one layer sees another's: %+v", got)
	}
}

func TestMergeAndTakeBack(t *testing.T) {
	k := newDesk(t)
	k.apply(k.anna, "wacht iedereen", k.wait.ID, k.urgent.ID) // doubled when merged
	k.apply(k.anna, "elke dag", k.urgent.ID)
	k.apply(k.bert, "elke dag", k.urgent.ID)
	before := k.list(people.Everyone)
	var preview coding.MergePreview
	_ = k.p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		preview, err = coding.PreviewMerge(ctx, tx, people.Everyone, k.wait.ID, k.urgent.ID)
		return err
	})
	if preview != (coding.MergePreview{Moved: 2, Doubled: 1, Documents: 1}) {
		t.Errorf("preview: %+v", preview)
	}
	k.do(k.anna.Person, func(tx *sql.Tx) error { return coding.Merge(ctx, tx, k.anna.Person, k.urgent.ID, k.wait.ID) })
	for _, c := range k.list(people.Everyone) {
		if c.Code != k.wait.ID {
			t.Errorf("coding %d still has code %d", c.ID, c.Code)
		}
	}
	if n := len(k.list(people.Everyone)); n != 3 {
		t.Errorf("%d codings after the merge, want 3", n)
	}
	if _, err := history.Undo(ctx, k.p.DB, k.anna.Person, ""); err != nil {
		t.Fatal(err)
	}
	after := k.list(people.Everyone)
	if len(after) != len(before) {
		t.Fatalf("%d codings after undo, want %d", len(after), len(before))
	}
	for i := range after {
		if after[i].GUID != before[i].GUID || after[i].Code != before[i].Code {
			t.Errorf("coding %d came back as %+v", i, after[i])
		}
	}
	k.check()
}

func TestUndoStopsWhereOthersBuiltOnIt(t *testing.T) {
	k := newDesk(t)
	var fresh codebook.Code
	k.do(k.anna.Person, func(tx *sql.Tx) (err error) {
		fresh, err = codebook.Create(ctx, tx, k.anna.Person, codebook.Code{Name: "Nieuw"})
		return err
	})
	k.apply(k.bert, "elke dag", fresh.ID)
	_, err := history.Undo(ctx, k.p.DB, k.anna.Person, "")
	if !fault.Is(err, fault.Conflict) {
		t.Fatalf("undo of a code in use: %v", err)
	}
	if n := len(k.list(people.Everyone)); n != 1 {
		t.Errorf("Bert's coding is gone: %d left", n)
	}
	k.check()
}

func TestDeleteCodeAndTakeBack(t *testing.T) {
	k := newDesk(t)
	k.apply(k.anna, "wacht iedereen", k.wait.ID)
	k.do(k.anna.Person, func(tx *sql.Tx) error { return coding.Delete(ctx, tx, k.group.ID) })
	k.do(k.anna.Person, func(tx *sql.Tx) error { return coding.Delete(ctx, tx, k.wait.ID) })
	if n := len(k.list(people.Everyone)); n != 0 {
		t.Errorf("%d codings left", n)
	}
	for range 2 {
		if _, err := history.Undo(ctx, k.p.DB, k.anna.Person, ""); err != nil {
			t.Fatal(err)
		}
	}
	if got := k.list(people.Everyone); len(got) != 1 || got[0].Code != k.wait.ID {
		t.Errorf("came back: %+v", got)
	}
	k.check()
}

func TestUndoImportPutsItInTheTrash(t *testing.T) {
	k := newDesk(t)
	if _, err := history.Undo(ctx, k.p.DB, k.anna.Person, ""); err != nil {
		t.Fatal(err)
	}
	_ = k.p.DB.Read(ctx, func(tx *sql.Tx) error {
		live, _ := document.List(ctx, tx)
		gone, _ := document.Trashed(ctx, tx)
		if len(live) != 0 || len(gone) != 1 {
			t.Errorf("%d documents, %d in the trash", len(live), len(gone))
		}
		return nil
	})
	if _, err := history.Redo(ctx, k.p.DB, k.anna.Person, ""); err != nil {
		t.Fatal(err)
	}
	k.apply(k.anna, "elke dag", k.wait.ID)
	k.check()
}

func TestResizeKeepsTheOldSegmentInHistory(t *testing.T) {
	k := newDesk(t)
	k.apply(k.anna, "wacht iedereen", k.wait.ID)
	id := k.list(k.anna)[0].ID
	k.do(k.anna.Person, func(tx *sql.Tx) error { return coding.Resize(ctx, tx, k.anna, id, k.at("Dan wacht")) })
	if got := k.list(k.anna); len(got) != 1 || got[0].Exact != "Dan wacht" || got[0].ID != id {
		t.Fatalf("resized: %+v", got)
	}
	if _, err := history.Undo(ctx, k.p.DB, k.anna.Person, ""); err != nil {
		t.Fatal(err)
	}
	if got := k.list(k.anna); got[0].Exact != "wacht iedereen" {
		t.Errorf("after undo: %+v", got)
	}
	k.check()
}

// The same words cannot get a code twice by way of another code or another span.
func TestNoCodeTwiceOnTheSameWords(t *testing.T) {
	k := newDesk(t)
	k.apply(k.anna, "wacht iedereen", k.wait.ID)
	k.apply(k.anna, "wacht iedereen", k.urgent.ID)
	k.apply(k.anna, "Dan wacht", k.wait.ID)
	list := k.list(k.anna)
	find := func(words string, code int64) int64 {
		for _, c := range list {
			if c.Exact == words && c.Code == code {
				return c.ID
			}
		}
		t.Fatalf("no coding of %q with %d", words, code)
		return 0
	}
	for what, fn := range map[string]func(tx *sql.Tx) error{
		"recode": func(tx *sql.Tx) error {
			return coding.Recode(ctx, tx, k.anna, find("wacht iedereen", k.urgent.ID), k.wait.ID)
		},
		"resize": func(tx *sql.Tx) error {
			return coding.Resize(ctx, tx, k.anna, find("Dan wacht", k.wait.ID), k.at("wacht iedereen"))
		},
	} {
		if _, err := history.Do(ctx, k.p.DB, history.Action{Who: k.anna.Person, What: "test"}, fn); !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: %v, want a conflict", what, err)
		}
	}
	if got := k.list(k.anna); len(got) != 3 {
		t.Errorf("%d codings are left, want 3", len(got))
	}
	k.do(k.anna.Person, func(tx *sql.Tx) error {
		return coding.Recode(ctx, tx, k.anna, find("Dan wacht", k.wait.ID), k.urgent.ID)
	})
	k.check()
}

func TestPlacesAndCounts(t *testing.T) {
	k := newDesk(t)
	k.apply(k.anna, "wacht iedereen", k.wait.ID)
	k.apply(k.bert, "elke dag", k.wait.ID)
	_ = k.p.DB.Read(ctx, func(tx *sql.Tx) error {
		list, err := coding.Counted(ctx, tx, people.Everyone, 0)
		if err != nil || len(list) != 1 || list[0].Coder != k.anna.Person {
			t.Fatalf("default layer: %v %+v", err, list)
		}
		places, err := coding.Places(ctx, tx, list)
		if err != nil || places[0].Turn != 1 || places[0].Speaker != "R1" {
			t.Errorf("place: %v %+v", err, places)
		}
		if n := coding.Counts(list, places)[k.wait.ID]; n.Codings != 1 || n.Documents != 1 || n.Coders != 1 {
			t.Errorf("counts: %+v", n)
		}
		return nil
	})
}

// What a table counts, and what a merge is said to do, tell a coder in a blind
// round nothing about the others.
func TestABlindViewerCountsTheirOwn(t *testing.T) {
	k := newDesk(t)
	k.apply(k.anna, "wacht iedereen", k.urgent.ID)
	k.apply(k.anna, "elke dag", k.urgent.ID)
	k.apply(k.bert, "Dat is zo", k.urgent.ID)
	blind := k.bert
	blind.Layers = []int64{k.bert.Write}
	for _, tt := range []struct {
		name  string
		v     people.Viewer
		layer int64
		moved int
	}{{"all", people.Everyone, k.anna.Write, 3}, {"blind", blind, k.bert.Write, 1}} {
		t.Run(tt.name, func(t *testing.T) {
			_ = k.p.DB.Read(ctx, func(tx *sql.Tx) error {
				layers, err := coding.DefaultLayers(ctx, tx, tt.v)
				if err != nil || layers[k.doc.ID] != tt.layer {
					t.Errorf("layers %v %v, want %d", layers, err, tt.layer)
				}
				preview, err := coding.PreviewMerge(ctx, tx, tt.v, k.wait.ID, k.urgent.ID)
				if err != nil || preview.Moved != tt.moved {
					t.Errorf("preview %+v %v", preview, err)
				}
				list, err := coding.Counted(ctx, tx, tt.v, 0)
				if err != nil || len(list) == 0 || list[0].Layer != tt.layer {
					t.Errorf("counted %+v %v", list, err)
				}
				return nil
			})
		})
	}
}
