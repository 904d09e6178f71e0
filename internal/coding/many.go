package coding

import (
	"context"
	"database/sql"

	"verbatim/internal/codebook"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/people"
)

// MarkSegment marks a span that is not coded: something else hangs on it, a
// memo. It is a segment of its own even where codings mark the same words, so
// that neither stands in the way when the other is taken back.
func MarkSegment(ctx context.Context, tx *sql.Tx, m Mark) (int64, error) {
	doc, err := document.Get(ctx, tx, m.Document)
	if err != nil {
		return 0, err
	}
	return mark(ctx, tx, doc, m)
}

// Evaluate gives codings of the viewer's layer one valence, nil for none.
func Evaluate(ctx context.Context, tx *sql.Tx, v people.Viewer, valence *int, ids ...int64) error {
	for _, id := range ids {
		c, err := Get(ctx, tx, v, id)
		if err != nil {
			return err
		}
		if err := Annotate(ctx, tx, v, id, valence, c.Weight, c.Comment); err != nil {
			return err
		}
	}
	return nil
}

// RecodeAll gives codings of the viewer's layer another code, and reports how
// many changed. One whose words have that code already is joined with the one that
// has it: the words would have it twice.
func RecodeAll(ctx context.Context, tx *sql.Tx, v people.Viewer, code int64, ids ...int64) (changed int, err error) {
	to, err := codebook.Get(ctx, tx, code)
	if err != nil {
		return 0, err
	}
	if to.Category || !to.InUse() {
		return 0, fault.New(fault.Invalid, "“%s” cannot be applied: it is a category, or not in use any more. Choose another code.", to.Name)
	}
	for _, id := range ids {
		c, err := Get(ctx, tx, v, id)
		if err != nil {
			return 0, err
		}
		if err := writes(v, c.Layer); err != nil {
			return 0, err
		}
		if c.Code == code {
			continue
		}
		there, err := applied(ctx, tx, v, Mark{Document: c.Document, Start: c.Start, End: c.End}, code)
		if err != nil {
			return 0, err
		}
		if there != 0 {
			err = join(ctx, tx, double{c.ID, c.Segment, there})
		} else {
			_, err = tx.ExecContext(ctx, "UPDATE coding SET code = ?, defined = ? WHERE id = ?", code, to.Version, id)
		}
		if err != nil {
			return 0, err
		}
		changed++
	}
	return changed, nil
}
