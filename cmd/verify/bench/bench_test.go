package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"verbatim/cmd/verify/drive"
	"verbatim/internal/testkit"
)

func TestMain(m *testing.M) { os.Exit(drive.Main(m)) }

// The study that is measured: a million words in 60 interviews, of which one is
// as long as the longest that anybody reported, with 5,000 codings in that one.
const (
	project    = "Measured"
	coder      = "Mira"
	longWords  = 200_000
	longTurns  = 2_239
	longName   = "long.txt"
	codings    = 5_000
	codes      = 120
	shortWords = 13_600
	shorts     = 59
)

// long is the text of the long interview.
var long = sync.OnceValue(func() string { return testkit.Interview(1, longWords, longTurns) })

// opened returns a data folder with the study in it, made at the first call.
func opened(b *testing.B) string {
	b.Helper()
	data := filepath.Join(drive.Scratch(), "data")
	if _, err := os.Stat(data); err == nil {
		return data
	}
	write := func(name, text string) string {
		path := filepath.Join(drive.Scratch(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
		return path
	}
	files := []string{write(longName, long())}
	for i := range shorts {
		files = append(files, write(fmt.Sprintf("interview-%02d.txt", i+1), testkit.Interview(uint64(i+2), shortWords, 150)))
	}
	begun := time.Now()
	drive.Must(b, append([]string{"import", "--data", data, "--project", project, "--as", coder}, files...)...)
	drive.Must(b, "import", "--data", data, "--project", project, "--as", coder,
		write("codebook.csv", testkit.CodebookCSV(codes)),
		write("codings.csv", testkit.CodingsCSV(longName, coder, long(), testkit.Passages(1, long(), codings, codes))))
	b.Logf("the study was imported in %.1f s", time.Since(begun).Seconds())
	return data
}

// report gives times as metrics: their 50th and 95th percentiles.
func report(b *testing.B, took []time.Duration) {
	b.Helper()
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ms(percentile(took, 50)), "p50-ms")
	b.ReportMetric(ms(percentile(took, 95)), "p95-ms")
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// BenchmarkMachine says what the figures of the same run are to be read beside.
func BenchmarkMachine(b *testing.B) {
	took, err := fsyncP95(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ms(took), "fsync-p95-ms")
	b.ReportMetric(load(), "load")
}
