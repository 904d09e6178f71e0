package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"verbatim/internal/publish"
)

func listed(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}

func TestExportWritesWhereOutSays(t *testing.T) {
	data := searchable(t, "Anna")
	for _, c := range []struct {
		name, out string
		what      []string
		want      string
	}{
		{"into an existing folder", "", []string{"codebook.docx", "segments.csv"}, "codebook.docx segments.csv segments.csv-metadata.json"},
		{"a folder for several", "new", []string{"codebook.md", "codebook.xlsx"}, "codebook.md codebook.xlsx"},
		{"a file", "mine.csv", []string{"codebook.csv"}, "mine.csv mine.csv-metadata.json"},
		{"one transcript is a file", "r1.txt", []string{"transcript.txt"}, "r1.txt r1.txt-metadata.json"},
	} {
		dir := t.TempDir()
		args := append([]string{"export", "--data", data, "--project", "Poli", "--out", filepath.Join(dir, c.out)}, c.what...)
		if code, _, errOut := verbatim(t, args...); code != exitDone {
			t.Fatalf("%s: exit %d: %s", c.name, code, errOut)
		}
		if c.out == "new" {
			dir = filepath.Join(dir, c.out)
		}
		if got := listed(t, dir); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestExportTwiceIsTheSameAndReplaces(t *testing.T) {
	data, dir := searchable(t, "Anna"), t.TempDir()
	path := filepath.Join(dir, "codebook.docx")
	var first []byte
	for range 2 {
		if code, out, errOut := verbatim(t, "export", "--data", data, "--project", "Poli", "--out", path, "codebook.docx"); code != exitDone || !strings.Contains(out, path) {
			t.Fatalf("exit %d: %s%s", code, out, errOut)
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if first != nil && !bytes.Equal(first, got) {
			t.Error("the second time other bytes")
		}
		first = got
	}
	if got := listed(t, dir); got != "codebook.docx" {
		t.Errorf("left behind: %s", got)
	}
}

func TestExportSeparator(t *testing.T) {
	data, dir := searchable(t, "Anna"), t.TempDir()
	if code, _, errOut := verbatim(t, "export", "--data", data, "--project", "Poli", "--out", dir, "--csv-separator", ";", "codebook.csv"); code != exitDone {
		t.Fatal(errOut)
	}
	got, err := os.ReadFile(filepath.Join(dir, "codebook.csv"))
	if err != nil || !bytes.HasPrefix(got, []byte("\uFEFFcode_guid;code;short;")) {
		t.Errorf("%v: %.40q", err, got)
	}
}

func TestExportRefuses(t *testing.T) {
	one, two := searchable(t, "Anna"), searchable(t, "Anna", "Bert")
	for _, c := range []struct {
		name string
		args []string
		code int
		said string
	}{
		{"no such project", []string{"--data", one, "--project", "Elders", "codebook.csv"}, exitRefused, "Elders"},
		{"no such export", []string{"--data", one, "--project", "Poli", "novel.docx"}, exitRefused, "novel.docx: "},
		{"no statement yet", []string{"--data", one, "--project", "Poli", "checksheet-participant.docx"}, exitRefused, "statement"},
		{"several coders", []string{"--data", two, "--project", "Poli", "segments.csv"}, exitRefused, "--as"},
		{"no such coder", []string{"--data", two, "--project", "Poli", "--as", "Carla", "segments.csv"}, exitRefused, "Carla"},
		{"no such setting", []string{"--data", one, "--project", "Poli", "--set", "x=y", "segments.csv"}, exitRefused, "layer"},
		{"separator", []string{"--data", one, "--project", "Poli", "--csv-separator", "|", "segments.csv"}, exitRefused, "semicolon"},
		{"no folder", []string{"--data", one, "--project", "Poli", "--out", filepath.Join(t.TempDir(), "no", "where.csv"), "segments.csv"}, exitRefused, "where.csv"},
		{"nothing named", []string{"--data", one, "--project", "Poli"}, exitUsage, "what"},
		{"no data folder", []string{"--data", filepath.Join(one, "no"), "--project", "Poli", "codebook.csv"}, exitRefused, "data folder"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			code, _, errOut := verbatim(t, append([]string{"export"}, c.args...)...)
			if code != c.code || !strings.Contains(errOut, c.said) {
				t.Errorf("exit %d, want %d; said %q, want %q in it", code, c.code, errOut, c.said)
			}
			if got := listed(t, "."); got != "" {
				t.Errorf("left a trace: %s", got)
			}
		})
	}
}

func TestExportOfTextsNeedsNoCoder(t *testing.T) {
	for _, data := range []string{searchable(t), searchable(t, "Anna", "Bert")} {
		dir := t.TempDir()
		if code, _, errOut := verbatim(t, "export", "--data", data, "--project", "Poli", "--out", dir, "transcript.txt"); code != exitDone {
			t.Fatal(errOut)
		}
		got, err := os.ReadFile(filepath.Join(dir, "R1.txt"))
		if err != nil || string(got) != spokenBefore+spoken {
			t.Errorf("%v: %q", err, got)
		}
	}
}

// Where several code, only what reads codings asks whose.
func TestExportAsksForACoderWhereItReadsCodings(t *testing.T) {
	data := searchable(t, "Anna", "Bert")
	for what, want := range map[string]int{"history.csv": exitDone, "history.json": exitDone, "transcript.docx": exitRefused, "transcript.html": exitRefused, "segments.json": exitRefused} {
		code, _, errOut := verbatim(t, "export", "--data", data, "--project", "Poli", "--out", t.TempDir(), what)
		if code != want || want == exitRefused && !strings.Contains(errOut, "--as") {
			t.Errorf("%s: exit %d, want %d: %s", what, code, want, errOut)
		}
	}
	dir := t.TempDir()
	if code, _, errOut := verbatim(t, "export", "--data", data, "--project", "Poli", "--as", "Anna", "--out", dir, "transcript.docx", "history.docx"); code != exitDone {
		t.Fatal(errOut)
	}
	if got := listed(t, dir); got != "R1.docx history.docx" {
		t.Errorf("wrote %s", got)
	}
}

func TestExportWritesTheRestWhereOneIsRefused(t *testing.T) {
	data, dir := searchable(t, "Anna"), t.TempDir()
	code, _, errOut := verbatim(t, "export", "--data", data, "--project", "Poli", "--out", dir, "novel.docx", "codebook.md")
	if code != exitRefused || !strings.HasPrefix(errOut, "novel.docx: ") || listed(t, dir) != "codebook.md" {
		t.Errorf("exit %d, %s, %s", code, errOut, listed(t, dir))
	}
}

// sameColumns is the script command "same A B COLUMN...": it holds that two csv
// files have the same cells in these columns, row by row.
func sameColumns(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: same A B COLUMN...")
	}
	var tables [2][][]string
	for i := range tables {
		rows, err := publish.ReadCSV(strings.NewReader(ts.ReadFile(args[i])), 0)
		ts.Check(err)
		tables[i] = rows
	}
	a, b := tables[0], tables[1]
	if len(a) != len(b) {
		ts.Fatalf("%d rows and %d", len(a), len(b))
	}
	for _, name := range args[2:] {
		x, y := slices.Index(a[0], name), slices.Index(b[0], name)
		if x < 0 || y < 0 {
			ts.Fatalf("no column %s", name)
		}
		for i := range a {
			if a[i][x] != b[i][y] {
				ts.Fatalf("%s of row %d: %q and %q", name, i, a[i][x], b[i][y])
			}
		}
	}
}
