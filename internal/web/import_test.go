package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// bringing is a browser on the import of a project.
type bringing struct {
	t    *testing.T
	s    *Server
	slug string
}

func (b bringing) send(method, path, kind string, body []byte) *httptest.ResponseRecorder {
	b.t.Helper()
	r := httptest.NewRequest(method, "/p/"+b.slug+path, bytes.NewReader(body))
	r.Host = testHost
	withCookie(b.s)(r)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", kind)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	w := httptest.NewRecorder()
	b.s.ServeHTTP(w, r)
	return w
}

func (b bringing) post(path string, form url.Values) *httptest.ResponseRecorder {
	b.t.Helper()
	w := b.send(http.MethodPost, path, "application/x-www-form-urlencoded", []byte(form.Encode()))
	if w.Code != http.StatusSeeOther {
		b.t.Fatalf("POST %s: %d %s", path, w.Code, w.Body)
	}
	return w
}

// upload sends files given as name, content, name, content …
func (b bringing) upload(files ...string) {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i < len(files); i += 2 {
		part, err := form.CreateFormFile("files", files[i])
		if err != nil {
			b.t.Fatal(err)
		}
		_, _ = part.Write([]byte(files[i+1]))
	}
	_ = form.Close()
	if w := b.send(http.MethodPost, "/import", form.FormDataContentType(), body.Bytes()); w.Code != http.StatusSeeOther {
		b.t.Fatalf("upload: %d %s", w.Code, w.Body)
	}
}

// page is what the import shows, of the file at this place of the list.
func (b bringing) page(nth int) (shown, id string) {
	b.t.Helper()
	all := b.send(http.MethodGet, "/import", "", nil).Body.String()
	ids := regexp.MustCompile(`/import\?file=([0-9a-f-]+)"`).FindAllStringSubmatch(all, -1)
	if nth >= len(ids) {
		return all, ""
	}
	id = ids[nth][1]
	return b.send(http.MethodGet, "/import?file="+id, "", nil).Body.String(), id
}

func (b bringing) holds(page string, want ...string) {
	b.t.Helper()
	for _, w := range want {
		if !strings.Contains(page, w) {
			b.t.Errorf("the page does not hold %q", w)
		}
	}
}

const talk = "Interviewer: Hoe laat begon het?\nR1: Vroeg.\ninterviewer: En toen?\nR1: <script>alert(1)</script>\nInterviewer: Dank u.\nR1: Graag gedaan.\n"

func TestImportFromEndToEnd(t *testing.T) {
	s, slug := seeded(t)
	b := bringing{t, s, slug}
	b.holds(b.send(http.MethodGet, "/import", "", nil).Body.String(), "Nothing is waiting")
	b.upload("R1.txt", talk, "stuk.docx", "no word file", "codebook.csv", "code,brief_definition\nWerk/Druk,Veel\n")

	page, id := b.page(0)
	b.holds(page, "3 files", "nothing stored yet", "R1.txt", "Same person as Interviewer?", "&lt;script&gt;", "stuk.docx", "Bring in 2 files", "1 stays out")
	if strings.Contains(page, "<script>alert") {
		t.Error("imported text stands in the page as markup")
	}
	b.post("/import/"+id+"/choose", url.Values{"do": {"name"}, "label": {"interviewer"}, "name": {"Interviewer"}})
	b.post("/import/"+id+"/choose", url.Values{"do": {"name"}, "label": {"R1"}, "name": {"Patiënt"}})
	page, _ = b.page(0)
	if strings.Contains(page, "Same person as") {
		t.Error("a settled question is asked again")
	}
	b.holds(page, `value="Patiënt"`, "Undo my corrections")
	b.post("/import/"+id+"/choose", url.Values{"do": {"nolabels"}})
	page, _ = b.page(0)
	b.holds(page, "There are labels after all")
	b.post("/import/"+id+"/choose", url.Values{"do": {"labels"}})

	b.post("/import/store", nil)
	page, _ = b.page(9)
	b.holds(page, "2 files were brought in.", "R1.txt", "6 turns", "1 new, 0 changed", "stuk.docx")
	list := b.send(http.MethodGet, "", "", nil).Body.String()
	b.holds(list, "R1.txt")
	b.post("/import/clear", nil)
	if page, _ := b.page(0); strings.Contains(page, "stuk.docx") {
		t.Error("the stage is not empty")
	}
}

func TestImportPasted(t *testing.T) {
	s, slug := seeded(t)
	b := bringing{t, s, slug}
	w := b.post("/import", url.Values{"text": {strings.ReplaceAll(talk, "\n", "\r\n")}, "name": {"a/../b"}})
	if at := w.Header().Get("Location"); !strings.Contains(at, "file=") {
		t.Errorf("led to %s", at)
	}
	page, id := b.page(0)
	b.holds(page, "a-..-b", "Vroeg.")
	b.post("/import/"+id+"/remove", nil)
	if w := b.send(http.MethodPost, "/import", "application/x-www-form-urlencoded", []byte("text=+%0A")); w.Code != http.StatusUnprocessableEntity && w.Code != http.StatusBadRequest {
		t.Errorf("an empty text: %d", w.Code)
	}
}

// The stage survives a restart: the files are read anew from the project's folder.
func TestStageSurvivesARestart(t *testing.T) {
	s, slug := seeded(t)
	b := bringing{t, s, slug}
	b.upload("R1.txt", talk)
	_, id := b.page(0)
	b.post("/import/"+id+"/choose", url.Values{"do": {"name"}, "label": {"R1"}, "name": {"Patiënt"}})
	s.shelf.Idle(0)
	time.Sleep(time.Millisecond)
	s.shelf.Idle(0)
	page, again := b.page(0)
	if again != id {
		t.Errorf("file %s became %s", id, again)
	}
	b.holds(page, `value="Patiënt"`)
}

// One interview leads straight to its text, once: brought in again it is said to
// be there already.
func TestImportOfOneLeadsToIt(t *testing.T) {
	s, slug := seeded(t)
	b := bringing{t, s, slug}
	store := func() string {
		b.upload("R7.txt", talk)
		return b.post("/import/store", nil).Header().Get("Location")
	}
	if at := store(); !strings.HasPrefix(at, "/p/"+slug+"/d/") {
		t.Errorf("leads to %s", at)
	}
	if at := store(); at != "/p/"+slug+"/import" {
		t.Errorf("brought in again it leads to %s", at)
	}
}

func TestImportOfRowsThatAreLeftOut(t *testing.T) {
	s, slug := seeded(t)
	b := bringing{t, s, slug}
	b.upload("codings.csv", "document,coder,code,start,end,quote\nR9.txt,Mira,Werk,0,4,tekst\n")
	b.post("/import/store", nil)
	page, _ := b.page(9)
	b.holds(page, "1 row was left out", "line 2: There is no document “R9.txt”")
}
