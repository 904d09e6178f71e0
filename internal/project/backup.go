package project

import (
	"archive/zip"
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"verbatim/internal/db"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/history"
)

// kept is how many of the program's own backups a project keeps of each kind.
const kept = 7

// keep puts a checked copy of a database into its project's backups folder.
func keep(ctx context.Context, d *db.DB, dir, kind string) error {
	backups := filepath.Join(dir, "backups")
	if err := os.MkdirAll(backups, 0o700); err != nil {
		return err
	}
	name := kind + "-" + time.Now().UTC().Format(keptTime) + ".db"
	if err := d.Backup(ctx, filepath.Join(backups, name)); err != nil {
		return err
	}
	old, err := filepath.Glob(filepath.Join(backups, kind+"-*.db"))
	if err != nil {
		return err
	}
	slices.Sort(old)
	for len(old) > kept {
		if err := os.Remove(old[0]); err != nil {
			return err
		}
		old = old[1:]
	}
	return nil
}

// Kept is one of the program's own backups of a project.
type Kept struct {
	Name string // of the file in backups/
	Kind string // "daily", "before-update"
	At   time.Time
	Size int64 // bytes
}

// Backups lists the program's own backups of the project, the newest first.
func (p *Project) Backups() ([]Kept, error) {
	entries, err := os.ReadDir(filepath.Join(p.Dir, "backups"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	var out []Kept
	for _, e := range entries {
		m := keptName.FindStringSubmatch(e.Name())
		i, err := e.Info()
		if m == nil || err != nil {
			continue
		}
		at, err := time.Parse(keptTime, m[2])
		if err != nil {
			continue
		}
		out = append(out, Kept{Name: e.Name(), Kind: m[1], At: at, Size: i.Size()})
	}
	slices.SortFunc(out, func(a, b Kept) int { return b.At.Compare(a.At) })
	return out, err
}

const keptTime = "20060102-150405.000"

var keptName = regexp.MustCompile(`^([a-z-]+)-(\d{8}-\d{6}\.\d{3})\.db$`)

// Daily keeps a copy when something changed since the last daily one and that is
// a day old. It reports whether it made one.
func (p *Project) Daily(ctx context.Context) (bool, error) {
	list, err := p.Backups()
	if err != nil {
		return false, err
	}
	var last time.Time
	for _, k := range list {
		if k.Kind == "daily" {
			last = k.At
			break
		}
	}
	var changed time.Time
	err = p.DB.Read(ctx, func(tx *sql.Tx) error {
		e, err := history.Head(ctx, tx)
		changed = e.At
		return err
	})
	if err != nil || time.Since(last) < 24*time.Hour || !changed.After(last) {
		return false, err
	}
	return true, keep(ctx, p.DB, p.Dir, "daily")
}

// RestoreKept puts one of the program's own backups of a project on the shelf,
// beside the project, under a name that says so. It gives the new slug.
func (s *Shelf) RestoreKept(ctx context.Context, p *Project, name string) (string, error) {
	path := filepath.Join(p.Dir, "backups", name)
	if !keptName.MatchString(name) || !isFile(path) {
		return "", fault.New(fault.NotFound, "There is no such backup of this project any more. Choose another from the list.")
	}
	tmp := filepath.Join(s.Dir, ".making-"+guid.New())
	defer func() { _ = os.RemoveAll(tmp) }()
	if err := os.MkdirAll(filepath.Join(tmp, "backups"), 0o700); err != nil {
		return "", err
	}
	if err := copyFile(filepath.Join(tmp, "project.db"), path); err != nil {
		return "", err
	}
	if err := os.CopyFS(filepath.Join(tmp, "media"), os.DirFS(filepath.Join(p.Dir, "media"))); err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	return s.adopt(ctx, tmp)
}

func copyFile(to, from string) error {
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	w, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	return errors.Join(err, w.Close())
}

// Duplicate makes a copy of a project beside it, with all its history, under
// another name. It gives the new slug.
func (s *Shelf) Duplicate(ctx context.Context, p *Project, name string) (string, error) {
	name, err := s.free(ctx, name, "")
	if err != nil {
		return "", err
	}
	tmp := filepath.Join(s.Dir, ".making-"+guid.New())
	defer func() { _ = os.RemoveAll(tmp) }()
	if err := os.MkdirAll(filepath.Join(tmp, "backups"), 0o700); err != nil {
		return "", err
	}
	if err := p.DB.Backup(ctx, filepath.Join(tmp, "project.db")); err != nil {
		return "", err
	}
	if err := os.CopyFS(filepath.Join(tmp, "media"), os.DirFS(filepath.Join(p.Dir, "media"))); err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	return s.adoptAs(ctx, tmp, name)
}

// Backup writes a zip with project.db and media/ of each project, in a folder
// of the project's slug. The copies are opened and checked before they count.
func Backup(ctx context.Context, w io.Writer, projects ...*Project) error {
	z := zip.NewWriter(w)
	for _, p := range projects {
		if err := p.backup(ctx, z); err != nil {
			return err
		}
	}
	return z.Close()
}

func (p *Project) backup(ctx context.Context, z *zip.Writer) error {
	tmp, err := os.MkdirTemp(p.Dir, ".backup-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(tmp) }()
	copied := filepath.Join(tmp, "project.db")
	if err := p.DB.Backup(ctx, copied); err != nil {
		return err
	}
	if err := addFile(z, p.Slug+"/project.db", copied); err != nil {
		return err
	}
	media := filepath.Join(p.Dir, "media")
	return filepath.WalkDir(media, func(path string, e fs.DirEntry, err error) error {
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		rel, err := filepath.Rel(media, path)
		if err != nil {
			return err
		}
		return addFile(z, p.Slug+"/media/"+filepath.ToSlash(rel), path)
	})
}

func addFile(z *zip.Writer, name, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Now()})
	if err != nil {
		return err
	}
	_, err = io.Copy(w, f)
	return err
}

// Restore puts the projects of a backup on the shelf. One whose name or folder
// is there already is put beside it under a name that says so; nothing is ever
// overwritten. It gives the slugs.
func (s *Shelf) Restore(ctx context.Context, r io.ReaderAt, size int64, name string) ([]string, error) {
	notBackup := func(err error) error {
		return fault.Wrap(err, fault.Unreadable, "%s: this is no backup of Verbatim, or it is damaged. A backup is a zip with a project.db in it; nothing was restored.", name)
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, notBackup(err)
	}
	folders := map[string][]*zip.File{}
	var order []string
	for _, f := range z.File {
		dir, rest, ok := strings.Cut(f.Name, "/")
		if !ok || !filepath.IsLocal(f.Name) || strings.Contains(f.Name, `\`) || rest == "" || strings.HasSuffix(rest, "/") ||
			rest != "project.db" && !strings.HasPrefix(rest, "media/") {
			continue
		}
		if folders[dir] == nil {
			order = append(order, dir)
		}
		folders[dir] = append(folders[dir], f)
	}
	var made []string
	for _, dir := range order {
		if !slices.ContainsFunc(folders[dir], func(f *zip.File) bool { return f.Name == dir+"/project.db" }) {
			continue
		}
		slug, err := s.restoreOne(ctx, folders[dir], dir)
		if err != nil {
			for _, m := range made { // all or nothing
				_ = s.release(m)
				_ = os.RemoveAll(filepath.Join(s.Dir, m))
			}
			if fault.As(err) == nil {
				err = notBackup(err)
			}
			return nil, err
		}
		made = append(made, slug)
	}
	if len(made) == 0 {
		return nil, notBackup(nil)
	}
	return made, nil
}

func (s *Shelf) restoreOne(ctx context.Context, files []*zip.File, dir string) (string, error) {
	tmp := filepath.Join(s.Dir, ".making-"+guid.New())
	defer func() { _ = os.RemoveAll(tmp) }()
	if err := os.MkdirAll(filepath.Join(tmp, "backups"), 0o700); err != nil {
		return "", err
	}
	for _, f := range files {
		if err := extract(f, filepath.Join(tmp, filepath.FromSlash(strings.TrimPrefix(f.Name, dir+"/")))); err != nil {
			return "", err
		}
	}
	return s.adopt(ctx, tmp)
}

// adopt checks a project's folder that was made aside and puts it on the shelf,
// under its own name or one that says that it was restored.
func (s *Shelf) adopt(ctx context.Context, tmp string) (string, error) {
	return s.adoptAs(ctx, tmp, "")
}

func (s *Shelf) adoptAs(ctx context.Context, tmp, name string) (string, error) {
	if err := db.Sound(ctx, filepath.Join(tmp, "project.db")); err != nil {
		return "", err
	}
	p, err := openDir(ctx, tmp)
	if err != nil {
		return "", err
	}
	info, err := p.Info(ctx)
	if err == nil {
		err = s.rename(ctx, p, info, name)
	}
	if err := errors.Join(err, p.shut()); err != nil {
		return "", err
	}
	final := slug(info.Name, info.GUID)
	for {
		if _, err := os.Stat(filepath.Join(s.Dir, final)); err != nil {
			break
		}
		final = slug(info.Name, guid.New())
	}
	return final, os.Rename(tmp, filepath.Join(s.Dir, final))
}

// rename gives a project that was put beside others the name asked for, or keeps
// its own where that is free.
func (s *Shelf) rename(ctx context.Context, p *Project, info Info, name string) error {
	if name == "" {
		name = info.Name
		for n := 1; ; n++ {
			_, err := s.free(ctx, name, "")
			if err == nil {
				break
			}
			if !fault.Is(err, fault.Conflict) {
				return err
			}
			name = s.restored(ctx, info.Name, time.Now().Format("2006-01-02"))
			if n > 1 {
				name += strings.Repeat(" ·", n-1)
			}
		}
	}
	if name == info.Name {
		return nil
	}
	_, err := history.Do(ctx, p.DB, history.Action{What: "project.rename", Subject: []string{name}}, func(tx *sql.Tx) error {
		info.Name = name
		return Update(ctx, tx, info)
	})
	return err
}

// restored is what a project is called that was put back beside another of its
// name.
func (s *Shelf) restored(ctx context.Context, name, date string) string {
	if s.Restored != nil {
		return s.Restored(ctx, name, date)
	}
	return name + " (restored " + date + ")"
}

func extract(f *zip.File, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	w, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	return errors.Join(err, w.Close())
}

// Check asks SQLite whether the database is whole and every reference leads
// somewhere, and goes over the history. Each problem is a sentence.
func (p *Project) Check(ctx context.Context) (problems []string, err error) {
	if err := db.Sound(ctx, p.DB.Path); err != nil {
		return []string{"store: " + err.Error()}, nil
	}
	err = p.DB.Read(ctx, func(tx *sql.Tx) error {
		broken, err := db.Query(ctx, tx, func(r db.Row) (s string, err error) { return s, r.Scan(&s) },
			`SELECT "table" || ' ' || coalesce(rowid, '') || ' refers to a missing ' || parent FROM pragma_foreign_key_check`)
		if err != nil {
			return err
		}
		for _, b := range broken {
			problems = append(problems, "store: "+b)
		}
		more, err := history.Check(ctx, tx)
		problems = append(problems, more...)
		return err
	})
	return problems, err
}
