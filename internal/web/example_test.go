package web

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"verbatim/fixtures"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/people"
	"verbatim/internal/project"
)

// The example study comes in whole, once, and says that it is fictional.
func TestExample(t *testing.T) {
	ctx := context.Background()
	shelf, err := project.OpenShelf(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shelf.Close() })
	for range 2 {
		p, err := Example(ctx, shelf)
		if err != nil {
			t.Fatal(err)
		}
		info, err := p.Info(ctx)
		if err != nil || info.Banner != fixtures.Banner {
			t.Errorf("%q %v", info.Banner, err)
		}
		err = p.DB.Read(ctx, func(tx *sql.Tx) error {
			docs, err := document.List(ctx, tx)
			if err != nil {
				return err
			}
			counted, err := coding.Counted(ctx, tx, people.Everyone, 0)
			if len(docs) != 10 || len(counted) != 247 {
				t.Errorf("%d documents, %d codings", len(docs), len(counted))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		p.Close()
	}
	if list, err := shelf.List(ctx); err != nil || len(list) != 1 {
		t.Errorf("%d projects %v", len(list), err)
	}
}

// Who looks around in the example study is asked nothing, is told on every
// screen that it is fictional, and may become its other coder.
func TestExampleAsksNobody(t *testing.T) {
	s, browser := listening(t, t.TempDir())
	get(t, browser, s.Address("/"))
	res, err := browser.Post("http://"+s.host+"/example", "application/x-www-form-urlencoded", nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	root := "http://" + s.host + res.Request.URL.Path
	for _, screen := range []string{"", "/desk", "/codes", "/search", "/findings", "/history", "/export", "/coder", "/import", "/memos"} {
		res, body := get(t, browser, root+screen)
		if res.StatusCode != http.StatusOK || screen != "/coder" && strings.HasSuffix(res.Request.URL.Path, "/coder") || !strings.Contains(body, fixtures.Banner) {
			t.Errorf("%s: %d at %s", screen, res.StatusCode, res.Request.URL)
		}
		if !strings.Contains(body, "you are coder AM") {
			t.Errorf("%s does not name its coder", screen)
		}
	}
	if _, body := get(t, browser, root+"/desk"); !strings.Contains(body, "<b>R47.docx</b><span>MDL, nurse specialist</span>") {
		t.Error("the desk does not say who speaks in R47")
	}
	_, body := get(t, browser, root+"/coder")
	other := regexp.MustCompile(`(?s)name="coder" value="([^"]+)" class="person">\s*<span[^>]*>BK<`).FindStringSubmatch(body)
	if other == nil {
		t.Fatalf("no BK to choose in %s", body)
	}
	if res, err = browser.PostForm(root+"/coder", url.Values{"coder": {other[1]}}); err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if _, body := get(t, browser, root); !strings.Contains(body, "you are coder BK") {
		t.Error("BK was chosen and is not coding")
	}
}

// Whatever is taken out of the example study says that it is fictional.
func TestExportsOfTheExampleAreMarked(t *testing.T) {
	c := openSheetCase(t)
	links := regexp.MustCompile(`href="(/p/[^"]*/export/[^"]*)"`).FindAllStringSubmatch(c.page("/export"), -1)
	for _, link := range links {
		address := strings.ReplaceAll(strings.TrimPrefix(link[1], c.root), "&amp;", "&")
		body := c.do(http.MethodGet, address, nil).Body.Bytes()
		if file, query, _ := strings.Cut(address, "?"); strings.HasSuffix(file, ".csv") || strings.HasSuffix(file, ".txt") && query != "" {
			body = c.do(http.MethodGet, file+"-metadata.json?"+query, nil).Body.Bytes() // what stands beside it
		}
		said := unpackedText(t, body)
		if !strings.Contains(said, "No real hospital, clinic, professional or patient.") {
			t.Errorf("%s does not say that it is fictional", address)
		}
	}
	if len(links) < 25 {
		t.Errorf("only %d exports", len(links))
	}
}

// unpackedText is a file as text: of a zip all parts, and of zips in it theirs.
func unpackedText(t *testing.T, body []byte) string {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return string(body)
	}
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(unpackedText(t, part))
	}
	return all.String()
}
