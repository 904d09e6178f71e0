package web

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/fault"
	"verbatim/internal/project"
	screen "verbatim/ui/history"
	"verbatim/ui/page"
	"verbatim/ui/start"
	"verbatim/ui/words"
)

// showBackups lists the program's own copies of the project.
func (s *Server) showBackups(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	list, err := p.Backups()
	if err != nil {
		return err
	}
	v := screen.BackupView{Root: projectURL(p, ""), CopyName: words.Say(ctx, "backup.copy.proposed", infoOf(c).Name)}
	for _, k := range list {
		at := k.At.In(time.Local)
		v.Kept = append(v.Kept, screen.Kept{Name: k.Name, Kind: words.Say(ctx, "backup."+k.Kind), When: words.When(ctx, at, time.Now()),
			Stamp: k.At.Format(time.RFC3339), Size: fmt.Sprintf("%.1f MB", float64(k.Size)/1e6)})
	}
	return s.show(c, page.Frame{Title: words.Say(ctx, "backup.title"), Screen: "history"}, screen.Backups(v))
}

// downloadBackup sends a backup of the project as it is now.
func downloadBackup(c echo.Context) error {
	p := projectOf(c)
	name := p.Slug + "-" + time.Now().Format("2006-01-02") + ".zip"
	c.Response().Header().Set(echo.HeaderContentType, "application/zip")
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	c.Response().WriteHeader(http.StatusOK)
	return project.Backup(c.Request().Context(), c.Response(), p)
}

// restoreBackup puts one of the project's own copies beside it.
func (s *Server) restoreBackup(c echo.Context) error {
	if err := openedOf(c).mayOwn(); err != nil {
		return err
	}
	slug, err := s.shelf.RestoreKept(c.Request().Context(), projectOf(c), c.FormValue("name"))
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/p/"+slug)
}

// openBackup puts the projects of a backup that was downloaded beside those that
// are there.
func (s *Server) openBackup(c echo.Context) error {
	ctx := c.Request().Context()
	slugs, err := s.readBackup(c)
	if err != nil {
		message, ok := words.Fault(ctx, err)
		if !ok {
			return err
		}
		return s.startPage(c, start.View{NoBackup: message})
	}
	if len(slugs) == 1 {
		return c.Redirect(http.StatusSeeOther, "/p/"+slugs[0])
	}
	return c.Redirect(http.StatusSeeOther, "/")
}

func (s *Server) readBackup(c echo.Context) (slugs []string, err error) {
	sent, err := c.FormFile("backup")
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, fault.New(fault.TooLarge, "This backup is larger than %d MB, more than the browser may send. “verbatim restore” and the name of the file brings it back from the command line.", large.Limit>>20)
	case err != nil:
		return nil, fault.Wrap(err, fault.Invalid, "No backup was chosen. Choose the zip and try again.")
	}
	f, err := sent.Open()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return s.shelf.Restore(c.Request().Context(), f, sent.Size, sent.Filename)
}

// duplicateProject makes a copy of the project under another name.
func (s *Server) duplicateProject(c echo.Context) error {
	if err := openedOf(c).mayOwn(); err != nil {
		return err
	}
	slug, err := s.shelf.Duplicate(c.Request().Context(), projectOf(c), c.FormValue("name"))
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/p/"+slug)
}
