package publish

import "strings"

// Document is a flowing text of headings, paragraphs, tables and fields to
// fill in. Language (BCP 47) is that of its own words.
type Document struct {
	Title     string
	Language  string
	Landscape bool
	Points    float64 // size of the text; 11 where 0
	Blocks    []Block
	Stamp     Stamp
}

func (d *Document) points() float64 {
	if d.Points > 0 {
		return d.Points
	}
	return 11
}

func (d *Document) language() string {
	if d.Language != "" {
		return d.Language
	}
	return "en"
}

// Block is a piece of a Document: Heading, Paragraph, *Table, PageBreak,
// Group, Ticks, Lines, Blanks or Markup.
type Block interface{ block() }

// Style says what a paragraph is.
type Style uint8

// The styles of a paragraph.
const (
	Body  Style = iota
	Quote       // what somebody said
	Lead        // the sentence that sums up or instructs
	Meta        // small print in the voice of the machine
	Ask         // a question to be answered in writing
)

// Run is a stretch of words in one form.
type Run struct {
	Text     string
	Strong   bool
	Slanted  bool
	Language string // BCP 47, where it differs from the document's
}

// Heading is a heading of level 1 to 3; Number hangs in front of it. Level 0
// is the title of the document as it stands on the page.
type Heading struct {
	Level  int
	Number string
	Text   string
}

// Paragraph is a paragraph; Indent is in steps of the hanging number of a
// heading.
type Paragraph struct {
	Style  Style
	Runs   []Run
	Indent int
}

// PageBreak begins a new page.
type PageBreak struct{}

// Group is kept together on a page; Rule draws a line above it.
type Group struct {
	Rule   bool
	Blocks []Block
}

// Ticks are boxes to tick, in a grid of Columns, or on one line after Lead
// where Columns is 0; Tail explains them.
type Ticks struct {
	Lead    string
	Options []string
	Columns int
	Tail    string
	Indent  int
}

// Lines are empty lines to write on, 8.5 mm apart.
type Lines struct {
	Count  int
	Indent int
}

// Blanks are labels on one line, each with a short line to write on.
type Blanks struct{ Labels []string }

// Markup is words that a person wrote in Markdown: kept as they are in md, with
// their headings below ours; elsewhere set as headings and plain paragraphs.
type Markup struct{ Text string }

// blocks is the words cut at empty lines and headings.
func (m Markup) blocks() []Block {
	var out []Block
	var lines []string
	flush := func() {
		if words := strings.Join(lines, "\n"); strings.TrimSpace(words) != "" {
			out = append(out, Para(Body, words))
		}
		lines = nil
	}
	fenced := false
	for _, l := range strings.Split(lineFeeds(m.Text), "\n") {
		fenced = fenced != fence(l)
		switch marks := headingMarks(l); {
		case !fenced && marks > 0:
			flush()
			out = append(out, Heading{Level: 3, Text: strings.TrimSpace(strings.TrimRight(l[marks:], "# "))})
		case !fenced && strings.TrimSpace(l) == "":
			flush()
		default:
			lines = append(lines, l)
		}
	}
	flush()
	return out
}

func fence(line string) bool { return strings.HasPrefix(strings.TrimSpace(line), "```") }

// headingMarks is how many # make a heading of a line, 0 for none.
func headingMarks(line string) int {
	marks := len(line) - len(strings.TrimLeft(line, "#"))
	if marks > 6 || !strings.HasPrefix(line[marks:], " ") {
		return 0
	}
	return marks
}

// below is the words with the headings of lines that begin with # put down to
// level 4 and lower; what stands between fences is left alone.
func (m Markup) below() string {
	lines := strings.Split(strings.Trim(lineFeeds(m.Text), "\n"), "\n")
	fenced := false
	for i, l := range lines {
		fenced = fenced != fence(l)
		if marks := headingMarks(l); !fenced && marks > 0 {
			lines[i] = strings.Repeat("#", min(marks+3, 6)) + l[marks:]
		}
	}
	return strings.Join(lines, "\n")
}

func lineFeeds(s string) string { return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s) }

func (Heading) block()   {}
func (Paragraph) block() {}
func (*Table) block()    {}
func (PageBreak) block() {}
func (Group) block()     {}
func (Ticks) block()     {}
func (Lines) block()     {}
func (Blanks) block()    {}
func (Markup) block()    {}

// Para is a paragraph of one plain run.
func Para(style Style, text string) Paragraph {
	return Paragraph{Style: style, Runs: []Run{{Text: text}}}
}
