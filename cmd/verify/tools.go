package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"verbatim/cmd/verify/chromium"
)

// getTools installs what the tests need and the machine lacks. What it cannot
// install it names, with how to; the tests that miss it then fail by name.
func getTools(ctx context.Context, _ *tally) error {
	return errors.Join(getBrowser(ctx), getPackages(ctx))
}

// getBrowser makes sure that there is a Chromium.
func getBrowser(ctx context.Context) error {
	if path, ok := chromium.Find(); ok {
		fmt.Println("   browser:", path)
		return nil
	}
	how := "The browser tests need Chromium. Install it (Debian: apt-get install chromium; macOS: brew install --cask chromium; " +
		"Windows: any Chrome or Edge), or name it in the environment variable CHROMIUM, and run this again."
	if _, err := exec.LookPath("apt-get"); err != nil || runtime.GOOS != "linux" || os.Geteuid() != 0 {
		return errors.New(how)
	}
	fmt.Println("   installing Chromium with apt-get")
	if err := run(ctx, "", "apt-get", "update", "-q"); err != nil {
		return fmt.Errorf("%s\napt-get update: %w", how, err)
	}
	if err := run(ctx, "", "apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"); err != nil {
		return fmt.Errorf("%s\napt-get install chromium: %w", how, err)
	}
	if _, ok := chromium.Find(); !ok {
		return errors.New(how)
	}
	return nil
}

// getPackages installs the npm packages that only tests and the bundle need, as
// ui/package-lock.json pins them.
func getPackages(ctx context.Context) error {
	pinned, err := os.Stat(filepath.Join("ui", "package-lock.json"))
	if err != nil {
		return nil
	}
	installed, err := os.Stat(filepath.Join("ui", "node_modules", ".package-lock.json"))
	if err == nil && installed.ModTime().After(pinned.ModTime()) {
		fmt.Println("   npm packages: installed")
		return nil
	}
	if _, err := exec.LookPath("npm"); err != nil {
		return errors.New("The accessibility tests and the type check need npm (it comes with Node.js). Install it and run this again.")
	}
	return run(ctx, "ui", "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
}

// run runs a command in a folder and returns its output in the error if it
// fails; there is no output otherwise.
func run(ctx context.Context, dir, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, bytes.TrimSpace(out))
	}
	return nil
}
