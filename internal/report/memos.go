package report

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/internal/cases"
	"verbatim/internal/codebook"
	"verbatim/internal/fault"
	"verbatim/internal/memo"
	"verbatim/internal/publish"
)

// memoColumns are the columns of memos.csv.
var memoColumns = []publish.Column{
	{Name: "memo_guid"}, {Name: "kind"}, {Name: "author"}, {Name: "shared"}, {Name: "title"}, {Name: "memo"}, {Name: "about"},
	{Name: "document"}, {Name: "code"}, {Name: "participant"}, {Name: "start", Kind: publish.Number}, {Name: "end", Kind: publish.Number},
	{Name: "quote"}, {Name: "created_at"}, {Name: "changed_at"},
}

// note is a memo with the names of what it hangs on.
type note struct {
	memo.Memo
	author, about, document, code, participant string
}

// writeMemos writes the memos that the reader may read, in the order in which
// they were written.
func writeMemos(ctx context.Context, tx *sql.Tx, e *export, format string) ([]File, error) {
	notes, err := e.notes(ctx, tx)
	if err != nil {
		return nil, err
	}
	if len(notes) == 0 {
		return nil, fault.New(fault.NotFound, "There is no memo to take out yet. Write one, or ask its author to share it.")
	}
	stamp := e.stamp("", "memos that are shared, and the reader's own", plural(len(notes), "memo"))
	if format == "csv" {
		return e.csv("memos.csv", memoTable(notes), stamp), nil
	}
	doc := &publish.Document{Title: "Memos: " + e.info.Name, Language: "en", Stamp: stamp,
		Blocks: []publish.Block{publish.Heading{Text: "Memos"}, publish.Para(publish.Meta, e.info.Name)}}
	for _, kind := range memo.Kinds {
		first := true
		for _, n := range notes {
			if n.Kind != kind {
				continue
			}
			if first {
				doc.Blocks = append(doc.Blocks, publish.Heading{Level: 1, Text: kindHeads[kind]})
				first = false
			}
			doc.Blocks = append(doc.Blocks, n.blocks()...)
		}
	}
	return flowing("memos", format, doc)
}

// kindHeads are the heads under which memos stand in print.
var kindHeads = map[string]string{"analytic": "Analytic memos", "code": "Code memos", "document": "Document memos",
	"methodological": "Methodological memos", "reflexive": "Reflexive memos", "positionality": "Positionality memos"}

// notes reads the memos that the viewer may read, the oldest first.
func (e *export) notes(ctx context.Context, tx *sql.Tx) ([]note, error) {
	list, err := memo.List(ctx, tx, e.viewer, memo.Filter{})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(a, b memo.Memo) int { return cmp.Compare(a.ID, b.ID) })
	persons, titles, err := named(ctx, tx)
	if err != nil {
		return nil, err
	}
	codes, err := codebook.All(ctx, tx)
	if err != nil {
		return nil, err
	}
	participants, err := cases.Participants(ctx, tx)
	if err != nil {
		return nil, err
	}
	paths, pseudonyms := map[int64]string{}, map[int64]string{}
	for _, c := range codes {
		paths[c.ID] = c.Path
	}
	for _, p := range participants {
		pseudonyms[p.ID] = p.Name
	}
	out := make([]note, len(list))
	for i, m := range list {
		n := note{Memo: m, author: persons[m.Author], document: titles[m.Document], code: paths[m.Code], participant: pseudonyms[m.Participant]}
		switch {
		case m.Segment != 0:
			n.about = "passage"
		case m.Document != 0:
			n.about = "document"
		case m.Code != 0:
			n.about = "code"
		case m.Participant != 0:
			n.about = "participant"
		default:
			n.about = "project"
		}
		out[i] = n
	}
	return out, nil
}

func memoTable(notes []note) *publish.Table {
	t := &publish.Table{Name: "memos", Columns: memoColumns}
	for _, n := range notes {
		shared, start, end := "no", publish.Cell{}, publish.Cell{}
		if n.Shared {
			shared = "yes"
		}
		if n.Segment != 0 {
			start, end = publish.N(n.Start), publish.N(n.End)
		}
		t.Add(publish.T(n.GUID), publish.T(n.Kind), publish.T(n.author), publish.T(shared), publish.T(n.Title), publish.T(n.Words), publish.T(n.about),
			publish.T(n.document), publish.T(n.code), publish.T(n.participant), start, end, publish.T(n.Exact), publish.T(moment(n.Created)), publish.T(moment(n.Changed)))
	}
	return t
}

// blocks is one memo as people read it: its title, who wrote it and where it
// hangs, the passage that it is on, its words. One without a title is headed by
// its place: the first of its words would stand there twice.
func (n note) blocks() []publish.Block {
	title, about := n.Title, n.place()
	if title == "" {
		first, width := utf8.DecodeRuneInString(about)
		title, about = string(unicode.ToUpper(first))+about[width:], ""
	}
	out := []publish.Block{publish.Heading{Level: 2, Text: title}, publish.Para(publish.Meta, n.by(about))}
	if n.Exact != "" {
		out = append(out, publish.Para(publish.Quote, "“"+strings.TrimSpace(n.Exact)+"”"))
	}
	return append(out, publish.Markup{Text: n.Words})
}

// by says who wrote a memo, when, on what, and who may read it.
func (n note) by(about string) string {
	parts := []string{n.author, n.Created.UTC().Format("2006-01-02")}
	if changed := n.Changed.UTC().Format("2006-01-02"); changed != parts[1] {
		parts = append(parts, "changed "+changed)
	}
	if about != "" {
		parts = append(parts, about)
	}
	if !n.Shared {
		parts = append(parts, "private")
	}
	return strings.Join(parts, " · ")
}

// place is what a memo is on.
func (n note) place() string {
	switch n.about {
	case "passage":
		return "on a passage in " + n.document + ", " + strconv.Itoa(n.Start) + "–" + strconv.Itoa(n.End)
	case "document":
		return "on " + n.document
	case "code":
		return "on the code " + strings.Join(codebook.SplitPath(n.code), " › ")
	case "participant":
		return "on participant " + n.participant
	}
	return "on the project"
}
