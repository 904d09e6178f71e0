package publish

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// coded is a text of three lines: a mark in one line, one over another, one
// over two lines, one on nothing but the space between lines, one at both ends.
func coded() *Document {
	date := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
	mark := func(start, end int, text string) Mark {
		return Mark{start, end, "Anna de Vries", "AV", date, text}
	}
	return &Document{Title: "R12", Language: "en", Stamp: Stamp{Project: "P", Snapshot: "0123456789ab", Program: "Verbatim test"}, Blocks: []Block{Annotated{
		Lines: []Line{
			{Start: 0, Runs: []Run{{Text: "R12:", Strong: true}, {Text: " "}, {Text: "één twee drie"}}}, // 0–18
			{Start: 20, Runs: []Run{{Text: "👩‍⚕️ vier <vijf>"}}},                                        // 20–36
			{Start: 37, Runs: []Run{{Text: "zes"}}},                                                     // 37–40
		},
		Marks: []Mark{mark(5, 13, "A › één twee"), mark(9, 18, "B & over"), mark(14, 29, "C"), mark(18, 20, "nothing"), mark(37, 40, "D"), mark(0, 40, "all")},
	}}}
}

// commented gives the words of each comment of a docx, and the comments.
func commented(t *testing.T, data []byte) (words map[string]string, notes map[string]string) {
	t.Helper()
	words, notes = map[string]string{}, map[string]string{}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if f.Name != "word/document.xml" && f.Name != "word/comments.xml" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		open, note := map[string]bool{}, ""
		for dec := xml.NewDecoder(r); ; {
			tok, err := dec.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			id := ""
			start, is := tok.(xml.StartElement)
			for _, a := range start.Attr {
				if a.Name.Local == "id" {
					id = a.Value
				}
			}
			switch {
			case is && start.Name.Local == "commentRangeStart":
				open[id], words[id] = true, ""
			case is && start.Name.Local == "commentRangeEnd":
				delete(open, id)
			case is && start.Name.Local == "comment":
				note = id
				for _, a := range start.Attr {
					if a.Name.Local == "author" {
						notes[note] = a.Value + ": "
					}
				}
			}
			if text, ok := tok.(xml.CharData); ok {
				for id := range open {
					words[id] += string(text)
				}
				if note != "" {
					notes[note] += string(text)
				}
			}
		}
	}
	return words, notes
}

func TestCommentsStandOnTheirWords(t *testing.T) {
	data, err := DOCX(coded())
	if err != nil {
		t.Fatal(err)
	}
	words, notes := commented(t, data)
	if diff := cmp.Diff(map[string]string{"0": "één twee", "1": "twee drie", "2": "drie👩‍⚕️ vier", "3": "", "4": "zes", "5": "R12: één twee drie👩‍⚕️ vier <vijf>zes"}, words); diff != "" {
		t.Error(diff)
	}
	if notes["1"] != "Anna de Vries: B & over" || len(notes) != 6 {
		t.Errorf("comments %q", notes)
	}
	again, err := DOCX(coded())
	if err != nil || !bytes.Equal(data, again) {
		t.Errorf("the second time other bytes: %v", err)
	}
}

func TestMarginStandsBesideTheLine(t *testing.T) {
	got := string(HTML(coded()))
	for _, w := range []string{
		`<p class="said"><span class="m1"><strong>R12:</strong></span>`,
		`<span class="m2">één </span>`, `<sup>2</sup>`, `&lt;vijf&gt;`, `<b>1</b> all <i>AV</i>`, `B &amp; over`,
	} {
		if !strings.Contains(got, w) {
			t.Errorf("lacks %q:\n%s", w, got[strings.Index(got, "<main>"):])
		}
	}
	for n := 1; n <= 6; n++ {
		if strings.Count(got, fmt.Sprintf("<sup>%d</sup>", n)) != 1 || strings.Count(got, fmt.Sprintf("<b>%d</b>", n)) != 1 {
			t.Errorf("number %d does not stand once in the text and once beside it", n)
		}
	}
	if strings.Contains(got, "<script") {
		t.Error("a script")
	}
}

func TestWithoutMarksNoCommentsPart(t *testing.T) {
	d := coded()
	d.Blocks = []Block{Annotated{Lines: d.Blocks[0].(Annotated).Lines}, Annotated{}}
	data, err := DOCX(d)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if strings.Contains(f.Name, "comments") {
			t.Errorf("there is %s", f.Name)
		}
	}
}
