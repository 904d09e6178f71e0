package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// A codePage is a code page together with the letters of the languages that are
// written in it; a page may stand in the list more than once, for languages
// that do not share letters.
type codePage struct {
	name    string
	chars   *charmap.Charmap
	letters string // in lower case, beyond a–z
}

const (
	western = "àáâãäåæçèéêëìíîïñòóôõöøœùúûüýÿßªº"
	polish  = "ąćęłńóśźż"
	czech   = "áčďéěíňóřšťúůýžľĺŕôä"
	magyar  = "áéíóöőúüű"
	roman   = "ăâîşţșț"
	slavic  = "čćžšđ"
	russian = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
	ukraine = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
	serbian = "абвгдђежзијклљмнњопрстћуфхцчџш"
	bulgar  = "абвгдежзийклмнопрстуфхцчшщъьюя"
	greek   = "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"
	turkish = "çğıöşüâîû"
	iceland = "áéíóúýþæöð"
	hebrew  = "אבגדהוזחטיךכלםמןנסעףפץצקרשתְִֵֶַָֹּׁׂ"
	arabic  = "ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيًٌٍَُِّْپچژگ"
	baltic  = "ąčęėįšųūžāēģīķļņõäöüō"
	viet    = "àáâãèéêìíòóôõùúýăđơưạ"
	thai    = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮะัาำิีึืฺุูเแโใไๅๆ็่้๊๋์ํ๎"
)

// frequent are the commonest letters of the scripts whose pages share all their
// places, which tell Russian from the same bytes in Hebrew.
const frequent = "оеаинтсрвліяηοαιετσνρμאיולהרתבמשنيلاوهرمتבكسداоаеи"

// codePages in order of preference: of two that fit alike the first is taken.
var codePages = []codePage{
	{"windows-1252", charmap.Windows1252, western},
	{"windows-1252", charmap.Windows1252, iceland},
	{"windows-1250", charmap.Windows1250, polish},
	{"windows-1250", charmap.Windows1250, czech},
	{"windows-1250", charmap.Windows1250, magyar},
	{"windows-1250", charmap.Windows1250, slavic},
	{"windows-1250", charmap.Windows1250, roman},
	{"windows-1251", charmap.Windows1251, russian},
	{"windows-1251", charmap.Windows1251, ukraine},
	{"windows-1251", charmap.Windows1251, serbian},
	{"windows-1251", charmap.Windows1251, bulgar},
	{"windows-1253", charmap.Windows1253, greek},
	{"windows-1254", charmap.Windows1254, turkish},
	{"windows-1255", charmap.Windows1255, hebrew},
	{"windows-1256", charmap.Windows1256, arabic},
	{"windows-1257", charmap.Windows1257, baltic},
	{"windows-1258", charmap.Windows1258, viet},
	{"windows-874", charmap.Windows874, thai},
	{"macintosh", charmap.Macintosh, western},
	{"x-mac-cyrillic", charmap.MacintoshCyrillic, russian},
	{"iso-8859-2", charmap.ISO8859_2, polish},
	{"iso-8859-2", charmap.ISO8859_2, czech},
	{"iso-8859-5", charmap.ISO8859_5, russian},
	{"koi8-r", charmap.KOI8R, russian},
	{"koi8-u", charmap.KOI8U, ukraine},
	{"ibm850", charmap.CodePage850, western},
	{"ibm852", charmap.CodePage852, polish},
	{"ibm866", charmap.CodePage866, russian},
}

// bestCodePage is the page that fits a sample best, with its points per high
// byte: 1 when every one is a letter of its languages in a place for letters.
func bestCodePage(sample []byte) (codePage, float64) {
	best, most := codePages[0], -1e9
	for i := range codePages {
		if p := fitness(sample, &codePages[i]); p > most+1e-9 {
			best, most = codePages[i], p
		}
	}
	return best, most
}

// fitness is the mean worth of the high bytes of a sample under a code page.
func fitness(sample []byte, p *codePage) float64 {
	known := map[rune]float64{}
	for _, r := range p.letters {
		v := 1.0
		switch {
		case r == 'õ' || r == 'û':
			v = 0.95 // ő and ű on the page of Hungarian
		case r > 0x250 && r < 0x1E00 && !strings.ContainsRune(frequent, r):
			v = 0.5
		}
		known[r] = v
		known[unicode.ToUpper(r)] = v
	}
	var table [256]rune
	for i := range table {
		table[i] = p.chars.DecodeByte(byte(i))
	}
	total, high := 0.0, 0
	for i, c := range sample {
		if c < 0x80 {
			continue
		}
		high++
		before, after := ' ', ' '
		if i > 0 {
			before = table[sample[i-1]]
		}
		if i+1 < len(sample) {
			after = table[sample[i+1]]
		}
		total += worth(table[c], before, after, known)
	}
	if high == 0 {
		return 0
	}
	return total / float64(high)
}

// worth judges one character between its neighbours.
func worth(r, before, after rune, known map[rune]float64) float64 {
	inWord := unicode.IsLetter(before) || unicode.IsLetter(after)
	switch {
	case r == utf8.RuneError || r < 0xA0:
		return -4
	case mixed(r, before) || mixed(r, after):
		return -2
	case known[r] > 0:
		if unicode.IsUpper(r) && (unicode.IsLower(before) || unicode.IsLower(after) && unicode.IsLetter(before) && !unicode.IsUpper(before)) {
			return -2 // a capital inside a word
		}
		if unicode.IsLower(r) && unicode.IsUpper(after) {
			return -1
		}
		switch {
		case !inWord:
			return 0.3
		case r < 0x250 && accented(before) && accented(after):
			return -1 // no language sets accent upon accent
		case r < 0x250 && (accented(before) || accented(after)):
			return 0.3
		}
		return known[r]
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return -1.5
	}
	return markWorth(r, before, after)
}

func accented(r rune) bool { return r >= 0xC0 && r < 0x250 && unicode.IsLetter(r) }

// mixed says whether two neighbours are letters of different scripts.
func mixed(r, next rune) bool {
	return unicode.IsLetter(r) && unicode.IsLetter(next) && (r > 0x2FF) != (next > 0x2FF)
}

// markWorth judges a mark: quotation marks at the edges of words, an apostrophe
// inside one, dashes and dots anywhere, signs not between letters.
func markWorth(r, before, after rune) float64 {
	between := unicode.IsLetter(before) && unicode.IsLetter(after)
	switch r {
	case '’':
		if unicode.IsLetter(before) || unicode.IsLetter(after) {
			return 1
		}
		return 0.2
	case '‘', '“', '„', '«', '‚', '¿', '¡':
		if !unicode.IsLetter(before) && after != ' ' {
			return 1
		}
		return -1
	case '”', '»':
		if before != ' ' && !unicode.IsLetter(after) {
			return 1
		}
		return -1
	case '–', '—', '…', '\u00a0', '•', '€', '°', '£', '§', '·':
		if between && r != '–' && r != '—' && r != '…' && r != '·' {
			return -1.5
		}
		return 0.7
	}
	if between {
		return -2
	}
	return -0.3
}
