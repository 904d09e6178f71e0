package codebook

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"verbatim/internal/fault"
	"verbatim/internal/text"
)

func escape(name string) string { return strings.ReplaceAll(name, "/", "//") }

// SplitPath cuts "A/B//C" into "A" and "B/C".
func SplitPath(path string) []string {
	const mark = "\x00"
	parts := strings.Split(strings.ReplaceAll(path, "//", mark), "/")
	for i := range parts {
		parts[i] = strings.TrimSpace(strings.ReplaceAll(parts[i], mark, "/"))
	}
	return parts
}

// JoinPath is the path of names, the inverse of SplitPath.
func JoinPath(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = escape(n)
	}
	return strings.Join(out, "/")
}

// At is the code in use, or else retired, at exactly this path, with its Level
// and Path.
func At(ctx context.Context, tx *sql.Tx, path string) (c Code, err error) {
	names := SplitPath(path)
	for i := range names {
		names[i] = text.Collapse(names[i])
		if c, err = child(ctx, tx, c.ID, names[i]); err != nil {
			break
		}
	}
	c.Level, c.Path = len(names)-1, JoinPath(names)
	if errors.Is(err, sql.ErrNoRows) {
		return Code{}, fault.New(fault.NotFound, "There is no code “%s” in this codebook. Check the spelling, or make it first.", path)
	}
	return c, err
}

// child is the code of this name under a parent (0 for the top), one in use
// before a retired one; sql.ErrNoRows where there is none.
func child(ctx context.Context, tx *sql.Tx, parent int64, name string) (Code, error) {
	c, err := scanCode(tx.QueryRowContext(ctx, selectCode+" WHERE coalesce(parent, 0) = ? AND name = ? AND status IN ('candidate', 'active')", parent, name))
	if errors.Is(err, sql.ErrNoRows) {
		return scanCode(tx.QueryRowContext(ctx, selectCode+" WHERE parent IS nullif(?, 0) AND name = ? AND status = 'retired' ORDER BY id LIMIT 1", parent, name))
	}
	return c, err
}

// Find is the code in use, or retired, that a person writes as a path ("A/B"),
// a name that only one code has, or a short label.
func Find(ctx context.Context, tx *sql.Tx, name string) (Code, error) {
	list, err := List(ctx, tx)
	if err != nil {
		return Code{}, err
	}
	path := JoinPath(SplitPath(name))
	var hits []Code
	for _, match := range []func(Code) bool{
		func(c Code) bool { return c.Path == path },
		func(c Code) bool { return c.Name == strings.TrimSpace(name) },
		func(c Code) bool { return strings.EqualFold(c.Name, strings.TrimSpace(name)) },
		func(c Code) bool { return strings.EqualFold(c.Short, strings.TrimSpace(name)) },
	} {
		for _, c := range list {
			if match(c) {
				hits = append(hits, c)
			}
		}
		if len(hits) == 1 {
			return hits[0], nil
		}
		if len(hits) > 1 {
			return Code{}, fault.New(fault.Invalid, "There are %d codes “%s”. Write the path of the one you mean, such as “%s”.", len(hits), name, hits[0].Path)
		}
	}
	return Code{}, fault.New(fault.NotFound, "There is no code “%s” in this codebook. Check the spelling, or make it first.", name)
}

// Ensure is the code at a path, made with what is missing above it as
// categories where it does not exist.
func Ensure(ctx context.Context, tx *sql.Tx, who int64, path string) (Code, error) {
	return ensure(ctx, tx, who, path, false)
}

// EnsureCategory is Ensure for a path that codes are to stand under: what is
// missing becomes a category. Short labels that are made up keep off the
// reserved ones, which a file may name in a later row.
func EnsureCategory(ctx context.Context, tx *sql.Tx, who int64, path string, reserved ...string) (Code, error) {
	return ensure(ctx, tx, who, path, true, reserved...)
}

func ensure(ctx context.Context, tx *sql.Tx, who int64, path string, category bool, reserved ...string) (Code, error) {
	parts := SplitPath(path)
	var parent int64
	var c Code
	for i, name := range parts {
		name = text.Collapse(name)
		got, err := child(ctx, tx, parent, name)
		if errors.Is(err, sql.ErrNoRows) {
			var short string
			if short, err = freeShort(ctx, tx, name, reserved...); err == nil {
				got, err = Create(ctx, tx, who, Code{Parent: parent, Name: name, Short: short, Category: category || i < len(parts)-1})
			}
		}
		if err != nil {
			return Code{}, err
		}
		c, parent = got, got.ID
	}
	return c, nil
}
