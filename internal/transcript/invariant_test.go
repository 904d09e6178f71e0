package transcript

import (
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/internal/text"
)

// checkDraft holds what is true of every draft.
func checkDraft(t *testing.T, d *Draft) {
	t.Helper()
	whole := d.Text()
	if !utf8.ValidString(whole) {
		t.Fatal("text is not valid UTF-8")
	}
	if strings.ContainsRune(whole, 0) {
		t.Error("text holds a NUL")
	}
	if strings.ContainsRune(whole, '\r') {
		t.Error("text holds a carriage return")
	}
	if text.Len(whole) != d.Length() {
		t.Errorf("Length %d, text has %d", d.Length(), text.Len(whole))
	}
	turn := -1
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if n := text.Len(strings.TrimSpace(b.Text)); n > longestBlock {
			t.Errorf("block %d has %d code points", i, n)
		}
		if b.Text == "" {
			t.Errorf("block %d is empty", i)
		}
		if strings.TrimSpace(b.Sep) != "" {
			t.Errorf("block %d has separator %q", i, b.Sep)
		}
		if b.Turn < NoTurn || b.Turn >= len(d.Turns) {
			t.Fatalf("block %d has turn %d of %d", i, b.Turn, len(d.Turns))
		}
		if b.Turn != NoTurn {
			if b.Turn < turn {
				t.Errorf("block %d goes back to turn %d after %d", i, b.Turn, turn)
			}
			turn = b.Turn
		}
		if (b.Kind == Words || b.Kind == Label) && b.Turn == NoTurn {
			t.Errorf("block %d, %s, has no turn", i, b.Kind)
		}
		if b.Kind == Front && b.Turn != NoTurn {
			t.Errorf("front block %d has turn %d", i, b.Turn)
		}
		if b.StartMS != nil && b.EndMS != nil && *b.EndMS < *b.StartMS {
			t.Errorf("block %d ends before it starts", i)
		}
	}
	counts := make([]int, len(d.Speakers))
	for i, turn := range d.Turns {
		if turn.Speaker < -1 || turn.Speaker >= len(d.Speakers) {
			t.Fatalf("turn %d has speaker %d of %d", i, turn.Speaker, len(d.Speakers))
		}
		if turn.Speaker >= 0 {
			counts[turn.Speaker]++
		}
	}
	for i, s := range d.Speakers {
		if s.Turns != counts[i] || s.Turns == 0 {
			t.Errorf("speaker %q says it has %d turns and has %d", s.Name, s.Turns, counts[i])
		}
		if s.Name == "" || len(s.Labels) == 0 {
			t.Errorf("speaker %d has no name or labels: %+v", i, s)
		}
	}
	for _, w := range d.Doubts {
		if w.Block < 0 || w.Block >= len(d.Blocks) {
			t.Errorf("doubt %q points at block %d of %d", w.Label, w.Block, len(d.Blocks))
		}
	}
}
