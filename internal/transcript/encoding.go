package transcript

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode/utf32"
)

// decoded is a text file as characters.
type decoded struct {
	text    string // LF line ends, no leading byte-order mark, no NULs
	charset string
	bad     int  // bytes that could not be decoded, each now U+FFFD
	nuls    int  // NULs dropped
	guessed bool // the file does not say its encoding and it is not UTF-8
}

// decode finds the encoding of a text file: its byte-order mark, else valid
// UTF-8, else UTF-16 or 32 by the pattern of its zeros, else UTF-8 with damage,
// else the code page whose letters fit best.
func decode(data []byte) decoded {
	d := decodeRaw(data)
	d.text, d.nuls = clean(d.text)
	return d
}

func decodeRaw(data []byte) decoded {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return utf8Text(data[3:])
	case bytes.HasPrefix(data, []byte("\xFF\xFE\x00\x00")) && len(data)%4 == 0:
		return utf32Text(data[4:], false)
	case bytes.HasPrefix(data, []byte("\x00\x00\xFE\xFF")):
		return utf32Text(data[4:], true)
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return utf16Text(data[2:], false)
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return utf16Text(data[2:], true)
	}
	if d, ok := zeroPattern(data); ok {
		return d
	}
	if utf8.Valid(data) {
		return decoded{text: string(data), charset: "utf-8"}
	}
	good, bad := countUTF8(data)
	if bad <= good || bad*1000 < len(data) && good > 0 {
		return utf8Text(data)
	}
	return codePageText(data)
}

// utf8Text takes data as UTF-8, every bad byte as U+FFFD.
func utf8Text(data []byte) decoded {
	d := decoded{charset: "utf-8"}
	if utf8.Valid(data) {
		d.text = string(data)
		return d
	}
	var b strings.Builder
	b.Grow(len(data) + 64)
	for len(data) > 0 {
		r, w := utf8.DecodeRune(data)
		if r == utf8.RuneError && w == 1 {
			d.bad++
		}
		b.WriteRune(r)
		data = data[w:]
	}
	d.text = b.String()
	return d
}

// countUTF8 counts well-formed sequences of several bytes and bad bytes.
func countUTF8(data []byte) (good, bad int) {
	for len(data) > 0 {
		if data[0] < utf8.RuneSelf {
			data = data[1:]
			continue
		}
		r, w := utf8.DecodeRune(data)
		if r == utf8.RuneError && w == 1 {
			bad++
		} else {
			good++
		}
		data = data[w:]
	}
	return good, bad
}

func utf16Text(data []byte, big bool) decoded {
	d := decoded{charset: "utf-16le"}
	if big {
		d.charset = "utf-16be"
	}
	if len(data)%2 == 1 {
		d.bad++
		data = data[:len(data)-1]
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		if big {
			units[i] = uint16(data[2*i])<<8 | uint16(data[2*i+1])
		} else {
			units[i] = uint16(data[2*i+1])<<8 | uint16(data[2*i])
		}
	}
	for i := 0; i < len(units); i++ {
		if !utf16.IsSurrogate(rune(units[i])) {
			continue
		}
		if i+1 < len(units) && utf16.DecodeRune(rune(units[i]), rune(units[i+1])) != utf8.RuneError {
			i++
			continue
		}
		d.bad++
	}
	d.text = string(utf16.Decode(units))
	return d
}

func utf32Text(data []byte, big bool) decoded {
	d := decoded{charset: "utf-32le"}
	order := utf32.LittleEndian
	if big {
		d.charset, order = "utf-32be", utf32.BigEndian
	}
	out, _ := utf32.UTF32(order, utf32.IgnoreBOM).NewDecoder().Bytes(data)
	d.text = strings.ToValidUTF8(string(out), "\ufffd")
	d.bad = strings.Count(d.text, "\ufffd")
	return d
}

// zeroPattern recognises UTF-16 and UTF-32 without a mark by where their zero
// bytes stand.
func zeroPattern(data []byte) (decoded, bool) {
	sample := data[:min(len(data), 4096)&^3]
	if len(sample) < 4 {
		return decoded{}, false
	}
	var zeros [4]int
	for i, c := range sample {
		if c == 0 {
			zeros[i%4]++
		}
	}
	quarter := len(sample) / 4
	many := func(n int) bool { return n*10 >= quarter*6 }
	few := func(n int) bool { return n*20 <= quarter }
	switch {
	case len(data)%4 == 0 && many(zeros[2]) && many(zeros[3]) && zeros[3] == quarter && few(zeros[0]):
		return utf32Text(data, false), true
	case len(data)%4 == 0 && many(zeros[0]) && many(zeros[1]) && zeros[0] == quarter && few(zeros[3]):
		return utf32Text(data, true), true
	case few(zeros[0]+zeros[2]) && zeros[1]+zeros[3] > 0 && many(zeros[1]) && many(zeros[3]):
		return utf16Text(data, false), true
	case few(zeros[1]+zeros[3]) && zeros[0]+zeros[2] > 0 && many(zeros[0]) && many(zeros[2]):
		return utf16Text(data, true), true
	}
	// Scripts with few zeros still have their line ends and spaces.
	if len(data)%2 != 0 {
		return decoded{}, false
	}
	little, big, controls := 0, 0, 0
	for _, c := range sample {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' {
			controls++
		}
	}
	odd := !utf8.Valid(data) || controls*10 > len(sample)
	for i := 0; i+1 < len(sample); i += 2 {
		if sample[i+1] == 0 && (sample[i] == '\n' || sample[i] == ' ' || sample[i] == ':') {
			little++
		}
		if sample[i] == 0 && (sample[i+1] == '\n' || sample[i+1] == ' ' || sample[i+1] == ':') {
			big++
		}
	}
	least := len(sample) / 200
	switch {
	case little > max(2, least) && big == 0 && odd:
		return utf16Text(data, false), true
	case big > max(2, least) && little == 0 && odd:
		return utf16Text(data, true), true
	}
	return decoded{}, false
}

// codePageText chooses among the code pages of Windows, the Mac and DOS by how
// well their letters fit (codepage.go), and asks the detector for the encodings
// of several bytes.
func codePageText(data []byte) decoded {
	sample := data[:min(len(data), 64<<10)]
	best, points := bestCodePage(sample)
	if d, ok := manyBytes(data, sample, points); ok {
		return d
	}
	out, _ := best.chars.NewDecoder().Bytes(data)
	d := decoded{text: string(out), charset: best.name, guessed: true}
	d.bad = strings.Count(d.text, "\ufffd")
	return d
}

// manyBytes tries the encodings of Chinese, Japanese and Korean when the high
// bytes stand in long runs.
func manyBytes(data, sample []byte, points float64) (decoded, bool) {
	if meanRun(sample) < 1.9 {
		return decoded{}, false
	}
	r := chardet.Detect(sample)
	switch strings.ToLower(r.Encoding) {
	case "gb2312", "gb18030", "gbk", "big5", "euc-jp", "shift_jis", "shift-jis", "euc-kr", "euc-tw", "iso-2022-jp", "iso-2022-kr", "cp949", "cp932", "johab", "uhc":
	default:
		return decoded{}, false
	}
	if r.Confidence < 0.6 || points > 0.8 && r.Confidence < 0.95 {
		return decoded{}, false
	}
	label := strings.ToLower(r.Encoding)
	switch label {
	case "gb2312":
		label = "gb18030"
	case "cp949", "uhc":
		label = "euc-kr"
	case "cp932":
		label = "shift_jis"
	}
	enc, name := charset.Lookup(label)
	if enc == nil {
		return decoded{}, false
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return decoded{}, false
	}
	d := decoded{text: string(out), charset: name, guessed: true}
	d.bad = strings.Count(d.text, "\ufffd")
	return d, d.bad*100 < len(data)
}

// meanRun is the mean length of the runs of high bytes.
func meanRun(data []byte) float64 {
	runs, high := 0, 0
	in := false
	for _, c := range data {
		if c >= 0x80 {
			high++
			if !in {
				runs++
			}
		}
		in = c >= 0x80
	}
	return share(high, runs)
}
