package codebook

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"verbatim/internal/db"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/text"
)

// Theme is a group of codes across the tree that the paper reports.
type Theme struct {
	ID    int64
	GUID  string
	Name  string
	About string  // what it says
	Codes []int64 // in the order in which they were added
}

// Short is how URLs name the theme.
func (t Theme) Short() string { return guid.Short(t.GUID) }

const selectTheme = "SELECT id, guid, name, about FROM theme"

func scanTheme(r db.Row) (t Theme, err error) {
	return t, r.Scan(&t.ID, &t.GUID, &t.Name, &t.About)
}

// Themes is the themes of the project in their order, with their codes.
func Themes(ctx context.Context, tx *sql.Tx) ([]Theme, error) {
	list, err := db.Query(ctx, tx, scanTheme, selectTheme+" ORDER BY position, id")
	if err != nil {
		return nil, err
	}
	type tie struct{ theme, code int64 }
	ties, err := db.Query(ctx, tx, func(r db.Row) (t tie, err error) { return t, r.Scan(&t.theme, &t.code) }, "SELECT theme, code FROM theme_code ORDER BY id")
	for _, t := range ties {
		at := slices.IndexFunc(list, func(one Theme) bool { return one.ID == t.theme })
		list[at].Codes = append(list[at].Codes, t.code)
	}
	return list, err
}

// ThemeByShort is the theme that a URL names, without its codes.
func ThemeByShort(ctx context.Context, tx *sql.Tx, short string) (Theme, error) {
	t, err := scanTheme(tx.QueryRowContext(ctx, selectTheme+" WHERE substr(guid, -12) = ?", short))
	if errors.Is(err, sql.ErrNoRows) {
		return t, fault.New(fault.NotFound, "There is no such theme in this project. It may have been deleted.")
	}
	return t, err
}

// EnsureTheme is the theme of this name, made as the last one where there is
// none.
func EnsureTheme(ctx context.Context, tx *sql.Tx, name string) (Theme, error) {
	t := Theme{GUID: guid.New(), Name: text.Collapse(name)}
	got, err := scanTheme(tx.QueryRowContext(ctx, selectTheme+" WHERE name = ?", t.Name))
	if !errors.Is(err, sql.ErrNoRows) {
		return got, err
	}
	if err := t.check(); err != nil {
		return t, err
	}
	return t, tx.QueryRowContext(ctx, "INSERT INTO theme (guid, name, position) SELECT ?, ?, coalesce(max(position), 0) + 1 FROM theme RETURNING id", t.GUID, t.Name).Scan(&t.ID)
}

func (t Theme) check() error {
	switch {
	case t.Name == "":
		return fault.New(fault.Invalid, "A theme needs a name. Write one and try again.")
	case text.Len(t.Name) > 200:
		return fault.New(fault.Invalid, "The name “%s” is too long: a theme's name can be 200 characters.", text.Cut(t.Name, 40))
	case strings.Contains(t.Name, ";"):
		return fault.New(fault.Invalid, "The name “%s” has a semicolon, with which tables list themes. Write it without.", text.Cut(t.Name, 40))
	}
	return nil
}

// UpdateTheme gives a theme its name, and says what it is about.
func UpdateTheme(ctx context.Context, tx *sql.Tx, t Theme) error {
	t.Name = text.Collapse(t.Name)
	if err := t.check(); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE theme SET name = ?1, about = ?2 WHERE id = ?3 AND (name <> ?1 OR about <> ?2)", t.Name, strings.TrimSpace(t.About), t.ID)
	if db.IsUnique(err) {
		return fault.New(fault.Conflict, "There is a theme “%s” already. Choose another name.", t.Name)
	}
	return err
}

// StepTheme moves a theme one place up or down; at the end of the row it stays.
func StepTheme(ctx context.Context, tx *sql.Tx, id int64, up bool) error {
	ids, err := db.Query(ctx, tx, func(r db.Row) (id int64, err error) { return id, r.Scan(&id) }, "SELECT id FROM theme ORDER BY position, id")
	if err != nil {
		return err
	}
	at := slices.Index(ids, id)
	to := at + 1
	if up {
		to = at - 1
	}
	if at < 0 || to < 0 || to >= len(ids) {
		return nil
	}
	ids[at], ids[to] = ids[to], ids[at]
	for i, id := range ids {
		if _, err := tx.ExecContext(ctx, "UPDATE theme SET position = ?1 WHERE id = ?2 AND position <> ?1", i+1, id); err != nil {
			return err
		}
	}
	return nil
}

// DeleteTheme takes a theme away; its codes stay.
func DeleteTheme(ctx context.Context, tx *sql.Tx, id int64) error {
	for _, q := range []string{"DELETE FROM theme_code WHERE theme = ?", "DELETE FROM theme WHERE id = ?"} {
		if _, err := tx.ExecContext(ctx, q, id); err != nil {
			return err
		}
	}
	return nil
}

// Tie puts codes into a theme; those that are in it stay.
func Tie(ctx context.Context, tx *sql.Tx, theme int64, codes ...int64) error {
	for _, code := range codes {
		if _, err := tx.ExecContext(ctx, "INSERT INTO theme_code (theme, code) VALUES (?, ?) ON CONFLICT DO NOTHING", theme, code); err != nil {
			return err
		}
	}
	return nil
}

// Untie takes a code out of a theme.
func Untie(ctx context.Context, tx *sql.Tx, theme, code int64) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM theme_code WHERE theme = ? AND code = ?", theme, code)
	return err
}

// InThemes is the names of the themes that each code is in, in their order.
func InThemes(list []Theme) map[int64][]string {
	out := map[int64][]string{}
	for _, t := range list {
		for _, code := range t.Codes {
			out[code] = append(out[code], t.Name)
		}
	}
	return out
}
