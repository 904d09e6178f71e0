// Command gen makes what the browser gets, and the Go code of the pages:
//
//	go generate ./ui/...
//
// It bundles ui/asset/app.css and the scripts with esbuild into ui/asset/dist,
// and runs templ over ui. Where ui/node_modules is there (npm
// ci in ui), it also copies the fonts, the icons and their licences from the
// pinned packages; without it those committed before stay as they are.
package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// fonts are the files of LOOK 2. Their version is part of the name, so that
// a browser may keep them for ever.
var fonts = []struct{ name, version, files string }{
	{"literata", "5.3.0", "latin-wght-normal latin-wght-italic latin-ext-wght-normal"},
	{"ibm-plex-sans", "5.3.0", "latin-wght-normal latin-ext-wght-normal greek-wght-normal"},
}

// icons are those of LOOK 6: that is all; prefer a word.
var icons = strings.Fields("search x check plus chevron-right chevron-down arrow-right contrast triangle-alert grip-vertical printer")

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run() error {
	ui, err := folder()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(ui, "asset", "dist"), 0o755); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(ui, "node_modules")); err == nil {
		if err := copyPackages(ui); err != nil {
			return err
		}
	}
	if err := bundle(ui); err != nil {
		return err
	}
	return tool(ui, "templ", "generate", "-log-level", "warn")
}

// folder finds ui from the module's root or from anywhere below ui.
func folder() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "ui", "asset", "app.css")); err == nil {
			return filepath.Join(dir, "ui"), nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("no ui/asset/app.css above the working directory")
		}
		dir = up
	}
}

// bundle writes dist/app.css, dist/app.js with the scripts of all pages, and
// dist/live.js, the worker that holds the event stream.
func bundle(ui string) error {
	dist := filepath.Join(ui, "asset", "dist")
	old, err := filepath.Glob(filepath.Join(dist, "*.js"))
	if err != nil {
		return err
	}
	for _, path := range old { // what is made no more is not served either
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	if err := tool(ui, "esbuild", "asset/app.css", "asset/app.ts", "asset/live.ts",
		"--bundle", "--minify", "--charset=utf8", "--target=es2023,chrome123,firefox128,safari17.5",
		"--format=esm", "--legal-comments=none", "--external:fonts/*", "--outdir=asset/dist", "--log-level=warning"); err != nil {
		return err
	}
	return tighten(filepath.Join(dist, "app.css"))
}

// copyPackages takes fonts, icons and licences out of node_modules.
func copyPackages(ui string) error {
	modules, dist := filepath.Join(ui, "node_modules"), filepath.Join(ui, "asset", "dist")
	for _, dir := range []string{"fonts", "icons"} {
		if err := os.RemoveAll(filepath.Join(dist, dir)); err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Join(dist, dir), 0o755); err != nil {
			return err
		}
	}
	var notice bytes.Buffer
	notice.WriteString("The program serves these works of others, unchanged but for bundling. Their licences follow.\n")
	for _, font := range fonts {
		from := filepath.Join(modules, "@fontsource-variable", font.name)
		for _, file := range strings.Fields(font.files) {
			to := fmt.Sprintf("%s-%s-%s.woff2", font.name, font.version, file)
			if err := copyFile(filepath.Join(from, "files", font.name+"-"+file+".woff2"), filepath.Join(dist, "fonts", to)); err != nil {
				return err
			}
		}
		if err := licence(&notice, "@fontsource-variable/"+font.name+" "+font.version+" (fonts/"+font.name+"-*)", from); err != nil {
			return err
		}
	}
	for _, icon := range icons {
		if err := copyIcon(filepath.Join(modules, "lucide-static", "icons", icon+".svg"), filepath.Join(dist, "icons", icon+".svg")); err != nil {
			return err
		}
	}
	if err := licence(&notice, "lucide-static 1.62.0 (icons/*)", filepath.Join(modules, "lucide-static")); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(ui, "asset", "NOTICE"), notice.Bytes(), 0o644)
}

func licence(to *bytes.Buffer, name, dir string) error {
	text, err := os.ReadFile(filepath.Join(dir, "LICENSE"))
	if err != nil {
		return err
	}
	text = bytes.TrimSpace(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")))
	fmt.Fprintf(to, "\n%s\n%s\n%s\n\n%s\n", strings.Repeat("=", 72), name, strings.Repeat("=", 72), text)
	return nil
}

func copyFile(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return fmt.Errorf("%w (npm ci in ui gets it)", err)
	}
	return os.WriteFile(to, data, 0o644)
}

// copyIcon keeps only what an icon draws: its size, colour and stroke come
// from the style sheet.
func copyIcon(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return fmt.Errorf("%w (npm ci in ui gets it)", err)
	}
	_, inside, ok := bytes.Cut(data, []byte("stroke-linejoin=\"round\"\n>"))
	if !ok {
		return fmt.Errorf("%s does not look like a lucide icon", from)
	}
	inside = bytes.TrimSuffix(bytes.TrimSpace(inside), []byte("</svg>"))
	var out bytes.Buffer
	out.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">`)
	for _, line := range bytes.Split(inside, []byte("\n")) {
		out.Write(bytes.Replace(bytes.TrimSpace(line), []byte(" />"), []byte("/>"), 1))
	}
	out.WriteString("</svg>\n")
	return os.WriteFile(to, out.Bytes(), 0o644)
}

// tool runs a tool that go.mod pins.
func tool(dir string, name string, args ...string) error {
	cmd := exec.Command("go", append([]string{"tool", name}, args...)...)
	cmd.Dir = dir
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
