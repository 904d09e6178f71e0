package transcript

import (
	"errors"
	"regexp"
	"strings"
)

// toggle is a property that a style or a run may set, clear, or leave alone.
type toggle uint8

const (
	unset toggle = iota
	off
	on
)

func toggleOf(is bool) toggle {
	if is {
		return on
	}
	return off
}

// docxProps are the properties of characters that matter to a reader.
type docxProps struct {
	bold, boldCS toggle // boldCS is for right-to-left and other complex scripts
	hidden       toggle
	complex      toggle
	style        string
}

// docxStyle is a paragraph or character style as the file has it.
type docxStyle struct {
	name, base string
	props      docxProps
	outline    int // outline level from 0, 9 for body text, -1 when the style says nothing
}

// docxStyles are the styles of a document.
type docxStyles struct {
	byID                 map[string]*docxStyle // key: type and id, "paragraph/Kop1"
	looks                map[string]docxLook   // worked out so far, by the same key
	defaults             docxProps
	paragraph, character string // keys of the default styles
}

// maxStyles is more than any template has; further ones are not looked at.
const maxStyles = 20_000

func readDocxStyles(a *zipArchive, part string, clock deadline) (*docxStyles, error) {
	s := &docxStyles{byID: map[string]*docxStyle{}, looks: map[string]docxLook{}}
	if part == "" {
		return s, nil
	}
	x, err := a.scan(part, clock)
	if errors.Is(err, errNoPart) {
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	defer x.close()
	var current *docxStyle
	for {
		event, err := x.next()
		if err != nil {
			return nil, err
		}
		switch {
		case event == xmlEOF:
			return s, nil
		case event == xmlEnd && x.local == "style":
			current = nil
		case event != xmlStart || x.space != spaceWord:
		case x.local == "style":
			current = s.add(x)
		case x.local == "tblStylePr" || x.local == "rPrChange" || x.local == "pPrChange":
			err = x.skip(nil)
		case x.local == "name" && current != nil:
			current.name = x.attr("val")
		case x.local == "basedOn" && current != nil:
			current.base = x.attr("val")
		case x.local == "outlineLvl" && current != nil:
			current.outline = outlineLevel(x.attr("val"))
		case x.local == "rPr" && current != nil:
			current.props, err = readRunProps(x)
		case x.local == "rPr":
			s.defaults, err = readRunProps(x)
		}
		if err != nil {
			return nil, err
		}
	}
}

func (s *docxStyles) add(x *xmlScanner) *docxStyle {
	key := x.attr("type") + "/" + x.attr("styleId")
	style := &docxStyle{outline: -1}
	if len(s.byID) < maxStyles {
		s.byID[key] = style
	}
	if x.attr("default") != "" && x.attr("default") != "0" && x.attr("default") != "false" {
		switch x.attr("type") {
		case "paragraph":
			s.paragraph = key
		case "character":
			s.character = key
		}
	}
	return style
}

// readRunProps reads the rPr element whose start was read last.
func readRunProps(x *xmlScanner) (docxProps, error) {
	var p docxProps
	before := false // in the properties before a tracked change, which stand last
	err := x.skip(func() {
		before = before || x.local == "rPrChange"
		if x.space != spaceWord || before {
			return
		}
		switch x.local {
		case "rStyle":
			p.style = x.attr("val")
		case "b":
			p.bold = toggleOf(x.on())
		case "bCs":
			p.boldCS = toggleOf(x.on())
		case "vanish":
			p.hidden = toggleOf(x.on())
		case "rtl", "cs":
			p.complex = toggleOf(x.on())
		}
	})
	return p, err
}

// docxLook is what a style and those it is based on come to.
type docxLook struct {
	bold, boldCS, hidden toggle
	heading              bool
}

// look is what the style with this key comes to: of each property the nearest
// value said in the chain of styles.
func (s *docxStyles) look(key string) docxLook {
	if l, ok := s.looks[key]; ok {
		return l
	}
	var l docxLook
	outline := -1
	kind, id, _ := strings.Cut(key, "/")
	l.heading = kind == "paragraph" && headingName.MatchString(id)
	at := key
	for range 32 { // styles based on each other in a ring end here
		style := s.byID[at]
		if style == nil {
			break
		}
		l.bold = or(l.bold, style.props.bold)
		l.boldCS = or(l.boldCS, style.props.boldCS)
		l.hidden = or(l.hidden, style.props.hidden)
		if outline < 0 {
			outline = style.outline
		}
		l.heading = l.heading || kind == "paragraph" && headingName.MatchString(strings.TrimSpace(style.name))
		at = kind + "/" + style.base
	}
	if outline >= 0 {
		l.heading = outline < 9
	}
	if len(s.looks) < maxStyles {
		s.looks[key] = l
	}
	return l
}

func or(near, far toggle) toggle {
	if near != unset {
		return near
	}
	return far
}

// paragraphLook and characterLook are the looks of styles by id; "" is the
// default style.
func (s *docxStyles) paragraphLook(id string) docxLook {
	if id == "" {
		return s.look(s.paragraph)
	}
	return s.look("paragraph/" + id)
}

func (s *docxStyles) characterLook(id string) docxLook {
	if id == "" {
		return s.look(s.character)
	}
	return s.look("character/" + id)
}

// effective is whether a toggle is on for a run: as the run says; else on if
// the document's defaults say so; else on if exactly one of paragraph style and
// character style says so, for a bold word in a bold heading is plain again.
func effective(direct, standard, paragraph, character toggle) bool {
	if direct != unset {
		return direct == on
	}
	return standard == on || (paragraph == on) != (character == on)
}

func (s *docxStyles) bold(paragraph string, p *docxProps) bool {
	par, char := s.paragraphLook(paragraph), s.characterLook(p.style)
	if p.complex == on {
		return effective(p.boldCS, s.defaults.boldCS, par.boldCS, char.boldCS)
	}
	return effective(p.bold, s.defaults.bold, par.bold, char.bold)
}

func (s *docxStyles) hidden(paragraph string, p *docxProps) bool {
	return effective(p.hidden, s.defaults.hidden, s.paragraphLook(paragraph).hidden, s.characterLook(p.style).hidden)
}

// headingName matches names and ids of heading and title styles in the
// languages that word processors are sold in. Word leaves the umlaut out of ids.
var headingName = regexp.MustCompile(`(?i)^(heading|kop|ü?berschrift|titre|título|titulo|titolo|rubrik|overskrift|otsikko|nagłówek|nadpis|заголовок|标题|見出し)[ _]?(20_)?[1-9]$|^(sub)?title$|^(onder|unter)?titel$|^sous-titre$|^titre$|^subtítulo$|^sottotitolo$|^(contents|toc) heading$`)

// outlineLevel reads an outline level; what is none counts as body text.
func outlineLevel(val string) int {
	if len(val) == 1 && val[0] >= '0' && val[0] <= '8' {
		return int(val[0] - '0')
	}
	return 9
}
