package main

import (
	"context"
	"database/sql"
	"errors"

	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/project"
	"verbatim/internal/search"
)

type checkCommand struct {
	dataFlag
}

// Run says of each project what is wrong with it, a line each.
func (c *checkCommand) Run(e *env) (err error) {
	shelf, err := c.shelf(true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, shelf.Close()) }()
	slugs, err := shelf.Slugs()
	if err != nil {
		return err
	}
	sound := true
	for _, slug := range slugs {
		problems, err := checkOne(e, shelf, slug)
		if f := fault.As(err); f != nil {
			problems = append(problems, f.Message)
		} else if err != nil {
			return err
		}
		for _, problem := range problems {
			e.refuse("%s: %s", slug, problem)
		}
		if len(problems) == 0 {
			e.say("%s: sound", slug)
		}
		sound = sound && len(problems) == 0
	}
	if !sound {
		return errRefused
	}
	return nil
}

// checkOne asks every store of a project about itself.
func checkOne(e *env, shelf *project.Shelf, slug string) ([]string, error) {
	p, err := shelf.Open(e.ctx, slug)
	if err != nil {
		if fault.As(err) == nil {
			err = fault.Wrap(err, fault.Unreadable, "its store cannot be opened (%s). Its folder backups holds earlier copies.", types(err))
		}
		return nil, err
	}
	defer p.Close()
	problems, err := p.Check(e.ctx)
	if err != nil {
		return problems, err
	}
	problems = append(problems, search.Check(p)...)
	return problems, p.DB.Read(e.ctx, func(tx *sql.Tx) error {
		for _, check := range []func(context.Context, *sql.Tx) ([]string, error){document.Check, coding.Check} {
			found, err := check(e.ctx, tx)
			if err != nil {
				return err
			}
			problems = append(problems, found...)
		}
		return nil
	})
}
