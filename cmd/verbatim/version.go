package main

import (
	"runtime"
	"runtime/debug"
)

type versionCommand struct{}

// Run prints the version, with the commit where the build knows it.
func (versionCommand) Run(e *env) error {
	commit := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				commit = ", " + s.Value[:12]
			}
		}
	}
	e.say("verbatim %s (%s, %s/%s%s)", version, runtime.Version(), runtime.GOOS, runtime.GOARCH, commit)
	return nil
}
