package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/text"
	"verbatim/internal/transcript"
)

const spokenBefore, spoken = "I: Hoe was het?\n", "R1: Ik wacht één uur.\nAltijd."

// searchable makes a data folder with one project, one coded document and these
// coders, the first of whom coded.
func searchable(t *testing.T, coders ...string) (dir string) {
	t.Helper()
	ctx := context.Background()
	dir = t.TempDir()
	shelf, err := project.OpenShelf(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = shelf.Close() }()
	p, err := shelf.Create(ctx, "Poli")
	if err != nil {
		t.Fatal(err)
	}
	d := &transcript.Draft{Name: "R1.txt", Format: "txt",
		Turns:    []transcript.Turn{{Speaker: 0}, {Speaker: 1}},
		Speakers: []transcript.Speaker{{Name: "I", Labels: []string{"I"}}, {Name: "R1", Labels: []string{"R1"}}},
		Blocks: []transcript.Block{
			{Kind: transcript.Label, Text: "I:", Sep: " "}, {Text: "Hoe was het?", Sep: "\n"},
			{Kind: transcript.Label, Text: "R1:", Sep: " ", Turn: 1}, {Text: "Ik wacht één uur.", Sep: "\n", Turn: 1}, {Text: "Altijd.", Turn: 1}}}
	laid, err := document.Lay(ctx, p.DB, d, []byte(d.Text()))
	if err != nil {
		t.Fatal(err)
	}
	err = p.DB.Write(ctx, func(tx *sql.Tx) error {
		ids, _, err := document.Show(ctx, tx, 0, "", laid)
		if err != nil {
			return err
		}
		_, err = history.DoTx(ctx, tx, history.Action{What: "test"}, func(tx *sql.Tx) error {
			for i, name := range coders {
				person, err := people.Add(ctx, tx, name)
				if err != nil {
					return err
				}
				if i > 0 {
					continue
				}
				c, err := codebook.Ensure(ctx, tx, person.ID, "Werk/Wachten")
				if err != nil {
					return err
				}
				v, err := people.As(ctx, tx, person.ID)
				if err != nil {
					return err
				}
				start := text.Len(spokenBefore + "R1: ")
				if _, err := coding.Apply(ctx, tx, v, coding.Mark{Document: ids[0], Start: start, End: start + 8, Exact: "Ik wacht"}, c.ID); err != nil {
					return err
				}
			}
			return nil
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// verbatim runs the program and gives what it said.
func verbatim(t *testing.T, args ...string) (code int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), args, &o, &e)
	return code, o.String(), e.String()
}

func TestSearchLines(t *testing.T) {
	dir := searchable(t, "Anna")
	if d := text.Slice(spokenBefore+spoken, 23, 28); d != "wacht" {
		t.Fatal(d)
	}
	code, out, errOut := verbatim(t, "search", "--data", dir, "--project", "Poli", "--json", `wacht OR "uur altijd"`)
	want := `{"document":"R1.txt","turn":2,"speaker":"R1","start":23,"end":28,"match":"wacht","before":"Ik ","after":" één uur.\nAltijd.","codes":["Werk/Wachten"]}
{"document":"R1.txt","turn":2,"speaker":"R1","start":33,"end":44,"match":"uur.\nAltijd","before":"Ik wacht één ","after":".","codes":[]}
`
	if d := cmp.Diff(want, out); code != 0 || d != "" || errOut != "" {
		t.Errorf("exit %d, %s\n%s", code, errOut, d)
	}
	for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
		if !json.Valid([]byte(line)) {
			t.Error(line)
		}
	}
	code, out, _ = verbatim(t, "search", "--data", dir, "--project", "Poli", "--limit", "1", "--rank", "een", "uur")
	if want := "R1.txt 29–32, turn 2, R1: Ik wacht [één] uur. Altijd.\n"; code != 0 || out != want {
		t.Errorf("exit %d: %s", code, out)
	}
	code, out, _ = verbatim(t, "search", "--data", dir, "--project", "Poli", "--json", "nergens")
	if code != 0 || out != "" {
		t.Errorf("exit %d: %s", code, out)
	}
}

func TestSearchRefuses(t *testing.T) {
	dir := searchable(t, "Anna", "Bert")
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"--project", "Poli", "code:Wachten"}, 1, "whose codings are meant with --as: Anna, Bert"},
		{[]string{"--project", "Poli", "--as", "Carl", "wacht"}, 1, "no coder “Carl”"},
		{[]string{"--project", "Poli", `"wacht`}, 1, "quotation mark at character 1"},
		{[]string{"--project", "Poli", "speaker:R9"}, 1, "no speaker is called “R9”"},
		{[]string{"--project", "Niets", "wacht"}, 1, "no project “Niets”"},
		{[]string{"wacht"}, 2, "--project"},
	} {
		code, out, errOut := verbatim(t, append([]string{"search", "--data", dir}, c.args...)...)
		if code != c.code || out != "" || !strings.Contains(errOut, c.says) {
			t.Errorf("%v: exit %d, %q, %q", c.args, code, out, errOut)
		}
	}
	if code, out, _ := verbatim(t, "search", "--data", dir, "--project", "Poli", "--as", "Anna", "code:Wachten"); code != 0 || !strings.Contains(out, "[Ik wacht] één uur") {
		t.Errorf("exit %d: %s", code, out)
	}
	if code, out, _ := verbatim(t, "search", "--data", dir, "--project", "Poli", "--as", "Bert", "wacht", "uncoded:yes"); code != 0 || !strings.Contains(out, "[wacht]") {
		t.Errorf("exit %d: %s", code, out)
	}
}

func TestReindex(t *testing.T) {
	dir := searchable(t, "Anna")
	code, out, errOut := verbatim(t, "reindex", "--data", dir)
	if code != 0 || !strings.Contains(out, "index built anew") || !strings.Contains(out, "1 document") {
		t.Fatalf("exit %d: %s%s", code, out, errOut)
	}
	list, err := filepath.Glob(filepath.Join(dir, "*", "index", "*.zap"))
	if err != nil || len(list) == 0 {
		t.Fatal(list, err)
	}
	if err := os.Truncate(list[0], 70); err != nil {
		t.Fatal(err)
	}
	if code, _, errOut := verbatim(t, "check", "--data", dir); code != 1 || !strings.Contains(errOut, "index for searching is damaged") {
		t.Errorf("exit %d: %s", code, errOut)
	}
	if code, out, errOut := verbatim(t, "search", "--data", dir, "--project", "Poli", "wacht"); code != 0 || !strings.Contains(out, "[wacht]") || errOut != "" {
		t.Errorf("exit %d: %s%s", code, out, errOut)
	}
	if code, _, errOut := verbatim(t, "reindex", "--data", dir, "--project", "Poli"); code != 0 {
		t.Errorf("exit %d: %s", code, errOut)
	}
	if code, out, errOut := verbatim(t, "check", "--data", dir); code != 0 || !strings.Contains(out, "sound") {
		t.Errorf("exit %d: %s", code, errOut)
	}
}
