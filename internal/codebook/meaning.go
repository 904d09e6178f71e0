package codebook

import (
	"context"
	"database/sql"
	"errors"

	"verbatim/internal/fault"
)

// Definition is what a code means, in words.
type Definition struct {
	Brief, Full, Inclusion, Exclusion, Example, CloseButNo string
}

// Definition is what the code means now.
func (c Code) Definition() Definition {
	return Definition{c.Brief, c.Full, c.Inclusion, c.Exclusion, c.Example, c.CloseButNo}
}

// nextVersion is the number of a code's next definition. Numbers of definitions
// that were taken back are not given again: codings were made under them.
func nextVersion(ctx context.Context, tx *sql.Tx, c Code) (int, error) {
	var most int
	err := tx.QueryRowContext(ctx, "SELECT coalesce(max(json_extract(after, '$.version')), 0) FROM change WHERE tbl = 'code' AND row = ?", c.ID).Scan(&most)
	return max(most, c.Version) + 1, err
}

// DefinitionAt is what a code meant in a version of its definition, out of the
// record; false where the record does not say.
func DefinitionAt(ctx context.Context, tx *sql.Tx, id int64, version int) (d Definition, known bool, err error) {
	var after sql.NullString
	err = tx.QueryRowContext(ctx, `SELECT after FROM change WHERE tbl = 'code' AND row = ? AND json_extract(after, '$.version') = ?
		ORDER BY id DESC LIMIT 1`, id, version).Scan(&after)
	if errors.Is(err, sql.ErrNoRows) {
		return d, false, nil
	}
	if err != nil {
		return d, false, err
	}
	row, err := columnsOf(after)
	if err != nil {
		return d, false, err
	}
	return Definition{row["brief"], row["full_definition"], row["inclusion"], row["exclusion"], row["example"], row["close_but_no"]}, true, nil
}

// MeansTheSame says that a code was only reworded since a version of its
// definition: what was coded under that one, or later, stands.
func MeansTheSame(ctx context.Context, tx *sql.Tx, id int64, since int) error {
	c, err := Get(ctx, tx, id)
	if err != nil {
		return err
	}
	if since < 1 || since > c.Version {
		return fault.New(fault.Invalid, "There is no version %d of the definition of “%s”. Load the page again.", since, c.Name)
	}
	_, err = tx.ExecContext(ctx, "UPDATE code SET meaning = ?1 WHERE id = ?2 AND meaning > ?1", since, id)
	return err
}
