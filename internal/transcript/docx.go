package transcript

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"time"
	"unicode/utf16"

	"verbatim/internal/fault"
)

// readDocx reads a Word file (docx, docm; transitional or strict) into its
// paragraphs in reading order. Kept: insertions, the new place of what was
// moved, footnotes and endnotes after the paragraph that refers to them, text
// boxes once, content controls. Left out: deletions, comments, hidden text,
// headers, footers, codes of fields, macros. What is left out of the running
// text is counted in a warning.
func readDocx(data []byte) ([]paragraph, []Warning, error) {
	return readDocxUntil(data, deadline(time.Now().Add(readWithin)))
}

func readDocxUntil(data []byte, clock deadline) ([]paragraph, []Warning, error) {
	if err := refuseNoZip(data); err != nil {
		return nil, nil, err
	}
	a, err := openZip(data, "Word file")
	if err != nil {
		return nil, nil, err
	}
	pars, warnings, err := readPackage(a, clock)
	if err != nil {
		return nil, nil, docxFault(err)
	}
	return pars, warnings, nil
}

// docxFault says an error of the parts in a sentence.
func docxFault(err error) error {
	var f *fault.Error
	switch {
	case errors.As(err, &f):
		return f
	case errors.Is(err, errTooBig):
		return tooBig("Word file")
	case errors.Is(err, errSealed):
		return passwordProtected()
	case errors.Is(err, errSlow):
		return fault.New(fault.TooLarge, "This Word file takes longer than %d seconds to read. Save the text alone in a new file and try that.", int(readWithin.Seconds()))
	case errors.Is(err, errDoctype):
		return fault.New(fault.Unreadable, "This Word file declares its own entities, which no word processor does; it is not read. Open it in Word and save it anew.")
	case errors.Is(err, errPiece):
		return fault.New(fault.TooLarge, "A single piece of this Word file is larger than %d MB; that is too much to read. Save the text alone in a new file and try that.", maxPiece>>20)
	case errors.Is(err, errDeep):
		return fault.New(fault.Unreadable, "The tables or elements of this Word file lie too deep in each other to be read. Copy the text into a new document and save that.")
	}
	return fault.Wrap(err, fault.Unreadable, "This Word file is damaged: a part of it cannot be read. Open it in Word, let Word repair it, and save it anew.")
}

func passwordProtected() error {
	return fault.New(fault.Unreadable, "This file is password protected. Open it in Word with its password, save it without one (File, Info, Protect Document), and try again.")
}

// refuseNoZip says what a file is when it cannot be a docx.
func refuseNoZip(data []byte) error {
	head := bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 1024)], []byte("\xEF\xBB\xBF")), " \t\r\n")
	lower := bytes.ToLower(head)
	switch {
	case len(head) == 0:
		return fault.New(fault.Unreadable, "This file is empty.")
	case bytes.HasPrefix(data, []byte("PK")):
		return nil
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return refuseOLE(data)
	case bytes.HasPrefix(lower, []byte(`{\rtf`)):
		return otherContent("RTF", "rtf")
	case bytes.HasPrefix(lower, []byte("%pdf")):
		return otherContent("PDF", "pdf")
	case bytes.HasPrefix(lower, []byte("<!doctype html")), bytes.HasPrefix(lower, []byte("<html")):
		return otherContent("HTML", "html")
	case bytes.Contains(lower, []byte("schemas.microsoft.com/office/")):
		return fault.New(fault.Unreadable, "This is a Word file in an XML form that is not read. Open it in Word and save it as .docx.")
	}
	return fault.New(fault.Unreadable, "This is not a Word file, although its name says so. Open it in the program that made it and save it as .docx or as text.")
}

func otherContent(what, ext string) error {
	return fault.New(fault.Unreadable, "This file holds %s, not a Word document. Give its name the ending .%s and try again.", what, ext)
}

// refuseOLE tells apart the files that share the container of old Office.
func refuseOLE(data []byte) error {
	switch {
	case hasWide(data, "EncryptedPackage"), hasWide(data, "EncryptionInfo"):
		return passwordProtected()
	case hasWide(data, "WordDocument"):
		return fault.New(fault.Unreadable, "This is an old Word file (.doc). Open it in Word, save it as .docx, and try again.")
	case hasWide(data, "Workbook"), hasWide(data, "Book"):
		return fault.New(fault.Unreadable, "This is an old Excel file. Open it in Excel, save the sheet as CSV, and try again.")
	}
	return fault.New(fault.Unreadable, "This is a file of an old Office program. Open it there, save it as .docx, and try again.")
}

// hasWide is whether data holds name in little-endian UTF-16.
func hasWide(data []byte, name string) bool {
	wide := make([]byte, 0, 2*len(name))
	for _, u := range utf16.Encode([]rune(name)) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	return bytes.Contains(data, wide)
}

// docxParts are the names of the parts that are read; "" where there is none.
type docxParts struct {
	main, styles, footnotes, endnotes string
}

// findParts follows the arrows of the package to the parts. A file without
// arrows is read by the names that Word gives.
func findParts(a *zipArchive, clock deadline) (docxParts, error) {
	var p docxParts
	arrows, err := a.relations("", clock)
	if err != nil {
		return p, err
	}
	for _, r := range arrows {
		if r.kind == "officeDocument" && p.main == "" {
			p.main = r.target
		}
	}
	if p.main == "" && a.has("word/document.xml") {
		p.main = "/word/document.xml"
	}
	if p.main == "" || !a.has(p.main) {
		return p, refuseZip(a)
	}
	arrows, err = a.relations(p.main, clock)
	if err != nil {
		return p, err
	}
	for _, r := range arrows {
		switch r.kind {
		case "styles":
			p.styles = r.target
		case "footnotes":
			p.footnotes = r.target
		case "endnotes":
			p.endnotes = r.target
		}
	}
	return p, nil
}

// refuseZip says what a zip file without a Word document is.
func refuseZip(a *zipArchive) error {
	if r, err := a.open("mimetype"); err == nil {
		defer r.Close()
		kind, _ := io.ReadAll(io.LimitReader(r, 200))
		switch {
		case strings.Contains(string(kind), "opendocument.text"):
			return otherContent("an OpenDocument text", "odt")
		case strings.Contains(string(kind), "epub"):
			return fault.New(fault.Unreadable, "This is an e-book, not a Word document. Save its text as .docx or .txt and try again.")
		}
	}
	if a.has("Index/Document.iwa") {
		return fault.New(fault.Unreadable, "This is a Pages document. Open it in Pages, export it as Word, and try again.")
	}
	return fault.New(fault.Unreadable, "This zip file holds no Word document. If documents are packed in it, unpack it first and choose those.")
}

func readPackage(a *zipArchive, clock deadline) ([]paragraph, []Warning, error) {
	parts, err := findParts(a, clock)
	if err != nil {
		return nil, nil, err
	}
	styles, err := readDocxStyles(a, parts.styles, clock)
	if err != nil {
		return nil, nil, err
	}
	for plainFields := range 2 {
		body, err := readBody(a, parts, styles, plainFields == 1, clock)
		if err != nil {
			return nil, nil, err
		}
		// A field that begins and never ends would swallow what follows it:
		// then the file is read once more as if it had no fields.
		if plainFields == 0 && body.swallowed() {
			continue
		}
		if body.chars == 0 && body.embedded > 0 {
			return nil, nil, fault.New(fault.Unreadable, "The text of this Word file is packed in it in another format. Open it in Word, save it anew as .docx, and try again.")
		}
		return body.pars, body.warnings(), nil
	}
	panic("unreachable")
}

func readBody(a *zipArchive, parts docxParts, styles *docxStyles, plainFields bool, clock deadline) (*docxReader, error) {
	r := &docxReader{styles: styles, plainFields: plainFields, notes: map[string]*docxNote{}}
	for _, n := range []struct{ kind, part string }{{"footnote", parts.footnotes}, {"endnote", parts.endnotes}} {
		if n.part == "" || !a.has(n.part) {
			continue
		}
		if err := r.readPart(a, n.part, n.kind+"s", clock); err != nil {
			return nil, err
		}
	}
	r.pars, r.tableCount = nil, 0
	return r, r.readPart(a, parts.main, "document", clock)
}

// readPart reads a part whose outermost element is root.
func (r *docxReader) readPart(a *zipArchive, part, root string, clock deadline) error {
	x, err := a.scan(part, clock)
	if err != nil {
		return err
	}
	defer x.close()
	r.x = x
	for first := true; ; {
		event, err := x.next()
		if err != nil {
			return err
		}
		switch event {
		case xmlStart:
			if first && (x.space != spaceWord || x.local != root) {
				return wrongRoot(x.local)
			}
			first = false
			err = r.start()
		case xmlEnd:
			r.end()
		case xmlText:
			r.characters()
		case xmlEOF:
			if first {
				return io.ErrUnexpectedEOF
			}
			r.flushBox()
			return nil
		}
		if err != nil {
			return err
		}
		if r.handed > maxParagraphs || r.chars > maxText || len(r.notes) > maxParagraphs/10 {
			return fault.New(fault.TooLarge, "This Word file holds more text than can be read: %d paragraphs or %d MB. Divide it and try again.", maxParagraphs, maxText>>20)
		}
	}
}

// Limits on what comes out of a file: ten times the longest archive known.
const (
	maxParagraphs = 500_000
	maxText       = 50 << 20 // bytes
)

func wrongRoot(local string) error {
	switch local {
	case "presentation":
		return fault.New(fault.Unreadable, "This is a PowerPoint file, not a Word document. Save its text as .docx or .txt and try again.")
	case "workbook":
		return fault.New(fault.Unreadable, "This is an Excel file, not a Word document. Save the sheet as CSV and try again.")
	}
	return fault.New(fault.Unreadable, "The main part of this file is no Word document. Open it in the program that made it and save it as .docx.")
}
