package search

import (
	"context"
	"database/sql"

	"verbatim/internal/db"
	"verbatim/internal/document"
	"verbatim/internal/transcript"
)

// searchable is the blocks of a text whose words are searched, from block first
// to block last. It reads only what the evaluator needs: labels and times are
// half of the rows of an interview.
func searchable(ctx context.Context, tx *sql.Tx, body int64, first, last int) ([]document.Block, error) {
	rows, err := tx.QueryContext(ctx, `SELECT seq, kind, turn, start, words, sep FROM block
		WHERE body = ? AND seq BETWEEN ? AND ? AND kind IN (?, ?, ?) ORDER BY seq`,
		body, first, last, transcript.Words, transcript.Heading, transcript.Front)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var out []document.Block
	for rows.Next() {
		var b document.Block
		if err := rows.Scan(&b.Seq, &b.Kind, &b.Turn, &b.Start, &b.Text, &b.Sep); err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, rows.Err()
}

// speakersOf is who speaks in each turn of a text, by the ordinal of the speaker,
// -1 for nobody; with only other than none, in that turn alone.
func speakersOf(ctx context.Context, tx *sql.Tx, body int64, only int) (map[int]int, error) {
	type row struct{ turn, speaker int }
	query, args := "SELECT seq, speaker FROM turn WHERE body = ?", []any{body}
	if only != transcript.NoTurn {
		query, args = query+" AND seq = ?", append(args, only)
	}
	list, err := db.Query(ctx, tx, func(r db.Row) (v row, err error) { return v, r.Scan(&v.turn, &v.speaker) }, query, args...)
	out := make(map[int]int, len(list))
	for _, r := range list {
		out[r.turn] = r.speaker
	}
	return out, err
}

// bodyHashes is the hash of every text that is stored whole.
func bodyHashes(ctx context.Context, tx *sql.Tx) (map[int64]string, error) {
	type row struct {
		id   int64
		hash string
	}
	list, err := db.Query(ctx, tx, func(r db.Row) (v row, err error) { return v, r.Scan(&v.id, &v.hash) },
		"SELECT id, hash FROM body WHERE hash IS NOT NULL")
	out := make(map[int64]string, len(list))
	for _, r := range list {
		out[r.id] = r.hash
	}
	return out, err
}

// documentsTouched reports whether the history holds a change of a document, or
// of its text, after this entry.
func documentsTouched(ctx context.Context, tx *sql.Tx, after int64) (any bool, err error) {
	err = tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM change WHERE entry > ? AND tbl IN ('document', 'version'))", after).Scan(&any)
	return any, err
}
