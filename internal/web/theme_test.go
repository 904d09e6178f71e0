package web

import (
	"context"
	"database/sql"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"verbatim/cmd/verify/drive"
	"verbatim/internal/codebook"
	"verbatim/internal/people"
	"verbatim/internal/report"
)

// themes is the themes with their codes, in order: "Time: Early, Late".
func (d *codeDesk) themes() string {
	d.t.Helper()
	var out []string
	err := d.p.DB.Read(context.Background(), func(tx *sql.Tx) error {
		list, err := codebook.Themes(context.Background(), tx)
		if err != nil {
			return err
		}
		for _, t := range list {
			var names []string
			for _, id := range t.Codes {
				c, err := codebook.Get(context.Background(), tx, id)
				if err != nil {
					return err
				}
				names = append(names, c.Name)
			}
			out = append(out, t.Name+": "+strings.Join(names, ", "))
		}
		return nil
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return strings.Join(out, "; ")
}

// theme is the short guid of the theme of this name.
func (d *codeDesk) theme(name string) (short string) {
	d.t.Helper()
	err := d.p.DB.Read(context.Background(), func(tx *sql.Tx) error {
		list, err := codebook.Themes(context.Background(), tx)
		for _, t := range list {
			if t.Name == name {
				short = t.Short()
			}
		}
		return err
	})
	if err != nil || short == "" {
		d.t.Fatalf("no theme %s: %v", name, err)
	}
	return short
}

func TestThemes(t *testing.T) {
	d := newCodeDesk(t)
	d.furnish()
	at := "/codes/themes"
	step := func(form url.Values, want, says string) {
		t.Helper()
		before := d.state()
		d.post(at, form, "")
		if got := d.themes(); got != want {
			t.Fatalf("%v: %s, want %s", form, got, want)
		}
		d.page(at, 200, says)
		after := d.state()
		d.backAndForth(before)
		d.post(at, form, "")
		if d.themes() != want {
			t.Fatalf("%v: not the same the second time", form)
		}
		_ = after
	}
	step(url.Values{"do": {"create"}, "name": {" Waiting  game "}}, "Waiting game: ", "Made the theme ‘Waiting game’")
	one := d.theme("Waiting game")
	step(url.Values{"do": {"add"}, "theme": {one}, "to": {"rush"}}, "Waiting game: Rush", "Added to the theme ‘Waiting game’: Rush")
	step(url.Values{"do": {"add"}, "name": {"Moods"}, "code": d.shorts("Hope", "Rush")}, "Waiting game: Rush; Moods: Rush, Hope", "Added to the theme ‘Moods’: Rush, Hope")
	step(url.Values{"do": {"update"}, "theme": {one}, "name": {"The game"}, "about": {"Nobody\r\nknows."}, "to": {"Work/Waiting"}}, "The game: Rush, Waiting; Moods: Rush, Hope", "Renamed the theme ‘Waiting game’ to ‘The game’")
	step(url.Values{"do": {"down"}, "theme": {one}}, "Moods: Rush, Hope; The game: Rush, Waiting", "Moved the theme ‘The game’ down")
	step(url.Values{"leave": d.shorts("Rush"), "theme": {d.theme("Moods")}}, "Moods: Hope; The game: Rush, Waiting", "Taken out of the theme ‘Moods’: Rush")
	before := d.state()
	d.post("/codes/many", url.Values{"code": d.shorts("Early", "Late"), "do": {"theme"}, "theme": {"Moods"}}, "/codes")
	if got := d.themes(); got != "Moods: Hope, Early, Late; The game: Rush, Waiting" {
		t.Fatal(got)
	}
	d.backAndForth(before)

	// On the page of a code, as a filter, in what goes out.
	d.page(d.at("Rush"), 200, "Take Rush out of The game")
	if got := d.inTree("/codes?show=theme-" + one); got != "Work Waiting Rush" {
		t.Errorf("narrowed to %s", got)
	}
	d.page("/codes?show=", 200, "2 themes", "Theme: The game")
	files, err := report.Write(context.Background(), d.p, people.Everyone, "codebook.csv", report.Options{})
	if err != nil || !strings.Contains(string(files[0].Data), ",The game\r\n") {
		t.Errorf("csv: %v\n%s", err, files[0].Data)
	}
	files, err = report.Write(context.Background(), d.p, people.Everyone, "codebook.md", report.Options{})
	if err != nil || !strings.Contains(string(files[0].Data), "Nobody") || !strings.Contains(string(files[0].Data), "Themes and their codes") {
		t.Errorf("md: %v\n%s", err, files[0].Data)
	}

	// Codes that go take their place in themes along, or give it on.
	before = d.state()
	d.post(d.at("Rush", "/merge"), url.Values{"into": d.shorts("Waiting")}, "")
	if got := d.themes(); got != "Moods: Hope; The game: Waiting" {
		t.Errorf("merged within a theme: %s", got)
	}
	d.backAndForth(before)
	d.post(d.at("Rush", "/merge"), url.Values{"into": d.shorts("Trust")}, "")
	if got := d.themes(); got != "Moods: Hope; The game: Trust, Waiting" {
		t.Errorf("merged out of a theme: %s", got)
	}
	d.backAndForth(before)
	d.post(d.at("Rush", "/delete"), nil, "/codes")
	if got := d.themes(); got != "Moods: Hope; The game: Waiting" {
		t.Errorf("deleted: %s", got)
	}
	d.backAndForth(before)
	step(url.Values{"do": {"delete"}, "theme": {one}}, "Moods: Hope", "Deleted the theme ‘The game’")

	for _, c := range []struct {
		says string
		form url.Values
	}{
		{"A theme needs a name", url.Values{"do": {"create"}, "name": {" "}}},
		{"has a semicolon", url.Values{"do": {"create"}, "name": {"a;b"}}},
		{"There is a theme “Moods” already", url.Values{"do": {"create"}, "name": {"Moods"}}},
		{"There is no code “Nope”", url.Values{"do": {"add"}, "theme": {d.theme("Moods")}, "to": {"Nope"}}},
		{"Write the name of the code", url.Values{"do": {"add"}, "theme": {d.theme("Moods")}}},
		{"There is no such theme", url.Values{"do": {"delete"}, "theme": {"000000000000"}}},
		{"cannot be understood", url.Values{"do": {"dance"}, "theme": {d.theme("Moods")}}},
	} {
		w := d.send(http.MethodPost, at, c.form, false)
		if w.Code < 400 || w.Code >= 500 || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%v: %d, does not say %q", c.form, w.Code, c.says)
		}
	}
}

// TestBrowserThemes makes a theme by keyboard, from ticked codes and on its
// page, and takes a code out by mouse.
func TestBrowserThemes(t *testing.T) {
	d := newCodeDesk(t)
	d.furnish()
	b := d.inBrowser()
	b.Open("/p/" + d.p.Slug + "/codes")
	b.Click("#filter")
	b.Keys(kb.ArrowDown + kb.ArrowDown + "x" + kb.ArrowDown + kb.ArrowDown + "xm")
	for range 20 { // past the buttons
		if drive.Eval[string](b, "document.activeElement.id") == "theme" {
			break
		}
		b.Keys(kb.Tab)
	}
	b.Keys("The game" + kb.Tab + kb.Enter)
	d.says(b, "Added to the theme ‘The game’: Waiting, Trust")
	b.ClickText(".ehead .btn", "1 theme")
	b.See("What it says")
	b.Axe("themes")
	b.Click("textarea")
	b.Keys("Waiting is a game.")
	b.Keys(kb.Tab + kb.Tab + kb.Tab + kb.Tab + kb.Tab + "Hope" + kb.Enter)
	d.says(b, "Changed the theme ‘The game’")
	b.Until("Hope is in it", `document.querySelectorAll(".chip").length === 3`)
	b.Click(`button[aria-label="Take Trust out of The game"]`)
	d.says(b, "Taken out of the theme ‘The game’: Trust")
	b.ClickText(".status button", "Undo")
	d.says(b, "Taken back: Taken out of the theme ‘The game’: Trust")
	if got := d.themes(); got != "The game: Waiting, Trust, Hope" {
		t.Error(got)
	}
}
