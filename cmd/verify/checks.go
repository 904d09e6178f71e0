package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// checkFormat fails when gofmt would change a file that is our own writing.
func checkFormat(ctx context.Context, _ *tally) error {
	files, err := sources(func(path string) bool {
		return strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_templ.go")
	})
	if err != nil {
		return err
	}
	out, err := exec.CommandContext(ctx, "gofmt", append([]string{"-l"}, files...)...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("gofmt: %w\n%s", err, out)
	}
	if len(out) > 0 {
		return fmt.Errorf("gofmt would change:\n%s", out)
	}
	return nil
}

// sources lists the files of the checkout that keep says yes to, leaving out
// dot-folders and installed packages.
func sources(keep func(path string) bool) ([]string, error) {
	var found []string
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules"):
			return filepath.SkipDir
		case d.IsDir() || !keep(filepath.ToSlash(path)):
			return nil
		}
		found = append(found, path)
		return nil
	})
	return found, err
}

// generated reports whether a file is made by `go generate ./ui/...`.
func generated(path string) bool {
	return strings.HasSuffix(path, "_templ.go") || strings.Contains(path, "/asset/dist/")
}

// checkGenerated generates the pages and the bundle again and fails when that
// changes a committed file, adds one or leaves one out.
func checkGenerated(ctx context.Context, _ *tally) error {
	before, err := sums()
	if err != nil {
		return err
	}
	if err := run(ctx, "", "go", "generate", "./..."); err != nil {
		return err
	}
	after, err := sums()
	if err != nil {
		return err
	}
	var changed []string
	for path, sum := range after {
		if before[path] != sum {
			changed = append(changed, path)
		}
	}
	for path := range before {
		if _, still := after[path]; !still {
			changed = append(changed, path+" (no longer made)")
		}
	}
	if len(changed) > 0 {
		slices.Sort(changed)
		return fmt.Errorf("generated files were not current; they are now, commit them:\n%s", strings.Join(changed, "\n"))
	}
	return nil
}

// sums returns the SHA-256 of every generated file.
func sums() (map[string][sha256.Size]byte, error) {
	files, err := sources(generated)
	if err != nil {
		return nil, err
	}
	found := make(map[string][sha256.Size]byte, len(files))
	for _, path := range files {
		body, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		found[path] = sha256.Sum256(body)
	}
	return found, nil
}

// checkVet runs go vet over everything.
func checkVet(ctx context.Context, _ *tally) error { return run(ctx, "", "go", "vet", "./...") }

// checkTypes runs the TypeScript compiler over our own scripts, without output.
func checkTypes(ctx context.Context, t *tally) error {
	scripts, err := sources(func(path string) bool {
		return strings.HasPrefix(path, "ui/") && strings.HasSuffix(path, ".ts")
	})
	if err != nil || len(scripts) == 0 {
		return err
	}
	tsc := filepath.Join("ui", "node_modules", ".bin", "tsc")
	if _, err := os.Stat(tsc); err != nil {
		return fmt.Errorf("no TypeScript compiler in ui/node_modules: it is pinned in ui/package.json")
	}
	config := filepath.Join("ui", "tsconfig.json")
	if _, err := os.Stat(config); err != nil {
		return fmt.Errorf("no ui/tsconfig.json to check %d scripts by", len(scripts))
	}
	return run(ctx, "", tsc, "--noEmit", "-p", config)
}

// targets are the systems that Verbatim is built for.
var targets = [][2]string{
	{"linux", "amd64"}, {"linux", "arm64"},
	{"windows", "amd64"}, {"windows", "arm64"},
	{"darwin", "amd64"}, {"darwin", "arm64"},
}

// crossBuild builds the program without cgo for every system.
func crossBuild(ctx context.Context, t *tally) error {
	for _, target := range targets {
		cmd := exec.CommandContext(ctx, "go", "build", "-o", os.DevNull, "./cmd/verbatim")
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+target[0], "GOARCH="+target[1])
		name := target[0] + "/" + target[1]
		if out, err := cmd.CombinedOutput(); err != nil {
			fmt.Printf("   %s\n%s\n", name, bytes.TrimSpace(out))
			t.fail("build for " + name)
			continue
		}
		fmt.Println("   built for", name)
		t.passed++
	}
	return nil
}
