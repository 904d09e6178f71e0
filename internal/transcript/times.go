package transcript

import "strings"

// A stamp is a time as a transcript writes it: 0:03, [00:01:02], (1:02:03.5),
// #00:01:02-3#, [00:01:02 - 00:01:05], [05:22:54:48] with days in front.
type stamp struct {
	length  int // bytes it takes, brackets included
	start   int64
	end     int64
	ranged  bool // it gives an end as well
	closed  bool // it stands in brackets or hash marks
	hash    bool // #…#, which nothing but a transcription program writes
	clock   bool // hours are given
	decimal bool // parts of a second are given
	dated   bool // it is a day and hour, or an hour of the day: no time of a recording
}

// startMS is the start as blocks and turns hold it; nil for an hour of the day.
func (t stamp) startMS() *int64 {
	if t.dated {
		return nil
	}
	v := t.start
	return &v
}

// endMS is the end, or nil where only a start is given; an end before its
// start is dropped.
func (t stamp) endMS() *int64 {
	if !t.ranged || t.end < t.start {
		return nil
	}
	v := t.end
	return &v
}

var closers = map[byte]string{'[': "]", '(': ")", '<': ">", '{': "}", '#': "#"}

// stampAt reads the time that s begins with.
func stampAt(s string) (stamp, bool) {
	if s == "" {
		return stamp{}, false
	}
	if s[0] >= '0' && s[0] <= '9' || s[0] == '-' {
		t, ok := rangeAt(s)
		if ok && t.length < len(s) && (s[t.length] == '%' || s[t.length] == ':') {
			return stamp{}, false
		}
		return t, ok
	}
	var shut string
	open := 1
	if c, ok := closers[s[0]]; ok {
		shut = c
	} else if strings.HasPrefix(s, "（") {
		shut, open = "）", len("（")
	} else if strings.HasPrefix(s, "【") {
		shut, open = "】", len("【")
	} else {
		return stamp{}, false
	}
	i := open
	for i < len(s) && s[i] == ' ' {
		i++
	}
	t, ok := rangeAt(s[i:])
	if !ok {
		t, ok = dottedAt(s[i:])
	}
	if !ok {
		return stamp{}, false
	}
	i += t.length
	if half := halfDay(s[i:]); half > 0 {
		i += half
		t.dated = true
	}
	for i < len(s) && s[i] == ' ' {
		i++
	}
	if !strings.HasPrefix(s[i:], shut) {
		return stamp{}, false
	}
	t.length = i + len(shut)
	t.closed = true
	t.hash = s[0] == '#'
	return t, true
}

var rangeMarks = []string{"-->", "--", "->", "-", "–", "—", "→", "~"}

// rangeAt reads one clock, or two with a mark between them.
func rangeAt(s string) (stamp, bool) {
	t, ok := clockAt(s)
	if !ok {
		return t, false
	}
	i := t.length
	for i < len(s) && s[i] == ' ' {
		i++
	}
	for _, m := range rangeMarks {
		if !strings.HasPrefix(s[i:], m) {
			continue
		}
		j := i + len(m)
		for j < len(s) && s[j] == ' ' {
			j++
		}
		if u, ok := clockAt(s[j:]); ok {
			t.end, t.ranged, t.length = u.start, true, j+u.length
		}
		break
	}
	return t, true
}

// clockAt reads m:ss, h:mm:ss or d:hh:mm:ss, negative ones as well, with
// decimals after a point or comma, or tenths after a hyphen as f4 has them.
func clockAt(s string) (stamp, bool) {
	i, sign := 0, int64(1)
	if strings.HasPrefix(s, "-") {
		i, sign = 1, -1
	}
	var f [4]int64
	n := 0
	for n < 4 {
		j, v := i, int64(0)
		for j < len(s) && j-i < 4 && s[j] >= '0' && s[j] <= '9' {
			v = v*10 + int64(s[j]-'0')
			j++
		}
		if w := j - i; w == 0 || w > 3 || n > 0 && w != 2 {
			return stamp{}, false
		}
		f[n], i = v, j
		n++
		if i >= len(s) || s[i] != ':' || i+1 >= len(s) || s[i+1] < '0' || s[i+1] > '9' {
			break
		}
		if n < 4 {
			i++
		}
	}
	if n < 2 || f[n-1] > 59 || n > 2 && f[n-2] > 59 || n > 3 && f[n-3] > 23 {
		return stamp{}, false
	}
	t := stamp{clock: n > 2}
	seconds := f[n-1] + 60*f[n-2]
	if n > 2 {
		seconds += 3600 * f[n-3]
	}
	if n > 3 {
		seconds += 86400 * f[0]
	}
	ms, w := decimals(s[i:], n)
	t.decimal = w > 0
	t.start = sign * (seconds*1000 + ms)
	t.length = i + w
	return t, true
}

// decimals reads the part of a second at the start of s in milliseconds.
func decimals(s string, fields int) (ms int64, length int) {
	if s == "" || s[0] != '.' && s[0] != ',' && (s[0] != '-' || fields != 3) {
		return 0, 0
	}
	i, scale := 1, int64(100)
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		ms += int64(s[i]-'0') * scale
		scale /= 10
		i++
	}
	if i == 1 || s[0] == '-' && i != 2 || i < len(s) && s[i] == ':' {
		return 0, 0
	}
	return ms, i
}

// dottedAt reads h.mm.ss, which only counts inside brackets.
func dottedAt(s string) (stamp, bool) {
	if len(s) < 7 {
		return stamp{}, false
	}
	w := strings.IndexAny(s[:min(len(s), 16)], "]) >}#")
	if w < 0 {
		return stamp{}, false
	}
	if strings.Count(s[:w], ".") != 2 {
		return stamp{}, false
	}
	t, ok := clockAt(strings.ReplaceAll(s[:w], ".", ":"))
	return t, ok && t.length == w
}

// betweenStamps are what stands between two times in brackets that belong together:
// [35:27] to [35:44].
var betweenStamps = []string{"to", "tot", "bis", "until", "till", "à", "a", "al", "-", "–", "—", "→"}

// stampsAt reads a time as stampAt does, and takes a second one in brackets along
// that ends it.
func stampsAt(s string) (stamp, bool) {
	t, ok := stampAt(s)
	if !ok || !t.closed || t.ranged {
		return t, ok
	}
	rest := strings.TrimLeft(s[t.length:], " \u00a0")
	for _, word := range betweenStamps {
		after, found := strings.CutPrefix(rest, word)
		if !found {
			continue
		}
		after = strings.TrimLeft(after, " \u00a0")
		if u, ok := stampAt(after); ok && u.closed {
			t.length = len(s) - len(after) + u.length
			t.end, t.ranged = u.start, true
			return t, true
		}
	}
	return t, true
}

// onlyStamp reads s when it is a time, or the times from and to, and nothing else.
func onlyStamp(s string) (stamp, bool) {
	t, ok := stampsAt(s)
	if !ok || strings.Trim(s[t.length:], ":-– \t") != "" {
		return stamp{}, false
	}
	return t, true
}
