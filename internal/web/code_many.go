package web

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/text"

	screen "verbatim/ui/codebook"
)

// changeCodes does one thing with the ticked codes (code), in one entry: do
// says what. A form names where they go by what was typed (to), a drag by
// parent and before.
func (s *Server) changeCodes(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	var m manyCodes
	missing := p.DB.Read(ctx, func(tx *sql.Tx) error { return m.read(ctx, tx, c) })
	if missing == nil {
		missing = m.understand(c)
	}
	_, err := history.Do(ctx, p.DB, action(c, m.what, m.subject...), func(tx *sql.Tx) error {
		if missing != nil { // said here, so that a form sent twice is just done
			return missing
		}
		return m.do(ctx, tx)
	})
	if err != nil {
		return s.refusedMany(c, err)
	}
	return doneCode(c, c.FormValue("at"))
}

// manyCodes is what a form wants done with several codes.
type manyCodes struct {
	codes   []codebook.Code // ticked, in the order of the tree
	to      codebook.Code   // the one that they go to, where one is named; zero for the top
	before  int64
	what    string // of the entry
	subject []string
	do      func(ctx context.Context, tx *sql.Tx) error
}

func (m *manyCodes) ids() []int64 {
	out := make([]int64, len(m.codes))
	for i, c := range m.codes {
		out[i] = c.ID
	}
	return out
}

// read finds the ticked codes, and the one that the form names.
func (m *manyCodes) read(ctx context.Context, tx *sql.Tx, c echo.Context) error {
	m.what = "code.many"
	form, err := c.FormParams()
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "This form cannot be read. Load the page again.")
	}
	if m.codes, err = codesOf(ctx, tx, form["code"]); err != nil {
		return err
	}
	if before := c.FormValue("before"); before != "" {
		code, err := codeOf(ctx, tx, before)
		if err != nil {
			return err
		}
		m.before = code.ID
	}
	switch parent, to := c.FormValue("parent"), strings.TrimSpace(c.FormValue("to")); {
	case parent != "":
		m.to, err = codeOf(ctx, tx, parent)
	case c.FormValue("do") == "move" && len(form["parent"]) == 0: // typed, not dragged
		if to == "" {
			return fault.New(fault.Invalid, "Write the name of the code that the ticked ones are to go under, or put them at the top.")
		}
		m.to, err = codebook.Find(ctx, tx, to)
	}
	return err
}

// codesOf reads the codes that a form names, in the order of the tree.
func codesOf(ctx context.Context, tx *sql.Tx, shorts []string) ([]codebook.Code, error) {
	if len(shorts) == 0 {
		return nil, fault.New(fault.Invalid, "Tick at least one code, with its box or with x.")
	}
	wanted := map[int64]bool{}
	for _, short := range shorts {
		code, err := codeOf(ctx, tx, short)
		if err != nil {
			return nil, err
		}
		wanted[code.ID] = true
	}
	list, err := codebook.List(ctx, tx)
	var out []codebook.Code
	for _, code := range list {
		if wanted[code.ID] {
			out = append(out, code)
		}
	}
	return out, err
}

// namesOf says which codes in a line that stays short: three names, and how
// many more.
func namesOf(codes []codebook.Code) string {
	var names []string
	for _, c := range codes[:min(len(codes), 3)] {
		names = append(names, c.Name)
	}
	line := strings.Join(names, ", ")
	if more := len(codes) - len(names); more > 0 {
		line += " + " + strconv.Itoa(more)
	}
	return line
}

// understand reads what is to be done.
func (m *manyCodes) understand(c echo.Context) error {
	who, names := personOf(c).ID, namesOf(m.codes)
	switch c.FormValue("do") {
	case "move", "top":
		m.what, m.subject = "code.move.many", []string{m.to.Name, names}
		if m.to.ID == 0 {
			m.what, m.subject = "code.move.top", []string{names}
		}
		m.do = func(ctx context.Context, tx *sql.Tx) error {
			return codebook.MoveAll(ctx, tx, m.ids(), m.to.ID, m.before)
		}
	case "group":
		return m.group(c)
	case "retire":
		retired := codebook.Retired
		m.what, m.subject = "code.retire.many", []string{names}
		m.do = func(ctx context.Context, tx *sql.Tx) error {
			return codebook.SetAll(ctx, tx, who, m.ids(), codebook.Setting{Status: &retired})
		}
	case "pin":
		m.what, m.subject = "code.pin", []string{names}
		m.do = func(ctx context.Context, tx *sql.Tx) error { return codebook.Pin(ctx, tx, true, m.ids()...) }
	case "theme":
		name := text.Collapse(c.FormValue("theme"))
		if name == "" {
			return fault.New(fault.Invalid, "Write the name of the theme that the ticked codes are to be part of.")
		}
		m.what, m.subject = "theme.add", []string{name, names}
		m.do = func(ctx context.Context, tx *sql.Tx) error {
			theme, err := codebook.EnsureTheme(ctx, tx, name)
			if err != nil {
				return err
			}
			return codebook.Tie(ctx, tx, theme.ID, m.ids()...)
		}
	case "set":
		return m.set(c)
	default:
		return fault.New(fault.Invalid, "The page sent something that cannot be understood. Load it again.")
	}
	return nil
}

// group makes a category of the ticked codes: where the first of them stands,
// or at the path that was typed.
func (m *manyCodes) group(c echo.Context) error {
	who, path := personOf(c).ID, strings.TrimSpace(c.FormValue("to"))
	if path == "" {
		return fault.New(fault.Invalid, "Write the name of the new category first.")
	}
	parts := codebook.SplitPath(path)
	m.what, m.subject = "code.group", []string{parts[len(parts)-1], namesOf(m.codes)}
	m.do = func(ctx context.Context, tx *sql.Tx) error {
		var above int64
		if len(parts) > 1 {
			up, err := codebook.EnsureCategory(ctx, tx, who, codebook.JoinPath(parts[:len(parts)-1]))
			if err != nil {
				return err
			}
			above = up.ID
		} else {
			above = m.codes[0].Parent
		}
		made, err := codebook.Create(ctx, tx, who, codebook.Code{Name: parts[len(parts)-1], Parent: above, Category: true})
		if err != nil {
			return err
		}
		return codebook.MoveAll(ctx, tx, m.ids(), made.ID, 0)
	}
	return nil
}

// set gives the ticked codes a status, an origin or a colour.
func (m *manyCodes) set(c echo.Context) error {
	var to codebook.Setting
	var keys []string
	if v := c.FormValue("status"); v != "" {
		status := codebook.Status(v)
		to.Status, keys = &status, append(keys, "status")
	}
	if v := c.FormValue("origin"); v != "" {
		to.Origin, keys = &v, append(keys, "origin")
	}
	if v := c.FormValue("colour"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil {
			n = -1 // refused by the codebook
		}
		to.Colour, keys = &n, append(keys, "colour")
	}
	if len(keys) == 0 {
		return fault.New(fault.Invalid, "Choose a status, an origin or a colour for the ticked codes first.")
	}
	who := personOf(c).ID
	m.what, m.subject = "code.set", append([]string{namesOf(m.codes)}, keys...)
	m.do = func(ctx context.Context, tx *sql.Tx) error { return codebook.SetAll(ctx, tx, who, m.ids(), to) }
	return nil
}

// refusedMany shows the codebook again with the ticks and what was refused.
func (s *Server) refusedMany(c echo.Context, err error) error {
	return s.refusedTyped(c, err, func(message string) error {
		return s.codePage(c, statuses[fault.As(err).Code], c.FormValue("at"), func(v *screen.View) {
			form, _ := c.FormParams()
			v.Many.Problem, v.Many.To = message, c.FormValue("to")
			v.Tick(form["code"])
		})
	})
}
