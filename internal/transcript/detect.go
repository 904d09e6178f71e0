package transcript

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"

	"verbatim/internal/fault"
)

func isZip(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06"))
}

// later is the refusal of a format that is known and not read yet.
func later(what, advice string) error {
	return fault.New(fault.Unreadable, "This is %s, which is not read yet. %s", what, advice)
}

const (
	saveAsDocx = "Open it in the program that made it, save it as .docx or .txt, and import that."
	saveAsCSV  = "Open it there, save the sheet as CSV, and import that."
	exportVTT  = "Export it as WebVTT (.vtt) or plain text, and import that."
)

// refuse decides by the first bytes, before any decoding.
func refuse(ext string, data []byte) error {
	head := bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 2048)], []byte("\xEF\xBB\xBF")), " \t\r\n")
	lower := bytes.ToLower(head)
	starts := func(s string) bool { return bytes.HasPrefix(data, []byte(s)) }
	switch {
	case len(data) == 0:
		return fault.New(fault.Unreadable, "This file is empty. Look whether the right file was chosen, or save it again in the program that made it.")
	case starts("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"):
		return refuseOLE(data)
	case isZip(data):
		return refusePackage(data)
	case bytes.HasPrefix(lower, []byte(`{\rtf`)):
		return later("an RTF document", saveAsDocx)
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return later("a PDF document", "Take the text from the document it was made of, or save the PDF's text as .txt, and import that.")
	case starts("\x89PNG"), starts("\xFF\xD8\xFF"), starts("GIF8"), starts("II*\x00"), starts("MM\x00*"), starts("BM") && ext == "bmp":
		return fault.New(fault.Unreadable, "This is a picture. Verbatim reads text; a scan needs text recognition first.")
	case starts("ID3"), starts("OggS"), starts("fLaC"), starts("RIFF"), len(data) > 12 && string(data[4:8]) == "ftyp", starts("\xFF\xFB"), starts("\x1A\x45\xDF\xA3"):
		return fault.New(fault.Unreadable, "This is a recording. Verbatim reads its transcript: have it written out first, and import the text.")
	case starts("\x1F\x8B"), starts("7z\xBC\xAF"), starts("Rar!"), starts("BZh"):
		return fault.New(fault.Unreadable, "This is a packed archive. Unpack it and import the files in it.")
	case starts("SQLite format 3"):
		return fault.New(fault.Unreadable, "This is a database and no transcript.")
	case wordXML(ext, lower):
		return fault.New(fault.Unreadable, "This is a Word file in an XML form that is not read. Open it in Word and save it as .docx.")
	}
	if ext == "docx" || ext == "docm" {
		if r := refuseNoZip(data); r != nil && !isHTML(head) {
			return r
		}
	}
	return nil
}

func wordXML(ext string, lower []byte) bool {
	return bytes.HasPrefix(lower, []byte("<?xml")) && (bytes.Contains(lower, []byte("schemas.microsoft.com/office/word")) || bytes.Contains(lower, []byte(`progid="word.document"`)))
}

// refusePackage names the zip packages that are no Word file by the names of
// their parts, which stand readable in the file.
func refusePackage(data []byte) error {
	head := data[:min(len(data), 4096)]
	tail := data[max(0, len(data)-64<<10):]
	has := func(s string) bool { return bytes.Contains(head, []byte(s)) || bytes.Contains(tail, []byte(s)) }
	switch {
	case bytes.Contains(head, []byte("mimetypeapplication/vnd.oasis.opendocument.text")):
		return later("an OpenDocument text (.odt)", saveAsDocx)
	case bytes.Contains(head, []byte("mimetypeapplication/vnd.oasis.opendocument")):
		return fault.New(fault.Unreadable, "This is an OpenDocument spreadsheet or drawing and no text. "+saveAsCSV)
	case bytes.Contains(head, []byte("mimetypeapplication/epub")):
		return fault.New(fault.Unreadable, "This is an electronic book. Save its text as .txt or .docx, and import that.")
	case has("project.qde"):
		return later("a REFI-QDA project (.qdpx)", "Export its documents as text, and import those.")
	case has("xl/workbook.xml"), has("xl/workbook.bin"):
		return fault.New(fault.Unreadable, "This is an Excel workbook. "+saveAsCSV)
	case has("ppt/presentation.xml"):
		return fault.New(fault.Unreadable, "This is a PowerPoint presentation and no transcript.")
	}
	return nil
}

func isHTML(head []byte) bool {
	s := strings.ToLower(string(head[:min(len(head), 1024)]))
	for strings.HasPrefix(s, "<!--") {
		_, after, ok := strings.Cut(s, "-->")
		if !ok {
			return false
		}
		s = strings.TrimLeft(after, " \t\r\n")
	}
	if strings.HasPrefix(s, "<?xml") {
		return strings.Contains(s, "<html") || strings.Contains(s, "<!doctype html")
	}
	return strings.HasPrefix(s, "<!doctype html") || strings.HasPrefix(s, "<html") || strings.HasPrefix(s, "<head") || strings.HasPrefix(s, "<body")
}

var (
	subripCue = regexp.MustCompile(`(?m)^\s*\d{1,2}:\d{2}:\d{2},\d{1,3}\s*-->\s*\d{1,2}:\d{2}:\d{2},\d{1,3}`)
	htmlTag   = regexp.MustCompile(`(?i)<(p|div|br|span|html|body|b|table)\b[^>]*>`)
)

// refuseText names the text formats that are not read yet, by their content.
func refuseText(ext string, t decoded) error {
	s := strings.TrimLeft(t.text, " \t\n")
	head := s[:min(len(s), 4096)]
	switch {
	case mostlyControls(s):
		return fault.New(fault.Unreadable, "This file holds no text that can be read. Open it in the program that made it and save it as .docx or .txt.")
	case isHTML([]byte(head)), (ext == "html" || ext == "htm" || ext == "xhtml") && htmlTag.MatchString(head):
		return later("an HTML page", saveAsDocx)
	case strings.HasPrefix(head, "@UTF8") || strings.HasPrefix(head, "@Begin") || ext == "cha" && strings.HasPrefix(head, "@"):
		return later("a CHAT transcript (.cha)", "Export its main lines as plain text, and import that.")
	case strings.HasPrefix(head, "File type = \"ooTextFile") || ext == "textgrid":
		return later("a Praat TextGrid", saveAsText)
	case strings.HasPrefix(head, "<?xml") && ext != "txt" && ext != "md", ext == "xml" || ext == "eaf" || ext == "trs" || ext == "fodt" || ext == "qde" || ext == "qdc":
		return refuseXML(ext, head)
	case strings.HasPrefix(head, "<?xml"):
		if strings.Contains(head, "office:document") || strings.Contains(head, "urn:QDA-XML") {
			return refuseXML(ext, head)
		}
	}
	if err := refuseJSON(ext, s); err != nil {
		return err
	}
	if !vttHeader(t.text) && (ext == "srt" || subripCue.MatchString(head)) {
		return later("SubRip captions (.srt)", exportVTT)
	}
	return refuseByName(ext, head)
}

const saveAsText = "Export its text as .txt, and import that."

// refuseByName refuses what only its name betrays.
func refuseByName(ext, head string) error {
	switch ext {
	case "doc":
		return fault.New(fault.Unreadable, "This file is named .doc but is no Word document. Open it in the program that made it and save it as .docx or .txt.")
	case "odt", "ott":
		return fault.New(fault.Unreadable, "This file is named .odt but is no OpenDocument text. "+saveAsDocx)
	case "pdf":
		return fault.New(fault.Unreadable, "This file is named .pdf but is no PDF document; it is damaged or something else. Open it in a PDF reader, copy its text into a .txt file, and import that.")
	case "rtf":
		return fault.New(fault.Unreadable, "This file is named .rtf but is no RTF document. "+saveAsDocx)
	case "qdpx":
		return fault.New(fault.Unreadable, "This file is named .qdpx but is no REFI-QDA project.")
	}
	return nil
}

func refuseXML(ext, head string) error {
	switch {
	case strings.Contains(head, "office:document"), ext == "fodt":
		return later("a flat OpenDocument text (.fodt)", saveAsDocx)
	case strings.Contains(head, "<CodeBook"), ext == "qdc":
		return later("a REFI-QDA codebook (.qdc)", "Make a codebook.csv with the columns code, brief_definition and full_definition, and import that.")
	case strings.Contains(head, "urn:QDA-XML"), ext == "qde":
		return later("a REFI-QDA project (.qde)", "Export its documents as text, and import those.")
	case strings.Contains(head, "ANNOTATION_DOCUMENT"), ext == "eaf":
		return later("an ELAN file (.eaf)", exportVTT)
	case strings.Contains(head, "<Trans"), ext == "trs":
		return later("a Transcriber file (.trs)", saveAsText)
	}
	return later("an XML file", saveAsDocx)
}

// refuseJSON names transcripts in JSON; a text that begins with a bracket is
// none unless the whole of it is JSON.
func refuseJSON(ext, s string) error {
	if s == "" {
		return nil
	}
	named := ext == "json" || ext == "otr" || ext == "jsonl"
	if !named && (s[0] != '{' && s[0] != '[' || !json.Valid([]byte(s))) {
		return nil
	}
	if ext == "otr" || strings.Contains(s, `"media-time"`) || strings.Contains(s, `"media"`) && strings.Contains(s, `"text"`) {
		return later("an oTranscribe file (.otr)", "Export it from oTranscribe as plain text or Markdown, and import that.")
	}
	if !json.Valid([]byte(s)) && ext != "jsonl" {
		return fault.New(fault.Unreadable, "This JSON file is damaged or cut off. Export it again from the program that made it, as WebVTT or plain text.")
	}
	return later("a JSON file", exportVTT)
}
