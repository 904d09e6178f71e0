package web

import (
	"context"
	"database/sql"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"verbatim/internal/codebook"
)

// pinnedNames is the pinned codes in the order of their keys.
func (d *codeDesk) pinnedNames() string {
	d.t.Helper()
	var out []string
	err := d.p.DB.Read(context.Background(), func(tx *sql.Tx) error {
		list, err := codebook.List(context.Background(), tx)
		for _, c := range codebook.Pinned(list) {
			out = append(out, c.Name)
		}
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return strings.Join(out, " ")
}

func TestPinnedCodes(t *testing.T) {
	d := newCodeDesk(t)
	d.furnish()
	for _, step := range []struct {
		do, want string
		codes    []string
	}{
		{"pin", "Hope", []string{"Hope"}},
		{"pin", "Hope Waiting Rush", []string{"Waiting", "Hope", "Rush"}},
		{"up", "Hope Rush Waiting", []string{"Rush"}},
		{"up", "Rush Hope Waiting", []string{"Rush"}},
		{"up", "Rush Hope Waiting", []string{"Rush"}},
		{"down", "Rush Hope Waiting", []string{"Waiting"}},
		{"down", "Hope Rush Waiting", []string{"Rush"}},
		{"unpin", "Hope Waiting", []string{"Rush"}},
	} {
		before := d.state()
		d.post("/codes/pins", url.Values{"do": {step.do}, "code": d.shorts(step.codes...), "at": d.shorts("Trust")}, d.at("Trust"))
		if got := d.pinnedNames(); got != step.want {
			t.Fatalf("%s %v: %s, want %s", step.do, step.codes, got, step.want)
		}
		if d.state() != before {
			d.backAndForth(before)
			d.post("/codes/pins", url.Values{"do": {step.do}, "code": d.shorts(step.codes...)}, "/codes")
		}
	}
	d.page(d.at("Hope"), 200, "keys 1 to 9", "Unpin")
	if got := d.inTree("/codes?show=pinned"); got != "Work Waiting Hope" {
		t.Errorf("narrowed to %s", got)
	}
	before := d.state()
	d.post("/codes/many", url.Values{"do": {"pin"}, "code": d.shorts("Trust", "Early")}, "/codes")
	if got := d.pinnedNames(); got != "Hope Waiting Trust Early" {
		t.Error(got)
	}
	d.backAndForth(before)
	// A pinned code that goes out of use gives its key up when others are pinned.
	d.post(d.at("Hope", "/retire"), url.Values{"retired": {"1"}}, "")
	d.post("/codes/pins", url.Values{"do": {"pin"}, "code": d.shorts("Trust")}, "")
	if got := d.pinnedNames(); got != "Waiting Trust" || d.codes["Hope"].Pinned != 0 {
		t.Errorf("%s, and Hope has key %d", got, d.codes["Hope"].Pinned)
	}

	d.do(func(tx *sql.Tx) error {
		for _, name := range strings.Split("A B C D E F G H", " ") {
			if _, err := codebook.Create(context.Background(), tx, d.mira.ID, codebook.Code{Name: name}); err != nil {
				return err
			}
		}
		return nil
	})
	d.reload()
	before = d.state()
	for _, c := range []struct {
		says string
		form url.Values
	}{
		{"Nine codes are pinned already", url.Values{"do": {"pin"}, "code": d.shorts("A", "B", "C", "D", "E", "F", "G", "H")}},
		{"cannot be pinned", url.Values{"do": {"pin"}, "code": d.shorts("Work")}},
		{"cannot be pinned", url.Values{"do": {"pin"}, "code": d.shorts("Hope")}},
	} {
		w := d.send(http.MethodPost, "/codes/pins", c.form, false)
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%v: %d, does not say %q", c.form, w.Code, c.says)
		}
	}
	if d.state() != before {
		t.Error("something refused was done in part")
	}
}

// TestBrowserPinsAndVersions pins a code, gives it another key, keeps a version
// and reads what changed since.
func TestBrowserPinsAndVersions(t *testing.T) {
	d := newCodeDesk(t)
	d.furnish()
	b := d.inBrowser()
	b.Open("/p/" + d.p.Slug + d.at("Rush"))
	b.ClickText(".ehead button", "Pin")
	d.says(b, "Pinned ‘Rush’")
	b.Open("/p/" + d.p.Slug + d.at("Hope"))
	b.ClickText(".ehead button", "Pin")
	d.says(b, "Pinned ‘Hope’")
	b.ClickText(".right button", "Up: Hope")
	d.says(b, "Gave the pinned code ‘Hope’ another key")
	if got := d.pinnedNames(); got != "Hope Rush" {
		t.Error(got)
	}
	b.Axe("a code with pins and themes")

	b.Open("/p/" + d.p.Slug + "/codes")
	b.ClickText(".ehead .btn", "Versions")
	b.Click("#note")
	b.Keys("As agreed")
	b.ClickText("main button", "Keep the codebook as it is now")
	d.says(b, "Kept the codebook as ‘Version 1’")
	b.See("Every code is the same")
	d.post(d.at("Hope"), url.Values{"brief": {"What they hope"}}, "")
	b.ClickText("main a", "What changed since")
	b.See("Says something else: Brief definition.")
	b.See("What they hope")
	b.Axe("versions")

	d.post("/codes", url.Values{"name": {"Hopes"}}, "")
	b.Open("/p/" + d.p.Slug + "/codes/alike")
	b.See("plural of the other")
	b.Axe("codes that may be one")
	b.Scheme("dark")
	b.Axe("codes that may be one, in the dark")
	b.ClickText("main button", "Not the same")
	d.says(b, "Called Hope and Hopes different codes")
	b.See("No two codes look alike")
}
