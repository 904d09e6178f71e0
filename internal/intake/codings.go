package intake

import (
	"database/sql"
	"strconv"
	"strings"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/people"
	"verbatim/internal/text"
)

// coding stores a row of codings.csv: a code on a passage by a coder. The quote
// must be the text at start–end; else it is looked for and taken where it stands
// once.
func (s *storing) coding(tx *sql.Tx, t *Table, r int, out *Outcome) error {
	doc, err := s.find(tx, t.cell(r, "document"))
	if err != nil {
		return err
	}
	m, err := s.passage(tx, t, r, doc)
	if err != nil {
		return err
	}
	c, err := s.fields(t, r)
	if err != nil {
		return err
	}
	v, err := s.coder(tx, t, r)
	if err != nil {
		return err
	}
	code, err := s.codeOf(tx, t.cell(r, "code"))
	if err != nil {
		return err
	}
	c.Code = code.ID
	added, err := coding.Enter(s.ctx, tx, v, m, c)
	if err != nil {
		return err
	}
	if added {
		out.Added++
	} else {
		out.Same++
	}
	return nil
}

// passage finds where the quote of a row stands.
func (s *storing) passage(tx *sql.Tx, t *Table, r int, doc document.Document) (coding.Mark, error) {
	quote := t.raw(r, "quote")
	if strings.TrimSpace(quote) == "" {
		return coding.Mark{}, fault.New(fault.Invalid, "The row has no quote. Write the words that are coded in the column “quote”.")
	}
	m := coding.Mark{Document: doc.ID, Version: doc.Version, Exact: quote}
	start, startErr := strconv.Atoi(t.cell(r, "start"))
	end, endErr := strconv.Atoi(t.cell(r, "end"))
	if startErr == nil && endErr == nil && start >= 0 && end > start && end <= doc.Length {
		there, err := document.Text(s.ctx, tx, doc, start, end)
		if err != nil {
			return m, err
		}
		if there == quote {
			m.Start, m.End = start, end
			return m, nil
		}
	}
	all, err := s.textOf(tx, doc)
	if err != nil {
		return m, err
	}
	at := strings.Index(all, quote)
	if at < 0 {
		return m, fault.New(fault.NotFound, "The words “%s” do not stand at %s–%s of “%s”, nor anywhere else in it. Check the quote against the transcript.",
			text.Middle(quote, 60), t.cell(r, "start"), t.cell(r, "end"), doc.Name)
	}
	if strings.Contains(all[at+1:], quote) {
		return m, fault.New(fault.Invalid, "The words “%s” do not stand at %s–%s of “%s”, and stand in it more than once. Correct start and end.",
			text.Middle(quote, 60), t.cell(r, "start"), t.cell(r, "end"), doc.Name)
	}
	m.Start = text.Len(all[:at])
	m.End = m.Start + text.Len(quote)
	return m, nil
}

// textOf is the whole text of the document that was asked for last.
func (s *storing) textOf(tx *sql.Tx, doc document.Document) (string, error) {
	if s.lastDoc == doc.ID {
		return s.lastText, nil
	}
	all, err := document.Text(s.ctx, tx, doc, 0, doc.Length)
	s.lastDoc, s.lastText = doc.ID, all
	return all, err
}

// fields reads valence, weight and comment of a row.
func (s *storing) fields(t *Table, r int) (coding.Coding, error) {
	c := coding.Coding{Comment: t.raw(r, "comment")}
	for _, f := range []struct {
		column   string
		to       **int
		min, max int
	}{{"valence", &c.Valence, -1, 1}, {"weight", &c.Weight, 0, 100}} {
		v := strings.Replace(t.cell(r, f.column), "−", "-", 1)
		if v == "" {
			continue
		}
		n, err := strconv.Atoi(v)
		if err != nil || n < f.min || n > f.max {
			return c, fault.New(fault.Invalid, "The column “%s” says “%s”; it takes a whole number from %d to %d, or nothing.", f.column, text.Cut(v, 20), f.min, f.max)
		}
		*f.to = &n
	}
	return c, nil
}

// coder is the viewer in whose layer a row goes: that of the coder it names, or
// whoever brings the file where it names none; the consensus where it says so.
func (s *storing) coder(tx *sql.Tx, t *Table, r int) (people.Viewer, error) {
	name := t.cell(r, "coder")
	key := name + "\x00" + t.cell(r, "layer")
	if v, ok := s.viewers[key]; ok {
		return v, nil
	}
	who := s.who
	if name != "" {
		p, err := people.Ensure(s.ctx, tx, name)
		if err != nil {
			return people.Viewer{}, err
		}
		who = p.ID
	}
	if who == 0 {
		return people.Viewer{}, fault.New(fault.Invalid, "The row names no coder. Write who coded it in the column “coder”.")
	}
	v, err := people.As(s.ctx, tx, who)
	if err != nil {
		return v, err
	}
	if layer := t.cell(r, "layer"); strings.EqualFold(layer, string(people.Consensus)) {
		l, err := people.EnsureConsensus(s.ctx, tx)
		if err != nil {
			return v, err
		}
		v.Write = l.ID
	} else if layer != "" {
		l, err := people.LayerByName(s.ctx, tx, layer)
		if err != nil {
			return v, err
		}
		if l.ID != v.Write {
			return v, fault.New(fault.Invalid, "The layer “%s” is not that of the coder “%s”. Leave the column “layer” empty for a coder's own.", layer, name)
		}
	}
	if s.viewers == nil {
		s.viewers = map[string]people.Viewer{}
	}
	s.viewers[key] = v
	return v, nil
}

// codeOf is the code at a path, made with what is missing above it where it does
// not exist. A category that is applied here is one no longer.
func (s *storing) codeOf(tx *sql.Tx, path string) (codebook.Code, error) {
	if path == "" {
		return codebook.Code{}, fault.New(fault.Invalid, "The row names no code. Write its path in the column “code”.")
	}
	if c, ok := s.codes[path]; ok {
		return c, nil
	}
	c, err := codebook.Find(s.ctx, tx, path)
	if fault.Is(err, fault.NotFound) {
		c, err = codebook.Ensure(s.ctx, tx, s.who, path)
	}
	if err == nil && c.Category {
		c.Category = false
		err = codebook.Update(s.ctx, tx, s.who, c)
	}
	if err != nil {
		return c, err
	}
	if s.codes == nil {
		s.codes = map[string]codebook.Code{}
	}
	s.codes[path] = c
	return c, nil
}
