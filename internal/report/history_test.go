package report_test

import (
	"database/sql"
	"encoding/json"
	"strings"
	"testing"

	"verbatim/internal/history"
	"verbatim/internal/memo"
	"verbatim/internal/people"
	"verbatim/internal/report"
)

// writeAs is write for another reader.
func (s *study) writeAs(v people.Viewer, what string) []report.File {
	s.t.Helper()
	files, err := report.Write(ctx, s.p, v, what, report.Options{Program: "Verbatim test"})
	if err != nil {
		s.t.Fatalf("%s: %v", what, err)
	}
	return files
}

func (s *study) memo(v people.Viewer, m memo.Memo) (made memo.Memo) {
	s.t.Helper()
	_, err := history.Do(ctx, s.p.DB, history.Action{Who: v.Person, What: "memo.write", Subject: []string{m.Title}}, func(tx *sql.Tx) (err error) {
		made, err = memo.Write(ctx, tx, v, m)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return made
}

func TestHistoryIsTheChain(t *testing.T) {
	s := newStudy(t)
	table := rows(t, s.write("history.csv", nil)[0])
	if got := strings.Join(table[0], ","); got != "seq,time_utc,actor,action,said,object,document,before,after,reason,takes_back,hash_prev,hash" {
		t.Errorf("header %s", got)
	}
	prev, hash := column(t, table, "hash_prev"), column(t, table, "hash")
	for i := range hash {
		if want := append([]string{""}, hash...)[i]; prev[i] != want || hash[i] == "" {
			t.Errorf("entry %d follows %q, want %q", i, prev[i], want)
		}
	}
	if last := hash[len(hash)-1]; !strings.HasPrefix(last, s.head()) {
		t.Errorf("the last hash is %s, the snapshot %s", last, s.head())
	}
	var got struct {
		History []struct {
			Seq     int64
			Changes []struct {
				Table         string
				Before, After map[string]any
			}
			Hash string
		}
	}
	if err := json.Unmarshal(s.write("history.json", nil)[0].Data, &got); err != nil {
		t.Fatal(err)
	}
	if len(got.History) != len(hash) || got.History[len(hash)-1].Hash != hash[len(hash)-1] {
		t.Fatalf("%d records, want %d", len(got.History), len(hash))
	}
	found := false
	for _, e := range got.History {
		for _, c := range e.Changes {
			found = found || c.Table == "coding" && c.Before == nil && c.After["guid"] != ""
		}
	}
	if !found {
		t.Error("no coding in the rows before and after")
	}
}

func TestHistorySaysWhatWasTakenBack(t *testing.T) {
	s := newStudy(t)
	e, err := history.Do(ctx, s.p.DB, history.Action{Who: s.anna.Person, What: "person.add", Why: "joins us", Subject: []string{"Cleo"}}, func(tx *sql.Tx) error {
		_, err := people.Add(ctx, tx, "Cleo")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := history.UndoEntry(ctx, s.p.DB, e.ID, s.anna.Person, ""); err != nil {
		t.Fatal(err)
	}
	table := rows(t, s.write("history.csv", nil)[0])
	said, why := column(t, table, "said"), column(t, table, "reason")
	if n := len(said); said[n-1] != "Took back: person.add: Cleo" || said[n-2] != "person.add: Cleo" || why[n-2] != "joins us" {
		t.Errorf("said %q", said[n-2:])
	}
	if digest := string(unpacked(t, s.write("history.docx", nil)[0])); !strings.Contains(digest, "person.add: Cleo (taken back)") {
		t.Error("the digest does not say what was taken back")
	}
}

func TestHistoryKeepsOthersPrivateMemosOut(t *testing.T) {
	s := newStudy(t)
	s.memo(s.bert, memo.Memo{Title: "Twijfel", Words: "geheim gepieker"})
	shared := s.memo(s.bert, memo.Memo{Title: "Afspraak", Words: "samen besloten", Shared: true})
	s.memo(s.bert, memo.Memo{Title: "Ingetrokken", Words: "toch liever niet", Shared: true})
	if _, err := history.Do(ctx, s.p.DB, history.Action{Who: s.bert.Person, What: "memo.unshare", Subject: []string{"Ingetrokken"}}, func(tx *sql.Tx) error {
		list, err := memo.List(ctx, tx, s.bert, memo.Filter{Words: "liever"})
		if err != nil {
			return err
		}
		list[0].Shared = false
		return memo.Update(ctx, tx, s.bert, list[0])
	}); err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{"history.csv", "history.json", "history.docx"} {
		for name, v := range map[string]people.Viewer{"Anna": s.anna, "everyone": people.Everyone} {
			seen := string(unpacked(t, s.writeAs(v, what)[0]))
			for _, bad := range []string{"geheim", "Twijfel", "toch liever", "Ingetrokken"} {
				if strings.Contains(seen, bad) {
					t.Errorf("%s for %s holds %q", what, name, bad)
				}
			}
			if !strings.Contains(seen, "Afspraak") {
				t.Errorf("%s for %s lacks the shared memo %s", what, name, shared.Title)
			}
		}
		if own := string(unpacked(t, s.writeAs(s.bert, what)[0])); !strings.Contains(own, "Twijfel") {
			t.Errorf("%s: Bert does not see his own", what)
		}
	}
}
