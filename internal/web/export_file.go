package web

import (
	"archive/zip"
	"bytes"
	"context"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/report"
	"verbatim/ui/words"
)

// separators are what may stand between the columns of a csv, as an address
// names them.
var separators = map[string]rune{"": ',', "comma": ',', "semicolon": ';', "tab": '\t'}

// mediaTypes are the types of what is taken out.
var mediaTypes = map[string]string{
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".csv":  "text/csv; charset=utf-8", ".md": "text/markdown; charset=utf-8", ".txt": "text/plain; charset=utf-8",
	".html": "text/html; charset=utf-8", ".json": "application/json", ".svg": "image/svg+xml", ".zip": "application/zip",
}

// exportFile gives one export as a file: the deep link to it. Several texts come
// as a zip; NAME-metadata.json gives the stamp that stands beside a csv.
func (s *Server) exportFile(c echo.Context) error {
	what, err := url.PathUnescape(c.Param("what"))
	if err != nil {
		what = c.Param("what")
	}
	what, stamp := strings.CutSuffix(what, "-metadata.json")
	o := report.Options{Separator: separators[c.QueryParam("separator")], Set: map[string]string{}, Program: "Verbatim " + s.version, Did: didInEnglish}
	for _, key := range []string{"layer", "language", "counts", "quotes", "document", "minutes", "version"} {
		if v := c.QueryParam(key); v != "" {
			o.Set[key] = v
		}
	}
	files, err := report.Write(c.Request().Context(), projectOf(c), viewerOf(c), what, o)
	if err != nil {
		return err
	}
	var main []report.File
	for _, f := range files {
		if f.Beside == stamp {
			main = append(main, f)
		}
	}
	project := report.FileName(infoOf(c).Name)
	if len(main) != 1 {
		data, err := zipped(files)
		if err != nil {
			return err
		}
		return attach(c, project+" "+path.Base(strings.TrimSuffix(what, path.Ext(what)))+".zip", data)
	}
	name := main[0].Name
	if o.Set["document"] == "" && !strings.HasPrefix(what, "transcript") {
		name = project + " " + name
	}
	return attach(c, name, main[0].Data)
}

// didInEnglish says what an entry did as the files say it, whatever the screen's
// language.
func didInEnglish(what string, subject []string) string {
	return words.Did(words.With(context.Background(), words.English), what, subject)
}

// attach answers with a file to keep. It is never shown in place, so that a
// text can never run as a page of ours.
func attach(c echo.Context, name string, data []byte) error {
	h := c.Response().Header()
	h.Set("Content-Disposition", disposition(name))
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	kind := mediaTypes[path.Ext(name)]
	if kind == "" {
		kind = "application/octet-stream"
	}
	return c.Blob(http.StatusOK, kind, data)
}

// disposition names a file for old browsers and new ones: mime writes a name
// that is not ASCII in the extended form.
func disposition(name string) string {
	if v := mime.FormatMediaType("attachment", map[string]string{"filename": name}); v != "" {
		return v
	}
	return "attachment"
}

// zipped packs files in their order; the same files give the same bytes.
func zipped(files []report.File) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(f.Data); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}
