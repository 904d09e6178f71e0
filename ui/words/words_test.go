package words

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/internal/fault"
)

// verbs lists the verbs of a format, each with the argument it takes.
func verbs(format string) []string {
	var out []string
	next := 1
	for _, m := range regexp.MustCompile(`%(\[(\d+)\])?[-+# 0]*[\d.]*([a-zA-Z%])`).FindAllStringSubmatch(format, -1) {
		if m[3] == "%" {
			continue
		}
		at := m[2]
		if at == "" {
			at = string(rune('0' + next))
		} else {
			next = int(at[0] - '0')
		}
		next++
		out = append(out, at+m[3])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestEveryWordIsInBothLanguages(t *testing.T) {
	same := func(key, en, nl string) {
		t.Helper()
		if strings.TrimSpace(en) == "" || strings.TrimSpace(nl) == "" {
			t.Errorf("%s: said in one language only: %q, %q", key, en, nl)
		}
		if a, b := verbs(en), verbs(nl); !slices.Equal(a, b) {
			t.Errorf("%s: the languages take different arguments: %v, %v", key, a, b)
		}
		for _, text := range []string{en, nl} {
			if strings.ContainsAny(text, "\"") || strings.Contains(text, "...") {
				t.Errorf("%s: straight quotes or three dots in %q", key, text)
			}
		}
	}
	for key, entry := range texts {
		same(key, entry.en, entry.nl)
	}
	for key, entry := range plurals {
		same(key, entry.en[0], entry.nl[0])
		same(key, entry.en[1], entry.nl[1])
		if len(verbs(entry.en[1])) == 0 {
			t.Errorf("%s: a phrase with a number does not say the number", key)
		}
	}
	for format, dutch := range faults {
		if a, b := verbs(format), verbs(dutch); !slices.Equal(a, b) {
			t.Errorf("fault %q: the languages take different arguments: %v, %v", format, a, b)
		}
	}
}

// Keys written in templates and handlers must exist: a misspelt one would be
// shown to a reader as it stands.
func TestEveryKeyThatIsSaidExists(t *testing.T) {
	said := regexp.MustCompile(`words\.(Say|Count)\(\s*\w[\w.()]*,\s*(?:[^,"]+,\s*)?"([^"]+)"`)
	for _, dir := range []string{"../", "../../internal/web", "../../cmd"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.Name() == "node_modules" {
				return fs.SkipDir
			}
			if d.IsDir() || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_templ.go") ||
				!strings.HasSuffix(path, ".templ") && !strings.HasSuffix(path, ".go") {
				return nil
			}
			source, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, m := range said.FindAllStringSubmatch(string(source), -1) {
				if strings.HasSuffix(m[2], ".") { // a key put together: "error.title."+code
					continue
				}
				_, isText := texts[m[2]]
				_, isPlural := plurals[m[2]]
				if m[1] == "Say" && !isText || m[1] == "Count" && !isPlural {
					t.Errorf("%s: no words for %s(%q)", path, m[1], m[2])
				}
			}
			return nil
		})
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
}

// Keys can be given to other commands: a text names the button, and a key stands
// beside it where the page knows which.
func TestNoTextNamesALetterToPress(t *testing.T) {
	named := regexp.MustCompile(`(?i)\b(press|druk op) [a-z]\b`)
	for key, said := range texts {
		if named.MatchString(said.en) || named.MatchString(said.nl) {
			t.Errorf("%s says which key to press: %s", key, said.en)
		}
	}
}

func TestChoose(t *testing.T) {
	for _, c := range []struct {
		chosen, accept string
		want           Lang
	}{
		{"", "", English},
		{"", "nl-NL,nl;q=0.9,en;q=0.8", Dutch},
		{"", "nl-BE", Dutch},
		{"", "de-DE,en;q=0.5", English},
		{"", "en-GB,nl;q=0.9", English},
		{"en", "nl", English},
		{"nl", "en", Dutch},
		{"xx", "nl", Dutch},
		{"", ";;;=", English},
	} {
		if got := Choose(c.chosen, c.accept); got != c.want {
			t.Errorf("Choose(%q, %q) = %s, want %s", c.chosen, c.accept, got, c.want)
		}
	}
}

func TestNumbersAndDays(t *testing.T) {
	en, nl := With(context.Background(), English), With(context.Background(), Dutch)
	for _, c := range []struct {
		got, want string
	}{
		{Count(en, 1, "codings"), "1 coding"},
		{Count(en, 12_345, "codings"), "12,345 codings"},
		{Count(nl, 0, "codings"), "0 coderingen"},
		{Count(nl, 1_000_000, "words"), "1.000.000 woorden"},
		{Number(en, -1200), "−1,200"},
		{Say(en, "no.such.key"), "no.such.key"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	now := time.Date(2026, 3, 1, 0, 30, 0, 0, time.UTC)
	for back, want := range map[time.Duration]string{
		10 * time.Minute:    "vandaag, 00:20",
		40 * time.Minute:    "gisteren, 23:50",
		50 * time.Hour:      "26 februari",
		24 * 90 * time.Hour: "1 december 2025",
	} {
		if got := When(nl, now.Add(-back), now); got != want {
			t.Errorf("%s ago: %q, want %q", back, got, want)
		}
	}
}

func TestFaultsAreSaidInTheReadersLanguage(t *testing.T) {
	refuse(map[string]string{"there is no %s called %q": "er is geen %s met de naam %q"})
	err := fault.New(fault.NotFound, "there is no %s called %q", "code", "Wait")
	if got, _ := Fault(With(context.Background(), Dutch), err); got != `er is geen code met de naam "Wait"` {
		t.Error(got)
	}
	if got, _ := Fault(context.Background(), err); got != err.Message {
		t.Error(got)
	}
	if _, ok := Fault(context.Background(), os.ErrClosed); ok {
		t.Error("an internal error has words")
	}
}

func TestDid(t *testing.T) {
	nl := With(context.Background(), Dutch)
	for _, c := range []struct {
		what    string
		subject []string
		want    string
	}{
		{"document.rename", []string{"R1", "R2"}, "R1 heet nu R2"},
		{"document.rename", []string{"R1"}, "Gewijzigd"},
		{"document.trash", []string{"R1", "and more"}, "R1 staat in de prullenbak"},
		{"document.import", []string{"R1"}, "R1 ingelezen"},
		{"document.import", []string{"R1", "R2", "R3"}, "3 documenten ingelezen"},
		{"document.import", nil, "Gewijzigd"},
		{"no.such", []string{"x"}, "Gewijzigd"},
	} {
		if got := Did(nl, c.what, c.subject); got != c.want {
			t.Errorf("%s %v: %q, want %q", c.what, c.subject, got, c.want)
		}
	}
}

func TestScriptIsSafeInsideAPage(t *testing.T) {
	say(map[string]text{"scripttest.x": {"</script><b>", "</script>"}})
	if got := Script(context.Background(), "scripttest."); strings.Contains(got, "<") || !strings.Contains(got, "scripttest.x") {
		t.Error(got)
	}
}
