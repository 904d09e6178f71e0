package publish

import (
	"archive/zip"
	"bytes"
	"io"
	"sort"
	"time"
)

// epoch is the time of every entry in our zip files: the first that the format
// can say, so that the same content gives the same bytes.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// part is one file of a package.
type part struct {
	name string
	data []byte
}

// pack writes parts as a zip, in their order and with a fixed time.
func pack(parts []part) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: epoch})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(p.data); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// repack orders the entries of a zip by name, content types first as readers
// expect, and fixes their times; nothing is compressed again. excelize ranges
// over a map of streams, so its order changes from run to run.
func repack(data []byte) ([]byte, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	sort.Slice(r.File, func(i, j int) bool { return r.File[i].Name < r.File[j].Name })
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range r.File {
		raw, err := f.OpenRaw()
		if err != nil {
			return nil, err
		}
		w, err := z.CreateRaw(&zip.FileHeader{
			Name: f.Name, Method: f.Method, Modified: epoch, ModifiedDate: 0x21, // 1 January 1980
			CRC32: f.CRC32, CompressedSize64: f.CompressedSize64, UncompressedSize64: f.UncompressedSize64,
		})
		if err != nil {
			return nil, err
		}
		if _, err := io.Copy(w, raw); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
