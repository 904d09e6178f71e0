package intake

import (
	"verbatim/internal/codebook"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/text"
	"verbatim/internal/transcript"
)

// Codes reads the codes of a codebook.csv, as codebook.List would give them: a
// parent before what is under it, with ids of their own. A missing parent is a
// category.
func Codes(f File) ([]codebook.Code, error) {
	t, err := readTable(transcript.CodebookFile, f)
	if err != nil {
		return nil, err
	}
	r := codeRows{at: map[string]int{}}
	for row := range t.cells {
		path := t.cell(row, "code")
		if path == "" {
			return nil, fault.New(fault.Invalid, "The row names no code. Write its path in the column “code”.")
		}
		c, err := (*storing)(nil).codeFields(t, row)
		if err != nil {
			return nil, err
		}
		if g := t.cell(row, "code_guid"); guid.Valid(g) {
			c.GUID = g
		}
		r.add(codebook.SplitPath(path), c)
	}
	return r.inOrder(0), nil
}

// codeRows are codes read so far, by their path.
type codeRows struct {
	at   map[string]int // place in list
	list []codebook.Code
}

// add puts a code at a path, with what is missing above it.
func (r *codeRows) add(names []string, c codebook.Code) int64 {
	for i := range names {
		names[i] = text.Collapse(names[i])
	}
	var parent int64
	if len(names) > 1 {
		above := codebook.JoinPath(names[:len(names)-1])
		if at, there := r.at[above]; there {
			parent = r.list[at].ID
		} else {
			parent = r.add(names[:len(names)-1], codebook.Code{Category: true})
		}
	}
	c.Path, c.Name, c.Parent, c.Level = codebook.JoinPath(names), names[len(names)-1], parent, len(names)-1
	if c.Status == "" {
		c.Status = codebook.Active
	}
	if at, there := r.at[c.Path]; there {
		c.ID = r.list[at].ID
		r.list[at] = c
		return c.ID
	}
	c.ID = int64(len(r.list) + 1)
	r.at[c.Path] = len(r.list)
	r.list = append(r.list, c)
	return c.ID
}

// inOrder is the codes under a parent, each before what is under it.
func (r *codeRows) inOrder(parent int64) []codebook.Code {
	var out []codebook.Code
	for _, c := range r.list {
		if c.Parent == parent {
			out = append(out, c)
			out = append(out, r.inOrder(c.ID)...)
		}
	}
	return out
}
