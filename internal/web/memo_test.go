package web

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestMemos(t *testing.T) {
	d := newCodeDesk(t)
	d.page("/memos", 200, "No memos yet.")
	waiting := d.codes["Waiting"].ShortGUID()
	d.page("/memos/new?code="+waiting, 200, "on the code Waiting", `name="code" value="`+waiting+`"`, "where does it end")
	d.page("/memos/new?code=000000000000", 404)
	d.page("/memos/new?participant=000000000000", 404)

	at := d.posted("/memos", url.Values{"code": {waiting}, "kind": {"code"}, "title": {"Where it ends"},
		"words": {"Not *hurry*.\r\n\r\n<script>alert(1)</script>\r\n\r\n[away](https://verbatim.example/) ![x](//verbatim.example/x.png) [here](codes/" + waiting + ")"}})
	page := d.page(at, 200, "Wrote a memo", "<em>hurry</em>", "&lt;script&gt;", "away (https://verbatim.example/)", `<a href="/p/`+d.p.Slug+"/codes/"+waiting+`">here</a>`, "private", "/codes/"+waiting)
	if strings.Contains(page, `href="https://verbatim`) || strings.Contains(page, "<img") || strings.Contains(page, "<script>alert") {
		t.Error("a memo leads outside, or runs")
	}
	at, _, _ = strings.Cut(at, "?")
	d.page("/memos", 200, "Where it ends", "1 memo", "on the code Waiting")
	d.page("/go", 200, "Where it ends")
	d.page("/memos?about=code&kind=code&q=HURRY&code=", 303)
	d.page("/memos?about=code&kind=code&q=HURRY", 200, "Where it ends")
	d.page("/memos?code="+waiting, 200, "Where it ends")
	d.page("/memos?about=project", 200, "No memo answers")
	d.page("/codes/"+waiting, 200, "Where it ends", "/memos/new?code="+waiting)
	d.page("", 200, "/memos/new?document=")

	d.who = d.noor
	d.page(at, 404)
	d.page("/memos", 200, "No memos yet.")
	if strings.Contains(d.page("/history", 200, "Wrote a memo"), "Where it ends") {
		t.Error("the history names a private memo")
	}
	if strings.Contains(d.page("/codes/"+waiting, 200)+d.page("/go", 200), "Where it ends") {
		t.Error("the codebook shows a private memo")
	}
	d.who = d.mira
	was := d.memos()[0].Changed.UTC().Format(time.RFC3339Nano)
	form := url.Values{"title": {"Where it ends"}, "kind": {"analytic"}, "words": {"Not hurry."}, "shared": {"1"}, "was": {was}}
	d.page(d.posted(at, form), 200, "Shared the memo ‘Where it ends’", "shared")
	if w := d.send(http.MethodPost, at, form, false); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "in another window") || !strings.Contains(w.Body.String(), "Not hurry.") {
		t.Errorf("a stale page overwrote: %d", w.Code)
	}
	form.Set("words", " ")
	form.Del("was")
	if w := d.send(http.MethodPost, at, form, false); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "A memo needs words") {
		t.Errorf("an empty memo: %d", w.Code)
	}
	d.who = d.noor
	if page := d.page(at, 200, "Not hurry.", "Mira"); strings.Contains(page, `id="write"`) {
		t.Error("another coder may write on it")
	}
	form.Set("words", "Mine now.")
	if w := d.send(http.MethodPost, at, form, false); w.Code != http.StatusForbidden {
		t.Errorf("another coder's memo: %d", w.Code)
	}
	d.who = d.mira
	d.page(d.posted(at+"/delete", nil), 200, "Deleted a memo")
	d.undoLast()
	d.page(at, 200, "Not hurry.")
}

func TestAMemoFromTheDesk(t *testing.T) {
	d := newCodeDesk(t)
	k := d.listed()[2] // “en”
	doc := d.documentOf(k.Document)
	send := func(body string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, "/p/"+d.p.Slug+"/d/"+doc.Short()+"/memos", strings.NewReader(body))
		r.Host = testHost
		r.AddCookie(&http.Cookie{Name: d.s.door.cookie, Value: d.s.door.ticket(time.Now())})
		r.AddCookie(&http.Cookie{Name: coderCookie, Value: d.who.GUID[len(d.who.GUID)-12:]})
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", "application/json")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		w := httptest.NewRecorder()
		d.s.ServeHTTP(w, r)
		return w
	}
	const body = `{"version":1,"start":4,"end":7,"exact":"Dan","words":"Since when?","request":"m1"}`
	for range 2 { // the second is a repeated request
		w := send(body)
		var said struct{ Status, Memo, URL string }
		if err := json.Unmarshal(w.Body.Bytes(), &said); w.Code != 200 || err != nil || said.Status != "Wrote a memo" {
			t.Fatalf("%d %s %v", w.Code, w.Body, err)
		}
	}
	if list := d.memos(); len(list) != 1 || list[0].Exact != "Dan" || list[0].Kind != "analytic" {
		t.Errorf("%+v", list)
	}
	for what, body := range map[string]string{
		"other words":   `{"version":1,"start":4,"end":7,"exact":"Den","words":"x"}`,
		"other version": `{"version":7,"start":4,"end":7,"exact":"Dan","words":"x"}`,
		"no words":      `{"version":1,"start":4,"end":7,"exact":"Dan","words":""}`,
		"nonsense":      `{`,
	} {
		if w := send(body); w.Code != http.StatusConflict && w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", what, w.Code)
		}
	}
	d.page("/memos?about=passage", 200, "on a passage in R1", "?at=4-7")
	d.page("/memos/new?document="+doc.Short(), 200, "on R1", "How did the conversation go")
}
