package transcript

import (
	"fmt"
	"strings"
	"testing"
)

// TestTools reads what transcription programs and typists write, each with the
// same four turns. {t} is a time, {s} who speaks.
func TestTools(t *testing.T) {
	said := []string{"How did that go?", "Well: it went fine.", "And after that?", "Nothing much, really."}
	for _, c := range []struct{ name, turn string }{
		{"Rev", "{s} (00:{t}):\n{w}\n\n"},
		{"Rev inline", "{s}: (00:{t})\n{w}\n\n"},
		{"otter, one space", "{s} {t}\n{w}\n\n"},
		{"Zoom text", "[{s}] 10:{t}\n{w}\n\n"},
		{"Word online", "00:{t} {s}\n{w}\n\n"},
		{"Fathom", "{t} - {s}\n  {w}\n\n"},
		{"Sonix", "[00:{t}] {s}\n{w}\n\n"},
		{"Happy Scribe", "[00:{t}.10] - {s}\n{w}\n\n"},
		{"Trint", "{s} [00:{t}] {w}\n\n"},
		{"Amberscript", "{s}: 00:{t}\n{w}\n\n"},
		{"Descript", "[00:{t}] {s}: {w}\n\n"},
		{"oTranscribe", "{t} {s}: {w}\n\n"},
		{"NVivo", "{s} [00:{t}]: {w}\n\n"},
		{"MAXQDA", "{s}: {w} #00:{t}-3#\n"},
		{"Whisper with speakers", "[00:{t}.000 --> 00:{t}.500]  {s}: {w}\n"},
		{"Teams text", "{s}   {t}\n{w}\n\n"},
		{"chat", "<{s}> {w}\n"},
		{"arrows", ">> {s}: {w}\n"},
		{"list", "- {s}: {w}\n"},
		{"brackets and colon", "[{s}]: {w}\n"},
		{"round brackets", "({s}) {w}\n"},
		{"markdown italics", "*{s}:* {w}\n\n"},
		{"Windows line ends and tabs", "{s}:\t{w}\r\n"},
		{"indented", "      {s}:  {w}\n"},
		{"time alone above", "00:{t}\n{s}: {w}\n\n"},
		{"dash", "{s} – {w}\n"},
	} {
		for _, people := range [][2]string{{"Interviewer", "Respondent 3"}, {"I", "R3"}, {"Anna de Vries", "Dr. Bob Smith"}} {
			t.Run(c.name+"/"+people[0], func(t *testing.T) {
				var b, want strings.Builder
				for i := range 12 {
					line := strings.NewReplacer("{s}", people[i%2], "{t}", fmt.Sprintf("%02d:%02d", i/4, i*7%60), "{w}", said[i%4]).Replace(c.turn)
					b.WriteString(line)
					fmt.Fprintf(&want, "%s|%s\n", people[i%2], said[i%4])
				}
				d := mustRead(t, "a.txt", b.String(), Choices{})
				if got := turnsOf(d); got != want.String() {
					t.Errorf("of\n%.200s\ngot\n%.300s\nwant\n%.300s", b.String(), got, want.String())
				}
				if strings.Contains(c.turn, "{t}") && !strings.Contains(c.turn, "-3#") && (len(d.Turns) < 2 || d.Turns[1].StartMS == nil) {
					t.Error("the second turn has no time")
				}
			})
		}
	}
}
