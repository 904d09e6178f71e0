package transcript

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"verbatim/internal/fault"
)

const (
	// largestFile is the most bytes of one file that are read at all.
	largestFile = 250 << 20
	// largestText is the most bytes of one plain text file: three million words.
	largestText = 16 << 20
)

// Read makes a draft of a file. Its format is what its content says; the name
// decides only between formats that look alike (txt, md, csv). What cannot be
// read is refused with a fault that says what the file is and what to do.
func Read(name string, data []byte, ch Choices) (*Draft, error) {
	if len(data) > largestFile {
		return nil, fault.New(fault.TooLarge, "This file has %d MB; at most %d MB are read. Divide it and import the parts.", len(data)>>20, largestFile>>20)
	}
	ext := strings.ToLower(strings.TrimPrefix(filepath.Ext(name), "."))
	if err := refuse(ext, data); err != nil {
		return nil, err
	}
	d := &Draft{Name: name}
	if isZip(data) {
		pars, warnings, err := readDocx(data)
		if err != nil {
			return nil, err
		}
		d.Format, d.Encoding, d.Warnings = "docx", "utf-8", warnings
		labelParagraphs(d, pars, ch)
		return d.finished(ch)
	}
	if len(data) > largestText {
		return nil, fault.New(fault.TooLarge, "This text file has %d MB; at most %d MB are read. Divide it and import the parts.", len(data)>>20, largestText>>20)
	}
	return readText(d, ext, data, ch)
}

// readText reads everything that is characters.
func readText(d *Draft, ext string, data []byte, ch Choices) (*Draft, error) {
	t := decode(data)
	if blank(t.text) {
		return nil, noText()
	}
	if err := refuseText(ext, t); err != nil {
		return nil, err
	}
	d.Encoding = t.charset
	d.encodingWarnings(t)
	switch {
	case ext == "vtt" || vttHeader(t.text):
		d.Format = "vtt"
		if err := readVTT(d, t.text, ch); err != nil {
			return nil, err
		}
	case ext == "csv" || ext == "tsv" || ext == "tab" || rowsByContent(t.text):
		if err := readRows(d, t.text, ch); err != nil {
			return nil, err
		}
	case ext == "md" || ext == "markdown" || ext == "mdown" || looksMarkdown(t.text):
		d.Format = "md"
		before := *d
		for _, labels := range []bool{true, false} {
			*d = before
			p, warnings := markdownPage(t.text, labels)
			d.Warnings = append(slices.Clip(d.Warnings), warnings...)
			labelPage(d, &p, ch)
			if len(d.Speakers) > 0 {
				break // else what stands in bold is no label, and is read as it was written
			}
		}
	default:
		d.Format = "txt"
		p := textPage(t.text)
		labelPage(d, &p, ch)
	}
	return d.finished(ch)
}

// rowsByContent says whether a text is separated values: its first line names a
// column of words and another, and the lines below have as many cells.
func rowsByContent(s string) bool {
	first, rest, _ := strings.Cut(s, "\n")
	if len(first) > 500 || rest == "" {
		return false
	}
	for _, sep := range []string{"\t", ";", ","} {
		cells := strings.Split(first, sep)
		if len(cells) < 2 {
			continue
		}
		words, others := false, false
		for _, c := range cells {
			k := columnRole(strings.Trim(c, "\" "))
			words = words || k == wordsColumn
			others = others || k == speakerColumn || k == startColumn
		}
		if !words || !others {
			continue
		}
		second, _, _ := strings.Cut(rest, "\n")
		if strings.Count(second, sep) >= len(cells)-1 {
			return true
		}
	}
	return false
}

// finished checks the draft and fills in what follows from its words.
func (d *Draft) finished(ch Choices) (*Draft, error) {
	seen := false
	for i := range d.Blocks {
		if !blank(d.Blocks[i].Text) {
			seen = true
			break
		}
	}
	if !seen {
		return nil, noText()
	}
	d.Language = ch.Language
	if d.Language == "" {
		d.Language = d.guessLanguage()
	}
	return d, nil
}

func noText() error {
	return fault.New(fault.Unreadable, "There is no text in this file. If it is a scan or a picture, it needs text recognition first.")
}

// warn adds a warning.
func (d *Draft) warn(format string, args ...any) {
	d.Warnings = append(d.Warnings, Warning{Format: format, Args: args})
}

func (d *Draft) encodingWarnings(t decoded) {
	if t.guessed {
		d.warn("The file does not say its encoding; %s was guessed. Look whether accents and quotation marks are right", t.charset)
	}
	if t.bad > 0 {
		d.warn("%d bytes could not be read as %s and are shown as \ufffd", t.bad, t.charset)
	}
	if t.nuls > 0 {
		d.warn("%d NUL characters left out", t.nuls)
	}
}

// mostlyControls says whether a decoded text is no text but a program's bytes.
func mostlyControls(s string) bool {
	controls, all := 0, 0
	for _, r := range s {
		if all++; all > 8192 {
			break
		}
		if unicode.IsControl(r) && !unicode.IsSpace(r) || r == '\ufffd' {
			controls++
		}
	}
	return controls*10 > all
}
