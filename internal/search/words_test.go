package search

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"verbatim/internal/text"
)

func folds1(s string) []string {
	var out []string
	for _, w := range Words(s) {
		out = append(out, w.Fold)
	}
	return out
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"plain", "Ja, dat weet ik wel.", []string{"ja", "dat", "weet", "ik", "wel"}},
		{"accents", "Één café, NAÏEF", []string{"een", "cafe", "naief"}},
		{"decomposed", "E\u0301e\u0301n cafe\u0301", []string{"een", "cafe"}},
		{"soft hyphen", "zieken\u00adhuis\u00ad opname", []string{"ziekenhuis", "opname"}},
		{"no-break space", "vijf\u00a0minuten", []string{"vijf", "minuten"}},
		{"apostrophes", "foto’s foto's zo‘n 't ’s avonds’", []string{"foto's", "foto's", "zo'n", "t", "s", "avonds"}},
		{"hyphen", "e-mail x-ray", []string{"e", "mail", "x", "ray"}},
		{"colon and underscore", "zegt:ja _echt_ niet_waar", []string{"zegt", "ja", "echt", "niet", "waar"}},
		{"colon after a letter with an accent", "één:twee _één_", []string{"een", "twee", "een"}},
		{"numbers", "3,5 of 1.000 om 10:30. 12e", []string{"3,5", "of", "1.000", "om", "10", "30", "12e"}},
		{"numbers and a curly quote", "“3,5”. “10’000”", []string{"3,5", "10'000"}},
		{"missing space", "klaar.Dan ging", []string{"klaar", "dan", "ging"}},
		{"ligatures", "ĳs ﬁjn Straße Œuvre smørrebrød", []string{"ijs", "fijn", "strasse", "oeuvre", "smorrebrod"}},
		{"chinese", "我们 很好。", []string{"我", "们", "很", "好"}},
		{"kana keep their voicing", "がく ｶﾞｸ", []string{"が", "く", "ガク"}},
		{"hangul composed", "한국 \u1112\u1161\u11ab", []string{"한국", "한"}},
		{"arabic without harakat", "كَتَبَ", []string{"كتب"}},
		{"russian", "ещё мой", []string{"еще", "мой"}},
		{"greek", "Ὀδυσσεύς", []string{"οδυσσευσ"}},
		{"emoji is no word", "ja 👩‍⚕️ nee", []string{"ja", "nee"}},
		{"nothing", " …–“” ", nil},
		{"catalan", "col·lecció", []string{"colleccio"}},
		{"turkish", "İstanbul ılık", []string{"istanbul", "ilik"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, folds1(c.in)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestExactForm(t *testing.T) {
	for in, want := range map[string]string{
		"Één": "één", "E\u0301e\u0301n": "één", "een": "een", "zo’n": "zo'n", "zieken\u00adhuis": "ziekenhuis",
	} {
		if got := exactForm(in); got != want {
			t.Errorf("exactForm(%q) = %q, want %q", in, got, want)
		}
	}
}

// alphabet is what random texts in these tests are made of: letters that fold
// to each other, everything that joins or parts words, and a few scripts.
var alphabet = []string{
	"a", "b", "c", "A", "B", "e", "é", "e\u0301", "E", "1", "2", "'", "’", "-", ".", ",", ":", "_", ";", "·",
	" ", " ", " ", " ", "\n", "\u00a0", "\u00ad", "\u200d", "我", "好", "が", "한", "ß", "ي", "👍", "(", "?", "*",
}

func randomText(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(alphabet[r.IntN(len(alphabet))])
	}
	return b.String()
}

// Every word stands where it says, in order, and folding the words it stands
// on again gives its folded form.
func checkWords(t *testing.T, s string) {
	t.Helper()
	last := 0
	for _, w := range Words(s) {
		if w.Start < last || w.End <= w.Start || w.End > utf8.RuneCountInString(s) {
			t.Fatalf("%q: word %+v after %d", s, w, last)
		}
		last = w.End
		if got := foldWord(text.Slice(s, w.Start, w.End)); got != w.Fold {
			t.Fatalf("%q: word %+v stands on %q", s, w, got)
		}
	}
}

func TestWordsStandWhereTheySay(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		checkWords(t, randomText(r, 1+r.IntN(30)))
	}
}

// The short rules for ASCII are those of UAX 29 as addUnicode narrows them.
func TestASCIIRulesAreUAX29(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	const signs = "abAB12'.,:;_-?* \n\""
	for range 20000 {
		b := make([]byte, 1+r.IntN(20))
		for i := range b {
			b[i] = signs[r.IntN(len(signs))]
		}
		var quick, slow wordList
		quick.add(0, string(b), 7)
		slow.addUnicode(0, string(b), 0, len(b), 7)
		if d := cmp.Diff(slow.tokens, quick.tokens, cmp.AllowUnexported(token{})); d != "" {
			t.Fatalf("%q: %s", b, d)
		}
	}
}

// What stands before a text changes the places of its words by its length and
// nothing else, when white space is between.
func TestWordsShift(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 3000 {
		a, b := randomText(r, r.IntN(12)), randomText(r, r.IntN(12))
		want := Words(a)
		for _, w := range Words("\n" + b) {
			n := text.Len(a)
			want = append(want, Word{w.Start + n, w.End + n, w.Fold})
		}
		if d := cmp.Diff(want, append([]Word{}, Words(a+"\n"+b)...)); d != "" && len(want) > 0 {
			t.Fatalf("%q + %q: %s", a, b, d)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("Één foto’s e\u0301 zieken\u00adhuis 3,5 我们")
	f.Fuzz(func(t *testing.T, s string) { checkWords(t, s) })
}
