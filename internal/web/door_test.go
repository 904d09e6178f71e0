package web

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"verbatim/internal/fault"
	"verbatim/internal/project"
)

// listening is a real server on a real port, and a browser of sorts.
func listening(t *testing.T, dir string) (*Server, *http.Client) {
	t.Helper()
	ts := httptest.NewUnstartedServer(nil)
	shelf, err := project.OpenShelf(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Options{Shelf: shelf, Addr: ts.Listener.Addr().String(), Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	ts.Config.Handler = s
	ts.Start()
	t.Cleanup(func() { ts.Close(); _ = shelf.Close() })
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return s, &http.Client{Jar: jar}
}

func get(t *testing.T, c *http.Client, address string, header ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return do(t, c, r)
}

func do(t *testing.T, c *http.Client, r *http.Request) (*http.Response, string) {
	t.Helper()
	res, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

func TestCodeLetsInOnce(t *testing.T) {
	s, browser := listening(t, t.TempDir())
	address := s.Address("/")
	res, body := get(t, browser, address)
	if res.StatusCode != 200 || res.Request.URL.RawQuery != "" || !strings.Contains(body, "Verbatim") {
		t.Fatalf("%d at %s", res.StatusCode, res.Request.URL)
	}
	if res, _ := get(t, browser, address); res.StatusCode != 200 {
		t.Errorf("who is in already and uses the address again: %d", res.StatusCode)
	}
	stranger := &http.Client{}
	if res, body := get(t, stranger, address); res.StatusCode != 403 || !strings.Contains(body, "used already") {
		t.Errorf("a used code: %d %s", res.StatusCode, body)
	}
	if res, body := get(t, stranger, "http://"+s.host+"/", "Accept-Language", "nl"); res.StatusCode != 403 || !strings.Contains(body, "geen toegang") {
		t.Errorf("no cookie: %d %s", res.StatusCode, body)
	}
	if res, _ := get(t, stranger, "http://"+s.host+"/healthz"); res.StatusCode != 200 {
		t.Errorf("healthz: %d", res.StatusCode)
	}
	if res, body := get(t, stranger, "http://"+s.host+"/", "Accept", "application/json"); res.StatusCode != 403 || !strings.HasPrefix(body, `{"error":`) {
		t.Errorf("no cookie, JSON: %d %s", res.StatusCode, body)
	}
}

func TestCookie(t *testing.T) {
	s, _ := listening(t, t.TempDir())
	c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, _ := get(t, c, s.Address("/p/x?a=b"))
	if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/p/x?a=b" {
		t.Fatalf("%d %s", res.StatusCode, res.Header.Get("Location"))
	}
	cookies := res.Cookies()
	if len(cookies) != 1 {
		t.Fatalf("cookies: %v", cookies)
	}
	k := cookies[0]
	if !k.HttpOnly || k.SameSite != http.SameSiteStrictMode || k.Path != "/" || k.Domain != "" || !strings.Contains(k.Name, s.door.port) {
		t.Errorf("cookie: %v", k)
	}
	if res, _ := get(t, c, s.Address("https://elsewhere.example/")); res.Header.Get("Location") != "/" {
		t.Errorf("led elsewhere: %s", res.Header.Get("Location"))
	}
	other, _ := listening(t, t.TempDir())
	other.door.port, other.door.cookie = s.door.port, k.Name
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:"+s.door.port+"/", nil)
	r.AddCookie(k)
	w := httptest.NewRecorder()
	other.ServeHTTP(w, r)
	if w.Code != http.StatusForbidden {
		t.Errorf("the cookie of another data folder: %d", w.Code)
	}
}

func TestPagesLeftOpenGoOnAfterARestart(t *testing.T) {
	dir := t.TempDir()
	s, browser := listening(t, dir)
	get(t, browser, s.Address("/"))
	shelf, err := project.OpenShelf(dir)
	if err != nil {
		t.Fatal(err)
	}
	again, err := New(Options{Shelf: shelf, Addr: s.host, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, "http://"+s.host+"/", nil)
	for _, k := range browser.Jar.Cookies(&url.URL{Scheme: "http", Host: s.host, Path: "/"}) {
		r.AddCookie(k)
	}
	w := httptest.NewRecorder()
	again.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		t.Errorf("after a restart: %d", w.Code)
	}
	if runtime.GOOS != "windows" {
		if info, err := os.Stat(dir + "/" + keyFile); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("key file: %v %v", info, err)
		}
	}
}

func TestLaunchFilePostsACode(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	s, browser := listening(t, t.TempDir())
	path, err := s.LaunchFile("/p/x")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Remove(path) })
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile(`name="code" value="(\w+)"`).FindSubmatch(page)[1]
	form := url.Values{"code": {string(code)}, "page": {"/p/x"}}
	r, err := http.NewRequest(http.MethodPost, "http://"+s.host+"/open", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "null")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	res, body := do(t, browser, r)
	if res.StatusCode != 200 || !strings.Contains(body, `content="0;url=/p/x"`) || len(res.Cookies()) != 1 {
		t.Errorf("%d %v %s", res.StatusCode, res.Cookies(), body)
	}
}

func TestHeaders(t *testing.T) {
	s, browser := listening(t, t.TempDir())
	const want = "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; media-src 'self' blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	get(t, browser, s.Address("/"))
	for _, path := range []string{"/", "/nowhere", "/healthz", "/asset/app.css", "/p/none"} {
		for _, c := range []*http.Client{browser, {}} {
			res, _ := get(t, c, "http://"+s.host+path)
			h := res.Header
			if h.Get("Content-Security-Policy") != want || h.Get("Referrer-Policy") != "no-referrer" || h.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s: %v", path, h)
			}
		}
	}
}

func TestHosts(t *testing.T) {
	d := &door{port: "7474"}
	for host, want := range map[string]bool{
		"127.0.0.1:7474": true, "localhost:7474": true, "LOCALHOST:7474": true, "[::1]:7474": true,
		"127.0.0.1": false, "127.0.0.1:80": false, "localhost.evil.example:7474": false, "": false, "127.0.0.2:7474": false, "0.0.0.0:7474": false,
	} {
		if d.ours(host) != want {
			t.Errorf("ours(%q) is not %v", host, want)
		}
	}
}

func TestErrorsAreSaidOnceAndInternalOnesKeptBack(t *testing.T) {
	s, _ := seeded(t)
	var log strings.Builder
	old := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(old) })
	secret := "what R12 said about her manager"
	for _, c := range []struct {
		err    error
		status int
		code   string
	}{
		{fault.New(fault.Invalid, "That is no code."), 422, "invalid"},
		{fault.New(fault.NotFound, "Gone."), 404, "not_found"},
		{fault.New(fault.Conflict, "Changed since."), 409, "conflict"},
		{fault.New(fault.Busy, "Wait."), 503, "busy"},
		{fault.Wrap(errors.New(secret), fault.Unreadable, "Unreadable."), 422, "unreadable"},
		{errors.New(secret), 500, "internal"},
		{sql.ErrNoRows, 500, "internal"},
		{&http.MaxBytesError{Limit: 250 << 20}, 413, "too_large"},
		{echo.ErrNotFound, 404, "not_found"},
		{echo.ErrMethodNotAllowed, 405, "invalid"},
	} {
		for _, accept := range []string{"application/json", "text/html"} {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.Header.Set("Accept", accept)
			w := httptest.NewRecorder()
			s.handleError(c.err, echo.New().NewContext(r, w))
			if w.Code != c.status || strings.Contains(w.Body.String(), secret) {
				t.Errorf("%v as %s: %d %s", c.err, accept, w.Code, w.Body)
			}
			if accept == "text/html" {
				continue
			}
			var body struct {
				Error struct{ Code, Message string } `json:"error"`
			}
			if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil || body.Error.Code != c.code || body.Error.Message == "" {
				t.Errorf("%v: %s", c.err, w.Body)
			}
		}
	}
	if strings.Contains(log.String(), secret) || !strings.Contains(log.String(), "errors.errorString") {
		t.Errorf("log: %s", log.String())
	}
}

// A browser that went away is no error of the program's.
func TestNobodyListens(t *testing.T) {
	s, _ := seeded(t)
	var log strings.Builder
	old := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(old) })
	ctx, leave := context.WithCancel(context.Background())
	leave()
	w := httptest.NewRecorder()
	s.handleError(fmt.Errorf("reading: %w", ctx.Err()), echo.New().NewContext(httptest.NewRequest(http.MethodGet, "/", nil).WithContext(ctx), w))
	if log.Len() > 0 || w.Body.Len() > 0 {
		t.Errorf("log %q, body %q", log.String(), w.Body)
	}
	s.handleError(context.Canceled, echo.New().NewContext(httptest.NewRequest(http.MethodGet, "/", nil), httptest.NewRecorder()))
	if !strings.Contains(log.String(), "internal error") {
		t.Error("what was cancelled here, not there, is not written down")
	}
}

func TestPanicIsAnErrorPage(t *testing.T) {
	h := recovered(func(echo.Context) error { panic("what R12 said") })
	err := h(echo.New().NewContext(httptest.NewRequest(http.MethodGet, "/", nil), httptest.NewRecorder()))
	var p *panicked
	if !errors.As(err, &p) || strings.Contains(err.Error(), "R12") || !strings.Contains(string(p.stack), "TestPanicIsAnErrorPage") {
		t.Errorf("%v", err)
	}
}

func TestLocalPath(t *testing.T) {
	for path, want := range map[string]string{
		"/p/x?a=b#c": "/p/x?a=b#c", "": "/", "//evil.example": "/", "https://evil.example/": "/", "/\\evil.example": "/", "javascript:alert(1)": "/", "p/x": "/",
		"/a\r\nSet-Cookie: x": "/",
	} {
		if got := localPath(path, "/"); got != want {
			t.Errorf("localPath(%q) = %q", path, got)
		}
	}
}

func TestFirstProject(t *testing.T) {
	s, browser := listening(t, t.TempDir())
	get(t, browser, s.Address("/"))
	post := func(path string, form url.Values, header ...string) (*http.Response, string) {
		r, err := http.NewRequest(http.MethodPost, "http://"+s.host+path, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		return do(t, browser, r)
	}
	if res, body := post("/projects", url.Values{"name": {""}, "coder": {"AM"}}); res.StatusCode != 422 || !strings.Contains(body, "needs a name") {
		t.Errorf("no name: %d", res.StatusCode)
	}
	for _, coder := range []string{"", "consensus", strings.Repeat("x", 200)} {
		if res, _ := post("/projects", url.Values{"name": {"Wards"}, "coder": {coder}}); res.StatusCode != 422 {
			t.Errorf("coder %q: %d", coder, res.StatusCode)
		}
	}
	if list, err := s.shelf.List(context.Background()); err != nil || len(list) != 0 {
		t.Fatalf("a refused project left something: %v %v", list, err)
	}
	res, body := post("/projects", url.Values{"name": {"Wards <b>"}, "coder": {"AM"}}, "Accept-Language", "nl")
	if res.StatusCode != 200 || !strings.Contains(body, "Wards &lt;b&gt;") || !strings.Contains(body, "Nog niets te lezen") {
		t.Fatalf("%d %s", res.StatusCode, body)
	}
	slug := strings.TrimPrefix(res.Request.URL.Path, "/p/")
	if res, _ := post("/p/"+slug+"/rename", url.Values{"name": {"Wards and homes"}}); res.StatusCode != 200 {
		t.Errorf("rename: %d", res.StatusCode)
	}
	if res, body := post("/p/"+slug+"/trash", nil); res.StatusCode != 200 || strings.Contains(body, `href="/p/`+slug) {
		t.Errorf("trash: %d", res.StatusCode)
	}
	if res, _ := get(t, browser, "http://"+s.host+"/p/"+slug); res.StatusCode != 404 {
		t.Errorf("a trashed project: %d", res.StatusCode)
	}
	if _, body := post("/p/"+slug+"/untrash", nil); !strings.Contains(body, "Wards and homes") {
		t.Error("not brought back")
	}
}

func TestWhoIsCoding(t *testing.T) {
	s, browser := listening(t, t.TempDir())
	get(t, browser, s.Address("/"))
	p, err := s.shelf.Create(context.Background(), "Wards")
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	res, body := get(t, browser, "http://"+s.host+"/p/"+p.Slug)
	if !strings.HasSuffix(res.Request.URL.Path, "/coder") || !strings.Contains(body, "Who is coding?") {
		t.Fatalf("without a coder: %s", res.Request.URL)
	}
	choose := func(form url.Values) (*http.Response, string) {
		r, err := http.NewRequest(http.MethodPost, "http://"+s.host+"/p/"+p.Slug+"/coder", strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return do(t, browser, r)
	}
	if res, _ := choose(url.Values{"name": {" "}}); res.StatusCode != 422 {
		t.Errorf("a nameless coder: %d", res.StatusCode)
	}
	for _, name := range []string{"Anna Maas", "Bram Kok"} {
		if res, body := choose(url.Values{"name": {name}}); res.StatusCode != 200 || !strings.Contains(body, name) {
			t.Errorf("%s: %d", name, res.StatusCode)
		}
	}
	_, body = get(t, browser, "http://"+s.host+"/p/"+p.Slug+"/coder")
	short := regexp.MustCompile(`value="([0-9a-f]{12})"[^>]*>\s*<span class="me"[^>]*>AM`).FindStringSubmatch(body)
	if short == nil {
		t.Fatal(body)
	}
	if _, body := choose(url.Values{"coder": {short[1]}}); !strings.Contains(body, "you are coder Anna Maas") {
		t.Error("the choice was not kept")
	}
	res, _ = get(t, &http.Client{Jar: onlyDoor(t, s, browser)}, "http://"+s.host+"/p/"+p.Slug)
	if !strings.HasSuffix(res.Request.URL.Path, "/coder") {
		t.Errorf("two coders and nothing chosen: %s", res.Request.URL)
	}
}

// onlyDoor is a jar with the cookie that lets in and no choices.
func onlyDoor(t *testing.T, s *Server, from *http.Client) http.CookieJar {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	u := &url.URL{Scheme: "http", Host: s.host, Path: "/"}
	for _, k := range from.Jar.Cookies(u) {
		if k.Name == s.door.cookie {
			jar.SetCookies(u, []*http.Cookie{k})
		}
	}
	return jar
}
