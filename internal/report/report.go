// Package report says what each export holds: rows from the stores, written by
// package publish. Every file names the snapshot it is of, and a second export
// of the same snapshot is the same bytes.
package report

import (
	"context"
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode"

	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/publish"
	"verbatim/internal/text"
)

// File is one file of an export.
type File struct {
	Name   string
	Data   []byte
	Beside bool // the stamp of another file, which holds no place for one
}

// Options are what a person can choose about an export.
type Options struct {
	Separator rune              // of csv; a comma where 0
	Set       map[string]string // layer, language …; see Kinds
	Program   string            // name and version of the program, for the stamp

	// Did says in words what an entry of the history did; its what and its
	// subject as they are where nil. English, as the files are.
	Did func(what string, subject []string) string
}

// Kind is something that can be exported.
type Kind struct {
	Name    string
	Formats []string
	Set     []string // the keys that Options.Set may have
	free    []string // the formats that read no codings
	write   func(ctx context.Context, tx *sql.Tx, e *export, format string) ([]File, error)
}

// Kinds are the exports that there are, in the order a person looks for them.
var Kinds = []Kind{
	{"codebook", []string{"docx", "xlsx", "csv", "md", "html"}, []string{"layer", "version"}, nil, writeCodebook},
	{"segments", []string{"docx", "xlsx", "csv", "html", "json"}, []string{"layer"}, nil, writeSegments},
	{"transcript", []string{"docx", "html", "txt"}, []string{"document", "layer"}, []string{"txt"}, writeTranscripts},
	{"checksheet-participant", []string{"docx", "html"}, []string{"layer", "language", "counts", "quotes"}, nil, writeSheet},
	{"checksheet-facilitator", []string{"docx", "html"}, []string{"layer", "language", "minutes"}, nil, writeFacilitator},
	{"codetree", []string{"docx", "csv", "svg"}, nil, []string{"docx", "csv", "svg"}, writeCodeTree},
	{"memos", []string{"docx", "csv", "md"}, nil, []string{"docx", "csv", "md"}, writeMemos},
	{"history", []string{"docx", "csv", "json"}, nil, []string{"docx", "csv", "json"}, writeHistory},
}

// export is one export while it is being written.
type export struct {
	project *project.Project
	info    project.Info
	viewer  people.Viewer
	options Options
	head    history.Entry
	layer   people.Layer // the zero Layer for each document's default
}

// Write makes the files of WHAT ("codebook.docx") as the project is now, and
// notes the export in a log beside the history.
func Write(ctx context.Context, p *project.Project, v people.Viewer, what string, o Options) ([]File, error) {
	kind, format, err := find(what)
	if err != nil {
		return nil, err
	}
	for key := range o.Set {
		if len(kind.Set) == 0 {
			return nil, fault.New(fault.Invalid, "%s has no setting “%s”. It has none.", what, text.Cut(key, 40))
		}
		if !slices.Contains(kind.Set, key) {
			return nil, fault.New(fault.Invalid, "%s has no setting “%s”. It has: %s.", what, text.Cut(key, 40), strings.Join(kind.Set, ", "))
		}
	}
	e := &export{project: p, viewer: v, options: o}
	var files []File
	err = p.DB.Read(ctx, func(tx *sql.Tx) error {
		if err := e.load(ctx, tx); err != nil {
			return err
		}
		files, err = kind.write(ctx, tx, e, format)
		return err
	})
	if err != nil {
		return nil, err
	}
	return files, e.log(ctx, what)
}

// CountsCodings reports whether an export reads codings, so that it matters for
// whom; known is false for a WHAT that there is not.
func CountsCodings(what string) (counts, known bool) {
	kind, format, err := find(what)
	return !slices.Contains(kind.free, format), err == nil
}

// Formats are those in which an export can be taken out, in the order in which
// they are offered.
func Formats(name string) []string {
	at := slices.IndexFunc(Kinds, func(k Kind) bool { return k.Name == name })
	if at < 0 {
		return nil
	}
	return Kinds[at].Formats
}

func find(what string) (Kind, string, error) {
	name, format, _ := strings.Cut(what, ".")
	var there []string
	for _, k := range Kinds {
		if k.Name != name {
			there = append(there, k.Name)
			continue
		}
		if slices.Contains(k.Formats, format) {
			return k, format, nil
		}
		return Kind{}, "", fault.New(fault.Invalid, "There is no “%s”. %s can be taken out as: %s.", text.Cut(what, 60), name, name+"."+strings.Join(k.Formats, ", "+name+"."))
	}
	return Kind{}, "", fault.New(fault.Invalid, "There is no “%s” to take out. There is: %s; each with a format, such as codebook.docx.", text.Cut(what, 60), strings.Join(there, ", "))
}

// load reads what the stamp says, and the layer that was asked for.
func (e *export) load(ctx context.Context, tx *sql.Tx) (err error) {
	if e.info, err = project.InfoTx(ctx, tx); err != nil {
		return err
	}
	if e.head, err = history.Head(ctx, tx); err != nil {
		return err
	}
	if name := e.options.Set["layer"]; name != "" {
		e.layer, err = people.LayerByName(ctx, tx, name)
	}
	return err
}

// stamp says where a file comes from. layer names whose codings are counted,
// "" where none are.
func (e *export) stamp(layer, filter, counts string) publish.Stamp {
	if filter == "" {
		filter = "none"
	}
	return publish.Stamp{Project: e.info.Name, Snapshot: e.head.Snapshot(), Date: e.head.At, Filter: filter, Layer: layer,
		Program: e.options.Program, Counts: counts, Banner: e.info.Banner}
}

// log notes an export. It is bookkeeping that makes no entry, so that taking
// out changes no snapshot.
func (e *export) log(ctx context.Context, what string) error {
	set := maps.Clone(e.options.Set)
	if e.options.Separator != 0 && e.options.Separator != ',' {
		if set == nil {
			set = map[string]string{}
		}
		set["csv-separator"] = string(e.options.Separator)
	}
	options, err := json.Marshal(set)
	if err != nil {
		return err
	}
	return e.project.DB.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO export_log (at, who, what, snapshot, options) VALUES (?, ?, ?, ?, ?)",
			project.Now(), e.viewer.Person, what, e.head.Snapshot(), string(options))
		return err
	})
}

// csv is a csv file with its stamp beside it.
func (e *export) csv(name string, t *publish.Table, s publish.Stamp) []File {
	columns := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = c.Name
	}
	return []File{{Name: name, Data: publish.CSV(t, e.options.Separator)}, beside(name, publish.Metadata(s, name, columns, len(t.Rows)))}
}

func beside(name string, metadata []byte) File {
	return File{Name: name + "-metadata.json", Data: metadata, Beside: true}
}

// flowing is a document in the format that was asked for: md, html or docx.
func flowing(name, format string, doc *publish.Document) ([]File, error) {
	switch format {
	case "md":
		return one(name+".md", publish.Markdown(doc), nil)
	case "html":
		return one(name+".html", publish.HTML(doc), nil)
	}
	bytes, err := publish.DOCX(doc)
	return one(name+".docx", bytes, err)
}

func one(name string, data []byte, err error) ([]File, error) {
	if err != nil {
		return nil, err
	}
	return []File{{Name: name, Data: data}}, nil
}

// FileName makes a name that every file system takes: no separators, no
// characters that Windows refuses, no dot or space at the ends, 120 code points.
func FileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || unicode.IsControl(r) {
			return '_'
		}
		return r
	}, name)
	name = strings.Trim(text.Slice(name, 0, 120), " .")
	base, _, _ := strings.Cut(strings.ToUpper(name), ".")
	if name == "" || slices.Contains([]string{"CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "LPT1", "LPT2", "LPT3"}, base) {
		return "_" + name
	}
	return name
}
