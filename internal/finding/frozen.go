package finding

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"verbatim/internal/db"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/people"
)

// Frozen is the evidence of a finding as it was at an entry of the history.
type Frozen struct {
	ID       int64
	Finding  int64
	Entry    int64     // the newest entry when it was frozen
	Snapshot string    // that entry's snapshot id
	At       time.Time // that entry's time
	Evidence Evidence
	Total    Evidence
	Quotes   []Quote // in their order, those of documents in the trash included

	behind basis
}

// basis is what a figure counts, as ids in ascending order.
type basis struct {
	Participants []int64 `json:"participants"`
	Cases        []int64 `json:"cases"`
	Documents    []int64 `json:"documents"`
}

// kept is how the evidence is stored: ids and numbers, none of a participant's
// words, so that nothing of theirs is left here when they withdraw.
type kept struct {
	basis
	Codings int      `json:"codings"`
	Total   Evidence `json:"total"`
}

// Difference is what came and went since evidence was frozen. Names are those
// of today; what is not in the project any more is counted in Gone.
type Difference struct {
	Participants Moved
	Cases        Moved
	Documents    Moved
	Codings      int // more, or fewer
	Quotes       int // chosen since
	Unquoted     int // taken off since
}

// Moved is what came into a figure and what left it, by name.
type Moved struct {
	Came, Left []string
	Gone       int // left, and not in the project any more
}

func (m Moved) none() bool { return len(m.Came)+len(m.Left)+m.Gone == 0 }

// None reports whether everything is as it was.
func (d Difference) None() bool {
	return d.Participants.none() && d.Cases.none() && d.Documents.none() && d.Codings == 0 && d.Quotes == 0 && d.Unquoted == 0
}

// Freeze keeps the evidence of a finding as it stands in the project now,
// instead of what was frozen before.
func Freeze(ctx context.Context, tx *sql.Tx, v people.Viewer, f Finding) error {
	if v.Layers != nil {
		return fault.New(fault.Forbidden, "While you code blind you see only a part of the codings. Freeze the evidence when the round is open.")
	}
	if err := Thaw(ctx, tx, f.ID); err != nil {
		return err
	}
	base, err := Load(ctx, tx, v, 0)
	if err != nil {
		return err
	}
	e, behind := base.evidence(f)
	words, err := json.Marshal(kept{basis: behind, Codings: e.Codings, Total: base.Total})
	if err != nil {
		return err
	}
	head, err := history.Last(ctx, tx)
	if err != nil {
		return err
	}
	var id int64
	err = tx.QueryRowContext(ctx, "INSERT INTO frozen (finding, entry, snapshot, at, evidence) VALUES (?, ?, ?, ?, ?) RETURNING id",
		f.ID, head.ID, head.Snapshot(), head.At.Format(time.RFC3339Nano), string(words)).Scan(&id)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO frozen_quote (frozen, segment, position, contrary) SELECT ?, segment, position, contrary FROM quote WHERE finding = ?", id, f.ID)
	return err
}

// Thaw forgets the frozen evidence of a finding, if there is any.
func Thaw(ctx context.Context, tx *sql.Tx, finding int64) error {
	segments, err := db.Query(ctx, tx, func(r db.Row) (id int64, err error) { return id, r.Scan(&id) },
		"DELETE FROM frozen_quote WHERE frozen IN (SELECT id FROM frozen WHERE finding = ?) RETURNING segment", finding)
	if err != nil {
		return err
	}
	for _, segment := range segments {
		if err := document.SweepSegment(ctx, tx, segment); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM frozen WHERE finding = ?", finding)
	return err
}

func scanFrozen(r db.Row) (f Frozen, err error) {
	var at, evidence string
	if err := r.Scan(&f.ID, &f.Finding, &f.Entry, &f.Snapshot, &at, &evidence); err != nil {
		return f, err
	}
	var k kept
	if err := json.Unmarshal([]byte(evidence), &k); err != nil {
		return f, err
	}
	f.behind, f.Total = k.basis, k.Total
	f.Evidence = Evidence{Codings: k.Codings, Documents: len(k.Documents), Participants: len(k.Participants), Cases: len(k.Cases)}
	f.At, err = time.Parse(time.RFC3339Nano, at)
	return f, err
}

// loadFrozen reads what was frozen, by finding. Who sees only a part of the
// codings is not told what they all come to.
func loadFrozen(ctx context.Context, tx *sql.Tx, v people.Viewer) (map[int64]Frozen, error) {
	out := map[int64]Frozen{}
	if v.Layers != nil {
		return out, nil
	}
	list, err := db.Query(ctx, tx, scanFrozen, "SELECT id, finding, entry, snapshot, at, evidence FROM frozen")
	if err != nil {
		return nil, err
	}
	quotes, err := db.Query(ctx, tx, scanQuote, `SELECT q.id, s.guid, q.frozen, q.segment, q.position, q.contrary, s.document, s.start, s.finish, s.exact
		FROM frozen_quote q JOIN segment s ON s.id = q.segment ORDER BY q.position, q.id`)
	if err != nil {
		return nil, err
	}
	for _, f := range list {
		for _, q := range quotes {
			if q.Finding == f.ID {
				q.Finding = f.Finding
				f.Quotes = append(f.Quotes, q)
			}
		}
		out[f.Finding] = f
	}
	return out, nil
}

// Frozen is the evidence that was frozen for a finding. A base of one chosen
// layer has none: it would count other codings.
func (b *Base) Frozen(finding int64) (f Frozen, ok bool) {
	f, ok = b.frozen[finding]
	return f, ok
}

// Since is what changed in the evidence of a finding since it was frozen;
// quotes are those chosen now.
func (b *Base) Since(f Finding, then Frozen, quotes []Quote) Difference {
	e, now := b.evidence(f)
	d := Difference{
		Codings:      e.Codings - then.Evidence.Codings,
		Participants: moved(then.behind.Participants, now.Participants, func(id int64) string { return b.behind[id].Name }),
		Cases:        moved(then.behind.Cases, now.Cases, func(id int64) string { return b.units[id] }),
		Documents:    moved(then.behind.Documents, now.Documents, func(id int64) string { return b.document[id].Name }),
	}
	same := func(list []Quote, q Quote) bool {
		return slices.ContainsFunc(list, func(o Quote) bool { return o.Segment == q.Segment && o.Contrary == q.Contrary })
	}
	for _, q := range quotes {
		if !same(then.Quotes, q) {
			d.Quotes++
		}
	}
	for _, q := range then.Quotes {
		if !same(quotes, q) {
			d.Unquoted++
		}
	}
	return d
}

func moved(then, now []int64, name func(int64) string) (m Moved) {
	for _, id := range now {
		if !slices.Contains(then, id) {
			m.Came = append(m.Came, name(id))
		}
	}
	for _, id := range then {
		switch {
		case slices.Contains(now, id):
		case name(id) == "":
			m.Gone++
		default:
			m.Left = append(m.Left, name(id))
		}
	}
	slices.Sort(m.Came)
	slices.Sort(m.Left)
	return m
}

// Readable leaves out the quotes of documents that are in the trash.
func (b *Base) Readable(quotes []Quote) []Quote {
	return slices.DeleteFunc(slices.Clone(quotes), func(q Quote) bool { _, there := b.document[q.Document]; return !there })
}
