package web

import (
	"context"
	"database/sql"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"verbatim/internal/coding"
	"verbatim/internal/people"
)

// codings is the short guids of a coder's codings of a code, by place.
func (d *codeDesk) codings(who people.Person, code string) (out []string) {
	d.t.Helper()
	ctx := context.Background()
	err := d.p.DB.Read(ctx, func(tx *sql.Tx) error {
		list, err := coding.List(ctx, tx, people.Everyone, coding.Filter{Coder: who.ID, Codes: []int64{d.codes[code].ID}})
		for _, k := range list {
			out = append(out, k.Short())
		}
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return out
}

// also has Noor code words of the document as Mira did.
func (d *codeDesk) also() {
	d.t.Helper()
	ctx := context.Background()
	d.do(func(tx *sql.Tx) error {
		list, err := coding.List(ctx, tx, people.Everyone, coding.Filter{Codes: []int64{d.codes["Waiting"].ID}})
		if err != nil {
			return err
		}
		v, err := people.As(ctx, tx, d.noor.ID)
		if err != nil {
			return err
		}
		k := list[0]
		_, err = coding.Apply(ctx, tx, v, coding.Mark{Document: k.Document, Start: k.Start, End: k.End, Exact: k.Exact}, k.Code)
		return err
	})
}

func TestSplitCode(t *testing.T) {
	d := newCodeDesk(t)
	d.also()
	own := d.codings(d.mira, "Waiting")
	before := d.state()
	at := d.at("Waiting")
	d.page(at, 200, "Tick passages", "1 coding of others stays as it is", `value="`+own[0]+`"`)

	split := url.Values{"coding": own[:1], "to": {" Long  waits "}, "request": {"s1"}}
	d.post(at+"/split", split, at)
	d.post(at+"/split", split, at) // sent twice
	if c := d.codes["Long waits"]; c.Parent != d.codes["Waiting"].ID || c.Category {
		t.Fatalf("the new code is %+v", c)
	}
	if got := len(d.codings(d.mira, "Long waits")); got != 1 {
		t.Errorf("%d passages went along, want 1", got)
	}
	if got := len(d.codings(d.noor, "Waiting")); got != 1 {
		t.Error("another coder's coding went along")
	}
	d.page(at, 200, "Split ‘Waiting’: ‘Long waits’ now has 1 of its passages")
	d.backAndForth(before)

	// To a code that is there, by its path. Rush has the first of them already.
	d.post(at+"/split", url.Values{"coding": own, "to": {"Work/Rush"}}, at)
	if got := len(d.codings(d.mira, "Rush")); got != 2 {
		t.Errorf("Rush has %d codings, want 2", got)
	}
	d.backAndForth(before)

	for _, c := range []struct {
		name, says string
		form       url.Values
	}{
		{"nothing ticked", "Tick at least one passage", url.Values{"to": {"X"}}},
		{"no name", "Write the name of the code that the ticked passages", url.Values{"coding": own[:1]}},
		{"itself", "The ticked passages have the code “Waiting” already", url.Values{"coding": own[:1], "to": {"Work/Waiting"}}},
		{"a category", "cannot be applied", url.Values{"coding": own[:1], "to": {"Work"}}},
		{"another coder's", "only they can change it", url.Values{"coding": d.codings(d.noor, "Waiting"), "to": {"Mine"}}},
		{"of another code", "does not have the code “Waiting” any more", url.Values{"coding": d.codings(d.mira, "Rush"), "to": {"Mine"}}},
	} {
		w := d.send(http.MethodPost, at+"/split", c.form, false)
		if w.Code < 400 || w.Code >= 500 || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%s: %d, does not say %q", c.name, w.Code, c.says)
		}
	}
	if d.state() != before {
		t.Error("something refused was done in part")
	}
	// Noor is the second coder: her coding is hers to split and is not counted.
	d.who = d.noor
	d.page(at, 200, `value="`+d.codings(d.noor, "Waiting")[0]+`"`, "yours, not counted here", "2 codings of others stay as they are")
}

// TestBrowserSplitCode ticks passages by key and by mouse and splits them off
// with s.
func TestBrowserSplitCode(t *testing.T) {
	d := newCodeDesk(t)
	b := d.inBrowser()
	b.Open("/p/" + d.p.Slug + d.at("Waiting"))
	b.Click("#coded li:nth-child(2) input")
	b.ShiftClick("#coded li:nth-child(1) input")
	b.See("2 passages ticked")
	b.Keys(kb.Escape)
	b.Until("nothing is ticked", `document.querySelectorAll("#coded :checked").length === 0`)
	b.Keys("x")
	b.See("1 passage ticked")
	b.Axe("a code with ticked passages")
	b.Keys("s")
	b.Keys("Long waits" + kb.Enter)
	d.says(b, "Split ‘Waiting’: ‘Long waits’ now has 1 of its passages")
	b.Until("the new code stands under it", `document.querySelector(".tree .on").parentElement.querySelector(":scope>.kids .nm").textContent === "Long waits"`)
	b.Until("one passage is left", `document.querySelectorAll("#coded li").length === 1`)
	b.Chord("z", kb.ModifierCtrl)
	b.Until("both are back", `document.querySelectorAll("#coded li").length === 2`)
}
