package search

import (
	"slices"
	"strings"
	"testing"
)

// Each line is forms of one word, asked for by any of them; behind the bar what
// looks like it and is not.
func TestVerbForms(t *testing.T) {
	for language, lines := range map[string][]string{
		"nl": {
			"lopen loopt liep liepen gelopen loop | loperij gelopener",
			"bellen belt belde belden gebeld | gebel opgebeld",
			"opbellen opbelt opbelde opgebeld | gebeld afgebeld",
			"terugbellen terugbelt teruggebeld | opgebeld",
			"maken maakt maakte maakten gemaakt | makker",
			"aanpassen aanpast aangepast aanpaste | gepast",
			"meenemen meeneemt meenam meegenomen | genomen afgenomen",
			"leven leeft leefde geleefd | lever",
			"reizen reist reisde gereisd | rijzen",
			"lezen leest las lazen gelezen lees | lessen",
			"begrijpen begrijpt begreep begrepen | grepen",
			"vergeten vergat vergaten vergeet | gegeten",
			"betalen betaalt betaalde betaald | talen",
			"vertellen vertelt vertelde verteld | tellen",
			"ontvangen ontving ontvingen ontvangt | gevangen",
			"melden meldt meldde meldden gemeld | gemelijk",
			"denken denkt dacht dachten gedacht denk | gedachten",
			"eten at aten gegeten eet | geten",
			"zien ziet zag zagen gezien zie | zeg",
			"geven geeft gaf gaven gegeven geef | gevel",
			"schrijven schrijft schreef schreven geschreven | schreeuw",
			"wachten wacht wachtte gewacht wachtend wachtende | wachtkamer",
			"brief brieven | briefing",
			"huis huizen",
			"zon zonnen | gezond gezonde",
			"dicht | gedicht",
			"delen deelt deelde gedeeld | gedeelte",
			"wijzen wijst wees gewezen",
			"handelen handelt handelde gehandeld | handen",
			"luisteren luistert luisterde geluisterd",
			"studeren studeert studeerde gestudeerd",
			"verhuizen verhuist verhuisde | huis",
			"proberen probeert probeerde geprobeerd",
			"antwoorden antwoordt antwoordde geantwoord",
			"voorstellen voorstelt voorgesteld | gesteld",
			"beantwoorden beantwoordt beantwoordde beantwoord | antwoord",
			"gebruiken gebruikt gebruikte | bruikbaar",
		},
		"en": {
			"go goes went gone going | gong",
			"think thinks thought thinking | thin",
			"write writes wrote written writing | writ",
			"understand understood understands | stood",
			"take took taken taking | taker",
			"child children | chill",
			"woman women | womb",
			"call called calling calls | calm",
			"leave left leaves leaving | leaven",
		},
	} {
		for _, line := range lines {
			forms, others, _ := strings.Cut(line, "|")
			words := strings.Fields(forms)
			for _, asked := range words {
				m := formOf(asked)
				for _, w := range words {
					if len(asked) > 2 && !m.isForm(language, w) {
						t.Errorf("%s: ~%s does not find %s: %v %v", language, asked, w, m.keys[language], keys(language, w))
					}
				}
				for _, w := range strings.Fields(others) {
					if asked == words[0] && m.isForm(language, w) {
						t.Errorf("%s: ~%s finds %s: %v %v", language, asked, w, m.keys[language], keys(language, w))
					}
				}
			}
		}
	}
}

func TestTablesAreSound(t *testing.T) {
	for name, table := range map[string]string{"nl": strongVerbs, "en": irregularEnglish} {
		seen := map[string]bool{}
		for _, line := range strings.Split(strings.TrimSpace(table), "\n") {
			forms := strings.Fields(line)
			if seen[forms[0]] || len(forms) < 2 && forms[0] != "bet" || name == "nl" && len(forms) < 4 {
				t.Errorf("%s: %s", name, line)
			}
			seen[forms[0]] = true
			for _, f := range forms {
				if f != foldWord(f) {
					t.Errorf("%s: %s is not folded", name, f)
				}
			}
		}
	}
	for infinitive, want := range map[string]string{"lopen": "loop", "lezen": "lees", "vallen": "val", "geven": "geef", "wijzen": "wijs", "sluiten": "sluit", "helpen": "help", "lachen": "lach", "vriezen": "vries"} {
		if got := firstPerson(infinitive); got != want {
			t.Errorf("%s: %s", infinitive, got)
		}
	}
	if got := beginnings("gegeten"); !slices.Contains(got, "a") || !slices.Contains(got, "e") {
		t.Errorf("%v", got)
	}
}

// The index proposes every form, with whatever letter it begins.
func TestIndexKnowsVerbForms(t *testing.T) {
	s := newStudy(t)
	en := draft("b.txt", "R2: I went there and go again. She was told. We are here.")
	en.Language = "en"
	s.show(draft("a.txt", "R1: Ik at om zes uur. Daarna liep ik, ze was er al geweest.\nI: Heeft u gegeten? Is er gebeld?\nR1: We eten laat. Ik belde op, hij heeft opgebeld."), en)
	x := s.index()
	for query, want := range map[string]int{"~eten": 3, "~gegeten": 3, "~at": 3, "~zijn": 3, "~lopen": 1, "~bellen": 2, "~opbellen": 1, "~going": 2, "~be": 2, "~tell": 1} {
		r, err := x.Find(ctx, s.anna, parse(t, query), Options{})
		if err != nil || r.Total != want || r.Scanned != 0 {
			t.Errorf("%s: %v, %d scanned, %v", query, lines(r), r.Scanned, err)
		}
		same(t, s, x, query, Options{})
	}
}

func BenchmarkFormOf(b *testing.B) {
	for b.Loop() {
		formOf("opgebeld")
	}
}

func BenchmarkIsForm(b *testing.B) {
	m := formOf("lopen")
	words := strings.Fields("loper gelegen groot laat lachen gewacht gedeelte luisteren ging gelopen")
	for i := 0; b.Loop(); i++ {
		m.isForm("nl", words[i%len(words)])
	}
}
