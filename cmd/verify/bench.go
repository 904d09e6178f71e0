package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
)

// bench runs the benchmarks of the program as a whole and prints their table,
// with the machine's load and the time an fsync takes beside it.
func bench(ctx context.Context) int {
	cmd := exec.CommandContext(ctx, "go", "test", "-run=^$", "-bench=.", "-benchtime=1x", "-timeout=60m", "./cmd/verify/bench")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "verify bench:", err)
		return 1
	}
	return 0
}
