package search

import (
	"slices"
	"strings"
	"sync"
)

// What the stemmers of Snowball do not bring together, for the two languages of
// our users. A word has keys, and two words are forms of each other when they
// share one. The stem is a key; a Dutch word that looks like a form of a verb
// has the stem of that verb as another, marked as a verb's, so that gezond does
// not become a form of zon.

// keys are the keys of a folded word in a language.
func keys(language, fold string) []string {
	switch language {
	case "nl":
		if strong[fold] != nil {
			return append(verbKeys(fold), stem(language, fold)) // lezen is no form of les
		}
		return append(verbKeys(fold), soften(stem(language, fold)))
	case "en":
		return append(englishKeys(fold), stem(language, fold))
	}
	return []string{stem(language, fold)}
}

// soften writes a Dutch stem as it stands at the end of a word: brieven and
// brief, huizen and huis, bellen and bel.
func soften(stem string) string {
	last := len(stem) - 1
	switch {
	case last < 2:
	case stem[last] == stem[last-1] && !strings.ContainsRune("aeiou", rune(stem[last])):
		return stem[:last]
	case stem[last] == 'v':
		return stem[:last] + "f"
	case stem[last] == 'z':
		return stem[:last] + "s"
	}
	return stem
}

// verbKey is the key of a verb by its stem as it is written: bel, maak, leef.
func verbKey(stem string) string { return "v:" + soften(stem) }

// infinitiveKeys are the keys of a word in -en as an infinitive. Where the last
// syllable may be a weak one (handelen, luisteren), both ways of writing it.
func infinitiveKeys(w string) []string {
	out := []string{verbKey(firstPerson(w))}
	if s := strings.TrimSuffix(w, "en"); len(s) > 4 && slices.Contains([]string{"el", "er", "en", "em"}, s[len(s)-2:]) {
		out = append(out, verbKey(s))
	}
	return out
}

// verbKeys are the verbs that a Dutch word may be a form of.
func verbKeys(fold string) []string {
	out := simpleVerb(fold)
	for _, p := range apart { // opbellen, opgebeld, opbelt
		if rest, ok := strings.CutPrefix(fold, p); ok && (len(rest) >= 4 || strong[rest] != nil) {
			for _, k := range simpleVerb(rest) {
				out = append(out, p+"|"+k)
			}
		}
	}
	for _, p := range joined { // begreep, verloren
		if rest, ok := strings.CutPrefix(fold, p); ok {
			for _, infinitive := range strongJoined[rest] {
				out = append(out, verbKey(firstPerson(p+infinitive)))
			}
		}
	}
	return out
}

// simpleVerb reads a word as a form of a verb without a part in front.
func simpleVerb(w string) (out []string) {
	for _, infinitive := range strong[w] {
		out = append(out, verbKey(firstPerson(infinitive)))
	}
	if notParticiples[w] {
		return out
	}
	add := func(base string) {
		if len(base) >= 2 && strings.ContainsAny(base, "aeiouy") {
			out = append(out, verbKey(base))
		}
	}
	if rest, ok := strings.CutPrefix(w, "ge"); ok && len(rest) >= 4 {
		out = append(out, participle(rest)...)
	}
	switch {
	case strings.HasSuffix(w, "en"): // bellen, belden, wachtten
		out = append(out, infinitiveKeys(w)...)
		if base := w[:len(w)-2]; strings.HasSuffix(base, "t") || strings.HasSuffix(base, "d") {
			add(base[:len(base)-1])
		}
	case strings.HasSuffix(w, "te"), strings.HasSuffix(w, "de"): // maakte, belde
		add(w[:len(w)-2])
		if base, ok := strings.CutSuffix(w, "ende"); ok { // wachtende
			out = append(out, infinitiveKeys(base+"en")...)
		}
	case strings.HasSuffix(w, "end"): // wachtend
		out = append(out, infinitiveKeys(w[:len(w)-1])...)
	case strings.HasSuffix(w, "t"): // belt; wacht is its own
		add(w[:len(w)-1])
		add(w)
	case strings.HasSuffix(w, "d") && begins(w, joined): // betaald, beantwoord
		add(w[:len(w)-1])
		add(w)
	}
	return out
}

// participle reads what follows ge- as a weak verb: gemaakt, gebeld, gewacht,
// and with an ending gebelde.
func participle(rest string) (out []string) {
	if strings.HasSuffix(rest, "e") {
		rest = rest[:len(rest)-1]
	}
	last := len(rest) - 1
	if last < 2 {
		return nil
	}
	voiceless := strings.ContainsRune("kfshpxtc", rune(rest[last-1]))
	switch {
	case rest[last] == 't' && voiceless, rest[last] == 'd' && (!voiceless || strings.ContainsRune("fs", rune(rest[last-1]))):
		out = append(out, verbKey(rest[:last]), verbKey(rest))
	case rest[last] == 't' || rest[last] == 'd': // gemeld, gegroet
		out = append(out, verbKey(rest))
	}
	return out
}

func begins(w string, parts []string) bool {
	for _, p := range parts {
		if strings.HasPrefix(w, p) {
			return true
		}
	}
	return false
}

// apart are the parts that a Dutch verb is divided from, joined those that it
// keeps.
var (
	apart  = strings.Fields("aan achter af bij binnen boven buiten deel door goed heen in klaar kwijt langs los mee na neer om onder op open over plaats rond samen schoon stil tegen teleur terug thuis toe uit vast voor voort vooruit vrij weer weg")
	joined = strings.Fields("be ver ont her er over onder door voor om mis vol weer")
)

// notParticiples are common words that only look like one.
var notParticiples = wordSet("gebeente gebergte gebied gebit geboorte gedachte gedachten gedeelte gedicht gedichten geduld geest gehalte gehucht gelaat geld gelid geluid geluiden gemeente gemoed geraamte gerecht gerechten gerucht geslacht gestalte gesteente geweld gevaarte gevecht gevechten gewest gewicht gewichten gewoonte gezant gezicht gezichten gezindte gezond gezonde")

func wordSet(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// strong is the Dutch verbs whose vowel or more changes, from each form to its
// infinitives; strongJoined the same after be-, ver- and the like, where the
// participle has no ge-.
var strong, strongJoined = strongForms()

// strongForms reads the table: infinitive, past, plural past, participle, and
// what else there is.
func strongForms() (alone, after map[string][]string) {
	alone, after = map[string][]string{}, map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(strongVerbs), "\n") {
		forms := strings.Fields(line)
		infinitive := forms[0]
		first := firstPerson(infinitive)
		for _, f := range append(forms, first, strings.TrimSuffix(first, "t")+"t") {
			if f != "-" {
				alone[f] = append(alone[f], infinitive)
				f = strings.TrimPrefix(f, "ge")
				after[f] = append(after[f], infinitive)
			}
		}
	}
	return alone, after
}

// firstPerson is the stem of an infinitive as it is written: loop, lees, val.
func firstPerson(infinitive string) string {
	s, ok := strings.CutSuffix(infinitive, "en")
	if !ok || len(s) < 3 {
		return infinitive
	}
	last := len(s) - 1
	vowel := func(i int) bool { return i >= 0 && strings.ContainsRune("aeiou", rune(s[i])) }
	switch {
	case s[last] == s[last-1]:
		s = s[:last]
	case !vowel(last) && vowel(last-1) && !vowel(last-2) && s[last-1] != 'i':
		s = s[:last-1] + s[last-1:last] + s[last-1:]
	}
	return soften(s)
}

// englishKeys are the stems of the words that an irregular English form is of.
func englishKeys(fold string) (out []string) {
	for _, base := range irregular[fold] {
		out = append(out, stem("en", base))
	}
	for _, p := range []string{"over", "under", "re", "mis", "out", "up", "with", "be", "for", "un"} {
		if rest, ok := strings.CutPrefix(fold, p); ok && len(rest) >= 3 {
			for _, base := range irregular[rest] {
				out = append(out, stem("en", p+base))
			}
		}
	}
	return out
}

var irregular = irregularForms()

func irregularForms() map[string][]string {
	out := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(irregularEnglish), "\n") {
		forms := strings.Fields(line)
		for _, f := range forms {
			out[f] = append(out[f], forms[0])
		}
	}
	return out
}

// beginnings are the letters with which forms of a word may begin: its own, that
// of ge-, and those of the irregular forms that it shares a key with.
func beginnings(fold string) []string {
	out := []string{firstLetter(fold), "ge"}
	add := func(letters []string) {
		for _, l := range letters {
			if !slices.Contains(out, l) {
				out = append(out, l)
			}
		}
	}
	if rest, ok := strings.CutPrefix(fold, "ge"); ok {
		add([]string{firstLetter(rest)})
	}
	for _, language := range []string{"nl", "en"} {
		for _, k := range keys(language, fold) {
			add(irregularLetters()[language+k])
		}
	}
	return out
}

// irregularLetters is with which letters the irregular forms begin that have a
// key, by language and key.
var irregularLetters = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	note := func(key, form string) {
		if l := firstLetter(form); !slices.Contains(out[key], l) {
			out[key] = append(out[key], l)
		}
	}
	for form, of := range strong {
		for _, infinitive := range of {
			note("nl"+verbKey(firstPerson(infinitive)), form)
		}
	}
	for form, of := range irregular {
		for _, base := range of {
			note("en"+stem("en", base), form)
		}
	}
	return out
})
