package transcript

import "strconv"

// symbolFonts say what the characters of fonts without letters look like, by
// code in the font. Word writes them as w:sym, with the code or 0xF000 more.
var symbolFonts = map[string]map[rune]rune{
	"Wingdings": {
		0x21: '✏', 0x22: '✂', 0x28: '☎', 0x2A: '✉', 0x3A: '💻', 0x41: '✌', 0x43: '👍', 0x44: '👎',
		0x46: '☞', 0x4A: '☺', 0x4B: '😐', 0x4C: '☹', 0x6C: '●', 0x6E: '■', 0x6F: '□', 0x71: '❑',
		0x75: '◆', 0x76: '❖', 0xA7: '▪', 0xA8: '◻', 0xDF: '←', 0xE0: '→', 0xE1: '↑', 0xE2: '↓',
		0xE7: '🡄', 0xE8: '➔', 0xEF: '⇦', 0xF0: '⇨', 0xF3: '⬄', 0xFB: '✗', 0xFC: '✓', 0xFD: '☒', 0xFE: '☑',
	},
	"Wingdings 2": {0x4F: '✗', 0x50: '✓', 0x51: '☒', 0x52: '☑', 0xA3: '☐'},
	"Wingdings 3": {0x66: '←', 0x67: '→', 0x68: '↑', 0x69: '↓'},
	"Webdings":    {0x61: '✔', 0x72: '✖'},
	"Symbol":      symbolFont(),
}

// symbolFont is Adobe's Symbol encoding, the letters and signs of it that texts
// use.
func symbolFont() map[rune]rune {
	m := map[rune]rune{}
	for i, r := range []rune("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ") {
		m[rune(0x41+i)] = r
	}
	for i, r := range []rune("αβχδεφγηιϕκλμνοπθρστυϖωξψζ") {
		m[rune(0x61+i)] = r
	}
	for code, r := range map[rune]rune{
		0x22: '∀', 0x24: '∃', 0x27: '∋', 0x2A: '∗', 0x2D: '−', 0x40: '≅', 0x5C: '∴', 0x5E: '⊥', 0x7E: '∼',
		0xA2: '′', 0xA3: '≤', 0xA4: '⁄', 0xA5: '∞', 0xAB: '↔', 0xAC: '←', 0xAD: '↑', 0xAE: '→', 0xAF: '↓',
		0xB0: '°', 0xB1: '±', 0xB2: '″', 0xB3: '≥', 0xB4: '×', 0xB5: '∝', 0xB6: '∂', 0xB7: '•', 0xB8: '÷',
		0xB9: '≠', 0xBA: '≡', 0xBB: '≈', 0xBC: '…', 0xC6: '∅', 0xC7: '∩', 0xC8: '∪', 0xCE: '∈', 0xCF: '∉',
		0xD2: '®', 0xD3: '©', 0xD4: '™', 0xD5: '∏', 0xD6: '√', 0xD7: '⋅', 0xD8: '¬', 0xD9: '∧', 0xDA: '∨',
		0xDB: '⇔', 0xDC: '⇐', 0xDD: '⇑', 0xDE: '⇒', 0xDF: '⇓', 0xE5: '∑', 0xF2: '∫',
	} {
		m[code] = r
	}
	return m
}

// symbol is the character that a w:sym element shows, or 0 when its code is
// none. A sign of an unknown font keeps its code, so that nothing is lost.
func symbol(font, char string) rune {
	code, err := strconv.ParseUint(char, 16, 32)
	r := rune(code)
	if err != nil || r < 0x20 || r > 0x10FFFF || r >= 0xD800 && r < 0xE000 || r&0xFFFE == 0xFFFE {
		return 0
	}
	low := r
	if low >= 0xF000 && low <= 0xF0FF {
		low -= 0xF000
	}
	if shown, ok := symbolFonts[font][low]; ok {
		return shown
	}
	if _, known := symbolFonts[font]; !known && low >= 0x20 && low < 0x7F {
		return low // an ordinary font, whose code is the character
	}
	return r
}
