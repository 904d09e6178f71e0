package project_test

import (
	"bytes"
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
)

var ctx = context.Background()

func shelf(t *testing.T) *project.Shelf {
	t.Helper()
	s, err := project.OpenShelf(filepath.Join(t.TempDir(), "data"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func create(t *testing.T, s *project.Shelf, name string) *project.Project {
	t.Helper()
	p, err := s.Create(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

func TestCreateListOpen(t *testing.T) {
	s := shelf(t)
	p := create(t, s, "  Één studie: wérk/thuis  ")
	if !strings.HasPrefix(p.Slug, "een-studie-werk-thuis-") {
		t.Errorf("slug %q", p.Slug)
	}
	if runtime.GOOS != "windows" {
		for path, mode := range map[string]os.FileMode{p.Dir: 0o700, filepath.Join(p.Dir, "project.db"): 0o600} {
			if i, err := os.Stat(path); err != nil || i.Mode().Perm() != mode {
				t.Errorf("%s has mode %v, want %v", path, i.Mode().Perm(), mode)
			}
		}
	}
	list, err := s.List(ctx)
	if err != nil || len(list) != 1 || list[0].Name != "Één studie: wérk/thuis" {
		t.Fatalf("%v %+v", err, list)
	}
	if _, err := s.Create(ctx, "Één studie: wérk/thuis"); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second project of one name: %v", err)
	}
	for _, slug := range []string{"..", ".", "", "none", "../" + p.Slug, ".trash"} {
		if _, err := s.Open(ctx, slug); !fault.Is(err, fault.NotFound) {
			t.Errorf("Open(%q): %v", slug, err)
		}
	}
	if _, err := s.ByName(ctx, "X"); !fault.Is(err, fault.NotFound) || !strings.Contains(err.Error(), "Één studie") {
		t.Errorf("ByName: %v", err)
	}
}

func TestADamagedProjectDoesNotHideTheOthers(t *testing.T) {
	s := shelf(t)
	create(t, s, "Good")
	bad := filepath.Join(s.Dir, "bad-000000")
	if err := os.Mkdir(bad, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(bad, "project.db"), bytes.Repeat([]byte("no database "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	list, err := s.List(ctx)
	if err != nil || len(list) != 2 {
		t.Fatalf("%v %+v", err, list)
	}
	if _, err := s.Open(ctx, "bad-000000"); !fault.Is(err, fault.Unreadable) {
		t.Errorf("%v", err)
	}
	if _, err := s.ByName(ctx, "Good"); err != nil {
		t.Error(err)
	}
}

func TestBackupAndRestore(t *testing.T) {
	s := shelf(t)
	p := create(t, s, "Studie")
	_, err := history.Do(ctx, p.DB, history.Action{What: "person.add"}, func(tx *sql.Tx) error {
		_, err := people.Add(ctx, tx, "Anna de Vries")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(p.Dir, "media", "a.wav"), []byte("sound"), 0o600); err != nil {
		t.Fatal(err)
	}
	var zip bytes.Buffer
	if err := project.Backup(ctx, &zip, p); err != nil {
		t.Fatal(err)
	}
	read := bytes.NewReader(zip.Bytes())

	other := shelf(t)
	slugs, err := other.Restore(ctx, read, int64(zip.Len()), "b.zip")
	if err != nil || len(slugs) != 1 || slugs[0] != p.Slug {
		t.Fatalf("%v %q", err, slugs)
	}
	q, err := other.Open(ctx, slugs[0])
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	if problems, err := q.Check(ctx); err != nil || len(problems) > 0 {
		t.Errorf("%v %q", err, problems)
	}
	if b, err := os.ReadFile(filepath.Join(q.Dir, "media", "a.wav")); err != nil || string(b) != "sound" {
		t.Errorf("media: %v %q", err, b)
	}
	if head(t, p) != head(t, q) {
		t.Error("the restored project is at another snapshot")
	}

	// Beside the one that is there, under a name that says so.
	slugs, err = s.Restore(ctx, read, int64(zip.Len()), "b.zip")
	if err != nil || slugs[0] == p.Slug {
		t.Fatalf("%v %q", err, slugs)
	}
	list, _ := s.List(ctx)
	if len(list) != 2 || !strings.Contains(list[0].Name+list[1].Name, "(restored ") {
		t.Errorf("%+v", list)
	}

	for name, bad := range map[string][]byte{"empty": nil, "no zip": []byte("hello"), "half": zip.Bytes()[:zip.Len()/2]} {
		if _, err := s.Restore(ctx, bytes.NewReader(bad), int64(len(bad)), "x.zip"); !fault.Is(err, fault.Unreadable) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if after, _ := s.List(ctx); len(after) != 2 {
		t.Errorf("a refused backup left a trace: %+v", after)
	}
}

func TestDailyBackupsAreKeptAndComeBack(t *testing.T) {
	s := shelf(t)
	p := create(t, s, "Studie")
	for _, want := range []bool{true, false} {
		made, err := p.Daily(ctx)
		if err != nil || made != want {
			t.Fatalf("made %v, %v; want %v", made, err, want)
		}
	}
	list, err := p.Backups()
	if err != nil || len(list) != 1 || list[0].Kind != "daily" || list[0].Size == 0 {
		t.Fatalf("%+v %v", list, err)
	}
	slug, err := s.RestoreKept(ctx, p, list[0].Name)
	if err != nil || slug == p.Slug {
		t.Fatalf("%q %v", slug, err)
	}
	if _, err := s.RestoreKept(ctx, p, "../project.db"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a path was restored: %v", err)
	}
	copied, err := s.Duplicate(ctx, p, "Studie, proef")
	if err != nil {
		t.Fatal(err)
	}
	q, err := s.Open(ctx, copied)
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	if i, err := q.Info(ctx); err != nil || i.Name != "Studie, proef" {
		t.Errorf("%+v %v", i, err)
	}
	if all, _ := s.List(ctx); len(all) != 3 {
		t.Errorf("%d projects, want 3", len(all))
	}
}

func head(t *testing.T, p *project.Project) (hash string) {
	t.Helper()
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		e, err := history.Head(ctx, tx)
		hash = e.Snapshot()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

func TestTrashAndBack(t *testing.T) {
	s := shelf(t)
	p := create(t, s, "Weg")
	if _, err := p.Rename(ctx, 0, "Weg ermee", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Trash(p.Slug); err != nil {
		t.Fatal(err)
	}
	if list, _ := s.List(ctx); len(list) != 0 {
		t.Errorf("still listed: %+v", list)
	}
	// The folder keeps the name that the project had at first; people do not.
	if list, err := s.Trashed(ctx); err != nil || len(list) != 1 || list[0] != (project.Trashed{Slug: p.Slug, Name: "Weg ermee"}) {
		t.Errorf("in the trash: %+v, %v", list, err)
	}
	if err := s.Untrash(p.Slug); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ByName(ctx, "Weg ermee"); err != nil {
		t.Error(err)
	}
	if _, err := s.Trash(p.Slug); err != nil {
		t.Fatal(err)
	}
	if err := s.Erase("../data"); err == nil {
		t.Error("a path was erased")
	}
	if err := s.Erase(p.Slug); err != nil {
		t.Fatal(err)
	}
	if err := s.Untrash(p.Slug); !fault.Is(err, fault.NotFound) {
		t.Errorf("%v", err)
	}
}

func TestManyProjectsStayWithinBounds(t *testing.T) {
	s := shelf(t)
	var slugs []string
	for i := range 20 {
		p, err := s.Create(ctx, strings.Repeat("p", i+1))
		if err != nil {
			t.Fatal(err)
		}
		slugs = append(slugs, p.Slug)
		p.Close()
	}
	for range 2 {
		for _, slug := range slugs {
			p, err := s.Open(ctx, slug)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := p.Info(ctx); err != nil {
				t.Fatal(err)
			}
			p.Close()
		}
	}
}

func TestRefusedFolders(t *testing.T) {
	for _, dir := range []string{"OneDrive - UMCG/data", "Dropbox", "iCloud", "Nextcloud/x"} {
		if _, err := project.OpenShelf(filepath.Join(t.TempDir(), dir)); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "--data") {
			t.Errorf("%s: %v", dir, err)
		}
	}
}

func TestRename(t *testing.T) {
	s := shelf(t)
	p := create(t, s, "Oud")
	create(t, s, "Bezet")
	if _, err := p.Rename(ctx, 0, "Bezet", ""); !fault.Is(err, fault.Conflict) {
		t.Errorf("%v", err)
	}
	if _, err := p.Rename(ctx, 0, "Nieuw", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ByName(ctx, "Nieuw"); err != nil {
		t.Error(err)
	}
}
