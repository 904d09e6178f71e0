package web

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/http"

	"github.com/labstack/echo/v4"

	"verbatim/fixtures"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/internal/intake"
	"verbatim/internal/people"
	"verbatim/internal/project"
)

// openExample goes to the example study, bringing it in the first time.
func (s *Server) openExample(c echo.Context) error {
	p, err := Example(c.Request().Context(), s.shelf)
	if err != nil {
		return err
	}
	defer p.Close()
	return c.Redirect(http.StatusSeeOther, projectURL(p, ""))
}

// Example opens the example study of a shelf, and makes it where it is not
// there yet, out of open files by the same import as anybody's.
func Example(ctx context.Context, shelf *project.Shelf) (*project.Project, error) {
	p, err := shelf.ByName(ctx, fixtures.Name)
	if !fault.Is(err, fault.NotFound) {
		return p, err
	}
	p, err = shelf.Create(ctx, fixtures.Name)
	if err != nil {
		return nil, err
	}
	if err := fillExample(ctx, p); err != nil {
		p.Close()
		slug, gone := shelf.Trash(p.Slug)
		if gone == nil {
			gone = shelf.Erase(slug)
		}
		return nil, errors.Join(err, gone)
	}
	return p, nil
}

// fillExample brings the study's files into its project.
func fillExample(ctx context.Context, p *project.Project) error {
	var who people.Person
	_, err := history.Do(ctx, p.DB, history.Action{What: "person.add", Subject: []string{fixtures.Coder}}, func(tx *sql.Tx) error {
		info, err := project.InfoTx(ctx, tx)
		if err != nil {
			return err
		}
		info.Banner = fixtures.Banner
		if err := project.Update(ctx, tx, info); err != nil {
			return err
		}
		who, err = people.Add(ctx, tx, fixtures.Coder)
		return err
	})
	if err != nil {
		return err
	}
	items, err := exampleFiles()
	if err != nil {
		return err
	}
	outcomes, err := intake.Store(ctx, p, who.ID, guid.New(), items, nil)
	if err != nil {
		return err
	}
	for _, o := range outcomes {
		if o.Fault != nil {
			return o.Fault
		}
		if o.Refused() {
			return o.Rows[0].Fault
		}
	}
	return nil
}

// exampleFiles reads the study's files as import would anybody's.
func exampleFiles() ([]intake.Item, error) {
	var items []intake.Item
	files := fixtures.Study()
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		items = append(items, intake.Inspect(intake.File{Name: name, Data: data}))
		return nil
	})
	return items, err
}
