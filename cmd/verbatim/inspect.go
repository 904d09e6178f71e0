package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"verbatim/internal/fault"
	"verbatim/internal/intake"
	"verbatim/internal/transcript"
)

type inspectCommand struct {
	JSON  bool     `name:"json" help:"One JSON object a line and file."`
	Files []string `arg:"" name:"file" placeholder:"FILE" help:"Files to look at."`
}

// Run says what import would make of each file; it changes nothing.
func (c *inspectCommand) Run(e *env) error {
	refused := false
	lines := json.NewEncoder(e.out)
	lines.SetEscapeHTML(false)
	err := readFiles(c.Files, func(path string, item intake.Item) error {
		if item.Fault != nil {
			f := fault.As(item.Fault)
			if f == nil {
				return item.Fault
			}
			refused = true
			e.refuse("%s: %s", path, f.Message)
			if c.JSON {
				r := (&transcript.Draft{Name: item.Name}).Report()
				r.Error = &transcript.ErrorReport{Code: string(f.Code), Message: f.Message}
				return lines.Encode(r)
			}
			return nil
		}
		switch {
		case item.Draft == nil && c.JSON:
			r := (&transcript.Draft{Name: item.Name, Format: item.Kind}).Report()
			for _, note := range item.Table.Notes {
				r.Warnings = append(r.Warnings, note.String())
			}
			return lines.Encode(r)
		case item.Draft == nil:
			e.say("%s: %s, %d rows", path, item.Kind, item.Table.Rows)
			sayNotes(e, item.Table.Notes)
		case c.JSON:
			return lines.Encode(item.Draft.Report())
		default:
			sayDraft(e, path, item.Draft)
		}
		return nil
	})
	if err == nil && refused {
		return errRefused
	}
	return err
}

// sayDraft says for a person what a transcript would become.
func sayDraft(e *env, path string, d *transcript.Draft) {
	r := d.Report()
	var speakers []string
	for _, s := range r.Speakers {
		speakers = append(speakers, fmt.Sprintf("%s (%d)", s, r.TurnsPerSpeaker[s]))
	}
	if len(speakers) == 0 {
		speakers = []string{"no speakers"}
	}
	e.say("%s: %s, %s, language %s, %d turns, %d words; %s", path, r.Format, orNone(r.Encoding), orNone(r.Language), r.Turns, r.Words, strings.Join(speakers, ", "))
	for _, t := range []*transcript.TurnReport{r.FirstTurn, r.LastTurn} {
		if t != nil {
			e.say("    %s: %s", orNone(t.Speaker), t.Text)
		}
	}
	sayNotes(e, d.Warnings)
}

func sayNotes(e *env, notes []transcript.Warning) {
	for _, note := range notes {
		e.say("    note: %s", note.String())
	}
}

func orNone(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// largestFile is what one file may hold.
const largestFile = 250 << 20

// readFiles reads files side by side and hands each to use in their order.
func readFiles(paths []string, use func(path string, item intake.Item) error) error {
	items := make([]intake.Item, len(paths))
	var wait sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, path := range paths {
		wait.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			items[i] = readFile(path)
		})
	}
	wait.Wait()
	for i, path := range paths {
		if err := use(path, items[i]); err != nil {
			return err
		}
	}
	return nil
}

func readFile(path string) intake.Item {
	f := intake.File{Name: filepath.Base(path)}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = fault.New(fault.NotFound, "There is no such file. Check the path.")
	case err == nil && info.IsDir():
		err = fault.New(fault.Invalid, "This is a folder. Name the files in it.")
	case err == nil && info.Size() > largestFile:
		err = fault.New(fault.TooLarge, "The file is larger than 250 MB. Divide it, or take out its pictures.")
	case err == nil:
		f.Data, err = os.ReadFile(path)
	}
	if err == nil {
		return intake.Inspect(f)
	}
	if fault.As(err) == nil {
		err = fault.Wrap(err, fault.Unreadable, "The file cannot be read. Check that you may open it.")
	}
	return intake.Item{File: f, Fault: err}
}
