// Package project keeps projects as folders in one data folder: opening and
// closing them, making, backing up, restoring, duplicating and removing them.
//
// A project's folder holds project.db, index/ (a cache), media/ and backups/,
// and is named by a slug of its name and six characters of its guid.
package project

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"verbatim/internal/db"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/schema"
)

// maxOpen is how many projects stay open at once; fifty with warm pools took
// 708 MB.
const maxOpen = 16

// Shelf is a data folder.
type Shelf struct {
	Dir string

	// Restored gives the name of a project that is put back beside another of the
	// same name, in the language of who asks; nil for English.
	Restored func(ctx context.Context, name, date string) string

	mu   sync.Mutex
	open map[string]*Project // by slug
}

// Project is an open project. It is held until Close is called once for each
// Open; after that it may be closed for real when others need the room.
type Project struct {
	DB   *db.DB
	Dir  string
	Slug string // the folder's name, stands in URLs
	GUID string

	shelf    *Shelf
	held     int
	used     time.Time
	mu       sync.Mutex
	attached map[string]io.Closer
}

// Info is a project's own row.
type Info struct {
	GUID        string
	Name        string
	Description string
	Language    string // of the sheets and exports, ISO 639-1; "" for not chosen
	Banner      string // shown on every page and export, e.g. that all is fictional
	Created     time.Time
}

// Summary is what a list of projects shows of one.
type Summary struct {
	Info
	Slug      string
	Documents int
	Codings   int
	People    []string  // names of those who coded
	Changed   time.Time // time of the newest entry
	Fault     error     // why it cannot be opened; the rest is empty then
}

// OpenShelf opens a data folder, making it where it does not exist. A folder on
// a network or synchronised drive is refused: SQLite's log needs a local disk.
func OpenShelf(dir string) (*Shelf, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := suitable(dir); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fault.Wrap(err, fault.Unreadable, "The data folder %s cannot be made. Choose another with --data.", dir)
	}
	return &Shelf{Dir: dir, open: map[string]*Project{}}, nil
}

// Close closes every project, held or not.
func (s *Shelf) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for slug, p := range s.open {
		errs = append(errs, p.shut())
		delete(s.open, slug)
	}
	return errors.Join(errs...)
}

// Slugs names the project folders, in order of name. Folders in the trash are
// not among them.
func (s *Shelf) Slugs() ([]string, error) {
	entries, err := os.ReadDir(s.Dir)
	if err != nil {
		return nil, fault.Wrap(err, fault.Unreadable, "The data folder %s cannot be read.", s.Dir)
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") && isFile(filepath.Join(s.Dir, e.Name(), "project.db")) {
			out = append(out, e.Name())
		}
	}
	return out, nil
}

func isFile(path string) bool {
	i, err := os.Stat(path)
	return err == nil && i.Mode().IsRegular()
}

// Open opens the project in this folder and holds it until its Close.
func (s *Shelf) Open(ctx context.Context, slug string) (*Project, error) {
	if slug != filepath.Base(slug) || strings.HasPrefix(slug, ".") || !isFile(filepath.Join(s.Dir, slug, "project.db")) {
		return nil, fault.New(fault.NotFound, "There is no project at this address. It may have been removed; the start page lists those that are there.")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.open[slug]; p != nil {
		p.held++
		p.used = time.Now()
		return p, nil
	}
	p, err := openDir(ctx, filepath.Join(s.Dir, slug))
	if err != nil {
		return nil, err
	}
	p.shelf, p.held, p.used = s, 1, time.Now()
	s.open[slug] = p
	s.evict()
	return p, nil
}

// evict closes what nobody holds, longest unused first, until the shelf is
// within bounds. The caller holds the lock.
func (s *Shelf) evict() {
	for len(s.open) > maxOpen {
		var oldest *Project
		for _, p := range s.open {
			if p.held == 0 && (oldest == nil || p.used.Before(oldest.used)) {
				oldest = p
			}
		}
		if oldest == nil {
			return
		}
		delete(s.open, oldest.Slug)
		if err := oldest.shut(); err != nil {
			slog.Error("closing a project", "project", oldest.Slug, "type", err)
		}
	}
}

// Idle closes the projects that nobody held for this long.
func (s *Shelf) Idle(since time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for slug, p := range s.open {
		if p.held == 0 && time.Since(p.used) > since {
			delete(s.open, slug)
			if err := p.shut(); err != nil {
				slog.Error("closing a project", "project", slug, "type", err)
			}
		}
	}
}

// release closes a project of this folder for real, held or not, so that its
// folder can be moved.
func (s *Shelf) release(slug string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.open[slug]
	if p == nil {
		return nil
	}
	delete(s.open, slug)
	return p.shut()
}

func openDir(ctx context.Context, dir string) (*Project, error) {
	p := &Project{Dir: dir, Slug: filepath.Base(dir), attached: map[string]io.Closer{}}
	d, err := db.Open(ctx, filepath.Join(dir, "project.db"), schema.Project(), func(d *db.DB) error {
		return keep(ctx, d, dir, "before-update")
	})
	if err != nil {
		return nil, err
	}
	if err := history.Install(ctx, d); err != nil {
		_ = d.Close()
		return nil, err
	}
	p.DB = d
	err = d.Read(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, "SELECT guid FROM project").Scan(&p.GUID)
		if errors.Is(err, sql.ErrNoRows) {
			return nil // being made
		}
		return err
	})
	if err != nil {
		_ = d.Close()
		return nil, err
	}
	return p, nil
}

// Close lets go of the project.
func (p *Project) Close() {
	if p.shelf == nil {
		return
	}
	p.shelf.mu.Lock()
	defer p.shelf.mu.Unlock()
	p.held--
	p.used = time.Now()
	p.shelf.evict()
}

func (p *Project) shut() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	var errs []error
	for name, c := range p.attached {
		errs = append(errs, c.Close())
		delete(p.attached, name)
	}
	return errors.Join(append(errs, p.DB.Close())...)
}

// Attach gives what is attached to the open project under this name, making it
// at the first call. It is closed with the project: an index, a stream.
func (p *Project) Attach(name string, open func() (io.Closer, error)) (io.Closer, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c := p.attached[name]; c != nil {
		return c, nil
	}
	c, err := open()
	if err != nil {
		return nil, err
	}
	p.attached[name] = c
	return c, nil
}

// ByName opens the project of this name. Names are compared as written.
func (s *Shelf) ByName(ctx context.Context, name string) (*Project, error) {
	slugs, err := s.Slugs()
	if err != nil {
		return nil, err
	}
	var names []string
	for _, slug := range slugs {
		p, err := s.Open(ctx, slug)
		if err != nil {
			continue // another project's damage is not this one's
		}
		info, err := p.Info(ctx)
		if err == nil && info.Name == name {
			return p, nil
		}
		p.Close()
		if err == nil {
			names = append(names, "“"+info.Name+"”")
		}
	}
	if len(names) == 0 {
		return nil, fault.New(fault.NotFound, "There is no project “%s” in %s, nor any other.", name, s.Dir)
	}
	slices.Sort(names)
	return nil, fault.New(fault.NotFound, "There is no project “%s” in %s. There is: %s.", name, s.Dir, strings.Join(names, ", "))
}

// List sums up the projects of the shelf, the one changed last first.
func (s *Shelf) List(ctx context.Context) ([]Summary, error) {
	slugs, err := s.Slugs()
	if err != nil {
		return nil, err
	}
	out := make([]Summary, 0, len(slugs))
	for _, slug := range slugs {
		sum, err := s.summary(ctx, slug)
		if err != nil {
			sum = Summary{Slug: slug, Fault: err}
		}
		out = append(out, sum)
	}
	slices.SortStableFunc(out, func(a, b Summary) int { return b.Changed.Compare(a.Changed) })
	return out, nil
}

func (s *Shelf) summary(ctx context.Context, slug string) (Summary, error) {
	sum := Summary{Slug: slug}
	p, err := s.Open(ctx, slug)
	if err != nil {
		return sum, err
	}
	defer p.Close()
	if sum.Info, err = p.Info(ctx); err != nil {
		return sum, err
	}
	return sum, p.DB.Read(ctx, func(tx *sql.Tx) error {
		head, err := history.Head(ctx, tx)
		if err != nil {
			return err
		}
		sum.Changed = head.At
		if err := tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM document WHERE trashed_at IS NULL), (SELECT count(*) FROM coding)`).
			Scan(&sum.Documents, &sum.Codings); err != nil {
			return err
		}
		sum.People, err = db.Query(ctx, tx, func(r db.Row) (name string, err error) { return name, r.Scan(&name) },
			"SELECT name FROM person WHERE id IN (SELECT DISTINCT coder FROM coding) ORDER BY name")
		return err
	})
}

// slug makes a folder's name of a project's: ASCII, short, readable.
func slug(name, id string) string {
	var b strings.Builder
	dash := false
	for _, r := range norm.NFKD.String(strings.ToLower(name)) {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			dash = false
		case !unicode.Is(unicode.Mn, r):
			dash = true
		}
		if b.Len() >= 32 {
			break
		}
	}
	if b.Len() == 0 {
		b.WriteString("project")
	}
	return b.String() + "-" + guid.Short(id)[6:]
}
