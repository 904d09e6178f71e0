package coding_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"verbatim/internal/coding"
	"verbatim/internal/db"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/text"
)

// FuzzSteps reads bytes as steps of two people: apply, remove, recode, resize,
// merge, undo, redo, take any step back, the other's too. Whatever they do, a step that is refused changes nothing and
// the store stays sound, no code is on the same words twice in a layer, and no entry
// is lost. One person alone can take back all that they did, to where they began, and do it all
// again.
func FuzzSteps(f *testing.F) {
	for _, seed := range []string{
		"\x00\x10\x20\x05\x05\x06\x06",     // apply three times, undo and redo two
		"\x00\x08\x02\x05\x00",             // one code over another
		"\x00\x08\x04\x05\x06\x05",         // merged, taken back, again, taken back
		"\x00\x03\x13\x05\x05\x05",         // resized over the neighbour
		"\x00\x80\x04\x85\x05\x81",         // two people, one merges what both used
		"\x00\x01\x00\x05\x05\x06",         // removed, applied again, taken back
		"\x00\x08\x81\x84\x05\x00\x85",     // both code and recode, and take back crosswise
		"\x80\x08\x82\x00\x84\x85\x86\x05", // the other recodes over, merges, takes back
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(takeSteps)
}

// TestTwoPeople takes the same steps at random.
func TestTwoPeople(t *testing.T) {
	does := []byte{0, 0, 2, 2, 4, 5, 6, 7, 7}
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 7))
		steps := make([]byte, 24)
		for i := range steps {
			do, pick := does[r.IntN(len(does))], r.IntN(2) // few places, so that they meet
			if do == 7 {
				pick = r.IntN(6)
			}
			steps[i] = do | byte(pick<<3) | byte(r.IntN(2)<<7)
		}
		t.Run(fmt.Sprintf("%d %x", seed, steps), func(t *testing.T) { takeSteps(t, steps) })
	}
}

// takeSteps takes the steps that some bytes mean.
func takeSteps(t *testing.T, steps []byte) {
	k := newDesk(t)
	begun := k.said()
	entries := k.entries()
	alone := !slices.ContainsFunc(steps, func(b byte) bool { return b&0x80 != 0 || b&7 == 7 })
	for _, b := range steps[:min(len(steps), 24)] {
		before := k.said()
		if err := k.step(b); err != nil {
			if fault.As(err) == nil {
				t.Fatalf("step %#x: %v", b, err)
			}
			if now := k.said(); now != before {
				t.Fatalf("step %#x was refused (%v) and changed\n%s\nto\n%s", b, err, before, now)
			}
		}
		if n := k.entries(); n < entries {
			t.Fatalf("after step %#x there are %d entries, and were %d", b, n, entries)
		} else {
			entries = n
		}
		lines := strings.Split(k.said(), "\n")
		if len(slices.Compact(slices.Clone(lines))) != len(lines) {
			t.Fatalf("after step %#x a code is on the same words twice:\n%s", b, strings.Join(lines, "\n"))
		}
	}
	k.check()
	if !alone {
		return
	}
	ended := k.said()
	undone := k.all(history.Undo)
	if now := k.said(); now != begun {
		t.Fatalf("all undone, there is still\n%s", now)
	}
	if redone := k.all(history.Redo); redone < undone || undone == redone && k.said() != ended {
		t.Fatalf("%d steps undone and %d redone: there is\n%s\nand was\n%s", undone, redone, k.said(), ended)
	}
	k.check()
}

// step does what a byte says: the low three bits which thing, the next four to
// what, the highest who.
func (k *desk) step(b byte) error {
	who := k.anna
	if b&0x80 != 0 {
		who = k.bert
	}
	pick := int(b >> 3 & 0x0f)
	code := []int64{k.wait.ID, k.urgent.ID}[pick%2]
	full := []rune("R1: " + spoken)
	start := 4 + pick/2*5
	mark := coding.Mark{Document: k.doc.ID, Start: start, End: start + 9, Exact: text.Slice(string(full), start, start+9)}
	var mine []coding.Coding
	for _, c := range k.list(who) {
		if c.Layer == who.Write {
			mine = append(mine, c)
		}
	}
	of := func(fn func(tx *sql.Tx, id int64) error) func(tx *sql.Tx) error {
		return func(tx *sql.Tx) error {
			if len(mine) == 0 {
				return nil
			}
			return fn(tx, mine[pick%len(mine)].ID)
		}
	}
	var act func(tx *sql.Tx) error
	switch b & 0x07 {
	case 0:
		act = func(tx *sql.Tx) error { _, err := coding.Apply(ctx, tx, who, mark, code); return err }
	case 1:
		act = of(func(tx *sql.Tx, id int64) error { return coding.Remove(ctx, tx, who, id) })
	case 2:
		act = of(func(tx *sql.Tx, id int64) error { return coding.Recode(ctx, tx, who, id, code) })
	case 3:
		act = of(func(tx *sql.Tx, id int64) error { return coding.Resize(ctx, tx, who, id, mark) })
	case 4:
		act = func(tx *sql.Tx) error {
			return coding.Merge(ctx, tx, who.Person, code, k.wait.ID+k.urgent.ID-code)
		}
	case 5:
		_, err := history.Undo(ctx, k.p.DB, who.Person, "")
		return err
	case 7:
		n := int64(k.entries())
		_, err := history.UndoEntry(ctx, k.p.DB, max(n-int64(pick), 1), who.Person, "")
		return err
	case 6:
		_, err := history.Redo(ctx, k.p.DB, who.Person, "")
		return err
	}
	_, err := history.Do(ctx, k.p.DB, history.Action{Who: who.Person, What: "test"}, act)
	return err
}

// all takes anna's steps back, or does them again, until there is none left.
func (k *desk) all(step func(context.Context, *db.DB, int64, string) (history.Entry, error)) (n int) {
	k.t.Helper()
	for {
		e, err := step(ctx, k.p.DB, k.anna.Person, "")
		if err != nil {
			k.t.Fatalf("step %d: %v", n, err)
		}
		if e.ID == 0 {
			return n
		}
		n++
	}
}

func (k *desk) entries() (n int) {
	k.t.Helper()
	err := k.p.DB.Read(ctx, func(tx *sql.Tx) error { return tx.QueryRowContext(ctx, "SELECT count(*) FROM entry").Scan(&n) })
	if err != nil {
		k.t.Fatal(err)
	}
	return n
}

// said is all codings, a line each.
func (k *desk) said() string {
	k.t.Helper()
	var lines []string
	for _, c := range k.list(people.Everyone) {
		lines = append(lines, fmt.Sprintf("%d–%d code %d layer %d %q", c.Start, c.End, c.Code, c.Layer, c.Exact))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
