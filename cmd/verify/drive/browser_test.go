package drive

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"
)

const samplePage = `<!doctype html><html lang="en"><title>Sample</title><body><main><h1>Sample</h1>
<button onclick="this.textContent='Pressed'">Press me</button>
<label>Name <input id="name"></label> <a href="/file" download>Take it</a></main></body></html>`

// sample serves one small page and one file, as the program would.
func sample(t *testing.T) *Server {
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/file" {
			w.Header().Set("Content-Disposition", "attachment; filename=file.txt")
			io.WriteString(w, "words")
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, samplePage)
	}))
	t.Cleanup(web.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &Server{Base: web.URL, Client: &http.Client{Jar: jar}}
}

// TestTab shows that the harness clicks, types, downloads and keeps requests
// that leave the computer.
func TestTab(t *testing.T) {
	b := Browse(t, sample(t))
	b.ClickText("button", "Press me")
	b.See("Pressed")
	b.Click("#name")
	b.Keys("Zoë")
	b.Until("the name is typed", `document.getElementById("name").value === "Zoë"`)
	b.ClickText("a", "Take it")
	if got := string(b.Saved()); got != "words" {
		t.Errorf("downloaded %q, want words", got)
	}
	b.Axe("the sample")

	Eval[bool](b, `fetch("http://127.0.0.2:9/elsewhere").then(() => true, () => true)`)
	b.mu.Lock()
	noted := len(b.wrong) > 0 && strings.Contains(b.wrong[0], "127.0.0.2")
	b.mu.Unlock()
	if !noted {
		t.Error("a request to another host went unnoticed")
	}
	b.Forgive("127.0.0.2")
}
