package publish

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

	wordNamespaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
		` xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"`

	docxTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
		`<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>` +
		`<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>` +
		`</Types>`

	relationship = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	docxRels     = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + relationship + `officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
		`<Relationship Id="rId3" Type="` + relationship + `extended-properties" Target="docProps/app.xml"/>` +
		`</Relationships>`

	docxDocumentRels = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + relationship + `styles" Target="styles.xml"/>` +
		`<Relationship Id="rId2" Type="` + relationship + `settings" Target="settings.xml"/>` +
		`<Relationship Id="rId3" Type="` + relationship + `footer" Target="footer1.xml"/>` +
		`</Relationships>`

	// Of a document with comments, in their places.
	docxCommentsType = `<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>`
	docxCommentsRel  = `<Relationship Id="rId4" Type="` + relationship + `comments" Target="comments.xml"/>`

	docxApp = xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Verbatim</Application></Properties>`

	docxSettings = xmlHead + `<w:settings` + wordNamespaces + `><w:zoom w:percent="100"/><w:defaultTabStop w:val="510"/>` +
		`<w:characterSpacingControl w:val="doNotCompress"/><w:compat>` +
		`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`
)

func (w *docx) document(body []byte) []byte {
	var b bytes.Buffer
	b.WriteString(xmlHead + `<w:document` + wordNamespaces + `><w:body>`)
	b.Write(body)
	width, height, orient := pageShort, pageLong, ""
	if w.d.Landscape {
		width, height, orient = pageLong, pageShort, ` w:orient="landscape"`
	}
	fmt.Fprintf(&b, `<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="%d" w:h="%d"%s/>`, width, height, orient)
	fmt.Fprintf(&b, `<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="567" w:footer="567" w:gutter="0"/>`,
		topMargin, sideMargin, topMargin, sideMargin)
	b.WriteString(`</w:sectPr></w:body></w:document>`)
	return b.Bytes()
}

// footer is the stamp, and the number of the page at the right. Characters
// that were replaced in the body are counted in it, those of its own names not.
func (w *docx) footer() []byte {
	l, pictures := labels(w.d.language()), w.pictures
	w.put(xmlHead, `<w:ftr`, wordNamespaces, `>`,
		`<w:p><w:pPr><w:pStyle w:val="Footer"/><w:tabs><w:tab w:val="right" w:pos="`, strconv.Itoa(w.width), `"/></w:tabs></w:pPr>`)
	w.run(Run{Text: w.d.Title + "\t" + l.page + " "})
	w.put(`<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>`)
	w.run(Run{Text: " " + l.of + " "})
	w.put(`<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>`)
	w.put(`<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>`)
	w.run(Run{Text: w.d.Stamp.line(w.d.language(), pictures)})
	w.put(`</w:p></w:ftr>`)
	return append([]byte(nil), w.b.Bytes()...)
}

func (w *docx) core() []byte {
	w.b.Reset()
	s := w.d.Stamp
	w.put(xmlHead, `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"`,
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`,
		`<dc:title>`)
	w.escape(w.d.Title)
	w.put(`</dc:title><dc:creator>`)
	w.escape(s.Program)
	w.put(`</dc:creator><dc:identifier>`)
	w.escape(s.Snapshot)
	w.put(`</dc:identifier><dc:language>`)
	w.escape(w.d.language())
	w.put(`</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">`, s.iso(), `</dcterms:created>`,
		`<dcterms:modified xsi:type="dcterms:W3CDTF">`, s.iso(), `</dcterms:modified></cp:coreProperties>`)
	return append([]byte(nil), w.b.Bytes()...)
}

// docxStyle is one style: what Word calls it, what it follows, and its
// properties as they stand in the file.
type docxStyle struct {
	id, name, next string
	paragraph, run string
}

// wordKnows are the styles that every Word has under these names.
var wordKnows = map[string]bool{"BodyText": true, "Title": true, "Heading1": true, "Heading2": true,
	"Heading3": true, "Caption": true, "Quote": true, "Footer": true}

// docxStyles are the styles of every document, sizes relative to the text's.
func docxStyles(points float64, language string) []byte {
	size := func(factor float64) string {
		half := strconv.Itoa(int(points*factor*2 + 0.5))
		return `<w:sz w:val="` + half + `"/><w:szCs w:val="` + half + `"/>`
	}
	const sans = `<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>`
	spacing := func(before, after int) string {
		return fmt.Sprintf(`<w:spacing w:before="%d" w:after="%d"/>`, before, after)
	}
	table := 0.82
	styles := []docxStyle{
		{"BodyText", "Body Text", "", spacing(0, 120), ""},
		{"Title", "Title", "BodyText", `<w:keepNext/>` + spacing(0, 120), `<w:b/><w:bCs/>` + size(1.75)},
		{"Heading1", "heading 1", "BodyText", `<w:keepNext/><w:keepLines/>` + spacing(240, 80) + `<w:outlineLvl w:val="0"/>`, `<w:b/><w:bCs/>` + size(1.3)},
		{"Heading2", "heading 2", "BodyText", `<w:keepNext/><w:keepLines/>` + spacing(160, 60) + `<w:outlineLvl w:val="1"/>`, `<w:b/><w:bCs/>` + size(1.13)},
		{"Heading3", "heading 3", "BodyText", `<w:keepNext/><w:keepLines/>` + spacing(120, 40) + `<w:outlineLvl w:val="2"/>`, `<w:b/><w:bCs/>` + size(1)},
		{"Caption", "caption", "BodyText", `<w:keepNext/>` + spacing(120, 80), size(0.91)},
		{"TableText", "Table Text", "", spacing(40, 40), size(table)},
		{"TableHead", "Table Head", "TableText", `<w:keepNext/>` + spacing(40, 40), `<w:b/><w:bCs/>` + size(table)},
		{"TableSpan", "Table Span", "TableText", `<w:keepNext/>` + spacing(120, 40), `<w:i/><w:iCs/>` + size(table)},
		{"TableNote", "Table Note", "BodyText", spacing(60, 0), size(0.77)},
		{"Quote", "Quote", "BodyText", spacing(40, 80), `<w:i/><w:iCs/>`},
		{"Lead", "Lead", "BodyText", spacing(0, 160), ""},
		{"Meta", "Meta", "BodyText", spacing(0, 60), sans + size(0.8)},
		{"Ask", "Ask", "WritingLine", `<w:keepNext/>` + spacing(120, 0), sans + `<w:b/><w:bCs/>`},
		{"Tick", "Tick", "", spacing(60, 60), sans},
		{"WritingLine", "Writing Line", "", fmt.Sprintf(`<w:spacing w:before="%d" w:after="0" w:line="340" w:lineRule="exact"/>`, lineHeight-340), sans},
		{"Rule", "Rule", "BodyText", `<w:keepNext/><w:pBdr><w:bottom ` + thin + `/></w:pBdr>` + `<w:spacing w:before="120" w:after="120" w:line="120" w:lineRule="exact"/>`, ""},
		{"Footer", "footer", "", spacing(0, 0), sans + `<w:sz w:val="15"/><w:szCs w:val="15"/>`},
	}
	var b strings.Builder
	b.WriteString(xmlHead + `<w:styles` + wordNamespaces + `><w:docDefaults><w:rPrDefault><w:rPr>` +
		`<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:eastAsia="Cambria" w:cs="Times New Roman"/>` + size(1) +
		`<w:lang w:val="` + wordLanguage(language) + `" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>` +
		`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>` +
		`<w:style w:type="character" w:customStyle="1" w:styleId="Small"><w:name w:val="Small"/><w:rPr>` + size(0.75) + `</w:rPr></w:style>` +
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>` +
		`<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
		`<w:style w:type="table" w:customStyle="1" w:styleId="PaperTable"><w:name w:val="Paper Table"/><w:basedOn w:val="TableNormal"/><w:tblPr>` +
		`<w:tblBorders><w:top ` + thick + `/><w:bottom ` + thick + `/></w:tblBorders></w:tblPr></w:style>`)
	for _, s := range styles {
		custom := ""
		if !wordKnows[s.id] {
			custom = ` w:customStyle="1"`
		}
		b.WriteString(`<w:style w:type="paragraph"` + custom + ` w:styleId="` + s.id + `"><w:name w:val="` + s.name + `"/><w:basedOn w:val="Normal"/>`)
		if s.next != "" {
			b.WriteString(`<w:next w:val="` + s.next + `"/>`)
		}
		b.WriteString(`<w:qFormat/><w:pPr>` + s.paragraph + `</w:pPr>`)
		if s.run != "" {
			b.WriteString(`<w:rPr>` + s.run + `</w:rPr>`)
		}
		b.WriteString(`</w:style>`)
	}
	b.WriteString(`</w:styles>`)
	return []byte(b.String())
}

// wordLanguage is the language with the country that Word's spelling checker
// wants.
func wordLanguage(language string) string {
	switch language {
	case "nl":
		return "nl-NL"
	case "en":
		return "en-GB"
	}
	var b bytes.Buffer
	for _, r := range language {
		if r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			b.WriteRune(r)
		}
	}
	return b.String()
}
