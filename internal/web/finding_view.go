package web

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/document"
	"verbatim/internal/finding"
	"verbatim/internal/publish"
	"verbatim/internal/report"
	"verbatim/ui/words"

	screen "verbatim/ui/finding"
)

// mostPassages is how many passages a statement lists to choose from.
const mostPassages = 60

// findings is what the screen is drawn from.
type findings struct {
	c       echo.Context
	base    *finding.Base
	list    []finding.Finding
	quotes  map[int64][]finding.Quote
	kept    finding.Sheet
	sheet   *report.Sheet
	pages   [][]publish.Block
	onSheet map[int64]report.Statement
}

func readFindings(ctx context.Context, tx *sql.Tx, c echo.Context) (*findings, error) {
	b := &findings{c: c, onSheet: map[int64]report.Statement{}}
	var err error
	if b.base, err = finding.Load(ctx, tx, viewerOf(c), 0); err != nil {
		return nil, err
	}
	if b.list, err = finding.List(ctx, tx); err != nil {
		return nil, err
	}
	if b.quotes, err = finding.AllQuotes(ctx, tx); err != nil {
		return nil, err
	}
	if b.kept, err = finding.GetSheet(ctx, tx); err != nil {
		return nil, err
	}
	if b.sheet, err = report.LoadSheet(ctx, tx, b.base, b.kept); err != nil {
		return nil, err
	}
	for _, st := range b.sheet.Statements {
		b.onSheet[st.Finding.ID] = st
	}
	if len(b.sheet.Statements) > 0 {
		b.pages = b.sheet.Pages()
	}
	return b, nil
}

// view draws the screen with the finding that short names, "" for the sheet.
func (b *findings) view(ctx context.Context, tx *sql.Tx, short string) (screen.View, error) {
	p := projectOf(b.c)
	v := screen.View{Root: projectURL(p, "/findings"), Project: projectURL(p, ""), OnSheet: len(b.sheet.Statements)}
	for i, f := range b.list {
		item := b.item(ctx, f)
		if i > 0 {
			item.Before = b.list[i-1].Short()
		}
		switch {
		case i+2 < len(b.list):
			item.After = b.list[i+2].Short()
		case i+1 < len(b.list):
			item.After = "last"
		}
		v.List = append(v.List, item)
		if f.Short() == short {
			e, err := b.entry(ctx, tx, f, item)
			if err != nil {
				return v, err
			}
			v.Entry = &e
		}
	}
	if short != "" && v.Entry == nil {
		_, err := finding.ByShort(ctx, tx, short) // the fault that says so
		return v, err
	}
	v.Sheet = b.drawn(ctx)
	return v, nil
}

// item is a finding in the list, in the sheet's language, with what to look at.
func (b *findings) item(ctx context.Context, f finding.Finding) screen.Item {
	said, _ := f.In(b.sheet.Language)
	item := screen.Item{ID: f.Short(), Number: f.Position, Words: said, OnSheet: f.OnSheet}
	if said == "" {
		item.Words = f.Name
		item.Warnings = append(item.Warnings, words.Say(ctx, "finding.warn.empty"))
	}
	if n := finding.LongestSentence(said); n > finding.MaxSentence {
		item.Warnings = append(item.Warnings, words.Say(ctx, "finding.warn.long", n))
	}
	st, on := b.onSheet[f.ID]
	if !on {
		return item
	}
	if st.Missing {
		item.Warnings = append(item.Warnings, words.Say(ctx, "finding.warn.language", words.Say(ctx, "lang."+b.sheet.Language)))
	}
	if st.Held > 0 {
		item.Warnings = append(item.Warnings, words.Count(ctx, st.Held, "finding.warn.held"))
	}
	if st.Present > 0 {
		item.Warnings = append(item.Warnings, words.Count(ctx, st.Present, "finding.warn.present"))
	}
	return item
}

// drawn is the sheet with its settings.
func (b *findings) drawn(ctx context.Context) screen.Sheet {
	s := screen.Sheet{Lang: b.sheet.Language, Language: b.kept.Language, Occasion: b.kept.Occasion, Counts: b.kept.Counts, Quotes: b.kept.Quotes,
		Importance: b.kept.Importance, Room: strings.Join(b.kept.Room, ", "), Empty: len(b.sheet.Statements) == 0}
	spoken := words.With(ctx, words.Lang(b.sheet.Language))
	for i, page := range b.pages {
		s.Pages = append(s.Pages, publish.Fragment(b.sheet.Language, page...))
		s.Feet = append(s.Feet, words.Say(spoken, "finding.page", i+1, len(b.pages)))
	}
	if n := len(b.sheet.Statements); n > finding.MaxStatements {
		s.Warnings = append(s.Warnings, words.Say(ctx, "finding.warn.many", n))
	}
	if n := len(b.pages); n > finding.MaxPages {
		s.Warnings = append(s.Warnings, words.Say(ctx, "finding.warn.pages", n))
	}
	return s
}

// entry is a finding with its codes, its quotes, and the passages to choose
// from.
func (b *findings) entry(ctx context.Context, tx *sql.Tx, f finding.Finding, item screen.Item) (screen.Entry, error) {
	e := screen.Entry{Item: item, Seen: f.Seen(), Name: f.Name, Statement: f.Statement, StatementEN: f.StatementEN, Probe: f.Probe,
		Language: b.sheet.Language, Evidence: b.evidence(ctx, f), Frozen: b.frozen(ctx, f), MayFreeze: len(f.Codes) > 0 && viewerOf(b.c).Layers == nil}
	if info := infoOf(b.c); info.Language != "" {
		e.Language = info.Language
	}
	counts := b.base.Tally()
	for _, code := range b.base.Codes() {
		c := screen.Code{ID: code.ShortGUID(), Label: strings.Join(codebook.SplitPath(code.Path), " / "), Hue: code.Hue, Count: counts[code.ID]}
		if slices.Contains(f.Codes, code.ID) {
			e.Codes = append(e.Codes, c)
		} else if code.InUse() {
			e.Choices = append(e.Choices, c)
		}
	}
	all, err := finding.Quotes(ctx, tx, f.ID)
	if err != nil {
		return e, err
	}
	behind, err := b.base.Behind(ctx, tx, all)
	if err != nil {
		return e, err
	}
	chosen := map[int64]bool{}
	shown := 0
	for i, q := range all {
		chosen[q.Segment] = true
		e.Quotes = append(e.Quotes, b.quote(ctx, all, i, behind[i], &shown))
	}
	passages := b.base.Passages(f)
	e.More = max(0, len(passages)-mostPassages)
	for _, p := range passages[:len(passages)-e.More] {
		e.Passages = append(e.Passages, b.passage(ctx, p, chosen[p.Segment]))
	}
	return e, nil
}

// evidence says in a sentence how much of the data a finding rests on.
func (b *findings) evidence(ctx context.Context, f finding.Finding) []string {
	if len(f.Codes) == 0 {
		return nil
	}
	n, of := b.base.Evidence(f), b.base.Total
	if n.Codings == 0 {
		return []string{words.Say(ctx, "finding.evidence.none")}
	}
	return []string{sentenceOf(ctx, n, of)}
}

// sentenceOf says figures in words: of participants and cases where they are
// known.
func sentenceOf(ctx context.Context, n, of finding.Evidence) string {
	docs := words.Say(ctx, "finding.evidence.doc", n.Documents, of.Documents)
	if of.Cases > 1 {
		docs = words.Say(ctx, "finding.evidence.case", n.Cases, of.Cases) + ", " + docs
	}
	sentence := words.Say(ctx, "finding.evidence.docs", docs)
	if of.Participants > 0 {
		sentence = words.Say(ctx, "finding.evidence", words.Say(ctx, "finding.evidence.part", n.Participants, of.Participants), docs)
	}
	return sentence + " " + words.Count(ctx, n.Codings, "codings") + "."
}

// quote is a chosen quote; shown counts those that the sheet shows so far.
func (b *findings) quote(ctx context.Context, all []finding.Quote, i int, p finding.Passage, shown *int) screen.Quote {
	q := all[i]
	doc, there := b.base.Document(q.Document)
	out := screen.Quote{ID: q.Short(), Words: q.Exact, Lang: doc.Language, Source: b.source(ctx, p, doc), Contrary: q.Contrary,
		URL: projectURL(projectOf(b.c), "/d/"+doc.Short()+"?at="+strconv.Itoa(q.Start)+"-"+strconv.Itoa(q.End))}
	if i > 0 {
		out.Up = all[i-1].Short()
	}
	switch {
	case i+2 < len(all):
		out.Down = all[i+2].Short()
	case i+1 < len(all):
		out.Down = "last"
	}
	key, args := "", []any(nil)
	switch {
	case !there:
		key = "finding.note.trash"
	case p.Place.Interviewer:
		key = "finding.note.interviewer"
	case q.Contrary:
		key = "finding.note.contrary"
	case p.Participant.Consent == "no":
		key = "finding.note.refused"
	case !p.Quotable():
		key = "finding.note.consent"
	case b.kept.InRoom(p.Participant.Name):
		key, args = "finding.note.room", []any{p.Participant.Name}
	case *shown >= b.kept.Quotes:
		key = "finding.note.more"
	default:
		*shown++
		return out
	}
	out.Note = words.Say(ctx, key, args...)
	return out
}

func (b *findings) passage(ctx context.Context, p finding.Passage, chosen bool) screen.Passage {
	doc, _ := b.base.Document(p.Document)
	out := screen.Passage{Coding: p.Short(), Words: p.Exact, Lang: doc.Language, Source: b.source(ctx, p, doc), Consent: p.Participant.Consent,
		Who: p.Participant.Name, Chosen: chosen, URL: projectURL(projectOf(b.c), "/d/"+doc.Short()+"#c-"+p.Short())}
	if out.Who == "" && !p.Place.Interviewer {
		out.Who = p.Place.Speaker
	}
	return out
}

// source says who said a passage and where, in so many words as fit a line.
func (b *findings) source(ctx context.Context, p finding.Passage, doc document.Document) string {
	who := p.Participant.Name
	if who == "" {
		who = p.Place.Speaker
	}
	if who == "" || who != doc.Name && p.Participant.Name == "" {
		who = strings.TrimPrefix(who+", "+doc.Name, ", ")
	}
	if p.Place.Turn == 0 {
		return who
	}
	source := words.Say(ctx, "finding.turn", who, p.Place.Turn)
	if p.Place.Interviewer && who != p.Place.Speaker {
		source += ", " + p.Place.Speaker
	}
	return source
}
