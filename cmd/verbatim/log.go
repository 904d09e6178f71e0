package main

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"
)

const (
	logName = "verbatim.log"
	logSize = 1 << 20 // bytes; beyond it the next start begins a new one and keeps this one aside
)

// openLog makes the program's log go to a file of the data folder too, since a
// program that was started by its icon has no terminal. It gives what to close.
// The log holds what happened to the program, never what is in a transcript.
func openLog(e *env, dir string) io.Closer {
	path := filepath.Join(dir, logName)
	if info, err := os.Stat(path); err == nil && info.Size() > logSize {
		_ = os.Rename(path, path+".1")
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		slog.Info("no log is kept in the data folder; this terminal has it")
		return io.NopCloser(nil)
	}
	old := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(io.MultiWriter(e.errOut, f), nil)))
	return closer(func() error {
		slog.SetDefault(old)
		return f.Close()
	})
}

type closer func() error

func (c closer) Close() error { return c() }
