package search

import (
	"database/sql"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/text"
)

const first = `Poli op maandag, verslag
# Over foto’s
I: Stuurt u wel eens een foto?
R1: Één keer, van de wond.
[0:12] En cafe` + "\u0301" + ` latte in het zieken` + "\u00ad" + `huis… op
maandag dus.
I: En toen?
# Een foto later
R1: Toen niets; een hele foto van niets.`

const second = `R2: Die foto’s van maandag, nee.
I: Geen foto?
R2: Een, twee: één
keer.`

func TestFind(t *testing.T) {
	s := newStudy(t)
	ids := s.show(draft("a.txt", first), draft("b.txt", second))
	s.code(ids[0], "van de wond", "Zorg/Wond")
	s.code(ids[0], "foto van niets", "Zorg/Beeld")
	s.code(ids[1], "foto’s van maandag", "Werk")
	x := s.index()
	if st := x.Status(); !st.Ready() || st.Texts != 2 {
		t.Fatalf("%+v", st)
	}
	for query, want := range map[string][]string{
		`foto`:                            {"a.txt 1 I foto", "a.txt 0  foto", "a.txt 4 R1 foto |Zorg/Beeld", "b.txt 2 I foto"},
		`foto*`:                           {"a.txt 0  foto’s", "a.txt 1 I foto", "a.txt 0  foto", "a.txt 4 R1 foto |Zorg/Beeld", "b.txt 1 R2 foto’s |Werk", "b.txt 2 I foto"},
		`maandag`:                         {"a.txt 0  maandag", "a.txt 2 R1 maandag", "b.txt 1 R2 maandag |Werk"},
		`een`:                             {"a.txt 1 I een", "a.txt 2 R1 Één", "a.txt 0  Een", "a.txt 4 R1 een", "b.txt 3 R2 Een", "b.txt 3 R2 één"},
		`=één`:                            {"a.txt 2 R1 Één", "b.txt 3 R2 één"},
		`café`:                            {"a.txt 2 R1 cafe\u0301"},
		`ziekenhuis`:                      {"a.txt 2 R1 zieken\u00adhuis"},
		`"wond en cafe"`:                  {"a.txt 2 R1 wond.\n[0:12] En cafe\u0301 |Zorg/Wond"},
		`"op maandag"`:                    {"a.txt 0  op maandag", "a.txt 2 R1 op\nmaandag"},
		`"toen toen"`:                     nil,
		`wond maandag`:                    {"a.txt 2 R1 wond |Zorg/Wond", "a.txt 2 R1 maandag"},
		`foto speaker:r1`:                 {"a.txt 4 R1 foto |Zorg/Beeld"},
		`foto document:b`:                 {"b.txt 2 I foto"},
		`foto* document:b*`:               {"b.txt 1 R2 foto’s |Werk", "b.txt 2 I foto"},
		`code:Zorg`:                       {"a.txt 2 R1 van de wond |Zorg/Wond", "a.txt 4 R1 foto van niets |Zorg/Beeld"},
		`code:"Zorg/Wond"`:                {"a.txt 2 R1 van de wond |Zorg/Wond"},
		`foto* code:Werk`:                 {"b.txt 1 R2 foto’s |Werk"},
		`foto* uncoded:yes NOT speaker:I`: {"a.txt 0  foto’s", "a.txt 0  foto"},
		`uncoded:yes speaker:R2`:          {"b.txt 3 R2 Een, twee: één\nkeer."},
		`/t[wv]ee/`:                       {"b.txt 3 R2 twee"},
		`/ziekenhuis/`:                    {"a.txt 2 R1 zieken\u00adhuis"},
		`wnod~1`:                          {"a.txt 2 R1 wond |Zorg/Wond"},
		`*huis`:                           {"a.txt 2 R1 zieken\u00adhuis"},
		`keer NEAR/3 twee`:                {"b.txt 3 R2 twee: één\nkeer"},
		`NOT foto* NOT een NOT maandag`:   {"a.txt 3 I En toen?"},
		`R1`:                              nil,
	} {
		r, err := x.Find(ctx, s.anna, parse(t, query), Options{})
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		got := lines(r)
		// Hits are in document order; headings stand where they stand.
		if d := cmp.Diff(sorted(want), sorted(got)); d != "" {
			t.Errorf("%s: %s", query, d)
		}
		if r.Scanned != 0 || r.Total != len(got) || r.More {
			t.Errorf("%s: %d scanned, %d of %d, more %v", query, r.Scanned, len(got), r.Total, r.More)
		}
		same(t, s, x, query, Options{})
		same(t, s, x, query, Options{Rank: true})
		inOrder(t, s, r)
	}
}

func sorted(list []string) []string {
	out := append([]string{}, list...)
	for i := range out {
		for j := i; j > 0 && out[j] < out[j-1]; j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

// inOrder checks that hits ascend, stand on their match and their context.
func inOrder(t *testing.T, s *study, r Result) {
	t.Helper()
	last := map[int64]int{}
	s.read(func(tx *sql.Tx) error {
		for _, h := range r.Hits {
			if h.Start < last[h.Document] {
				t.Errorf("%q at %d after %d", h.Match, h.Start, last[h.Document])
			}
			last[h.Document] = h.End
			d, err := document.Get(ctx, tx, h.Document)
			if err != nil {
				return err
			}
			b, a := text.Len(h.Before), text.Len(h.After)
			got, err := document.Text(ctx, tx, d, h.Start-b, h.End+a)
			if err != nil {
				return err
			}
			if want := h.Before + h.Match + h.After; got != want {
				t.Errorf("%d–%d: %q, text %q", h.Start, h.End, want, got)
			}
		}
		return nil
	})
}

// same compares the index's answer with a scan of the texts.
func same(t *testing.T, s *study, x *Index, query string, o Options) {
	t.Helper()
	q := parse(t, query)
	want, err1 := Scan(ctx, s.p.DB, s.anna, q, o)
	got, err2 := x.Find(ctx, s.anna, q, o)
	if err1 != nil || err2 != nil {
		t.Fatalf("%s: %v, %v", query, err1, err2)
	}
	want.Scanned, got.Scanned = 0, 0
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s %+v: %s", query, o, d)
	}
}

func TestFindRefusesNames(t *testing.T) {
	s := newStudy(t)
	s.show(draft("a.txt", first))
	for query, says := range map[string]string{
		`foto speaker:R9`:   "At character 6: no speaker is called “R9”. There is: I, R1.",
		`document:z`:        "no document is called “z”. There is: a.txt.",
		`code:Wachten foto`: "no code is called “Wachten”; there is none yet.",
	} {
		_, err := s.index().Find(ctx, s.anna, parse(t, query), Options{})
		if !fault.Is(err, fault.NotFound) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", query, err)
		}
	}
}

func TestLimitOffsetRank(t *testing.T) {
	s := newStudy(t)
	s.show(draft("a.txt", "R1: a\nI: b\nR1: a a a b\nI: a b b b b b b b b b b b b"), draft("b.txt", "R1: a c\nI: a"))
	x := s.index()
	all, _ := x.Find(ctx, s.anna, parse(t, "a"), Options{})
	if all.Total != 7 || all.Turns != 5 {
		t.Fatalf("%+v", all)
	}
	for o := range 8 {
		r, err := x.Find(ctx, s.anna, parse(t, "a"), Options{Limit: 2, Offset: o, Patience: -1})
		if err != nil {
			t.Fatal(err)
		}
		want := all.Hits[min(o, 7):min(o+2, 7)]
		if d := cmp.Diff(append([]Hit{}, want...), append([]Hit{}, r.Hits...)); d != "" || r.Total != 7 || r.More {
			t.Errorf("offset %d: %d more %v %s", o, r.Total, r.More, d)
		}
	}
	r, err := x.Find(ctx, s.anna, parse(t, "a"), Options{Limit: 2})
	if err != nil || len(r.Hits) != 2 || !r.More {
		t.Errorf("%v %+v", err, r)
	}
	r, err = x.Find(ctx, s.anna, parse(t, "a OR c"), Options{Rank: true})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"b.txt 1 R1 a", "b.txt 1 R1 c", "a.txt 3 R1 a"}, lines(r)[:3]); d != "" {
		t.Error(d)
	}
	same(t, s, x, "a OR c", Options{Rank: true, Limit: 3, Offset: 1})
}

// What another coder coded is not this one's.
func TestCodesAreTheViewers(t *testing.T) {
	s := newStudy(t)
	ids := s.show(draft("a.txt", first))
	s.code(ids[0], "van de wond", "Wond")
	var bert people.Viewer
	s.do(func(tx *sql.Tx) error {
		p, err := people.Add(ctx, tx, "Bert")
		if err != nil {
			return err
		}
		bert, err = people.As(ctx, tx, p.ID)
		return err
	})
	for v, want := range map[*people.Viewer]int{&s.anna: 1, &bert: 0, &people.Everyone: 1} {
		r, err := s.index().Find(ctx, *v, parse(t, "wond NOT uncoded:yes"), Options{})
		if err != nil || r.Total != want {
			t.Errorf("%+v: %d, %v", v, r.Total, err)
		}
	}
}

func TestFollowsTheHistory(t *testing.T) {
	s := newStudy(t)
	x := s.index()
	total := func(query string) int {
		t.Helper()
		r, err := x.Find(ctx, s.anna, parse(t, query), Options{})
		if err != nil {
			t.Fatal(err)
		}
		same(t, s, x, query, Options{})
		return r.Total
	}
	ids := s.show(draft("a.txt", first))
	if n := total("wond"); n != 1 { // found at once, in the index or not
		t.Error(n)
	}
	s.wait(x)
	s.do(func(tx *sql.Tx) error { return document.Trash(ctx, tx, ids[0]) })
	if n := total("wond"); n != 0 {
		t.Error(n)
	}
	s.wait(x)
	s.do(func(tx *sql.Tx) error { return document.Restore(ctx, tx, ids[0]) })
	if n := total("wond"); n != 1 {
		t.Error(n)
	}
	s.wait(x)
	s.show(draft("b.txt", second))
	s.wait(x)
	if n := total("foto*"); n != 6 {
		t.Error(n)
	}
	if _, err := history.Undo(ctx, s.p.DB, s.anna.Person, ""); err != nil {
		t.Fatal(err)
	}
	if n := total("foto*"); n != 4 {
		t.Error(n)
	}
	if _, err := history.Redo(ctx, s.p.DB, s.anna.Person, ""); err != nil {
		t.Fatal(err)
	}
	if n := total("foto*"); n != 6 {
		t.Error(n)
	}
	s.show(draft("c.txt", second)) // the same text again: one body, two documents
	s.wait(x)
	if n := total("foto*"); n != 8 {
		t.Error(n)
	}
}

// Any query over any text: the index proposes all that a scan finds.
func TestIndexIsScan(t *testing.T) {
	s := newStudy(t)
	r := rand.New(rand.NewPCG(13, 14))
	for i := range 6 {
		var b strings.Builder
		b.WriteString("front " + randomText(r, 20) + "\n")
		for range 25 {
			b.WriteString([]string{"I: ", "R1: ", "# ", "", ""}[r.IntN(5)])
			for range 1 + r.IntN(12) {
				b.WriteString(vocabulary[r.IntN(len(vocabulary))] + []string{" ", ", ", "\u00a0", "-"}[r.IntN(4)])
			}
			b.WriteString(strings.ReplaceAll(randomText(r, r.IntN(10)), "\n", " ") + "\n")
		}
		s.show(draft(string(rune('a'+i))+".txt", b.String()))
	}
	x := s.index()
	for range 250 {
		query := randomQuery(r, 3).query
		switch r.IntN(9) {
		case 5:
			query = "~" + vocabulary[r.IntN(len(vocabulary))]
		case 0:
			query = vocabulary[r.IntN(len(vocabulary))] + "~" + itoa(1+r.IntN(2))
		case 1:
			w := []rune(vocabulary[r.IntN(len(vocabulary))])
			query = "*" + string(w[1:2]) + "*" + string(w[2:])
		case 2:
			query = "/" + string([]rune(vocabulary[r.IntN(len(vocabulary))])[1:]) + "/"
		case 3:
			query = "NOT (" + query + ")"
		case 4:
			query = randomLeaf(r).query + " NEAR/" + itoa(1+r.IntN(6)) + " " + randomLeaf(r).query
		}
		same(t, s, x, query, Options{})
		same(t, s, x, query, Options{Limit: 3, Rank: true})
	}
}
