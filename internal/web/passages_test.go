package web

import (
	"context"
	"database/sql"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/finding"
	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/internal/memo"
	"verbatim/internal/people"
	"verbatim/internal/transcript"
)

// listed is the codings that Mira sees, by place.
func (d *codeDesk) listed() (list []coding.Coding) {
	d.t.Helper()
	err := d.p.DB.Read(context.Background(), func(tx *sql.Tx) error {
		v, err := people.As(context.Background(), tx, d.mira.ID)
		if err != nil {
			return err
		}
		list, err = coding.List(context.Background(), tx, v, coding.Filter{})
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return list
}

func (d *codeDesk) memos() (list []memo.Memo) {
	d.t.Helper()
	err := d.p.DB.Read(context.Background(), func(tx *sql.Tx) (err error) {
		list, err = memo.List(context.Background(), tx, people.Viewer{Person: d.who.ID}, memo.Filter{})
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return list
}

func (d *codeDesk) documentOf(id int64) (doc document.Document) {
	d.t.Helper()
	err := d.p.DB.Read(context.Background(), func(tx *sql.Tx) (err error) {
		doc, err = document.Get(context.Background(), tx, id)
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return doc
}

// posted sends a form that must be taken, and gives where it leads.
func (d *codeDesk) posted(path string, form url.Values) string {
	d.t.Helper()
	w := d.send(http.MethodPost, path, form, false)
	if w.Code != http.StatusSeeOther {
		d.t.Fatalf("POST %s: %d\n%.900s", path, w.Code, w.Body)
	}
	return strings.TrimPrefix(w.Header().Get("Location"), "/p/"+d.p.Slug)
}

func (d *codeDesk) undoLast() {
	d.t.Helper()
	if _, err := history.Undo(context.Background(), d.p.DB, d.who.ID, ""); err != nil {
		d.t.Fatal(err)
	}
}

func TestPassagesAreBroughtTogether(t *testing.T) {
	d := newCodeDesk(t)
	d.page("/passages", 200, "<b>3 passages</b> in 1 document.", "wacht iedereen", "R1, turn 1")
	waiting := d.codes["Waiting"].ShortGUID()
	page := d.page("/passages?code="+waiting, 200, "<b>2 passages</b>", "<h1>Waiting</h1>", "Dan ")
	if strings.Contains(page, ">RUSH<") || strings.Contains(page, ">RUS<") {
		t.Error("passages of another code are listed")
	}
	d.page("/passages?code="+d.codes["Work"].ShortGUID(), 200, "<b>3 passages</b>")
	d.page("/passages?alone=1&code="+d.codes["Work"].ShortGUID(), 200, "No passage answers to this filter.")
	d.page("/passages?by=code&sort=newest", 200, "Waiting", `<span class="meta">2</span>`)
	d.page("/passages?coder="+guid.Short(d.noor.GUID), 200, "No passage answers to this filter.")
	d.page("/passages?speaker=R1&layer=all", 200, "<b>3 passages</b>")
	d.page("/passages?document=000000000000", 404, "Take the filter away")
	w := d.send(http.MethodGet, "/passages?code="+waiting+"&document=&speaker=", nil, false)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/p/"+d.p.Slug+"/passages?code="+waiting {
		t.Errorf("empty fields stay in the address: %d %s", w.Code, w.Header().Get("Location"))
	}
	k := d.listed()[0]
	d.page("/passages/"+k.Short(), 200, "<mark>wacht iedereen</mark>", "Open on the desk", "Waiting", "Rush", "#c-"+k.Short())
	d.page("/passages/000000000000", 404)
	at := "/p/" + d.p.Slug + "/passages?code=" + waiting + "#k-" + k.Short()
	doc := d.documentOf(k.Document)
	d.page("/d/"+doc.Short()+"?back="+url.QueryEscape(at), 200, "← Passages", strings.ReplaceAll(at, "&", "&amp;"))
	if strings.Contains(d.page("/d/"+doc.Short()+"?back=https://verbatim.example/", 200), `href="https://verbatim.example`) {
		t.Error("the way back leads outside")
	}
}

func TestTickedPassagesAreChangedInOneStep(t *testing.T) {
	d := newCodeDesk(t)
	list := d.listed() // Waiting and Rush on the same words, Waiting on others
	ids := []string{list[0].Short(), list[2].Short()}
	back := "/p/" + d.p.Slug + "/passages?code=" + d.codes["Waiting"].ShortGUID()
	for name, form := range map[string]url.Values{
		"nothing ticked": {"do": {"remove"}},
		"no code":        {"do": {"recode"}, "coding": ids},
		"no statement":   {"do": {"quote"}, "coding": ids},
		"an empty memo":  {"do": {"memo"}, "coding": ids, "memo": {" "}},
		"nonsense":       {"do": {"x"}, "coding": ids},
	} {
		if w := d.send(http.MethodPost, "/passages", form, false); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", name, w.Code)
		}
	}

	to := d.posted("/passages", url.Values{"do": {"recode"}, "coding": ids, "code": {d.codes["Trust"].ShortGUID()}, "back": {back}, "request": {"r1"}})
	d.page(to, 200, "Recoded as ‘Trust’: 2", "No passage answers")
	if again := d.posted("/passages", url.Values{"do": {"recode"}, "coding": ids, "code": {d.codes["Trust"].ShortGUID()}, "back": {back}, "request": {"r1"}}); again != to {
		t.Errorf("a repeated request leads to %s, the first to %s", again, to)
	}
	d.undoLast()

	to = d.posted("/passages", url.Values{"do": {"remove"}, "coding": ids, "back": {back}, "request": {"r2"}})
	d.page(to, 200, "Removed codings: 2")
	if again := d.posted("/passages", url.Values{"do": {"remove"}, "coding": ids, "back": {back}, "request": {"r2"}}); again != to {
		t.Errorf("removing again leads to %s, the first to %s", again, to)
	}
	d.undoLast()
	if got := len(d.listed()); got != 3 {
		t.Fatalf("%d codings after the undo", got)
	}

	var about finding.Finding
	d.do(func(tx *sql.Tx) (err error) {
		about, err = finding.Create(context.Background(), tx, finding.Finding{Statement: "Everybody waits."})
		return err
	})
	d.page("/passages", 200, "1. Everybody waits.")
	d.page(d.posted("/passages", url.Values{"do": {"quote"}, "coding": ids, "finding": {about.Short()}}), 200, "Chose quotes for ‘Everybody waits.’: 2")
	d.undoLast()

	d.page(d.posted("/passages", url.Values{"do": {"memo"}, "coding": ids[:1], "memo": {"Who waits?"}}), 200, "Wrote a memo", "1 memo")
	if m := d.memos()[0]; m.Exact != "wacht iedereen" || m.Words != "Who waits?" {
		t.Errorf("%+v", m)
	}
	d.posted("/passages", url.Values{"do": {"memo"}, "coding": ids, "memo": {"Both wait."}})
	m := d.memos()[0]
	if m.Code != d.codes["Waiting"].ID || !strings.Contains(m.Words, "- “wacht iedereen” ([R1, turn 1](d/") || !strings.Contains(m.Words, "#c-"+ids[1]) {
		t.Errorf("%+v", m)
	}

	d.who = d.noor
	if w := d.send(http.MethodPost, "/passages", url.Values{"do": {"remove"}, "coding": ids}, false); w.Code != http.StatusForbidden {
		t.Errorf("another coder's codings are removed: %d", w.Code)
	}
}

// A turn of several lines, as captions have, is read as one around a passage:
// lines do not run into each other, and what is cut off says so.
func TestSurround(t *testing.T) {
	var blocks []document.Block
	at := 0
	for i, words := range []string{"R36:", "Friday I had twelve of them.", "Done before the coffee.", "And it costs me when somebody is sad, because nobody can do sad in writing and everybody has to hear it."} {
		b := document.Block{Seq: i, Kind: transcript.Words, Start: at, Length: len(words), Text: words, Sep: "\n"}
		if i == 0 {
			b.Kind, b.Sep = transcript.Label, " "
		}
		blocks = append(blocks, b)
		at = b.End() + 1
	}
	got := surround(blocks, blocks[2].Start, blocks[2].End())
	want := surrounded{"Friday I had twelve of them. ", "Done before the coffee.",
		" And it costs me when somebody is sad, because nobody can do sad in writing and everybody …"}
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := surround(blocks, blocks[1].Start, blocks[1].Start+6); got.before != "" || !strings.HasPrefix(got.after, " I had twelve of them. Done") {
		t.Errorf("at the beginning: %q", got)
	}
	if got := surround(blocks, blocks[3].End()-4, blocks[3].End()-1); got.after != "." || !strings.HasPrefix(got.before, "… me when somebody") {
		t.Errorf("at the end: %q", got)
	}
}
