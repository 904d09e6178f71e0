package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestCodebookVersions(t *testing.T) {
	d := newCodeDesk(t)
	d.furnish()
	at := "/codes/versions"
	d.page(at, 200, "Versions of the codebook", `value="Version 1"`)
	before := d.state()
	d.post(at, url.Values{"name": {" Before  round 1 "}, "note": {"As agreed"}}, at)
	d.page(at, 200, "Before round 1", "As agreed", "Mira", "7 codes", "snapshot", "Every code is the same", "Kept the codebook as ‘Before round 1’")
	d.backAndForth(before)
	d.post(at, url.Values{"name": {"Before round 1"}, "note": {"As agreed"}}, at)

	d.post(d.at("Hope"), url.Values{"brief": {"What they hope"}, "name": {"Hoping"}, "short": {"HG"}, "origin": {"in vivo"}}, "")
	d.post(d.at("Waiting", "/split"), url.Values{"coding": d.codings(d.mira, "Waiting")[:1], "to": {"Long waits"}}, "")
	d.post(d.at("Rush", "/merge"), url.Values{"into": d.shorts("Waiting")}, "")
	d.post("/codes/many", url.Values{"code": d.shorts("Early"), "do": {"move"}, "to": {"Work"}}, "")
	d.post("/codes/many", url.Values{"code": d.shorts("Night"), "do": {"retire"}}, "")
	d.post(d.at("Trust", "/delete"), nil, "")
	body := d.page(at, 200, "From Before round 1 to now", "6 codes are not the same", "New: split off from “Waiting”.", "Merged into “Work/Waiting”.", "Moved: from Time to Work.",
		"Retired.", "Deleted.", "Renamed: it was “Hope”.", "Says something else: Brief definition.", "What they hope", "Short label from HOP to HG", "Origin from inductive to in vivo")
	if strings.Count(body, "<ins") != 1 || strings.Contains(body, "<del") {
		t.Error("the definition that was empty is shown otherwise than as new words")
	}
	// Between two versions, whichever comes first; and back again.
	d.post(at, url.Values{"name": {"After"}}, at)
	d.post(d.at("Hoping"), url.Values{"brief": {"What they wish"}}, "")
	body = d.page(at, 200, "From After to now", "1 code is not the same", "<del", "What they hope", "What they wish")
	var ids []string
	for _, part := range strings.Split(body, `name="drop" value="`)[1:] {
		ids = append(ids, part[:12])
	}
	if len(ids) != 2 {
		t.Fatalf("%d versions", len(ids))
	}
	d.page(at+"?from="+ids[0]+"&to="+ids[1], 200, "From Before round 1 to After", "6 codes are not the same")
	d.page(at+"?from="+ids[1]+"&to="+ids[0], 200, "From Before round 1 to After", "6 codes are not the same")
	d.page(at+"?from=nonsense", 200)

	// Each goes out as it was: the first has Hope, and Rush before its merge.
	csv := d.send(http.MethodGet, "/export/codebook.csv?version=before+round+1", nil, false).Body.String()
	if !strings.Contains(csv, ",Hope,HOP,") || !strings.Contains(csv, ",Work/Rush,") || strings.Contains(csv, "What they") {
		t.Errorf("the first version went out as\n%s", csv)
	}
	csv = d.send(http.MethodGet, "/export/codebook.csv?version=After", nil, false).Body.String()
	if !strings.Contains(csv, ",Hoping,HG,") || !strings.Contains(csv, "What they hope") || strings.Contains(csv, ",Work/Rush,") {
		t.Errorf("the second version went out as\n%s", csv)
	}
	if w := d.send(http.MethodGet, "/export/codebook.xlsx?version=Never", nil, false); w.Code != http.StatusNotFound {
		t.Errorf("a version that there is not: %d", w.Code)
	}
	for _, f := range []string{"docx", "xlsx", "md", "html"} {
		if w := d.send(http.MethodGet, "/export/codebook."+f+"?version=After", nil, false); w.Code != http.StatusOK {
			t.Errorf("%s: %d", f, w.Code)
		}
	}

	before = d.state()
	d.post(at, url.Values{"drop": {ids[0]}}, at)
	if strings.Contains(d.page(at, 200), "After") && strings.Contains(d.page(at, 200), `value="`+ids[0]+`" aria-label`) {
		t.Error("the version is still there")
	}
	d.backAndForth(before)
	for _, c := range []struct{ name, says string }{{" ", "A version needs a name"}, {"After", "There is a version “After” already"}, {strings.Repeat("x", 101), "is too long"}} {
		w := d.send(http.MethodPost, at, url.Values{"name": {c.name}, "note": {"typed"}}, false)
		if w.Code < 400 || w.Code >= 500 || !strings.Contains(w.Body.String(), c.says) || !strings.Contains(w.Body.String(), ">typed</textarea>") {
			t.Errorf("%q: %d, does not say %q", c.name, w.Code, c.says)
		}
	}
}
