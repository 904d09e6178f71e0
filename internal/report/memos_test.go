package report_test

import (
	"database/sql"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/fault"
	"verbatim/internal/memo"
	"verbatim/internal/people"
	"verbatim/internal/report"
)

// memos writes one memo of each kind of place.
func (s *study) memos() {
	s.t.Helper()
	var code codebook.Code
	var segment int64
	mark := s.mark(1, "bel ik daarna alsnog")
	s.do(func(tx *sql.Tx) (err error) {
		if code, err = codebook.Find(ctx, tx, "Gebruik/Telefoon//mail"); err != nil {
			return err
		}
		segment, err = coding.MarkSegment(ctx, tx, mark)
		return err
	})
	s.memo(s.anna, memo.Memo{Title: "=Opzet", Words: "# Waarom\n\nWij *kiezen* dit.\nOmdat.", Kind: "methodological", Shared: true})
	s.memo(s.anna, memo.Memo{Words: "Alleen van mij", Code: code.ID})
	s.memo(s.bert, memo.Memo{Title: "Bellen", Words: "Toch weer bellen.", Segment: segment, Shared: true})
	s.memo(s.bert, memo.Memo{Title: "Twijfel", Words: "geheim gepieker", Document: s.docs[0].ID})
}

func TestMemosOfOthersThatArePrivateStayOut(t *testing.T) {
	s := newStudy(t)
	s.memos()
	for _, what := range []string{"memos.csv", "memos.docx", "memos.md"} {
		for _, c := range []struct {
			name     string
			v        people.Viewer
			in, none []string
		}{
			{"Anna", s.anna, []string{"Alleen van mij", "Toch weer bellen"}, []string{"geheim", "Twijfel"}},
			{"Bert", s.bert, []string{"Twijfel", "Omdat"}, []string{"Alleen van mij"}},
			{"everyone", people.Everyone, []string{"Omdat", "Toch weer bellen"}, []string{"geheim", "Twijfel", "Alleen van mij"}},
		} {
			seen := string(unpacked(t, s.writeAs(c.v, what)[0]))
			for _, w := range c.in {
				if !strings.Contains(seen, w) {
					t.Errorf("%s for %s lacks %q", what, c.name, w)
				}
			}
			for _, w := range c.none {
				if strings.Contains(seen, w) {
					t.Errorf("%s for %s holds %q", what, c.name, w)
				}
			}
		}
	}
}

func TestMemosSayWhatTheyAreAbout(t *testing.T) {
	s := newStudy(t)
	s.memos()
	table := rows(t, s.write("memos.csv", nil)[0])
	for name, want := range map[string][]string{
		"kind": {"methodological", "code", "analytic"}, "about": {"project", "code", "passage"}, "author": {"Anna", "Anna", "Bert"}, "shared": {"yes", "no", "yes"},
		"title": {"=Opzet", "", "Bellen"}, "code": {"", "Gebruik/Telefoon//mail", ""}, "document": {"", "", "R12 ORT.txt"}, "quote": {"", "", "bel ik daarna alsnog"},
	} {
		if diff := cmp.Diff(want, column(t, table, name)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	md := string(s.write("memos.md", nil)[0].Data)
	for _, w := range []string{"## Methodological memos\n\n### \\=Opzet\n\nAnna", "#### Waarom\n\nWij *kiezen* dit.\nOmdat.\n", "> “bel ik daarna alsnog”", "### On the code Gebruik › Telefoon/mail\n\nAnna · ", "Bert · ", "on a passage in R12 ORT.txt"} {
		if !strings.Contains(md, w) {
			t.Errorf("md lacks %q:\n%s", w, md)
		}
	}
}

func TestNoMemoIsSaid(t *testing.T) {
	s := newStudy(t)
	if _, err := report.Write(ctx, s.p, s.anna, "memos.csv", report.Options{}); !fault.Is(err, fault.NotFound) {
		t.Errorf("got %v", err)
	}
}
