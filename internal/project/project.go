package project

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"verbatim/internal/db"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/history"
)

// Create makes an empty project and opens it, held. Two projects of one shelf
// may not have the same name: the command line knows them by it.
func (s *Shelf) Create(ctx context.Context, name string) (*Project, error) {
	name, err := s.free(ctx, name, "")
	if err != nil {
		return nil, err
	}
	id := guid.New()
	final := filepath.Join(s.Dir, slug(name, id))
	// Made under a hidden name first, so that a half-made project is never seen.
	making := filepath.Join(s.Dir, ".making-"+id)
	defer func() { _ = os.RemoveAll(making) }()
	for _, sub := range []string{"", "media", "backups"} {
		if err := os.MkdirAll(filepath.Join(making, sub), 0o700); err != nil {
			return nil, fault.Wrap(err, fault.Unreadable, "The data folder %s cannot be written. Choose another with --data.", s.Dir)
		}
	}
	p, err := openDir(ctx, making)
	if err != nil {
		return nil, err
	}
	_, err = history.Do(ctx, p.DB, history.Action{What: "project.create", Subject: []string{name}}, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO project (id, guid, name, created_at) VALUES (1, ?, ?, ?)", id, name, Now())
		return err
	})
	if err := errors.Join(err, p.shut()); err != nil {
		return nil, err
	}
	if err := os.Rename(making, final); err != nil {
		return nil, err
	}
	return s.Open(ctx, filepath.Base(final))
}

// free trims a name and refuses one that is empty, too long or taken by another
// project than except (a slug).
func (s *Shelf) free(ctx context.Context, name, except string) (string, error) {
	name = strings.TrimSpace(name)
	switch {
	case name == "":
		return "", fault.New(fault.Invalid, "A project needs a name. Write one and try again.")
	case len([]rune(name)) > 200:
		return "", fault.New(fault.Invalid, "A project's name can be 200 characters long. Write a shorter one.")
	}
	list, err := s.List(ctx)
	if err != nil {
		return "", err
	}
	for _, sum := range list {
		if sum.Fault == nil && sum.Name == name && sum.Slug != except {
			return "", fault.New(fault.Conflict, "There is a project “%s” already. Choose another name, or open that one.", name)
		}
	}
	return name, nil
}

// Now is this moment as the tables hold it: UTC, RFC 3339, milliseconds.
func Now() string { return time.Now().UTC().Format("2006-01-02T15:04:05.000Z") }

// ParseTime reads a moment as the tables hold it; the zero time for an empty one.
func ParseTime(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}
	}
	return t
}

// Info reads the project's own row.
func (p *Project) Info(ctx context.Context) (Info, error) {
	var i Info
	err := p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		i, err = InfoTx(ctx, tx)
		return err
	})
	return i, err
}

// InfoTx reads the project's own row inside a transaction.
func InfoTx(ctx context.Context, tx *sql.Tx) (Info, error) {
	var i Info
	var created string
	err := tx.QueryRowContext(ctx, "SELECT guid, name, description, language, banner, created_at FROM project").
		Scan(&i.GUID, &i.Name, &i.Description, &i.Language, &i.Banner, &created)
	if errors.Is(err, sql.ErrNoRows) {
		return i, fault.New(fault.Unreadable, "This folder holds no project: its making was cut off. Remove it and make the project anew.")
	}
	i.Created = ParseTime(created)
	return i, err
}

// Update changes the project's own row; its guid and time of making stay.
// Rename goes through the shelf, which knows the other names.
func Update(ctx context.Context, tx *sql.Tx, i Info) error {
	_, err := tx.ExecContext(ctx, "UPDATE project SET name = ?, description = ?, language = ?, banner = ? WHERE id = 1",
		i.Name, i.Description, i.Language, i.Banner)
	return err
}

// Rename gives the project another name; its folder and address stay.
func (p *Project) Rename(ctx context.Context, who int64, name, request string) (history.Entry, error) {
	name, err := p.shelf.free(ctx, name, p.Slug)
	if err != nil {
		return history.Entry{}, err
	}
	return history.Do(ctx, p.DB, history.Action{Who: who, What: "project.rename", Subject: []string{name}, Request: request}, func(tx *sql.Tx) error {
		i, err := InfoTx(ctx, tx)
		if err != nil {
			return err
		}
		i.Name = name
		return Update(ctx, tx, i)
	})
}

// Trash puts a project aside: it is listed no more, and Untrash brings it back.
// It gives the name of its folder in the trash.
func (s *Shelf) Trash(slug string) (string, error) {
	if err := s.release(slug); err != nil {
		return "", err
	}
	trash := filepath.Join(s.Dir, ".trash")
	if err := os.MkdirAll(trash, 0o700); err != nil {
		return "", err
	}
	if err := os.Rename(filepath.Join(s.Dir, slug), filepath.Join(trash, slug)); err != nil {
		return "", fault.Wrap(err, fault.Busy, "The project could not be put in the trash; another program has its folder open. Close that and try again.")
	}
	return slug, nil
}

// Trashed is a project in the trash: its folder, and what it was called last,
// or the folder again where that cannot be read.
type Trashed struct{ Slug, Name string }

// Trashed lists what is in the trash.
func (s *Shelf) Trashed(ctx context.Context) ([]Trashed, error) {
	entries, err := os.ReadDir(filepath.Join(s.Dir, ".trash"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	var out []Trashed
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		t := Trashed{Slug: e.Name(), Name: e.Name()}
		if name, err := db.Ask(ctx, filepath.Join(s.Dir, ".trash", t.Slug, "project.db"), "SELECT name FROM project"); err == nil {
			t.Name = name
		}
		out = append(out, t)
	}
	return out, err
}

// InTrash reads a project that lies in the trash.
func (s *Shelf) InTrash(ctx context.Context, slug string, read func(tx *sql.Tx) error) error {
	dir := filepath.Join(s.Dir, ".trash", slug)
	if slug != filepath.Base(slug) || strings.HasPrefix(slug, ".") || !isFile(filepath.Join(dir, "project.db")) {
		return fault.New(fault.NotFound, "There is no such project in the trash.")
	}
	p, err := openDir(ctx, dir)
	if err != nil {
		return err
	}
	return errors.Join(p.DB.Read(ctx, read), p.shut())
}

// Untrash brings a project back from the trash.
func (s *Shelf) Untrash(slug string) error {
	if slug != filepath.Base(slug) {
		return fault.New(fault.NotFound, "There is no such project in the trash.")
	}
	if _, err := os.Stat(filepath.Join(s.Dir, slug)); err == nil {
		return fault.New(fault.Conflict, "A project stands in its place already. Rename or remove that one first.")
	}
	if err := os.Rename(filepath.Join(s.Dir, ".trash", slug), filepath.Join(s.Dir, slug)); err != nil {
		return fault.Wrap(err, fault.NotFound, "There is no such project in the trash.")
	}
	return nil
}

// Erase deletes a project in the trash for good.
func (s *Shelf) Erase(slug string) error {
	if slug != filepath.Base(slug) || slug == "" || slug == "." || slug == ".." {
		return fault.New(fault.NotFound, "There is no such project in the trash.")
	}
	return os.RemoveAll(filepath.Join(s.Dir, ".trash", slug))
}
