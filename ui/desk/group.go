package desk

import (
	"sort"
	"strconv"
	"unicode/utf8"

	"verbatim/internal/transcript"
)

// A group is drawn only when it comes near the window. Measured: with groups
// of about this size scrolling costs a third of a frame less than without, and
// with single turns three times more.
const (
	groupParts  = 25
	groupPoints = 6000
)

// shortTurn is the length in code points below which a turn may be two lines
// or fewer. Such a turn keeps its speaker, number and count on one line, so
// that its first coding does not move the text below it.
const shortTurn = 160

// part is what stands in one section: a turn, a piece of a long turn, or a
// stretch of text without a turn.
type part struct {
	turn   int  // index, or transcript.NoTurn
	first  bool // the piece that carries the speaker
	goesOn bool // the turn goes on in the next piece
	start  int  // code points, of the whole turn
	end    int
	length int // of the words of the whole turn
	blocks []Block
}

// group is a run of parts that the browser lays out together.
type group struct {
	points int // code points, for the estimate of its height
	parts  []part
}

// parts gathers what is drawn of the blocks into turns. Labels are drawn as
// the speaker of the turn; a time is drawn before the words that follow it. A
// turn that a heading interrupts goes on below it.
func (t Text) parts() []part {
	var out []part
	firsts := map[int]int{} // index in out of each turn's first piece
	times := map[int]string{}
	for _, b := range t.Blocks {
		if n := len(out); n == 0 || out[n-1].turn != b.Turn {
			p := part{turn: b.Turn, first: true, start: b.Start}
			if at, begun := firsts[b.Turn]; begun && b.Turn != transcript.NoTurn {
				p.first = false
				out[at].goesOn = true
			} else {
				firsts[b.Turn] = n
			}
			out = append(out, p)
		}
		cur, first := &out[len(out)-1], &out[firsts[b.Turn]]
		if b.Turn == transcript.NoTurn {
			first = cur
		}
		first.end = b.Start + b.Length
		switch b.Kind {
		case transcript.Label:
			continue
		case transcript.Time:
			times[b.Turn] = b.Text
			continue
		}
		b.Time = times[b.Turn]
		delete(times, b.Turn)
		first.length += b.Length
		cur.blocks = append(cur.blocks, b)
	}
	return settle(out)
}

// settle moves the beginning of a turn that only stands above a heading, with
// its time or label, down to its first words.
func settle(parts []part) []part {
	out := parts[:0]
	var waiting *part
	for _, p := range parts {
		switch {
		case p.turn != transcript.NoTurn && p.first && p.goesOn && len(p.blocks) == 0:
			begun := p
			waiting = &begun
			continue
		case waiting != nil && p.turn == waiting.turn:
			p.first, p.start, p.end, p.length = true, waiting.start, waiting.end, waiting.length
			waiting = nil
		}
		out = append(out, p)
	}
	return out
}

// groups divides the text for drawing; a turn that is longer than a group is
// divided between its blocks.
func (t Text) groups() []group {
	var out []group
	cur := group{}
	flush := func() {
		if len(cur.parts) > 0 {
			out = append(out, cur)
			cur = group{}
		}
	}
	for _, p := range t.parts() {
		if len(cur.parts) >= groupParts || cur.points > 0 && cur.points+p.length > groupPoints {
			flush()
		}
		rest := p.blocks
		for cur.points+length(rest) > groupPoints && len(rest) > 1 {
			n, points := 1, rest[0].Length
			for n < len(rest)-1 && points+rest[n].Length <= groupPoints {
				points += rest[n].Length
				n++
			}
			piece := p
			piece.blocks, piece.goesOn = rest[:n], true
			cur.parts = append(cur.parts, piece)
			cur.points += points
			flush()
			p.first, rest = false, rest[n:]
		}
		p.blocks = rest
		cur.parts = append(cur.parts, p)
		cur.points += length(rest)
	}
	flush()
	return out
}

func length(blocks []Block) int {
	n := 0
	for _, b := range blocks {
		n += b.Length
	}
	return n
}

// counts gives for each turn the number of codings that touch it. parts are in
// the order of the text.
func counts(parts []part, codings []Coding) map[int]int {
	out := map[int]int{}
	for _, c := range codings {
		i := sort.Search(len(parts), func(i int) bool { return parts[i].end > c.Start })
		for ; i < len(parts) && parts[i].start < c.End; i++ {
			if parts[i].turn != transcript.NoTurn {
				out[parts[i].turn]++
			}
		}
	}
	return out
}

// gutter is the width of the column for speaker and number, in rem: enough
// for the longest label beside the highest number and a count, within reason.
func (t Text) gutter() string {
	longest := 0
	for _, turn := range t.Turns {
		longest = max(longest, utf8.RuneCountInString(turn.Speaker))
	}
	digits := len(strconv.Itoa(len(t.Turns)))
	pixels := 24 - 12 + 7*digits + 6 + 8*longest
	halves := min(max((pixels+7)/8, 7), 14)
	return strconv.FormatFloat(float64(halves)/2, 'g', -1, 64) + "rem"
}
