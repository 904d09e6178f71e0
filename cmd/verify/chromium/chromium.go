// Package chromium finds the browser that the browser tests drive.
package chromium

import (
	"os"
	"os/exec"
	"runtime"
)

// names are the commands under which systems install a Chromium, best first.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"}

// fixed are the places where a Chromium stands without being on the path.
var fixed = map[string][]string{
	"darwin": {
		"/Applications/Chromium.app/Contents/MacOS/Chromium",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	},
	"windows": {
		`C:\Program Files\Google\Chrome\Application\chrome.exe`,
		`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
	},
}

// Find returns the browser's path, and whether there is one. CHROMIUM in the
// environment names another.
func Find() (string, bool) {
	if path := os.Getenv("CHROMIUM"); path != "" {
		return path, true
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, true
		}
	}
	for _, path := range fixed[runtime.GOOS] {
		if _, err := os.Stat(path); err == nil {
			return path, true
		}
	}
	return "", false
}
