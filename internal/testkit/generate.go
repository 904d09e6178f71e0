package testkit

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// Planted are words and a phrase that Interview puts into every generated
// interview, once in each 400 words or so and nowhere by chance: what searches
// look for.
var Planted = struct{ Rare, Phrase string }{"watershed", "a quiet kitchen table"}

// exotic are the stretches that a program that counts bytes, UTF-16 units or
// normalised text trips over.
var exotic = []string{
	"مرحبا بالعالم", "שלום עולם", "👩‍⚕️ she said", "cafe\u0301 latte", "co\u00adordination", "3\u00a0hours", "naïve façade", "𝒳-ray", "🇳🇱🇧🇪",
}

// Interview makes an interview of so many words and turns, the same for the
// same seed: "I:" and "P1:" label its turns, whose lengths vary from three words
// to several times the mean, in sentences, with other scripts, emoji, combining
// marks and soft hyphens among them.
func Interview(seed uint64, words, turns int) string {
	r := rand.New(rand.NewPCG(seed, 1))
	vocabulary := vocabulary(12_000)
	frequency := rand.NewZipf(r, 1.08, 3, uint64(len(vocabulary)-1))
	var b strings.Builder
	for turn, left := 0, words; turn < turns; turn++ {
		label := "P1: "
		if turn%2 == 0 {
			label = "I: "
		}
		n := left / (turns - turn)
		if turn < turns-1 {
			n = max(3, min(left-3*(turns-turn), int(float64(n)*(0.1+1.8*r.Float64()))))
		}
		left -= n
		b.WriteString(label)
		sentences(&b, r, n, func() string { return vocabulary[frequency.Uint64()] })
		b.WriteString("\n\n")
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// Monologue makes a text of so many words without any label, on one line, as a
// transcript that somebody dictated: one turn to whoever reads it.
func Monologue(seed uint64, words int) string {
	return strings.TrimPrefix(Interview(seed, words, 1), "I: ")
}

// sentences writes n words as sentences of 4 to 24.
func sentences(b *strings.Builder, r *rand.Rand, n int, word func() string) {
	for left := n; left > 0; {
		length := min(left, 4+r.IntN(21))
		for i := range length {
			w := word()
			if i == 0 {
				w = strings.ToUpper(w[:1]) + w[1:]
			}
			switch r.IntN(400) {
			case 0:
				w += " " + exotic[r.IntN(len(exotic))]
			case 1:
				w += " " + Planted.Rare
			case 2:
				w += " " + Planted.Phrase
			}
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(w)
		}
		b.WriteByte('.')
		if left -= length; left > 0 {
			b.WriteByte(' ')
		}
	}
}

// vocabulary makes n different words out of syllables.
func vocabulary(n int) []string {
	onsets := []string{"b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st", "tr", "br"}
	vowels := []string{"a", "e", "i", "o", "u", "ee", "ou"}
	out := make([]string, 0, n)
	for i := range n {
		var w strings.Builder
		for k := i + len(onsets)*len(vowels); k > 0; k /= len(onsets) * len(vowels) {
			w.WriteString(onsets[k%len(onsets)])
			w.WriteString(vowels[k/len(onsets)%len(vowels)])
		}
		out = append(out, w.String())
	}
	return out
}

// Passage is a span of code points in a generated interview, with a code on it.
type Passage struct {
	Start, End int
	Code       string
}

// Passages makes n overlapping passages of 30 to 890 code points, each with one
// of so many codes, the same for the same seed. They begin and end on words and
// do not touch a speaker's label.
func Passages(seed uint64, text string, n, codes int) []Passage {
	r := rand.New(rand.NewPCG(seed, 2))
	runes := []rune(text)
	out := make([]Passage, 0, n)
	for len(out) < n {
		start := r.IntN(len(runes))
		end := min(len(runes), start+30+r.IntN(860))
		for start > 0 && runes[start-1] != ' ' {
			start--
		}
		for end < len(runes) && runes[end] != ' ' && runes[end] != '\n' {
			end++
		}
		span := string(runes[start:end])
		if at := strings.Index(span, "\n\n"); at >= 0 { // within one turn
			span = span[:at]
		}
		span = strings.TrimSpace(span)
		if length := len([]rune(span)); length >= 30 && !strings.HasPrefix(span, "I:") && !strings.HasPrefix(span, "P1:") {
			out = append(out, Passage{start, start + length, CodeName(r.IntN(codes))})
		}
	}
	return out
}

// CodeName is the name of the generated code with this number; its branch is
// one of eight.
func CodeName(n int) string { return fmt.Sprintf("Branch %d/Code %03d", n%8+1, n) }

// CodingsCSV writes passages of a document as codings.csv has them.
func CodingsCSV(document, coder, text string, passages []Passage) string {
	runes := []rune(text)
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Write([]string{"document", "coder", "code", "start", "end", "quote"})
	for _, p := range passages {
		w.Write([]string{document, coder, p.Code, strconv.Itoa(p.Start), strconv.Itoa(p.End), string(runes[p.Start:p.End])})
	}
	w.Flush()
	return b.String()
}

// CodebookCSV writes the generated codes as codebook.csv has them.
func CodebookCSV(codes int) string {
	var b strings.Builder
	b.WriteString("code,brief_definition\n")
	for n := range codes {
		fmt.Fprintf(&b, "%s,What the generated code %d is about.\n", CodeName(n), n)
	}
	return b.String()
}
