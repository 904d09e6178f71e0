package transcript

import (
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"time"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
)

// xmlDepth is how deep elements of a part may lie in each other. Tables are
// counted apart: a nested one costs three levels or more.
const (
	xmlDepth   = 256
	tableDepth = 1000
)

// deadline is the moment after which reading a file is given up.
type deadline time.Time

// readWithin is how long one file may take.
const readWithin = 5 * time.Second

func (d deadline) passed() bool { return time.Now().After(time.Time(d)) }

var (
	errDoctype = errors.New("document type declaration")
	errDeep    = errors.New("elements nested too deep")
	errSlow    = errors.New("takes too long")
)

// xmlSpace is a namespace that the readers tell apart.
type xmlSpace uint8

const (
	spaceOther  xmlSpace = iota
	spaceWord            // WordprocessingML, transitional or strict
	spaceCompat          // markup compatibility
	spaceMath            // office mathematics
)

var xmlSpaces = map[string]xmlSpace{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main": spaceWord,
	"http://purl.oclc.org/ooxml/wordprocessingml/main":             spaceWord,
	"http://schemas.openxmlformats.org/markup-compatibility/2006":  spaceCompat,
	"http://schemas.openxmlformats.org/officeDocument/2006/math":   spaceMath,
	"http://purl.oclc.org/ooxml/officeDocument/math":               spaceMath,
	"http://schemas.microsoft.com/office/word/2003/wordml":         spaceOther,
}

type xmlEvent uint8

const (
	xmlStart xmlEvent = iota
	xmlEnd
	xmlText
	xmlEOF
)

// xmlScanner walks through an XML part without recursion, without expanding
// entities, and not beyond its deadline.
type xmlScanner struct {
	decoder *xml.Decoder
	file    io.Closer
	clock   deadline
	events  int
	depth   int // of the elements that are open and no tables
	tables  int // open elements that are tables or their rows and cells

	space xmlSpace
	local string
	attrs []xml.Attr
	text  []byte
}

func newXMLScanner(r io.ReadCloser, clock deadline) *xmlScanner {
	buffered := bufio.NewReaderSize(r, 32<<10)
	var in io.Reader = buffered
	head, _ := buffered.Peek(4)
	wide := true
	switch {
	case len(head) >= 2 && (head[0] == 0xFE && head[1] == 0xFF || head[0] == 0 && head[1] == '<'):
		in = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Reader(buffered)
	case len(head) >= 2 && (head[0] == 0xFF && head[1] == 0xFE || head[0] == '<' && head[1] == 0):
		in = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(buffered)
	case len(head) >= 3 && head[0] == 0xEF && head[1] == 0xBB && head[2] == 0xBF:
		buffered.Discard(3)
		wide = false
	default:
		wide = false
	}
	d := xml.NewDecoder(&guardReader{in: in, clock: clock})
	d.CharsetReader = func(label string, input io.Reader) (io.Reader, error) {
		if wide {
			return input, nil // decoded already; the declaration still names the old encoding
		}
		return charset.NewReaderLabel(label, input)
	}
	return &xmlScanner{decoder: d, file: r, clock: clock}
}

func (x *xmlScanner) close() { x.file.Close() }

// next moves to the next start, end or text; the fields say what it is.
func (x *xmlScanner) next() (xmlEvent, error) {
	for {
		if x.events++; x.events&0xFFF == 0 && x.clock.passed() {
			return xmlEOF, errSlow
		}
		token, err := x.decoder.Token()
		if err == io.EOF {
			return xmlEOF, nil
		}
		if err != nil {
			return xmlEOF, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			x.space, x.local, x.attrs = xmlSpaces[t.Name.Space], t.Name.Local, t.Attr
			if x.isTable() {
				x.tables++
			} else {
				x.depth++
			}
			if x.depth > xmlDepth || x.tables > 3*tableDepth {
				return xmlEOF, errDeep
			}
			return xmlStart, nil
		case xml.EndElement:
			x.space, x.local = xmlSpaces[t.Name.Space], t.Name.Local
			if x.isTable() {
				x.tables--
			} else {
				x.depth--
			}
			return xmlEnd, nil
		case xml.CharData:
			x.text = t
			return xmlText, nil
		case xml.Directive:
			return xmlEOF, errDoctype
		}
	}
}

func (x *xmlScanner) isTable() bool {
	return x.space == spaceWord && (x.local == "tbl" || x.local == "tr" || x.local == "tc")
}

// attr is the value of the current start element's attribute with this local
// name, or "".
func (x *xmlScanner) attr(local string) string {
	for i := range x.attrs {
		if x.attrs[i].Name.Local == local {
			return x.attrs[i].Value
		}
	}
	return ""
}

// on is the value of an on-off property: present and not switched off.
func (x *xmlScanner) on() bool {
	switch x.attr("val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// skip passes over the rest of the element whose start was read last. visit,
// which may be nil, sees every start inside.
func (x *xmlScanner) skip(visit func()) error {
	for inside := 1; inside > 0; {
		event, err := x.next()
		if err != nil {
			return err
		}
		switch event {
		case xmlStart:
			inside++
			if visit != nil {
				visit()
			}
		case xmlEnd:
			inside--
		case xmlEOF:
			return io.ErrUnexpectedEOF
		}
	}
	return nil
}
