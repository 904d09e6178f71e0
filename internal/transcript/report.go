package transcript

import (
	"fmt"
	"strings"

	"verbatim/internal/text"
)

// A Report is what `inspect --json` says of a file, a line a file; the preview
// of an import shows the same. Field names are part of the contract.
type Report struct {
	File            string         `json:"file"`
	Format          string         `json:"format"`
	Encoding        string         `json:"encoding"`
	Language        string         `json:"language"`
	Speakers        []string       `json:"speakers"`
	Turns           int            `json:"turns"`
	Words           int            `json:"words"`
	Characters      int            `json:"characters"`
	Length          int            `json:"length"`
	FrontCharacters int            `json:"front_characters"`
	TurnsPerSpeaker map[string]int `json:"turns_per_speaker"`
	FirstTurn       *TurnReport    `json:"first_turn"`
	LastTurn        *TurnReport    `json:"last_turn"`
	Warnings        []string       `json:"warnings"`
	Error           *ErrorReport   `json:"error"`
}

// A TurnReport shows one turn; its text is cut at 240 code points.
type TurnReport struct {
	Speaker string `json:"speaker"`
	StartMS *int64 `json:"start_ms"`
	Text    string `json:"text"`
}

// An ErrorReport says why a file is not read.
type ErrorReport struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// shownTurn is how many code points of a turn a report shows.
const shownTurn = 240

// Report counts the draft. Words and characters are those spoken: without
// labels, times, headings, front text and markup.
func (d *Draft) Report() Report {
	r := Report{
		File: d.Name, Format: d.Format, Encoding: d.Encoding, Language: d.Language,
		Speakers: []string{}, Turns: len(d.Turns), Length: d.Length(),
		TurnsPerSpeaker: map[string]int{}, Warnings: []string{},
	}
	for i := range d.Speakers {
		if d.Speakers[i].Turns > 0 {
			r.Speakers = append(r.Speakers, d.Speakers[i].Name)
		}
	}
	for i := range d.Turns {
		r.TurnsPerSpeaker[d.speakerName(i)]++
	}
	before := true
	for i := range d.Blocks {
		b := &d.Blocks[i]
		switch {
		case b.Turn != NoTurn:
			before = false
			if b.Kind == Words {
				r.Words += text.Words(b.Text)
				r.Characters += text.Characters(b.Text)
			}
		case before:
			r.FrontCharacters += text.Characters(b.Text)
		}
	}
	for _, w := range d.Warnings {
		r.Warnings = append(r.Warnings, w.String())
	}
	if n := len(d.Turns); n > 0 {
		r.FirstTurn = d.turnReport(0)
		r.LastTurn = d.turnReport(n - 1)
	}
	return r
}

func (d *Draft) turnReport(turn int) *TurnReport {
	return &TurnReport{Speaker: d.speakerName(turn), StartMS: d.Turns[turn].StartMS, Text: text.Cut(d.TurnText(turn), shownTurn)}
}

func (d *Draft) speakerName(turn int) string {
	if s := d.Turns[turn].Speaker; s >= 0 {
		return d.Speakers[s].Name
	}
	return ""
}

// TurnText is the words of a turn as they stand.
func (d *Draft) TurnText(turn int) string {
	var b strings.Builder
	for i := range d.Blocks {
		k := &d.Blocks[i]
		if k.Turn == turn && k.Kind == Words {
			b.WriteString(k.Text)
			b.WriteString(k.Sep)
		} else if k.Turn > turn {
			break
		}
	}
	return b.String()
}

// String is the warning in English.
func (w Warning) String() string { return fmt.Sprintf(w.Format, w.Args...) }
