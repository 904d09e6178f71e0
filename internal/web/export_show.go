package web

import (
	"context"
	"database/sql"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/finding"
	"verbatim/internal/history"
	"verbatim/internal/memo"
	"verbatim/internal/people"
	"verbatim/internal/report"
	"verbatim/ui/page"
	"verbatim/ui/words"

	screen "verbatim/ui/export"
)

// showExports shows everything that can be taken out.
func (s *Server) showExports(c echo.Context) error {
	ctx := c.Request().Context()
	v := screen.View{Root: projectURL(projectOf(c), "/export"), Project: projectURL(projectOf(c), ""), Separator: c.QueryParam("separator"), Layer: c.QueryParam("layer")}
	if v.Separator == "comma" || separators[v.Separator] == 0 {
		v.Separator = ""
	}
	f := page.Frame{Screen: "export", Title: words.Say(ctx, "export.title"), Scripts: []string{"finding.js"}}
	err := projectOf(c).DB.Read(ctx, func(tx *sql.Tx) error {
		if err := exportView(ctx, tx, c, &v); err != nil {
			return err
		}
		return happened(ctx, tx, c, &f)
	})
	if err != nil {
		return err
	}
	return s.show(c, f, screen.Screen(v))
}

func exportView(ctx context.Context, tx *sql.Tx, c echo.Context, v *screen.View) error {
	head, err := history.Head(ctx, tx)
	if err != nil {
		return err
	}
	v.Snapshot, v.Date = head.Snapshot(), words.When(ctx, head.At, time.Now())
	layers, err := people.Layers(ctx, tx)
	if err != nil {
		return err
	}
	var layer int64
	for _, l := range layers {
		if !viewerOf(c).Sees(l.ID) {
			continue
		}
		label := l.Name
		if l.Kind == people.Consensus {
			label = words.Say(ctx, "export.consensus")
		}
		v.Layers = append(v.Layers, screen.Layer{Name: l.Name, Label: label})
		if l.Name == v.Layer {
			layer = l.ID
		}
	}
	if layer == 0 {
		v.Layer = ""
	}
	docs, err := document.List(ctx, tx)
	if err != nil {
		return err
	}
	codes, err := codebook.List(ctx, tx)
	if err != nil {
		return err
	}
	counted, err := coding.Counted(ctx, tx, viewerOf(c), layer)
	if err != nil {
		return err
	}
	v.Empty = len(docs)+len(codes) == 0
	book := exportRow(ctx, v, "codebook", words.Count(ctx, len(codes), "codes"), len(codes) == 0, "/codes")
	if book.Notes, err = lacking(ctx, tx, codes, counted); err != nil {
		return err
	}
	v.Rows = append(v.Rows, book, exportRow(ctx, v, "segments", words.Count(ctx, len(counted), "codings"), len(counted) == 0, "/desk"),
		texts(ctx, v, docs))
	findings, err := finding.List(ctx, tx)
	if err != nil {
		return err
	}
	memos, err := memo.List(ctx, tx, viewerOf(c), memo.Filter{})
	if err != nil {
		return err
	}
	entries, err := history.List(ctx, tx, history.Filter{})
	if err != nil {
		return err
	}
	v.Rows = append(v.Rows, exportRow(ctx, v, "checksheet-participant", words.Count(ctx, len(findings), "statements"), len(findings) == 0, "/findings"),
		exportRow(ctx, v, "checksheet-facilitator", words.Count(ctx, len(findings), "statements"), len(findings) == 0, "/findings"),
		exportRow(ctx, v, "codetree", words.Count(ctx, len(codes), "codes"), len(codes) == 0, "/codes"),
		exportRow(ctx, v, "memos", words.Count(ctx, len(memos), "export.memos.count"), len(memos) == 0, "/memos"),
		exportRow(ctx, v, "history", words.Count(ctx, len(entries), "export.entries"), len(entries) == 0, "/history"))
	return nil
}

// exportRow is one kind of export with a link a format; where there is nothing
// to take out yet, what helps instead.
func exportRow(ctx context.Context, v *screen.View, name, count string, none bool, fix string) screen.Row {
	key := "export." + strings.TrimSuffix(name, "-participant")
	r := screen.Row{Name: name, Title: words.Say(ctx, key), Holds: words.Say(ctx, key+".holds"), Count: count}
	if none {
		r.Fix = &screen.Link{Label: words.Say(ctx, key+".do"), URL: v.Project + fix}
		return r
	}
	query := url.Values{}
	if v.Layer != "" {
		query.Set("layer", v.Layer)
	}
	for _, format := range report.Formats(name) {
		f := screen.File{Label: labelOf(format), Name: name + "." + format}
		f.URL = fileURL(v, f.Name, query)
		if format == "csv" {
			if v.Separator != "" {
				query.Set("separator", v.Separator)
				f.URL = fileURL(v, f.Name, query)
				query.Del("separator")
			}
			f.Stamp = fileURL(v, f.Name+"-metadata.json", query)
		}
		r.Files = append(r.Files, f)
	}
	return r
}

func labelOf(format string) string {
	switch format {
	case "docx":
		return "Word"
	case "xlsx":
		return "Excel"
	case "md":
		return "Markdown"
	case "html", "json", "svg":
		return strings.ToUpper(format)
	}
	return format
}

func fileURL(v *screen.View, name string, query url.Values) string {
	if len(query) == 0 {
		return v.Root + "/" + name
	}
	return v.Root + "/" + name + "?" + query.Encode()
}

// texts is the transcripts: all in a zip, or one by one.
func texts(ctx context.Context, v *screen.View, docs []document.Document) screen.Row {
	r := screen.Row{Name: "transcript", Title: words.Say(ctx, "export.transcript"), Holds: words.Say(ctx, "export.transcript.holds"),
		Count: words.Count(ctx, len(docs), "documents")}
	if len(docs) == 0 {
		r.Fix = &screen.Link{Label: words.Say(ctx, "export.import.do"), URL: v.Project + "/import"}
		return r
	}
	query := url.Values{}
	for _, format := range report.Formats("transcript") {
		name, label := "transcript."+format, labelOf(format)
		query.Del("layer")
		if v.Layer != "" && format != "txt" {
			query.Set("layer", v.Layer)
		}
		query.Del("document")
		all := screen.File{Label: label, Name: name, URL: fileURL(v, name, query)}
		if len(docs) > 1 {
			all.Label = words.Say(ctx, "export.zip", label)
		}
		r.Files = append(r.Files, all)
		for _, d := range docs {
			if len(docs) > 1 {
				query.Set("document", d.Name)
				r.Single = append(r.Single, screen.File{Label: d.Name + ", " + label, URL: fileURL(v, name, query)})
			}
		}
	}
	return r
}

// lacking says what a codebook still lacks before it goes out.
func lacking(ctx context.Context, tx *sql.Tx, codes []codebook.Code, counted []coding.Coding) ([]string, error) {
	places, err := coding.Places(ctx, tx, counted)
	if err != nil {
		return nil, err
	}
	coders := map[int64]bool{}
	for _, c := range counted {
		coders[c.Coder] = true
	}
	lack := report.Complete(codes, coding.Counts(counted, places), len(coders))
	var out []string
	for _, l := range []struct {
		key   string
		names []string
	}{{"export.lack.definition", lack.NoDefinition}, {"export.lack.example", lack.NoExample}, {"export.lack.applied", lack.NeverApplied},
		{"export.lack.once", lack.AppliedOnce}, {"export.lack.coder", lack.OneCoder}} {
		if n := len(l.names); n > 4 {
			out = append(out, words.Say(ctx, l.key, words.Say(ctx, "export.lack.more", strings.Join(l.names[:3], "; "), n-3)))
		} else if n > 0 {
			out = append(out, words.Say(ctx, l.key, strings.Join(l.names, "; ")))
		}
	}
	return out, nil
}
