package search

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"verbatim/internal/db"
	"verbatim/internal/document"
	"verbatim/internal/history"
	"verbatim/internal/project"
)

// Index is the search of one open project. It follows the history: what is
// shown or brought back is put into the index soon after, and is found in the
// meantime by reading it.
type Index struct {
	db  *db.DB
	dir string

	listed atomic.Pointer[listed]

	mu     sync.Mutex
	window *window
	status Status
	change chan struct{} // closed and made anew whenever status changes

	opened chan struct{} // closed once the index was opened, or could not be
	stop   chan struct{}
	done   chan struct{}
	renew  chan chan struct{} // asks the follower to build the index anew; closed when it has begun

	disk  *disk // of the follower alone
	rows  rows
	retry time.Time
}

// Status says how far the index is.
type Status struct {
	Texts    int       // documents to search
	Indexed  int       // of them in the index
	Position int64     // the history entry followed to
	Since    time.Time // when it fell behind; zero while it is up
	Held     bool      // another process has the index; answers come from the texts
	Err      error     // why there is no index at present
}

// Ready reports whether every document is in the index.
func (s Status) Ready() bool { return s.Indexed == s.Texts && s.Err == nil && !s.Held }

const (
	batchBlocks = 4000 // blocks put into the index at once: one file of it
	batchBytes  = 3 << 20
	manyBatches = 4 // after so many the files are written together
)

// Of gives the search of an open project, opening it at the first call. It is
// closed with the project.
func Of(p *project.Project) (*Index, error) {
	c, err := p.Attach("search", func() (io.Closer, error) {
		return open(p.DB, filepath.Join(p.Dir, "index")), nil
	})
	if err != nil {
		return nil, err
	}
	return c.(*Index), nil
}

func open(d *db.DB, dir string) *Index {
	x := &Index{db: d, dir: dir, change: make(chan struct{}), opened: make(chan struct{}),
		stop: make(chan struct{}), done: make(chan struct{}), renew: make(chan chan struct{})}
	go x.follow()
	return x
}

// Rebuild throws the index away and waits until it is whole again. Where another
// process has it, that one is asked to: then it returns once the other has begun.
func (x *Index) Rebuild(ctx context.Context) (byOther bool, err error) {
	<-x.opened
	for asked := false; ; {
		if !x.Status().Held {
			break
		}
		if !asked {
			if err := os.WriteFile(x.wish(), nil, 0o600); err != nil {
				return true, err
			}
			asked = true
		}
		if _, err := os.Stat(x.wish()); errors.Is(err, fs.ErrNotExist) {
			return true, nil
		}
		select {
		case <-ctx.Done():
			_ = os.Remove(x.wish())
			return true, ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
	begun := make(chan struct{})
	select {
	case x.renew <- begun:
		<-begun
	case <-x.done:
		return false, errors.New("search: index closed")
	case <-ctx.Done():
		return false, ctx.Err()
	}
	var head history.Entry
	err = x.db.Read(ctx, func(tx *sql.Tx) (err error) {
		head, err = history.Head(ctx, tx)
		return err
	})
	if err != nil {
		return false, err
	}
	st, err := x.Wait(ctx, head.ID)
	return st.Held, err
}

// Check says what is wrong with the index of a project, without opening it: a
// sentence a problem. One that is missing is none: it is built when it is needed.
func Check(p *project.Project) []string {
	dir := filepath.Join(p.Dir, "index")
	list, err := os.ReadFile(filepath.Join(dir, "root.bolt"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err == nil && !boltWhole(list):
		err = errDamaged
	case err == nil:
		err = sound(dir)
	}
	if err == nil {
		return nil
	}
	return []string{"The index for searching is damaged. Nothing is lost: searches read the texts, and opening the project, or “verbatim reindex”, builds it anew."}
}

// Close ends the following and lets go of the files.
func (x *Index) Close() error {
	close(x.stop)
	<-x.done
	return nil
}

// Status says how far the index is.
func (x *Index) Status() Status {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.status
}

// Wait returns when the index has followed the history to this entry or
// further, when another process holds it, or with the context.
func (x *Index) Wait(ctx context.Context, position int64) (Status, error) {
	for {
		x.mu.Lock()
		s, change := x.status, x.change
		x.mu.Unlock()
		if s.Held || s.Position >= position && s.Ready() {
			return s, nil
		}
		select {
		case <-change:
		case <-ctx.Done():
			return s, ctx.Err()
		case <-x.done:
			return s, errors.New("search: index closed")
		}
	}
}

func (x *Index) tell(f func(*Status)) {
	x.mu.Lock()
	defer x.mu.Unlock()
	f(&x.status)
	if x.status.Ready() {
		x.status.Since = time.Time{}
	} else if x.status.Since.IsZero() {
		x.status.Since = time.Now()
	}
	close(x.change)
	x.change = make(chan struct{})
}

// coalesce is how long a commit may wait until the index follows; those that
// come meanwhile are followed together.
const coalesce = 10 * time.Millisecond

// follow keeps the index up with the history until Close.
func (x *Index) follow() {
	defer close(x.done)
	defer x.shut()
	changed, unwatch := x.db.Watch()
	defer unwatch()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		select {
		case <-x.stop:
			cancel()
		case <-x.done:
		}
	}()
	first := true
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		x.step(ctx)
		if first {
			close(x.opened)
			first = false
			x.catchUp(ctx)
		}
		select {
		case <-x.stop:
			return
		case <-changed:
			// Whoever committed is answered first: both read the same file, and on
			// two cores the following takes from the answer.
			select {
			case <-x.stop:
				return
			case <-time.After(coalesce):
			}
		case begun := <-x.renew:
			if x.disk != nil {
				x.rebuild("asked for")
			}
			close(begun)
		case <-tick.C:
			if !x.idle() {
				continue
			}
		}
		x.catchUp(ctx)
	}
}

// idle does what is due without a change of the project: a wish from outside, a
// damage seen, files merged by bleve. It reports whether to catch up.
func (x *Index) idle() bool {
	if x.disk == nil {
		return time.Now().After(x.retry)
	}
	if _, err := os.Stat(x.wish()); err == nil {
		x.rebuild("wished for")
		return true
	}
	x.mu.Lock()
	w := x.window
	x.mu.Unlock()
	select {
	case <-x.disk.failed:
		x.rebuild("bleve gave up")
		return true
	default:
	}
	if w == nil || !x.disk.whole(w.sizes) {
		x.rebuild("files changed")
		return true
	}
	if x.merged(w) {
		x.look()
	}
	return false
}

// merged reports whether bleve has written its files together since.
func (x *Index) merged(w *window) bool {
	r, err := x.disk.scorch.Reader()
	if err != nil {
		return false
	}
	defer func() { _ = r.Close() }()
	segments := r.(*scorch.IndexSnapshot).Segments()
	for _, s := range segments {
		if _, ok := x.rows[s.Id()]; !ok {
			return true
		}
	}
	return len(segments) != len(x.rows)
}

// wish is the file that asks a process that has the index open to build it anew.
func (x *Index) wish() string { return filepath.Join(x.dir, "rebuild") }

// step opens the index where it is not open.
func (x *Index) step(ctx context.Context) {
	if x.disk != nil || ctx.Err() != nil {
		return
	}
	d, err := x.openDisk()
	if errors.Is(err, errDamaged) {
		slog.Debug("the index is damaged and is built anew", "reason", err.Error())
		if err = wipe(x.dir); err == nil {
			d, err = x.openDisk()
		}
	}
	x.retry = time.Now().Add(5 * time.Second)
	if err != nil {
		texts := x.survey(ctx)
		x.tell(func(s *Status) { s.Texts, s.Held, s.Err = texts, errors.Is(err, errHeld), err })
		return
	}
	x.disk = d
	x.tell(func(s *Status) { s.Held, s.Err = false, nil })
	if !x.trusted(ctx) {
		x.rebuild("of other texts")
		return
	}
	x.look()
}

func (x *Index) openDisk() (d *disk, err error) {
	err = daring(func() (err error) {
		d, err = openDisk(x.dir)
		return err
	})
	return d, err
}

// wipe removes the index. The file that wishes for it goes with it.
func wipe(dir string) error { return os.RemoveAll(dir) }

// rebuild throws the index away and begins an empty one.
func (x *Index) rebuild(reason string) {
	slog.Debug("the index is built anew", "reason", reason)
	x.shut()
	err := wipe(x.dir)
	if err == nil {
		x.disk, err = x.openDisk()
	}
	x.tell(func(s *Status) { s.Held, s.Err, s.Indexed, s.Position = errors.Is(err, errHeld), err, 0, 0 })
	x.retry = time.Now().Add(5 * time.Second)
	x.look()
}

// shut closes the index and takes its window away from later searches.
func (x *Index) shut() {
	x.put(nil)
	x.rows = nil
	if x.disk != nil {
		x.disk.close()
		x.disk = nil
	}
}

// look makes the index as it is now the one that searches read.
func (x *Index) look() {
	if x.disk == nil {
		return
	}
	var w *window
	err := daring(func() (err error) {
		w, x.rows, err = newWindow(x.disk, x.rows)
		return err
	})
	if err != nil {
		x.disk.fail()
		w = nil
	}
	x.put(w)
}

func (x *Index) put(w *window) {
	x.mu.Lock()
	old := x.window
	x.window = w
	drop := false
	if old != nil {
		old.old = true
		drop = old.held == 0
	}
	x.mu.Unlock()
	if drop {
		old.close()
	}
}

// hold gives the window of this moment, nil for none. It waits a little for an
// index that is being opened.
func (x *Index) hold(ctx context.Context) *window {
	select {
	case <-x.opened:
	case <-time.After(1500 * time.Millisecond):
	case <-ctx.Done():
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.window != nil {
		x.window.held++
	}
	return x.window
}

func (x *Index) release(w *window) {
	if w == nil {
		return
	}
	x.mu.Lock()
	w.held--
	drop := w.old && w.held == 0
	x.mu.Unlock()
	if drop {
		w.close()
	}
}

func (w *window) close() { _ = daring(func() error { return w.reader.Close() }) }

// trusted reports whether the texts in the index are those of this project.
func (x *Index) trusted(ctx context.Context) bool {
	hashes := map[int64]string{}
	err := x.db.Read(ctx, func(tx *sql.Tx) (err error) {
		hashes, err = bodyHashes(ctx, tx)
		return err
	})
	if err != nil {
		return ctx.Err() != nil
	}
	for body, in := range x.disk.state.Bodies {
		if hashes[body] != in.Hash {
			return false
		}
	}
	return true
}

// catchUp puts the documents that are not in the index into it.
func (x *Index) catchUp(ctx context.Context) {
	for range 3 { // a damage found on the way is repaired at once, but not for ever
		x.step(ctx)
		if x.disk == nil {
			return
		}
		err := x.build(ctx)
		if err == nil || ctx.Err() != nil {
			return
		}
		if !errors.Is(err, errDamaged) {
			x.tell(func(s *Status) { s.Err = err })
			return
		}
		x.rebuild("a batch failed")
	}
}

// survey counts what there is to search while there is no index.
func (x *Index) survey(ctx context.Context) (texts int) {
	_ = x.db.Read(ctx, func(tx *sql.Tx) error {
		docs, err := document.List(ctx, tx)
		texts = len(docs)
		return err
	})
	return texts
}
