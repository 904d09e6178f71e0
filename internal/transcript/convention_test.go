package transcript

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"verbatim/internal/testkit"
	"verbatim/internal/text"
)

// utteranceRow is a turn of the shared scale material.
type utteranceRow struct{ speaker, words string }

// sessions reads a tab-separated file of the scale material by session.
func sessions(t *testing.T, name string) map[string][]utteranceRow {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(testkit.Shared(t, "corpus/scale"), name))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]utteranceRow{}
	for i, l := range strings.Split(string(raw), "\n") {
		f := strings.Split(l, "\t")
		if i == 0 || len(f) < 4 || strings.TrimSpace(f[3]) == "" || strings.TrimSpace(f[2]) == "" {
			continue
		}
		out[f[0]] = append(out[f[0]], utteranceRow{f[2], strings.TrimSpace(f[3])})
	}
	return out
}

func clock(i int) string {
	s := i * 7
	return fmt.Sprintf("%02d:%02d:%02d", s/3600, s/60%60, s%60)
}

// conventions are the ways in which transcripts are typed, each a writer of
// turn i. What they write is our own; real files of each kind are in the corpus.
var conventions = []struct {
	name, ext string
	write     func(i int, u utteranceRow) string
}{
	{"name colon, blank lines", "txt", func(_ int, u utteranceRow) string { return u.speaker + ": " + u.words + "\n\n" }},
	{"name colon, no blank lines", "txt", func(_ int, u utteranceRow) string { return u.speaker + ": " + u.words + "\n" }},
	{"WhatsApp on Android", "txt", func(i int, u utteranceRow) string {
		return fmt.Sprintf("12/03/2024, %02d:%02d - %s: %s\n", i/60%24, i%60, u.speaker, u.words)
	}},
	{"WhatsApp on an iPhone", "txt", func(i int, u utteranceRow) string {
		return "\u200e[12-03-2024 " + clock(i) + "] " + u.speaker + ": " + u.words + "\n"
	}},
	{"numbered turns", "txt", func(i int, u utteranceRow) string { return fmt.Sprintf("%d. %s: %s\n", i+1, u.speaker, u.words) }},
	{"numbered turns, blank lines", "txt", func(i int, u utteranceRow) string { return fmt.Sprintf("%03d   %s: %s\n\n", i+1, u.speaker, u.words) }},
	{"name colon tab", "txt", func(_ int, u utteranceRow) string { return u.speaker + ":\t" + u.words + "\n" }},
	{"name alone", "txt", func(_ int, u utteranceRow) string { return u.speaker + ":\n" + u.words + "\n\n" }},
	{"french colon", "txt", func(_ int, u utteranceRow) string { return u.speaker + "\u00a0: " + u.words + "\n" }},
	{"capitals, indented", "txt", func(_ int, u utteranceRow) string {
		return "          " + strings.ToUpper(u.speaker) + ":  " + u.words + "\n"
	}},
	{"time in round brackets", "txt", func(i int, u utteranceRow) string {
		return u.speaker + " (" + clock(i) + "): " + u.words + "\n\n"
	}},
	{"time in square brackets before the colon", "txt", func(i int, u utteranceRow) string {
		return u.speaker + " [" + clock(i) + "]: " + u.words + "\n\n"
	}},
	{"time after the colon", "txt", func(i int, u utteranceRow) string {
		return u.speaker + ": [" + clock(i) + "] " + u.words + "\n\n"
	}},
	{"time before the label", "txt", func(i int, u utteranceRow) string {
		return "[" + clock(i) + "] " + u.speaker + ": " + u.words + "\n"
	}},
	{"bare time before the label", "txt", func(i int, u utteranceRow) string {
		return clock(i) + " " + u.speaker + ": " + u.words + "\n"
	}},
	{"time on its own line", "txt", func(i int, u utteranceRow) string {
		return "[" + clock(i) + "]\n" + u.speaker + ": " + u.words + "\n\n"
	}},
	{"label and time on a line, colon", "md", func(i int, u utteranceRow) string {
		return u.speaker + ": " + clock(i) + "\n\n" + u.words + "\n\n"
	}},
	{"otter", "txt", func(i int, u utteranceRow) string {
		return u.speaker + "  " + strings.TrimPrefix(clock(i), "00:") + "  \n" + u.words + "\n\n"
	}},
	{"time and name on a line", "txt", func(i int, u utteranceRow) string {
		return "[" + clock(i) + ".10] - " + u.speaker + "\n" + u.words + "\n\n"
	}},
	{"f4", "txt", func(i int, u utteranceRow) string { return u.speaker + ": " + u.words + " #" + clock(i) + "-3#\n" }},
	{"range before the label", "txt", func(i int, u utteranceRow) string {
		return "[" + clock(i) + " --> " + clock(i+1) + "] " + u.speaker + ": " + u.words + "\n"
	}},
	{"bold names", "md", func(_ int, u utteranceRow) string { return "**" + u.speaker + ":** " + u.words + "\n\n" }},
	{"bold names, colon outside", "md", func(_ int, u utteranceRow) string { return "**" + u.speaker + "**: " + u.words + "\n\n" }},
	{"bold names alone", "md", func(_ int, u utteranceRow) string { return "**" + u.speaker + "**\n\n" + u.words + "\n\n" }},
	{"Windows line ends", "txt", func(_ int, u utteranceRow) string { return u.speaker + ": " + u.words + "\r\n\r\n" }},
	{"csv", "csv", func(_ int, u utteranceRow) string {
		return "\"" + u.speaker + "\",\"" + strings.ReplaceAll(u.words, "\"", "\"\"") + "\"\r\n"
	}},
	{"tsv with times", "tsv", func(i int, u utteranceRow) string { return clock(i) + "\t" + u.speaker + "\t" + u.words + "\n" }},
}

var conventionHeads = map[string]string{"csv": "speaker,text\r\n", "tsv with times": "time\tspeaker\ttext\n"}

// TestConventions writes real conversations in every convention and expects
// each turn back with its speaker and its words.
func TestConventions(t *testing.T) {
	for _, file := range []string{"changelog-podcasts.tsv", "nl-handelingen.tsv", "nasa-air-to-ground.tsv"} {
		all := sessions(t, file)
		for i, name := range slices.Sorted(maps.Keys(all)) {
			if strings.HasPrefix(file, "changelog") && i%12 != 0 {
				continue // one in twelve, for time; all of them were tried once
			}
			rows := all[name][:min(len(all[name]), 1200)]
			for _, c := range conventions {
				if c.name == "bold names alone" && single(rows) {
					continue // a name that stands once, alone in bold, may be a heading: a doubt
				}
				t.Run(name+"/"+c.name, func(t *testing.T) { tryConvention(t, c.name, c.ext, c.write, rows) })
			}
		}
	}
}

// single says whether a speaker known by name only has one turn.
func single(rows []utteranceRow) bool {
	counts := map[string]int{}
	for _, u := range rows {
		counts[u.speaker]++
	}
	for k, n := range counts {
		if n == 1 && classOf(k) < roleClass && classOf(k) != titledClass && classOf(k) != codeClass {
			return true
		}
	}
	return false
}

func tryConvention(t *testing.T, name, ext string, write func(int, utteranceRow) string, rows []utteranceRow) {
	var b strings.Builder
	b.WriteString(conventionHeads[name])
	for i, u := range rows {
		b.WriteString(write(i, u))
	}
	d, err := Read("x."+ext, []byte(b.String()), Choices{})
	if err != nil {
		t.Fatal(err)
	}
	checkDraft(t, d)
	if len(d.Turns) != len(rows) {
		t.Errorf("%d turns, want %d; speakers %q", len(d.Turns), len(rows), d.Report().Speakers)
	}
	turnText := make([]strings.Builder, len(d.Turns))
	for _, k := range d.Blocks {
		if k.Turn >= 0 && k.Kind == Words {
			turnText[k.Turn].WriteString(k.Text + k.Sep)
		}
	}
	for i := range min(len(rows), len(d.Turns)) {
		want := labelKey(rows[i].speaker)
		if strings.HasPrefix(name, "capitals") {
			want = strings.ToUpper(want)
		}
		words := text.Collapse(rows[i].words)
		if ext == "md" {
			words = strings.ReplaceAll(words, "\\", "")
		}
		got := text.Collapse(turnText[i].String())
		if ext == "md" {
			got = strings.ReplaceAll(got, "\\", "")
		}
		if d.speakerName(i) != want || got != words && ext != "md" {
			t.Fatalf("turn %d is %q: %.80q, want %q: %.80q", i, d.speakerName(i), got, want, words)
		}
	}
}
