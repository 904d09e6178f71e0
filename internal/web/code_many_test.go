package web

import (
	"context"
	"database/sql"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"verbatim/internal/codebook"
	"verbatim/internal/history"
)

// order is the paths of the codes, in the order of the tree.
func (d *codeDesk) order() string {
	d.t.Helper()
	var out []string
	err := d.p.DB.Read(context.Background(), func(tx *sql.Tx) error {
		list, err := codebook.List(context.Background(), tx)
		for _, c := range list {
			out = append(out, c.Path)
		}
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return strings.Join(out, " ")
}

// state is every recorded row of the tables that code work touches.
func (d *codeDesk) state() string {
	d.t.Helper()
	var out strings.Builder
	err := d.p.DB.Read(context.Background(), func(tx *sql.Tx) error {
		ctx := context.Background()
		tables, err := history.Recorded(ctx, tx)
		if err != nil {
			return err
		}
		for _, table := range tables {
			rows, err := tx.QueryContext(ctx, `SELECT * FROM "`+table+`" ORDER BY id`)
			if err != nil {
				return err
			}
			cols, _ := rows.Columns()
			for rows.Next() {
				values := make([]any, len(cols))
				for i := range values {
					values[i] = new(sql.NullString)
				}
				if err := rows.Scan(values...); err != nil {
					return err
				}
				out.WriteString(table)
				for _, v := range values {
					out.WriteString("|" + v.(*sql.NullString).String)
				}
				out.WriteByte('\n')
			}
			if err := rows.Close(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return out.String()
}

// backAndForth takes the last step back, does it again, and takes it back,
// and checks that the project is exactly as it was each time.
func (d *codeDesk) backAndForth(before string) {
	d.t.Helper()
	after := d.state()
	d.undo()
	if got := d.state(); got != before {
		d.t.Fatalf("undo does not give the state before:\n%s\nwant\n%s", got, before)
	}
	if _, err := history.Redo(context.Background(), d.p.DB, d.who.ID, ""); err != nil {
		d.t.Fatal(err)
	}
	if got := d.state(); got != after {
		d.t.Fatalf("redo does not give the state after:\n%s\nwant\n%s", got, after)
	}
	d.undo()
}

// shorts names codes as a form does.
func (d *codeDesk) shorts(names ...string) (out []string) {
	for _, name := range names {
		out = append(out, d.codes[name].ShortGUID())
	}
	return out
}

// furnish makes a tree with two branches.
func (d *codeDesk) furnish() {
	d.t.Helper()
	d.do(func(tx *sql.Tx) error {
		for _, path := range []string{"Time/Early", "Time/Late", "Time/Late/Night", "Hope"} {
			if _, err := codebook.Ensure(context.Background(), tx, d.mira.ID, path); err != nil {
				return err
			}
		}
		return nil
	})
	d.reload()
}

func TestManyCodes(t *testing.T) {
	d := newCodeDesk(t)
	d.furnish()
	start := "Work Work/Waiting Work/Rush Trust Time Time/Early Time/Late Time/Late/Night Hope"
	if got := d.order(); got != start {
		t.Fatal(got)
	}
	for _, step := range []struct {
		name, want, says string
		form             url.Values
	}{
		{"under a code by its name", "Work Work/Waiting Work/Rush Work/Trust Work/Hope Time Time/Early Time/Late Time/Late/Night", "Moved under ‘Work’: Trust, Hope",
			url.Values{"code": d.shorts("Hope", "Trust"), "do": {"move"}, "to": {"work"}}},
		{"what goes along is not moved by itself", "Work Work/Waiting Work/Rush Trust Trust/Late Trust/Late/Night Time Time/Early Hope", "Moved under ‘Trust’: Late, Night",
			url.Values{"code": d.shorts("Night", "Late"), "do": {"move"}, "to": {"Trust"}}},
		{"to the top", "Work Trust Time Time/Late Time/Late/Night Hope Waiting Rush Early", "Moved to the top of the codebook: Waiting, Rush, Early",
			url.Values{"code": d.shorts("Early", "Waiting", "Rush"), "do": {"top"}, "to": {"anything"}}},
		{"dragged beside one of themselves", "Work Work/Waiting Work/Rush Trust Hope Time Time/Early Time/Late Time/Late/Night", "Moved to the top of the codebook: Trust, Hope",
			url.Values{"code": d.shorts("Trust", "Hope"), "do": {"move"}, "parent": {""}, "before": d.shorts("Trust")}},
		{"before a sibling elsewhere", "Work Work/Rush Trust Time Time/Early Time/Waiting Time/Hope Time/Late Time/Late/Night", "Moved under ‘Time’: Waiting, Hope",
			url.Values{"code": d.shorts("Hope", "Waiting"), "do": {"move"}, "parent": d.shorts("Time"), "before": d.shorts("Late")}},
	} {
		t.Run(step.name, func(t *testing.T) {
			d.t = t
			before := d.state()
			d.post("/codes/many", step.form, "/codes")
			if got := d.order(); got != step.want {
				t.Fatalf("%s\nwant %s", got, step.want)
			}
			d.page("/codes", 200, step.says)
			d.backAndForth(before)
			if got := d.order(); got != start {
				t.Fatalf("after undo %s", got)
			}
		})
	}
	d.t = t

	before := d.state()
	d.post("/codes/many", url.Values{"code": d.shorts("Hope", "Late"), "do": {"group"}, "to": {"Mood/Feelings"}, "request": {"g1"}}, "/codes")
	d.post("/codes/many", url.Values{"code": d.shorts("Hope", "Late"), "do": {"group"}, "to": {"Mood/Feelings"}, "request": {"g1"}}, "/codes") // sent twice
	if got := d.order(); got != "Work Work/Waiting Work/Rush Trust Time Time/Early Mood Mood/Feelings Mood/Feelings/Late Mood/Feelings/Late/Night Mood/Feelings/Hope" {
		t.Fatal(got)
	}
	if !d.codes["Feelings"].Category {
		t.Error("the new group is no category")
	}
	d.backAndForth(before)

	d.post("/codes/many", url.Values{"code": d.shorts("Hope", "Early"), "do": {"set"}, "status": {"candidate"}, "origin": {"in vivo"}, "colour": {"3"}}, "/codes")
	d.page("/codes", 200, "Changed Status, Origin and Colour of Early, Hope")
	if c := d.codes["Early"]; c.Status != codebook.Candidate || c.Origin != "in vivo" || c.Colour != 3 {
		t.Errorf("%+v", c)
	}
	d.backAndForth(before)
	d.post("/codes/many", url.Values{"code": d.shorts("Hope", "Early"), "do": {"retire"}}, "/codes")
	d.page("/codes", 200, "Retired: Early, Hope")
	d.backAndForth(before)
}

func TestManyCodesRefused(t *testing.T) {
	d := newCodeDesk(t)
	d.furnish()
	d.do(func(tx *sql.Tx) error {
		_, err := codebook.Ensure(context.Background(), tx, d.mira.ID, "Trust/Rush")
		return err
	})
	d.reload()
	before := d.state()
	trusted := d.codes["Rush"] // the one under Trust, made last
	for _, c := range []struct {
		name, says string
		form       url.Values
	}{
		{"nothing ticked", "Tick at least one code", url.Values{"do": {"move"}, "to": {"Time"}}},
		{"nowhere named", "Write the name of the code that the ticked ones are to go under", url.Values{"code": d.shorts("Hope"), "do": {"move"}}},
		{"no such code", "There is no code “Nowhere”", url.Values{"code": d.shorts("Hope"), "do": {"move"}, "to": {"Nowhere"}}},
		{"a circle", "“Time” cannot go under itself or under a code of its own branch", url.Values{"code": d.shorts("Hope", "Time"), "do": {"move"}, "to": {"Time/Late"}}},
		{"a name twice", "There is a code “Rush” at this place already", url.Values{"code": {d.codes["Hope"].ShortGUID(), trusted.ShortGUID()}, "do": {"move"}, "to": {"Work"}}},
		{"no name for the category", "Write the name of the new category first", url.Values{"code": d.shorts("Hope"), "do": {"group"}}},
		{"nothing to set", "Choose a status, an origin or a colour", url.Values{"code": d.shorts("Hope"), "do": {"set"}}},
		{"a colour that is none", "must be one of the eight hues", url.Values{"code": d.shorts("Hope"), "do": {"set"}, "colour": {"12"}}},
		{"set to merged", "not “merged”", url.Values{"code": d.shorts("Hope"), "do": {"set"}, "status": {"merged"}}},
	} {
		w := d.send(http.MethodPost, "/codes/many", c.form, false)
		if w.Code != http.StatusUnprocessableEntity && w.Code != http.StatusConflict && w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%s: %d, does not say %q", c.name, w.Code, c.says)
		}
		if len(c.form["code"]) > 0 && !strings.Contains(w.Body.String(), `value="`+c.form["code"][0]+`" checked`) {
			t.Errorf("%s: the ticks are gone", c.name)
		}
	}
	if d.state() != before {
		t.Error("something refused was done in part")
	}
}

func TestMergeMany(t *testing.T) {
	d := newCodeDesk(t)
	d.furnish()
	before := d.state()
	q := url.Values{"code": d.shorts("Rush", "Waiting", "Late", "Hope"), "to": {"Hope"}}
	// Waiting and Rush both mark "wacht iedereen": three codings, two spans.
	d.page("/codes/merge?"+q.Encode(), 200, "Merge “Waiting”, “Rush” and “Late” into “Hope”", "2 codings in 1 document become “Hope”",
		"1 coding is on words that “Hope” marks already", "1 code under it moves under “Hope”", "Merge 3 codings")
	q = url.Values{"code": d.shorts("Rush", "Waiting", "Late"), "into": d.shorts("Hope"), "request": {"m"}}
	d.post("/codes/merge", q, d.at("Hope"))
	d.post("/codes/merge", q, d.at("Hope"))
	if got := d.order(); got != "Work Trust Time Time/Early Hope Hope/Night" {
		t.Fatal(got)
	}
	d.page(d.at("Hope"), 200, "Delete with 2 codings", "Merged into ‘Hope’: Waiting, Rush, Late")
	d.backAndForth(before)
	rush := d.codes["Rush"].ShortGUID()
	d.page("/codes/merge?code="+rush, 422, "Choose the code to merge", `value="`+rush+`" checked`)
	d.page("/codes/merge?to=Nowhere&code="+rush, 404, "There is no code “Nowhere”", `value="`+rush+`" checked`)
	d.page("/codes/merge?to=Nowhere&code="+rush+"&at=000000000000", 404)
}

// TestBrowserManyCodes ticks by mouse and by key, and moves by key, by button
// and by dragging.
func TestBrowserManyCodes(t *testing.T) {
	d := newCodeDesk(t)
	d.furnish()
	b := d.inBrowser()
	b.Open("/p/" + d.p.Slug + "/codes")
	tree := func(want string) {
		t.Helper()
		b.Until("the tree is "+want, `[...document.querySelectorAll(".tree a.nm")].map(a => a.textContent).join(" ") === "`+want+`"`)
	}
	ticked := func(want string) {
		t.Helper()
		b.Until("ticked are "+want, `[...document.querySelectorAll(".tree :checked")].map(i => i.closest(".trow").querySelector(".nm").textContent).join(" ") === "`+want+`"`)
	}
	tree("Work Waiting Rush Trust Time Early Late Night Hope")

	// By key: walk, tick, extend, name, Enter.
	b.Click("#filter")
	b.Keys(kb.ArrowDown + kb.ArrowDown + "x")
	ticked("Waiting")
	b.Chord(kb.ArrowDown, kb.ModifierShift)
	ticked("Waiting Rush")
	b.See("2 codes ticked")
	b.Axe("the codebook with ticks")
	b.Keys("m")
	b.Keys("Trust" + kb.Enter)
	d.says(b, "Moved under ‘Trust’: Waiting, Rush")
	tree("Work Trust Waiting Rush Time Early Late Night Hope")
	ticked("")
	b.Chord("z", kb.ModifierCtrl)
	d.says(b, "Taken back: Moved under ‘Trust’: Waiting, Rush")
	tree("Work Waiting Rush Trust Time Early Late Night Hope")

	// By mouse: a range with Shift, Escape, then dragging the ticked ones.
	box := func(name string) string {
		return `.tree input[value="` + d.codes[name].ShortGUID() + `"]`
	}
	b.Click(box("Early"))
	b.ShiftClick(box("Hope"))
	ticked("Early Late Night Hope")
	b.Click(box("Night"))
	ticked("Early Late Hope")
	b.ClickText("#many button", "Untick")
	ticked("")
	b.Click(box("Hope"))
	b.Keys("m") // also from the box that was clicked
	b.Until("the field has the keyboard", `document.activeElement.id === "to"`)
	b.Keys(kb.Escape)
	ticked("")
	b.Click(box("Hope"))
	b.Click(box("Waiting"))
	name := func(name string) string { return `li[data-id="` + d.codes[name].ShortGUID() + `"]>.trow>.nm` }
	b.DragOnto(name("Hope"), name("Time"))
	d.says(b, "Moved under ‘Time’: Waiting, Hope")
	tree("Work Rush Trust Time Early Late Night Waiting Hope")

	// With Shift it merges, and looks first.
	b.DragOnto(name("Rush"), name("Waiting"), kb.ModifierShift)
	b.See("1 coding is on words that “Waiting” marks already")
	b.ClickText("main button", "Merge 1 coding")
	d.says(b, "Merged the code Rush into Waiting")
	b.ClickText(".status button", "Undo")
	d.says(b, "Taken back: Merged the code Rush into Waiting")

	// A refusal is said beside the form, and the ticks stay.
	b.Click(box("Time"))
	b.Click("#to")
	b.Keys("Late")
	b.ClickText("#many button", "Move under it")
	b.See("cannot go under itself")
	b.Forgive("422")
	ticked("Time")
}
