package browse

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// makeDocx writes a Word file with these paragraphs, as small as Word accepts.
// The part of a paragraph before ": " is bold, as people type labels.
func makeDocx(t *testing.T, path string, paragraphs ...string) {
	t.Helper()
	var body strings.Builder
	for _, p := range paragraphs {
		label, words, labelled := strings.Cut(p, ": ")
		body.WriteString("<w:p>")
		if labelled {
			body.WriteString(`<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">` + escaped(label) + `: </w:t></w:r>`)
		} else {
			words = p
		}
		body.WriteString(`<w:r><w:t xml:space="preserve">` + escaped(words) + `</w:t></w:r></w:p>`)
	}
	parts := []struct{ name, text string }{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body.String() + `</w:body></w:document>`},
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range parts {
		w, err := z.Create(part.name)
		if err == nil {
			_, err = io.WriteString(w, xml.Header+part.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(z.Close(), os.WriteFile(path, out.Bytes(), 0o644)); err != nil {
		t.Fatal(err)
	}
}

func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s))
	return b.String()
}

// readDocx returns the words of a Word file, a line a paragraph, as read by a
// reader that is not ours: pandoc where it is installed, and otherwise a walk
// over the text elements.
func readDocx(t *testing.T, body []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatalf("the docx is no zip: %v", err)
	}
	if pandoc, err := exec.LookPath("pandoc"); err == nil {
		path := filepath.Join(t.TempDir(), "read.docx")
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(pandoc, "--from=docx", "--to=plain", "--wrap=none", path).Output()
		if err != nil {
			t.Fatalf("pandoc cannot read the docx: %v", err)
		}
		return string(out)
	}
	part, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer part.Close()
	var text strings.Builder
	for dec, inside := xml.NewDecoder(part), false; ; {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return text.String()
		}
		if err != nil {
			t.Fatalf("word/document.xml: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			inside = token.Name.Local == "t"
		case xml.EndElement:
			inside = false
			if token.Name.Local == "p" {
				text.WriteByte('\n')
			}
		case xml.CharData:
			if inside {
				text.Write(token)
			}
		}
	}
}
