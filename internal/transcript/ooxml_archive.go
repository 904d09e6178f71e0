package transcript

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"verbatim/internal/fault"
)

// Limits on archives from outside. A file within them is read in bounded time
// and memory whatever it claims about itself.
const (
	maxUnpacked = 200 << 20 // bytes over all parts
	maxRatio    = 200       // unpacked to packed …
	freeRatio   = 1 << 20   // … which small archives need not hold
	maxEntries  = 20_000
)

// zipArchive is a zip file whose parts are read under one budget. Names inside
// it are only ever compared, never used as paths.
type zipArchive struct {
	parts  map[string]*zip.File // by lower-case name without a leading slash
	budget int64                // bytes that may still be unpacked
}

// openZip opens a zip file that lies in memory. what names the kind of file in
// messages, for example "Word file".
func openZip(data []byte, what string) (*zipArchive, error) {
	// Counted before the directory is read, which costs 200 bytes an entry.
	if bytes.Count(data, []byte("PK\x01\x02")) > maxEntries {
		return nil, fault.New(fault.TooLarge, "This file holds more than %d parts; that is no %s.", maxEntries, what)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fault.Wrap(err, fault.Unreadable, "This %s is damaged or was cut off: copy or download it again, or open it in its own program and save it anew.", what)
	}
	a := &zipArchive{parts: make(map[string]*zip.File, len(z.File)), budget: min(maxUnpacked, max(freeRatio, maxRatio*int64(len(data))))}
	var total uint64
	for _, f := range z.File {
		total += f.UncompressedSize64
		name := partName(f.Name)
		if _, twice := a.parts[name]; !twice {
			a.parts[name] = f
		}
		if f.UncompressedSize64 > maxUnpacked || total > uint64(a.budget) {
			return nil, tooBig(what)
		}
	}
	return a, nil
}

func tooBig(what string) error {
	return fault.New(fault.TooLarge, "This %s unpacks to more than %d MB or to %d times its size; that is too much to read. Save the text alone in a new file and try that.", what, maxUnpacked>>20, maxRatio)
}

// partName is a part's name as the archive's map has it. Names in packages do
// not tell upper from lower case.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

func (a *zipArchive) has(name string) bool { return a.parts[partName(name)] != nil }

// open gives the unpacked bytes of a part. The reader fails with errTooBig when
// the archive's budget is spent.
func (a *zipArchive) open(name string) (io.ReadCloser, error) {
	f := a.parts[partName(name)]
	if f == nil {
		return nil, errNoPart
	}
	if f.Flags&1 != 0 {
		return nil, errSealed
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return &budgetReader{r, a}, nil
}

var (
	errNoPart = errors.New("no such part")
	errSealed = errors.New("part is encrypted")
	errTooBig = errors.New("unpacks to too much")
)

type budgetReader struct {
	io.ReadCloser
	archive *zipArchive
}

func (b *budgetReader) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.archive.budget -= int64(n)
	if b.archive.budget < 0 {
		return 0, errTooBig
	}
	return n, err
}

// relation is an arrow from a part to another, or to something outside.
type relation struct {
	id, kind, target string
}

// relations reads the arrows of a part; "" stands for the package itself. The
// kind is the last word of the type's address, so that the strict and the
// transitional addresses are one. Arrows that lead out of the file are left
// out: nothing outside is ever opened.
func (a *zipArchive) relations(part string, clock deadline) ([]relation, error) {
	dir, base := path.Split(partName(part))
	x, err := a.scan(dir+"_rels/"+base+".rels", clock)
	if errors.Is(err, errNoPart) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer x.close()
	var all []relation
	for {
		switch event, err := x.next(); {
		case err != nil:
			return nil, err
		case event == xmlEOF:
			return all, nil
		case event == xmlStart && x.local == "Relationship" && !strings.EqualFold(x.attr("TargetMode"), "External"):
			target := strings.ReplaceAll(x.attr("Target"), `\`, "/")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("/", dir, target)
			}
			all = append(all, relation{x.attr("Id"), path.Base(x.attr("Type")), path.Clean(target)})
		}
	}
}

// scan opens a part as XML.
func (a *zipArchive) scan(name string, clock deadline) (*xmlScanner, error) {
	r, err := a.open(name)
	if err != nil {
		return nil, err
	}
	return newXMLScanner(r, clock), nil
}
