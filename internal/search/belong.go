package search

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"verbatim/internal/cases"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/fault"
)

// belonging is to whom and to what texts belong: what case: and attributes ask
// for. It is read once a query.
type belonging struct {
	docs     []document.Document
	speakers map[int64][]document.Speaker // by document
	people   map[int64]cases.Participant
	cases    []cases.Case
}

func readBelonging(ctx context.Context, tx *sql.Tx, docs []document.Document) (*belonging, error) {
	b := &belonging{docs: docs, speakers: map[int64][]document.Speaker{}, people: map[int64]cases.Participant{}}
	speakers, err := document.AllSpeakers(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, s := range speakers {
		b.speakers[s.Document] = append(b.speakers[s.Document], s)
	}
	list, err := cases.Participants(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, p := range list {
		b.people[p.ID] = p
	}
	b.cases, err = cases.Cases(ctx, tx)
	return b, err
}

// of gives the units of those participants: what they said, and the
// interviewer's words and unlabelled text of a document where nobody else is
// interviewed, as everywhere where codings are counted. Units are named by
// their speaker, or by minus the document where nobody speaks.
func (b *belonging) of(is func(cases.Participant) bool) map[int64]bool {
	ids := map[int64]bool{}
	for _, d := range b.docs {
		only := coding.OnlyParticipant(b.speakers[d.ID])
		if only != 0 && is(b.people[only]) {
			ids[-d.ID] = true
		}
		for _, s := range b.speakers[d.ID] {
			who := s.Participant
			if who == 0 && s.Interviewer {
				who = only
			}
			if who != 0 && is(b.people[who]) {
				ids[s.ID] = true
			}
		}
	}
	return ids
}

// within gives all units of those documents.
func (b *belonging) within(is func(document.Document) bool) map[int64]bool {
	ids := map[int64]bool{}
	for _, d := range b.docs {
		if !is(d) {
			continue
		}
		ids[-d.ID] = true
		for _, s := range b.speakers[d.ID] {
			ids[s.ID] = true
		}
	}
	return ids
}

// casesNamed finds what belongs to the cases of this name.
func (b *belonging) casesNamed(n *node) (map[int64]bool, error) {
	meant := map[int64]bool{}
	var names []string
	for _, c := range b.cases {
		names = append(names, c.Name)
		if n.glob.matches(foldName(c.Name)) {
			meant[c.ID] = true
		}
	}
	if len(meant) == 0 {
		return nil, missing("At character %d: no case is called “%s”. There is: %s.", "At character %d: no case is called “%s”; there is none yet.", n, names)
	}
	return b.of(func(p cases.Participant) bool { return meant[p.Case] }), nil
}

// attributed finds what belongs to the participants, cases and documents that
// have this value of the attribute called n.name.
func (b *belonging) attributed(ctx context.Context, tx *sql.Tx, n *node) (map[int64]bool, error) {
	ids := map[int64]bool{}
	var there, values []string
	known, meant := false, false
	for _, owner := range []string{"participant", "case", "document"} {
		list, err := cases.Attributes(ctx, tx, owner)
		if err != nil {
			return nil, err
		}
		of, err := cases.Values(ctx, tx, owner)
		if err != nil {
			return nil, err
		}
		for _, a := range list {
			there = append(there, AttributeName(a.Name))
			if !sameAttribute(a.Name, n.name) {
				continue
			}
			known = true
			has := map[int64]bool{}
			for subject, cells := range of {
				value, ok := cells[a.ID]
				if ok && !slices.Contains(values, value) {
					values = append(values, value)
				}
				if ok && n.glob.matches(foldName(value)) {
					has[subject], meant = true, true
				}
			}
			for id := range b.owned(owner, has) {
				ids[id] = true
			}
		}
	}
	switch {
	case !known && len(there) == 0:
		return nil, fault.New(fault.NotFound, "At character %d: %s: is nothing that can be asked for. There are speaker:, document:, case:, code: and uncoded:yes, and no attributes yet; words with a colon go in quotation marks.", n.place+1, n.name)
	case !known:
		return nil, fault.New(fault.NotFound, "At character %d: %s: is nothing that can be asked for. There are speaker:, document:, case:, code: and uncoded:yes, and the attributes %s; words with a colon go in quotation marks.", n.place+1, n.name, some(there))
	case !meant:
		slices.Sort(values)
		if len(values) == 0 {
			return nil, fault.New(fault.NotFound, "At character %d: nobody and nothing has a value of %s yet.", n.place+1, n.name)
		}
		return nil, fault.New(fault.NotFound, "At character %d: nothing has “%s” as its %s. There is: %s.", n.place+1, n.value, n.name, some(values))
	}
	return ids, nil
}

// owned gives the units of those participants, cases or documents.
func (b *belonging) owned(owner string, has map[int64]bool) map[int64]bool {
	switch owner {
	case "participant":
		return b.of(func(p cases.Participant) bool { return has[p.ID] })
	case "case":
		return b.of(func(p cases.Participant) bool { return has[p.Case] })
	}
	return b.within(func(d document.Document) bool { return has[d.ID] })
}

// AttributeName is how an attribute is written in a query: no spaces.
func AttributeName(name string) string { return strings.Join(strings.Fields(name), "_") }

func sameAttribute(a, b string) bool {
	return string(foldName(strings.ReplaceAll(a, "_", " "))) == string(foldName(strings.ReplaceAll(b, "_", " ")))
}

// belongs says what is known of a document before its words are read.
func (b binding) belongs(n *node, doc int64, speakers []document.Speaker) truth {
	all, any := b[n.id][-doc], b[n.id][-doc]
	for _, s := range speakers {
		all = all && b[n.id][s.ID]
		any = any || b[n.id][s.ID]
	}
	switch {
	case all:
		return always
	case any:
		return unknown
	}
	return never
}
