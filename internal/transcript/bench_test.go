package transcript

import (
	"os"
	"path/filepath"
	"testing"

	"verbatim/internal/testkit"
)

func benchmarkFile(b *testing.B, name string) {
	data, err := os.ReadFile(filepath.Join(testkit.Shared(b, "corpus/real"), name))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(name, data, Choices{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadApollo(b *testing.B)   { benchmarkFile(b, "en_apollo13_air-to-ground.txt") }
func BenchmarkReadMarkdown(b *testing.B) { benchmarkFile(b, "en_changelog594_bold-names.md") }
func BenchmarkReadDocx(b *testing.B)     { benchmarkFile(b, "en_founderstalk96_bold-names.docx") }
func BenchmarkReadVTT(b *testing.B)      { benchmarkFile(b, "en_shipit26_zoom.vtt") }
