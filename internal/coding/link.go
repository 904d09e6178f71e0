package coding

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"verbatim/internal/db"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/text"
)

// LinkKinds are what one passage can be to another: the first supports the
// second, contradicts or explains it, is an example of it, or is to be seen
// beside it.
var LinkKinds = []string{"supports", "contradicts", "explains", "example", "see"}

// Link is a passage linked to a passage.
type Link struct {
	ID       int64
	GUID     string
	Kind     string // one of LinkKinds
	Note     string
	Layer    int64 // of who made it
	Created  time.Time
	From, To End
}

// End is one of the two passages of a link.
type End struct {
	Span
	Exact string // the words as they were when it was made
}

// Short is how URLs name the link.
func (l Link) Short() string { return guid.Short(l.GUID) }

const selectLink = `SELECT l.id, l.guid, l.kind, l.note, l.layer, l.created_at, s.id, s.document, s.start, s.finish, s.exact, t.id, t.document, t.start, t.finish, t.exact
	FROM link l JOIN segment s ON s.id = l.source JOIN segment t ON t.id = l.target`

func scanLink(r db.Row) (l Link, err error) {
	var created string
	err = r.Scan(&l.ID, &l.GUID, &l.Kind, &l.Note, &l.Layer, &created, &l.From.Segment, &l.From.Document, &l.From.Start, &l.From.End, &l.From.Exact,
		&l.To.Segment, &l.To.Document, &l.To.Start, &l.To.End, &l.To.Exact)
	l.Created = project.ParseTime(created)
	return l, err
}

// Links is the links that the viewer may see, with an end in a document where
// that is not 0; of documents that are not in the trash, in the order they were
// made.
func Links(ctx context.Context, tx *sql.Tx, v people.Viewer, document int64) ([]Link, error) {
	seen, args := v.Where("l.layer")
	query := selectLink + ` WHERE s.document IN (SELECT id FROM document WHERE trashed_at IS NULL)
		AND t.document IN (SELECT id FROM document WHERE trashed_at IS NULL) AND ` + seen
	if document != 0 {
		query += " AND ? IN (s.document, t.document)"
		args = append(args, document)
	}
	return db.Query(ctx, tx, scanLink, query+" ORDER BY l.id", args...)
}

// LinkByShort is the link that a URL names, if the viewer may see it.
func LinkByShort(ctx context.Context, tx *sql.Tx, v people.Viewer, short string) (Link, error) {
	l, err := scanLink(tx.QueryRowContext(ctx, selectLink+" WHERE substr(l.guid, -12) = ?", short))
	if errors.Is(err, sql.ErrNoRows) || err == nil && !v.Sees(l.Layer) {
		return Link{}, fault.New(fault.NotFound, "These passages are not linked any more: the link was removed, or taken back.")
	}
	return l, err
}

// Connect links a passage to another in the viewer's layer.
func Connect(ctx context.Context, tx *sql.Tx, v people.Viewer, kind, note string, from, to Mark) (l Link, err error) {
	if err := writes(v, 0); err != nil {
		return l, err
	}
	note = strings.TrimSpace(note)
	if err := linkable(ctx, tx, v, kind, note, from, to, 0); err != nil {
		return l, err
	}
	if from.Document == to.Document && from.Start == to.Start && from.End == to.End {
		return l, fault.New(fault.Invalid, "A passage cannot be linked to itself. Go to the other passage first.")
	}
	source, err := MarkSegment(ctx, tx, from)
	if err != nil {
		return l, err
	}
	target, err := MarkSegment(ctx, tx, to)
	if err != nil {
		return l, err
	}
	short := guid.New()
	_, err = tx.ExecContext(ctx, "INSERT INTO link (guid, kind, source, target, note, layer, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
		short, kind, source, target, note, v.Write, project.Now())
	if err != nil {
		return l, err
	}
	return LinkByShort(ctx, tx, v, guid.Short(short))
}

// linkable refuses what cannot be said of a link from a passage to another: no
// such kind, too long a note, or what a link of the viewer's says already, but
// for the one that is changed (0 for a new one).
func linkable(ctx context.Context, tx *sql.Tx, v people.Viewer, kind, note string, from, to Mark, changed int64) error {
	switch {
	case !slices.Contains(LinkKinds, kind):
		return fault.New(fault.Invalid, "A link is one of %s, not “%s”.", strings.Join(LinkKinds, ", "), text.Cut(kind, 40))
	case text.Len(note) > maxComment:
		return fault.New(fault.Invalid, "A note on a link can be %d characters long. Write a memo instead.", maxComment)
	}
	there, err := Links(ctx, tx, v, from.Document)
	if err != nil {
		return err
	}
	for _, o := range there {
		if o.ID != changed && o.Layer == v.Write && o.Kind == kind && o.From.is(from) && o.To.is(to) {
			return fault.New(fault.Conflict, "These two passages are linked like this already.")
		}
	}
	return nil
}

func (e End) is(m Mark) bool {
	return e.Document == m.Document && e.Start == m.Start && e.Span.End == m.End
}

// Reconnect says anew what a link of the viewer's layer is, and its note.
func Reconnect(ctx context.Context, tx *sql.Tx, v people.Viewer, l Link, kind, note string) error {
	if v.Write == 0 || l.Layer != v.Write {
		return fault.New(fault.Forbidden, "This link is another coder's; only they can change it.")
	}
	note = strings.TrimSpace(note)
	if err := linkable(ctx, tx, v, kind, note, l.From.mark(), l.To.mark(), l.ID); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE link SET kind = ?1, note = ?2 WHERE id = ?3 AND (kind <> ?1 OR note <> ?2)", kind, note, l.ID)
	return err
}

func (e End) mark() Mark { return Mark{Document: e.Document, Start: e.Start, End: e.Span.End} }

// Disconnect takes a link of the viewer's layer away.
func Disconnect(ctx context.Context, tx *sql.Tx, v people.Viewer, l Link) error {
	if v.Write == 0 || l.Layer != v.Write {
		return fault.New(fault.Forbidden, "This link is another coder's; only they can remove it.")
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM link WHERE id = ?", l.ID); err != nil {
		return err
	}
	for _, segment := range []int64{l.From.Segment, l.To.Segment} {
		if err := document.SweepSegment(ctx, tx, segment); err != nil {
			return err
		}
	}
	return nil
}
