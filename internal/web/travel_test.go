package web

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/base64"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"verbatim/internal/codebook"
	"verbatim/internal/history"
)

func TestCodebooksTravel(t *testing.T) {
	d := newCodeDesk(t)
	ctx := context.Background()
	d.page("/codes/travel", 200, "There is no other project in this data folder.")
	other, err := d.s.shelf.Create(ctx, "The orchard")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	_, err = history.Do(ctx, other.DB, history.Action{What: "test"}, func(tx *sql.Tx) error {
		for _, path := range []string{"Work/Waiting", "Work/Weather", "Trust"} {
			c, err := codebook.Ensure(ctx, tx, 0, path)
			if err != nil {
				return err
			}
			if c.Name == "Waiting" {
				c.Brief = "Time lost <at the gate>"
				err = codebook.Update(ctx, tx, 0, c)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	d.page("/codes/travel", 200, "The orchard")
	d.page("/codes", 200, "/codes/travel")
	d.page("/codes/travel?from="+other.Slug, 200, "1 new, 1 says something else, 2 the same.", "Weather", "Time lost &lt;at the gate&gt;", `name="c.Work/Waiting"`)
	d.page("/codes/travel?from=not-there", 404)
	at := d.posted("/codes/travel/take", url.Values{"from": {other.Slug}, "c.Work/Waiting": {"both"}, "c.Work/Weather": {"take"}, "c.Trust": {"keep"}})
	d.page(at, 200, "Took codes of The orchard: 2", "Waiting (2)", "Weather")
	if d.reload(); d.codes["Waiting"].Brief != "" || d.codes["Waiting (2)"].Brief == "" {
		t.Error("ours changed, or theirs came without its words")
	}
	d.undoLast()
	if d.reload(); len(d.codes) != 4 {
		t.Errorf("%d codes after the undo", len(d.codes))
	}
	if at := d.posted("/codes/travel/take", url.Values{"from": {other.Slug}, "c.Work/Waiting": {"keep"}}); strings.Contains(at, "did=") {
		t.Error("nothing chosen made an entry")
	}

	const csv = "code,brief_definition\nWork/Waiting,Time lost\nNew/One,\n"
	w := d.sendFile("/codes/travel", "codebook.csv", csv)
	if w.Code != 200 || !strings.Contains(w.Body.String(), "2 new, 1 says something else, 1 the same.") || !strings.Contains(w.Body.String(), base64.StdEncoding.EncodeToString([]byte(csv))) {
		t.Errorf("%d %.400s", w.Code, w.Body)
	}
	d.page(d.posted("/codes/travel/take", url.Values{"name": {"codebook.csv"}, "data": {base64.StdEncoding.EncodeToString([]byte(csv))}, "c.Work/Waiting": {"take"}, "c.New": {"take"}, "c.New/One": {"take"}}),
		200, "Took codes of codebook.csv: 3")
	if d.reload(); d.codes["Waiting"].Brief != "Time lost" || d.codes["One"].Parent != d.codes["New"].ID {
		t.Error("the file was not taken as chosen")
	}
	for what, w := range map[string]*httptest.ResponseRecorder{
		"no codebook": d.sendFile("/codes/travel", "x.csv", "a,b\n1,2\n"),
		"no file":     d.send(http.MethodPost, "/codes/travel", nil, false),
		"no data":     d.send(http.MethodPost, "/codes/travel/take", url.Values{"data": {"%"}}, false),
		"no choice":   d.send(http.MethodPost, "/codes/travel/take", url.Values{"from": {other.Slug}, "c.Work/Weather": {"x"}}, false),
	} {
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `role="alert"`) {
			t.Errorf("%s: %d", what, w.Code)
		}
	}
}

func (d *codeDesk) sendFile(path, name, data string) *httptest.ResponseRecorder {
	d.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", name)
	if err != nil {
		d.t.Fatal(err)
	}
	_, _ = part.Write([]byte(data))
	_ = form.Close()
	r := httptest.NewRequest(http.MethodPost, "/p/"+d.p.Slug+path, &body)
	r.Host = testHost
	r.AddCookie(&http.Cookie{Name: d.s.door.cookie, Value: d.s.door.ticket(time.Now())})
	r.AddCookie(&http.Cookie{Name: coderCookie, Value: d.who.GUID[len(d.who.GUID)-12:]})
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	w := httptest.NewRecorder()
	d.s.ServeHTTP(w, r)
	return w
}
