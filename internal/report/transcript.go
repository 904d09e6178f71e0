package report

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"

	"verbatim/internal/codebook"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/publish"
	"verbatim/internal/transcript"
)

// writeTranscripts writes a file a document: as txt the canonical text and
// nothing else, as docx and html the text with the counted codings on it.
func writeTranscripts(ctx context.Context, tx *sql.Tx, e *export, format string) ([]File, error) {
	list, err := document.List(ctx, tx)
	if err != nil {
		return nil, err
	}
	if name := e.options.Set["document"]; name != "" {
		d, err := document.ByName(ctx, tx, name)
		if err != nil {
			return nil, err
		}
		list = []document.Document{d}
	}
	if len(list) == 0 {
		return nil, fault.New(fault.NotFound, "There is no document in this project yet. Bring one in first.")
	}
	var d *data
	if format != "txt" {
		if d, err = e.read(ctx, tx); err != nil {
			return nil, err
		}
	}
	var out []File
	taken := map[string]bool{}
	for _, doc := range list {
		name := freeName(taken, strings.TrimSuffix(doc.Name, filepath.Ext(doc.Name)), "."+format)
		var files []File
		if d == nil {
			files, err = e.plain(ctx, tx, doc, name)
		} else {
			files, err = e.annotated(ctx, tx, d, doc, strings.TrimSuffix(name, "."+format), format)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, files...)
	}
	return out, nil
}

func versionOf(doc document.Document) string {
	return "document “" + doc.Name + "”, version " + fmt.Sprint(doc.Number)
}

// plain is the canonical text, with its stamp beside it.
func (e *export) plain(ctx context.Context, tx *sql.Tx, doc document.Document, name string) ([]File, error) {
	words, err := document.Text(ctx, tx, doc, 0, doc.Length)
	if err != nil {
		return nil, err
	}
	stamp := e.stamp("", versionOf(doc), fmt.Sprintf("%d code points", doc.Length))
	return []File{{Name: name, Data: []byte(words)}, beside(name, publish.Metadata(stamp, name, nil, 0))}, nil
}

// annotated is the text with the counted codings of the document on it.
func (e *export) annotated(ctx context.Context, tx *sql.Tx, d *data, doc document.Document, name, format string) ([]File, error) {
	blocks, err := document.Blocks(ctx, tx, doc)
	if err != nil {
		return nil, err
	}
	text := publish.Annotated{Lines: lines(blocks)}
	for _, c := range d.codings {
		if c.Document != doc.ID {
			continue
		}
		words := strings.Join(codebook.SplitPath(d.code[c.Code].Path), " › ")
		if c.Comment != "" {
			words += "\n" + c.Comment
		}
		by := d.person[c.Coder]
		text.Marks = append(text.Marks, publish.Mark{Start: c.Start, End: c.End, Author: by.Name, Initials: by.Initials, Date: c.Created, Text: words})
	}
	out := &publish.Document{Title: doc.Name, Language: "en", Stamp: e.stamp(e.layerName(d, "en"), versionOf(doc), plural(len(text.Marks), "coding")),
		Blocks: []publish.Block{publish.Heading{Text: doc.Name}, publish.Para(publish.Meta, e.info.Name+" · "+plural(len(text.Marks), "coding")), text}}
	for i := range text.Lines {
		for j := range text.Lines[i].Runs {
			text.Lines[i].Runs[j].Language = doc.Language
		}
	}
	return flowing(name, format, out)
}

// lines are the paragraphs of a text: its blocks up to each line end, labels
// bold. Positions are those of the canonical text.
func lines(blocks []document.Block) []publish.Line {
	var out []publish.Line
	fresh := true
	for _, b := range blocks {
		if fresh {
			out = append(out, publish.Line{Start: b.Start, Head: b.Kind == transcript.Heading})
		}
		l := &out[len(out)-1]
		l.Runs = append(l.Runs, publish.Run{Text: b.Text, Strong: b.Kind == transcript.Label, Slanted: b.Kind == transcript.Time})
		fresh = strings.ContainsAny(b.Sep, "\n\r")
		if !fresh && b.Sep != "" {
			l.Runs = append(l.Runs, publish.Run{Text: b.Sep})
		}
	}
	for i := range out { // a space after the last block is none of the words
		if n := len(out[i].Runs); i == len(out)-1 && n > 1 && strings.TrimSpace(out[i].Runs[n-1].Text) == "" {
			out[i].Runs = out[i].Runs[:n-1]
		}
	}
	return out
}

// freeName is base.txt, or "base (2).txt" and so on where that is taken; names
// that differ in case only would be one file on some computers.
func freeName(taken map[string]bool, base, ext string) string {
	base = FileName(base)
	name := base + ext
	for n := 2; taken[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("%s (%d)%s", base, n, ext)
	}
	taken[strings.ToLower(name)] = true
	return name
}
