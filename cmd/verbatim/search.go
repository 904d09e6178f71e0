package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"verbatim/internal/fault"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/search"
	"verbatim/internal/text"
)

type searchCommand struct {
	dataFlag
	Project string   `required:"" placeholder:"NAME" help:"The project to search."`
	As      string   `placeholder:"CODER" help:"Whose codings code: and uncoded: ask for. Default: the project's only coder."`
	JSON    bool     `name:"json" help:"One JSON object a line and hit."`
	Rank    bool     `help:"The turns that answer best first, instead of in document order."`
	Limit   int      `placeholder:"N" help:"At most so many hits. Default: all."`
	Query   []string `arg:"" placeholder:"QUERY" help:"Words, \"a phrase\", pre*, wild?card, fuzz~1, /regular expression/, a NEAR/5 b, AND OR NOT and brackets, =exact, ~word forms, speaker:, document:, case:, ATTRIBUTE:value, code:, uncoded:yes. Put -- before a query that begins with a hyphen."`
}

// hitLine is one line of search --json.
type hitLine struct {
	Document string   `json:"document"`
	Turn     int      `json:"turn"`
	Speaker  string   `json:"speaker"`
	Start    int      `json:"start"`
	End      int      `json:"end"`
	Match    string   `json:"match"`
	Before   string   `json:"before"`
	After    string   `json:"after"`
	Codes    []string `json:"codes"`
}

// Run prints the hits, a line each.
func (c *searchCommand) Run(e *env) (err error) {
	if c.Limit < 0 {
		return fault.New(fault.Invalid, "--limit takes a number of hits; without it all are printed.")
	}
	q, err := search.Parse(strings.Join(c.Query, " "))
	if err != nil {
		return err
	}
	shelf, err := c.shelf(true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, shelf.Close()) }()
	p, err := shelf.ByName(e.ctx, c.Project)
	if err != nil {
		return err
	}
	defer p.Close()
	viewer, err := searcher(e.ctx, p, c.As, q.Codings())
	if err != nil {
		return err
	}
	index, err := search.Of(p)
	if err != nil {
		return err
	}
	found, err := index.Find(e.ctx, viewer, q, search.Options{Limit: c.Limit, Rank: c.Rank})
	if err != nil {
		return err
	}
	lines := json.NewEncoder(e.out)
	lines.SetEscapeHTML(false)
	for _, h := range found.Hits {
		if !c.JSON {
			e.say("%s", plainLine(h))
			continue
		}
		line := hitLine{h.Name, h.Turn, h.Speaker, h.Start, h.End, h.Match, h.Before, h.After, []string{}}
		for _, code := range h.Codes {
			line.Codes = append(line.Codes, code.Path)
		}
		if err := lines.Encode(line); err != nil {
			return err
		}
	}
	return nil
}

// plainLine is a hit for a person: where it is, then the words with the match
// between brackets, on one line.
func plainLine(h search.Hit) string {
	where := fmt.Sprintf("%s %d–%d", h.Name, h.Start, h.End)
	if h.Turn > 0 {
		where += fmt.Sprintf(", turn %d", h.Turn)
	}
	if h.Speaker != "" {
		where += ", " + h.Speaker
	}
	var codes []string
	for _, code := range h.Codes {
		codes = append(codes, code.Path)
	}
	line := where + ": " + text.Collapse(h.Before+"[") + text.Collapse(h.Match) + text.Collapse("]"+h.After)
	if len(codes) > 0 {
		line += "  (" + strings.Join(codes, ", ") + ")"
	}
	return line
}

// searcher is for whom codings are read: the coder named, else the only one.
// With several, a query that asks for codings must say whose.
func searcher(ctx context.Context, p *project.Project, as string, codings bool) (v people.Viewer, err error) {
	err = p.DB.Read(ctx, func(tx *sql.Tx) error {
		if as != "" {
			person, err := people.ByName(ctx, tx, as)
			if err != nil {
				return err
			}
			v, err = people.As(ctx, tx, person.ID)
			return err
		}
		list, err := people.List(ctx, tx)
		if err != nil {
			return err
		}
		switch {
		case len(list) == 1:
			v, err = people.As(ctx, tx, list[0].ID)
			return err
		case len(list) > 1 && codings:
			var names []string
			for _, person := range list {
				names = append(names, person.Name)
			}
			return fault.New(fault.Invalid, "Several people code in this project. Say whose codings are meant with --as: %s.", strings.Join(names, ", "))
		}
		v = people.Everyone
		return nil
	})
	return v, err
}
