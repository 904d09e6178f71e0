package web

import (
	"context"
	"database/sql"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/text"
)

// changeTheme does one thing with a theme, as do says: create makes one (name),
// add puts codes in (code, or to as typed), leave takes one out, update gives it
// its words, up and down move it, delete takes it away. The button that takes a
// code out names the code by itself (leave).
func (s *Server) changeTheme(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	var t themeChange
	missing := p.DB.Read(ctx, func(tx *sql.Tx) error { return t.read(ctx, tx, c) })
	_, err := history.Do(ctx, p.DB, action(c, t.what, t.subject...), func(tx *sql.Tx) error {
		if missing != nil { // said here, so that a theme deleted twice is just gone
			return missing
		}
		return t.apply(ctx, tx, c)
	})
	if err != nil {
		return s.refusedTyped(c, err, func(message string) error {
			return s.themePage(c, statuses[fault.As(err).Code], message)
		})
	}
	return c.Redirect(http.StatusSeeOther, localPath(c.FormValue("back"), codeURL(c, "themes")))
}

// themeChange is what a form wants done with a theme.
type themeChange struct {
	do, what string
	subject  []string
	theme    codebook.Theme  // zero where it is to be made
	codes    []codebook.Code // to put in or take out
}

// read understands the form.
func (t *themeChange) read(ctx context.Context, tx *sql.Tx, c echo.Context) error {
	t.do, t.what = c.FormValue("do"), "theme.update"
	form, err := c.FormParams()
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "This form cannot be read. Load the page again.")
	}
	shorts := form["code"]
	if leave := c.FormValue("leave"); leave != "" {
		t.do, shorts = "leave", []string{leave}
	}
	if len(shorts) > 0 {
		if t.codes, err = codesOf(ctx, tx, shorts); err != nil {
			return err
		}
	}
	if to := strings.TrimSpace(c.FormValue("to")); to != "" && t.do != "leave" {
		code, err := codebook.Find(ctx, tx, to)
		if err != nil {
			return err
		}
		t.codes = append(t.codes, code)
	}
	name := text.Collapse(c.FormValue("name"))
	if short := c.FormValue("theme"); short != "" {
		t.theme, err = codebook.ThemeByShort(ctx, tx, short)
	} else if t.do != "create" && t.do != "add" {
		err = fault.New(fault.Invalid, "The page sent something that cannot be understood. Load it again.")
	} else {
		t.theme.Name = name
	}
	t.what, t.subject = "theme."+t.do, []string{t.theme.Name}
	switch {
	case err != nil:
		t.what = "theme.update"
	case t.do == "update" && name != t.theme.Name:
		t.what, t.subject = "theme.rename", []string{t.theme.Name, name}
	case t.do == "add" || t.do == "leave":
		t.subject = append(t.subject, namesOf(t.codes))
		if len(t.codes) == 0 {
			return fault.New(fault.Invalid, "Write the name of the code that is to be part of “%s”.", t.theme.Name)
		}
	}
	return err
}

func (t *themeChange) apply(ctx context.Context, tx *sql.Tx, c echo.Context) (err error) {
	switch t.do {
	case "create", "add":
		if t.theme.ID == 0 {
			list, err := codebook.Themes(ctx, tx)
			if err != nil {
				return err
			}
			if t.do == "create" && slices.ContainsFunc(list, func(o codebook.Theme) bool { return o.Name == t.theme.Name }) {
				return fault.New(fault.Conflict, "There is a theme “%s” already. Choose another name.", t.theme.Name)
			}
			if t.theme, err = codebook.EnsureTheme(ctx, tx, t.theme.Name); err != nil {
				return err
			}
		}
		return t.tie(ctx, tx)
	case "update":
		t.theme.Name, t.theme.About = c.FormValue("name"), strings.ReplaceAll(c.FormValue("about"), "\r\n", "\n")
		if err := codebook.UpdateTheme(ctx, tx, t.theme); err != nil {
			return err
		}
		return t.tie(ctx, tx)
	case "leave":
		return codebook.Untie(ctx, tx, t.theme.ID, t.codes[0].ID)
	case "up", "down":
		return codebook.StepTheme(ctx, tx, t.theme.ID, t.do == "up")
	case "delete":
		return codebook.DeleteTheme(ctx, tx, t.theme.ID)
	}
	return fault.New(fault.Invalid, "The page sent something that cannot be understood. Load it again.")
}

func (t *themeChange) tie(ctx context.Context, tx *sql.Tx) error {
	var ids []int64
	for _, code := range t.codes {
		ids = append(ids, code.ID)
	}
	return codebook.Tie(ctx, tx, t.theme.ID, ids...)
}
