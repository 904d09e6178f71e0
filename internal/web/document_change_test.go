package web

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// studied is a listening server with the example study open in a browser.
func studied(t *testing.T) (browser *http.Client, root string) {
	t.Helper()
	s, browser := listening(t, t.TempDir())
	p, err := Example(t.Context(), s.shelf)
	if err != nil {
		t.Fatal(err)
	}
	p.Close()
	get(t, browser, s.Address("/"))
	return browser, "http://" + s.host + "/p/" + p.Slug
}

// send posts a form and follows to the page it leads to.
func send(t *testing.T, browser *http.Client, address string, form url.Values) (int, string) {
	t.Helper()
	res, err := browser.PostForm(address, form)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

var documentRow = regexp.MustCompile(`<th scope="row"><a href="[^"]*/d/([0-9a-f]{12})">([^<]+)</a>`)

// listed is the documents of a page in their order, and their short guids.
func listed(body string) (names []string, short map[string]string) {
	short = map[string]string{}
	for _, m := range documentRow.FindAllStringSubmatch(body, -1) {
		names = append(names, m[2])
		short[m[2]] = m[1]
	}
	return names, short
}

func TestDocumentsAreOrderedNamedGroupedAndPutAside(t *testing.T) {
	browser, root := studied(t)
	_, body := get(t, browser, root)
	names, short := listed(body)
	if strings.Join(names[:3], " ") != "R03.csv R12.docx R20.txt" {
		t.Fatalf("%v", names)
	}
	three := func(names []string) string { // the others stay where they are
		return strings.Join(slices.DeleteFunc(names, func(n string) bool { return !strings.Contains("R03.csv R12.docx R12, surgeon R20.txt", n) }), " ")
	}
	at := func(name, what string) string { return root + "/d/" + short[name] + "/" + what }
	for _, c := range []struct {
		what, document string
		form           url.Values
		said, order    string
	}{
		{"move", "R20.txt", url.Values{"to": {"up"}}, "Moved R20.txt", "R03.csv R20.txt R12.docx"},
		{"move", "R03.csv", url.Values{"to": {"up"}}, "", "R03.csv R20.txt R12.docx"},
		{"move", "R03.csv", url.Values{"to": {"down"}}, "Moved R03.csv", "R20.txt R03.csv R12.docx"},
		{"move", "R03.csv", url.Values{"to": {"down"}}, "Moved R03.csv", "R20.txt R12.docx R03.csv"},
		{"rename", "R12.docx", url.Values{"name": {"R12, surgeon"}}, "Renamed R12.docx to R12, surgeon", "R20.txt R12, surgeon R03.csv"},
		{"group", "R20.txt", url.Values{"group": {"Chronic"}}, "Put R20.txt in Chronic", "R12, surgeon R03.csv R20.txt"},
		{"group", "R20.txt", url.Values{"group": {""}}, "Took R20.txt out of its group", "R12, surgeon R03.csv R20.txt"},
		{"trash", "R03.csv", nil, "R03.csv is in the trash", "R12, surgeon R20.txt"},
		{"restore", "R03.csv", nil, "Brought back R03.csv", "R12, surgeon R20.txt R03.csv"},
		{"restore", "R03.csv", nil, "", "R12, surgeon R20.txt R03.csv"},
	} {
		status, body := send(t, browser, at(c.document, c.what), c.form)
		names, more := listed(body)
		for name, s := range more {
			short[name] = s
		}
		if status != 200 || !strings.Contains(body, c.said) {
			t.Errorf("%s %s %v: %d, and not %q", c.what, c.document, c.form, status, c.said)
		}
		if got := three(names); got != c.order && c.what != "restore" {
			t.Errorf("%s %s %v: %s, want %s", c.what, c.document, c.form, got, c.order)
		}
		if c.said != "" && !strings.Contains(body, `/undo"`) {
			t.Errorf("%s %s: no undo is offered", c.what, c.document)
		}
	}
	if status, body := send(t, browser, at("R20.txt", "rename"), url.Values{"name": {"R03.csv"}}); status != 409 || !strings.Contains(body, "Choose another name") {
		t.Errorf("a name that is taken: %d", status)
	}
	if status, _ := send(t, browser, root+"/d/000000000000/trash", nil); status != 404 {
		t.Errorf("no such document: %d", status)
	}
}

func TestSwitchesAreKept(t *testing.T) {
	browser, root := studied(t)
	home, _, _ := strings.Cut(root, "/p/")
	path := strings.TrimPrefix(root, home)
	if _, body := send(t, browser, home+"/settings/language", url.Values{"language": {"nl"}, "back": {path}}); !strings.Contains(body, `<html lang="nl"`) || !strings.Contains(body, "Werktafel") {
		t.Error("not in Dutch")
	}
	if _, body := send(t, browser, home+"/settings/theme", url.Values{"theme": {"dark"}, "back": {path}}); !strings.Contains(body, `data-theme="dark"`) {
		t.Error("not dark")
	}
	if _, body := send(t, browser, home+"/settings/theme", url.Values{"theme": {"<b>"}, "back": {"//evil.example"}}); !strings.Contains(body, `data-theme="light"`) {
		t.Error("not light, or not here")
	}
}
