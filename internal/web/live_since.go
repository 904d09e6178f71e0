package web

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/coding"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/ui/words"
)

// mostSince is how many entries are gone through for a page that asks what
// changed; past it, loading the page again is quicker.
const mostSince = 500

// news is what happened after an entry, as far as a page and its reader are
// concerned.
type news struct {
	last    int64 // the newest entry that was looked at
	many    bool  // too much to tell
	entries []told
}

// told is an entry that the viewer may hear of, with those of its changes that
// they may see where these were asked for.
type told struct {
	history.Entry
	changes []history.Change
}

// newsSince reads on from an entry. Entries in own are the page's; wanted are
// the kinds it shows, nil for all.
func newsSince(ctx context.Context, tx *sql.Tx, v people.Viewer, after int64, own []int64, wanted []string, changes bool) (news, error) {
	n := news{last: after}
	head, err := history.Head(ctx, tx)
	if err != nil || head.ID == after {
		return n, err
	}
	n.last = head.ID
	if after <= 0 || head.ID < after || head.ID-after > mostSince {
		n.many = true
		return n, nil
	}
	list, err := history.List(ctx, tx, history.Filter{After: after})
	if err != nil {
		return n, err
	}
	for _, e := range list {
		if slices.Contains(own, e.ID) {
			continue
		}
		traces, err := people.Traces(ctx, tx, e.ID)
		if err != nil {
			return n, err
		}
		kinds := v.Hears(traces)
		if len(kinds) == 0 || wanted != nil && !slices.ContainsFunc(kinds, func(k string) bool { return slices.Contains(wanted, k) }) {
			continue
		}
		t := told{Entry: e}
		if changes {
			if t.changes, err = e.Changes(ctx, tx); err != nil {
				return n, err
			}
			t.changes = slices.DeleteFunc(t.changes, func(c history.Change) bool { return !v.SeesChange(c) })
		}
		n.entries = append(n.entries, t)
	}
	return n, nil
}

// by says who made some entries: the initials of others, in the sentence of this
// key, or that it was the reader in another window.
func by(ctx context.Context, tx *sql.Tx, me int64, key string, entries []told) (string, error) {
	if len(entries) == 0 {
		return "", nil
	}
	var names []string
	for _, e := range entries {
		name := words.Say(ctx, "history.program")
		if e.Who == me {
			continue
		}
		if e.Who != 0 {
			person, err := people.Get(ctx, tx, e.Who)
			if err != nil {
				return "", err
			}
			name = person.Initials
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return words.Say(ctx, "live.own"), nil
	}
	return words.Say(ctx, key, words.And(ctx, names)), nil
}

// screenKinds is what each screen shows, as tables of the record; a screen that
// is not here shows everything.
var screenKinds = map[string][]string{
	"docs":     {"document", "docgroup", "version", "edit", "speaker", "project"},
	"codes":    {"code", "coding", "memo", "finding_code"},
	"passages": {"code", "coding", "link", "memo", "document", "version", "edit", "speaker", "participant", "attribute", "attribute_value"},
	"search":   {"document", "version", "edit", "speaker"},
	"memos":    {"memo"},
	"sheet":    {"finding", "finding_code", "quote", "sheet", "code", "participant"},
	"import":   {},
	"export":   {},
}

// sinceReply tells a page that is not the desk whether it shows what is no more.
type sinceReply struct {
	Entry int64  `json:"entry"` // up to which it was looked
	Said  string `json:"said"`  // "" when nothing on the page changed
}

// showSince answers a page that heard of a change elsewhere.
func (s *Server) showSince(c echo.Context) error {
	ctx := c.Request().Context()
	after, own := sinceOf(c)
	reply := sinceReply{}
	err := projectOf(c).DB.Read(ctx, func(tx *sql.Tx) error {
		n, err := newsSince(ctx, tx, viewerOf(c), after, own, screenKinds[c.QueryParam("screen")], false)
		if err != nil {
			return err
		}
		reply.Entry = n.last
		if n.many {
			reply.Said = words.Say(ctx, "live.many")
			return nil
		}
		reply.Said, err = by(ctx, tx, personOf(c).ID, "live.by", n.entries)
		return err
	})
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.JSON(200, reply)
}

// showDocumentSince tells the desk what others, or the reader in another window,
// did to its document and to the codebook after an entry. It is answered as the
// desk's own changes are.
func (s *Server) showDocumentSince(c echo.Context) error {
	ctx := c.Request().Context()
	after, own := sinceOf(c)
	r := newReply()
	err := projectOf(c).DB.Read(ctx, func(tx *sql.Tx) error {
		n, err := newsSince(ctx, tx, viewerOf(c), after, own, nil, true)
		if err != nil {
			return err
		}
		r.Entry = n.last
		if n.many {
			r.Fresh, r.Status = true, words.Say(ctx, "live.many")
			return nil
		}
		d, err := shownDocument(ctx, tx, c.Param("document"))
		if fault.Is(err, fault.NotFound) {
			r.Fresh, r.Status = true, words.Say(ctx, "live.gone")
			return nil
		}
		if err != nil {
			return err
		}
		t, here, err := n.touching(ctx, tx, d.ID)
		if err != nil {
			return err
		}
		if r.Status, err = by(ctx, tx, personOf(c).ID, "live.here", here); err != nil {
			return err
		}
		return fillTouched(ctx, tx, c, d, t, &r)
	})
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.JSON(200, r)
}

// touching is what the news touched as far as the desk of a document shows it:
// codings in other documents only change counts. It gives the entries that did
// something here, too.
func (n news) touching(ctx context.Context, tx *sql.Tx, id int64) (touched, []told, error) {
	var all []history.Change
	for _, e := range n.entries {
		all = append(all, e.changes...)
	}
	everywhere := touchedBy(all)
	if len(everywhere.codings) > mostCodings*10 { // an import, say
		everywhere.fresh = true
		return everywhere, n.entries, nil
	}
	segments := slices.Collect(maps.Keys(everywhere.segments))
	for _, ch := range all {
		if ch.Table == "memo" {
			segments = append(segments, whole(rowOf(ch)["segment"]))
		}
	}
	spans, err := coding.Spans(ctx, tx, segments...)
	if err != nil {
		return touched{}, nil, err
	}
	maps.Copy(spans, everywhere.spans)
	var kept []history.Change
	var here []told
	for _, e := range n.entries {
		before := len(kept)
		for _, ch := range e.changes {
			if standsIn(ch, id, spans) {
				kept = append(kept, ch)
			}
		}
		if len(kept) > before {
			here = append(here, e)
		}
	}
	t := touchedBy(kept)
	t.codes = everywhere.codes
	return t, here, nil
}

// standsIn reports whether a changed row is seen on the desk of a document: in
// its text, or in the codebook beside it.
func standsIn(ch history.Change, document int64, spans map[int64]coding.Span) bool {
	row := rowOf(ch)
	switch ch.Table {
	case "code":
		return true
	case "memo":
		return spans[whole(row["segment"])].Document == document
	case "coding":
		return spans[whole(row["segment"])].Document == document
	case "document":
		return ch.Row == document
	case "segment", "version", "speaker":
		return whole(row["document"]) == document
	}
	return false
}

// rowOf is a changed row as it is, or as it was where it is gone.
func rowOf(ch history.Change) map[string]any {
	if ch.After != nil {
		return ch.After
	}
	return ch.Before
}

// sinceOf reads after which entry, and which of those are the page's own.
func sinceOf(c echo.Context) (after int64, own []int64) {
	after, _ = strconv.ParseInt(c.Param("entry"), 10, 64)
	return after, idsOf(c.QueryParam("own"))
}

// joined writes ids as sinceOf reads them.
func joined(ids []int64) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(parts, ",")
}
