package main

import (
	"database/sql"
	"errors"

	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/intake"
	"verbatim/internal/people"
	"verbatim/internal/project"
)

type importCommand struct {
	dataFlag
	Project string   `required:"" placeholder:"NAME" help:"The project to bring the files into; made where it does not exist."`
	As      string   `placeholder:"CODER" help:"Who brings them; made where there is no such coder. Default: the project's only coder."`
	Files   []string `arg:"" name:"file" placeholder:"FILE" help:"Transcripts, codebook.csv, cases.csv, participants.csv, codings.csv, findings.csv."`
}

// Run brings the files in. What is refused is said on standard error, a line a
// file or row; the rest goes in.
func (c *importCommand) Run(e *env) (err error) {
	var items []intake.Item
	readable := false
	err = readFiles(c.Files, func(_ string, item intake.Item) error {
		if item.Fault != nil && fault.As(item.Fault) == nil {
			return item.Fault
		}
		items = append(items, item)
		readable = readable || item.Fault == nil
		return nil
	})
	if err != nil {
		return err
	}
	if !readable { // nothing to make a project for
		for i, item := range items {
			e.refuse("%s: %s", c.Files[i], item.Fault)
		}
		return errRefused
	}
	shelf, err := c.shelf(false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, shelf.Close()) }()
	p, err := c.open(e, shelf)
	if err != nil {
		return err
	}
	defer p.Close()
	who, err := c.who(e, p)
	if err != nil {
		return err
	}
	out, err := intake.Store(e.ctx, p, who, "", items, nil)
	if err != nil {
		return err
	}
	refused := false
	for i, o := range out {
		refused = refused || o.Refused()
		if o.Fault != nil {
			e.refuse("%s: %s", c.Files[i], o.Fault)
			continue
		}
		e.say("%s: %s", c.Files[i], o.Sum())
		sayNotes(e, o.Notes)
		for _, row := range o.Rows {
			e.refuse("%s: line %d: %s", c.Files[i], row.Line, row.Fault)
		}
	}
	if refused {
		return errRefused
	}
	return nil
}

// open opens the project, or makes it.
func (c *importCommand) open(e *env, shelf *project.Shelf) (*project.Project, error) {
	p, err := shelf.ByName(e.ctx, c.Project)
	if fault.Is(err, fault.NotFound) {
		return shelf.Create(e.ctx, c.Project)
	}
	return p, err
}

// who is the coder who brings the files: the one named, made where there is
// none, else the only one; 0 for nobody.
func (c *importCommand) who(e *env, p *project.Project) (who int64, err error) {
	var list []people.Person
	err = p.DB.Read(e.ctx, func(tx *sql.Tx) error {
		list, err = people.List(e.ctx, tx)
		return err
	})
	if err != nil {
		return 0, err
	}
	if c.As == "" {
		if len(list) == 1 {
			return list[0].ID, nil
		}
		return 0, nil
	}
	for _, person := range list {
		if person.Name == c.As {
			return person.ID, nil
		}
	}
	_, err = history.Do(e.ctx, p.DB, history.Action{What: "person.add", Subject: []string{c.As}}, func(tx *sql.Tx) error {
		person, err := people.Add(e.ctx, tx, c.As)
		who = person.ID
		return err
	})
	return who, err
}
