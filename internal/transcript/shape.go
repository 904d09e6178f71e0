package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// class is what a label looks like, apart from how often it stands there.
type class uint8

const (
	oddClass      class = iota // nothing like a label
	openerClass                // begins like a sentence
	headClass                  // heads a page or sets off a remark
	phraseClass                // several words in lower case
	numberClass                // digits
	wordClass                  // one word in lower case
	nameClass                  // one capitalised word
	foreignClass               // a script without capitals
	capitalsClass              // several words in capitals
	codeClass                  // R12, CC, S-2, AvW
	personClass                // several capitalised words
	titledClass                // De heer Baudet (FvD), Dr. Smith
	roleClass                  // Interviewer, Respondent 3, I, R
)

// weights are the points that a class brings; see evidence.go for the rest.
var weights = [...]float64{
	oddClass: -9, openerClass: -5, headClass: -5, phraseClass: -1, numberClass: 1.5, wordClass: 0, nameClass: 1.5,
	foreignClass: 2, capitalsClass: 2, codeClass: 3, personClass: 3, titledClass: 4, roleClass: 4,
}

// classOf says what a label key looks like.
func classOf(key string) class {
	if strings.Contains(key, "..") || strings.ContainsAny(key, "?!;\"“”„«»=\\[]{}|…<>`$^~%") || strings.Contains(key, "://") {
		return oddClass
	}
	body, _ := cutAside(key)
	cased := strings.Fields(body)
	if len(cased) == 0 {
		return oddClass
	}
	lower := strings.ToLower(body)
	words := strings.Fields(lower)
	if len(words) != len(cased) {
		return oddClass
	}
	if c, ok := wordClassOf(lower, words, cased); ok {
		return c
	}
	if len(cased) == 1 {
		return singleClass(body)
	}
	return severalClass(cased)
}

// A classCache remembers the classes of the labels of one file, which come back
// thousands of times.
type classCache map[string]class

func (m classCache) of(key string) class {
	c, ok := m[key]
	if !ok {
		c = classOf(key)
		m[key] = c
	}
	return c
}

// cutAside takes "(FvD)", "（SA）" or "[arts]" off the end of a label.
func cutAside(key string) (body, aside string) {
	for _, pair := range []string{"()", "（）"} {
		open, shut := firstRune(pair), lastRune(pair)
		if strings.HasSuffix(key, shut) {
			if i := strings.LastIndex(key, open); i >= 0 {
				return strings.TrimSpace(key[:i]), strings.TrimSpace(key[i+len(open) : len(key)-len(shut)])
			}
		}
	}
	return key, ""
}

func firstRune(s string) string { _, w := utf8.DecodeRuneInString(s); return s[:w] }
func lastRune(s string) string  { _, w := utf8.DecodeLastRuneInString(s); return s[len(s)-w:] }

// wordClassOf looks a label up in the lists. cased are its words as they stand.
func wordClassOf(lower string, words, cased []string) (class, bool) {
	for _, p := range headPhrases {
		if len(words) > 1 && strings.HasPrefix(lower, p) && (len(lower) == len(p) || lower[len(p)] == ' ') {
			return headClass, true
		}
	}
	definite := len(words) > 1 && article(words[0])
	if definite {
		words, cased = words[1:], cased[1:]
	}
	first := words[0]
	switch {
	case personTitles[first] && len(words) > 1 && len(words) <= 6 && titled(cased[1:]):
		return titledClass, true
	case roleAmong(words, cased, definite):
		return roleClass, true
	case headWords[stemOf(first)] || headWords[lower]:
		return headClass, true
	case shortCode(cased):
		return codeClass, true
	case openers[first]:
		if openersButNames[first] && (len(words) == 1 || capitalised(cased[1])) || particles[first] && len(words) > 1 && capitalised(cased[1]) {
			return oddClass, false
		}
		return openerClass, true
	}
	return oddClass, false
}

// roleAmong says whether words name a role: one of the words in the lists with
// at most one other that could belong to it ("audience member", "second female
// participant 3"), none after an article ("the minister says").
func roleAmong(words, cased []string, definite bool) bool {
	if openers[words[0]] && len(words) > 1 {
		return false
	}
	role, others := false, 0
	for i, w := range words {
		s := stemOf(w)
		switch {
		case questionWord(s):
			role = role || len(words) == 1 || len(words) == 2 && allDigits(words[1])
		case (interviewers[s] || speakers[s]) && (len(s) > 1 || len(words) == 1):
			role = true
		case capitalised(cased[i]) && i > 0 || allDigits(w) || particles[w] || len(w) == 1 || qualifiers[w]:
		default:
			others++
		}
		if openers[w] && !particles[w] && i > 0 {
			return false
		}
	}
	if definite && others > 0 || saying[words[len(words)-1]] {
		return false
	}
	return role && others <= 1 && len(words) <= 5
}

// shortCode says whether a label is one word of at most four capitals, whatever
// it means in lower case.
func shortCode(cased []string) bool {
	if len(cased) != 1 || utf8.RuneCountInString(cased[0]) > 4 {
		return false
	}
	for _, r := range cased[0] {
		if !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

func capitalised(w string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "'’("))
	return unicode.IsUpper(r)
}

func allDigits(w string) bool { return strings.Trim(w, "0123456789#.") == "" }

// titled says whether words after a title are a name: capitals and particles,
// or one word in whatever case.
func titled(cased []string) bool {
	for _, w := range cased {
		if !capitalised(w) && !particles[strings.ToLower(w)] && !allDigits(w) {
			return len(cased) == 1 && !saying[strings.ToLower(w)] && !openers[strings.ToLower(w)]
		}
	}
	return true
}

func article(w string) bool {
	switch w {
	case "the", "a", "an", "de", "het", "een", "der", "die", "das", "le", "la", "les", "el", "los", "las", "il", "lo", "o", "os", "den", "det":
		return true
	}
	return false
}

// stemOf is a word without the number, letter or mark that tells one bearer of
// it from another: interviewer2, speaker_00, r12.
func stemOf(w string) string {
	w = strings.Trim(w, ".,'’()/")
	t := strings.TrimRightFunc(w, func(r rune) bool { return r >= '0' && r <= '9' || r == '_' || r == '-' || r == '#' || r == '.' })
	if t == "" {
		return w
	}
	return t
}

// singleClass is the class of one word.
func singleClass(s string) class {
	letters, upper, digits, other, cased := 0, 0, 0, 0, 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r):
			letters++
			if unicode.IsUpper(r) {
				upper++
			}
			if unicode.IsUpper(r) || unicode.IsLower(r) {
				cased++
			}
		case unicode.IsDigit(r):
			digits++
		case r == '-' || r == '_' || r == '.' || r == '/' || r == '&' || r == '+' || r == '’' || r == '\'' || r == '#':
		case unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) || r == '\u200d' || r == '\ufe0f':
			other++
		default:
			return oddClass
		}
	}
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case letters == 0 && digits > 0 && digits <= 3 && other == 0 && !strings.ContainsAny(s, "./"):
		return numberClass
	case letters == 0 && other > 0 && other <= 3:
		return foreignClass
	case letters == 0:
		return oddClass
	case cased == 0 && letters <= 12:
		return foreignClass
	case cased == 0:
		return oddClass
	case letters <= 4 && upper == letters, digits > 0 && upper > 0 && letters <= 10 && digits <= 6, upper >= 2 && letters <= 4:
		return codeClass
	case digits > 0 && upper == 0:
		return wordClass
	case unicode.IsUpper(r):
		return nameClass
	}
	return wordClass
}

// severalClass is the class of several words: names have capitals, but for
// their particles; a comma only before a second name or a degree.
func severalClass(words []string) class {
	capital, small, uncased, initials, numbers, allUpper := 0, 0, 0, 0, 0, true
	for i, w := range words {
		if i == 0 && article(strings.ToLower(w)) {
			continue
		}
		if w == "&" || w == "+" || w == "/" {
			continue
		}
		t := strings.TrimRight(w, ",")
		if t != w && i == len(words)-1 || strings.ContainsAny(t, ",") {
			return oddClass
		}
		r, width := utf8.DecodeRuneInString(strings.TrimLeft(t, "'’"))
		ended := strings.HasSuffix(t, ".")
		switch {
		case unicode.IsDigit(r):
			numbers++
			if i != len(words)-1 || len(t) > 3 {
				return oddClass
			}
			continue
		case unicode.IsUpper(r):
			capital++
			if ended && len(t) > width+1 && strings.Count(t, ".") == 1 && !personTitles[strings.ToLower(t)] && i != len(words)-1 {
				return oddClass // a sentence ends inside it
			}
			if len(t) <= width+1 {
				initials++
			}
		case particles[strings.ToLower(t)] || strings.HasPrefix(t, "d'") || strings.HasPrefix(t, "d’"):
		case unicode.IsLower(r):
			small++
		case unicode.IsLetter(r):
			uncased++
		default:
			return oddClass
		}
		allUpper = allUpper && strings.ToUpper(t) == t
	}
	switch {
	case uncased > 0 && capital+small == 0:
		if len(words) > 4 {
			return oddClass
		}
		return foreignClass
	case small == 0 && capital > 0 && allUpper && initials < capital:
		return capitalsClass
	case small == 0 && capital >= 2:
		return personClass
	case small == 0 && capital == 1 && numbers > 0:
		return nameClass
	case small == 0 && capital == 1:
		return nameClass
	}
	for _, w := range words[1:] {
		if openers[strings.ToLower(w)] {
			return openerClass
		}
	}
	return phraseClass
}

// asksQuestions says whether a label is one that interviewers carry.
func asksQuestions(key string) bool {
	body, _ := cutAside(strings.ToLower(key))
	for _, w := range strings.Fields(body) {
		if s := stemOf(w); interviewers[s] && (len(s) > 1 || s == body || stemOf(body) == s) || s == "q" && s == stemOf(body) || s == "vraag" {
			return true
		}
	}
	return false
}
