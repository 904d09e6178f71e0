package transcript

import (
	"html"
	"regexp"
	"strings"

	"verbatim/internal/fault"
)

// A cue is one caption: the voices in it with what they say.
type cue struct {
	start, end *int64
	said       []utterance
	raw        string // its text without voices, for labels in the text
}

// An utterance is what one voice says in a caption; an empty voice is unnamed.
type utterance struct{ voice, words string }

// readVTT reads WebVTT captions: voices in <v Name> tags, or "Name: words" in
// every caption. Consecutive captions of one speaker are one turn; the text is
// composed, one "Label: words" line a turn.
func readVTT(d *Draft, s string, ch Choices) error {
	if !vttHeader(s) {
		if !vttCue.MatchString(s) {
			return fault.New(fault.Unreadable, "This file is named as WebVTT captions but does not begin with WEBVTT. Export the captions again, or save the text as .txt.")
		}
		d.warn("The line WEBVTT that captions begin with is missing; they were read all the same")
		s = "WEBVTT\n\n" + s
	}
	cues, bad := vttCues(s)
	if bad > 0 {
		d.warn("%d captions end before they start; their text was kept without an end time", bad)
	}
	if len(cues) == 0 {
		return fault.New(fault.Unreadable, "There are no captions in this file.")
	}
	if n := unroll(cues); n > 0 {
		d.warn("%d lines left out that repeat the caption before, as rolling captions do", n)
	}
	composeCues(d, cues, ch)
	return nil
}

var vttCue = regexp.MustCompile(`(?m)^[ \t]*(?:\d+:)?\d{2}:\d{2}\.\d{3}[ \t]+-->[ \t]+(?:\d+:)?\d{2}:\d{2}\.\d{3}`)

func vttHeader(s string) bool {
	return strings.HasPrefix(s, "WEBVTT") && (len(s) == 6 || strings.ContainsRune(" \t\n", rune(s[6])))
}

// vttCues finds the captions; header, NOTE, STYLE and REGION blocks, cue names
// and settings are left out.
func vttCues(s string) (cues []cue, bad int) {
	lines := strings.Split(s, "\n")
	i := 1
	for i < len(lines) && strings.TrimSpace(lines[i]) != "" && !strings.Contains(lines[i], "-->") {
		i++
	}
	for i < len(lines) {
		l := strings.TrimSpace(lines[i])
		if start, end, ok := timing(l); ok {
			if end == nil {
				bad++
			}
			var text []string
			for i++; i < len(lines); i++ {
				t := strings.TrimRight(lines[i], " \t")
				if strings.TrimSpace(t) == "" {
					break
				}
				if _, _, ok := timing(t); ok || strings.Contains(t, "-->") {
					if n := len(text); n > 0 && cueName(text[n-1]) && ok {
						text = text[:n-1]
					}
					i--
					break
				}
				text = append(text, t)
			}
			c := cue{start: start, end: end, said: voices(strings.Join(text, "\n"))}
			for j := range c.said {
				c.raw = strings.TrimSpace(c.raw + " " + c.said[j].words)
			}
			if c.raw != "" {
				cues = append(cues, c)
			}
			i++
			continue
		}
		if l == "NOTE" || strings.HasPrefix(l, "NOTE ") || strings.HasPrefix(l, "NOTE\t") || l == "STYLE" || l == "REGION" {
			for i < len(lines) && strings.TrimSpace(lines[i]) != "" {
				i++
			}
			continue
		}
		i++
	}
	return cues, bad
}

// cueName says whether a line is the number or id of the caption below it.
func cueName(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsAny(s, " \t") {
		return false
	}
	return strings.Trim(s, "0123456789") == "" || len(s) > 30 && strings.Count(s, "-") >= 4
}

// timing reads "00:00:01.000 --> 00:00:02.000 align:start"; end is nil when it
// lies before the start.
func timing(s string) (start, end *int64, ok bool) {
	from, to, found := strings.Cut(s, "-->")
	if !found {
		return nil, nil, false
	}
	from, to = strings.TrimSpace(from), strings.TrimSpace(to)
	a, ok := clockAt(from)
	if !ok || a.length != len(from) {
		return nil, nil, false
	}
	b, ok := clockAt(to)
	if !ok {
		return nil, nil, false
	}
	if b.start >= a.start {
		end = b.startMS()
	}
	return a.startMS(), end, true
}

// voices takes the tags out of a caption's text and splits it by voice.
func voices(s string) []utterance {
	var out []utterance
	var b strings.Builder
	voice := ""
	flush := func() {
		if w := strings.Join(strings.Fields(html.UnescapeString(b.String())), " "); w != "" {
			out = append(out, utterance{voice, w})
		}
		b.Reset()
	}
	for len(s) > 0 {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		n := strings.IndexByte(s, '>')
		if n < 0 {
			if !tagStart(s) {
				b.WriteString(s)
			}
			break
		}
		tag := s[1:n]
		if !tagStart(s) {
			b.WriteByte('<')
			s = s[1:]
			continue
		}
		s = s[n+1:]
		name, arg, _ := strings.Cut(strings.ReplaceAll(tag, "\n", " "), " ")
		switch {
		case name == "v" || strings.HasPrefix(name, "v."):
			flush()
			voice = labelKey(html.UnescapeString(arg))
		case tag == "/v":
			flush()
			voice = ""
		}
	}
	flush()
	return out
}

// tagStart says whether s begins with a tag and not with a sign of its own.
func tagStart(s string) bool {
	if len(s) < 2 {
		return true
	}
	c := s[1]
	return c == '/' || c == '>' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || digit(c) || c == '.'
}

// unroll takes out the lines that rolling captions repeat, when most captions
// of the file begin with the whole of what the one before them ended with.
func unroll(cues []cue) int {
	repeats := 0
	for i := 1; i < len(cues); i++ {
		if overlap(cues[i-1].raw, cues[i].raw) {
			repeats++
		}
	}
	if repeats < 10 || share(repeats, len(cues)) < 0.6 {
		return 0
	}
	dropped := 0
	last := cues[0].raw
	for i := 1; i < len(cues); i++ {
		whole := cues[i].raw
		if overlap(last, whole) && len(cues[i].said) == 1 {
			rest := strings.TrimSpace(strings.TrimPrefix(whole, last))
			cues[i].raw, cues[i].said[0].words = rest, rest
			dropped++
			if rest == "" {
				cues[i].said = nil
				continue
			}
			last = rest
			continue
		}
		last = whole
	}
	return dropped
}

// overlap says whether b starts with all of a, at a word's end; a must be long
// enough not to be a chance "Yes".
func overlap(a, b string) bool {
	return len(a) > 8 && strings.HasPrefix(b, a) && (len(b) == len(a) || b[len(a)] == ' ')
}

// composeCues writes captions as turns.
func composeCues(d *Draft, cues []cue, ch Choices) {
	voiced := false
	for i := range cues {
		for _, s := range cues[i].said {
			voiced = voiced || s.voice != ""
		}
	}
	var labels *scan
	if !voiced && !ch.NoLabels {
		labels = scanCues(cues, ch)
	}
	banned := map[string]bool{}
	for _, n := range ch.NotSpeakers {
		banned[labelKey(n)] = true
	}
	w := cueWriter{builder: newBuilder(d, ch), last: -2}
	d.Pattern = "intake.pattern.none"
	if voiced && !ch.NoLabels {
		d.Pattern = "intake.pattern.voices"
	}
	blockOf := make([]int, len(cues))
	line := 0
	for i := range cues {
		w.start, w.end = cues[i].start, cues[i].end
		for _, s := range cues[i].said {
			voice, words := s.voice, s.words
			if labels != nil {
				if o, ok := labels.label(line); ok {
					voice, words = o.key, labels.page.lines[line].text[o.said():]
					d.Pattern = "intake.pattern.colon"
				}
				blockOf = append(blockOf[:min(line, len(blockOf))], len(d.Blocks))
				line++
			}
			switch {
			case ch.NoLabels:
				voice = ""
			case voice != "" && banned[voice] && labels == nil:
				voice, words = "", voice+": "+words
			}
			w.say(voice, words, cues[i].start, cues[i].end)
		}
	}
	w.close()
	if voiced {
		d.givenDoubts()
	}
	if labels != nil {
		d.Doubts = labels.doubts(func(l int) int { return min(blockOf[min(l, len(blockOf)-1)], max(0, len(d.Blocks)-1)) })
	}
}

// scanCues looks for "Name: words" in captions, a caption being a line.
func scanCues(cues []cue, ch Choices) *scan {
	var p page
	for i := range cues {
		for _, s := range cues[i].said {
			p.lines = append(p.lines, line{text: s.words, sep: "\n"})
		}
	}
	p.measure()
	return scanPage(&p, ch, leastCaption)
}

// cueWriter writes captions, opening a turn when the voice changes.
type cueWriter struct {
	*builder
	last int // the speaker of the turn being written; -2 before the first
}

func (w *cueWriter) say(voice, words string, start, end *int64) {
	if words == "" {
		return
	}
	speaker := -1
	if voice != "" {
		speaker = w.speaker(voice)
	}
	if speaker != w.last {
		w.close()
		w.openTurn(speaker, start)
		w.last = speaker
		if voice != "" {
			w.put(Block{Kind: Label, Text: voice + ":", Sep: " ", Turn: w.turn, StartMS: start})
		}
	}
	w.builder.start, w.builder.end = start, end
	w.words(words, " ", end)
}

// close ends the line of the turn being written.
func (w *cueWriter) close() {
	if n := len(w.draft.Blocks); n > 0 {
		w.draft.Blocks[n-1].Sep = "\n"
	}
}
