package web

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestPlacesToGo(t *testing.T) {
	s, _ := seeded(t)
	p, err := Example(t.Context(), s.shelf)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	r := httptest.NewRequest(http.MethodGet, "http://"+testHost+"/p/"+p.Slug+"/go", nil)
	r.Header.Set("Accept-Language", "nl")
	withCookie(s)(r)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	var list []place
	if err := json.Unmarshal(w.Body.Bytes(), &list); err != nil {
		t.Fatalf("%d %v", w.Code, err)
	}
	kinds := map[string]int{}
	for _, l := range list {
		kinds[l.Kind]++
		if l.URL != "/" && !strings.HasPrefix(l.URL, "/p/"+p.Slug) {
			t.Errorf("%s leads to %s", l.Name, l.URL)
		}
		if l.Kind == "code" && l.Hue == 0 {
			t.Errorf("%s has no hue", l.Name)
		}
	}
	if kinds["document"] != 10 || kinds["code"] != 42 || kinds["scherm"] < 11 {
		t.Errorf("%v", kinds)
	}
}
