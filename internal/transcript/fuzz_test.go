package transcript

import (
	"strings"
	"testing"

	"verbatim/internal/text"
)

var seeds = []string{
	"", "I: vraag\nR: antwoord\n", "[00:00:01] CC: Go.\n[00:00:02] CDR: Roger.\n", "Ann  0:03\nOne.\n\nBob  0:05\nTwo.\n",
	"**Ann:** One.\n\n**Bob:** Two.\n\n**Break**: \\[12:30\\]\n", "---\ntitle: x\n---\n# A\n\nI: [x](http://y) \\[z\\]\n", "speaker,text\nI,\"a \"\"b\"\" c\nR,d\n",
	"a;b\n1;\"x\ny\"\n", "WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v Ann>One &amp; two</v>\n", "Ann: One. #00:00:04-5#\n", "\xff\xfeI\x00:\x00", "L1\u00a0: oui\nL2\u00a0: non\n",
	"AP：你好。\nJR：你好。\n", "I:\nR:\n\nI:\n", "[I] a\n[R] b\n[I] c\n", "\x00\x00\r\r\n:::\n##\n**:**\n", "x\ty\nI\tz\n", "（00:01）: x",
}

// FuzzRead reads anything under any of the names: no panic, and what holds of
// every draft.
func FuzzRead(f *testing.F) {
	for _, s := range seeds {
		for _, name := range []string{"a.txt", "a.md", "a.csv", "a.vtt", "a.docx"} {
			f.Add(name, []byte(s))
		}
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		d, err := Read(name, data, Choices{})
		if err != nil {
			if !strings.HasSuffix(err.Error(), ".") {
				t.Errorf("no sentence: %s", err)
			}
			return
		}
		checkDraft(t, d)
		r := d.Report()
		if r.Turns == 0 {
			t.Error("a text without turns")
		}
		for i := range d.Speakers {
			if strings.TrimSpace(d.Speakers[i].Name) == "" {
				t.Error("a speaker without a name")
			}
		}
		if _, err := Read(name, data, Choices{NoLabels: true}); err != nil {
			t.Errorf("refused without labels only: %s", err)
		}
		ProjectFile(name, data)
		Records(data)
	})
}

// FuzzPlainText holds that plain text is the file: nothing lost, nothing added,
// whatever is taken for a label.
func FuzzPlainText(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, "Ann")
	}
	f.Fuzz(func(t *testing.T, s, label string) {
		if len(s) > 1<<16 || blank(s) {
			return
		}
		whole, _ := clean(strings.ToValidUTF8(s, "?"))
		p := textPage(whole)
		d := &Draft{}
		labelPage(d, &p, Choices{Speakers: []string{label}, NotSpeakers: []string{"I"}, Names: map[string]string{"Ann": label}})
		if len(p.lines) == 0 {
			return
		}
		if d.Text() != whole {
			t.Fatalf("text is %q, file %q", d.Text(), whole)
		}
		checkDraft(t, d)
		if text.Words(d.Text()) != text.Words(whole) {
			t.Error("words were lost")
		}
	})
}
