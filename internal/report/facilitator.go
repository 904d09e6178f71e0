package report

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"verbatim/internal/fault"
	"verbatim/internal/publish"
	"verbatim/internal/text"
)

// mostMinutes is how long a group can take over one statement.
const mostMinutes = 120

// writeFacilitator writes the sheet of whoever leads the group (sheet B of
// METHODS 2.11): the statements of the participants' form, each on a page of
// its own with what to ask on, what speaks against it, and room to note.
func writeFacilitator(ctx context.Context, tx *sql.Tx, e *export, format string) ([]File, error) {
	minutes := ""
	if v, ok := e.options.Set["minutes"]; ok {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 || n > mostMinutes {
			return nil, fault.New(fault.Invalid, "The setting minutes is how long a statement may take: a number from 1 to %d, not “%s”.", mostMinutes, text.Cut(v, 20))
		}
		minutes = strconv.Itoa(n)
	}
	s, err := e.sheet(ctx, tx)
	if err != nil {
		return nil, err
	}
	d, err := e.read(ctx, tx)
	if err != nil {
		return nil, err
	}
	w := sheetWordsOf(s.Language)
	doc := s.Facilitator(e.stamp(e.layerName(d, s.Language), s.filter(), fmt.Sprintf(w.statements, len(s.Statements))), minutes)
	return flowing("checksheet-facilitator", format, doc)
}

// Facilitator is the sheet of whoever leads the group; minutes is how long each
// statement may take, "" to be filled in by hand.
func (s *Sheet) Facilitator(stamp publish.Stamp, minutes string) *publish.Document {
	w := guideWordsOf(s.Language)
	d := &publish.Document{Title: w.title, Language: s.Language, Stamp: stamp}
	if s.Occasion != "" {
		d.Title += " · " + s.Occasion
	}
	plan := &publish.Table{Caption: w.plan, Columns: []publish.Column{{Head: w.number, Kind: publish.Number, Share: 0.5}, {Head: w.statement, Share: 7}, {Head: w.minutes, Kind: publish.Number, Share: 1.2}}}
	for _, st := range s.Statements {
		plan.Add(publish.N(st.Finding.Position), publish.T(st.Words), publish.T(minutes))
	}
	d.Blocks = []publish.Block{publish.Para(publish.Meta, s.Project), publish.Heading{Text: w.title}, publish.Para(publish.Lead, w.how),
		publish.Blanks{Labels: []string{w.leader, w.noter}}, publish.Blanks{Labels: []string{w.date, w.present}}, plan}
	for _, st := range s.Statements {
		d.Blocks = append(d.Blocks, publish.PageBreak{}, publish.Heading{Level: 2, Number: strconv.Itoa(st.Finding.Position), Text: st.Words})
		d.Blocks = append(d.Blocks, s.guide(st, minutes)...)
	}
	return d
}

// guide is what stands under one statement.
func (s *Sheet) guide(st Statement, minutes string) []publish.Block {
	w := guideWordsOf(s.Language)
	var out []publish.Block
	facts := []string{}
	if minutes != "" {
		facts = append(facts, minutes+" "+w.minutesUnit)
	}
	if heard := s.heard(st); heard != "" {
		facts = append(facts, heard)
	}
	if len(facts) > 0 {
		out = append(out, publish.Para(publish.Meta, strings.Join(facts, " · ")))
	}
	for _, said := range s.figures(st) {
		out = append(out, publish.Para(publish.Meta, said))
	}
	if minutes == "" {
		out = append(out, publish.Blanks{Labels: []string{w.minutes, w.from, w.until}})
	} else {
		out = append(out, publish.Blanks{Labels: []string{w.from, w.until}})
	}
	if st.Finding.Probe != "" {
		out = append(out, publish.Para(publish.Ask, w.probe), publish.Para(publish.Body, st.Finding.Probe))
	}
	out = append(out, publish.Para(publish.Ask, w.against))
	for _, q := range st.Against {
		out = append(out, publish.Paragraph{Style: publish.Quote, Runs: []publish.Run{{Text: "“" + q.Words + "”", Language: q.Language}}})
	}
	switch {
	case st.AgainstHeld > 0:
		out = append(out, publish.Para(publish.Meta, fmt.Sprintf(w.held, st.AgainstHeld)))
	case len(st.Against) == 0:
		out = append(out, publish.Para(publish.Meta, w.none))
	}
	out = append(out, publish.Para(publish.Ask, w.notes), publish.Lines{Count: 8},
		publish.Ticks{Lead: w.consensus, Options: w.outcomes})
	for _, f := range []struct {
		label string
		lines int
	}{{w.minority, 2}, {w.verbatim, 3}, {w.action, 2}} {
		out = append(out, publish.Para(publish.Ask, f.label), publish.Lines{Count: f.lines})
	}
	return out
}

// guideWords are the words of the facilitator's sheet, in its own language.
type guideWords struct {
	title, how, leader, noter, date, present, plan, number, statement, minutes, minutesUnit, from, until string
	probe, against, held, none, notes, consensus, minority, verbatim, action                             string
	outcomes                                                                                             []string
}

func guideWordsOf(language string) guideWords {
	if language == "nl" {
		return guideWords{
			title: "Blad voor de gespreksleider",
			how: "De uitspraken zijn die van het blad voor de deelnemers. Laat eerst ieder voor zich invullen en bespreek daarna. " +
				"Vraag door naar wie het anders ziet. Noteer geen namen.",
			leader: "Gespreksleider", noter: "Notulist", date: "Datum en plaats", present: "Aanwezig (aantal)",
			plan: "Volgorde en tijd", number: "Nr.", statement: "Uitspraak", minutes: "Minuten", minutesUnit: "minuten", from: "Van", until: "Tot",
			probe: "Om op door te vragen", against: "Wat ertegen spreekt",
			held: "Niet getoond: %d. De spreker stemde niet in met citeren, of zit in de groep.", none: "Er zijn geen citaten gekozen die ertegen spreken.",
			notes: "Notities bij het gesprek", consensus: "Eens?", minority: "Wat de minderheid vindt", verbatim: "Letterlijk gezegd", action: "Wat wij hiermee doen",
			outcomes: []string{"ja", "meerderheid", "verdeeld", "nee"},
		}
	}
	return guideWords{
		title: "Sheet for the facilitator",
		how: "The statements are those on the participants' form. Let everybody fill in their own first, then discuss. " +
			"Ask on with those who see it differently. Write down no names.",
		leader: "Facilitator", noter: "Note taker", date: "Date and place", present: "Present (number)",
		plan: "Order and time", number: "No.", statement: "Statement", minutes: "Minutes", minutesUnit: "minutes", from: "From", until: "Until",
		probe: "To ask on", against: "What speaks against it",
		held: "Not shown: %d. The speaker did not agree to being quoted, or is in the group.", none: "No quotes that speak against it were chosen.",
		notes: "Notes on the discussion", consensus: "Consensus?", minority: "Minority view", verbatim: "Said in these words", action: "What we do with it",
		outcomes: []string{"yes", "majority", "split", "no"},
	}
}
