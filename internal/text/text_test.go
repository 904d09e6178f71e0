package text_test

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"verbatim/internal/text"
)

func TestCounting(t *testing.T) {
	tests := []struct {
		name, s              string
		points, utf16, words int
	}{
		{"plain", "Hello there", 11, 11, 2},
		{"accents", "één", 3, 3, 1},
		{"accents apart", "e\u0301e\u0301n", 5, 5, 1},
		{"emoji of four", "a 👩‍⚕️ b", 8, 9, 3},
		{"soft hyphen and no-break space", "pa\u00adtiënt\u00a0x", 10, 10, 2},
		{"right to left", "שלום", 4, 4, 1},
		{"nothing", "", 0, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if n := text.Len(tt.s); n != tt.points {
				t.Errorf("Len = %d, want %d", n, tt.points)
			}
			if n := text.UTF16(tt.s, text.Len(tt.s)); n != tt.utf16 {
				t.Errorf("UTF16 = %d, want %d", n, tt.utf16)
			}
			if n := text.Words(tt.s); n != tt.words {
				t.Errorf("Words = %d, want %d", n, tt.words)
			}
		})
	}
}

func TestSliceClampsAndTrims(t *testing.T) {
	s := "ab👩c"
	for _, tt := range []struct {
		start, end int
		want       string
	}{{0, 4, s}, {-3, 2, "ab"}, {2, 3, "👩"}, {3, 99, "c"}, {2, 2, ""}, {3, 1, ""}, {9, 12, ""}} {
		if got := text.Slice(s, tt.start, tt.end); got != tt.want {
			t.Errorf("Slice(%d, %d) = %q, want %q", tt.start, tt.end, got, tt.want)
		}
	}
	if a, b := text.Trim(" \u00a0é x \n", 10, 17); a != 12 || b != 15 {
		t.Errorf("Trim = %d, %d", a, b)
	}
	if a, b := text.Trim(" \n ", 4, 7); a != b {
		t.Errorf("Trim of white space = %d, %d", a, b)
	}
}

func TestShortening(t *testing.T) {
	if got := text.Cut("een  twee\ndrie", 8); got != "een twee…" {
		t.Errorf("Cut = %q", got)
	}
	if got := text.Middle("abcdefghij klmnopqrst", 11); got != "abcdef … qrst" {
		t.Errorf("Middle = %q", got)
	}
	if got := text.Middle("kort", 11); got != "kort" {
		t.Errorf("Middle = %q", got)
	}
}

// The three ways of counting must agree with the standard library on any text.
func FuzzConversions(f *testing.F) {
	for _, s := range []string{"", "é", "e\u0301", "👩‍⚕️👍🏽", "a\u00adb\u00a0c", "שלום\u202eabc", "\r\n\t"} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, s string, n int) {
		if !utf8.ValidString(s) {
			s = strings.ToValidUTF8(s, "\uFFFD")
		}
		runes := []rune(s)
		n = min(max(n, 0), len(runes))
		if text.Len(s) != len(runes) || text.Slice(s, 0, n)+text.Slice(s, n, len(runes)) != s {
			t.Fatalf("cut at %d of %q", n, s)
		}
		units := len(utf16.Encode(runes[:n]))
		if text.UTF16(s, n) != units || text.FromUTF16(s, units) != n {
			t.Fatalf("%d code points of %q are %d units, back %d", n, s, text.UTF16(s, n), text.FromUTF16(s, units))
		}
		start, end := text.Trim(s, 0, len(runes))
		if got := text.Slice(s, start, end); got != strings.TrimSpace(s) {
			t.Fatalf("Trim of %q gives %q", s, got)
		}
	})
}
