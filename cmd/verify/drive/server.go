// Package drive starts the built program and drives it from outside, as people
// do: over HTTP, on the command line, and in a browser. Tests use it.
package drive

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// scratch is the folder of the built program while Main runs.
var scratch string

// Main runs a package's tests and leaves nothing behind. A package that starts
// the program calls it from TestMain.
func Main(m *testing.M) int {
	dir, err := os.MkdirTemp("", "verbatim-drive-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	scratch = dir
	return m.Run()
}

// Scratch is a folder that lives as long as the package's tests.
func Scratch() string { return scratch }

// program builds the program under test, once, and returns its path.
var program = sync.OnceValues(func() (string, error) {
	path := filepath.Join(scratch, "verbatim")
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	cmd := exec.Command("go", "build", "-o", path, "verbatim/cmd/verbatim")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the program: %w\n%s", err, out)
	}
	return path, nil
})

// Run runs one command of the program to its end and returns what it wrote on
// standard output and standard error, and its exit code.
func Run(t testing.TB, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("verbatim %s: %v", strings.Join(args, " "), err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// Process is a command of the program that runs by itself.
type Process struct {
	cmd  *exec.Cmd
	said bytes.Buffer
}

// Begin starts one command of the program.
func Begin(args ...string) (*Process, error) {
	path, err := program()
	if err != nil {
		return nil, err
	}
	p := &Process{cmd: exec.Command(path, args...)}
	p.cmd.Stdout, p.cmd.Stderr = &p.said, &p.said
	return p, p.cmd.Start()
}

// Kill ends the process at once.
func (p *Process) Kill() { p.cmd.Process.Kill() }

// Wait waits for the process and returns its exit code, -1 when it was killed,
// and what it wrote.
func (p *Process) Wait() (code int, said string) {
	p.cmd.Wait()
	return p.cmd.ProcessState.ExitCode(), p.said.String()
}

// Must runs one command and fails the test unless it exits 0. It returns what
// the command wrote on standard output.
func Must(t testing.TB, args ...string) string {
	t.Helper()
	out, errs, code := Run(t, args...)
	if code != 0 {
		t.Fatalf("verbatim %s: exit %d\n%s%s", strings.Join(args, " "), code, out, errs)
	}
	return out
}

// Server is the program, serving a data folder.
type Server struct {
	Base   string // http://127.0.0.1:PORT
	Launch string // the address with the one-time code
	Data   string // the data folder
	Client *http.Client

	cmd  *exec.Cmd
	errs *tail
	once sync.Once
	done chan struct{}
}

// Start starts the program on a data folder and a free port, signs its client
// in, and stops it at the end of the test. wrap, if given, is a command that
// the program is started under, such as unshare.
func Start(t testing.TB, data string, wrap ...string) *Server {
	t.Helper()
	s, err := Open(data, wrap...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	if err := s.SignIn(); err != nil {
		t.Fatal(err)
	}
	return s
}

// Open starts the program and waits until it says where it listens.
func Open(data string, wrap ...string) (*Server, error) {
	return launch(data, wrap, "serve", "--data", data, "--addr", "127.0.0.1:0", "--no-open")
}

// OpenAt starts the program at an address, as after a restart: pages that were
// open there go on working.
func OpenAt(data, addr string) (*Server, error) {
	return launch(data, nil, "serve", "--data", data, "--addr", addr, "--no-open")
}

// Demo starts the example study.
func Demo(t testing.TB) *Server {
	t.Helper()
	s, err := launch("", nil, "demo", "--addr", "127.0.0.1:0", "--no-open")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	if err := s.SignIn(); err != nil {
		t.Fatal(err)
	}
	return s
}

// launch starts a command of the program that serves, under another command if
// one is given.
func launch(data string, wrap []string, args ...string) (*Server, error) {
	path, err := program()
	if err != nil {
		return nil, err
	}
	args = slices.Concat(wrap, []string{path}, args)
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	s := &Server{Data: data, errs: &tail{}, done: make(chan struct{})}
	s.Client = &http.Client{Jar: jar, Timeout: time.Minute}
	s.cmd = exec.Command(args[0], args[1:]...)
	s.cmd.Stderr = s.errs
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	said := make(chan string, 1)
	go s.listen(out, said)
	select {
	case s.Launch = <-said:
	case <-s.done:
		return nil, fmt.Errorf("the program ended before it listened: %s", s.errs)
	case <-time.After(time.Minute):
		s.Kill()
		return nil, fmt.Errorf("the program did not say where it listens: %s", s.errs)
	}
	at, err := url.Parse(s.Launch)
	if err != nil {
		s.Kill()
		return nil, err
	}
	s.Base = at.Scheme + "://" + at.Host
	return s, nil
}

// listen reads standard output to its end, hands on the address in it, and then
// waits for the process.
func (s *Server) listen(out io.Reader, said chan<- string) {
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if at, ok := strings.CutPrefix(lines.Text(), "listening on "); ok {
			select {
			case said <- strings.TrimSpace(at):
			default:
			}
		}
	}
	s.cmd.Wait()
	close(s.done)
}

// SignIn changes the one-time code for the cookie.
func (s *Server) SignIn() error {
	resp, err := s.Client.Get(s.Launch)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("signing in with the printed address: %s", resp.Status)
	}
	return nil
}

// Kill ends the program at once, as a pulled plug would, and waits until it is
// gone.
func (s *Server) Kill() {
	s.once.Do(func() { s.cmd.Process.Kill() })
	<-s.done
}

// Stop asks the program to end, and kills it when it does not within ten
// seconds.
func (s *Server) Stop() {
	s.once.Do(func() {
		if s.cmd.Process.Signal(os.Interrupt) != nil {
			s.cmd.Process.Kill()
			return
		}
		select {
		case <-s.done:
		case <-time.After(10 * time.Second):
			s.cmd.Process.Kill()
		}
	})
	<-s.done
}

// PID is the process's id.
func (s *Server) PID() int { return s.cmd.Process.Pid }

// Errors is the end of what the program wrote on standard error.
func (s *Server) Errors() string { return s.errs.String() }

// Reply is an answer of the server, read to its end.
type Reply struct {
	Status int
	Header http.Header
	Body   string
	URL    string // where redirects led
}

// Get asks for a page.
func (s *Server) Get(path string) (Reply, error) {
	req, err := http.NewRequest(http.MethodGet, s.Base+path, nil)
	if err != nil {
		return Reply{}, err
	}
	return s.Do(req)
}

// Post sends a form as the program's own scripts do.
func (s *Server) Post(path string, form url.Values) (Reply, error) {
	return s.send(path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// FormRequest is a form as a page sends it, asking for the page that follows.
func (s *Server) FormRequest(path string, form url.Values) (*http.Request, error) {
	req, err := s.request(path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
	if err == nil {
		req.Header.Set("Accept", "text/html")
	}
	return req, err
}

// PostJSON sends a value as JSON, as the program's scripts do.
func (s *Server) PostJSON(path string, value any) (Reply, error) {
	req, err := s.JSONRequest(path, value)
	if err != nil {
		return Reply{}, err
	}
	return s.Do(req)
}

// PostFiles sends files as a form's file field does.
func (s *Server) PostFiles(path, field string, files map[string][]byte) (Reply, error) {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		part, err := form.CreateFormFile(field, name)
		if err != nil {
			return Reply{}, err
		}
		part.Write(files[name])
	}
	form.Close()
	return s.send(path, form.FormDataContentType(), &body)
}

// send posts a body.
func (s *Server) send(path, kind string, body io.Reader) (Reply, error) {
	req, err := s.request(path, kind, body)
	if err != nil {
		return Reply{}, err
	}
	return s.Do(req)
}

// request is a post as a script of the program's pages sends it, asking for
// JSON.
func (s *Server) request(path, kind string, body io.Reader) (*http.Request, error) {
	req, err := http.NewRequest(http.MethodPost, s.Base+path, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Origin", s.Base)
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return req, nil
}

// Create makes a project with its first coder and returns the project's path.
func (s *Server) Create(name, coder string) (string, error) {
	reply, err := s.Post("/projects", url.Values{"name": {name}, "coder": {coder}})
	if err != nil {
		return "", err
	}
	var made struct{ URL string }
	if json.Unmarshal([]byte(reply.Body), &made); made.URL == "" {
		return "", fmt.Errorf("making a project: %d %s", reply.Status, reply.Body)
	}
	return made.URL, nil
}

// Do sends any request with the client's cookie.
func (s *Server) Do(req *http.Request) (Reply, error) {
	resp, err := s.Client.Do(req)
	if err != nil {
		return Reply{}, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return Reply{}, err
	}
	return Reply{resp.StatusCode, resp.Header, string(body), resp.Request.URL.String()}, nil
}

// tail keeps the last of what is written to it.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

// Write implements io.Writer.
func (w *tail) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.buf = append(w.buf, p...)
	if n := len(w.buf) - 16<<10; n > 0 {
		w.buf = w.buf[n:]
	}
	return len(p), nil
}

func (w *tail) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return string(w.buf)
}
