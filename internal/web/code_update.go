package web

import (
	"context"
	"database/sql"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/ui/words"

	screen "verbatim/ui/codebook"
)

// updateCode saves the fields of a code that a form carries: all of them
// without a script, the one just left with it.
//
// A form says of each field what it started from (was-FIELD). A field that the
// form did not change is left alone, whatever it says by now; one that somebody
// else changed meanwhile is not overwritten: nothing is saved, and both
// wordings come back.
func (s *Server) updateCode(c echo.Context) error {
	ctx, p, who := c.Request().Context(), projectOf(c), personOf(c).ID
	form, err := c.FormParams()
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "This form cannot be read. Load the page again.")
	}
	edit := codeEdit{form: form}
	var name string
	missing := p.DB.Read(ctx, func(tx *sql.Tx) error {
		code, err := codeOf(ctx, tx, c.Param("code"))
		name = code.Name
		edit.read(&code)
		return err
	})
	if missing != nil {
		return missing
	}
	var saved codebook.Code
	recheck := ""
	e, err := history.Do(ctx, p.DB, action(c, "code.update", append([]string{name}, edit.changed...)...), func(tx *sql.Tx) error {
		code, err := codeOf(ctx, tx, c.Param("code"))
		if err != nil {
			return err
		}
		edit.read(&code)
		if len(edit.theirs) > 0 {
			keys := []string{}
			for key := range edit.theirs {
				keys = append(keys, key)
			}
			return fault.New(fault.Conflict, "Somebody changed %s of “%s” meanwhile. Nothing was saved; look at the two and choose.", fieldNames(ctx, keys), code.Name)
		}
		before := code.Meaning
		if err := edit.save(ctx, tx, who, code); err != nil {
			return err
		}
		if saved, err = codebook.Get(ctx, tx, code.ID); err != nil || saved.Meaning == before {
			return err
		}
		recheck, err = recheckSaid(ctx, tx, viewerOf(c), code.ID)
		return err
	})
	if err != nil {
		return s.refusedUpdate(c, err, &edit)
	}
	if wantsJSON(c.Request()) {
		return c.JSON(http.StatusOK, map[string]string{"said": saidCode(ctx, e), "at": words.Say(ctx, "saved", time.Now().Format("15:04:05")),
			"name": saved.Name, "short": saved.Short, "recheck": recheck})
	}
	return doneCode(c, c.Param("code"))
}

// codeEdit is a form laid over a code.
type codeEdit struct {
	form    map[string][]string
	changed []string          // keys of the fields that the form changes
	theirs  map[string]string // fields that somebody else changed too, as they are now
}

// value is a field of the form as it is stored: LF line ends, no white space
// around it.
func (e *codeEdit) value(key string) (string, bool) {
	list := e.form[key]
	if len(list) == 0 {
		return "", false
	}
	return strings.TrimSpace(strings.ReplaceAll(list[0], "\r\n", "\n")), true
}

// read puts the form's changes into a code as it is stored now.
func (e *codeEdit) read(code *codebook.Code) {
	e.changed, e.theirs = nil, map[string]string{}
	for _, f := range codeFields {
		want, there := e.value(f.key)
		if take, ok := e.value("take"); ok && f.key == "example" {
			want, there = take, true // a passage chosen as the example
		}
		now := codeField(code, f.key)
		was, known := e.value("was-" + f.key)
		if !known {
			was = strings.TrimSpace(now)
		}
		switch {
		case !there || want == was || want == strings.TrimSpace(now):
		case was != strings.TrimSpace(now):
			e.theirs[f.key] = now
		default:
			e.changed = append(e.changed, f.key)
			setCodeField(code, f.key, want)
		}
	}
}

// save stores the changed code. A passage of its own that is taken as the
// example does not change what it means.
func (e *codeEdit) save(ctx context.Context, tx *sql.Tx, who int64, code codebook.Code) error {
	_, taken := e.value("take")
	if same, _ := e.value("same"); same != "" || taken {
		return codebook.Reword(ctx, tx, who, code)
	}
	return codebook.Update(ctx, tx, who, code)
}

// textOf is the text field of a code that a key names, nil for the others.
func textOf(code *codebook.Code, key string) *string {
	switch key {
	case "name":
		return &code.Name
	case "short":
		return &code.Short
	case "brief":
		return &code.Brief
	case "full":
		return &code.Full
	case "inclusion":
		return &code.Inclusion
	case "exclusion":
		return &code.Exclusion
	case "example":
		return &code.Example
	case "close":
		return &code.CloseButNo
	case "confused":
		return &code.ConfusedWith
	case "origin":
		return &code.Origin
	}
	return nil
}

func codeField(code *codebook.Code, key string) string {
	switch text := textOf(code, key); {
	case text != nil:
		return *text
	case key == "colour":
		return strconv.Itoa(code.Colour)
	case code.Category:
		return "1"
	}
	return "0"
}

func setCodeField(code *codebook.Code, key, value string) {
	switch text := textOf(code, key); {
	case text != nil:
		*text = value
	case key == "colour":
		n, err := strconv.Atoi(value)
		if err != nil {
			n = -1 // refused by the codebook
		}
		code.Colour = n
	case key == "category":
		code.Category = value == "1"
	}
}

// refusedUpdate answers a refused save: to a script with the other wording, to
// a page as the form again with what was typed.
func (s *Server) refusedUpdate(c echo.Context, err error, edit *codeEdit) error {
	if wantsJSON(c.Request()) && len(edit.theirs) > 0 {
		message, _ := words.Fault(c.Request().Context(), err)
		return c.JSON(http.StatusConflict, map[string]any{"error": map[string]string{"code": string(fault.Conflict), "message": message}, "theirs": edit.theirs})
	}
	return s.refusedCode(c, err, func(message string) error {
		return s.codePage(c, statuses[fault.As(err).Code], c.Param("code"), func(v *screen.View) {
			v.Entry.Problem = message
			edit.retype(&v.Entry.Name, words.Say(c.Request().Context(), "code.clash"))
			edit.retype(&v.Entry.Short, words.Say(c.Request().Context(), "code.clash"))
			for i := range v.Entry.Fields {
				edit.retype(&v.Entry.Fields[i], words.Say(c.Request().Context(), "code.clash"))
			}
		})
	})
}

// retype puts back into a field what was typed. It starts from what is stored
// now, so that saving again means it.
func (e *codeEdit) retype(f *screen.Field, clash string) {
	if typed, ok := e.value(f.Key); ok {
		f.Value = typed
	}
	if theirs, ok := e.theirs[f.Key]; ok {
		f.Theirs, f.Clash = theirs, clash
	} else if was, ok := e.value("was-" + f.Key); ok && f.Value == was {
		f.Value = f.Was // not changed here
	}
}
