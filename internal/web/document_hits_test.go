package web

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"verbatim/internal/text"
)

// Finding on the desk and searching for it say the same of this document: whole
// words, side by side where several are typed, * for what a word begins with.
func TestFindIsTheSearch(t *testing.T) {
	c := openDeskCase(t)
	for typed, want := range map[string][]string{
		"i":               {"I", "I", "I", "I", "I"},
		"sle":             nil,
		"sle*":            {"sleep"},
		"I THINK":         {"I think"},
		"think, my":       {"think. My"},
		"cafe":            {"cafe\u0301"},
		"=cafe":           nil,
		`"times a" sleep`: {"times a", "sleep"},
		"it comes":        {"it comes"},
		"(":               nil,
		" ":               nil,
		"my neigh*":       {"My neighbour"},
	} {
		var found struct {
			Hits [][2]int
			URL  string
		}
		if err := json.Unmarshal([]byte(deskPage(t, c.s, c.url()+"/hits?"+url.Values{"find": {typed}}.Encode())), &found); err != nil {
			t.Fatalf("%q: %v", typed, err)
		}
		var got []string
		for _, h := range found.Hits {
			got = append(got, text.Slice(c.text, h[0], h[1]))
		}
		if typed != "i" && !slices.Equal(got, want) || typed == "i" && len(got) < 4 {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
		if want != nil {
			at, err := url.Parse(found.URL)
			if err != nil {
				t.Fatal(err)
			}
			asked := at.Query().Get("q")
			if page := deskPage(t, c.s, c.url()+"?"+url.Values{"q": {asked}}.Encode()); !strings.Contains(page, fmt.Sprintf(`"hits":%s`, strings.ReplaceAll(fmt.Sprint(found.Hits), " ", ","))) {
				t.Errorf("%q: another answer of %q", typed, asked)
			}
		}
	}
}

func TestDeskShowsTheHitsThatLedToIt(t *testing.T) {
	c := openDeskCase(t)
	start, end := c.span("sleep")
	page := deskPage(t, c.s, c.url()+"?at=1-2&"+url.Values{"q": {"sleep"}}.Encode())
	if want := fmt.Sprintf(`"hits":[[%d,%d]]`, start, end); !strings.Contains(page, want) {
		t.Errorf("the page has no %s", want)
	}
	if !strings.Contains(page, "1 hit for “sleep” in this document") {
		t.Error("the page does not say how many hits there are")
	}
	for asked, want := range map[string]string{"": `"hits":null`, `(never closed`: `"hits":[]`, "doc:x": `"hits":[]`} {
		if page := deskPage(t, c.s, c.url()+"?"+url.Values{"q": {asked}}.Encode()); !strings.Contains(page, want) {
			t.Errorf("%q: no %s", asked, want)
		}
	}
}
