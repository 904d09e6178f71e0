package transcript

import (
	"fmt"
	"strings"
	"testing"

	"verbatim/internal/text"
)

// turnsOf writes a draft as its turns: "speaker|words" a line, front text first as
// "front|…", headings left out.
func turnsOf(d *Draft) string {
	var b strings.Builder
	var front strings.Builder
	for _, k := range d.Blocks {
		if k.Kind == Front {
			front.WriteString(k.Text + " ")
		}
	}
	if front.Len() > 0 {
		fmt.Fprintf(&b, "front|%s\n", strings.TrimSpace(front.String()))
	}
	for i := range d.Turns {
		fmt.Fprintf(&b, "%s|%s\n", d.speakerName(i), text.Collapse(d.TurnText(i)))
	}
	return b.String()
}

func mustRead(t *testing.T, name, s string, ch Choices) *Draft {
	t.Helper()
	d, err := Read(name, []byte(s), ch)
	if err != nil {
		t.Fatal(err)
	}
	checkDraft(t, d)
	return d
}

func TestLabels(t *testing.T) {
	for _, c := range []struct{ name, file, in, want string }{
		{"two letters", "a.txt", "I: vraag\nR: antwoord\n", "I|vraag\nR|antwoord\n"},
		{"front text and a title", "a.txt", "Interview met de huisarts\n\nI: Hoe gaat het?\nR: Goed.\nI: En nu?\nR: Ook goed.\n",
			"front|Interview met de huisarts\nI|Hoe gaat het?\nR|Goed.\nI|En nu?\nR|Ook goed.\n"},
		{"a head with values is no speech", "a.txt", "Datum: 12 mei 2024\nInterviewer: Jan de Vries\nRespondent: P03\n\nInterviewer: Hoe begon het?\nRespondent: Langzaam.\nInterviewer: En toen?\nRespondent: Toen sneller.\n",
			"front|Datum: 12 mei 2024 Interviewer: Jan de Vries Respondent: P03\nInterviewer|Hoe begon het?\nRespondent|Langzaam.\nInterviewer|En toen?\nRespondent|Toen sneller.\n"},
		{"no labels", "a.txt", "Zo begint het verhaal.\n\nConclusie: het liep goed af.\nOm 10:30: precies op tijd.\n", "|Zo begint het verhaal. Conclusie: het liep goed af. Om 10:30: precies op tijd.\n"},
		{"a glossary is no conversation", "a.txt", "Appel: een vrucht\nPeer: ook een vrucht\nStoel: om op te zitten\n", "|Appel: een vrucht Peer: ook een vrucht Stoel: om op te zitten\n"},
		{"a form is no conversation", "a.txt", "Files: *\nLicense: MIT\n\nFiles: a.go\nLicense: BSD\n\nFiles: b.go\nLicense: MIT\n", "|Files: * License: MIT Files: a.go License: BSD Files: b.go License: MIT\n"},
		{"a list of changes is no conversation", "a.md", "# Changes\n\nThis is what changed in the new version of the program.\n\n* buffer: faster\n* crypto: safer\n* buffer: smaller\n* crypto: simpler\n* buffer: gone\n* fs: `open: x` works\n\nThat was all. Thanks go to all who helped.\n\nSee you next time.\n\nGoodbye.\n\nAnd thanks again.\n\nReally.\n\nMany thanks.\n",
			"|This is what changed in the new version of the program. * buffer: faster * crypto: safer * buffer: smaller * crypto: simpler * buffer: gone * fs: `open: x` works That was all. Thanks go to all who helped. See you next time. Goodbye. And thanks again. Really. Many thanks.\n"},
		{"numbered questions are no people", "a.txt", "Vraag 1: hoe oud bent u?\nVijftig.\nVraag 2: waar woont u?\nHier.\nVraag 3: met wie?\nAlleen.\n",
			"|Vraag 1: hoe oud bent u? Vijftig. Vraag 2: waar woont u? Hier. Vraag 3: met wie? Alleen.\n"},
		{"the colon in a sentence", "a.txt", "I: Wat zei u?\nR: Ik zei: ga weg.\nEn toen: niets.\nI: Niets?\nR: Niets.\n", "I|Wat zei u?\nR|Ik zei: ga weg. En toen: niets.\nI|Niets?\nR|Niets.\n"},
		{"paragraphs continue a turn", "a.txt", "I: Vertel.\n\nR: Eerst dit.\n\nDan dat.\n\nI: Dank u.\n\nR: Graag gedaan.\n", "I|Vertel.\nR|Eerst dit. Dan dat.\nI|Dank u.\nR|Graag gedaan.\n"},
		{"a break is no speaker", "a.md", "**Ann:** Hello there.\n\n**Bob:** Hello.\n\n**Break**: \\[12:30\\]\n\n**Ann:** We are back.\n\n**Bob:** Yes.\n", "Ann|Hello there.\nBob|Hello.\nAnn|We are back.\nBob|Yes.\n"},
		{"a jingle is no speaker", "a.md", "**Ann:** Hello there.\n\n**Bob:** Hello.\n\n**Zelda track:** \\[12:30\\] to \\[12:44\\]\n\n**Ann:** We are back.\n\n**Bob:** Yes.\n", "Ann|Hello there.\nBob|Hello.\nAnn|We are back.\nBob|Yes.\n"},
		{"times after some labels are words", "a.txt", "Ann: [00:31] Hello.\nBob: Hi.\nAnn: Well.\nBob: Yes.\nAnn: Bye.\n", "Ann|[00:31] Hello.\nBob|Hi.\nAnn|Well.\nBob|Yes.\nAnn|Bye.\n"},
		{"several speakers under one time", "a.txt", "[00:00:05]\nCC: Go.\nCDR: Roger.\n\n[00:00:09]\nCC: Stop.\nCDR: Roger.\n", "CC|Go.\nCDR|Roger.\nCC|Stop.\nCDR|Roger.\n"},
		{"brackets", "a.txt", "[I] Hoe gaat het?\n[R1] Goed.\n[I] En met u?\n[R2] [lacht] Ook goed.\n[R1] Ja.\n", "I|Hoe gaat het?\nR1|Goed.\nI|En met u?\nR2|[lacht] Ook goed.\nR1|Ja.\n"},
		{"dashes", "a.txt", "I - Hoe gaat het?\nR - Goed.\nI - En met u?\nR - Ook goed - denk ik.\n", "I|Hoe gaat het?\nR|Goed.\nI|En met u?\nR|Ook goed - denk ik.\n"},
		{"points", "a.txt", "Q. Did you see it?\nA. I did.\nQ. All of it?\nA. Most of it. B. Smith saw the rest.\n", "Q|Did you see it?\nA|I did.\nQ|All of it?\nA|Most of it. B. Smith saw the rest.\n"},
		{"names without any mark", "a.txt", "Interviewer\nHow are you?\n\nMary Jones\nFine.\n\nInterviewer\nGood.\n\nMary Jones\nYes.\nVery.\n", "Interviewer|How are you?\nMary Jones|Fine.\nInterviewer|Good.\nMary Jones|Yes. Very.\n"},
		{"choices are no people", "a.txt", "Welke kiest u?\nA. Appel\nB. Peer\nC. Stoel\nDank u wel.\n", "|Welke kiest u? A. Appel B. Peer C. Stoel Dank u wel.\n"},
		{"one label", "a.txt", "L1\u00a0: et puis voilà, euh, c'est comme ça.\n", "L1|et puis voilà, euh, c'est comme ça.\n"},
		{"two stray labels in long prose", "a.txt", strings.Repeat("Dit is een lange regel zonder spreker.\n", 300) + "Patient: dit woord komt uit het Latijn.\nEn dat was het.\nPatient: nog eens.\n",
			"|" + strings.Repeat("Dit is een lange regel zonder spreker. ", 300) + "Patient: dit woord komt uit het Latijn. En dat was het. Patient: nog eens.\n"},
		{"tabs without colons", "a.txt", "I\tHoe gaat het?\nR\tGoed.\nI\tEn met u?\nR\tOok goed.\n", "I|Hoe gaat het?\nR|Goed.\nI|En met u?\nR|Ook goed.\n"},
		{"what a service signs", "a.txt", "I: Hallo.\n\nR: Dag.\n\nI: Tot ziens.\n\nR: Dag.\n\nTranscribed by https://otter.ai\n", "I|Hallo.\nR|Dag.\nI|Tot ziens.\nR|Dag.\n"},
		{"participants of a focus group", "a.txt", "Moderator: Wie begint?\nDeelnemer 1: Ik.\nDeelnemer 2: Nee, ik.\nDeelnemer 3: Ik ook.\nModerator: Goed.\n", "Moderator|Wie begint?\nDeelnemer 1|Ik.\nDeelnemer 2|Nee, ik.\nDeelnemer 3|Ik ook.\nModerator|Goed.\n"},
		{"a surname with a particle", "a.txt", "Van Eijs: Dank u.\nDe Jonge: Graag.\nVan Eijs: Nog iets.\nDe Jonge: Zeg het maar.\nVan Eijs: Nee, toch niet.\nDe Jonge: Goed.\n", "Van Eijs|Dank u.\nDe Jonge|Graag.\nVan Eijs|Nog iets.\nDe Jonge|Zeg het maar.\nVan Eijs|Nee, toch niet.\nDe Jonge|Goed.\n"},
		{"front matter", "a.md", "---\ntitle: Een gesprek\ntags:\n  - zorg\n---\n# Begin\n\nA: Eerste.\n\nB: Tweede.\n\nA: Derde.\n\nB: Vierde.\n", "A|Eerste.\nB|Tweede.\nA|Derde.\nB|Vierde.\n"},
		{"links and escapes", "a.md", "A: Zie [dit stuk](https://example.org/x) \\[lacht\\].\n\nB: Ja, *heel* _mooi_.\n", "A|Zie dit stuk [lacht].\nB|Ja, *heel* _mooi_.\n"},
		{"a hash is a pause", "a.txt", "# ja dat weet ik niet\n## og så\nnei # det var\n", "|# ja dat weet ik niet ## og så nei # det var\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := turnsOf(mustRead(t, c.file, c.in, Choices{})); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestChoices(t *testing.T) {
	const in = "Ann Smith (AS): Hello.\nBob: Hi.\nAS: How are you?\nBob: Fine.\nNote: he laughs.\nAS: Good.\nBob: Yes.\n"
	for _, c := range []struct {
		name string
		ch   Choices
		want string
	}{
		{"as recognised", Choices{}, "Ann Smith (AS)|Hello.\nBob|Hi.\nAS|How are you?\nBob|Fine. Note: he laughs.\nAS|Good.\nBob|Yes.\n"},
		{"joined", Choices{Names: map[string]string{"AS": "Ann", "Ann Smith (AS)": "Ann"}}, "Ann|Hello.\nBob|Hi.\nAnn|How are you?\nBob|Fine. Note: he laughs.\nAnn|Good.\nBob|Yes.\n"},
		{"not a speaker", Choices{NotSpeakers: []string{"Bob"}}, "Ann Smith (AS)|Hello. Bob: Hi.\nAS|How are you? Bob: Fine. Note: he laughs.\nAS|Good. Bob: Yes.\n"},
		{"a speaker after all", Choices{Speakers: []string{"Note"}}, "Ann Smith (AS)|Hello.\nBob|Hi.\nAS|How are you?\nBob|Fine.\nNote|he laughs.\nAS|Good.\nBob|Yes.\n"},
		{"no labels", Choices{NoLabels: true}, "|Ann Smith (AS): Hello. Bob: Hi. AS: How are you? Bob: Fine. Note: he laughs. AS: Good. Bob: Yes.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := mustRead(t, "a.txt", in, c.ch)
			if got := turnsOf(d); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
			if d.Text() != in {
				t.Errorf("choices change the text: %q", d.Text())
			}
		})
	}
	d := mustRead(t, "a.txt", in, Choices{Language: "fr", Names: map[string]string{"AS": "Ann Smith (AS)"}})
	if d.Language != "fr" || len(d.Speakers) != 2 || len(d.Speakers[0].Labels) != 2 || d.Speakers[0].Turns != 3 {
		t.Errorf("language %q, speakers %+v", d.Language, d.Speakers)
	}
	found := false
	for _, w := range mustRead(t, "a.txt", in, Choices{}).Doubts {
		found = found || w.Like != "" && (w.Label == "AS" || w.Label == "Ann Smith (AS)")
	}
	if !found {
		t.Error("that AS is Ann Smith (AS) is not asked")
	}
}

func TestDoubts(t *testing.T) {
	d := mustRead(t, "a.txt", "I: Hoe werkt dat?\nR58: Goed.\nLet op: dit wordt gelezen.\nI: Ja?\nR58: Ja. En toen: niets.\nEn toen: niets.\nI: Nee?\nR58: Nee.\nIV: Dank u.\n", Choices{})
	var got []string
	for _, w := range d.Doubts {
		got = append(got, fmt.Sprintf("%s like %q taken %t at %q", w.Label, w.Like, w.Taken, d.Blocks[w.Block].Text))
	}
	want := `Let op like "" taken false at "Let op: dit wordt gelezen."
IV like "I" taken true at "IV:"`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	if d := mustRead(t, "a.txt", "I: Hoe?\nR: Goed.\nI: Ja?\nR: Ja.\n", Choices{}); len(d.Doubts) > 0 {
		t.Errorf("asks for nothing: %+v", d.Doubts)
	}
}

func TestTimes(t *testing.T) {
	for _, c := range []struct {
		file, in string
		want     []int64 // start of each turn, -1 where none
	}{
		{"a.txt", "Ann (00:01:02): One.\nBob (00:01:03): Two.\n", []int64{62000, 63000}},
		{"a.txt", "Ann  0:03\nOne.\n\nBob  73:05\nTwo.\n\nAnn  1:13:06\nThree.\n", []int64{3000, 4385000, 4386000}},
		{"a.txt", "[-00:00:00:10]\nCC: Ten.\n\n[05:22:54:48]\nCDR: Splash.\nCC: Roger.\n", []int64{-10000, 514488000, -1}},
		{"a.txt", "Ann: One. #00:00:04-5#\nBob: Two. #00:00:09-0#\n", []int64{-1, -1}},
		{"a.txt", "[00:00:01.500 --> 00:00:02.250] SPEAKER_00: One.\n[00:00:03,000 --> 00:00:04,000] SPEAKER_01: Two.\n", []int64{1500, 3000}},
		{"a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>One.\n\n00:03.000 --> 00:02.000\n<v Bob>Two.\n", []int64{1000, 3000}},
		{"a.csv", "start;end;speaker;text\n0,5;1,5;Ann;One.\n00:02;;Bob;Two.\n", []int64{500, 2000}},
	} {
		d := mustRead(t, c.file, c.in, Choices{})
		var got []int64
		for _, turn := range d.Turns {
			if turn.StartMS == nil {
				got = append(got, -1)
			} else {
				got = append(got, *turn.StartMS)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%q: starts %v, want %v", c.in, got, c.want)
		}
	}
	d := mustRead(t, "a.txt", "Ann: One. #00:00:04-5#\nBob: Two. #00:00:09-0#\n", Choices{})
	if r := d.Report(); r.Words != 2 || d.Blocks[1].EndMS == nil || *d.Blocks[1].EndMS != 4500 {
		t.Errorf("f4: %d words, blocks %+v", r.Words, d.Blocks)
	}
}

func TestBlocksOfALine(t *testing.T) {
	d := mustRead(t, "a.txt", "  I (00:01): Hoe gaat het?\n\n\tR12 : Goed.\n", Choices{})
	var got []string
	for _, b := range d.Blocks {
		got = append(got, fmt.Sprintf("%s %q %q %d", b.Kind, b.Text, b.Sep, b.Turn))
	}
	want := []string{`label "  I" " " 0`, `time "(00:01):" " " 0`, `words "Hoe gaat het?" "\n\n\t" 0`, `label "R12 :" " " 1`, `words "Goed." "\n" 1`}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestLongLinesAreDivided(t *testing.T) {
	in := strings.Repeat("Dit is een zin van gewone lengte. ", 400) + strings.Repeat("é", 5000)
	d := mustRead(t, "a.txt", in, Choices{})
	if d.Text() != in {
		t.Error("the text is not the file")
	}
	if len(d.Blocks) < 8 || len(d.Turns) != 1 {
		t.Errorf("%d blocks, %d turns", len(d.Blocks), len(d.Turns))
	}
	for i, b := range d.Blocks[:6] {
		if !strings.HasSuffix(b.Text, ".") {
			t.Errorf("block %d ends in %q", i, b.Text[len(b.Text)-12:])
		}
	}
}

func TestRows(t *testing.T) {
	for _, c := range []struct{ name, file, in, want string }{
		{"named columns", "a.csv", "speaker,text\nI,Hoe gaat het?\nR,\"Goed, dank u.\"\nR,Heel goed.\n", "I|Hoe gaat het?\nR|Goed, dank u.\nR|Heel goed.\n"},
		{"French names, semicolons", "a.csv", "Début;Locuteur;Texte\n00:01;L1;Bonjour\n00:02;L2;Bonsoir\n", "L1|Bonjour\nL2|Bonsoir\n"},
		{"no speaker column", "a.csv", "tekst\neen\ntwee\n", "|een\n|twee\n"},
		{"a row without a speaker", "a.csv", "spreker,tekst\nI,een\n,twee\n,drie\n", "I|een\n|twee\n|drie\n"},
		{"no header", "a.csv", "I,Hoe gaat het met u?\nR,Goed.\nI,Mooi zo.\nR,Ja.\n", "I|Hoe gaat het met u?\nR|Goed.\nI|Mooi zo.\nR|Ja.\n"},
		{"a quotation mark that never closes", "a.csv", "speaker,text\nI,\"open\nR,dicht\n", "I|\"open\nR|dicht\n"},
		{"tabs without quoting", "a.tsv", "speaker\ttext\nI\t\"Nee\", zei hij\nR\t\"Ja\"\nI\tzo \"iets\"\n", "I|\"Nee\", zei hij\nR|\"Ja\"\nI|zo \"iets\"\n"},
		{"two columns for the same", "a.csv", "text,speaker,text\nkort,I,een langere tekst\nkort,R,nog een langere tekst\n", "I|een langere tekst\nR|nog een langere tekst\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := turnsOf(mustRead(t, c.file, c.in, Choices{})); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
	d := mustRead(t, "a.csv", "speaker,text\nI,\"open\nR,dicht\nR,een,twee\n", Choices{})
	all := strings.Join(d.Report().Warnings, "\n")
	if !strings.Contains(all, "Line 2") || !strings.Contains(all, "Line 4") {
		t.Errorf("warnings name no lines: %s", all)
	}
}

func TestCaptions(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"voices merge", "WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v Ann>One</v>\n\n2\n00:02.000 --> 00:03.000\n<v Ann>two.</v>\n\n3\n00:03.000 --> 00:04.000\n<v.loud Bob>A &amp; b</v>\n", "Ann|One two.\nBob|A & b\n"},
		{"two voices in one caption", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>One</v> <v Bob>Two</v>\n", "Ann|One\nBob|Two\n"},
		{"a caption without a voice", "WEBVTT\n\n00:01.000 --> 00:02.000\n[music]\n\n00:02.000 --> 00:03.000\n<v Ann>One\n\n00:03.000 --> 00:04.000\nx\n\n00:04.000 --> 00:05.000\ny\n", "|[music]\nAnn|One\n|x y\n"},
		{"names in the text", "WEBVTT\n\n00:01.000 --> 00:02.000\nAnn Lee: One\n\n00:02.000 --> 00:03.000\nAnn Lee: two\n\n00:03.000 --> 00:04.000\nBob: Three\n\n00:04.000 --> 00:05.000\nBob: four\n\n00:05.000 --> 00:06.000\nBob: five\n", "Ann Lee|One two\nBob|Three four five\n"},
		{"a time in the words", "WEBVTT\n\n00:01.000 --> 00:02.000\nAnn Lee: [00:31] One\n\n00:03.000 --> 00:04.000\nBob: Three\n\n00:04.000 --> 00:05.000\nAnn Lee: four\n\n00:05.000 --> 00:06.000\nBob: five\n", "Ann Lee|[00:31] One\nBob|Three\nAnn Lee|four\nBob|five\n"},
		{"tags and notes", "WEBVTT - title\nKind: captions\n\nNOTE\nnot text\n\nSTYLE\n::cue { color: red }\n\n00:01.000 --> 00:02.000 align:start\n<c.yellow>One</c> <00:00:01.500>two\n3 < 4\n", "|One two 3 < 4\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := mustRead(t, "a.vtt", c.in, Choices{})
			if got := turnsOf(d); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
	d := mustRead(t, "a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>One</v>\n\n00:02.000 --> 00:03.000\n<v Ann>two.</v>\n\n00:03.000 --> 00:04.000\n<v Bob>Three</v>\n", Choices{})
	if got := d.Text(); got != "Ann: One two.\nBob: Three\n" {
		t.Errorf("text %q", got)
	}
	if d.Blocks[2].StartMS == nil || *d.Blocks[2].StartMS != 2000 {
		t.Errorf("a caption lost its time: %+v", d.Blocks[2])
	}
}

func TestGivenSpellings(t *testing.T) {
	d := mustRead(t, "a.csv", "speaker,text\nAnn,een\nBob,twee\nAnn,drie\nann,vier\n", Choices{})
	if len(d.Doubts) != 1 || d.Doubts[0].Label != "ann" || d.Doubts[0].Like != "Ann" || d.Blocks[d.Doubts[0].Block].Text != "ann:" {
		t.Errorf("%+v", d.Doubts)
	}
	d = mustRead(t, "a.csv", "speaker,text\nAnn,een\nBob,twee\nAnn,drie\nann,vier\n", Choices{Names: map[string]string{"ann": "Ann"}})
	if len(d.Doubts) != 0 || len(d.Speakers) != 2 {
		t.Errorf("%+v %+v", d.Doubts, d.Speakers)
	}
}

func TestParagraphs(t *testing.T) {
	b := func(s string) run { return run{text: s, bold: true} }
	p := func(s string) run { return run{text: s} }
	row := func(r int, cells ...string) []paragraph {
		var out []paragraph
		for i, c := range cells {
			out = append(out, paragraph{runs: []run{p(c)}, table: 1, row: r, col: i + 1})
		}
		return out
	}
	join := func(rows ...[]paragraph) []paragraph {
		var out []paragraph
		for _, r := range rows {
			out = append(out, r...)
		}
		return out
	}
	for _, c := range []struct {
		name string
		pars []paragraph
		want string
	}{
		{"bold names", []paragraph{{runs: []run{p("Gesprek")}, heading: true}, {runs: []run{b("Ann"), b(" Lee:"), p(" Een.")}}, {runs: []run{p("Twee.")}}, {runs: []run{b("Bob:"), p(" Drie.")}}, {runs: []run{b("Ann Lee:"), p(" Vier.")}}, {runs: []run{b("Bob:"), p(" Vijf.")}}},
			"Ann Lee|Een. Twee.\nBob|Drie.\nAnn Lee|Vier.\nBob|Vijf.\n"},
		{"Teams", []paragraph{{runs: []run{p("Meeting in General")}}, {runs: []run{b("Ann Lee"), p("   0:03\nEen.")}}, {runs: []run{b("Bob de Wit, MD"), p("   1:04:05\nTwee.\nDrie.")}}, {runs: []run{b("Ann Lee"), p("   1:05:00\nVier.")}}},
			"front|Meeting in General\nAnn Lee|Een.\nBob de Wit, MD|Twee. Drie.\nAnn Lee|Vier.\n"},
		{"label and tab", []paragraph{{runs: []run{b("AvW\t"), p("Een.")}}, {runs: []run{b("SP\t"), p("Twee.")}}, {runs: []run{b("AvW\t"), p("Drie.")}}},
			"AvW|Een.\nSP|Twee.\nAvW|Drie.\n"},
		{"a table with a header", join(row(1, "Tijd", "Spreker", "Tekst"), row(2, "00:01", "De voorzitter", "Een."), row(3, "00:02", "Minister Wiebes", "Twee."), row(4, "00:03", "De voorzitter", "Drie.")),
			"De voorzitter|Een.\nMinister Wiebes|Twee.\nDe voorzitter|Drie.\n"},
		{"a table without one", join(row(1, "I:", "Hoe gaat het met u?"), row(2, "R:", "Goed, dank u wel."), row(3, "I:", "Dat is mooi om te horen."), row(4, "R:", "Ja, zeker wel.")),
			"I|Hoe gaat het met u?\nR|Goed, dank u wel.\nI|Dat is mooi om te horen.\nR|Ja, zeker wel.\n"},
		{"an ordinary table", join(row(1, "links", "rechts"), row(2, "onder", "boven")), "|links rechts onder boven\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &Draft{}
			labelParagraphs(d, c.pars, Choices{})
			checkDraft(t, d)
			if got := turnsOf(d); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestInterviewers(t *testing.T) {
	for label, want := range map[string]bool{
		"I": true, "INT": true, "Interviewer": true, "INTERVIEWER 2": true, "I1": true, "Int.": true, "Moderator": true, "Onderzoeker": true, "Q": true,
		"R": false, "P01": false, "Respondent": false, "Ian": false, "De heer Baudet (FvD)": false, "Ada I": false,
	} {
		if got := asksQuestions(label); got != want {
			t.Errorf("%q asks: %v", label, got)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a.txt", "", "empty"}, {"a.txt", " \n\ufeff\n", "no text"}, {"a.docx", "<html><body><p>Hallo</p></body></html>", "HTML"},
		{"a.doc", "{\\rtf1 hallo}", "RTF"}, {"a.txt", "%PDF-1.4\n1 0 obj", "PDF"}, {"a.srt", "1\n00:00:01,000 --> 00:00:02,000\nhallo\n", "SubRip"},
		{"a.txt", "1\n00:00:01,000 --> 00:00:02,000\nhallo\n", "SubRip"}, {"a.json", "{\"segments\":[]}", "JSON"}, {"a.otr", "{\"text\":\"<p>x</p>\",\"media\":\"\"}", "oTranscribe"},
		{"a.cha", "@UTF8\n@Begin\n*PAR:\thello .\n", "CHAT"}, {"a.odt", "PK\x03\x04..............mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument"},
		{"a.mp3", "ID3\x04\x00\x00", "recording"}, {"a.png", "\x89PNG\r\n\x1a\n", "picture"}, {"a.qdc", "<?xml version=\"1.0\"?><CodeBook/>", "REFI-QDA"},
		{"a.vtt", "hallo", "WEBVTT"}, {"a.fodt", "<?xml version=\"1.0\"?><office:document/>", "OpenDocument"},
	} {
		_, err := Read(c.name, []byte(c.in), Choices{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %.20q: %v, want a sentence with %q", c.name, c.in, err, c.want)
		}
	}
}

func TestProjectFiles(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"codebook.csv", "code\nx\n", CodebookFile}, {"Codebook.CSV", "x", CodebookFile}, {"boek.csv", "\ufeffcode;brief_definition\nx;y\n", CodebookFile},
		{"participants.csv", "participant,document\n", ParticipantsFile}, {"wie.csv", "participant,document,case\nR1,a.txt,X\n", ParticipantsFile},
		{"segments.csv", "coding_guid,document,participant,case,coder,layer,code,start,end,quote\n", CodingsFile}, {"f.csv", "finding,statement\n1,x\n", FindingsFile},
		{"cases.csv", "case,stream\n", CasesFile}, {"x.csv", "case,stream\nA,1\n", CasesFile}, {"a.csv", "speaker,text\nI,x\n", ""}, {"a.txt", "code: dit is een gesprek\n", ""},
	} {
		if got, _ := ProjectFile(c.name, []byte(c.in)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Bold that labels nobody is not a label: it is read as its author wrote it.
func TestBoldThatIsNoLabelKeepsItsMarks(t *testing.T) {
	text := "**Theme A**\n\nSome text.\n\n**Theme B**\n\nMore text.\n\n**Theme A**\n\nText again.\n"
	d, err := Read("themes.md", []byte(text), Choices{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, block := range d.Blocks {
		b.WriteString(block.Text + block.Sep)
	}
	if b.String() != text || len(d.Speakers) != 0 || len(d.Warnings) != 0 {
		t.Errorf("%q\nspeakers %v, warnings %v", b.String(), d.Speakers, d.Warnings)
	}
}
