package browse

import (
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"verbatim/cmd/verify/drive"
)

// alone is set in the environment of a test that runs in a place without network.
const alone = "VERBATIM_WITHOUT_NETWORK"

// TestWithoutNetwork does the whole job, in the browser, in a place that has no
// network but the loopback.
func TestWithoutNetwork(t *testing.T) {
	unshare, err := exec.LookPath("unshare")
	if err != nil || exec.Command(unshare, "-n", "true").Run() != nil {
		t.Skip("skipped: no place without network can be made here (unshare -n)")
	}
	if _, err := exec.LookPath("ip"); err != nil {
		t.Skip("skipped: no ip command (iproute2) to bring up the loopback")
	}
	cmd := exec.Command(unshare, "-n", "sh", "-c", `ip link set lo up && exec "$0" -test.run='^TestByMouse$' -test.v`, os.Args[0])
	cmd.Env = append(os.Environ(), alone+"=1")
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: TestByMouse") {
		t.Errorf("without network: %v\n%s", err, out)
	}
}

// called is an address that a process under strace asked to be connected to.
var called = regexp.MustCompile(`sin6?_port=htons\((\d+)\).*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")`)

// TestNoOutbound watches every connection that the program opens while it does
// all that it can: there is none that leaves the computer, not even a look-up of
// a name.
func TestNoOutbound(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil || exec.Command(strace, "-o", os.DevNull, "true").Run() != nil {
		t.Skip("skipped: strace is not installed, or may not watch processes here")
	}
	log := filepath.Join(t.TempDir(), "calls")
	data := t.TempDir()
	hostileFiles(t, data)
	s := drive.Start(t, data, strace, "-D", "-f", "-qq", "-e", "trace=bind,connect,sendto,sendmsg,sendmmsg", "-o", log)
	for _, page := range crawl(t, s, "/") {
		if _, err := s.Get(page); err != nil {
			t.Fatal(err)
		}
	}
	paths, err := s.Desks(projectOf(t, s))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		desk, err := s.Desk(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.PostJSON(desk.Project+"/undo", map[string]string{"request": "1"}); err != nil {
			t.Fatal(err)
		}
	}
	s.Stop()
	body, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(body), "bind(") {
		t.Error("strace did not see the program listen: nothing was watched")
	}
	for line := range strings.Lines(string(body)) {
		for _, call := range called.FindAllStringSubmatch(line, -1) {
			at, err := netip.ParseAddr(call[2] + call[3])
			if err != nil || !at.IsLoopback() {
				t.Errorf("the program called out: %s", strings.TrimSpace(line))
			}
		}
	}
}

// TestHostileText brings in text that would run as script or fetch something
// wherever it is not escaped, as words, names and file names, and opens every
// page on it in the browser.
func TestHostileText(t *testing.T) {
	data := t.TempDir()
	hostileFiles(t, data)
	s := drive.Start(t, data)
	pages := crawl(t, s, "/")
	if len(pages) < 6 {
		t.Errorf("only %d pages are reached by links: %v", len(pages), pages)
	}
	b := drive.Browse(t, s)
	for _, page := range pages {
		b.Open(page)
		if drive.Eval[bool](b, `"ran" in window || [...document.querySelectorAll("img,iframe,object,embed")].some(e => (e.src || e.srcdoc || "").includes("verbatim.example"))`) {
			t.Errorf("%s: text of a transcript became part of the page", page)
		}
	}
}

// hostileFiles makes a project out of hostile text in every place that takes
// text: words, speakers, file names, code names, definitions and statements.
func hostileFiles(t *testing.T, data string) {
	t.Helper()
	dir := t.TempDir()
	quoted := strings.ReplaceAll(hostile, `"`, `""`)
	name := `x" onerror="window.ran=1" <script>window.ran=1<!--.txt`
	if strings.HasPrefix(os.Getenv("OS"), "Windows") {
		name = "x.txt" // the system takes no such name
	}
	var paths []string
	for file, text := range map[string]string{
		name:           "I: What did you see?\n" + `<img src=x onerror="window.ran=1">: ` + hostile + "\nI: And then?\n" + `<img src=x onerror="window.ran=1">: ` + hostile + " again.\n",
		"codebook.csv": "code,brief_definition,full_definition,inclusion\n" + `"Water ` + quoted + `","` + quoted + `","` + quoted + `","` + quoted + "\"\n",
		"findings.csv": "finding,statement,probe\n" + `"` + quoted + `","` + quoted + `","` + quoted + "\"\n",
	} {
		path := filepath.Join(dir, file)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	slices.Sort(paths)
	drive.Must(t, append([]string{"import", "--data", data, "--project", hostile[:60], "--as", hostile[9:60]}, paths...)...)
}

// projectOf is the path of the only project of a server.
func projectOf(t *testing.T, s *drive.Server) string {
	t.Helper()
	page, err := s.Get("/")
	if err != nil {
		t.Fatal(err)
	}
	at := projectLink.FindStringSubmatch(page.Body)
	if at == nil {
		t.Fatalf("the first page links no project: %d", page.Status)
	}
	return at[1]
}

var projectLink = regexp.MustCompile(`href="(/p/[^/"]+)"`)
