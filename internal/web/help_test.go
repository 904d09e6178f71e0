package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"verbatim/ui/words"
)

func TestHelp(t *testing.T) {
	s, slug := seeded(t)
	get := func(path, language string) string {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Host = testHost
		r.Header.Set("Accept-Language", language)
		withCookie(s)(r)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d", path, w.Code)
		}
		return w.Body.String()
	}
	for language, holds := range map[string][]string{
		"en": {"What it is called", "A label with a definition", "Desk: Code", "<kbd>Ctrl K</kbd>", s.shelf.Dir},
		"nl": {"Hoe het heet", "Een label met een definitie", "Werktafel: Coderen", "<kbd>Spatie</kbd>"},
	} {
		page := get("/help", language)
		for _, want := range holds {
			if !strings.Contains(page, want) {
				t.Errorf("%s: does not hold %q", language, want)
			}
		}
		for _, key := range words.Keys() { // a key that is put together and does not exist shows itself
			if strings.HasPrefix(key, "help.term.") && !strings.Contains(page, `id="`+strings.TrimPrefix(key, "help.term.")+`"`) {
				t.Errorf("%s is not explained", key)
			}
		}
		if strings.Contains(page, ">help.") || strings.Contains(page, ">desk.") {
			t.Error("a word is missing")
		}
	}
	if page := get("/help?back=/p/"+slug+"/codes", "en"); !strings.Contains(page, `href="/p/`+slug+`/codes"`) {
		t.Error("no way back")
	}
	if page := get("/help?back=https://verbatim.example", "en"); strings.Contains(page, `href="https://verbatim.example`) {
		t.Error("the way back leads outside")
	}
	if !strings.Contains(get("/", "en"), `href="/help"`) || !strings.Contains(get("/p/"+slug, "en"), `href="/help?back=%2Fp%2F`) {
		t.Error("nothing leads to the help")
	}
}
