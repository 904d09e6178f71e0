package kill

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"verbatim/cmd/verify/drive"
	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/guid"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/testkit"
)

const (
	projectName = "Killed"
	coderName   = "Mira"
	codeCount   = 12
)

// study is a data folder with a project in it, and the list of what was
// acknowledged.
type study struct {
	t     testing.TB
	data  string
	slug  string
	rand  *rand.Rand
	list  list
	base  int // acts that were there from the start and are never taken back
	made  int // files so far
	codes []place
}

// place is a code: how requests and how exports name it.
type place struct{ short, path string }

// newStudy makes a project with a codebook and one interview.
func newStudy(t testing.TB, seed uint64) *study {
	s := &study{t: t, data: t.TempDir(), rand: rand.New(rand.NewPCG(seed, 7))}
	first := s.newFile(1200)
	dir := t.TempDir()
	for name, text := range map[string]string{first.file: first.text, "codebook.csv": testkit.CodebookCSV(codeCount)} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		drive.Must(t, "import", "--data", s.data, "--project", projectName, "--as", coderName, path)
	}
	s.list = s.list.do(first)
	s.base = len(s.list.done)
	err := s.read(func(ctx context.Context, p *project.Project, tx *sql.Tx) error {
		s.slug = p.Slug
		codes, err := codebook.List(ctx, tx)
		for _, c := range codes {
			if strings.Contains(c.Path, "/") {
				s.codes = append(s.codes, place{guid.Short(c.GUID), c.Path})
			}
		}
		return err
	})
	if err != nil || len(s.codes) != codeCount {
		t.Fatalf("the study has %d codes, want %d (%v)", len(s.codes), codeCount, err)
	}
	return s
}

// newFile is the import of another interview.
func (s *study) newFile(words int) act {
	s.made++
	return act{
		file: fmt.Sprintf("interview-%03d.txt", s.made), text: testkit.Interview(s.rand.Uint64(), words, 8+words/60),
		request: guid.New(),
	}
}

// newCoding is a coding that is not there yet, in any of the documents, and how
// requests name its code.
func (s *study) newCoding() (a act, code string) {
	texts := s.list.texts()
	names := slices.Sorted(maps.Keys(texts))
	for {
		name := names[s.rand.IntN(len(names))]
		p := testkit.Passages(s.rand.Uint64(), texts[name], 1, 1)[0]
		c := s.codes[s.rand.IntN(len(s.codes))]
		a = act{file: name, start: p.Start, end: p.End, code: c.path}
		if !slices.ContainsFunc(s.list.done, a.same) {
			a.request = guid.New()
			return a, c.short
		}
	}
}

// read opens the project in this process and reads from it.
func (s *study) read(fn func(context.Context, *project.Project, *sql.Tx) error) error {
	return readProject(s.data, fn)
}

func readProject(data string, fn func(context.Context, *project.Project, *sql.Tx) error) (err error) {
	ctx := context.Background()
	shelf, err := project.OpenShelf(data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, shelf.Close()) }()
	p, err := shelf.ByName(ctx, projectName)
	if err != nil {
		return err
	}
	defer p.Close()
	return p.DB.Read(ctx, func(tx *sql.Tx) error { return fn(ctx, p, tx) })
}

// stateIn says what is there in a data folder, in the words of list.state.
func stateIn(data string) (string, error) {
	var lines []string
	err := readProject(data, func(ctx context.Context, _ *project.Project, tx *sql.Tx) error {
		docs, err := document.List(ctx, tx)
		if err != nil {
			return err
		}
		names := map[int64]string{}
		for _, d := range docs {
			text, err := document.Text(ctx, tx, d, 0, d.Length)
			if err != nil {
				return err
			}
			names[d.ID] = d.Name
			lines = append(lines, documentLine(d.Name, text))
		}
		paths := map[int64]string{}
		codes, err := codebook.List(ctx, tx)
		if err != nil {
			return err
		}
		for _, c := range codes {
			paths[c.ID] = c.Path
		}
		codings, err := coding.List(ctx, tx, people.Everyone, coding.Filter{})
		for _, c := range codings {
			lines = append(lines, codingLine(names[c.Document], c.Start, c.End, paths[c.Code]))
		}
		return err
	})
	return stateOf(lines), err
}

// hitsIn counts what the command line finds of the planted word.
func hitsIn(t testing.TB, data string) int {
	out := drive.Must(t, "search", "--data", data, "--project", projectName, "--json", "--limit", "1000000", testkit.Planted.Rare)
	return strings.Count(out, "\n")
}

// acknowledge turns an answer into nil when it acknowledges.
func acknowledge(reply drive.Reply, err error) error {
	if err == nil && reply.Status >= 300 {
		return fmt.Errorf("%w: %d %.300s", drive.ErrRefused, reply.Status, reply.Body)
	}
	return err
}

// copyTree copies a data folder.
func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o700)
		}
		in, err := os.Open(path)
		if err != nil {
			return err
		}
		defer in.Close()
		out, err := os.Create(filepath.Join(to, rel))
		if err != nil {
			return err
		}
		_, err = io.Copy(out, in)
		return errors.Join(err, out.Close())
	})
}
