package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// longestBlock is the most code points a block holds.
const longestBlock = 2000

// A builder writes a Draft block by block. Text before the first block waits
// in prefix, so that the blocks always add up to the whole text.
type builder struct {
	draft    *Draft
	choices  Choices
	prefix   string
	turn     int // the turn being written, or NoTurn
	speakers map[string]int
	waiting  []int // time blocks that belong to whatever comes next
	start    *int64
	end      *int64
}

func newBuilder(d *Draft, ch Choices) *builder {
	return &builder{draft: d, choices: ch, turn: NoTurn, speakers: map[string]int{}}
}

// speaker gives the index of the speaker behind a label.
func (b *builder) speaker(label string) int {
	name := label
	if n := strings.TrimSpace(b.choices.Names[label]); n != "" {
		name = n
	}
	i, ok := b.speakers[name]
	if !ok {
		i = len(b.draft.Speakers)
		b.speakers[name] = i
		b.draft.Speakers = append(b.draft.Speakers, Speaker{Name: name})
	}
	s := &b.draft.Speakers[i]
	known := false
	for _, l := range s.Labels {
		known = known || l == label
	}
	if !known {
		s.Labels = append(s.Labels, label)
		s.Interviewer = s.Interviewer || asksQuestions(label) || asksQuestions(name)
	}
	return i
}

// openTurn begins a turn; speaker -1 is nobody. Times that wait become its own.
func (b *builder) openTurn(speaker int, start *int64) {
	b.turn = len(b.draft.Turns)
	if len(b.waiting) == 0 {
		b.start, b.end = nil, nil // left from a turn without words
	}
	if start == nil {
		start = b.start
	}
	b.draft.Turns = append(b.draft.Turns, Turn{Speaker: speaker, StartMS: start})
	if speaker >= 0 {
		b.draft.Speakers[speaker].Turns++
	}
	b.settle()
}

// settle gives the waiting times to the current turn.
func (b *builder) settle() {
	for _, i := range b.waiting {
		b.draft.Blocks[i].Turn = b.turn
	}
	b.waiting = b.waiting[:0]
}

// wait puts a time that belongs to what comes next.
func (b *builder) wait(s, sep string, t stamp) {
	b.put(Block{Kind: Time, Text: s, Sep: sep, Turn: NoTurn, StartMS: t.startMS(), EndMS: t.endMS()})
	b.waiting = append(b.waiting, len(b.draft.Blocks)-1)
	b.start, b.end = t.startMS(), t.endMS()
}

// words puts what somebody said, with the time that waits for it.
func (b *builder) words(s, sep string, end *int64) {
	b.settle()
	if s == "" {
		b.space(sep)
		return
	}
	k := Words
	if b.turn == NoTurn {
		k = Front
	}
	if end == nil {
		end = b.end
	}
	b.put(Block{Kind: k, Text: s, Sep: sep, Turn: b.turn, StartMS: b.start, EndMS: end})
	b.start, b.end = nil, nil
}

// put adds a block, divided where it is too long. What the prefix holds goes in
// front of the first.
func (b *builder) put(k Block) {
	if len(k.Text) <= longestBlock || utf8.RuneCountInString(k.Text) <= longestBlock {
		b.add(k)
		return
	}
	pieces := divide(k.Text)
	for i, piece := range pieces {
		part := k
		part.Text = strings.TrimRightFunc(piece, unicode.IsSpace)
		part.Sep = piece[len(part.Text):]
		if i > 0 {
			part.StartMS = nil
		}
		if i < len(pieces)-1 {
			part.EndMS = nil
		} else {
			part.Sep += k.Sep
		}
		if part.Text == "" {
			b.space(part.Sep)
			continue
		}
		b.add(part)
	}
}

func (b *builder) add(k Block) {
	if b.prefix != "" {
		k.Text, b.prefix = b.prefix+k.Text, ""
	}
	b.draft.Blocks = append(b.draft.Blocks, k)
}

// space adds white space after the last block.
func (b *builder) space(s string) {
	if n := len(b.draft.Blocks); n > 0 {
		b.draft.Blocks[n-1].Sep += s
	} else {
		b.prefix += s
	}
}

// divide cuts a long text into pieces of at most longestBlock code points, at
// the ends of sentences where there are any, else at white space.
func divide(s string) []string {
	var pieces []string
	start, end, points := 0, 0, 0
	flush := func() {
		if end > start {
			pieces = append(pieces, s[start:end])
			start, points = end, 0
		}
	}
	seg := sentences.FromString(s)
	for seg.Next() {
		v := seg.Value()
		n := utf8.RuneCountInString(v)
		if points+n > longestBlock {
			flush()
		}
		for n > longestBlock {
			cut := hardCut(v)
			n -= utf8.RuneCountInString(v[:cut])
			end += cut
			flush()
			v = v[cut:]
		}
		end += len(v)
		points += n
	}
	end = len(s)
	flush()
	return pieces
}

// hardCut is the byte to cut an overlong sentence at: after the last white
// space within reach, else before a character that stands by itself.
func hardCut(s string) int {
	points, space, solid := 0, 0, 0
	for i, r := range s {
		if points == longestBlock {
			break
		}
		if !unicode.IsMark(r) && r != '\u200d' && i > 0 {
			solid = i
		}
		if unicode.IsSpace(r) {
			space = i + utf8.RuneLen(r)
		}
		points++
	}
	if space > 0 {
		return space
	}
	if solid > 0 {
		return solid
	}
	return len(s)
}
