package web

import (
	"database/sql"
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/fault"
	"verbatim/internal/history"
)

// takeTravel brings in what was chosen of another codebook, in one entry.
func (s *Server) takeTravel(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	other, err := s.chosenTravel(c)
	if err != nil {
		return s.refusedTravel(c, err)
	}
	form, err := c.FormParams()
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "This form cannot be read. Load the page again.")
	}
	choices, n := map[string]codebook.Choice{}, 0
	for key := range form {
		if path, ok := strings.CutPrefix(key, "c."); ok {
			choices[path] = codebook.Choice(form.Get(key))
			if choices[path] != codebook.Keep {
				n++
			}
		}
	}
	e, err := history.Do(ctx, p.DB, action(c, "codebook.take", strconv.Itoa(n), other.name), func(tx *sql.Tx) error {
		_, err := codebook.Adopt(ctx, tx, personOf(c).ID, other.codes, choices)
		return err
	})
	if err != nil {
		return s.refusedTravel(c, err)
	}
	return done(c, e, codeURL(c, ""))
}

// chosenTravel reads again the codebook that the form was made from.
func (s *Server) chosenTravel(c echo.Context) (travelled, error) {
	if from := c.FormValue("from"); from != "" {
		return s.otherProject(c, from)
	}
	data, err := base64.StdEncoding.DecodeString(c.FormValue("data"))
	if err != nil || len(data) == 0 {
		return travelled{}, fault.New(fault.Invalid, "Choose another project, or a codebook.csv.")
	}
	return otherFile(c.FormValue("name"), data)
}
