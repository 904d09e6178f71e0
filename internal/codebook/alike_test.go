package codebook_test

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"verbatim/internal/codebook"
	"verbatim/internal/history"
)

func TestAlike(t *testing.T) {
	for _, c := range []struct {
		names string
		want  codebook.Likeness
	}{
		{"Waiting|waiting", codebook.SameLetters},
		{"Één moment|een moment", codebook.SameLetters},
		{"E-mail|E mail", codebook.SameLetters},
		{"Patient’s voice|Patients voice", codebook.SameLetters},
		{"Delay|Delays", codebook.SameForm},
		{"Enquiry|Enquiries", codebook.SameForm},
		{"Klacht|Klachten", codebook.SameForm},
		{"Taak|Taken", codebook.SameForm},
		{"Pil nemen|Pillen nemen", codebook.SameForm},
		{"Trust in doctors|Doctors: trust in", codebook.SameWords},
		{"Work pressure|Pressures, work", codebook.SameWords},
		{"Workload|Worklaod", codebook.NearlySpelt},
		{"Communication|Comunicaton", codebook.NearlySpelt},
		{"Formal|Informal", ""},
		{"Type 1|Type 2", ""},
		{"Round 10|Round 1", ""},
		{"Hope|Rope", ""}, // too short to be a slip
		{"Loss|Los", ""},
		{"Asks|Answers", ""},
		{"More work|Less work", ""},
		{"???|!!!", ""},
		{"العمل|عمل", ""},
	} {
		var list []codebook.Code
		for i, name := range strings.Split(c.names, "|") {
			list = append(list, codebook.Code{ID: int64(i + 1), Name: name, Status: codebook.Active})
		}
		got := codebook.Alike(list)
		switch {
		case c.want == "" && len(got) > 0:
			t.Errorf("%s: %s, want nothing", c.names, got[0].Why)
		case c.want != "" && (len(got) != 1 || got[0].Why != c.want || got[0].One.ID != 1):
			t.Errorf("%s: %+v, want %s", c.names, got, c.want)
		}
		list[1].Status = codebook.Retired
		if len(codebook.Alike(list)) > 0 {
			t.Errorf("%s: a retired code is pointed out", c.names)
		}
	}
}

func TestDistinct(t *testing.T) {
	d := open(t)
	one, other := ensure(t, d, "Delays"), ensure(t, d, "Delay")
	left := func() int {
		t.Helper()
		n := 0
		err := d.Read(ctx, func(tx *sql.Tx) error {
			list, err := codebook.List(ctx, tx)
			if err != nil {
				return err
			}
			told, err := codebook.Told(ctx, tx)
			n = len(codebook.Untold(codebook.Alike(list), told))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if left() != 1 {
		t.Fatal("the two are not alike")
	}
	for range 2 { // said twice
		if err := do(t, d, func(tx *sql.Tx) error { return codebook.Distinct(ctx, tx, one.ID, other.ID, true) }); err != nil {
			t.Fatal(err)
		}
	}
	if left() != 0 {
		t.Error("what was said is forgotten")
	}
	if _, err := history.Undo(ctx, d, 1, ""); err != nil {
		t.Fatal(err)
	}
	if left() != 1 {
		t.Error("undo did not take it back")
	}
}

func BenchmarkAlike(b *testing.B) {
	var list []codebook.Code
	for i := range 1000 {
		list = append(list, codebook.Code{ID: int64(i + 1), Status: codebook.Active, Name: fmt.Sprintf("%s and %s of the %s",
			[]string{"waiting", "calling", "writing", "planning", "asking"}[i%5], []string{"doubt", "trust", "hope", "delay"}[i/5%4], strings.Repeat(string(rune('a'+i/20%26)), 1+i/520)+"clinic")})
	}
	for b.Loop() {
		codebook.Alike(list)
	}
}
