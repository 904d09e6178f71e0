package main

import (
	"errors"
	"os"
	"path/filepath"
	"time"

	"verbatim/internal/fault"
	"verbatim/internal/project"
)

type backupCommand struct {
	dataFlag
	Project string `placeholder:"NAME" help:"Back up this project only."`
	Out     string `placeholder:"FILE" help:"File or folder to write to. Default: a zip named by the day, in the working folder."`
}

// Run writes the backup under a name of its own first: a file that exists is
// replaced by a whole one or not at all.
func (c *backupCommand) Run(e *env) (err error) {
	shelf, err := c.shelf(true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, shelf.Close()) }()
	projects, err := c.chosen(e, shelf)
	if err != nil {
		return err
	}
	out := c.Out
	if out == "" {
		out = "."
	}
	if info, err := os.Stat(out); err == nil && info.IsDir() {
		out = filepath.Join(out, "verbatim-backup-"+time.Now().Format("2006-01-02-1504")+".zip")
	}
	written, err := os.CreateTemp(filepath.Dir(out), ".verbatim-backup-*")
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "%s: cannot be written. Choose a folder that exists with --out.", out)
	}
	defer func() { _ = os.Remove(written.Name()) }()
	err = project.Backup(e.ctx, written, projects...)
	if err == nil {
		err = written.Sync()
	}
	if err = errors.Join(err, written.Close()); err != nil {
		return err
	}
	if err := os.Rename(written.Name(), out); err != nil {
		return fault.Wrap(err, fault.Busy, "%s: cannot be replaced; another program has it open.", out)
	}
	e.say("%s", out)
	return nil
}

// chosen opens the projects to back up; the shelf closes them.
func (c *backupCommand) chosen(e *env, shelf *project.Shelf) ([]*project.Project, error) {
	if c.Project != "" {
		p, err := shelf.ByName(e.ctx, c.Project)
		return []*project.Project{p}, err
	}
	slugs, err := shelf.Slugs()
	if err != nil {
		return nil, err
	}
	var projects []*project.Project
	for _, slug := range slugs {
		p, err := shelf.Open(e.ctx, slug)
		if err != nil {
			return nil, err
		}
		projects = append(projects, p)
	}
	if len(projects) == 0 {
		return nil, fault.New(fault.NotFound, "%s: there is no project in this data folder.", shelf.Dir)
	}
	return projects, nil
}
