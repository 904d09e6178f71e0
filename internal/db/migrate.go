package db

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"sort"

	"verbatim/internal/fault"
)

// migrate runs the files of migrations that the database has not seen. Its
// user_version is the number of those it has.
func (d *DB) migrate(ctx context.Context, migrations fs.FS, keep func(*DB) error) error {
	names, err := fs.Glob(migrations, "*.sql")
	if err != nil {
		return err
	}
	sort.Strings(names)
	var have int
	if err := d.writer.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return err
	}
	if have > len(names) {
		return fault.New(fault.Invalid, "The file %s was made by a newer version of Verbatim. Open it with that version, or with a newer one.", d.Path)
	}
	if have == len(names) {
		return nil
	}
	if have > 0 && keep != nil {
		if err := keep(d); err != nil {
			return err
		}
	}
	for i := have; i < len(names); i++ {
		script, err := fs.ReadFile(migrations, names[i])
		if err != nil {
			return err
		}
		if err := d.step(ctx, i, string(script)); err != nil {
			return fmt.Errorf("migration %s: %w", names[i], err)
		}
	}
	return nil
}

// step runs one migration, unless another process ran it meanwhile.
func (d *DB) step(ctx context.Context, n int, script string) error {
	return d.Write(ctx, func(tx *sql.Tx) error {
		var have int
		if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
			return err
		}
		if have > n {
			return nil
		}
		if _, err := tx.ExecContext(ctx, script); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", n+1))
		return err
	})
}
