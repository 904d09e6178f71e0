package report_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTranscriptsCarryTheirCodes(t *testing.T) {
	s := newStudy(t)
	files := s.write("transcript.docx", nil)
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
	}
	if !cmp.Equal(names, []string{"R47 MDL.docx", "R12 ORT.docx"}) {
		t.Fatalf("files %q", names)
	}
	parts := string(unpacked(t, files[0]))
	for _, w := range []string{`w:author="Anna"`, "Gebruik › Telefoon/mail", "+ let op", `<w:b/><w:bCs/>`, "R47:", s.head()} {
		if !strings.Contains(parts, w) {
			t.Errorf("lacks %q", w)
		}
	}
	if strings.Contains(parts, `w:author="Bert"`) {
		t.Error("a coding that is not counted stands in it")
	}
	if bert := string(unpacked(t, s.write("transcript.docx", map[string]string{"layer": "Bert", "document": "R47 MDL.docx"})[0])); !strings.Contains(bert, `w:author="Bert"`) {
		t.Error("Bert's layer was asked for and is not there")
	}
	page := string(s.write("transcript.html", map[string]string{"document": "R12 ORT.txt"})[0].Data)
	for _, w := range []string{`<strong>R12:</strong>`, `<span class="m1"><span lang="nl">Soms scheelt`, `<b>1</b> Gebruik › Telefoon/mail <i>`} {
		if !strings.Contains(page, w) {
			t.Errorf("html lacks %q:\n%s", w, page)
		}
	}
}

// Another program finds each comment around the words that were coded.
func TestPandocReadsTheComments(t *testing.T) {
	if _, err := exec.LookPath("pandoc"); err != nil {
		t.Skip("skipped: no pandoc")
	}
	s := newStudy(t)
	path := filepath.Join(t.TempDir(), "r47.docx")
	if err := os.WriteFile(path, s.write("transcript.docx", map[string]string{"document": "R47 MDL.docx"})[0].Data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pandoc", "--wrap=none", "--track-changes=all", "-t", "markdown", path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v %s", err, out)
	}
	if got := string(out); strings.Count(got, ".comment-start") != 3 || strings.Count(got, ".comment-end") != 3 || !strings.Contains(got, "Ik doe ze om vier uur[]{.comment-end") {
		t.Errorf("pandoc reads:\n%s", got)
	}
}
