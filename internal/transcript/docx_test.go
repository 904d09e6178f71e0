package transcript

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"verbatim/internal/fault"
)

const (
	transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strict       = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	namespaces   = `xmlns:w="` + transitional + `" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
		` xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"` +
		` xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:r="urn:r"`
	typesOf = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// part is a file inside a zip.
type part struct{ name, content string }

// zipped makes a zip file of parts.
func zipped(t testing.TB, parts ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, p.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func relationships(pairs ...string) string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i := 0; i+1 < len(pairs); i += 2 {
		fmt.Fprintf(&b, `<Relationship Id="r%d" Type="%s%s" Target="%s"/>`, i, typesOf, pairs[i], pairs[i+1])
	}
	return b.String() + `</Relationships>`
}

// wrapped puts XML into the outermost element of a part.
func wrapped(root, inner string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><w:` + root + ` ` + namespaces + `>` + inner + `</w:` + root + `>`
}

// madeDocx is a docx with this body, and further parts of word/ where a test
// needs them.
func madeDocx(t testing.TB, body string, parts ...part) []byte {
	t.Helper()
	all := []part{
		{"_rels/.rels", relationships("officeDocument", "word/document.xml")},
		{"word/_rels/document.xml.rels", relationships("styles", "styles.xml", "footnotes", "/word/footnotes.xml", "endnotes", "endnotes.xml")},
		{"word/document.xml", wrapped("document", "<w:body>"+body+"</w:body>")},
	}
	return zipped(t, append(all, parts...)...)
}

// shown writes paragraphs so that a test can be read: "# " a heading, "~ " a
// note, "1/2/3 " a place in a table, *…* bold.
func shown(pars []paragraph) string {
	var b strings.Builder
	for _, p := range pars {
		if p.table > 0 {
			fmt.Fprintf(&b, "%d/%d/%d ", p.table, p.row, p.col)
		}
		if p.heading {
			b.WriteString("# ")
		}
		if p.note {
			b.WriteString("~ ")
		}
		for _, r := range p.runs {
			if r.bold {
				b.WriteString("*" + r.text + "*")
			} else {
				b.WriteString(r.text)
			}
		}
		b.WriteString("|")
	}
	return strings.TrimSuffix(b.String(), "|")
}

func said(warnings []Warning) string {
	var all []string
	for _, w := range warnings {
		all = append(all, fmt.Sprintf(w.Format, w.Args...))
	}
	return strings.Join(all, "; ")
}

// Shorthand for the XML of tests.
func wt(s string) string         { return `<w:t xml:space="preserve">` + s + `</w:t>` }
func wr(s string) string         { return `<w:r>` + wt(s) + `</w:r>` }
func wp(inner ...string) string  { return `<w:p>` + strings.Join(inner, "") + `</w:p>` }
func styled(id, s string) string { return wp(`<w:pPr><w:pStyle w:val="`+id+`"/></w:pPr>`, wr(s)) }
func with(props, s string) string {
	return `<w:r><w:rPr>` + props + `</w:rPr>` + wt(s) + `</w:r>`
}
func marked(mark string, inner ...string) string {
	return wp(`<w:pPr><w:rPr>`+mark+`</w:rPr></w:pPr>`, strings.Join(inner, ""))
}
func field(code, result string) string {
	return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>` + code + `</w:instrText></w:r>` + wr("codetekst") +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + result + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
}
func row(cells ...string) string {
	return `<w:tr><w:tc>` + strings.Join(cells, `</w:tc><w:tc>`) + `</w:tc></w:tr>`
}
func tbl(rows ...string) string { return `<w:tbl>` + strings.Join(rows, "") + `</w:tbl>` }

const del = `<w:del w:id="1" w:author="A"/>`

func TestDocxRules(t *testing.T) {
	styles := part{"word/styles.xml", wrapped("styles", `
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Eigen"><w:name w:val="Eigen kop"/><w:basedOn w:val="Kop1"/></w:style>
<w:style w:type="paragraph" w:styleId="Plat"><w:name w:val="Plat"/><w:basedOn w:val="Kop1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr><w:rPr><w:b w:val="0"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Spreker"><w:name w:val="Spreker"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="Ring"/><w:basedOn w:val="Ring2"/></w:style>
<w:style w:type="paragraph" w:styleId="Ring2"><w:name w:val="Ring2"/><w:basedOn w:val="Ring"/></w:style>
<w:style w:type="character" w:styleId="Vet"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="VetVan"><w:name w:val="Vet van"/><w:basedOn w:val="Vet"/></w:style>
<w:style w:type="character" w:styleId="Weg"><w:name w:val="Weg"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="WegAlinea"><w:name w:val="Weg alinea"/><w:rPr><w:vanish/></w:rPr></w:style>`)}
	box := `<w:txbxContent>` + wp(wr("in het kader")) + `</w:txbxContent>`
	tests := []struct{ name, body, want, warns string }{
		{"words, tabs and breaks", wp(`<w:r>` + wt("a ") + `<w:tab/>` + wt("b") + `<w:br/>` + wt("c") + `<w:cr/>` + wt("d") + `</w:r>`), "a \tb\nc\nd", ""},
		{"tab stops are no tabs", wp(`<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>`, wr("a")), "a", ""},
		{"line ends of the file are spaces", wp(`<w:r><w:t>a&#10;b</w:t></w:r>`), "a b", ""},
		{"page break between words only", wp(`<w:r><w:br w:type="page"/>` + wt("a") + `<w:br w:type="page"/>` + wt("b") + `<w:br w:type="page"/></w:r>`), "a\nb", ""},
		{"hyphens", wp(`<w:r>` + wt("x") + `<w:noBreakHyphen/>` + wt("y") + `<w:softHyphen/>` + wt("z") + `</w:r>`), "x\u2011y\u00ADz", ""},
		{"signs", wp(`<w:r><w:sym w:font="Wingdings" w:char="F04A"/><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Calibri" w:char="0041"/><w:sym w:font="Eigen" w:char="F0AA"/><w:sym w:font="X" w:char="D800"/></w:r>`), "☺αA\uF0AA", ""},
		{"empty paragraphs are blank lines", wp(wr("a")) + wp() + wp(wr("b")), "a||b", ""},
		{"smart tags, links, tags, direction", wp(`<w:smartTag><w:smartTagPr><w:attr w:name="x"/></w:smartTagPr>` + wr("a") + `</w:smartTag><w:hyperlink r:id="r9">` + wr("b") + `</w:hyperlink><w:customXml><w:bdo w:val="rtl">` + wr("c") + `</w:bdo></w:customXml>`), "abc", ""},
		{"content controls", `<w:sdt><w:sdtPr><w:alias w:val="naam"/><w:dropDownList><w:listItem w:value="nee"/></w:dropDownList></w:sdtPr><w:sdtContent>` + wp(`<w:sdt><w:sdtContent>`+wr("binnen")+`</w:sdtContent></w:sdt>`) + `</w:sdtContent></w:sdt>`, "binnen", ""},
		{"formulas", wp(wr("n = "), `<m:oMath><m:r><m:t>12</m:t></m:r></m:oMath>`), "n = 12", ""},
		{"ruby once", wp(`<w:r><w:ruby><w:rubyPr/><w:rt>` + wr("とうきょう") + `</w:rt><w:rubyBase>` + wr("東京") + `</w:rubyBase></w:ruby></w:r>`), "東京", ""},
		{"right to left in logical order", wp(`<w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr>` + wt("وثيقة ") + `</w:r>` + wr("Word")), "وثيقة Word", ""},

		{"bold, off again, and in one run where equal", wp(with("<w:b/>", "I"), with("<w:b w:val=\"1\"/>", ": "), with(`<w:b w:val="0"/>`, "nee"), with(`<w:b w:val="false"/>`, "!")), "*I: *nee!", ""},
		{"bold through styles", styled("Spreker", "A:") + wp(with(`<w:rStyle w:val="VetVan"/>`, "B:"), wr(" b")) + styled("Ring", "c"), "*A:*|*B:* b|c", ""},
		{"bold in bold is plain, unless the run says so", wp(`<w:pPr><w:pStyle w:val="Spreker"/></w:pPr>`, with(`<w:rStyle w:val="Vet"/>`, "a"), with(`<w:rStyle w:val="Vet"/><w:b/>`, "b")), "a*b*", ""},
		{"bold of right-to-left runs", wp(with(`<w:b/><w:rtl/>`, "א"), with(`<w:bCs/><w:rtl/>`, "ב")), "א*ב*", ""},
		{"weight before a tracked change does not count", wp(with(`<w:rPrChange w:id="1"><w:rPr><w:b/></w:rPr></w:rPrChange>`, "a")), "a", ""},
		{"headings", styled("Kop1", "een") + styled("Eigen", "twee") + styled("Titel", "drie") + styled("Heading2", "vier") + styled("berschrift1", "vijf") + wp(`<w:pPr><w:outlineLvl w:val="1"/></w:pPr>`, wr("zes")), "# *een*|# *twee*|# drie|# vier|# vijf|# zes", ""},
		{"no headings", styled("Plat", "a") + styled("Standaard", "b") + wp(`<w:pPr><w:pStyle w:val="Titel"/><w:outlineLvl w:val="9"/></w:pPr>`, wr("c")), "a|b|c", ""},

		{"insertions in, deletions out", wp(wr("a "), `<w:del w:id="1"><w:r><w:delText>weg</w:delText></w:r></w:del><w:ins w:id="2">`+wr("nieuw ")+`<w:del w:id="3"><w:r><w:delText>ook weg</w:delText></w:r></w:del></w:ins>`, wr("b")), "a nieuw b", "2 tracked deletions left out"},
		{"moves", wp(`<w:moveFromRangeStart w:id="1" w:name="m"/><w:moveFrom w:id="2">`+wr("oud")+`</w:moveFrom><w:moveFromRangeEnd w:id="1"/>`, wr("a ")) + wp(`<w:moveTo w:id="3">`+wr("oud")+`</w:moveTo>`), "a |oud", "1 passage that was moved stands at its new place only"},
		{"deleted mark joins two paragraphs", marked(del, wr("een ")) + marked(del, wr("twee ")) + wp(wr("drie")) + wp(wr("vier")), "een twee drie|vier", ""},
		{"wholly deleted paragraph is gone", wp(wr("a")) + marked(del, `<w:del w:id="1"><w:r><w:delText>weg</w:delText></w:r></w:del>`) + wp(wr("b")), "a|b", "1 tracked deletion left out"},
		{"deleted mark before a table or the end", marked(del, wr("a")) + tbl(row(marked(del, wr("b")))) + marked(del, wr("c")), "a|1/1/1 b|c", ""},
		{"inserted mark does not join", marked(`<w:ins w:id="1"/>`, wr("a")) + wp(wr("b")), "a|b", ""},
		{"deleted row", tbl(row(wp(wr("a"))), `<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>`+wp(wr("weg"))+tbl(row(wp(wr("diep weg"))))+`</w:tc></w:tr>`, row(wp(wr("b")))), "1/1/1 a|1/3/1 b", "1 tracked deletion left out"},
		{"deleted cell", tbl(`<w:tr><w:tc><w:tcPr><w:cellDel w:id="1"/></w:tcPr>` + wp(wr("weg")) + `</w:tc><w:tc>` + wp(wr("b")) + `</w:tc></w:tr>`), "1/1/2 b", "1 tracked deletion left out"},
		{"struck words stay", wp(with("<w:strike/>", "a")), "a", ""},

		{"hidden, by run and by style", wp(wr("a"), with("<w:vanish/>", "x"), with("<w:vanish/>", "y"), wr("b"), with(`<w:rStyle w:val="Weg"/>`, "z"), with(`<w:rStyle w:val="Weg"/><w:vanish w:val="0"/>`, "c")), "abc", "2 stretches of hidden text left out"},
		{"hidden paragraph", wp(wr("a")) + styled("WegAlinea", "x") + wp(wr("b")), "a|b", "1 stretch of hidden text left out"},
		{"style separator", marked("<w:vanish/><w:specVanish/>", wr("Kop. ")) + wp(wr("Tekst")), "Kop. Tekst", ""},
		{"comments out", wp(`<w:commentRangeStart w:id="0"/>`, wr("a"), `<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>`, wr("b")), "ab", "1 comment left out"},

		{"fields: code out, result in", wp(wr("zie "), field(` HYPERLINK "x" `, wr("hier"))), "zie hier", ""},
		{"field in a field's code", wp(field(`IF `+`</w:instrText></w:r>`+field("PAGE", wr("3"))+`<w:r><w:instrText>`, wr("ja"))), "ja", ""},
		{"field without result, and a simple one", wp(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>`, wr("code"), `<w:r><w:fldChar w:fldCharType="end"/></w:r>`, wr("a"), `<w:fldSimple w:instr=" DATE ">`+wr("3 mei")+`</w:fldSimple>`), "a3 mei", ""},
		{"field over paragraphs", wp(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>`) + wp(wr("code")) + wp(`<w:r><w:fldChar w:fldCharType="separate"/></w:r>`, wr("een")) + wp(wr("twee"), `<w:r><w:fldChar w:fldCharType="end"/></w:r>`), "||een|twee", ""},
		{"field that never ends swallows nothing", wp(wr("a"), `<w:r><w:fldChar w:fldCharType="begin"/></w:r>`) + wp(wr("b")), "a|b", "A field in this file never ends; its code may stand in the text"},
		{"stray field ends", wp(`<w:r><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="separate"/></w:r>`, wr("a")), "a", ""},

		{"text box after its paragraph, once", wp(wr("voor "), `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>`+box+`</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox>`+box+`</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`, wr("na")), "voor na|in het kader", ""},
		{"fallback when the choice has no words", wp(`<w:r><mc:AlternateContent><mc:Choice Requires="x"><v:f/></mc:Choice><mc:Fallback>` + wt("a") + `</mc:Fallback></mc:AlternateContent></w:r>`), "a", ""},
		{"paragraph that only holds a text box", wp(`<w:r><w:pict>` + box + `</w:pict></w:r>`), "in het kader", ""},
		{"text box in a cell, with a field around it", tbl(row(wp(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:pict>`+box+`</w:pict></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`, wr("cel")))), "1/1/1 cel|1/1/1 in het kader", ""},

		{"tables", tbl(row(wp(wr("Tijd")), wp(wr("Wie"))), row(wp(wr("0:01")), wp(wr("I"))+wp(wr("nog")))) + wp(wr("na")) + tbl(row(wp(wr("x")))), "1/1/1 Tijd|1/1/2 Wie|1/2/1 0:01|1/2/2 I|1/2/2 nog|na|2/1/1 x", ""},
		{"nested table in reading order", tbl(row(wp(wr("a"))+tbl(row(wp(wr("binnen"))))+wp(wr("b")), wp(wr("c")))), "1/1/1 a|2/1/1 binnen|1/1/1 b|1/1/2 c", ""},
		{"cells over columns", tbl(`<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>` + wp(wr("a")) + `</w:tc><w:tc>` + wp(wr("b")) + `</w:tc></w:tr>`), "1/1/2 a|1/1/4 b", ""},
		{"section properties and old properties", wp(`<w:pPr><w:pStyle w:val="Standaard"/><w:pPrChange w:id="1"><w:pPr><w:pStyle w:val="Kop1"/></w:pPr></w:pPrChange></w:pPr>`, wr("a")) + `<w:sectPr><w:headerReference w:type="default" r:id="r1"/></w:sectPr>`, "a", ""},
		{"embedded document", wp(wr("a")) + `<w:altChunk r:id="r7"/>`, "a", "1 document embedded in this file left out: open it in Word and save it anew to include it"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pars, warnings, err := readDocx(madeDocx(t, test.body, styles))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(test.want, shown(pars)); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(test.warns, said(warnings)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestDocxNotes(t *testing.T) {
	foot := part{"word/footnotes.xml", wrapped("footnotes", `<w:footnote w:id="-1" w:type="separator">`+wp(wr("----"))+`</w:footnote>`+
		`<w:footnote w:id="1">`+wp(`<w:r><w:footnoteRef/></w:r>`, wr(" lacht"))+wp(wr("hard"))+`</w:footnote>`+
		`<w:footnote w:id="2">`+wp(wr("Tweede"), `<w:del w:id="9"><w:r><w:delText>x</w:delText></w:r></w:del>`)+`</w:footnote>`+
		`<w:footnote w:id="3">`+wp(wr("nergens genoemd"))+`</w:footnote>`)}
	end := part{"word/endnotes.xml", wrapped("endnotes", `<w:endnote w:id="1">`+wp(wr("Eind"))+`</w:endnote>`)}
	body := wp(wr("Ja"), `<w:r><w:footnoteReference w:id="1"/></w:r>`, wr(" hoor"), `<w:r><w:endnoteReference w:id="1"/></w:r>`) +
		tbl(row(wp(wr("cel"), `<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/>`+wt("*")+`</w:r>`))) +
		wp(wr("weg"), `<w:del w:id="1"><w:r><w:footnoteReference w:id="3"/></w:r></w:del><w:r><w:footnoteReference w:id="77"/></w:r>`)
	pars, warnings, err := readDocx(madeDocx(t, body, foot, end))
	if err != nil {
		t.Fatal(err)
	}
	want := "Ja¹ hoor²|~ ¹ lacht|~ hard|~ ² Eind|1/1/1 cel*|1/1/1 ~ Tweede|weg"
	if d := cmp.Diff(want, shown(pars)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff("1 tracked deletion left out", said(warnings)); d != "" {
		t.Error(d)
	}
}

// utf16le is s as UTF-16 with a byte-order mark.
func utf16le(s string) string {
	b := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func TestDocxPackages(t *testing.T) {
	doc := func(inner string) string { return wrapped("document", "<w:body>"+inner+"</w:body>") }
	a := doc(wp(wr("één")))
	tests := []struct {
		name  string
		parts []part
	}{
		{"another part", []part{{"_rels/.rels", relationships("officeDocument", "/tekst/hoofd.xml")}, {"tekst/hoofd.xml", a}}},
		{"no arrows", []part{{"word/document.xml", a}}},
		{"backslashes and capitals", []part{{"_rels\\.rels", relationships("officeDocument", "Word\\Document.xml")}, {"word\\document.xml", a}}},
		{"strict", []part{
			{"_rels/.rels", strings.ReplaceAll(relationships("officeDocument", "d.xml"), typesOf, "http://purl.oclc.org/ooxml/officeDocument/relationships/")},
			{"d.xml", strings.ReplaceAll(a, transitional, strict)}}},
		{"utf-16", []part{{"word/document.xml", utf16le(strings.Replace(a, "UTF-8", "UTF-16", 1))}}},
		{"byte-order mark", []part{{"word/document.xml", "\xEF\xBB\xBF" + a}}},
		{"latin 1", []part{{"word/document.xml", strings.ReplaceAll(strings.Replace(a, "UTF-8", "ISO-8859-1", 1), "é", "\xE9")}}},
		{"escaping name", []part{{"../../etc/x", "x"}, {"word/document.xml", a}}},
		{"comments and CDATA", []part{{"word/document.xml", doc(wp(`<!-- isn't "this > that --><w:r><w:t><![CDATA[é]]>én</w:t></w:r>`))}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pars, _, err := readDocx(zipped(t, test.parts...))
			if err != nil {
				t.Fatal(err)
			}
			if got := shown(pars); got != "één" {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestDocxRefuses(t *testing.T) {
	ole := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	made := madeDocx(t, wp(wr(strings.Repeat("woorden ", 500))))
	deep := strings.Repeat("<w:ins>", 300) + strings.Repeat("</w:ins>", 300)
	many := make([]part, maxEntries+1)
	for i := range many {
		many[i].name = fmt.Sprint(i)
	}
	tests := []struct {
		name string
		data []byte
		says string
	}{
		{"empty", nil, "is empty"},
		{"encrypted", []byte(ole + utf16le("EncryptedPackage")), "password protected"},
		{"old Word", []byte(ole + utf16le("WordDocument")), "save it as .docx"},
		{"old Excel", []byte(ole + utf16le("Workbook")), "Excel"},
		{"old other", []byte(ole + utf16le("PowerPoint Document")), "old Office program"},
		{"RTF", []byte(`{\rtf1 x}`), "RTF"},
		{"HTML", []byte("\n<!DOCTYPE html><html>"), "HTML"},
		{"PDF", []byte("%PDF-1.7"), "PDF"},
		{"Word XML", []byte(`<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>`), "XML form"},
		{"plain text", []byte("I: hallo"), "not a Word file"},
		{"cut off", made[:len(made)/2], "damaged or was cut off"},
		{"no document", zipped(t, part{"a.txt", "a"}), "no Word document"},
		{"odt", zipped(t, part{"mimetype", "application/vnd.oasis.opendocument.text"}), ".odt"},
		{"epub", zipped(t, part{"mimetype", "application/epub+zip"}), "e-book"},
		{"pages", zipped(t, part{"Index/Document.iwa", "x"}), "Pages"},
		{"pptx", zipped(t, part{"_rels/.rels", relationships("officeDocument", "p.xml")}, part{"p.xml", `<presentation/>`}), "PowerPoint"},
		{"xlsx", zipped(t, part{"_rels/.rels", relationships("officeDocument", "p.xml")}, part{"p.xml", `<workbook/>`}), "Excel"},
		{"other main part", zipped(t, part{"word/document.xml", `<a/>`}), "no Word document"},
		{"empty main part", zipped(t, part{"word/document.xml", ``}), "damaged"},
		{"outside main part", zipped(t, part{"_rels/.rels", strings.Replace(relationships("officeDocument", "file:///etc/passwd"), "/>", ` TargetMode="External"/>`, 1)}), "no Word document"},
		{"broken XML", zipped(t, part{"word/document.xml", wrapped("document", "<w:p>")}), "damaged"},
		{"entities", zipped(t, part{"word/document.xml", `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>` + wrapped("document", wp(`<w:r><w:t>&b;</w:t></w:r>`))}), "entities"},
		{"deep", madeDocx(t, wp(deep)), "too deep"},
		{"deep tables", madeDocx(t, strings.Repeat("<w:tbl><w:tr><w:tc>", 1001)+strings.Repeat("</w:tc></w:tr></w:tbl>", 1001)), "too deep"},
		{"bomb", madeDocx(t, wp(wr(strings.Repeat("a", 8<<20)))), "200 times"},
		{"many entries", zipped(t, many...), "20000 parts"},
		{"many attributes", madeDocx(t, "<w:p "+strings.Repeat(`w:a="" `, 1001)+"/>"), "single piece"},
		{"only an embedded document", madeDocx(t, `<w:altChunk r:id="r7"/>`), "another format"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := readDocx(test.data)
			f := fault.As(err)
			if f == nil || !strings.Contains(f.Message, test.says) {
				t.Errorf("got %v, want %q", err, test.says)
			}
		})
	}
}

func TestDocxDeepTables(t *testing.T) {
	pars, _, err := readDocx(madeDocx(t, strings.Repeat("<w:tbl><w:tr><w:tc>", 400)+wp(wr("diep"))+strings.Repeat("</w:tc></w:tr></w:tbl>", 400)))
	if err != nil || shown(pars) != "400/1/1 diep" {
		t.Errorf("got %s, %v", shown(pars), err)
	}
}

// TestDocxLyingSize holds the budget against an archive whose directory names
// smaller sizes than its parts unpack to.
func TestDocxLyingSize(t *testing.T) {
	a := &zipArchive{parts: map[string]*zip.File{}, budget: 10}
	z, err := zip.NewReader(bytes.NewReader(madeDocx(t, wp(wr("woorden")))), int64(len(madeDocx(t, wp(wr("woorden"))))))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		a.parts[f.Name] = f
	}
	if _, _, err := readPackage(a, deadline(time.Now().Add(time.Minute))); !errors.Is(err, errTooBig) {
		t.Errorf("got %v", err)
	}
}

func TestDocxDeadline(t *testing.T) {
	_, _, err := readDocxUntil(madeDocx(t, wp(wr("a"))), deadline(time.Now().Add(-time.Second)))
	if f := fault.As(err); f == nil || f.Code != fault.TooLarge {
		t.Errorf("got %v", err)
	}
}

func FuzzDocxBody(f *testing.F) {
	f.Add(wp(wr("a"), field("X", wr("b"))) + tbl(row(wp(wr("c")))))
	f.Add(marked(del, wr("a")) + `<w:txbxContent><w:p/></w:txbxContent><w:tc/><w:tr><w:trPr><w:del/></w:trPr></w:tr>`)
	f.Add(`<mc:AlternateContent><mc:Choice/><mc:Fallback><w:t>x</w:t></mc:Fallback></mc:AlternateContent>`)
	f.Add(`<w:p><w:p><w:r><w:footnoteReference w:id="1"/><w:sym w:font="Symbol" w:char="61"/></w:r></w:p>`)
	f.Fuzz(func(t *testing.T, body string) {
		notes := part{"word/footnotes.xml", wrapped("footnotes", `<w:footnote w:id="1">`+body+`</w:footnote>`)}
		began := time.Now()
		pars, _, err := readDocx(madeDocx(t, body, notes))
		if err != nil && fault.As(err) == nil {
			t.Fatalf("not a fault: %v", err)
		}
		for _, p := range pars {
			for i, r := range p.runs {
				if r.text == "" || i > 0 && p.runs[i-1].bold == r.bold {
					t.Fatalf("runs %+v", p.runs)
				}
			}
		}
		if time.Since(began) > readWithin+time.Second {
			t.Fatalf("took %v", time.Since(began))
		}
	})
}

func FuzzDocxFile(f *testing.F) {
	made := madeDocx(f, wp(wr("a")))
	f.Add(made)
	f.Add(made[:len(made)-30])
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, _, err := readDocx(data); err != nil && fault.As(err) == nil {
			t.Fatalf("not a fault: %v", err)
		}
	})
}
