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
	defaults             docxProps
	paragraph, character string // keys of the default styles
}

func readDocxStyles(a *zipArchive, part string, clock deadline) (*docxStyles, error) {
	s := &docxStyles{byID: map[string]*docxStyle{}}
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
	s.byID[key] = style
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

// chain calls visit with a style and those it is based on, nearest first, until
// visit has what it wants.
func (s *docxStyles) chain(kind, key string, visit func(*docxStyle) (done bool)) {
	for range 32 { // styles based on each other in a ring end here
		style := s.byID[key]
		if style == nil || visit(style) {
			return
		}
		key = kind + style.base
	}
}

// inherited is the value of a toggle in a style: the nearest one said.
func (s *docxStyles) inherited(kind, key string, of func(*docxProps) toggle) toggle {
	value := unset
	s.chain(kind, key, func(style *docxStyle) bool {
		value = of(&style.props)
		return value != unset
	})
	return value
}

// effective is whether a toggle is on for a run: as the run says; else on if
// the document's defaults say so; else on if exactly one of paragraph style and
// character style says so, for a bold word in a bold heading is plain again.
func (s *docxStyles) effective(paragraph, character string, direct toggle, of func(*docxProps) toggle) bool {
	if direct != unset {
		return direct == on
	}
	if of(&s.defaults) == on {
		return true
	}
	return (s.inherited("paragraph/", s.paragraphKey(paragraph), of) == on) != (s.inherited("character/", s.characterKey(character), of) == on)
}

func (s *docxStyles) paragraphKey(id string) string {
	if id == "" {
		return s.paragraph
	}
	return "paragraph/" + id
}

func (s *docxStyles) characterKey(id string) string {
	if id == "" {
		return s.character
	}
	return "character/" + id
}

func boldOf(p *docxProps) toggle   { return p.bold }
func boldCSOf(p *docxProps) toggle { return p.boldCS }
func hiddenOf(p *docxProps) toggle { return p.hidden }

func (s *docxStyles) bold(paragraph string, p *docxProps) bool {
	if p.complex == on {
		return s.effective(paragraph, p.style, p.boldCS, boldCSOf)
	}
	return s.effective(paragraph, p.style, p.bold, boldOf)
}

func (s *docxStyles) hidden(paragraph string, p *docxProps) bool {
	return s.effective(paragraph, p.style, p.hidden, hiddenOf)
}

// headingName matches names and ids of heading and title styles in the
// languages that word processors are sold in. Word leaves the umlaut out of ids.
var headingName = regexp.MustCompile(`(?i)^(heading|kop|ü?berschrift|titre|título|titulo|titolo|rubrik|overskrift|otsikko|nagłówek|nadpis|заголовок|标题|見出し)[ _]?(20_)?[1-9]$|^(sub)?title$|^(onder|unter)?titel$|^sous-titre$|^titre$|^subtítulo$|^sottotitolo$|^(contents|toc) heading$`)

// heading is whether paragraphs of this style are headings.
func (s *docxStyles) heading(id string) bool {
	is := id != "" && s.byID["paragraph/"+id] == nil && headingName.MatchString(id)
	s.chain("paragraph/", s.paragraphKey(id), func(style *docxStyle) bool {
		is = style.outline >= 0 && style.outline < 9 || style.outline < 0 && headingName.MatchString(strings.TrimSpace(style.name))
		return is || style.outline >= 0
	})
	return is
}

// outlineLevel reads an outline level; what is none counts as body text.
func outlineLevel(val string) int {
	if len(val) == 1 && val[0] >= '0' && val[0] <= '8' {
		return int(val[0] - '0')
	}
	return 9
}
