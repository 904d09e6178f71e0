package report

import (
	"context"
	"database/sql"
	"fmt"

	"verbatim/internal/codebook"
	"verbatim/internal/fault"
	"verbatim/internal/publish"
)

// edgeColumns are the columns of codetree.csv: an edge a row, from what holds
// to what is held. A code at the top has no parent.
var edgeColumns = []publish.Column{
	{Name: "parent_guid"}, {Name: "parent"}, {Name: "child_guid"}, {Name: "child"}, {Name: "label"},
	{Name: "level", Kind: publish.Number}, {Name: "order", Kind: publish.Number}, {Name: "status"},
}

// structureHeads are the columns of a data structure (Gioia, Corley & Hamilton
// 2013), used where the tree has three levels.
var structureHeads = []string{"First-order codes", "Second-order themes", "Aggregate dimensions"}

func writeCodeTree(ctx context.Context, tx *sql.Tx, e *export, format string) ([]File, error) {
	list, err := codebook.List(ctx, tx)
	if err != nil {
		return nil, err
	}
	codes := inBook(list)
	if len(codes) == 0 {
		return nil, fault.New(fault.NotFound, "There is no code in this project yet. Make one, or bring in a codebook.")
	}
	stamp := e.stamp("", "", plural(len(codes), "code"))
	switch format {
	case "csv":
		return e.csv("codetree.csv", edgeTable(codes), stamp), nil
	case "svg":
		return one("codetree.svg", publish.SVG(codeFigure(codes, e.info.Name, stamp)), nil)
	}
	doc := &publish.Document{Title: "Code tree: " + e.info.Name, Language: "en", Stamp: stamp,
		Blocks: []publish.Block{publish.Heading{Text: "Code tree"}, publish.Para(publish.Meta, e.info.Name), treeTable(codes)}}
	return flowing("codetree", format, doc)
}

func edgeTable(codes []codebook.Code) *publish.Table {
	by := map[int64]codebook.Code{}
	for _, c := range codes {
		by[c.ID] = c
	}
	t := &publish.Table{Name: "codetree", Columns: edgeColumns}
	for i, c := range codes {
		p := by[c.Parent]
		t.Add(publish.T(p.GUID), publish.T(p.Path), publish.T(c.GUID), publish.T(c.Path), publish.T(c.Name), publish.N(c.Level+1), publish.N(i+1), publish.T(string(c.Status)))
	}
	return t
}

// treeTable is the tree as a paper prints it in place of the figure.
func treeTable(codes []codebook.Code) *publish.Table {
	t := &publish.Table{Name: "codetree", Caption: "Codes, each under what holds it",
		Columns: []publish.Column{{Head: "No.", Kind: publish.Number, Share: 0.5}, {Head: "Code", Share: 3}, {Head: "Brief definition", Share: 3.5}}}
	holds := holders(codes)
	for i, c := range codes {
		name := c.Name
		if c.Status != codebook.Active {
			name += " (" + string(c.Status) + ")"
		}
		t.Add(publish.N(i+1), publish.Cell{Text: name, Level: min(c.Level, 8), Strong: c.Category || holds[c.ID]}, publish.T(c.Brief))
	}
	deepest := 0
	for _, c := range codes {
		deepest = max(deepest, c.Level+1)
	}
	t.Notes = []string{fmt.Sprintf("%s in %s.", plural(len(codes), "code"), plural(deepest, "level"))}
	return t
}

func codeFigure(codes []codebook.Code, project string, stamp publish.Stamp) *publish.Tree {
	t := &publish.Tree{Title: "Code tree: " + project, Language: "en", Heads: structureHeads, Stamp: stamp}
	at := map[int64]int{}
	for i, c := range codes {
		parent, held := at[c.Parent]
		if !held {
			parent = -1
		}
		at[c.ID] = i
		t.Nodes = append(t.Nodes, publish.Node{Name: c.Name, Parent: parent, Dashed: c.Status == codebook.Retired})
	}
	return t
}
