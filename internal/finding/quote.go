package finding

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"verbatim/internal/db"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
)

// Quote is a passage chosen for a finding.
type Quote struct {
	ID       int64
	GUID     string
	Finding  int64
	Segment  int64
	Position int  // from 1
	Contrary bool // evidence against; never on the participants' sheet
	Document int64
	Start    int
	End      int
	Exact    string
}

// Short is how URLs name the quote.
func (q Quote) Short() string { return guid.Short(q.GUID) }

const selectQuote = `SELECT q.id, q.guid, q.finding, q.segment, q.position, q.contrary, s.document, s.start, s.finish, s.exact
	FROM quote q JOIN segment s ON s.id = q.segment JOIN document d ON d.id = s.document`

func scanQuote(r db.Row) (q Quote, err error) {
	return q, r.Scan(&q.ID, &q.GUID, &q.Finding, &q.Segment, &q.Position, &q.Contrary, &q.Document, &q.Start, &q.End, &q.Exact)
}

// Quotes is the quotes of a finding in their order, those of documents in the
// trash included.
func Quotes(ctx context.Context, tx *sql.Tx, finding int64) ([]Quote, error) {
	return db.Query(ctx, tx, scanQuote, selectQuote+" WHERE q.finding = ? ORDER BY q.position, q.id", finding)
}

// AllQuotes is the quotes of every finding in their order, by finding; of
// documents that are not in the trash.
func AllQuotes(ctx context.Context, tx *sql.Tx) (map[int64][]Quote, error) {
	list, err := db.Query(ctx, tx, scanQuote, selectQuote+" WHERE d.trashed_at IS NULL ORDER BY q.position, q.id")
	out := map[int64][]Quote{}
	for _, q := range list {
		out[q.Finding] = append(out[q.Finding], q)
	}
	return out, err
}

// QuoteByShort is the quote that a URL names.
func QuoteByShort(ctx context.Context, tx *sql.Tx, short string) (Quote, error) {
	q, err := scanQuote(tx.QueryRowContext(ctx, selectQuote+" WHERE substr(q.guid, -12) = ?", short))
	if errors.Is(err, sql.ErrNoRows) {
		return q, fault.New(fault.NotFound, "This quote is not chosen any more.")
	}
	return q, err
}

// AddQuote chooses a segment for a finding, as the last of its quotes. One that
// is chosen already is left as it is.
func AddQuote(ctx context.Context, tx *sql.Tx, finding, segment int64) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO quote (guid, finding, segment, position)
		VALUES (?1, ?2, ?3, (SELECT coalesce(max(position), 0) + 1 FROM quote WHERE finding = ?2)) ON CONFLICT DO NOTHING`,
		guid.New(), finding, segment)
	if db.IsForeignKey(err) {
		return fault.New(fault.NotFound, "This passage is not there any more: its coding was removed. Load the page again.")
	}
	return err
}

// RemoveQuote takes a quote off its finding, and its segment when nothing else
// hangs on it.
func RemoveQuote(ctx context.Context, tx *sql.Tx, id int64) error {
	q, err := scanQuote(tx.QueryRowContext(ctx, selectQuote+" WHERE q.id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(fault.NotFound, "This quote is not chosen any more.")
	}
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM quote WHERE id = ?", id); err != nil {
		return err
	}
	return document.SweepSegment(ctx, tx, q.Segment)
}

// MoveQuote puts a quote before another of its finding (0 for last).
func MoveQuote(ctx context.Context, tx *sql.Tx, q Quote, before int64) error {
	list, err := Quotes(ctx, tx, q.Finding)
	if err != nil {
		return err
	}
	order := make([]int64, 0, len(list))
	for _, o := range list {
		if o.ID != q.ID {
			order = append(order, o.ID)
		}
	}
	at := slices.Index(order, before)
	if at < 0 {
		at = len(order)
	}
	return number(ctx, tx, "quote", slices.Insert(order, at, q.ID))
}

// SetContrary says whether a quote speaks against its finding.
func SetContrary(ctx context.Context, tx *sql.Tx, id int64, contrary bool) error {
	_, err := tx.ExecContext(ctx, "UPDATE quote SET contrary = ?1 WHERE id = ?2 AND contrary <> ?1", contrary, id)
	return err
}
