package document

import (
	"context"
	"database/sql"
)

// SweepSegment deletes a segment that nothing hangs on any more: no coding, no quote,
// frozen or not, no memo and no link. Whoever takes one of these away calls it after.
func SweepSegment(ctx context.Context, tx *sql.Tx, segment int64) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM segment WHERE id = ?1
		AND NOT EXISTS (SELECT 1 FROM coding WHERE segment = ?1)
		AND NOT EXISTS (SELECT 1 FROM quote WHERE segment = ?1)
		AND NOT EXISTS (SELECT 1 FROM frozen_quote WHERE segment = ?1)
		AND NOT EXISTS (SELECT 1 FROM memo WHERE segment = ?1)
		AND NOT EXISTS (SELECT 1 FROM link WHERE source = ?1)
		AND NOT EXISTS (SELECT 1 FROM link WHERE target = ?1)`, segment)
	return err
}
