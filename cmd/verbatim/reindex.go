package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"verbatim/internal/fault"
	"verbatim/internal/project"
	"verbatim/internal/search"
)

type reindexCommand struct {
	dataFlag
	Project string `placeholder:"NAME" help:"Only this project."`
}

// Run builds the index of each project anew. Where a running Verbatim has it
// open, that one is asked to.
func (c *reindexCommand) Run(e *env) (err error) {
	shelf, err := c.shelf(true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, shelf.Close()) }()
	slugs, err := shelf.Slugs()
	if err != nil {
		return err
	}
	if c.Project != "" {
		p, err := shelf.ByName(e.ctx, c.Project)
		if err != nil {
			return err
		}
		slugs = []string{p.Slug}
		p.Close()
	}
	whole := true
	for _, slug := range slugs {
		said, err := reindexOne(e, shelf, slug)
		if f := fault.As(err); f != nil {
			e.refuse("%s: %s", slug, f.Message)
			whole = false
		} else if err != nil {
			return err
		} else {
			e.say("%s: %s", slug, said)
		}
	}
	if !whole {
		return errRefused
	}
	return nil
}

func reindexOne(e *env, shelf *project.Shelf, slug string) (string, error) {
	p, err := shelf.Open(e.ctx, slug)
	if err != nil {
		return "", err
	}
	defer p.Close()
	index, err := search.Of(p)
	if err != nil {
		return "", err
	}
	// Another program answers within seconds, if it answers at all.
	ctx, cancel := context.WithTimeout(e.ctx, 10*time.Minute)
	defer cancel()
	start := time.Now()
	other, err := index.Rebuild(ctx)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "", fault.Wrap(err, fault.Busy, "the index is held by another program that does not answer. Close it and try again.")
	case err != nil:
		return "", err
	case other:
		return "the running Verbatim is building the index anew; searches answer meanwhile", nil
	}
	return "index built anew in " + time.Since(start).Round(time.Millisecond).String() + ", " + documents(index.Status().Indexed), nil
}

func documents(n int) string {
	if n == 1 {
		return "1 document"
	}
	return fmt.Sprintf("%d documents", n)
}
