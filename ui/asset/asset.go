// Package asset holds what the browser gets besides pages: the style sheet,
// the scripts, fonts and icons. Sources lie here, what is served lies in dist
// and is made from them by
//
//	go generate ./ui/...
//
// and committed, so that running the program needs no other tool. Each area
// has its own NAME.css, imported by app.css, and its own NAME.ts, which
// app.ts runs on the pages that name it; what several share lies in lib.
package asset

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:generate go run verbatim/ui/asset/gen

//go:embed dist NOTICE
var files embed.FS

// file is one thing that is served.
type file struct {
	data []byte
	sum  string // first 10 hex digits of its SHA-256
	kind string
}

var served = load()

func load() map[string]file {
	out := map[string]file{}
	_ = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		kind := mime.TypeByExtension(path.Ext(name))
		switch path.Ext(name) { // not left to the machine's own table
		case ".css":
			kind = "text/css; charset=utf-8"
		case ".js":
			kind = "text/javascript; charset=utf-8"
		case ".svg":
			kind = "image/svg+xml"
		case ".woff2":
			kind = "font/woff2"
		case "":
			kind = "text/plain; charset=utf-8"
		}
		out[strings.TrimPrefix(name, "dist/")] = file{data: data, sum: hex.EncodeToString(sum[:5]), kind: kind}
		return nil
	})
	return out
}

// URL gives the address of an asset with its checksum, so that a browser
// keeps it until it changes. A name that does not exist panics: pages name
// their assets as constants, and a test renders every page.
func URL(name string) string {
	f, ok := served[name]
	if !ok {
		panic("asset: no " + name + "; run go generate ./ui/...")
	}
	return "/asset/" + name + "?v=" + f.sum
}

// Fonts gives the addresses of the two files that every page needs, as the style
// sheet names them: asked for with the page, they are there before it is
// painted, and no line breaks anew.
func Fonts() []string {
	var out []string
	for _, name := range []string{"fonts/ibm-plex-sans-5.3.0-latin-wght-normal.woff2", "fonts/literata-5.3.0-latin-wght-normal.woff2"} {
		if _, ok := served[name]; !ok {
			panic("asset: no " + name)
		}
		out = append(out, "/asset/"+name)
	}
	return out
}

// Icon gives what is drawn inside an icon's svg element, in a 24 by 24 view.
func Icon(name string) string {
	f, ok := served["icons/"+name+".svg"]
	if !ok {
		panic("asset: LOOK has no icon " + name)
	}
	_, inside, _ := strings.Cut(string(f.data), ">")
	inside, _, _ = strings.Cut(inside, "</svg>")
	return inside
}

// Serve answers GET /asset/NAME. Names with the right checksum, and fonts,
// whose version is part of their name, may be kept for ever.
func Serve(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/asset/")
	f, ok := served[name]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("ETag", `"`+f.sum+`"`)
	if r.URL.Query().Get("v") == f.sum || strings.HasPrefix(name, "fonts/") {
		h.Set("Cache-Control", "private, max-age=31536000, immutable")
	} else {
		h.Set("Cache-Control", "no-cache")
	}
	if r.Header.Get("If-None-Match") == `"`+f.sum+`"` {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(f.data)
}
