package history

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"verbatim/internal/db"
)

// unrecorded are the tables that hold no change of a person's: the record
// itself, content named by hash, and bookkeeping that nobody undoes. Every
// other table is recorded.
var unrecorded = []string{
	"entry", "change", "open_entry", "undone", "never",
	"original", "body", "block", "turn",
	"place", "export_log",
}

// Recorded names the tables that are recorded, in order.
func Recorded(ctx context.Context, tx *sql.Tx) ([]string, error) {
	names, err := db.Query(ctx, tx, func(r db.Row) (name string, err error) { return name, r.Scan(&name) },
		`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name`)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(names, func(n string) bool { return slices.Contains(unrecorded, n) }), nil
}

// Install makes the triggers that record each change, or makes them anew where
// a table has changed. Writing to a recorded table outside an entry fails: the
// change would belong to no entry.
func Install(ctx context.Context, d *db.DB) error {
	var stale bool
	err := d.Read(ctx, func(tx *sql.Tx) error {
		want, have, err := compare(ctx, tx)
		stale = !maps.Equal(want, have)
		return err
	})
	if err != nil || !stale {
		return err
	}
	return d.Write(ctx, func(tx *sql.Tx) error {
		want, have, err := compare(ctx, tx)
		if err != nil {
			return err
		}
		for name, body := range have {
			if want[name] != body {
				if _, err := tx.ExecContext(ctx, `DROP TRIGGER "`+name+`"`); err != nil {
					return err
				}
			}
		}
		for name, body := range want {
			if have[name] != body {
				if _, err := tx.ExecContext(ctx, body); err != nil {
					return fmt.Errorf("trigger %s: %w", name, err)
				}
			}
		}
		return nil
	})
}

// compare gives the SQL of each trigger by its name, as it should be and as it is.
func compare(ctx context.Context, tx *sql.Tx) (want, have map[string]string, err error) {
	if want, err = triggers(ctx, tx); err != nil {
		return nil, nil, err
	}
	have, err = installed(ctx, tx)
	return want, have, err
}

func installed(ctx context.Context, tx *sql.Tx) (map[string]string, error) {
	type trigger struct{ name, body string }
	list, err := db.Query(ctx, tx, func(r db.Row) (t trigger, err error) { return t, r.Scan(&t.name, &t.body) },
		`SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'record\_%' ESCAPE '\'`) // a schema may have its own
	out := map[string]string{}
	for _, t := range list {
		out[t.name] = t.body
	}
	return out, err
}

// triggers is the SQL of every trigger by its name.
func triggers(ctx context.Context, tx *sql.Tx) (map[string]string, error) {
	tables, err := Recorded(ctx, tx)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, table := range tables {
		cols, err := columns(ctx, tx, table)
		if err != nil {
			return nil, err
		}
		var differs []string
		for _, c := range cols {
			differs = append(differs, fmt.Sprintf("old.%[1]s IS NOT new.%[1]s", c))
		}
		record := func(event, when, row, before, after string) {
			name := "record_" + table + "_" + strings.ToLower(event)
			out[name] = fmt.Sprintf(`CREATE TRIGGER "%s" AFTER %s ON "%s"%s BEGIN INSERT INTO change (entry, tbl, row, before, after) VALUES ((SELECT entry FROM open_entry), '%s', %s, %s, %s); END`,
				name, event, table, when, table, row, before, after)
		}
		record("INSERT", "", "new.id", "NULL", object("new.", cols))
		record("UPDATE", " WHEN "+strings.Join(differs, " OR "), "old.id", object("old.", cols), object("new.", cols))
		record("DELETE", "", "old.id", object("old.", cols), "NULL")
	}
	return out, nil
}

func columns(ctx context.Context, tx *sql.Tx, table string) ([]string, error) {
	return db.Query(ctx, tx, func(r db.Row) (name string, err error) { return name, r.Scan(&name) },
		"SELECT name FROM pragma_table_info(?) ORDER BY cid", table)
}

// object is the SQL of a row as a JSON object.
func object(prefix string, cols []string) string {
	var parts []string
	for _, c := range cols {
		parts = append(parts, "'"+c+"', "+prefix+c)
	}
	return "json_object(" + strings.Join(parts, ", ") + ")"
}

// A Change is one row of one table before and after. Nil: it was not there.
type Change struct {
	Table         string
	Row           int64
	Before, After map[string]any // values: nil, string, int64 or float64

	before, after sql.NullString
	kept          sql.NullString
}

// Erased reports whether the rows were replaced by their digest.
func (c Change) Erased() bool { return c.kept.Valid }

func (c Change) digest() string {
	if c.kept.Valid {
		return c.kept.String
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%d\n%t %d:%s\n%t %d:%s", c.Table, c.Row,
		c.before.Valid, len(c.before.String), c.before.String, c.after.Valid, len(c.after.String), c.after.String)
	return hex.EncodeToString(h.Sum(nil))
}

// Changes is what the entry changed, in order. It is not read again of an entry
// that was made just now.
func (e Entry) Changes(ctx context.Context, tx *sql.Tx) (list []Change, err error) {
	if list = e.made; list == nil {
		if list, err = changesOf(ctx, tx, e.ID); err != nil {
			return nil, err
		}
	}
	for i := range list {
		if list[i].Before, err = decode(list[i].before); err != nil {
			return nil, err
		}
		if list[i].After, err = decode(list[i].after); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func changesOf(ctx context.Context, tx *sql.Tx, entry int64) ([]Change, error) {
	return db.Query(ctx, tx, func(r db.Row) (c Change, err error) {
		return c, r.Scan(&c.Table, &c.Row, &c.before, &c.after, &c.kept)
	}, "SELECT tbl, row, before, after, digest FROM change WHERE entry = ? ORDER BY id", entry)
}

// decode reads a recorded row, whole numbers as int64.
func decode(s sql.NullString) (map[string]any, error) {
	if !s.Valid {
		return nil, nil
	}
	dec := json.NewDecoder(bytes.NewReader([]byte(s.String)))
	dec.UseNumber()
	var row map[string]any
	if err := dec.Decode(&row); err != nil {
		return nil, fmt.Errorf("a recorded row: %w", err)
	}
	for k, v := range row {
		n, ok := v.(json.Number)
		if !ok {
			continue
		}
		if i, err := n.Int64(); err == nil {
			row[k] = i
		} else if f, err := n.Float64(); err == nil {
			row[k] = f
		}
	}
	return row, nil
}
