package report

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/publish"
	"verbatim/internal/text"
)

// historyColumns are the columns of history.csv.
var historyColumns = []publish.Column{
	{Name: "seq", Kind: publish.Number}, {Name: "time_utc"}, {Name: "actor"}, {Name: "action"}, {Name: "said"}, {Name: "object"}, {Name: "document"},
	{Name: "before"}, {Name: "after"}, {Name: "reason"}, {Name: "takes_back", Kind: publish.Number}, {Name: "hash_prev"}, {Name: "hash"},
}

// smallChange is how long before and after may be to stand in a cell, in code
// points; json has them whole.
const smallChange = 500

// step is one entry of the history as it goes out.
type step struct {
	history.Entry
	prev     string // hash of the entry before
	actor    string
	said     string
	document string
	changes  []history.Change
	withheld bool // it holds what the reader may not see
}

func writeHistory(ctx context.Context, tx *sql.Tx, e *export, format string) ([]File, error) {
	steps, err := e.steps(ctx, tx)
	if err != nil {
		return nil, err
	}
	if len(steps) == 0 {
		return nil, fault.New(fault.NotFound, "Nothing was done in this project yet.")
	}
	withheld := 0
	for _, s := range steps {
		if s.withheld {
			withheld++
		}
	}
	counts := fmt.Sprintf("%d entries", len(steps))
	if withheld > 0 {
		counts += fmt.Sprintf(", %d of them without their content, which is private to others", withheld)
	}
	stamp := e.stamp("", "", counts)
	switch format {
	case "json":
		return one("history.json", publish.JSON(stamp, "history", stepRecords(steps)), nil)
	case "csv":
		return e.csv("history.csv", historyTable(steps), stamp), nil
	}
	doc := &publish.Document{Title: "History: " + e.info.Name, Language: "en", Landscape: true, Stamp: stamp,
		Blocks: []publish.Block{publish.Heading{Text: "History"}, publish.Para(publish.Meta, e.info.Name), historyDigest(steps)}}
	return flowing("history", format, doc)
}

// steps reads the whole history, oldest first.
func (e *export) steps(ctx context.Context, tx *sql.Tx) ([]step, error) {
	entries, err := history.List(ctx, tx, history.Filter{})
	if err != nil {
		return nil, err
	}
	slices.Reverse(entries)
	actors, titles, err := named(ctx, tx)
	if err != nil {
		return nil, err
	}
	byID := map[int64]history.Entry{}
	steps := make([]step, len(entries))
	for i, entry := range entries {
		byID[entry.ID] = entry
		steps[i] = step{Entry: entry, actor: actors[entry.Who], document: titles[entry.Document]}
		if i > 0 {
			steps[i].prev = entries[i-1].Hash
		}
		if steps[i].changes, err = entry.Changes(ctx, tx); err != nil {
			return nil, err
		}
	}
	hidden := e.hidden(steps)
	taken := map[int64]bool{} // entries whose words are withheld, so that taking them back does not say them
	for i := range steps {
		s := &steps[i]
		s.withheld = taken[s.Undoes] || slices.ContainsFunc(s.changes, hidden)
		if s.withheld {
			taken[s.ID] = true
			s.Subject, s.Why = nil, ""
			byID[s.ID] = s.Entry
		}
		s.said = e.sentence(s.Entry, byID)
	}
	return steps, nil
}

// named is the names of people and of documents, those in the trash included.
func named(ctx context.Context, tx *sql.Tx) (actors, titles map[int64]string, err error) {
	actors, titles = map[int64]string{0: "Verbatim"}, map[int64]string{}
	persons, err := people.List(ctx, tx)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range persons {
		actors[p.ID] = p.Name
	}
	docs, err := document.List(ctx, tx)
	if err != nil {
		return nil, nil, err
	}
	trashed, err := document.Trashed(ctx, tx)
	for _, d := range append(docs, trashed...) {
		titles[d.ID] = d.Name
	}
	return actors, titles, err
}

// hidden tells changes that the reader may not see: of codings in a layer not
// open to them, and of others' memos that are private, or were at the time.
func (e *export) hidden(steps []step) func(history.Change) bool {
	private := map[any]bool{} // memos by guid, as they were last
	for _, s := range steps {
		for _, c := range s.changes {
			if c.Table == "memo" {
				for _, row := range []map[string]any{c.Before, c.After} {
					if row != nil {
						private[row["guid"]] = row["shared"] != int64(1)
					}
				}
			}
		}
	}
	return func(c history.Change) bool {
		if c.Table != "memo" { // an erased change has no rows: nothing of it is left to hide
			return (c.Before != nil || c.After != nil) && !e.viewer.SeesChange(c)
		}
		// Stricter than SeesChange: a memo that was private at the time stays so here.
		for _, row := range []map[string]any{c.Before, c.After} {
			mine := e.viewer.Person != 0 && row["author"] == e.viewer.Person
			if row != nil && !mine && (private[row["guid"]] || row["shared"] != int64(1)) {
				return true
			}
		}
		return false
	}
}

// sentence says what an entry did; of one that takes another back, which.
func (e *export) sentence(entry history.Entry, byID map[int64]history.Entry) string {
	back := false
	target := entry
	for target.Undoes != 0 {
		target, back = byID[target.Undoes], !back
	}
	said := target.What
	if e.options.Did != nil {
		said = e.options.Did(target.What, target.Subject)
	} else if len(target.Subject) > 0 {
		said += ": " + strings.Join(target.Subject, ", ")
	}
	switch {
	case back:
		return "Took back: " + said
	case entry.Undoes != 0:
		return "Did again: " + said
	}
	return said
}

// objects names what an entry changed: a row by its guid, many by their number.
func (s step) objects() string {
	if len(s.changes) == 1 && !s.withheld {
		c := s.changes[0]
		for _, row := range []map[string]any{c.After, c.Before} {
			if id, ok := row["guid"].(string); ok {
				return c.Table + " " + id
			}
		}
	}
	var tables []string
	count := map[string]int{}
	for _, c := range s.changes {
		if count[c.Table]++; count[c.Table] == 1 {
			tables = append(tables, c.Table)
		}
	}
	for i, t := range tables {
		if count[t] > 1 {
			tables[i] = fmt.Sprintf("%s ×%d", t, count[t])
		}
	}
	return strings.Join(tables, "; ")
}

// small is what the one row of an entry was and became, only the columns that
// differ; nothing where that is much, or several rows.
func (s step) small() (before, after string) {
	if s.withheld || len(s.changes) != 1 {
		return "", ""
	}
	c := s.changes[0]
	was, is := map[string]any{}, map[string]any{}
	for _, row := range []map[string]any{c.Before, c.After} {
		for name := range row {
			if c.Before == nil || c.After == nil || c.Before[name] != c.After[name] {
				was[name], is[name] = c.Before[name], c.After[name]
			}
		}
	}
	if c.Before != nil {
		before = string(compact(was))
	}
	if c.After != nil {
		after = string(compact(is))
	}
	if text.Len(before)+text.Len(after) > smallChange {
		return "", ""
	}
	return before, after
}

func historyTable(steps []step) *publish.Table {
	t := &publish.Table{Name: "history", Columns: historyColumns, Rows: make([]publish.Row, 0, len(steps))}
	for _, s := range steps {
		before, after := s.small()
		t.Add(publish.N(int(s.ID)), publish.T(moment(s.At)), publish.T(s.actor), publish.T(s.What), publish.T(s.said), publish.T(s.objects()),
			publish.T(s.document), publish.T(before), publish.T(after), publish.T(s.Why), optional(int(s.Undoes)), publish.T(s.prev), publish.T(s.Hash))
	}
	return t
}

// stepRecords is the entries with the rows that they changed, before and after.
func stepRecords(steps []step) [][]byte {
	type change struct {
		Table  string         `json:"table"`
		Row    int64          `json:"row"`
		Before map[string]any `json:"before"`
		After  map[string]any `json:"after"`
		Erased bool           `json:"erased,omitempty"`
	}
	out := make([][]byte, len(steps))
	for i, s := range steps {
		changes := []change{}
		for _, c := range s.changes {
			if !s.withheld {
				changes = append(changes, change{c.Table, c.Row, c.Before, c.After, c.Erased()})
			}
		}
		out[i] = compact(struct {
			Seq       int64    `json:"seq"`
			Time      string   `json:"time_utc"`
			Actor     string   `json:"actor"`
			Action    string   `json:"action"`
			Said      string   `json:"said"`
			Subject   []string `json:"subject"`
			Object    string   `json:"object"`
			Document  string   `json:"document"`
			Reason    string   `json:"reason"`
			TakesBack int64    `json:"takes_back,omitempty"`
			Withheld  bool     `json:"withheld,omitempty"`
			Changes   []change `json:"changes"`
			Prev      string   `json:"hash_prev"`
			Hash      string   `json:"hash"`
		}{s.ID, moment(s.At), s.actor, s.What, s.said, append([]string{}, s.Subject...), s.objects(), s.document, s.Why, s.Undoes, s.withheld, changes, s.prev, s.Hash})
	}
	return out
}

// compact is v as JSON on one line, with <, > and & as they are; keys of rows
// in order of the alphabet.
func compact(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // recorded rows were read from JSON
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}

// historyDigest is the history as people read it, under its days.
func historyDigest(steps []step) *publish.Table {
	t := &publish.Table{Name: "history", Caption: "What was done, when and by whom",
		Columns: []publish.Column{{Head: "No.", Kind: publish.Number, Share: 0.7}, {Head: "Time (UTC)", Share: 1}, {Head: "Who", Share: 1.3},
			{Head: "What", Share: 5}, {Head: "Document", Share: 2}, {Head: "Reason", Share: 2}, {Head: "Hash", Share: 1.5}},
		Notes: []string{"Hash: the first 12 hex digits of the value of the chain after the entry; an export of that state is named by it."}}
	day := ""
	for _, s := range steps {
		if d := s.At.UTC().Format("2006-01-02"); d != day {
			day = d
			t.Rows = append(t.Rows, publish.Row{Span: true, Cells: []publish.Cell{publish.T(day)}})
		}
		said := s.said
		if s.Undone {
			said += " (taken back)"
		}
		t.Add(publish.N(int(s.ID)), publish.T(s.At.UTC().Format("15:04:05")), publish.T(s.actor), publish.T(said),
			publish.T(s.document), publish.T(s.Why), publish.T(s.Snapshot()))
	}
	return t
}
