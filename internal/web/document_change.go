package web

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/document"
	"verbatim/internal/history"
)

// changeDocument runs a change of the document that the address names inside
// one entry, and goes back to the list, which says what happened.
func changeDocument(c echo.Context, what string, subject []string, change func(ctx context.Context, tx *sql.Tx, d document.Document) error) error {
	ctx, p := c.Request().Context(), projectOf(c)
	var d document.Document
	err := p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		d, err = document.ByShort(ctx, tx, c.Param("document"))
		return err
	})
	if err != nil {
		return err
	}
	a := action(c, what, append([]string{d.Name}, subject...)...)
	a.Document = d.ID
	entry, err := history.Do(ctx, p.DB, a, func(tx *sql.Tx) error { return change(ctx, tx, d) })
	if err != nil {
		return err
	}
	return done(c, entry, projectURL(p, ""))
}

// renameDocument gives a document another name.
func renameDocument(c echo.Context) error {
	name := strings.TrimSpace(c.FormValue("name"))
	return changeDocument(c, "document.rename", []string{name}, func(ctx context.Context, tx *sql.Tx, d document.Document) error {
		if name == d.Name {
			return nil
		}
		return document.Rename(ctx, tx, d.ID, name)
	})
}

// trashDocument puts a document aside.
func trashDocument(c echo.Context) error {
	return changeDocument(c, "document.trash", nil, func(ctx context.Context, tx *sql.Tx, d document.Document) error {
		return document.Trash(ctx, tx, d.ID)
	})
}

// restoreDocument brings a document back from the trash.
func restoreDocument(c echo.Context) error {
	return changeDocument(c, "document.restore", nil, func(ctx context.Context, tx *sql.Tx, d document.Document) error {
		if d.Trashed.IsZero() {
			return nil
		}
		return document.Restore(ctx, tx, d.ID)
	})
}

// moveDocument moves a document up or down in its group.
func moveDocument(c echo.Context) error {
	down := c.FormValue("to") == "down"
	return changeDocument(c, "document.move", nil, func(ctx context.Context, tx *sql.Tx, d document.Document) error {
		before, ok, err := neighbour(ctx, tx, d, down)
		if err != nil || !ok {
			return err
		}
		return document.Move(ctx, tx, d.ID, d.Group, before)
	})
}

// neighbour is the document of the same group before which d comes to stand
// one place further; 0 for the end. It is false where d is at that edge.
func neighbour(ctx context.Context, tx *sql.Tx, d document.Document, down bool) (before int64, ok bool, err error) {
	list, err := document.List(ctx, tx)
	if err != nil {
		return 0, false, err
	}
	var group []int64
	for _, o := range list {
		if o.Group == d.Group {
			group = append(group, o.ID)
		}
	}
	at := slices.Index(group, d.ID)
	switch {
	case at < 0, !down && at == 0, down && at == len(group)-1:
		return 0, false, nil
	case !down:
		return group[at-1], true, nil
	case at+2 < len(group):
		return group[at+2], true, nil
	}
	return 0, true, nil
}

// groupDocument puts a document in the group of a name, made where it is new,
// or in none. A group that nothing is left in goes.
func groupDocument(c echo.Context) error {
	name := strings.TrimSpace(c.FormValue("group"))
	what, subject := "document.group", []string{name}
	if name == "" {
		what, subject = "document.ungroup", nil
	}
	return changeDocument(c, what, subject, func(ctx context.Context, tx *sql.Tx, d document.Document) error {
		var group int64
		if name != "" {
			var err error
			if group, err = document.EnsureGroup(ctx, tx, name); err != nil {
				return err
			}
		}
		if group == d.Group {
			return nil
		}
		if err := document.Move(ctx, tx, d.ID, group, 0); err != nil || d.Group == 0 {
			return err
		}
		list, err := document.List(ctx, tx)
		if err != nil || slices.ContainsFunc(list, func(o document.Document) bool { return o.Group == d.Group }) {
			return err
		}
		return document.DeleteGroup(ctx, tx, d.Group)
	})
}
