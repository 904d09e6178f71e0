package transcript

import (
	"strings"
	"testing"
)

// TestHabits reads small files of kinds that transcripts come in: who speaks,
// in how many turns, what the last one says; and files that only look like one.
func TestHabits(t *testing.T) {
	for name, c := range map[string]struct {
		file, text, speakers string
		turns                int
		last                 string
	}{
		"numbered lines": {"a.txt", "1  I: Wilt u iets over uw werk vertellen?\n2  R1: Ja, ik werk hier nu elf jaar op de poli, en\n3  het meeste van mijn tijd gaat naar de spreekkamer.\n4  I: En de berichten?\n" +
			"5  R1: Die lees ik aan het eind van de middag.\n6  I: Dank u wel.\n", "I R1", 5, "Dank u wel."},
		"a number alone on its line": {"a.txt", "001 Interviewer: How long?\n002 Anna: Eleven years in March. I started\n003 at the desk.\n004\n005 Interviewer: And before?\n006 Anna: I sold flowers.\n", "Interviewer Anna", 4, "I sold flowers."},
		"a chat with a notice and a second line": {"a.txt", "3/12/24, 2:05 PM - Messages are encrypted.\n3/12/24, 2:05 PM - Anna: Did you get the form?\n3/12/24, 2:06 PM - Bert de Vries: Yes.\nIt needs a stamp: ours.\n" +
			"3/12/24, 2:07 PM - Anna changed the description\n3/12/24, 2:09 PM - Anna: Great\n3/12/24, 2:10 PM - Bert de Vries: See you\n", "Anna|Bert de Vries", 4, "See you"},
		"a chat of numbers and pictures": {"a.txt", "[12/03/2024, 14:05:11] +31 6 12345678: Heb je het?\n[12/03/2024, 14:06:02] Mam 😊: Ja.\n\u200e[12/03/2024, 14:06:40] +31 6 12345678: \u200eimage omitted\n[12/03/2024, 14:07:00] Mam 😊: Mooi\n", "+31 6 12345678|Mam 😊", 4, "Mooi"},
		"dates first":                    {"a.txt", "[2024-03-12, 14:05:11] Anna: One.\n[2024-03-12, 14:06:02] Bert: Two.\n[2024-03-12, 14:06:40] Anna: Three.\n[2024-03-12, 14:08:00] Bert: Four.\n", "Anna Bert", 4, "Four."},
		"hours of the day":               {"a.txt", "Anna  [2:05 PM]\nDid you get it?\n\nBert  [2:06 PM]\nYes, thanks.\n\nAnna  [2:09 PM]\nGreat.\n\nBert  [2:12 PM]\nSee you.\n", "Anna Bert", 4, "See you."},
		"names alone in capitals":        {"a.txt", strings.Repeat("ANNA\nAnd then?\n\nBERT\nThen it was late.\n\n", 4), "ANNA BERT", 8, "Then it was late."},
		"names as headings":              {"a.md", "# Interview 3\n\n" + strings.Repeat("## Interviewer\nAnd then?\n\n## Anna\nThen it was late.\n\n", 3), "Interviewer Anna", 6, "Then it was late."},
		"captions without their line":    {"a.vtt", "00:00:01.000 --> 00:00:04.000\n<v Anna>Shall we?</v>\n\n00:00:05.000 --> 00:00:06.000\n<v Bert>Yes.</v>\n", "Anna Bert", 2, "Yes."},

		"a list":                   {"a.txt", "1 Boodschappen doen\n2 Bellen met de poli\n3 Medicijnen halen\n4 Wandelen\n5 Koken\n", "", 1, ""},
		"a numbered report":        {"a.txt", "1. Doel: weten wat berichten doen.\n2. Methode: interviews.\n3. Resultaten: gemengd.\n4. Conclusie: het hangt ervan af.\n", "", 1, ""},
		"a diary":                  {"a.txt", "12/03/2024, 14:05 - thuisgekomen, moe.\n12/03/2024, 20:10 - gebeld met mijn zus: ze komt zondag.\n13/03/2024, 08:00 - slecht geslapen.\n", "", 1, ""},
		"minutes with the hour":    {"a.txt", "12/03/2024, 14:05 - Opening: de voorzitter opent.\n12/03/2024, 14:10 - Notulen: vastgesteld.\n12/03/2024, 14:20 - Financiën: besproken.\n12/03/2024, 14:40 - Rondvraag: geen.\n", "", 1, ""},
		"notes under two headings": {"a.md", strings.Repeat("## Observatie\nHet is druk.\n\n## Reflectie\nIk schrok.\n\n", 4), "", 1, ""},
		"notes in capitals":        {"a.txt", strings.Repeat("OBSERVATIE\nHet is druk.\n\nREFLECTIE\nIk schrok.\n\n", 4), "", 1, ""},
		"headings that come back":  {"a.md", strings.Repeat("## Goal\nTo know.\n\n## Method\nAsking.\n\n## Result\nMixed.\n\n", 2), "", 1, ""},
		"headings in capitals":     {"a.txt", "INLEIDING\nDit gaat over wachten.\n\nMETHODE\nInterviews.\n\nDISCUSSIE\nLang.\n\nSLOT\nKort.\n", "", 1, ""},
	} {
		d, err := Read(c.file, []byte(c.text), Choices{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var names []string
		for _, s := range d.Speakers {
			names = append(names, s.Name)
		}
		sep := " "
		if strings.Contains(c.speakers, "|") {
			sep = "|"
		}
		if got := strings.Join(names, sep); got != c.speakers {
			t.Errorf("%s: speakers %q", name, got)
		}
		turns := strings.Split(strings.TrimSuffix(turnsOf(d), "\n"), "\n")
		if c.speakers == "" {
			if len(d.Turns) != 1 {
				t.Errorf("%s: %d turns", name, len(d.Turns))
			}
			continue
		}
		if got := turns[len(turns)-1]; !strings.HasSuffix(got, "|"+c.last) || len(d.Turns) != c.turns {
			t.Errorf("%s: %d turns, the last is %q", name, len(d.Turns), got)
		}
	}
}

// A person who says that there are no labels gets the text as it stands.
func TestNumbersStayWithoutLabels(t *testing.T) {
	const text = "1  I: Een?\n2  R1: Ja.\n3  I: Twee?\n4  R1: Nee.\n"
	if got := mustRead(t, "a.txt", text, Choices{}).Text(); strings.Contains(got, "1  ") {
		t.Errorf("%q", got)
	}
	if got := mustRead(t, "a.txt", text, Choices{NoLabels: true}).Text(); got != text {
		t.Errorf("%q", got)
	}
}

// Speakers in paragraphs of a style of their own, without any mark.
func TestStyledNames(t *testing.T) {
	talk := func(name, names, words string) []paragraph {
		return []paragraph{{style: names, runs: []run{{text: name}}}, {style: words, runs: []run{{text: "Dit zei " + strings.ToLower(name) + ", en nog wat meer."}}}}
	}
	var pars, headings []paragraph
	for i := range 6 {
		pars = append(pars, talk([]string{"Anna", "Bert"}[i%2], "Spreker", "Tekst")...)
		headings = append(headings, talk([]string{"Begin", "Midden", "Einde", "Slot", "Bijlage", "Dank"}[i], "Tussenkop", "Tekst")...)
	}
	d := &Draft{}
	labelParagraphs(d, pars, Choices{})
	if len(d.Speakers) != 2 || len(d.Turns) != 6 {
		t.Errorf("%+v, %d turns", d.Speakers, len(d.Turns))
	}
	for i := range pars { // the same in a style that is not called after speakers
		if pars[i].style == "Spreker" {
			pars[i].style, pars[i].runs[0].text = "Kopje", []string{"Observatie", "Reflectie"}[i/2%2]
		}
	}
	d = &Draft{}
	if labelParagraphs(d, pars, Choices{}); len(d.Speakers) != 0 {
		t.Errorf("headings of notes speak: %+v", d.Speakers)
	}
	d = &Draft{}
	if labelParagraphs(d, headings, Choices{}); len(d.Speakers) != 0 {
		t.Errorf("headings speak: %+v", d.Speakers)
	}
}
