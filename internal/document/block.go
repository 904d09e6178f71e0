package document

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"verbatim/internal/db"
	"verbatim/internal/text"
	"verbatim/internal/transcript"
)

// Block is one block of a document's newest version.
type Block struct {
	Seq     int // from 0
	Kind    transcript.Kind
	Turn    int // transcript.NoTurn for none
	Start   int // code points
	Length  int // code points of Text, without Sep
	Text    string
	Sep     string // what stands between this block and the next
	StartMS *int64
	EndMS   *int64
}

// End is the code point after the block's last, Sep not counted.
func (b Block) End() int { return b.Start + b.Length }

const selectBlock = "SELECT seq, kind, turn, start, length, words, sep, start_ms, end_ms FROM block WHERE body = ?"

func scanBlock(r db.Row) (b Block, err error) {
	return b, r.Scan(&b.Seq, &b.Kind, &b.Turn, &b.Start, &b.Length, &b.Text, &b.Sep, &b.StartMS, &b.EndMS)
}

// Blocks is all blocks of a document in order.
//
// The database hands over the text in one value and the numbers in another, a
// line for each block: the driver takes a lock for every column of every row,
// which for a long document was most of the time.
func Blocks(ctx context.Context, tx *sql.Tx, d Document) ([]Block, error) {
	var lines, whole string
	err := tx.QueryRowContext(ctx, `SELECT coalesce(group_concat(concat_ws(' ', kind, turn, start, length, coalesce(start_ms, -1), coalesce(end_ms, -1)), char(10)), ''),
		coalesce(group_concat(words || sep, ''), '') FROM (SELECT * FROM block WHERE body = ? ORDER BY seq)`, d.Body).Scan(&lines, &whole)
	if err != nil || lines == "" {
		return nil, err
	}
	list := make([]Block, 0, strings.Count(lines, "\n")+1)
	for line := range strings.Lines(lines) {
		b, err := blockOf(len(list), strings.TrimSuffix(line, "\n"))
		if err != nil {
			return nil, fmt.Errorf("block %d of body %d: %w", len(list), d.Body, err)
		}
		list = append(list, b)
	}
	// Blocks stand one after another without gaps: what is between the words of
	// one and the beginning of the next is the separator.
	for i := range list {
		cut := text.ByteAt(whole, list[i].Length)
		list[i].Text, whole = whole[:cut], whole[cut:]
		if i+1 == len(list) {
			list[i].Sep = whole
			break
		}
		gap := list[i+1].Start - list[i].End()
		if gap < 0 { // not in order, and the text would be cut at wrong places
			return nil, fmt.Errorf("block %d of body %d begins before the one ahead of it ends", i+1, d.Body)
		}
		cut = text.ByteAt(whole, gap)
		list[i].Sep, whole = whole[:cut], whole[cut:]
	}
	return list, nil
}

// blockOf reads the numbers of a block in a line of Blocks.
func blockOf(seq int, line string) (Block, error) {
	b := Block{Seq: seq}
	var n [6]int64
	for i := range n {
		var field string
		var err error
		field, line, _ = strings.Cut(line, " ")
		if n[i], err = strconv.ParseInt(field, 10, 64); err != nil {
			return b, err
		}
	}
	b.Kind, b.Turn, b.Start, b.Length = transcript.Kind(n[0]), int(n[1]), int(n[2]), int(n[3])
	if n[4] >= 0 {
		b.StartMS = &n[4]
	}
	if n[5] >= 0 {
		b.EndMS = &n[5]
	}
	return b, nil
}

// BlocksBetween is the blocks that touch [start,end), separators included.
func BlocksBetween(ctx context.Context, tx *sql.Tx, d Document, start, end int) ([]Block, error) {
	// Both ends by a look into the index on starts: a bare comparison would walk
	// the document from one of its ends.
	const last = "(SELECT seq FROM block WHERE body = ?1 AND start %s ORDER BY start DESC LIMIT 1)"
	return db.Query(ctx, tx, scanBlock, selectBlock+" AND seq BETWEEN coalesce("+fmt.Sprintf(last, "<= ?2")+", 0) AND "+
		fmt.Sprintf(last, "< ?3")+" ORDER BY seq", d.Body, start, max(end, start+1))
}

// BlockRange is the blocks first to last of a document, both included.
func BlockRange(ctx context.Context, tx *sql.Tx, d Document, first, last int) ([]Block, error) {
	return db.Query(ctx, tx, scanBlock, selectBlock+" AND seq BETWEEN ? AND ? ORDER BY seq", d.Body, first, last)
}

// Text is the code points [start,end) of a document, clamped to it.
func Text(ctx context.Context, tx *sql.Tx, d Document, start, end int) (string, error) {
	start, end = max(start, 0), min(end, d.Length)
	if end <= start {
		return "", nil
	}
	blocks, err := BlocksBetween(ctx, tx, d, start, end)
	return TextOf(blocks, start, end), err
}

// TextOf is the code points [start,end) of the text that some blocks in a row
// hold, clamped to them.
func TextOf(blocks []Block, start, end int) string {
	if len(blocks) == 0 {
		return ""
	}
	var b strings.Builder
	for _, bl := range blocks {
		b.WriteString(bl.Text)
		b.WriteString(bl.Sep)
	}
	return text.Slice(b.String(), start-blocks[0].Start, end-blocks[0].Start)
}
