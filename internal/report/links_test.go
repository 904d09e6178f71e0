package report_test

import (
	"database/sql"
	"encoding/json"
	"strings"
	"testing"

	"verbatim/internal/coding"
	"verbatim/internal/document"
)

// place finds words in a document.
func (s *study) place(tx *sql.Tx, d document.Document, words string) coding.Mark {
	s.t.Helper()
	all, err := document.Text(ctx, tx, d, 0, d.Length)
	if err != nil {
		s.t.Fatal(err)
	}
	at := strings.Index(all, words)
	if at < 0 {
		s.t.Fatalf("no %q in %s", words, d.Name)
	}
	start := len([]rune(all[:at]))
	return coding.Mark{Document: d.ID, Start: start, End: start + len([]rune(words)), Exact: words}
}

// Links leave with the passages: in JSON and in a sheet of their own as data, in
// Word to be read.
func TestLinksAreExported(t *testing.T) {
	s := newStudy(t)
	linked := func(set map[string]string) (out []map[string]any) {
		var got struct{ Links []map[string]any }
		if err := json.Unmarshal(s.write("segments.json", set)[0].Data, &got); err != nil {
			t.Fatal(err)
		}
		if got.Links == nil {
			t.Error("no list of links")
		}
		return got.Links
	}
	if got := linked(nil); len(got) != 0 {
		t.Errorf("%v", got)
	}
	s.do(func(tx *sql.Tx) error {
		_, err := coding.Connect(ctx, tx, s.anna, "contradicts", "Same clinic?", s.place(tx, s.docs[0], "om vier uur"), s.place(tx, s.docs[1], "bel ik daarna alsnog"))
		return err
	})
	got := linked(nil)
	if len(got) != 1 || got[0]["kind"] != "contradicts" || got[0]["from_quote"] != "om vier uur" || got[0]["to_document"] != s.docs[1].Name || got[0]["note"] != "Same clinic?" || got[0]["layer"] != "Anna" {
		t.Errorf("%v", got)
	}
	if got := linked(map[string]string{"layer": "Bert"}); len(got) != 0 {
		t.Errorf("of Bert: %v", got)
	}
	if html := string(s.write("segments.html", nil)[0].Data); !strings.Contains(html, "Passages linked to passages") || !strings.Contains(html, "contradicts") {
		t.Error("not in the page to be read")
	}
	if raw := s.write("segments.xlsx", nil)[0].Data; len(raw) == 0 {
		t.Error("no workbook")
	}
}
