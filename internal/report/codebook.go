package report

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/history"
	"verbatim/internal/publish"
)

// codebookColumns are the columns of codebook.csv; those of xlsx follow.
var codebookColumns = []publish.Column{
	{Name: "code_guid"}, {Name: "code"}, {Name: "short"}, {Name: "parent"}, {Name: "level", Kind: publish.Number}, {Name: "label"},
	{Name: "brief_definition"}, {Name: "full_definition"}, {Name: "inclusion"}, {Name: "exclusion"}, {Name: "typical_example"},
	{Name: "close_but_no"}, {Name: "confused_with"}, {Name: "origin"}, {Name: "status"}, {Name: "colour", Kind: publish.Number},
	{Name: "version", Kind: publish.Number}, {Name: "changed_at"}, {Name: "changed_by"},
	{Name: "n_segments", Kind: publish.Number}, {Name: "n_participants", Kind: publish.Number},
	{Name: "n_cases", Kind: publish.Number}, {Name: "n_coders", Kind: publish.Number}, {Name: "category"}, {Name: "themes"},
}

// moreCodebookColumns are what METHODS 2.1 asks of the full form beside them.
var moreCodebookColumns = []publish.Column{
	{Name: "order", Kind: publish.Number}, {Name: "n_documents", Kind: publish.Number}, {Name: "first_interview_no", Kind: publish.Number},
}

// inBook is the codes of the codebook as it stands: merged ones are part of
// those they were merged into.
func inBook(list []codebook.Code) []codebook.Code {
	out := make([]codebook.Code, 0, len(list))
	for _, c := range list {
		if c.Status != codebook.Merged {
			out = append(out, c)
		}
	}
	return out
}

func writeCodebook(ctx context.Context, tx *sql.Tx, e *export, format string) ([]File, error) {
	d, err := e.read(ctx, tx)
	if err != nil {
		return nil, err
	}
	past, err := e.version(ctx, tx, d)
	if err != nil {
		return nil, err
	}
	codes := inBook(d.codes)
	s := e.stamp(e.layerName(d, "en"), "", plural(len(codes), "code")+", "+d.counts())
	if past != "" {
		s = e.stamp("", past, plural(len(codes), "code"))
	}
	name := "codebook." + format
	switch format {
	case "csv":
		return e.csv(name, codebookTable(d, codes, false), s), nil
	case "xlsx":
		t := codebookTable(d, codes, true)
		t.Caption = "Codebook"
		if past == "" {
			t.Notes = completeness(d, codes)
		}
		bytes, err := publish.XLSX(s, t)
		return one(name, bytes, err)
	}
	doc := &publish.Document{Title: "Codebook: " + e.info.Name, Language: "en", Landscape: true, Stamp: s}
	doc.Blocks = append(doc.Blocks, publish.Heading{Text: "Codebook"}, publish.Para(publish.Meta, e.info.Name), paperTable(d, codes))
	if len(d.themes) > 0 {
		doc.Blocks = append(doc.Blocks, themeTable(d, codes))
	}
	doc.Blocks = append(doc.Blocks, fullEntries(d, codes)...)
	return flowing("codebook", format, doc)
}

// version puts the codes of the version that was asked for in the place of
// those of now, and says so; "" where none was. What is counted is of now, so
// nothing is counted then.
func (e *export) version(ctx context.Context, tx *sql.Tx, d *data) (string, error) {
	name := e.options.Set["version"]
	if name == "" {
		return "", nil
	}
	v, err := codebook.VersionByName(ctx, tx, name)
	if err != nil {
		return "", err
	}
	if d.codes, err = codebook.AsOf(ctx, tx, v.Entry); err != nil {
		return "", err
	}
	at, err := history.Get(ctx, tx, v.Entry)
	d.code = map[int64]codebook.Code{}
	for _, c := range d.codes {
		d.code[c.ID] = c
	}
	d.past, d.themes, d.themed = true, nil, nil
	return "codebook as of version “" + v.Name + "”, snapshot " + at.Snapshot(), err
}

func codebookTable(d *data, codes []codebook.Code, more bool) *publish.Table {
	t := &publish.Table{Name: "codebook", Columns: codebookColumns}
	if more {
		t.Columns = append(append([]publish.Column{}, codebookColumns...), moreCodebookColumns...)
	}
	counts, first := coding.Counts(d.codings, d.places), firstInterviews(d)
	if d.past {
		first = nil
	}
	for i, c := range codes {
		n := counts[c.ID]
		cells := []publish.Cell{publish.T(c.GUID), publish.T(c.Path), publish.T(c.Short), publish.T(d.code[c.Parent].Path), publish.N(c.Level + 1), publish.T(c.Name),
			publish.T(c.Brief), publish.T(c.Full), publish.T(c.Inclusion), publish.T(c.Exclusion), publish.T(c.Example),
			publish.T(c.CloseButNo), publish.T(c.ConfusedWith), publish.T(c.Origin), publish.T(string(c.Status)), optional(c.Colour),
			publish.N(c.Version), publish.T(moment(c.Changed)), publish.T(d.person[c.ChangedBy].Name),
			d.number(n.Codings), d.number(n.Participants), d.number(n.Cases), d.number(n.Coders), publish.T(yes(c.Category)), publish.T(strings.Join(d.themed[c.ID], "; "))}
		if more {
			cells = append(cells, publish.N(i+1), d.number(n.Documents), optional(first[c.ID]))
		}
		t.Add(cells...)
	}
	return t
}

// number is a count, or an empty cell where nothing is counted.
func (d *data) number(n int) publish.Cell {
	if d.past {
		return publish.Cell{}
	}
	return publish.N(n)
}

// yes is how a column says that something is so; empty where it is not.
func yes(is bool) string {
	if is {
		return "yes"
	}
	return ""
}

// optional is a number, or an empty cell for 0.
func optional(n int) publish.Cell {
	if n == 0 {
		return publish.Cell{}
	}
	return publish.N(n)
}

// firstInterviews is the number of the document, from 1 in their order, in
// which a code was applied first.
func firstInterviews(d *data) map[int64]int {
	order := map[int64]int{}
	for i, doc := range d.documents {
		order[doc.ID] = i + 1
	}
	out := map[int64]int{}
	for _, c := range d.codings {
		if n := order[c.Document]; out[c.Code] == 0 || n < out[c.Code] {
			out[c.Code] = n
		}
	}
	return out
}

// paperTable is the codebook as a paper prints it.
func paperTable(d *data, codes []codebook.Code) *publish.Table {
	t := &publish.Table{
		Name: "codebook", Caption: "Codes with their definitions, and how many passages have each",
		Columns: []publish.Column{
			{Head: "No.", Kind: publish.Number, Share: 0.65}, {Head: "Code", Share: 2}, {Head: "Brief definition", Share: 2.6},
			{Head: "Use when", Share: 2.6}, {Head: "Do not use when", Share: 2.6}, {Head: "Example quote (ID, role)", Share: 2.8},
			{Head: "Codings", Kind: publish.Number, Share: 1.1},
		},
	}
	if len(d.themes) > 0 {
		t.Columns = append(t.Columns, publish.Column{Head: "Themes", Share: 1.6})
	}
	counts, holds := coding.Counts(d.codings, d.places), holders(codes)
	for i, c := range codes {
		only := (c.Category || holds[c.ID]) && counts[c.ID].Codings == 0 // it only holds others
		n := publish.Cell{}
		if !only {
			n = d.number(counts[c.ID].Codings)
		}
		name := c.Name
		if c.Status != codebook.Active {
			name += " (" + string(c.Status) + ")"
		}
		cells := []publish.Cell{publish.N(i + 1), {Text: name, Level: min(c.Level, 6), Strong: only}, publish.T(c.Brief),
			publish.T(c.Inclusion), publish.T(c.Exclusion), publish.T(c.Example), n}
		if len(d.themes) > 0 {
			cells = append(cells, publish.T(strings.Join(d.themed[c.ID], "; ")))
		}
		t.Add(cells...)
	}
	if d.past {
		t.Notes = []string{"The codebook as it stood then. Codings are not counted: they are of now."}
		return t
	}
	t.Notes = []string{fmt.Sprintf("Codings are of the code itself, without the codes under it. %s. Numbers are of mentions, not of prevalence.", d.counts())}
	return t
}

// themeTable is the themes, what they say, and their codes in the order of the
// tree.
func themeTable(d *data, codes []codebook.Code) *publish.Table {
	t := &publish.Table{Name: "themes", Caption: "Themes and their codes",
		Columns: []publish.Column{{Head: "No.", Kind: publish.Number, Share: 0.5}, {Head: "Theme", Share: 2}, {Head: "What it says", Share: 4}, {Head: "Codes", Share: 4}}}
	for i, theme := range d.themes {
		var names []string
		for _, c := range codes {
			if slices.Contains(theme.Codes, c.ID) {
				names = append(names, c.Name)
			}
		}
		t.Add(publish.N(i+1), publish.Cell{Text: theme.Name, Strong: true}, publish.T(theme.About), publish.T(strings.Join(names, "; ")))
	}
	return t
}

// fullEntries are the codes that have more to say than the table holds.
func fullEntries(d *data, codes []codebook.Code) []publish.Block {
	var out []publish.Block
	for _, c := range codes {
		var lines []publish.Block
		for _, f := range []struct{ label, words string }{
			{"Full definition", c.Full}, {"Close but no", c.CloseButNo}, {"Often confused with", c.ConfusedWith},
		} {
			if strings.TrimSpace(f.words) != "" {
				lines = append(lines, publish.Paragraph{Runs: []publish.Run{{Text: f.label + ". ", Strong: true}, {Text: f.words}}})
			}
		}
		if len(lines) == 0 {
			continue
		}
		if len(out) == 0 {
			out = append(out, publish.PageBreak{}, publish.Heading{Level: 1, Text: "Definitions in full"})
		}
		meta := c.Short + " · " + c.Origin + " · " + string(c.Status) + " · version " + strconv.Itoa(c.Version)
		if parent := d.code[c.Parent]; parent.ID != 0 {
			meta += " · under " + parent.Path
		}
		out = append(out, publish.Group{Blocks: append([]publish.Block{publish.Heading{Level: 2, Text: c.Name}, publish.Para(publish.Meta, meta)}, lines...)})
	}
	return out
}

// Completeness is what a codebook still lacks, each a list of names of codes.
type Completeness struct {
	NoDefinition, NoExample, NeverApplied, AppliedOnce, OneCoder []string
}

// Complete looks a codebook through before it goes out. Categories, and codes
// that only hold others, need no example and are not applied.
func Complete(codes []codebook.Code, counts map[int64]coding.Count, coders int) Completeness {
	var out Completeness
	holds := holders(codes)
	for _, c := range inBook(codes) {
		if !c.InUse() {
			continue
		}
		if strings.TrimSpace(c.Brief) == "" && strings.TrimSpace(c.Full) == "" {
			out.NoDefinition = append(out.NoDefinition, c.Name)
		}
		n := counts[c.ID]
		if c.Category || holds[c.ID] && n.Codings == 0 {
			continue
		}
		if strings.TrimSpace(c.Example) == "" {
			out.NoExample = append(out.NoExample, c.Name)
		}
		switch {
		case n.Codings == 0:
			out.NeverApplied = append(out.NeverApplied, c.Name)
		case n.Codings == 1:
			out.AppliedOnce = append(out.AppliedOnce, c.Name)
		}
		if coders > 1 && n.Codings > 1 && n.Coders == 1 {
			out.OneCoder = append(out.OneCoder, c.Name)
		}
	}
	return out
}

// holders are the codes that have codes under them.
func holders(codes []codebook.Code) map[int64]bool {
	out := map[int64]bool{}
	for _, c := range codes {
		if c.Status != codebook.Merged {
			out[c.Parent] = true
		}
	}
	return out
}

// completeness is Complete as sentences.
func completeness(d *data, codes []codebook.Code) []string {
	c := Complete(codes, coding.Counts(d.codings, d.places), coders(d.codings))
	var out []string
	for _, line := range []struct {
		label string
		names []string
	}{
		{"No definition", c.NoDefinition}, {"No example", c.NoExample}, {"Never applied", c.NeverApplied},
		{"Applied once", c.AppliedOnce}, {"Applied by one coder only", c.OneCoder},
	} {
		if len(line.names) > 0 {
			out = append(out, line.label+": "+strings.Join(line.names, "; "))
		}
	}
	return out
}

func coders(list []coding.Coding) int {
	seen := map[int64]bool{}
	for _, c := range list {
		seen[c.Coder] = true
	}
	return len(seen)
}
