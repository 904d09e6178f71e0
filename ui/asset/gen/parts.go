package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var part = regexp.MustCompile(`chunk-\w+\.js`)

// parts gives the modules that several scripts share plain names, part-1.js and
// so on, in the order in which the scripts ask for them. esbuild names them by
// their content, which would make another file of each change.
func parts(dist string, scripts []string) error {
	bodies, names, next := map[string]string{}, map[string]string{}, scripts
	for len(next) > 0 {
		name := next[0]
		next = next[1:]
		if _, read := bodies[name]; read {
			continue
		}
		body, err := os.ReadFile(filepath.Join(dist, name))
		if err != nil {
			return err
		}
		bodies[name] = string(body)
		for _, found := range part.FindAllString(bodies[name], -1) {
			if names[found] == "" {
				names[found] = fmt.Sprintf("part-%d.js", len(names)+1)
			}
			next = append(next, found)
		}
	}
	for name, body := range bodies {
		for old, now := range names {
			body = strings.ReplaceAll(body, old, now)
		}
		if now := names[name]; now != "" {
			if err := os.Remove(filepath.Join(dist, name)); err != nil {
				return err
			}
			name = now
		}
		if err := os.WriteFile(filepath.Join(dist, name), []byte(body), 0o644); err != nil {
			return err
		}
	}
	return nil
}
