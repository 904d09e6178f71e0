package report_test

import (
	"database/sql"
	"strings"
	"testing"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/finding"
	"verbatim/internal/text"
	"verbatim/internal/transcript"
)

// many gives a study with n codings.
func many(b *testing.B, n int) *study {
	s := newStudy(b)
	d := &transcript.Draft{Name: "lang.txt", Format: "txt", Turns: []transcript.Turn{{Speaker: -1}}}
	line := strings.Repeat("Patiënten bellen elke dag en dan wacht iedereen. ", 5)
	for range n {
		d.Blocks = append(d.Blocks, transcript.Block{Kind: transcript.Words, Text: line, Sep: "\n"})
	}
	laid, err := document.Lay(ctx, s.p.DB, d, []byte("x"))
	if err != nil {
		b.Fatal(err)
	}
	var id int64
	if err := s.p.DB.Write(ctx, func(tx *sql.Tx) error {
		ids, _, err := document.Show(ctx, tx, s.anna.Person, "", laid)
		id = ids[0]
		return err
	}); err != nil {
		b.Fatal(err)
	}
	size := text.Len(line)
	s.do(func(tx *sql.Tx) error {
		c, err := codebook.Find(ctx, tx, "Gebruik/Eigen moment")
		for i := 0; i < n && err == nil; i++ {
			start := i * (size + 1)
			_, err = coding.Apply(ctx, tx, s.anna, coding.Mark{Document: id, Start: start, End: start + size, Exact: line}, c.ID)
		}
		return err
	})
	return s
}

// The budgets: 550 codings to docx in 200 ms, 15,000 to xlsx in 2 s.
func BenchmarkSegmentsDOCX550(b *testing.B)   { benchmark(b, 546, "segments.docx") }
func BenchmarkSegmentsXLSX15000(b *testing.B) { benchmark(b, 14996, "segments.xlsx") }
func BenchmarkSegmentsCSV15000(b *testing.B)  { benchmark(b, 14996, "segments.csv") }

func benchmark(b *testing.B, n int, what string) {
	s := many(b, n)
	for b.Loop() {
		s.write(what, nil)
	}
}

// BenchmarkFindingBase is what the page of statements reads, over 15,000 codings.
func BenchmarkFindingBase15000(b *testing.B) {
	s := many(b, 14996)
	for b.Loop() {
		if err := s.p.DB.Read(ctx, func(tx *sql.Tx) error {
			_, err := finding.Load(ctx, tx, s.anna, 0)
			return err
		}); err != nil {
			b.Fatal(err)
		}
	}
}
