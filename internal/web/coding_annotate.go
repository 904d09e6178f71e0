package web

import (
	"cmp"
	"database/sql"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/coding"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/text"
	"verbatim/ui/words"
)

// annotation is a request to say more of a coding. What it leaves out stays as
// it is; an empty value takes it away.
type annotation struct {
	change
	Valence *string `json:"valence" form:"valence"` // -1, 0, 1
	Weight  *string `json:"weight" form:"weight"`   // 0 to 100
	Comment *string `json:"comment" form:"comment"`
	Was     *string `json:"was" form:"was"` // the comment that the page showed
}

// readAnnotation reads the request of the desk's script, or of a form; forms
// send all that they show.
func readAnnotation(c echo.Context) (in annotation, script bool, err error) {
	if byScript(c) {
		return in, true, readJSON(c, &in)
	}
	form, err := c.FormParams()
	if err != nil {
		return in, false, fault.Wrap(err, fault.Invalid, "This form cannot be read. Load the page again.")
	}
	for key, to := range map[string]**string{"valence": &in.Valence, "weight": &in.Weight, "comment": &in.Comment, "was": &in.Was} {
		if form.Has(key) {
			value := strings.ReplaceAll(form.Get(key), "\r\n", "\n")
			*to = &value
		}
	}
	in.Request = form.Get("request")
	return in, false, nil
}

// annotateCoding sets valence, weight and comment of a coding, as far as the
// request names them.
func (s *Server) annotateCoding(c echo.Context) error {
	ctx := c.Request().Context()
	in, script, err := readAnnotation(c)
	if err != nil {
		return err
	}
	k, code, d, missing := codingOf(c)
	a := history.Action{Who: personOf(c).ID, Document: d.ID, Request: in.Request}
	a.What, a.Subject = in.said(k, code.Name)
	e, err := history.Do(ctx, projectOf(c).DB, a, func(tx *sql.Tx) error {
		if missing != nil {
			return missing
		}
		now, err := coding.Get(ctx, tx, viewerOf(c), k.ID)
		if err != nil {
			return err
		}
		if err := in.lay(&now); err != nil {
			return err
		}
		return coding.Annotate(ctx, tx, viewerOf(c), k.ID, now.Valence, now.Weight, now.Comment)
	})
	if err != nil {
		return err
	}
	if !script {
		return done(c, e, projectURL(projectOf(c), "/passages"))
	}
	status := words.Say(ctx, "note.same")
	if e.ID != 0 {
		status = did(ctx, e)
	}
	return s.replied(c, in.Document, e, status)
}

// lay puts what the request names into a coding. A comment that is not the one
// the page showed is not overwritten.
func (in annotation) lay(k *coding.Coding) error {
	if ok := in.Valence == nil || numberOrNone(*in.Valence, &k.Valence); !ok {
		return fault.New(fault.Invalid, "Valence is −1, 0 or 1, or empty.")
	}
	if ok := in.Weight == nil || numberOrNone(*in.Weight, &k.Weight); !ok {
		return fault.New(fault.Invalid, "Weight is a whole number from 0 to 100, or empty.")
	}
	if in.Comment == nil {
		return nil
	}
	want := strings.TrimSpace(*in.Comment)
	if in.Was != nil && strings.TrimSpace(*in.Was) != k.Comment && want != k.Comment {
		return fault.New(fault.Conflict, "The comment was changed meanwhile and now says “%s”. Yours was not saved; look at the two.", text.Cut(k.Comment, 200))
	}
	k.Comment = want
	return nil
}

// numberOrNone reads a whole number, or nothing; false where it is neither.
func numberOrNone(value string, to **int) bool {
	if value = strings.TrimSpace(value); value == "" {
		*to = nil
		return true
	}
	n, err := strconv.Atoi(value)
	*to = &n
	return err == nil
}

// said is what the history says of the request: the one thing that it changes
// with its value, or that several were.
func (in annotation) said(k coding.Coding, code string) (what string, subject []string) {
	now := func(n *int) string {
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n)
	}
	var changed []string
	if in.Valence != nil && strings.TrimSpace(*in.Valence) != now(k.Valence) {
		sign := map[string]string{"-1": "−", "1": "+"}[*in.Valence]
		changed = append(changed, "valence", cmp.Or(sign, *in.Valence))
	}
	if in.Weight != nil && strings.TrimSpace(*in.Weight) != now(k.Weight) {
		changed = append(changed, "weight", strings.TrimSpace(*in.Weight))
	}
	if in.Comment != nil && strings.TrimSpace(*in.Comment) != k.Comment {
		changed = append(changed, "comment", text.Middle(text.Collapse(*in.Comment), 60))
	}
	if len(changed) != 2 {
		return "coding.note", []string{code}
	}
	if what = "coding.note." + changed[0]; changed[1] == "" {
		what += ".none"
	}
	return what, []string{changed[1], code}
}
