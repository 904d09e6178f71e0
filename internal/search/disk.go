package search

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2/analysis"
	bleve "github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// errHeld says that another process has the index open; errDamaged that its
// files cannot be trusted.
var (
	errHeld    = errors.New("index held by another process")
	errDamaged = errors.New("index damaged")
)

// format is the number of this layout of the index; another one is built anew.
const format = 1

// The field of the folded words. A word is found by its folded form alone:
// positions, frequencies and stored text are the evaluator's business.
const fieldExact = "exact"

// disk is the open index of one project.
type disk struct {
	dir    string
	scorch *scorch.Scorch
	queue  *index.AnalysisQueue
	state  state
	failed chan struct{} // closed when bleve reports that it cannot go on
	once   sync.Once
}

// state is kept inside the index, written in the same batch as what it speaks of.
type state struct {
	Format   int               `json:"format"`
	Position int64             `json:"position"` // the history entry that the index has followed to
	Bodies   map[int64]indexed `json:"bodies"`   // texts that are in it whole
}

// indexed is one text in the index.
type indexed struct {
	Hash  string `json:"hash"` // of the body, so that another project's or a restored one's is noticed
	Units int    `json:"units"`
}

var stateKey = []byte("verbatim")

// failures tells the open index of a folder what bleve's own goroutines report.
var failures sync.Map // dir → *disk

func init() {
	scorch.RegistryAsyncErrorCallbacks["verbatim"] = func(_ error, path string) {
		if d, ok := failures.Load(path); ok {
			d.(*disk).fail()
		}
	}
}

func (d *disk) fail() { d.once.Do(func() { close(d.failed) }) }

// openDisk opens the index in dir, making it where there is none. Files that
// were damaged give errDamaged: reading them could end the process, so that
// they are checked before bleve maps them into memory.
func openDisk(dir string) (d *disk, err error) {
	defer guard(&err)
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("%w: a file stands in its place", errDamaged)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if err := lockable(filepath.Join(dir, "root.bolt")); err != nil {
		return nil, err
	}
	if err := sound(dir); err != nil {
		return nil, err
	}
	d = &disk{dir: dir, failed: make(chan struct{}), queue: index.NewAnalysisQueue(2)}
	failures.Store(dir, d)
	opened, err := scorch.NewScorch(scorch.Name, map[string]any{
		"path": dir, "bolt_timeout": "1s", "asyncErrorCallbackName": "verbatim",
	}, d.queue)
	if err != nil {
		return nil, err
	}
	if err := opened.Open(); err != nil {
		d.queue.Close()
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	d.scorch = opened.(*scorch.Scorch)
	if err := d.readState(); err != nil {
		d.close()
		return nil, err
	}
	return d, nil
}

// lockable finds out whether another process holds the index, and whether the
// list of its files is whole.
func lockable(path string) error {
	_, statErr := os.Stat(path)
	if b, err := os.ReadFile(path); err == nil && len(b) > 0 && !boltWhole(b) {
		return fmt.Errorf("%w: %s is cut short", errDamaged, filepath.Base(path))
	}
	b, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: 60 * time.Millisecond})
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return errHeld
	case err != nil && os.IsNotExist(statErr):
		return err
	case err != nil:
		return fmt.Errorf("%w: %w", errDamaged, err)
	}
	return b.Close()
}

// boltWhole reports whether a bolt file is as long as its newest page table
// says. bolt maps the file without looking, and reading past its end kills.
func boltWhole(b []byte) bool {
	const header, magic = 16, 0xED0CDAED // of a page; of its table
	need := uint64(0)
	for page := 0; page < 2; page++ {
		at := 0
		if page == 1 {
			if len(b) < header+12 {
				return false
			}
			at = int(binary.LittleEndian.Uint32(b[header+8:]))
		}
		if at < 0 || len(b) < at+header+64 {
			return false
		}
		m := b[at+header:]
		if binary.LittleEndian.Uint32(m) != magic {
			return false
		}
		size, last := binary.LittleEndian.Uint32(m[8:]), binary.LittleEndian.Uint64(m[40:])
		need = max(need, uint64(size)*last)
	}
	return uint64(len(b)) >= need
}

// sound compares every file of the index that is in use with its checksum.
func sound(dir string) error {
	names, err := filepath.Glob(filepath.Join(dir, "*.zap"))
	if err != nil {
		return err
	}
	list, err := os.ReadFile(filepath.Join(dir, "root.bolt"))
	if err != nil {
		return err
	}
	there := map[string]bool{}
	for _, name := range names {
		base := filepath.Base(name)
		there[base] = true
		if !bytes.Contains(list, []byte(base)) {
			continue // cut off while it was written, and never used
		}
		if err := checksum(name); err != nil {
			return err
		}
	}
	return nil
}

// checksum reads a segment: its last four bytes are the CRC of the rest.
func checksum(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() < 64 {
		return fmt.Errorf("%w: %s is cut short", errDamaged, filepath.Base(name))
	}
	h := crc32.NewIEEE()
	if _, err := io.CopyN(h, f, info.Size()-4); err != nil {
		return err
	}
	var tail [4]byte
	if _, err := io.ReadFull(f, tail[:]); err != nil {
		return err
	}
	if binary.BigEndian.Uint32(tail[:]) != h.Sum32() {
		return fmt.Errorf("%w: %s is not as it was written", errDamaged, filepath.Base(name))
	}
	return nil
}

// guard makes an error of a panic: bleve panics on files that it cannot read.
// Together with SetPanicOnFault it also catches a file that was cut short while
// it is mapped.
func guard(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("%w: %v", errDamaged, r)
	}
}

// daring runs fn over mapped files and makes an error of what goes wrong there.
func daring(fn func() error) (err error) {
	old := debug.SetPanicOnFault(true)
	defer debug.SetPanicOnFault(old)
	defer guard(&err)
	return fn()
}

func (d *disk) readState() error {
	d.state = state{Format: format, Bodies: map[int64]indexed{}}
	r, err := d.scorch.Reader()
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	n, err := r.DocCount()
	if err != nil {
		return err
	}
	raw, err := r.GetInternal(stateKey)
	if err != nil {
		return err
	}
	if raw == nil {
		if n > 0 {
			return fmt.Errorf("%w: no state", errDamaged)
		}
		return nil
	}
	var s state
	if err := json.Unmarshal(raw, &s); err != nil || s.Format != format || s.Bodies == nil {
		return fmt.Errorf("%w: its state is of another kind", errDamaged)
	}
	d.state = s
	return nil
}

// close lets go of the index. One that has failed is left to itself: waiting for
// its goroutines could take for ever.
func (d *disk) close() {
	failures.CompareAndDelete(d.dir, d)
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = daring(func() error {
			if d.scorch != nil {
				return d.scorch.Close()
			}
			return nil
		})
		d.queue.Close()
	}()
	select {
	case <-done:
	case <-d.failed:
		select {
		case <-done:
		case <-time.After(2 * time.Second):
		}
	}
}

// commit writes a batch and waits until it is on the disk.
func (d *disk) commit(b *index.Batch, s state) error {
	raw, err := json.Marshal(s)
	if err != nil {
		return err
	}
	b.SetInternal(stateKey, raw)
	done := make(chan error, 1)
	go func() { done <- daring(func() error { return d.scorch.Batch(b) }) }()
	select {
	case err := <-done:
		if err != nil {
			return fmt.Errorf("%w: %w", errDamaged, err)
		}
		d.state = s
		return nil
	case <-d.failed:
		return fmt.Errorf("%w: bleve gave up", errDamaged)
	}
}

// whole reports whether the files that the index has open are still in its
// folder, as long as they were.
func (d *disk) whole(sizes map[string]int64) bool {
	if _, err := os.Stat(filepath.Join(d.dir, "root.bolt")); err != nil {
		return false
	}
	for name, size := range sizes {
		if info, err := os.Stat(name); err != nil || info.Size() != size {
			return false
		}
	}
	return true
}

// key is how the index names a block: its text, its unit, its number.
type key struct{ body, unit, seq uint32 }

func (k key) String() string {
	var b [12]byte
	binary.BigEndian.PutUint32(b[:], k.body)
	binary.BigEndian.PutUint32(b[4:], k.unit)
	binary.BigEndian.PutUint32(b[8:], k.seq)
	return string(b[:])
}

func keyOf(id []byte) (key, bool) {
	if len(id) != 12 {
		return key{}, false
	}
	return key{binary.BigEndian.Uint32(id), binary.BigEndian.Uint32(id[4:]), binary.BigEndian.Uint32(id[8:])}, true
}

// entry makes the document of bleve's for a block.
func entry(k key, words string) *bleve.Document {
	doc := bleve.NewDocument(k.String())
	doc.AddField(bleve.NewTextFieldCustom(fieldExact, nil, []byte(words), index.IndexField|index.SkipFreqNorm, folding{}))
	return doc
}

// folding is the analyzer: our words, our folding, nothing else. One cutter for
// index and evaluator, so that the index never misses what the evaluator finds.
type folding struct{}

var lists = sync.Pool{New: func() any { return new(wordList) }}

// Analyze gives each different word once.
func (folding) Analyze(input []byte) analysis.TokenStream {
	w := lists.Get().(*wordList)
	defer lists.Put(w)
	w.reset()
	var s strings.Builder
	s.Write(input)
	w.add(0, s.String(), 0)
	fold := append([]byte(nil), w.fold...)
	tokens := make([]analysis.Token, len(w.tokens))
	out := make(analysis.TokenStream, len(w.tokens))
	for i, t := range w.tokens {
		tokens[i] = analysis.Token{Start: int(t.b0), End: int(t.b1), Term: fold[t.a:t.z:t.z], Position: i + 1}
		out[i] = &tokens[i]
	}
	return out
}
