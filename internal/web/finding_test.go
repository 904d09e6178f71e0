package web

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"verbatim/internal/cases"
	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/finding"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
)

// sheetCase is the example study under test.
type sheetCase struct {
	testing.TB
	s    *Server
	root string
	p    *project.Project
}

// exampleOn puts the example study on a shelf and gives its slug.
func exampleOn(t testing.TB, shelf *project.Shelf) string {
	t.Helper()
	slug, _ := copied(t, "example", shelf, func(shelf *project.Shelf) (string, bool) {
		p, err := Example(context.Background(), shelf)
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		return p.Slug, true
	})
	return slug
}

func openSheetCase(t testing.TB) sheetCase {
	s, shelf := deskServer(t)
	p, err := shelf.Open(context.Background(), exampleOn(t, shelf))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return sheetCase{TB: t, s: s, root: "/p/" + p.Slug, p: p}
}

func (c sheetCase) do(method, path string, form url.Values) *httptest.ResponseRecorder {
	c.Helper()
	req := httptest.NewRequest(method, c.root+path, strings.NewReader(form.Encode()))
	req.Host = testHost
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Origin", "http://"+testHost)
	}
	req.AddCookie(&http.Cookie{Name: c.s.door.cookie, Value: c.s.door.ticket(time.Now())})
	rec := httptest.NewRecorder()
	c.s.ServeHTTP(rec, req)
	return rec
}

// post sends a form and follows to the page that it leads to.
func (c sheetCase) post(path string, form url.Values, want ...string) string {
	c.Helper()
	rec := c.do(http.MethodPost, path, form)
	if rec.Code != http.StatusSeeOther {
		c.Fatalf("%s: %d %s", path, rec.Code, rec.Body)
	}
	return c.page(strings.TrimPrefix(rec.Header().Get("Location"), c.root), want...)
}

func (c sheetCase) page(path string, want ...string) string {
	c.Helper()
	rec := c.do(http.MethodGet, path, nil)
	if rec.Code == http.StatusSeeOther {
		return c.page(strings.TrimPrefix(rec.Header().Get("Location"), c.root), want...)
	}
	if rec.Code != http.StatusOK {
		c.Fatalf("%s: %d %s", path, rec.Code, rec.Body)
	}
	for _, w := range want {
		if !strings.Contains(rec.Body.String(), w) {
			c.Errorf("%s lacks %q", path, w)
		}
	}
	return rec.Body.String()
}

func (c sheetCase) findings() (list []finding.Finding) {
	c.Helper()
	if err := c.p.DB.Read(context.Background(), func(tx *sql.Tx) (err error) {
		list, err = finding.List(context.Background(), tx)
		return err
	}); err != nil {
		c.Fatal(err)
	}
	return list
}

// passage is the short guid of a coding that a finding could be shown with.
func (c sheetCase) passage(f finding.Finding) (short string) {
	c.Helper()
	if err := c.p.DB.Read(context.Background(), func(tx *sql.Tx) error {
		base, err := finding.Load(context.Background(), tx, people.Everyone, 0)
		if err != nil {
			return err
		}
		short = base.Passages(f)[0].Short()
		return nil
	}); err != nil {
		c.Fatal(err)
	}
	return short
}

// forgetConsent makes nobody's consent recorded: in the study it is.
func (c sheetCase) forgetConsent() {
	c.Helper()
	ctx := context.Background()
	_, err := history.Do(ctx, c.p.DB, history.Action{What: "test"}, func(tx *sql.Tx) error {
		list, err := cases.Participants(ctx, tx)
		for _, who := range list {
			who.Consent = ""
			if err == nil {
				err = cases.Update(ctx, tx, who)
			}
		}
		return err
	})
	if err != nil {
		c.Fatal(err)
	}
}

func TestStatementByForms(t *testing.T) {
	c := openSheetCase(t)
	n := len(c.findings())
	c.post("/findings", url.Values{"statement": {"Berichten <b>wachten</b> & verdwijnen."}}, "Wrote the statement", "&lt;b&gt;wachten&lt;/b&gt; &amp;", "Undo")
	f := c.findings()[n]
	at := "/findings/" + f.Short()
	if !f.OnSheet || f.Name != f.Statement {
		t.Errorf("%+v", f)
	}
	c.post(at, url.Values{"name": {f.Name}, "statement": {"Berichten wachten."}, "statement_en": {"Messages wait."}, "probe": {"Hoe lang?"}, "onsheet": {"1"}}, "Changed the statement", "Hoe lang?")
	if f = c.findings()[n]; f.Name != "Berichten wachten." || f.StatementEN != "Messages wait." {
		t.Errorf("the claim did not follow: %+v", f)
	}
	c.post(at, url.Values{"name": {"Eigen bewering"}, "statement": {"Berichten wachten lang."}}, "not on the sheet")
	if f = c.findings()[n]; f.Name != "Eigen bewering" || f.OnSheet {
		t.Errorf("%+v", f)
	}
	c.post("/findings/"+f.Short()+"/move", url.Values{"before": {c.findings()[0].Short()}}, "Moved the statement")
	if got := c.findings()[0]; got.ID != f.ID {
		t.Errorf("first is %q", got.Name)
	}
	c.post(at+"/delete", nil, "Deleted the statement")
	if got := len(c.findings()); got != n {
		t.Errorf("%d findings", got)
	}
	// Five steps back: the statement is gone, and its own page says so in the list.
	for range 5 {
		c.post("/undo", url.Values{"back": {c.root + at}}, "Taken back")
	}
	if got := len(c.findings()); got != n {
		t.Errorf("%d findings after undo", got)
	}
}

func TestSomebodyElsesWordsAreNotOverwritten(t *testing.T) {
	c := openSheetCase(t)
	f := c.findings()[0]
	at, seen := "/findings/"+f.Short(), f.Seen()
	c.post(at, url.Values{"seen": {seen}, "name": {f.Name}, "statement": {"Van haar."}})
	rec := c.do(http.MethodPost, at, url.Values{"seen": {seen}, "name": {f.Name}, "statement": {"Van mij."}})
	if rec.Code != http.StatusConflict || !strings.Contains(rec.Body.String(), "Van haar.") || !strings.Contains(rec.Body.String(), ">Van mij.</textarea>") {
		t.Errorf("%d", rec.Code)
	}
	if got := c.findings()[0].Statement; got != "Van haar." {
		t.Errorf("stored %q", got)
	}
	c.post(at, url.Values{"seen": {c.findings()[0].Seen()}, "name": {f.Name}, "statement": {"Van mij."}}, "Changed the statement")
}

func TestARepeatedFormWritesOnce(t *testing.T) {
	c := openSheetCase(t)
	n := len(c.findings())
	form := url.Values{"statement": {"Een keer."}, "request": {"0190a1b2-0000-7000-8000-000000000001"}}
	c.post("/findings", form)
	c.post("/findings", form)
	if got := len(c.findings()); got != n+1 {
		t.Errorf("%d findings, want %d", got, n+1)
	}
}

func TestRefusedWordsComeBack(t *testing.T) {
	c := openSheetCase(t)
	long := strings.Repeat("lang ", 130)
	rec := c.do(http.MethodPost, "/findings", url.Values{"statement": {long}})
	if rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), "longer than 600 characters") || !strings.Contains(rec.Body.String(), long) {
		t.Errorf("%d", rec.Code)
	}
	f := c.findings()[0]
	rec = c.do(http.MethodPost, "/findings/"+f.Short(), url.Values{"statement": {long}, "probe": {"blijft staan"}})
	if rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), "blijft staan") {
		t.Errorf("%d", rec.Code)
	}
	for path, form := range map[string]url.Values{
		"/findings/000000000000":              nil,
		"/findings/000000000000/delete":       nil,
		"/findings/" + f.Short() + "/codes":   {"tie": {"000000000000"}},
		"/findings/" + f.Short() + "/quotes":  {"choose": {"000000000000"}},
		"/findings/" + f.Short() + "/move":    {"before": {"000000000000"}},
		"/findings/" + f.Short() + "/consent": {"consent": {"yes"}, "passage": {"000000000000"}},
	} {
		if rec := c.do(http.MethodPost, path, form); rec.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, rec.Code)
		}
	}
	for path, form := range map[string]url.Values{
		"/findings/sheet":                     {"quotes": {"7"}},
		"/findings/" + f.Short() + "/consent": {"consent": {"maybe"}},
	} {
		if rec := c.do(http.MethodPost, path, form); rec.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", path, rec.Code)
		}
	}
}

// TestQuoteNeedsConsent goes from no consent recorded to a quote on the sheet
// and, once the participant sits in the room, off it again.
func TestQuoteNeedsConsent(t *testing.T) {
	c := openSheetCase(t)
	c.forgetConsent()
	f := c.findings()[0]
	at, passage := "/findings/"+f.Short(), c.passage(f)
	var k coding.Coding
	if err := c.p.DB.Read(context.Background(), func(tx *sql.Tx) (err error) {
		k, err = coding.ByShort(context.Background(), tx, people.Everyone, passage)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	c.post(at+"/consent", url.Values{"passage": {passage}, "consent": {"no"}}, "does not want to be quoted")
	c.post(at+"/quotes", url.Values{"choose": {passage}}, "Chose", "the participant did not agree")
	sheet := c.page("/findings")
	if strings.Contains(sheet, "<blockquote") {
		t.Error("a quote stands on the sheet without consent")
	}
	who := regexp.MustCompile(`name="passage" value="` + passage + `"`).FindString(c.page(at)) // answered: no form any more
	if who != "" {
		t.Error("consent is asked for again")
	}
	c.post("/undo", url.Values{"back": {c.root + at}}) // the quote
	c.post("/undo", url.Values{"back": {c.root + at}}) // the refusal
	c.post(at+"/consent", url.Values{"passage": {passage}, "consent": {"yes"}}, "agreed to being quoted")
	c.post(at+"/quotes", url.Values{"choose": {passage}})
	if sheet = c.page("/findings"); !strings.Contains(sheet, "<blockquote") {
		t.Errorf("the quote %q is not on the sheet", k.Exact)
	}
	var name string
	if err := c.p.DB.Read(context.Background(), func(tx *sql.Tx) error {
		return tx.QueryRow("SELECT name FROM participant WHERE consent = 'yes'").Scan(&name)
	}); err != nil {
		t.Fatal(err)
	}
	c.post("/findings/sheet", url.Values{"quotes": {"2"}, "importance": {"1"}, "room": {name + "; N1"}}, "Changed the sheet", "will be there: left off", `value="`+name+`, N1"`)
	if sheet = c.page("/findings"); strings.Contains(sheet, "<blockquote") {
		t.Error("somebody in the room is quoted")
	}
}

func TestSheetSettings(t *testing.T) {
	c := openSheetCase(t)
	c.page("/findings", "Klopt dit voor u?", "Hoe belangrijk?", `class="sheet" lang="nl"`, "blad 1 van")
	c.post("/findings/sheet", url.Values{"language": {"en"}, "quotes": {"0"}, "counts": {"1"}, "occasion": {"Focus group, 12 June"}},
		"Is this so for you?", "We heard this from", "Focus group, 12 June", "sheet 1 of")
	if strings.Contains(c.page("/findings"), "How important?") {
		t.Error("importance was switched off and is asked")
	}
	got := c.do(http.MethodGet, "/export/checksheet-participant.html?language=nl", nil).Body.String()
	if !strings.Contains(got, "Klopt dit voor u?") {
		t.Error("the address cannot choose the language")
	}
}

func TestExportPageAndFiles(t *testing.T) {
	c := openSheetCase(t)
	page := c.page("/export?separator=semicolon", "Codebook", "Coded passages", "Transcripts", "codebook.csv?separator=semicolon", "codebook.docx", "Snapshot")
	for _, link := range regexp.MustCompile(`href="(/p/[^"]*/export/[^"]*)"`).FindAllStringSubmatch(page, -1) {
		address := strings.ReplaceAll(strings.TrimPrefix(link[1], c.root), "&amp;", "&")
		first, second := c.do(http.MethodGet, address, nil), c.do(http.MethodGet, address, nil)
		if first.Code != http.StatusOK || !bytes.Equal(first.Body.Bytes(), second.Body.Bytes()) {
			t.Errorf("%s: %d, or other bytes the second time", address, first.Code)
		}
		if got := first.Header().Get("Content-Disposition"); !strings.HasPrefix(got, "attachment; filename") {
			t.Errorf("%s: %s", address, got)
		}
	}
	if got := c.do(http.MethodGet, "/export/codebook.csv?separator=semicolon", nil).Body.String(); !strings.HasPrefix(got, "\uFEFFcode_guid;code;") {
		t.Errorf("%.30q", got)
	}
	zipped := c.do(http.MethodGet, "/export/transcript.txt", nil).Body.Bytes()
	z, err := zip.NewReader(bytes.NewReader(zipped), int64(len(zipped)))
	if err != nil || len(z.File) != 20 {
		t.Errorf("the zip of ten texts and what is said about each: %v", err)
	}
	for path, want := range map[string]int{
		"/export/codebook.pdf": 422, "/export/novel.docx": 422, "/export/codebook.csv?layer=Nobody": 404, "/export/transcript.txt?document=none": 404, "/export/%2e%2e%2fproject.db": 422,
	} {
		if rec := c.do(http.MethodGet, path, nil); rec.Code != want {
			t.Errorf("%s: %d, want %d", path, rec.Code, want)
		}
	}
}

func TestEmptyProjectSaysWhatHelps(t *testing.T) {
	s, slug := seeded(t)
	c := sheetCase{TB: t, s: s, root: "/p/" + slug}
	c.page("/findings", "No statements yet", "Nothing to put before the group yet")
	c.page("/export", "Nothing to take out yet", "Bring in transcripts")
	if rec := c.do(http.MethodGet, "/export/checksheet-participant.docx", nil); rec.Code != http.StatusNotFound || !strings.Contains(rec.Body.String(), "no statement to put on the sheet yet") {
		t.Errorf("%d", rec.Code)
	}
}

// TestFrozenEvidence goes by forms through freezing: the sheet goes on saying
// what was frozen, the screen says what came since, and both can be taken back.
func TestFrozenEvidence(t *testing.T) {
	c := openSheetCase(t)
	ctx := context.Background()
	f := c.findings()[0]
	at := "/findings/" + f.Short()
	c.post("/findings/sheet", url.Values{"counts": {"1"}, "quotes": {"1"}})
	c.page(at, "Freeze as it stands now")
	figure := regexp.MustCompile(`Dit hoorden we van \d+ van de \d+`)
	before := figure.FindString(c.page("/findings"))
	c.post(at+"/freeze", nil, "Froze the evidence of", "Frozen at snapshot", "Nothing in it has changed since")
	var fresh codebook.Code
	if err := c.p.DB.Read(ctx, func(tx *sql.Tx) error {
		codes, err := codebook.List(ctx, tx)
		for _, k := range codes {
			if k.Name == "Clinic answers, practical" {
				fresh = k
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	more := c.post(at+"/codes", url.Values{"tie": {fresh.ShortGUID()}}, "participants: then ", ": + R", "documents: then ", "codings: then ", "in the history")
	if after := figure.FindString(c.page("/findings")); after != before || before == "" {
		t.Errorf("the sheet says %q, and %q when it was frozen", after, before)
	}
	since := regexp.MustCompile(`/history\?since=\d+`).FindString(more)
	c.page(since, "Tied the statement", "Froze the evidence")
	stamp := c.do(http.MethodGet, "/export/checksheet-facilitator.html", nil).Body.String()
	if !regexp.MustCompile(`aantallen en citaten van 1 zoals bevroren in stand [0-9a-f]{12} van \d+ \pL+ 20\d\d`).MatchString(stamp) || !strings.Contains(stamp, "Nu: ") {
		t.Error("the facilitator's sheet does not say of which snapshot it is")
	}
	c.post(at+"/quotes", url.Values{"choose": {c.passage(f)}}, "1 quote chosen or turned round since; not on the sheets yet")
	if strings.Contains(c.page("/findings"), "<blockquote") {
		t.Error("a quote chosen since is on the sheet")
	}
	c.post(at+"/freeze", nil, "1 quote.", "Nothing in it has changed since")
	if !strings.Contains(c.page("/findings"), "<blockquote") {
		t.Error("frozen again, and the quote is not on the sheet")
	}
	c.post("/undo", url.Values{"back": {c.root + at}}, "1 quote chosen or turned round since")
	c.post(at+"/freeze", url.Values{"thaw": {"yes"}}, "Freeze as it stands now")
	c.post("/undo", url.Values{"back": {c.root + at}}, "Frozen at snapshot")
	c.post(at+"/delete", nil, "Deleted the statement")
	c.post("/undo", url.Values{"back": {c.root + at}}, "Frozen at snapshot")
	if problems, err := c.p.Check(ctx); err != nil || len(problems) > 0 {
		t.Errorf("%v %q", err, problems)
	}
}
