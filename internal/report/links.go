package report

import (
	"context"
	"database/sql"

	"verbatim/internal/coding"
	"verbatim/internal/publish"
)

// linkWords are the kinds of link as a sentence says them.
var linkWords = map[string]string{"supports": "supports", "contradicts": "contradicts", "explains": "explains", "example": "is an example of", "see": "has to do with"}

// links is the links of the layer that is exported, or all that are seen.
func (e *export) links(ctx context.Context, tx *sql.Tx) ([]coding.Link, error) {
	list, err := coding.Links(ctx, tx, e.viewer, 0)
	if err != nil || e.layer.ID == 0 {
		return list, err
	}
	var own []coding.Link
	for _, l := range list {
		if l.Layer == e.layer.ID {
			own = append(own, l)
		}
	}
	return own, nil
}

// linkTable is a row a link between two passages, in the order they were made.
func linkTable(d *data, list []coding.Link) *publish.Table {
	t := &publish.Table{Name: "links", Columns: []publish.Column{{Name: "link_guid"}, {Name: "kind"}, {Name: "note"}, {Name: "layer"},
		{Name: "from_document"}, {Name: "from_start", Kind: publish.Number}, {Name: "from_end", Kind: publish.Number}, {Name: "from_quote"},
		{Name: "to_document"}, {Name: "to_start", Kind: publish.Number}, {Name: "to_end", Kind: publish.Number}, {Name: "to_quote"}, {Name: "created_at"}}}
	for _, l := range list {
		cells := []publish.Cell{publish.T(l.GUID), publish.T(l.Kind), publish.T(l.Note), publish.T(d.layer[l.Layer].Name)}
		for _, end := range []coding.End{l.From, l.To} {
			cells = append(cells, publish.T(d.document[end.Document].Name), publish.N(end.Start), publish.N(end.Span.End), publish.T(end.Exact))
		}
		t.Add(append(cells, publish.T(moment(l.Created)))...)
	}
	return t
}

// linkedTable is the same to be read: what one passage is to another.
func linkedTable(d *data, list []coding.Link) *publish.Table {
	t := &publish.Table{Name: "links", Caption: "Passages linked to passages",
		Columns: []publish.Column{{Head: "Passage", Share: 4}, {Head: "is to", Share: 1.5}, {Head: "Passage", Share: 4}, {Head: "Note", Share: 2}},
		Notes:   []string{"Below each passage: its document, and characters from the beginning of the text."}}
	words := func(end coding.End) publish.Cell {
		doc := d.document[end.Document]
		return publish.Cell{Text: end.Exact + "\n" + doc.Name + ", " + span(end), Language: doc.Language}
	}
	for _, l := range list {
		t.Add(words(l.From), publish.T(linkWords[l.Kind]), words(l.To), publish.T(l.Note))
	}
	return t
}
