package main

import (
	"errors"
	"os"

	"verbatim/internal/fault"
)

type restoreCommand struct {
	dataFlag
	File string `arg:"" help:"The backup."`
}

// Run puts the projects of a backup beside those that are there.
func (c *restoreCommand) Run(e *env) (err error) {
	f, err := os.Open(c.File)
	if err != nil {
		return fault.Wrap(err, fault.NotFound, "%s: cannot be read. Check its name and try again.", c.File)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	shelf, err := c.shelf(false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, shelf.Close()) }()
	slugs, err := shelf.Restore(e.ctx, f, info.Size(), c.File)
	if err != nil {
		return err
	}
	for _, slug := range slugs {
		p, err := shelf.Open(e.ctx, slug)
		if err != nil {
			return err
		}
		restored, err := p.Info(e.ctx)
		p.Close()
		if err != nil {
			return err
		}
		e.say("%s", restored.Name)
	}
	return nil
}
