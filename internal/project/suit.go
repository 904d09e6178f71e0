package project

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"verbatim/internal/fault"
)

// synced are parts of a path that say the folder is kept in step with a cloud:
// such programs copy a database while it is written and spoil it.
var synced = []string{"onedrive", "dropbox", "google drive", "googledrive", "icloud", "clouddocs", "nextcloud", "owncloud", "surfdrive", "researchdrive", "syncthing", "box sync"}

// suitable refuses a data folder on a network or synchronised drive.
func suitable(dir string) error {
	for _, part := range strings.Split(filepath.ToSlash(strings.ToLower(dir)), "/") {
		for _, s := range synced {
			if part == s || strings.HasPrefix(part, s+" ") || strings.HasPrefix(part, s+"-") {
				return fault.New(fault.Invalid, "The folder %s is kept in step with a cloud, which spoils a database while it is written. Choose a folder on this computer's own disk with --data, such as %s; back up with “verbatim backup”.", dir, DefaultDir())
			}
		}
	}
	if strings.HasPrefix(dir, `\\`) || onNetwork(existing(dir)) {
		return fault.New(fault.Invalid, "The folder %s is on a network drive, where a database can lose what it acknowledged. Choose a folder on this computer's own disk with --data, such as %s; back up with “verbatim backup”.", dir, DefaultDir())
	}
	return nil
}

// existing is the nearest folder above dir that exists.
func existing(dir string) string {
	for {
		if _, err := os.Stat(dir); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return dir
		}
		dir = up
	}
}

// DefaultDir is the platform's place for a program's data: local, never a
// roaming profile.
func DefaultDir() string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "."
	}
	switch runtime.GOOS {
	case "windows":
		if d := os.Getenv("LOCALAPPDATA"); d != "" {
			return filepath.Join(d, "Verbatim")
		}
		return filepath.Join(home, "AppData", "Local", "Verbatim")
	case "darwin":
		return filepath.Join(home, "Library", "Application Support", "Verbatim")
	}
	if d := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(d) {
		return filepath.Join(d, "verbatim")
	}
	return filepath.Join(home, ".local", "share", "verbatim")
}
