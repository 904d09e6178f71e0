package intake

import (
	"database/sql"
	"regexp"
	"strconv"
	"strings"

	"verbatim/internal/cases"
	"verbatim/internal/codebook"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/finding"
	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/internal/transcript"
)

// tables stores the project files of one kind, each in an entry of its own.
func (s *storing) tables(kind string) error {
	row := map[string]func(*storing, *sql.Tx, *Table, int, *Outcome) error{
		transcript.CodebookFile:     (*storing).code,
		transcript.CasesFile:        (*storing).unit,
		transcript.ParticipantsFile: (*storing).participant,
		transcript.CodingsFile:      (*storing).coding,
		transcript.FindingsFile:     (*storing).finding,
	}[kind]
	for i, item := range s.items {
		if item.Kind != kind || item.Fault != nil {
			continue
		}
		if err := s.ctx.Err(); err != nil {
			return err
		}
		out := &s.out[i]
		out.Notes = append(out.Notes, item.Table.Notes...)
		a := history.Action{Who: s.who, What: kind + ".import", Subject: []string{item.Name}, Request: s.requestFor(item.Name)}
		_, err := history.Do(s.ctx, s.p.DB, a, func(tx *sql.Tx) error {
			for r := range item.Table.cells {
				if err := s.ctx.Err(); err != nil {
					return err
				}
				err := s.whole(tx, func() error { return row(s, tx, item.Table, r, out) })
				if fault.As(err) != nil {
					out.Rows = append(out.Rows, RowFault{Line: item.Table.lines[r], Fault: err})
				} else if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		out.Done = true
		s.step(i)
	}
	return nil
}

// whole does a row whole or not at all.
func (s *storing) whole(tx *sql.Tx, row func() error) error {
	if _, err := tx.ExecContext(s.ctx, "SAVEPOINT row"); err != nil {
		return err
	}
	failed := row()
	if failed != nil {
		s.viewers, s.codes = nil, nil // may hold what is taken back now
		if _, err := tx.ExecContext(s.ctx, "ROLLBACK TO row"); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(s.ctx, "RELEASE row"); err != nil {
		return err
	}
	return failed
}

// code stores a row of codebook.csv: a code at a path, made or changed.
func (s *storing) code(tx *sql.Tx, t *Table, r int, out *Outcome) error {
	path := t.cell(r, "code")
	if path == "" {
		return fault.New(fault.Invalid, "The row names no code. Write its path in the column “code”.")
	}
	want, err := s.codeFields(t, r)
	if err != nil {
		return err
	}
	have, err := codebook.At(s.ctx, tx, path)
	if fault.Is(err, fault.NotFound) {
		return s.newCode(tx, t, r, path, want, out)
	}
	if err != nil {
		return err
	}
	now := have
	for column, field := range map[string]*string{"brief_definition": &now.Brief, "full_definition": &now.Full, "inclusion": &now.Inclusion,
		"exclusion": &now.Exclusion, "typical_example": &now.Example, "close_but_no": &now.CloseButNo, "confused_with": &now.ConfusedWith,
		"short": &now.Short, "origin": &now.Origin} {
		if v := t.cell(r, column); v != "" {
			*field = v
		}
	}
	if t.has("category") {
		now.Category = want.Category
	}
	if want.Colour != 0 {
		now.Colour = want.Colour
	}
	if err := codebook.Update(s.ctx, tx, s.who, now); err != nil {
		return err
	}
	if err := s.themes(tx, t, r, have.ID); err != nil {
		return err
	}
	if retired := want.Status == codebook.Retired; t.cell(r, "status") != "" && retired != (have.Status == codebook.Retired) {
		if err := codebook.Retire(s.ctx, tx, s.who, have.ID, retired); err != nil {
			return err
		}
	}
	after, err := codebook.Get(s.ctx, tx, have.ID)
	if err != nil {
		return err
	}
	if after.Changed.Equal(have.Changed) {
		out.Same++
	} else {
		out.Changed++
	}
	return nil
}

// codeFields reads the columns of a code.
func (s *storing) codeFields(t *Table, r int) (codebook.Code, error) {
	c := codebook.Code{
		Short: t.cell(r, "short"), Brief: t.cell(r, "brief_definition"), Full: t.cell(r, "full_definition"),
		Inclusion: t.cell(r, "inclusion"), Exclusion: t.cell(r, "exclusion"), Example: t.cell(r, "typical_example"),
		CloseButNo: t.cell(r, "close_but_no"), ConfusedWith: t.cell(r, "confused_with"),
		Origin: strings.ToLower(t.cell(r, "origin")), Status: codebook.Status(strings.ToLower(t.cell(r, "status"))),
	}
	switch strings.ToLower(t.cell(r, "category")) {
	case "", "no", "0", "false":
	case "yes", "1", "true":
		c.Category = true
	default:
		return c, fault.New(fault.Invalid, "The column “category” says “%s”; it takes yes, no or nothing.", t.cell(r, "category"))
	}
	if colour := t.cell(r, "colour"); colour != "" {
		n, err := strconv.Atoi(colour)
		if err != nil || n < 0 || n > 8 {
			return c, fault.New(fault.Invalid, "The column “colour” says “%s”; it takes one of the eight hues, 1 to 8, or nothing.", colour)
		}
		c.Colour = n
	}
	if c.Status == codebook.Merged { // its codings went elsewhere; here it is a code out of use
		c.Status = codebook.Retired
	}
	return c, nil
}

func (s *storing) newCode(tx *sql.Tx, t *Table, r int, path string, c codebook.Code, out *Outcome) error {
	parts := codebook.SplitPath(path)
	if len(parts) > 1 {
		up, err := codebook.EnsureCategory(s.ctx, tx, s.who, codebook.JoinPath(parts[:len(parts)-1]), t.shorts()...)
		if err != nil {
			return err
		}
		c.Parent = up.ID
	}
	c.Name = parts[len(parts)-1]
	if g := t.cell(r, "code_guid"); guid.Valid(g) {
		known, err := codebook.Has(s.ctx, tx, g)
		if err != nil {
			return err
		}
		if !known {
			c.GUID = g
		}
	}
	made, err := codebook.Create(s.ctx, tx, s.who, c)
	if err != nil {
		return err
	}
	out.Added++
	return s.themes(tx, t, r, made.ID)
}

// themes puts a code into the themes that a row names, made where they are not
// there.
func (s *storing) themes(tx *sql.Tx, t *Table, r int, code int64) error {
	for _, name := range strings.Split(t.cell(r, "themes"), ";") {
		if strings.TrimSpace(name) == "" {
			continue
		}
		theme, err := codebook.EnsureTheme(s.ctx, tx, name)
		if err != nil {
			return err
		}
		if err := codebook.Tie(s.ctx, tx, theme.ID, code); err != nil {
			return err
		}
	}
	return nil
}

// unit stores a row of cases.csv: a case and its attributes.
func (s *storing) unit(tx *sql.Tx, t *Table, r int, out *Outcome) error {
	id, err := cases.EnsureCase(s.ctx, tx, t.cell(r, "case"))
	if err != nil {
		return err
	}
	out.Added++
	return s.values(tx, t, r, "case", id)
}

// values stores the attributes of a row.
func (s *storing) values(tx *sql.Tx, t *Table, r int, owner string, subject int64) error {
	for _, name := range t.attributes() {
		attribute, err := cases.EnsureAttribute(s.ctx, tx, owner, name, guessType(t.column(name)))
		if err != nil {
			return err
		}
		if err := cases.SetValue(s.ctx, tx, owner, subject, attribute, t.cell(r, strings.ToLower(name))); err != nil {
			return err
		}
	}
	return nil
}

var (
	isNumber = regexp.MustCompile(`^[+-]?\d+([.,]\d+)?$`)
	isDate   = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	isYesNo  = regexp.MustCompile(`(?i)^(yes|no|ja|nee|true|false)$`)
)

// guessType is the type that all values of a column have, text where they have
// none in common.
func guessType(values []string) string {
	for _, t := range []struct {
		name string
		is   *regexp.Regexp
	}{{"number", isNumber}, {"date", isDate}, {"yesno", isYesNo}} {
		all := len(values) > 0
		for _, v := range values {
			all = all && t.is.MatchString(v)
		}
		if all {
			return t.name
		}
	}
	return "text"
}

// participant stores a row of participants.csv: a participant with case,
// attributes, and the speaker behind whom he or she stands in a document.
func (s *storing) participant(tx *sql.Tx, t *Table, r int, out *Outcome) error {
	var doc document.Document
	if name := t.cell(r, "document"); name != "" {
		var err error
		if doc, err = s.find(tx, name); err != nil {
			return err
		}
	}
	id, err := cases.EnsureParticipant(s.ctx, tx, t.cell(r, "participant"))
	if err != nil {
		return err
	}
	p, err := cases.Get(s.ctx, tx, id)
	if err != nil {
		return err
	}
	if unit := t.cell(r, "case"); unit != "" {
		if p.Case, err = cases.EnsureCase(s.ctx, tx, unit); err != nil {
			return err
		}
	}
	if consent := strings.ToLower(t.cell(r, "consent")); consent != "" {
		p.Consent = map[string]string{"ja": "yes", "nee": "no"}[consent]
		if p.Consent == "" {
			p.Consent = consent
		}
	}
	if err := cases.Update(s.ctx, tx, p); err != nil {
		return err
	}
	if err := s.values(tx, t, r, "participant", id); err != nil {
		return err
	}
	out.Added++
	if doc.ID == 0 {
		return nil
	}
	return s.speaks(tx, doc, t.cell(r, "speaker"), p)
}

// speaks puts a participant behind a speaker of a document: the one named, else
// the only one who is not the interviewer.
func (s *storing) speaks(tx *sql.Tx, doc document.Document, label string, p cases.Participant) error {
	speakers, err := document.Speakers(s.ctx, tx, doc.ID)
	if err != nil {
		return err
	}
	if len(speakers) == 0 { // nobody is labelled: all of it is this participant's
		return document.AddSpeaker(s.ctx, tx, doc.ID, p.Name, p.ID)
	}
	var hits []document.Speaker
	var names []string
	for _, sp := range speakers {
		names = append(names, "“"+sp.Name+"”")
		if label != "" && sp.Is(label) || label == "" && !sp.Interviewer {
			hits = append(hits, sp)
		}
	}
	if label == "" && len(hits) > 1 { // a label that is the participant's own name decides
		for _, sp := range hits {
			if sp.Is(p.Name) {
				hits = []document.Speaker{sp}
				break
			}
		}
	}
	switch {
	case len(hits) == 0 && label != "":
		return fault.New(fault.NotFound, "There is no speaker “%s” in “%s”. There is: %s.", label, doc.Name, strings.Join(names, ", "))
	case len(hits) != 1:
		return fault.New(fault.Invalid, "“%s” has the speakers %s. Say in the column “speaker” which of them is %s.", doc.Name, strings.Join(names, ", "), p.Name)
	}
	hits[0].Participant = p.ID
	return document.SetSpeaker(s.ctx, tx, hits[0])
}

// finding stores a row of findings.csv.
func (s *storing) finding(tx *sql.Tx, t *Table, r int, out *Outcome) error {
	f := finding.Finding{Name: t.cell(r, "finding"), Statement: t.cell(r, "statement"), StatementEN: t.cell(r, "statement_en"), Probe: t.cell(r, "probe"), OnSheet: true}
	for _, path := range strings.Split(t.cell(r, "evidence"), ";") {
		if path = strings.TrimSpace(path); path == "" {
			continue
		}
		c, err := codebook.Find(s.ctx, tx, path)
		if err != nil {
			return err
		}
		f.Codes = append(f.Codes, c.ID)
	}
	list, err := finding.List(s.ctx, tx)
	if err != nil {
		return err
	}
	for _, have := range list {
		if have.Name != f.Name {
			continue
		}
		f.ID, f.OnSheet = have.ID, have.OnSheet
		if err := finding.Update(s.ctx, tx, f); err != nil {
			return err
		}
		out.Changed++
		return finding.SetCodes(s.ctx, tx, f.ID, f.Codes)
	}
	if _, err := finding.Create(s.ctx, tx, f); err != nil {
		return err
	}
	out.Added++
	return nil
}
