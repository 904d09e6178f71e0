package browse

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"verbatim/cmd/verify/drive"
)

// TestUnsaved codes while the program is gone: what could not be saved stays in
// sight with a way to try again, also over a reload, and is saved, once, when
// the program is there again.
func TestUnsaved(t *testing.T) {
	data := t.TempDir()
	path := filepath.Join(t.TempDir(), "anna.txt")
	text := "I: What does it mean to you?\nAnna: It is my reason to get up. There are rules about water. Nobody says so.\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	drive.Must(t, "import", "--data", data, "--project", "The garden", "--as", "Mira", path)
	s := drive.Start(t, data)
	at, err := url.Parse(s.Base)
	if err != nil {
		t.Fatal(err)
	}
	b := drive.Browse(t, s)
	b.Click(`a[href^="/p/"]`)
	b.Has("h1")
	b.ClickText("nav a", "Desk")
	b.Until("the desk is ready", onDesk+"true")
	code := func(name string) {
		t.Helper()
		b.Keys("j" + "c")
		b.Has(".palette input")
		b.Keys(name + kb.Enter)
	}
	saved := `document.getElementById("unsaved").hidden && document.querySelector(".status .saved").textContent !== ""`
	code("Meaning")
	b.Until("the first is saved", saved)

	s.Kill()
	code("Water")
	b.Until("the second waits in sight, with a button", `!document.getElementById("unsaved").hidden && document.querySelector("#unsaved button")`)
	b.Axe("the desk with a coding that is not saved")
	b.Shot("unsaved")

	if s, err = drive.OpenAt(data, at.Host); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	b.Click("#unsaved button")
	b.Until("the second is saved", saved)
	s.Kill()
	code("Silence")
	b.Until("the third waits in sight", `!document.getElementById("unsaved").hidden`)
	if s, err = drive.OpenAt(data, at.Host); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	b.Reload()
	b.Until("the third is saved after a reload", `document.getElementById("unsaved").hidden && document.querySelectorAll("#tree [data-code]").length === 3`)
	b.Forgive("ERR_CONNECTION_REFUSED")
	s.Stop()

	out := t.TempDir()
	drive.Must(t, "export", "--data", data, "--project", "The garden", "--out", filepath.Join(out, "segments.csv"), "segments.csv")
	body, err := os.ReadFile(filepath.Join(out, "segments.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Meaning", "Water", "Silence"} {
		if n := strings.Count(string(body), ","+name+","); n != 1 {
			t.Errorf("%s is there %d times, want once\n%s", name, n, body)
		}
	}
}
