package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

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
