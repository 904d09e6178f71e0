package web

import (
	"context"
	"database/sql"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/people"
)

var nameInTree = regexp.MustCompile(`class="nm"[^>]* title="[^>]*>([^<]*)<`)

// inTree is the names in the tree of a page.
func (d *codeDesk) inTree(path string) string {
	d.t.Helper()
	var out []string
	for _, m := range nameInTree.FindAllStringSubmatch(d.page(path, 200), -1) {
		out = append(out, m[1])
	}
	return strings.Join(out, " ")
}

func TestCodeTreeSortedAndNarrowed(t *testing.T) {
	d := newCodeDesk(t)
	d.furnish()
	d.post(d.at("Rush"), url.Values{"brief": {"Haste"}, "example": {"“quick”"}, "origin": {"in vivo"}}, "")
	d.post("/codes/many", url.Values{"code": d.shorts("Hope"), "do": {"set"}, "status": {"candidate"}}, "")
	d.post("/codes/many", url.Values{"code": d.shorts("Early"), "do": {"retire"}}, "")
	for _, c := range []struct{ query, want string }{
		{"", "Work Waiting Rush Trust Time Early Late Night Hope"},
		{"sort=name", "Hope Time Early Late Night Trust Work Rush Waiting"},
		{"sort=count", "Work Waiting Rush Trust Time Early Late Night Hope"},
		{"sort=first", "Work Waiting Rush Trust Time Early Late Night Hope"},
		{"sort=nonsense&show=nonsense", "Work Waiting Rush Trust Time Early Late Night Hope"},
		{"show=undefined", "Work Waiting Trust Time Late Night Hope"},
		{"show=noexample", "Work Waiting Trust Time Late Night Hope"},
		{"show=unapplied", "Trust Time Late Night Hope"},
		{"show=once", "Work Rush"},
		{"show=onecoder", "Work Waiting"},
		{"show=candidate", "Hope"},
		{"show=retired", "Time Early"},
		{"show=vivo", "Work Rush"},
		{"show=deductive", ""},
		{"sort=name&show=unapplied", "Hope Time Late Night Trust"},
	} {
		if got := d.inTree("/codes?" + c.query); got != c.want {
			t.Errorf("%s: %s, want %s", c.query, got, c.want)
		}
	}
	time.Sleep(2 * time.Millisecond)
	d.do(func(tx *sql.Tx) error {
		ctx := context.Background()
		v, err := people.As(ctx, tx, d.noor.ID)
		if err != nil {
			return err
		}
		list, err := coding.List(ctx, tx, people.Everyone, coding.Filter{Codes: []int64{d.codes["Waiting"].ID}})
		if err != nil {
			return err
		}
		_, err = coding.Apply(ctx, tx, v, coding.Mark{Document: list[1].Document, Start: list[1].Start, End: list[1].End, Exact: list[1].Exact}, d.codes["Night"].ID)
		return err
	})
	if got := d.inTree("/codes?sort=last&show="); !strings.HasPrefix(got, "Time Late Night Early Work") {
		t.Errorf("the last used first: %s", got)
	}
	d.page("/codes?show=once", 200, "1 found", "Show all", "?show=undefined")
	d.page("/codes?show=deductive", 200, "0 found", "Show all") // a way back
	w := d.send(http.MethodGet, "/codes?sort=name&show=once", nil, false)
	if got := w.Header().Get("Set-Cookie"); !strings.Contains(got, treeCookie+"=name.once") || !strings.Contains(got, "Path=/p/"+d.p.Slug) {
		t.Errorf("the choice is not kept: %s", got)
	}
}

func TestCodesAlike(t *testing.T) {
	d := newCodeDesk(t)
	d.do(func(tx *sql.Tx) error {
		_, err := codebook.Ensure(context.Background(), tx, d.mira.ID, "Trust/Waitings")
		return err
	})
	d.reload()
	d.page("/codes", 200, "1 pair of codes that may be one")
	d.page("/codes/alike", 200, "Work/Waiting", "Trust/Waitings", "plural", "/codes/"+d.codes["Waitings"].ShortGUID()+"/merge?into="+d.codes["Waiting"].ShortGUID())
	before := d.state()
	d.post("/codes/alike", url.Values{"code": d.shorts("Waiting", "Waitings"), "distinct": {"1"}}, "")
	d.page("/codes", 200, "Look for codes that may be one")
	d.page("/codes/alike", 200, "No two codes look alike", "1 pair that was called different", "Compare again")
	d.backAndForth(before)
	d.post("/codes/alike", url.Values{"code": d.shorts("Waiting", "Waitings"), "distinct": {"1"}}, "")
	d.post("/codes/alike", url.Values{"code": d.shorts("Waitings", "Waiting"), "distinct": {"0"}}, "")
	d.page("/codes/alike", 200, "plural")
	if w := d.send(http.MethodPost, "/codes/alike", url.Values{"code": d.shorts("Waiting")}, false); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("one code: %d", w.Code)
	}
	// A code that was called different can go all the same.
	d.post("/codes/alike", url.Values{"code": d.shorts("Waiting", "Waitings"), "distinct": {"1"}}, "")
	before = d.state()
	d.post(d.at("Waitings", "/delete"), nil, "/codes")
	d.backAndForth(before)
}

// TestMemoOnCodeThatGoes: a memo outlives the code that it is on.
func TestMemoOnCodeThatGoes(t *testing.T) {
	d := newCodeDesk(t)
	w := d.send(http.MethodPost, "/memos", url.Values{"words": {"Think again"}, "code": d.shorts("Rush")}, false)
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d %.300s", w.Code, w.Body)
	}
	before := d.state()
	d.post(d.at("Rush", "/merge"), url.Values{"into": d.shorts("Waiting")}, "")
	d.page(d.at("Waiting"), 200, "Think again")
	d.backAndForth(before)
	d.post(d.at("Rush", "/delete"), nil, "/codes")
	d.page("/memos", 200, "Think again")
	d.backAndForth(before)
}
