package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// What “Download a backup now” gives comes back on the first page, beside what
// is there.
func TestADownloadedBackupComesBack(t *testing.T) {
	d := newCodeDesk(t)
	zip := d.send(http.MethodGet, "/backup.zip", nil, false)
	if zip.Code != http.StatusOK {
		t.Fatalf("download: %d", zip.Code)
	}
	send := func(data []byte) *httptest.ResponseRecorder {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		if data != nil {
			part, err := form.CreateFormFile("backup", "kopie.zip")
			if err != nil {
				t.Fatal(err)
			}
			_, _ = part.Write(data)
		}
		_ = form.Close()
		r := httptest.NewRequest(http.MethodPost, "/backup", &body)
		r.Host = testHost
		withCookie(d.s)(r)
		r.Header.Set("Accept-Language", "nl")
		r.Header.Set("Content-Type", form.FormDataContentType())
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		w := httptest.NewRecorder()
		d.s.ServeHTTP(w, r)
		return w
	}
	w := send(zip.Body.Bytes())
	at := w.Header().Get("Location")
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(at, "/p/") || at == "/p/"+d.p.Slug {
		t.Fatalf("%d to %q\n%.900s", w.Code, at, w.Body)
	}
	back, err := d.s.shelf.Open(t.Context(), strings.TrimPrefix(at, "/p/"))
	if err != nil {
		t.Fatal(err)
	}
	info, err := back.Info(t.Context())
	if err != nil || !strings.Contains(info.Name, " (teruggezet 20") {
		t.Errorf("it is called %q, %v", info.Name, err)
	}
	back.Close()
	for name, data := range map[string][]byte{"no zip": []byte("R1: geen zip"), "nothing": nil} {
		if w := send(data); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `<details id="backup" name="begin" open>`) || !strings.Contains(w.Body.String(), `role="alert"`) {
			t.Errorf("%s: %d\n%.900s", name, w.Code, w.Body)
		}
	}
}
