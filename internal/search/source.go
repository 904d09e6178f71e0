package search

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/transcript"
)

// source reads the units of one document.
type source struct {
	f        *finder
	doc      *document.Document
	few      bool               // few units are read: turns are looked up one by one
	speakers []document.Speaker // read when first asked for
	turns    map[int]int        // who speaks in a turn
	marks    []mark
}

// ruledOut reports whether no unit of the document can answer, by its name and
// its speakers.
func (s *source) ruledOut() (bool, error) {
	if s.f.names && s.speakers == nil {
		if err := s.readSpeakers(); err != nil {
			return false, err
		}
	}
	return s.f.bound.about(s.f.q.root, s.doc.ID, s.speakers) == never, nil
}

func (s *source) readSpeakers() (err error) {
	s.speakers, err = document.Speakers(s.f.ctx, s.f.tx, s.doc.ID)
	if s.speakers == nil {
		s.speakers = []document.Speaker{}
	}
	return err
}

func (s *source) readMarks() error {
	list, err := s.f.seen.list(s.f.ctx, s.f.tx, coding.Filter{Document: s.doc.ID})
	for _, c := range list {
		s.marks = append(s.marks, mark{c.Start, c.End, c.Code})
	}
	return err
}

// speaker is who speaks in a turn, the zero Speaker where nobody does.
func (s *source) speaker(turn int) (sp document.Speaker, err error) {
	if turn == transcript.NoTurn {
		return sp, nil
	}
	if s.speakers == nil {
		if err := s.readSpeakers(); err != nil {
			return sp, err
		}
	}
	if _, known := s.turns[turn]; !known {
		only := transcript.NoTurn
		if s.few {
			only = turn
		}
		read, err := speakersOf(s.f.ctx, s.f.tx, s.doc.Body, only)
		if err != nil {
			return sp, err
		}
		if s.turns == nil {
			s.turns = map[int]int{}
		}
		maps.Copy(s.turns, read)
	}
	if o, ok := s.turns[turn]; ok && o >= 0 && o < len(s.speakers) {
		sp = s.speakers[o]
	}
	return sp, nil
}

// all asks every unit, or those whose number is wanted, reading the whole text.
func (s *source) all(want map[int]bool, perSpeaker map[string]int) error {
	blocks, err := searchable(s.f.ctx, s.f.tx, s.doc.Body, 0, math.MaxInt32)
	if err != nil {
		return err
	}
	for n, st := range cut(blocks) {
		if want != nil && !want[n] {
			continue
		}
		if err := s.ask(st, blocks, perSpeaker); err != nil {
			return err
		}
		if s.f.enough() {
			s.f.result.More = true
			return nil
		}
	}
	return nil
}

// some asks the units with these numbers, reading their blocks only.
func (s *source) some(numbers []int, perSpeaker map[string]int) error {
	base := s.f.window.bodies[s.doc.Body].base
	for _, n := range numbers {
		u := base + uint32(n)
		first, last := s.f.window.first[u], s.f.window.last[u]
		if first == none {
			continue
		}
		blocks, err := searchable(s.f.ctx, s.f.tx, s.doc.Body, int(first), int(last))
		if err != nil {
			return err
		}
		if list := cut(blocks); len(list) > 0 {
			if err := s.ask(list[0], blocks, perSpeaker); err != nil {
				return err
			}
		}
		if s.f.enough() {
			s.f.result.More = true
			return nil
		}
	}
	return nil
}

// called is under what name a speaker is counted: two interviews may both have
// an R, who are two people.
func (f *finder) called(who document.Speaker) (_ string, err error) {
	if who.Participant == 0 {
		return who.Name, nil
	}
	if f.people == nil {
		f.people, err = participants(f.ctx, f.tx)
	}
	return cmp.Or(f.people[who.Participant], who.Name), err
}

// ask puts the query to one unit and notes the answer.
func (s *source) ask(st stretch, blocks []document.Block, perSpeaker map[string]int) error {
	f := s.f
	u := &f.unit
	u.document, u.language, u.speaker, u.marks = s.doc.ID, s.doc.Language, 0, u.marks[:0]
	u.pieces = st.pieces(u.pieces[:0], blocks)
	var who document.Speaker
	var err error
	if f.names {
		if who, err = s.speaker(st.turn); err != nil {
			return err
		}
		u.speaker = who.ID
	}
	for _, m := range s.marks {
		if m.end > u.pieces[0].start {
			u.marks = append(u.marks, m)
		}
	}
	spans := f.eval.spans(u)
	if len(spans) == 0 {
		return nil
	}
	if !f.names {
		if who, err = s.speaker(st.turn); err != nil {
			return err
		}
	}
	first := f.result.Total
	f.result.Total += len(spans)
	f.result.Turns++
	if who.Name != "" {
		name, err := f.called(who)
		if err != nil {
			return err
		}
		perSpeaker[name] += len(spans)
	}
	if !f.o.Rank && f.o.Limit > 0 && (f.result.Total <= f.o.Offset || first >= f.o.Offset+f.o.Limit) {
		if f.result.Total <= f.o.Offset {
			f.passed = f.result.Total
		}
		return nil // counted, never shown
	}
	found := finding{doc: s.doc, turn: st.turn, speaker: who.Name, spans: spans, pieces: slices.Clone(u.pieces)}
	if f.o.Rank {
		found.counts, found.length = f.eval.counts(), len(f.eval.words.tokens)
	}
	f.found = append(f.found, found)
	return nil
}
