package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"verbatim/internal/coding"
	"verbatim/internal/guid"
)

// codedCase is a desk with one coding on it, and the address of that coding.
func codedCase(t *testing.T) (c deskCase, at string) {
	c = openDeskCase(t)
	words := "Ten times a day, I think."
	if status, _ := deskPost(t, c.s, c.url()+"/codings", c.application(words, words, words, c.code("Looking often"))); status != 200 {
		t.Fatal(status)
	}
	return c, c.root + "/codings/" + c.codings()[0].Short()
}

// noted is a coding's note as "valence weight comment".
func noted(k coding.Coding) string {
	n := func(p *int) string {
		if p == nil {
			return "."
		}
		return strconv.Itoa(*p)
	}
	return n(k.Valence) + " " + n(k.Weight) + " " + k.Comment
}

func TestAnnotate(t *testing.T) {
	c, at := codedCase(t)
	for _, step := range []struct {
		name   string
		in     map[string]any
		code   int
		stored string
		said   string
	}{
		{"valence alone", map[string]any{"valence": "1"}, 200, "1 . ", "‘Looking often’: valence +"},
		{"weight leaves the valence", map[string]any{"weight": "60"}, 200, "1 60 ", "‘Looking often’: weight 60"},
		{"a comment", map[string]any{"comment": " Says it twice. ", "was": ""}, 200, "1 60 Says it twice.", "Commented on ‘Looking often’: Says it twice."},
		{"nothing new", map[string]any{"valence": "1"}, 200, "1 60 Says it twice.", "Nothing changed."},
		{"over another's comment", map[string]any{"comment": "Mine", "was": "Something else"}, 409, "1 60 Says it twice.", ""},
		{"no valence", map[string]any{"valence": "2"}, 422, "1 60 Says it twice.", ""},
		{"no number", map[string]any{"weight": "much"}, 422, "1 60 Says it twice.", ""},
		{"too heavy", map[string]any{"weight": "101"}, 422, "1 60 Says it twice.", ""},
		{"too long", map[string]any{"comment": strings.Repeat("é", 2001), "was": "Says it twice."}, 422, "1 60 Says it twice.", ""},
		{"none again", map[string]any{"valence": ""}, 200, ". 60 Says it twice.", "Took the valence off ‘Looking often’"},
		{"several", map[string]any{"weight": "", "comment": ""}, 200, ". . ", "Changed the note on ‘Looking often’"},
	} {
		t.Run(step.name, func(t *testing.T) {
			step.in["document"], step.in["request"] = c.doc.Short(), guid.New()
			status, r := deskPost(t, c.s, at+"/annotate", step.in)
			if status != step.code || r.Status != step.said && status == 200 {
				t.Errorf("%d %q, want %d %q", status, r.Status, step.code, step.said)
			}
			if got := noted(c.codings()[0]); got != step.stored {
				t.Errorf("stored %q, want %q", got, step.stored)
			}
		})
	}
}

// Every change of a note is one step, taken back and done again by itself; the
// desk hears of it as of any other.
func TestAnnotateIsTakenBack(t *testing.T) {
	c, at := codedCase(t)
	for _, in := range []map[string]any{{"valence": "-1"}, {"comment": "Why?", "was": ""}} {
		in["document"], in["request"] = c.doc.Short(), guid.New()
		for range 2 { // a repeated request does nothing again
			if status, r := deskPost(t, c.s, at+"/annotate", in); status != 200 || r.Entry == 0 || len(r.Add) != 1 {
				t.Fatalf("%d %+v", status, r)
			}
		}
	}
	for _, step := range []struct{ do, stored string }{
		{"undo", "-1 . "}, {"undo", ". . "}, {"redo", "-1 . "}, {"redo", "-1 . Why?"},
	} {
		_, r := deskPost(t, c.s, c.root+"/"+step.do, map[string]any{"document": c.doc.Short(), "request": guid.New()})
		if got := noted(c.codings()[0]); got != step.stored || len(r.Add) != 1 {
			t.Errorf("%s: %q %+v, want %q", step.do, got, r, step.stored)
		}
	}
}

// Passages are found by what was said of them, and several are marked at once.
func TestPassagesByValenceAndComment(t *testing.T) {
	d := newCodeDesk(t)
	list := d.listed()
	if len(list) < 3 {
		t.Fatalf("%d codings", len(list))
	}
	back := "/p/" + d.p.Slug + "/passages"
	d.posted("/codings/"+list[0].Short()+"/annotate", url.Values{"valence": {"1"}, "weight": {"70"}, "comment": {"At last"}, "was": {""}, "back": {back}, "request": {guid.New()}})
	d.posted("/passages", url.Values{"do": {"valence"}, "valence": {"-1"}, "coding": {list[1].Short(), list[2].Short()}, "request": {guid.New()}})
	for query, want := range map[string]string{
		"valence=1": "<b>1 passage</b>", "valence=-1": "<b>2 passages</b>", "valence=0": "No passage answers", "comment=yes": "At last",
		"comment=no": "<b>2 passages</b>", "comment=yes&valence=1": "weight 70",
	} {
		d.page("/passages?layer=all&"+query, 200, want)
	}
	d.undoLast()
	d.page("/passages?layer=all&valence=none", 200, "<b>2 passages</b>")
	if w := d.send(http.MethodPost, "/passages", url.Values{"do": {"valence"}, "valence": {"5"}, "coding": {list[1].Short()}}, false); w.Code != 422 {
		t.Errorf("valence 5: %d", w.Code)
	}
}
