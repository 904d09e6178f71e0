package intake

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/project"
	"verbatim/internal/transcript"
)

// Limits of what may wait on a stage at once.
const (
	maxStaged      = 1000
	maxStagedBytes = 500 << 20
)

// Stage is the files that one person brought to a project and that are not
// stored yet, with the corrections of what was recognised. They lie in the
// project's folder, so that a restart of the program loses none.
type Stage struct {
	dir string

	mu    sync.Mutex
	files []*staged
	size  int64
	run   *Run
	last  []Outcome
}

type staged struct {
	id   string
	item Item
}

// Staged is a file on the stage.
type Staged struct {
	ID string
	Item
}

// StageOf is the stage of a person in an open project.
func StageOf(p *project.Project, person string) (*Stage, error) {
	c, err := p.Attach("stage "+person, func() (io.Closer, error) { return openStage(filepath.Join(p.Dir, "staging", filepath.Base(person))) })
	if err != nil {
		return nil, err
	}
	return c.(*Stage), nil
}

func openStage(dir string) (*Stage, error) {
	s := &Stage{dir: dir}
	names, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	slices.Sort(names) // ids begin with the time
	for _, name := range names {
		var f File
		about, err := os.ReadFile(name)
		if err == nil {
			err = json.Unmarshal(about, &f)
		}
		if err == nil {
			f.Data, err = os.ReadFile(strings.TrimSuffix(name, ".json") + ".data")
		}
		if err != nil {
			continue // was being brought when the program was stopped
		}
		s.files = append(s.files, &staged{id: strings.TrimSuffix(filepath.Base(name), ".json"), item: Inspect(f)})
		s.size += int64(len(f.Data))
	}
	return s, nil
}

// Close stops a running import and forgets what is in memory; the files stay.
func (s *Stage) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.run != nil {
		s.run.cancel()
	}
	return nil
}

// Add reads a file and puts it on the stage.
func (s *Stage) Add(f File) (Staged, error) {
	item := Inspect(f)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.files) >= maxStaged || s.size+int64(len(f.Data)) > maxStagedBytes {
		return Staged{}, fault.New(fault.TooLarge, "%s: %d files or 500 MB can wait at once. Bring in those that are here first.", f.Name, maxStaged)
	}
	one := &staged{id: guid.New(), item: item}
	if err := s.keep(one, true); err != nil {
		return Staged{}, err
	}
	s.files = append(s.files, one)
	s.size += int64(len(f.Data))
	s.last = nil
	return Staged{one.id, one.item}, nil
}

// keep writes a file of the stage; what describes it comes last.
func (s *Stage) keep(one *staged, data bool) error {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	path := filepath.Join(s.dir, one.id)
	if data {
		if err := os.WriteFile(path+".data", one.item.Data, 0o600); err != nil {
			return err
		}
	}
	about, err := json.Marshal(File{Name: one.item.Name, Choices: one.item.Choices})
	if err != nil {
		return err
	}
	return os.WriteFile(path+".json", about, 0o600)
}

// Files lists the stage in the order in which it was filled.
func (s *Stage) Files() []Staged {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Staged, len(s.files))
	for i, f := range s.files {
		out[i] = Staged{f.id, f.item}
	}
	return out
}

func (s *Stage) find(id string) (int, error) {
	i := slices.IndexFunc(s.files, func(f *staged) bool { return f.id == id })
	if i < 0 {
		return 0, fault.New(fault.NotFound, "This file is not waiting any more. It was brought in or taken away; drop it again.")
	}
	return i, nil
}

// Choose corrects what was recognised in a file, which is read anew.
func (s *Stage) Choose(id string, change func(item Item, ch *transcript.Choices)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.find(id)
	if err != nil {
		return err
	}
	f := s.files[i].item.File
	f.Choices = copyChoices(f.Choices)
	change(s.files[i].item, &f.Choices)
	s.files[i].item = Inspect(f)
	return s.keep(s.files[i], false)
}

func copyChoices(c transcript.Choices) transcript.Choices {
	names := map[string]string{}
	for k, v := range c.Names {
		names[k] = v
	}
	c.Names, c.NotSpeakers, c.Speakers = names, slices.Clone(c.NotSpeakers), slices.Clone(c.Speakers)
	return c
}

// Remove takes files off the stage; with no id all of them.
func (s *Stage) Remove(ids ...string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.remove(ids)
}

func (s *Stage) remove(ids []string) error {
	var errs []error
	s.files = slices.DeleteFunc(s.files, func(f *staged) bool {
		if len(ids) > 0 && !slices.Contains(ids, f.id) {
			return false
		}
		s.size -= int64(len(f.item.Data))
		path := filepath.Join(s.dir, f.id)
		errs = append(errs, gone(path+".json"), gone(path+".data"))
		return true
	})
	return errors.Join(errs...)
}

func gone(path string) error {
	if err := os.Remove(path); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// Run is an import that is going on, or has ended.
type Run struct {
	cancel context.CancelFunc
	ended  chan struct{}

	mu    sync.Mutex
	done  int
	total int
	name  string
	err   error
}

// Progress says how far a run is: how many of how many files, and the last one.
func (r *Run) Progress() (done, total int, name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.done, r.total, r.name
}

// Ended is closed when the run is over; Err says how.
func (r *Run) Ended() <-chan struct{} { return r.ended }

// Err is why an ended run was cut off, nil when it was not.
func (r *Run) Err() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}

// Start stores what is on the stage, in the background; one run at a time. The
// project must stay open until it has ended: release is called then. Stored
// files leave the stage, refused ones stay.
func (s *Stage) Start(p *project.Project, who int64, request string, release func()) *Run {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.run != nil {
		release()
		return s.run
	}
	ctx, cancel := context.WithCancel(context.Background())
	run := &Run{cancel: cancel, ended: make(chan struct{}), total: len(s.files)}
	s.run, s.last = run, nil
	files := slices.Clone(s.files)
	items := make([]Item, len(files))
	for i, f := range files {
		items[i] = f.item
	}
	go func() {
		defer release()
		defer cancel()
		out, err := Store(ctx, p, who, request, items, func(done, total int, name string) {
			run.mu.Lock()
			run.done, run.total, run.name = done, total, name
			run.mu.Unlock()
		})
		s.finish(run, files, out, err)
	}()
	return run
}

// finish puts away what was stored.
func (s *Stage) finish(run *Run, files []*staged, out []Outcome, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var stored []string
	s.last = nil
	for i, o := range out {
		if o.Done {
			stored = append(stored, files[i].id)
			s.last = append(s.last, o)
		}
	}
	if len(stored) > 0 {
		err = cmp.Or(err, s.remove(stored))
	}
	run.mu.Lock()
	run.err = err
	run.mu.Unlock()
	s.run = nil
	close(run.ended)
}

// Running is the import that is going on, nil for none.
func (s *Stage) Running() *Run {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.run
}

// Stop ends a running import; what it had not stored stays on the stage.
func (s *Stage) Stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.run != nil {
		s.run.cancel()
	}
}

// Last is what became of the files of the run that ended last, until another
// file comes.
func (s *Stage) Last() []Outcome {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.last)
}
