package main

import (
	"errors"
	"os"

	"verbatim/internal/project"
	"verbatim/internal/web"
)

type demoCommand struct {
	listenFlags
}

// Run serves the example study out of a folder that goes with the program.
func (c *demoCommand) Run(e *env) (err error) {
	dir, err := os.MkdirTemp("", "verbatim-demo-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	shelf, err := project.OpenShelf(dir)
	if err != nil {
		return err
	}
	example, err := web.Example(e.ctx, shelf)
	if err != nil {
		return errors.Join(err, shelf.Close())
	}
	page := "/p/" + example.Slug
	example.Close()
	return serve(e, shelf, c.listenFlags, page, true)
}
