package search

import (
	"verbatim/internal/document"
	"verbatim/internal/transcript"
)

// stretch is one unit of a document as blocks: the words of a turn, or one block
// that stands outside of turns. The number of a stretch is its place in the list
// that cut gives; the index keeps that number with each block.
type stretch struct {
	turn   int   // transcript.NoTurn for front text and headings
	blocks []int // indexes into the list that was cut
}

// searched reports whether a block's words are searched: labels and times are
// not, speaker: asks for those.
func searched(k transcript.Kind) bool {
	return k == transcript.Words || k == transcript.Heading || k == transcript.Front
}

// cut makes units of a document's blocks, in the order in which they begin.
func cut(blocks []document.Block) []stretch {
	out := make([]stretch, 0, len(blocks)/3+1)
	open, turn := -1, transcript.NoTurn // the turn that words were last added to
	for i := range blocks {
		b := &blocks[i]
		switch {
		case !searched(b.Kind):
			continue
		case b.Kind != transcript.Words || b.Turn < 0:
			out = append(out, stretch{transcript.NoTurn, []int{i}})
		case b.Turn == turn:
			out[open].blocks = append(out[open].blocks, i)
		default:
			open, turn = len(out), b.Turn
			out = append(out, stretch{b.Turn, []int{i}})
		}
	}
	return out
}

// pieces gives the blocks of a stretch to the evaluator.
func (s stretch) pieces(dst []piece, blocks []document.Block) []piece {
	for _, i := range s.blocks {
		dst = append(dst, piece{blocks[i].Start, blocks[i].Text, blocks[i].Sep})
	}
	return dst
}
