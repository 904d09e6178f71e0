package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"verbatim/fixtures"
)

// running starts a subcommand that serves, and gives the address it printed
// and a function that ends it and gives its exit code.
func running(t *testing.T, args ...string) (address string, end func() int) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	out, in := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, args, in, io.Discard)
		_ = in.Close()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("nothing was printed: %v", err)
	}
	m := regexp.MustCompile(`^listening on (http://127\.0\.0\.1:\d+/\S*)\n$`).FindStringSubmatch(line)
	if m == nil {
		t.Fatalf("printed %q", line)
	}
	return m[1], func() int {
		stop()
		select {
		case c := <-code:
			return c
		case <-time.After(10 * time.Second):
			t.Fatal("it did not end")
			return -1
		}
	}
}

// visit opens an address as a browser would.
func visit(t *testing.T, address string) (status int, body string) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := (&http.Client{Jar: jar, Timeout: 20 * time.Second}).Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	page, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(page)
}

func TestServe(t *testing.T) {
	dir := t.TempDir()
	address, end := running(t, "--data", dir, "--addr", "127.0.0.1:27474", "--no-open")
	if status, body := visit(t, address); status != 200 || !strings.Contains(body, "A new project") || !strings.Contains(body, dir) {
		t.Errorf("%d %.500s", status, body)
	}
	// The same folder once more, while the first is running: the next port.
	second, endSecond := running(t, "serve", "--data", dir, "--addr", "127.0.0.1:27474", "--no-open")
	if strings.Contains(second, ":27474/") {
		t.Errorf("both at %s", second)
	}
	if status, _ := visit(t, second); status != 200 {
		t.Errorf("second: %d", status)
	}
	if code := endSecond(); code != exitDone {
		t.Errorf("second: exit code %d", code)
	}
	if code := end(); code != exitDone {
		t.Errorf("exit code %d", code)
	}
	if info, err := os.Stat(filepath.Join(dir, logName)); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("log: %v %v", info, err)
	}
}

func TestDemo(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	t.Setenv("TMP", tmp)
	address, end := running(t, "demo", "--addr", "127.0.0.1:27574", "--no-open")
	status, body := visit(t, address)
	for _, want := range []string{fixtures.Name, "Fictional demonstration data.", "R47.docx", "R36.vtt", "247 codings"} {
		if status != 200 || !strings.Contains(body, want) {
			t.Errorf("%d, and no %q", status, want)
		}
	}
	if code := end(); code != exitDone {
		t.Errorf("exit code %d", code)
	}
	left, err := os.ReadDir(tmp)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}
