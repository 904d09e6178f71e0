package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"unicode/utf8"

	"verbatim/internal/fault"
	"verbatim/internal/people"
	"verbatim/internal/report"
	"verbatim/ui/words"
)

type exportCommand struct {
	dataFlag
	Project   string            `required:"" placeholder:"NAME" help:"The project to take out of."`
	As        string            `placeholder:"CODER" help:"For whom the codings are read. Default: the project's only coder."`
	Out       string            `placeholder:"PATH" help:"An existing folder, or a folder for several files, else a file. Existing files are replaced. Default: this folder."`
	Set       map[string]string `mapsep:"none" placeholder:"KEY=VALUE" help:"A setting: layer=consensus or a coder's name, language=nl|en for a check sheet, document=NAME for a transcript, minutes=N a statement for the facilitator's sheet, version=NAME for a codebook. May be repeated."`
	Separator string            `name:"csv-separator" default:"," placeholder:"CHARACTER" help:"Between the columns of a csv: a comma, ';' or tab."`
	What      []string          `arg:"" placeholder:"WHAT" help:"A name and a format, such as codebook.docx or segments.csv. A name or format that there is not is answered with those there are."`
}

// Run writes the files of each WHAT. One that is refused is said and leaves no
// trace; the others are written.
func (c *exportCommand) Run(e *env) (err error) {
	separator, err := separatorOf(c.Separator)
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
	var files []report.File
	refused := false
	for _, what := range c.What {
		var made []report.File
		viewer, err := people.Everyone, error(nil)
		if codings, known := report.CountsCodings(what); known {
			viewer, err = searcher(e.ctx, p, c.As, codings)
		}
		if err == nil {
			made, err = report.Write(e.ctx, p, viewer, what, report.Options{Separator: separator, Set: c.Set, Program: "Verbatim " + version, Did: didInEnglish})
		}
		if f := fault.As(err); f != nil {
			e.refuse("%s: %s", what, f.Message)
			refused = true
			continue
		}
		if err != nil {
			return err
		}
		files = append(files, made...)
	}
	if err := c.place(e, files); err != nil {
		return err
	}
	if refused {
		return errRefused
	}
	return nil
}

// didInEnglish says what an entry of the history did.
func didInEnglish(what string, subject []string) string {
	return words.Did(context.Background(), what, subject)
}

func separatorOf(s string) (rune, error) {
	if s == "tab" || s == `\t` {
		return '\t', nil
	}
	r, size := utf8.DecodeRuneInString(s)
	if size != len(s) || r != ',' && r != ';' && r != '\t' {
		return 0, fault.New(fault.Invalid, "--csv-separator is a comma, a semicolon (';') or tab, not “%s”.", s)
	}
	return r, nil
}

// place puts the files where --out says, and names each on standard output.
func (c *exportCommand) place(e *env, files []report.File) error {
	main := 0
	for _, f := range files {
		if !f.Beside {
			main++
		}
	}
	if main == 0 {
		return nil
	}
	dir, name := c.Out, ""
	if dir == "" {
		dir = "."
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		switch {
		case err == nil && main > 1:
			return fault.New(fault.Invalid, "%s: this is a file, and %d files are to be written. Name a folder with --out.", dir, main)
		case main > 1:
			if err := os.MkdirAll(dir, 0o700); err != nil {
				return fault.Wrap(err, fault.Unreadable, "%s: this folder cannot be made. Choose another with --out.", dir)
			}
		default:
			dir, name = filepath.Split(dir)
		}
	}
	for _, f := range files {
		to := f.Name
		switch {
		case name != "" && f.Beside:
			to = name + "-metadata.json"
		case name != "":
			to = name
		}
		path := filepath.Join(dir, to)
		if err := replace(path, f.Data); err != nil {
			return fault.Wrap(err, fault.Unreadable, "%s: this file cannot be written. Check that the folder is there and that no other program has the file open.", path)
		}
		e.say("%s", path)
	}
	return nil
}

// replace writes a file whole or not at all.
func replace(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".verbatim-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // gone already where all went well
	_, err = f.Write(data)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
