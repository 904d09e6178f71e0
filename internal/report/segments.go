package report

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"time"

	"verbatim/internal/cases"
	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/publish"
)

// segmentColumns are the columns of segments.csv; the attributes follow.
var segmentColumns = []publish.Column{
	{Name: "coding_guid"}, {Name: "document"}, {Name: "participant"}, {Name: "case"}, {Name: "coder"}, {Name: "layer"}, {Name: "code"},
	{Name: "start", Kind: publish.Number}, {Name: "end", Kind: publish.Number}, {Name: "quote"}, {Name: "speaker"}, {Name: "turn", Kind: publish.Number},
	{Name: "start_ms", Kind: publish.Number}, {Name: "valence", Kind: publish.Number}, {Name: "weight", Kind: publish.Number},
	{Name: "comment"}, {Name: "created_at"},
}

func writeSegments(ctx context.Context, tx *sql.Tx, e *export, format string) ([]File, error) {
	d, err := e.read(ctx, tx)
	if err != nil {
		return nil, err
	}
	links, err := e.links(ctx, tx)
	if err != nil {
		return nil, err
	}
	s := e.stamp(e.layerName(d, "en"), "", d.counts())
	name := "segments." + format
	if format == "docx" || format == "html" {
		doc := &publish.Document{Title: "Coded passages: " + e.info.Name, Language: "en", Stamp: s,
			Blocks: []publish.Block{publish.Heading{Text: "Coded passages"}, publish.Para(publish.Meta, e.info.Name), passageTable(d)}}
		if len(links) > 0 {
			doc.Blocks = append(doc.Blocks, linkedTable(d, links))
		}
		return flowing("segments", format, doc)
	}
	t, err := segmentTable(ctx, tx, d)
	if err != nil {
		return nil, err
	}
	switch format {
	case "csv":
		return e.csv(name, t, s), nil
	case "json":
		return one(name, publish.JSON(s, "segments", publish.Records(t), publish.List{Name: "links", Records: publish.Records(linkTable(d, links))}), nil)
	}
	tables := []*publish.Table{t}
	if len(links) > 0 {
		tables = append(tables, linkTable(d, links))
	}
	bytes, err := publish.XLSX(s, tables...)
	return one(name, bytes, err)
}

// attribute is one further column of a segment.
type attribute struct {
	owner  string
	id     int64
	values map[int64]map[int64]string
}

// attributeColumns are the attributes of participants, cases and documents. A
// name that is a column already says whose it is.
func attributeColumns(ctx context.Context, tx *sql.Tx) (columns []publish.Column, list []attribute, err error) {
	taken := map[string]bool{}
	for _, c := range segmentColumns {
		taken[c.Name] = true
	}
	for _, owner := range []string{"participant", "case", "document"} {
		attributes, err := cases.Attributes(ctx, tx, owner)
		if err != nil {
			return nil, nil, err
		}
		values, err := cases.Values(ctx, tx, owner)
		if err != nil {
			return nil, nil, err
		}
		for _, a := range attributes {
			name := a.Name
			for taken[name] {
				name = owner + "." + name
			}
			taken[name] = true
			kind := publish.Text
			if a.Type == "number" {
				kind = publish.Number
			}
			columns = append(columns, publish.Column{Name: name, Kind: kind})
			list = append(list, attribute{owner, a.ID, values})
		}
	}
	return columns, list, nil
}

// segmentTable is a row a coding, in the order of the documents.
func segmentTable(ctx context.Context, tx *sql.Tx, d *data) (*publish.Table, error) {
	more, attributes, err := attributeColumns(ctx, tx)
	if err != nil {
		return nil, err
	}
	t := &publish.Table{Name: "segments", Columns: append(append([]publish.Column{}, segmentColumns...), more...)}
	t.Rows = make([]publish.Row, 0, len(d.codings))
	for i, c := range d.codings {
		p := d.places[i]
		ms := publish.Cell{}
		if p.StartMS != nil {
			ms.Text = strconv.FormatInt(*p.StartMS, 10)
		}
		cells := append(make([]publish.Cell, 0, len(t.Columns)),
			publish.T(c.GUID), publish.T(d.document[c.Document].Name), publish.T(d.participant[p.Participant].Name), publish.T(d.unit[p.Case].Name),
			publish.T(d.person[c.Coder].Name), publish.T(d.layer[c.Layer].Name), publish.T(d.code[c.Code].Path),
			publish.N(c.Start), publish.N(c.End), publish.T(c.Exact), publish.T(p.Speaker), optional(p.Turn), ms,
			pointer(c.Valence), pointer(c.Weight), publish.T(c.Comment), publish.T(moment(c.Created)))
		subject := map[string]int64{"participant": p.Participant, "case": p.Case, "document": c.Document}
		for _, a := range attributes {
			cells = append(cells, publish.T(a.values[subject[a.owner]][a.id]))
		}
		t.Rows = append(t.Rows, publish.Row{Cells: cells})
	}
	return t, nil
}

func pointer(n *int) publish.Cell {
	if n == nil {
		return publish.Cell{}
	}
	return publish.N(*n)
}

// moment is a time as the csv files have it: UTC, RFC 3339.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}

// passageTable is the passages under their codes, in the order of the codebook.
func passageTable(d *data) *publish.Table {
	t := &publish.Table{
		Name: "segments", Caption: "Coded passages, by code",
		Columns: []publish.Column{{Head: "No.", Kind: publish.Number, Share: 0.75}, {Head: "Passage", Share: 5.2}, {Head: "Source", Share: 1.8}, {Head: "Place", Share: 1.6}},
		Notes:   []string{"Place: turn, and characters from the beginning of the text. " + d.counts() + ". Numbers are of mentions, not of prevalence."},
	}
	comments, several := false, coders(d.codings) > 1
	for _, c := range d.codings {
		comments = comments || c.Comment != ""
	}
	if several {
		t.Columns = append(t.Columns, publish.Column{Head: "Coder", Share: 0.9})
	}
	if comments {
		t.Columns = append(t.Columns, publish.Column{Head: "Comment", Share: 2.2})
	}
	order := make([]int, len(d.codings))
	rank := map[int64]int{}
	for i, c := range d.codes {
		rank[c.ID] = i
	}
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rank[d.codings[a].Code], rank[d.codings[b].Code]) })
	counts := map[int64]int{}
	for _, c := range d.codings {
		counts[c.Code]++
	}
	var last int64
	for i, at := range order {
		c, p := d.codings[at], d.places[at]
		if c.Code != last {
			last = c.Code
			head := strings.Join(codebook.SplitPath(d.code[last].Path), " › ") + " (" + strconv.Itoa(counts[last]) + ")"
			t.Rows = append(t.Rows, publish.Row{Span: true, Cells: []publish.Cell{publish.T(head)}})
		}
		place := span(coding.End{Span: coding.Span{Start: c.Start, End: c.End}})
		if p.Turn > 0 {
			place = "turn " + strconv.Itoa(p.Turn) + "\n" + place
		}
		cells := []publish.Cell{publish.N(i + 1), {Text: c.Exact, Language: d.document[c.Document].Language}, publish.T(d.source(at)), publish.T(place)}
		if several {
			cells = append(cells, publish.T(d.person[c.Coder].Initials))
		}
		if comments {
			cells = append(cells, publish.T(c.Comment))
		}
		t.Add(cells...)
	}
	return t
}

// span is where a passage stands, in characters from the beginning of the text.
func span(e coding.End) string { return strconv.Itoa(e.Start) + "–" + strconv.Itoa(e.Span.End) }

// source says who said a passage, as a paper does: participant and case, else
// speaker and document.
func (d *data) source(at int) string {
	c, p := d.codings[at], d.places[at]
	who := d.participant[p.Participant].Name
	if unit := d.unit[p.Case].Name; who != "" && unit != "" {
		who += ", " + unit
	}
	switch {
	case p.Interviewer:
		return strings.TrimPrefix(who+": interviewer", ": ")
	case who != "":
		return who
	case p.Speaker != "":
		return p.Speaker + ", " + d.document[c.Document].Name
	}
	return d.document[c.Document].Name
}
