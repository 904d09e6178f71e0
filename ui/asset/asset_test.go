package asset

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func packed(t *testing.T, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// What a page weighs is kept within the bounds that the product set itself.
func TestSizes(t *testing.T) {
	script, fonts := 0, 0
	for name, f := range served {
		switch {
		case strings.HasSuffix(name, ".js"):
			script += packed(t, f.data)
		case strings.HasSuffix(name, ".woff2"):
			fonts += len(f.data)
		}
	}
	style := packed(t, served["app.css"].data)
	t.Logf("gzip: style %d, scripts %d; fonts %d bytes", style, script, fonts)
	// Go packs the sheet a hundred bytes worse than gzip -9, by which the 12,000
	// bytes are meant.
	if style > 12_100 {
		t.Errorf("the style sheet is %d bytes packed; 12,100 are allowed", style)
	}
	if script > 40_000 {
		t.Errorf("the scripts are %d bytes packed; 40,000 are allowed", script)
	}
	if fonts != 245_056 {
		t.Errorf("the fonts are %d bytes; LOOK names 245,056", fonts)
	}
}

// Constants have names in the style sheet's sources only; a page or a script
// that names one would get nothing.
func TestConstantsStayInTheSheet(t *testing.T) {
	named := regexp.MustCompile(`var\(--(?:s\d|f-(?:micro|xs|s|m|q|l)|r)\)`)
	if err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == "node_modules" {
			return cmp.Or(err, fs.SkipDir)
		}
		if kind := filepath.Ext(path); d.IsDir() || kind != ".ts" && kind != ".templ" && !strings.HasSuffix(path, "dist/app.css") {
			return nil
		}
		text, err := os.ReadFile(path)
		if found := named.Find(text); found != nil {
			t.Errorf("%s names %s", path, found)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// A rule whose subject is anything that has something in it is tried on every
// element, by a look through all that is inside: on the desk that took more than
// all the other rules together.
func TestNoRuleLooksIntoEverything(t *testing.T) {
	anything := regexp.MustCompile(`(?:^|[\s,{}>+~*])(?:&\s)?:has\([^{]*`)
	if found := anything.Find(served["app.css"].data); found != nil {
		t.Errorf("say which element may have it: %.80s", found)
	}
	if !anything.MatchString(".segs{& :has(:focus){}}") || anything.MatchString(".segs label:has(i){&:has(b){}}") {
		t.Error("the test finds what it should not, or does not find what it should")
	}
}

func TestNothingComesFromElsewhere(t *testing.T) {
	for name, f := range served {
		if name == "NOTICE" {
			continue
		}
		for _, address := range regexp.MustCompile(`(?:https?:)?//[\w.-]+\.[a-z]{2,}[^\s"')]*`).FindAll(f.data, -1) {
			if !strings.HasSuffix(name, ".woff2") && !bytes.Contains(address, []byte("www.w3.org/2000/svg")) {
				t.Errorf("%s names %s", name, address)
			}
		}
	}
	for _, url := range regexp.MustCompile(`url\(([^)]+)\)`).FindAllSubmatch(served["app.css"].data, -1) {
		if _, ok := served[strings.Trim(string(url[1]), `"'`)]; !ok {
			t.Errorf("app.css wants %s, which is not served", url[1])
		}
	}
}

func TestServe(t *testing.T) {
	for _, c := range []struct {
		address, match string
		status         int
		cache          string
	}{
		{URL("app.css"), "", 200, "immutable"},
		{"/asset/app.css", "", 200, "no-cache"},
		{"/asset/app.css?v=0000000000", "", 200, "no-cache"},
		{"/asset/app.css", `"` + served["app.css"].sum + `"`, 304, "no-cache"},
		{"/asset/fonts/literata-5.3.0-latin-wght-normal.woff2", "", 200, "immutable"},
		{"/asset/../asset.go", "", 404, ""},
		{"/asset/", "", 404, ""},
		{"/asset/NOTICE", "", 200, "no-cache"},
	} {
		r := httptest.NewRequest(http.MethodGet, c.address, nil)
		if c.match != "" {
			r.Header.Set("If-None-Match", c.match)
		}
		w := httptest.NewRecorder()
		Serve(w, r)
		if w.Code != c.status || !strings.Contains(w.Header().Get("Cache-Control"), c.cache) {
			t.Errorf("%s: %d, %s", c.address, w.Code, w.Header().Get("Cache-Control"))
		}
	}
}
