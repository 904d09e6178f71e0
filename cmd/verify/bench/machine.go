// Package bench measures the built program from outside against the budgets of
// DESIGN section 6. `go run ./cmd/verify bench` runs it and prints the table.
package bench

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// fsyncP95 is how long this machine's disk takes to make 4 kB safe, at the 95th
// percentile of 200: what no store that keeps its word can be faster than.
func fsyncP95(dir string) (time.Duration, error) {
	f, err := os.Create(filepath.Join(dir, "fsync"))
	if err != nil {
		return 0, err
	}
	defer f.Close()
	page := make([]byte, 4096)
	var took []time.Duration
	for range 200 {
		start := time.Now()
		if _, err := f.Write(page); err != nil {
			return 0, err
		}
		if err := f.Sync(); err != nil {
			return 0, err
		}
		took = append(took, time.Since(start))
	}
	return percentile(took, 95), nil
}

// percentile is the smallest of the times that at least p of a hundred do not
// exceed.
func percentile(took []time.Duration, p int) time.Duration {
	if len(took) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(took))
	return sorted[max(0, (len(sorted)*p+99)/100-1)]
}

// load is the machine's load average over the last minute, or -1 where the
// system does not say.
func load() float64 {
	body, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return -1
	}
	one, _, _ := strings.Cut(string(body), " ")
	n, err := strconv.ParseFloat(one, 64)
	if err != nil {
		return -1
	}
	return n
}

// pss is the memory of a process in bytes, what it shares counted in parts.
func pss(pid int) (int64, error) {
	body, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(body)) {
		if rest, ok := strings.CutPrefix(line, "Pss:"); ok {
			kb, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			return kb << 10, err
		}
	}
	return 0, fmt.Errorf("no Pss in smaps_rollup of process %d", pid)
}

// packed is how many bytes a file is as gzip makes it smallest.
func packed(body []byte) int {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		panic(err) // the level is one that there is
	}
	w.Write(body)
	w.Close()
	return out.Len()
}
