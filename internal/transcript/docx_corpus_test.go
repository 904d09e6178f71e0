package transcript

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"verbatim/internal/fault"
	"verbatim/internal/text"
)

// sharedCorpus finds the team's shared corpus beside the checkout.
func sharedCorpus(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for range 8 {
		if s := filepath.Join(dir, "shared", "corpus"); isDir(s) {
			return s
		}
		dir = filepath.Dir(dir)
	}
	t.Skip("skipped: no shared corpus")
	return ""
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// plainText is the text of paragraphs, a line each.
func plainText(pars []paragraph) string {
	var b strings.Builder
	for _, p := range pars {
		for _, r := range p.runs {
			b.WriteString(r.text)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestDocxNastyCorpus(t *testing.T) {
	dir := sharedCorpus(t)
	raw, err := os.ReadFile(filepath.Join(dir, "nasty.expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var expected map[string]struct {
		Outcome string   `json:"outcome"`
		Must    []string `json:"must_contain"`
		MustNot []string `json:"must_not_contain"`
	}
	if err := json.Unmarshal(raw, &expected); err != nil {
		t.Fatal(err)
	}
	ours := func(name string) bool {
		return strings.HasPrefix(name, "docx_") || strings.HasPrefix(name, "docm_") || strings.HasPrefix(name, "doc_")
	}
	for name, want := range expected {
		if !ours(name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(dir, "nasty", name))
			if err != nil {
				t.Fatal(err)
			}
			pars, warnings, err := readDocx(data)
			got := text.Collapse(plainText(pars))
			t.Log(err, warnings, text.Cut(got, 300))
			if err != nil && fault.As(err) == nil {
				t.Fatalf("not a fault: %v", err)
			}
			refused := err != nil || got == "" // a text without words is refused by the labeller
			if want.Outcome == "read" && refused || want.Outcome == "refuse" && !refused {
				t.Fatalf("want %s, got %v", want.Outcome, err)
			}
			if refused {
				return
			}
			for _, s := range want.Must {
				if !strings.Contains(got, text.Collapse(s)) {
					t.Errorf("misses %q", s)
				}
			}
			for _, s := range want.MustNot {
				if strings.Contains(got, text.Collapse(s)) {
					t.Errorf("holds %q", s)
				}
			}
		})
	}
}

func TestDocxRealCorpus(t *testing.T) {
	dir := sharedCorpus(t)
	names, err := filepath.Glob(filepath.Join(dir, "real", "*.docx"))
	if err != nil || len(names) == 0 {
		t.Skip("skipped: no shared corpus")
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			pars, warnings, err := readDocx(data)
			if err != nil {
				t.Fatal(err)
			}
			bold := slices.ContainsFunc(pars, func(p paragraph) bool {
				return slices.ContainsFunc(p.runs, func(r run) bool { return r.bold })
			})
			t.Logf("%d paragraphs, %d words, bold %v, %v", len(pars), text.Words(plainText(pars)), bold, warnings)
			for _, p := range pars[:min(4, len(pars))] {
				t.Logf("%+v", p)
			}
		})
	}
}
