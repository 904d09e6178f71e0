package transcript

import (
	"strings"

	"github.com/abadojack/whatlanggo"
)

// guessLanguage is the ISO 639-1 code of the language spoken, or "" when the
// words are too few or too mixed to tell. It looks at a sample from the start,
// the middle and the end.
func (d *Draft) guessLanguage() string {
	const part = 4000 // bytes of each sample
	var words []int
	total := 0
	for i := range d.Blocks {
		if d.Blocks[i].Kind == Words {
			words = append(words, i)
			total += len(d.Blocks[i].Text)
		}
	}
	var b strings.Builder
	seen, next := 0, 0
	for _, i := range words {
		s := d.Blocks[i].Text
		seen += len(s)
		if next >= 3 || seen < next*(total/3) {
			continue
		}
		if b.Len() >= (next+1)*part {
			next++
			continue
		}
		b.WriteString(s[:min(len(s), 2*part)])
		b.WriteByte(' ')
	}
	sample := strings.ToLower(strings.ToValidUTF8(b.String(), ""))
	if l := commonWords(sample); l != "" {
		return l
	}
	info := whatlanggo.Detect(sample)
	letters := len(strings.Join(strings.Fields(sample), ""))
	if info.Lang < 0 || letters < 24 || info.Confidence < 0.3 && letters < 400 {
		return ""
	}
	return info.Lang.Iso6391()
}

// smallWords are the commonest words of a few languages, which speech is full
// of. They settle what letters alone cannot: the short turns of a meeting, text
// with a program's marks in it.
var smallWords = map[string]map[string]bool{
	"en": wordSet("the and that you is it of to in was we they have this but what so not are with for on yeah"),
	"nl": wordSet("de het een en dat ik je is van niet wel maar ook dan was die er voor met op heb zijn we naar"),
	"de": wordSet("der die das und ich nicht ist ein es zu den auch mit dass wir auf sie so aber hat eine wenn ja"),
	"fr": wordSet("le la les et de des je que est pas un une ça vous il on qui dans pour c'est mais en du"),
	"es": wordSet("el la los que y de en no es un una lo por con para pero se las como más muy yo eso"),
	"it": wordSet("il che di e non è un una per la con sono ma si mi lo le gli della anche come più"),
	"pt": wordSet("o que de e não um uma para com os do da em eu se as mas por mais isso como você"),
}

// commonWords is the language that most of the small words of a sample belong
// to, or "" when it is not one of the few or not clear.
func commonWords(sample string) string {
	words := strings.Fields(sample)
	if len(words) < 40 {
		return ""
	}
	counts := map[string]int{}
	for _, w := range words {
		w = strings.Trim(w, ".,?!:;…\"“”()")
		for l, set := range smallWords {
			if set[w] {
				counts[l]++
			}
		}
	}
	best, second := "", 0
	for l, n := range counts {
		switch {
		case best == "" || n > counts[best] || n == counts[best] && l < best:
			if best != "" {
				second = max(second, counts[best])
			}
			best = l
		case n > second:
			second = n
		}
	}
	if best == "" || share(counts[best], len(words)) < 0.2 || counts[best] < second*3/2 {
		return ""
	}
	return best
}
