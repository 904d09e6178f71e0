package web

import (
	"context"
	"database/sql"

	"github.com/labstack/echo/v4"

	"verbatim/internal/fault"
	"verbatim/internal/finding"
	"verbatim/internal/history"
	"verbatim/internal/text"

	screen "verbatim/ui/finding"
)

// updateFinding saves the words of a statement. Words that are refused come
// back in their fields.
func (s *Server) updateFinding(c echo.Context) error {
	short := c.Param("finding")
	e, err := s.onFinding(c, "finding.update", func(ctx context.Context, tx *sql.Tx, f finding.Finding) error {
		if seen := c.FormValue("seen"); seen != "" && seen != f.Seen() {
			return fault.New(fault.Conflict, "Somebody changed this statement meanwhile; it says now: “%s”. Nothing was saved. Save again to put yours in its place.", f.Statement)
		}
		f.Name, f.Statement, f.StatementEN = c.FormValue("name"), c.FormValue("statement"), c.FormValue("statement_en")
		f.Probe, f.OnSheet = c.FormValue("probe"), c.FormValue("onsheet") != ""
		return finding.Update(ctx, tx, f)
	})
	if err != nil {
		return s.refusedFinding(c, err, short, func(v *screen.View, message string) {
			v.Entry.Problem = message
			v.Entry.Name, v.Entry.Statement, v.Entry.StatementEN = c.FormValue("name"), c.FormValue("statement"), c.FormValue("statement_en")
			v.Entry.Probe, v.Entry.OnSheet = c.FormValue("probe"), c.FormValue("onsheet") != ""
		})
	}
	return doneFinding(c, e, short)
}

// onFinding does something to the finding that the address names, in an entry
// whose sentence begins with its words; more are the sentence's other names.
func (s *Server) onFinding(c echo.Context, what string, fn func(ctx context.Context, tx *sql.Tx, f finding.Finding) error, more ...string) (history.Entry, error) {
	ctx, p := c.Request().Context(), projectOf(c)
	var f finding.Finding
	err := p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		f, err = finding.ByShort(ctx, tx, c.Param("finding"))
		return err
	})
	if err != nil {
		return history.Entry{}, err
	}
	name := f.Statement
	if name == "" {
		name = f.Name
	}
	return history.Do(ctx, p.DB, action(c, what, append([]string{text.Cut(name, 60)}, more...)...), func(tx *sql.Tx) error {
		f, err := finding.Get(ctx, tx, f.ID) // as it is now
		if err != nil {
			return err
		}
		return fn(ctx, tx, f)
	})
}
