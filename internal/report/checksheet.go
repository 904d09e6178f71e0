package report

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/finding"
	"verbatim/internal/project"
	"verbatim/internal/publish"
	"verbatim/internal/text"
)

// Sheet is the participants' form of a check sheet (sheet A of METHODS 2.11),
// ready to be drawn.
type Sheet struct {
	Project    string
	Language   string // "nl" or "en"
	Occasion   string
	Statements []Statement
	importance bool
	counts     bool
	total      finding.Evidence
}

// Statement is one finding in plain words, as it stands on the sheet.
type Statement struct {
	Finding  finding.Finding
	Words    string
	Missing  bool             // the words are not in the language of the sheet
	Evidence finding.Evidence // as frozen, where it is
	Total    finding.Evidence // that it is counted over
	Frozen   *finding.Frozen  // nil where the evidence is that of now
	Now      finding.Evidence // as counted now
	Quotes   []Said
	Held     int // chosen quotes kept back: no consent recorded
	Present  int // chosen quotes kept back: said by somebody in the group

	Against     []Said // what speaks against it, for the facilitator
	AgainstHeld int    // kept back, by the rule of the quotes
}

// Said is a quote on the sheet, without a name.
type Said struct{ Words, Language string }

// LoadSheet reads the sheet of a project, counted over base. Findings without
// any statement, and those taken off the sheet, are not on it.
func LoadSheet(ctx context.Context, tx *sql.Tx, base *finding.Base, s finding.Sheet) (*Sheet, error) {
	info, err := project.InfoTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	docs, err := document.List(ctx, tx)
	if err != nil {
		return nil, err
	}
	spoken := map[int64]string{}
	for _, d := range docs {
		spoken[d.ID] = d.Language
	}
	out := &Sheet{Project: info.Name, Language: SheetLanguage(s, info, docs), Occasion: s.Occasion, importance: s.Importance, counts: s.Counts, total: base.Total}
	findings, err := finding.List(ctx, tx)
	if err != nil {
		return nil, err
	}
	quotes, err := finding.AllQuotes(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, f := range findings {
		words, ok := f.In(out.Language)
		if !f.OnSheet || words == "" {
			continue
		}
		now := base.Evidence(f)
		st := Statement{Finding: f, Words: words, Missing: !ok, Evidence: now, Total: base.Total, Now: now}
		chosen := quotes[f.ID]
		if then, ok := base.Frozen(f.ID); ok {
			st.Frozen, st.Evidence, st.Total = &then, then.Evidence, then.Total
			chosen = base.Readable(then.Quotes)
		}
		behind, err := base.Behind(ctx, tx, chosen)
		if err != nil {
			return nil, err
		}
		shown, held, present := s.OnSheet(chosen, behind)
		st.Held, st.Present = held, present
		for _, p := range shown {
			st.Quotes = append(st.Quotes, Said{strings.TrimSpace(p.Exact), spoken[p.Document]})
		}
		against, held := s.Against(chosen, behind)
		st.AgainstHeld = held
		for _, p := range against {
			st.Against = append(st.Against, Said{strings.TrimSpace(p.Exact), spoken[p.Document]})
		}
		out.Statements = append(out.Statements, st)
	}
	return out, nil
}

// SheetLanguage is the sheet's own language, else the project's, else that of
// most documents; English where that is neither Dutch nor English.
func SheetLanguage(s finding.Sheet, info project.Info, docs []document.Document) string {
	for _, l := range []string{s.Language, info.Language} {
		if l == "nl" || l == "en" {
			return l
		}
	}
	dutch := 0
	for _, d := range docs {
		if d.Language == "nl" {
			dutch++
		}
	}
	if dutch*2 > len(docs) {
		return "nl"
	}
	return "en"
}

// Document is the sheet as a document: A4, 14 point, cut where Pages cuts it,
// since not every word processor keeps a statement together by itself.
func (s *Sheet) Document(stamp publish.Stamp) *publish.Document {
	w := sheetWordsOf(s.Language)
	d := &publish.Document{Title: w.title, Language: s.Language, Points: 14, Stamp: stamp}
	if s.Occasion != "" {
		d.Title += " · " + s.Occasion
	}
	for i, page := range s.Pages() {
		if i > 0 {
			d.Blocks = append(d.Blocks, publish.PageBreak{})
		}
		d.Blocks = append(d.Blocks, page...)
	}
	return d
}

// Pages is the sheet cut into the pages that it will print on, by an estimate
// of its heights. Room that is left on a page becomes lines to write on.
func (s *Sheet) Pages() [][]publish.Block {
	const paper, lineHeight, mostLines = 255.0, 8.5, 3 // mm between the margins, less the foot
	type sheetPage struct {
		statements []Statement
		left       float64
		end        bool
	}
	pages := []sheetPage{{left: paper - 66}} // under the head
	room := func(height float64) *sheetPage {
		last := &pages[len(pages)-1]
		if height > last.left && (len(last.statements) > 0 || len(pages) > 1) {
			pages = append(pages, sheetPage{left: paper})
			last = &pages[len(pages)-1]
		}
		last.left -= height
		return last
	}
	for _, st := range s.Statements {
		p := room(s.height(st))
		p.statements = append(p.statements, st)
	}
	room(72).end = true
	out := make([][]publish.Block, len(pages))
	for i, p := range pages {
		if i == 0 {
			out[i] = s.head()
		}
		lines := 1
		if n := 2 * len(p.statements); n > 0 {
			lines += min(mostLines-1, max(0, int(p.left*0.9/(float64(n)*lineHeight))))
		}
		for _, st := range p.statements {
			out[i] = append(out[i], s.statement(st, lines))
		}
		if p.end {
			out[i] = append(out[i], s.end())
		}
	}
	return out
}

// height estimates how high a statement is in mm, in Literata at 14 points.
func (s *Sheet) height(st Statement) float64 {
	lines := func(words string, perLine int) float64 { return float64((text.Len(words) + perLine - 1) / perLine) }
	h := 13 + 7.4*lines(st.Words, 50) + 2*(9+8.5) + 2*7.2 + 4
	for _, q := range st.Quotes {
		h += 3 + 6.7*lines(q.Words, 62)
	}
	if s.importance {
		h += 9
	}
	if s.counts {
		h += 6.5
	}
	return h
}

func (s *Sheet) head() []publish.Block {
	w := sheetWordsOf(s.Language)
	return []publish.Block{
		publish.Para(publish.Meta, s.Project),
		publish.Heading{Text: w.title},
		publish.Para(publish.Lead, w.how),
		publish.Blanks{Labels: []string{w.code, w.date}},
	}
}

// statement draws one statement, with so many lines under each open question.
func (s *Sheet) statement(st Statement, lines int) publish.Block {
	w := sheetWordsOf(s.Language)
	g := publish.Group{Rule: true, Blocks: []publish.Block{
		publish.Heading{Level: 2, Number: strconv.Itoa(st.Finding.Position), Text: st.Words},
	}}
	if s.counts && s.heard(st) != "" {
		g.Blocks = append(g.Blocks, publish.Paragraph{Style: publish.Meta, Indent: 1, Runs: []publish.Run{{Text: s.heard(st)}}})
	}
	for _, q := range st.Quotes {
		g.Blocks = append(g.Blocks, publish.Paragraph{Style: publish.Quote, Indent: 1, Runs: []publish.Run{{Text: "“" + q.Words + "”", Language: q.Language}}})
	}
	g.Blocks = append(g.Blocks, publish.Ticks{Columns: 3, Indent: 1, Options: w.answers})
	if s.importance {
		g.Blocks = append(g.Blocks, publish.Ticks{Indent: 1, Lead: w.important, Options: []string{"1", "2", "3", "4", "5"}, Tail: w.scale})
	}
	for _, ask := range []string{w.change, w.example} {
		g.Blocks = append(g.Blocks, publish.Paragraph{Style: publish.Ask, Indent: 1, Runs: []publish.Run{{Text: ask}}}, publish.Lines{Count: lines, Indent: 1})
	}
	return g
}

// heard is the sentence of how many said it: participants where they are
// known, else documents.
func (s *Sheet) heard(st Statement) string {
	w := sheetWordsOf(s.Language)
	switch {
	case st.Evidence.Codings == 0:
		return ""
	case st.Total.Participants > 0:
		return fmt.Sprintf(w.heardFrom, st.Evidence.Participants, st.Total.Participants)
	}
	return fmt.Sprintf(w.heardIn, st.Evidence.Documents, st.Total.Documents)
}

func (s *Sheet) end() publish.Block {
	w := sheetWordsOf(s.Language)
	return publish.Group{Rule: true, Blocks: []publish.Block{
		publish.Para(publish.Ask, w.missed), publish.Lines{Count: 2},
		publish.Para(publish.Ask, w.secret), publish.Lines{Count: 2},
		publish.Para(publish.Lead, w.thanks),
	}}
}

// sheetWords are the words of the form; they are spoken to participants, in the
// sheet's own language, whatever the screen's is.
type sheetWords struct {
	title, how, code, date, important, scale, change, example, missed, secret, thanks, heardFrom, heardIn, filter, statements string
	answers                                                                                                                   []string
}

func sheetWordsOf(language string) sheetWords {
	if language == "nl" {
		return sheetWords{
			title: "Klopt dit voor u?",
			how: "Hieronder staat wat wij in de gesprekken hoorden. Kruis bij elke uitspraak aan wat u ervan herkent, en schrijf op wat u zou veranderen. " +
				"Er is geen goed of fout. Uw naam komt nergens te staan.",
			code: "Uw code", date: "Datum",
			answers:   []string{"herken ik", "deels", "herken ik niet", "niet waar ik werk", "zeg ik liever niet"},
			important: "Hoe belangrijk?", scale: "1 = niet, 5 = heel erg",
			change: "Wat zou u veranderen of toevoegen?", example: "Een voorbeeld uit uw eigen werk",
			missed: "Wat hebben wij niet gehoord?", secret: "Staat hier iets dat niet gepubliceerd mag worden?", thanks: "Dank u wel.",
			heardFrom: "Dit hoorden we van %d van de %d deelnemers.", heardIn: "Dit hoorden we in %d van de %d gesprekken.",
			filter: "uitspraken op het blad", statements: "uitspraken: %d",
		}
	}
	return sheetWords{
		title: "Is this so for you?",
		how: "Below is what we heard in the interviews. Tick for each statement what you recognise of it, and write down what you would change. " +
			"There is no right or wrong. Your name will not be written anywhere.",
		code: "Your code", date: "Date",
		answers:   []string{"I recognise this", "partly", "I do not", "not where I work", "rather not say"},
		important: "How important?", scale: "1 = not, 5 = very",
		change: "What would you change or add?", example: "An example from your own work",
		missed: "What did we not hear?", secret: "Is there anything here that must not be published?", thanks: "Thank you.",
		heardFrom: "We heard this from %d of %d participants.", heardIn: "We heard this in %d of %d interviews.",
		filter: "statements on the sheet", statements: "statements: %d",
	}
}

// writeSheet writes the participants' form. Settings of the command line win
// over those kept with the sheet.
func writeSheet(ctx context.Context, tx *sql.Tx, e *export, format string) ([]File, error) {
	s, err := e.sheet(ctx, tx)
	if err != nil {
		return nil, err
	}
	d, err := e.read(ctx, tx)
	if err != nil {
		return nil, err
	}
	w := sheetWordsOf(s.Language)
	doc := s.Document(e.stamp(e.layerName(d, s.Language), s.filter(), fmt.Sprintf(w.statements, len(s.Statements))))
	return flowing("checksheet-participant", format, doc)
}

// sheet reads the check sheet with the settings of this export; one without a
// statement is refused.
func (e *export) sheet(ctx context.Context, tx *sql.Tx) (*Sheet, error) {
	kept, err := finding.GetSheet(ctx, tx)
	if err != nil {
		return nil, err
	}
	if err := override(&kept, e.options.Set); err != nil {
		return nil, err
	}
	base, err := finding.Load(ctx, tx, e.viewer, e.layer.ID)
	if err != nil {
		return nil, err
	}
	s, err := LoadSheet(ctx, tx, base, kept)
	if err == nil && len(s.Statements) == 0 {
		return nil, fault.New(fault.NotFound, "There is no statement to put on the sheet yet. Write one under Check sheet, or bring in a findings.csv.")
	}
	return s, err
}

// override takes the settings of one export over those kept.
func override(s *finding.Sheet, set map[string]string) error {
	if l, ok := set["language"]; ok {
		if l != "nl" && l != "en" {
			return fault.New(fault.Invalid, "The language of the sheet is nl or en, not “%s”.", text.Cut(l, 20))
		}
		s.Language = l
	}
	if v, ok := set["counts"]; ok {
		if v != "yes" && v != "no" {
			return fault.New(fault.Invalid, "The setting counts is yes or no, not “%s”.", text.Cut(v, 20))
		}
		s.Counts = v == "yes"
	}
	if v, ok := set["quotes"]; ok {
		n, err := strconv.Atoi(v)
		if err != nil || n < 0 || n > 2 {
			return fault.New(fault.Invalid, "A statement has 0, 1 or 2 quotes on the sheet.")
		}
		s.Quotes = n
	}
	return nil
}
