// Package memo holds memos: notes on the project, a document, a code, a segment
// or a participant. A memo is its author's until it is shared; every read takes
// the Viewer that decides so.
//
// Functions that write expect to be inside a history entry.
package memo

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

// Kinds are what a memo can be, after the audit trail of Lincoln & Guba (1985)
// and the reflexive practice of Birks, Chapman & Francis (2008).
var Kinds = []string{"analytic", "code", "document", "methodological", "reflexive", "positionality"}

// Memo is a note. At most one of Document, Code, Segment and Participant is set;
// none means that it is on the project as a whole.
type Memo struct {
	ID          int64
	GUID        string
	Kind        string
	Author      int64
	Shared      bool
	Title       string
	Words       string // Markdown
	Document    int64  // also of the segment, when read
	Code        int64
	Segment     int64
	Participant int64
	Created     time.Time
	Changed     time.Time

	// Of its segment, when read:
	Start, End int // code points
	Exact      string
}

// Short is how URLs name the memo.
func (m Memo) Short() string { return guid.Short(m.GUID) }

// Head is the title, or the beginning of the words where there is none.
func (m Memo) Head() string {
	if m.Title != "" {
		return m.Title
	}
	return text.Cut(m.Words, 60)
}

// Filter narrows List. Zero values do not filter.
type Filter struct {
	Kind        string
	Author      int64
	Document    int64 // on it, or on a segment in it
	Code        int64
	Segment     int64
	Participant int64
	Project     bool   // only those on the project as a whole
	Words       string // in title or words, without regard to case
}

const selectMemo = `SELECT m.id, m.guid, m.kind, m.author, m.shared, m.title, m.words, coalesce(m.document, s.document, 0), coalesce(m.code, 0),
	coalesce(m.segment, 0), coalesce(m.participant, 0), m.created_at, m.changed_at, coalesce(s.start, 0), coalesce(s.finish, 0), coalesce(s.exact, '')
	FROM memo m LEFT JOIN segment s ON s.id = m.segment WHERE (m.shared OR m.author = ?)`

func scanMemo(r db.Row) (m Memo, err error) {
	var created, changed string
	err = r.Scan(&m.ID, &m.GUID, &m.Kind, &m.Author, &m.Shared, &m.Title, &m.Words, &m.Document, &m.Code,
		&m.Segment, &m.Participant, &created, &changed, &m.Start, &m.End, &m.Exact)
	m.Created, m.Changed = project.ParseTime(created), project.ParseTime(changed)
	return m, err
}

// List is the memos that the viewer may read, the one changed last first.
func List(ctx context.Context, tx *sql.Tx, v people.Viewer, f Filter) ([]Memo, error) {
	query, args := selectMemo, []any{v.Person}
	where := func(on bool, cond string, a any) {
		if on {
			query += " AND " + cond
			args = append(args, a)
		}
	}
	where(f.Kind != "", "m.kind = ?", f.Kind)
	where(f.Author != 0, "m.author = ?", f.Author)
	where(f.Document != 0, "coalesce(m.document, s.document) = ?", f.Document)
	where(f.Code != 0, "m.code = ?", f.Code)
	where(f.Segment != 0, "m.segment = ?", f.Segment)
	where(f.Participant != 0, "m.participant = ?", f.Participant)
	if f.Project {
		query += " AND coalesce(m.document, m.code, m.segment, m.participant) IS NULL"
	}
	list, err := db.Query(ctx, tx, scanMemo, query+" ORDER BY m.changed_at DESC, m.id DESC", args...)
	if err != nil || f.Words == "" {
		return list, err
	}
	want := strings.ToLower(f.Words) // in Go: SQLite's lower() knows ASCII only
	return slices.DeleteFunc(list, func(m Memo) bool {
		return !strings.Contains(strings.ToLower(m.Title+"\n"+m.Words), want)
	}), nil
}

// ByShort is the memo that a URL names, if the viewer may read it.
func ByShort(ctx context.Context, tx *sql.Tx, v people.Viewer, short string) (Memo, error) {
	m, err := scanMemo(tx.QueryRowContext(ctx, selectMemo+" AND substr(m.guid, -12) = ?", v.Person, short))
	if errors.Is(err, sql.ErrNoRows) {
		return m, fault.New(fault.NotFound, "This memo is not there any more, or it is private to its author.")
	}
	return m, err
}

func clean(m *Memo) error {
	m.Title = text.Collapse(m.Title)
	switch {
	case strings.TrimSpace(m.Words) == "":
		return fault.New(fault.Invalid, "A memo needs words. Write some, or delete the memo.")
	case text.Len(m.Words) > 200_000:
		return fault.New(fault.TooLarge, "A memo can be 200,000 characters long. Make a document of it instead.")
	case text.Len(m.Title) > 200:
		return fault.New(fault.Invalid, "A memo's title can be 200 characters long. Write a shorter one.")
	case !slices.Contains(Kinds, m.Kind):
		return fault.New(fault.Invalid, "A memo is %s, not “%s”.", strings.Join(Kinds, ", "), m.Kind)
	}
	return nil
}

// Write makes a memo of the viewer's, private at first.
func Write(ctx context.Context, tx *sql.Tx, v people.Viewer, m Memo) (Memo, error) {
	if v.Person == 0 {
		return m, fault.New(fault.Forbidden, "A memo needs an author. Choose who you are at the top of the page.")
	}
	if m.Kind == "" {
		m.Kind = KindFor(m)
	}
	if err := clean(&m); err != nil {
		return m, err
	}
	m.GUID, m.Author = guid.New(), v.Person
	now := project.Now()
	document := m.Document
	if m.Segment != 0 {
		document = 0 // it hangs on the segment, which knows its document
	}
	err := tx.QueryRowContext(ctx, `INSERT INTO memo (guid, kind, author, shared, title, words, document, code, segment, participant, created_at, changed_at)
		VALUES (?, ?, ?, ?, ?, ?, nullif(?, 0), nullif(?, 0), nullif(?, 0), nullif(?, 0), ?11, ?11) RETURNING id`,
		m.GUID, m.Kind, m.Author, m.Shared, m.Title, m.Words, document, m.Code, m.Segment, m.Participant, now).Scan(&m.ID)
	if db.IsForeignKey(err) {
		return m, fault.New(fault.NotFound, "What this memo is about is not there any more.")
	}
	m.Created, m.Changed = project.ParseTime(now), project.ParseTime(now)
	return m, err
}

// KindFor is the kind that a memo most likely is, by what it hangs on.
func KindFor(m Memo) string {
	switch {
	case m.Code != 0:
		return "code"
	case m.Document != 0 && m.Segment == 0:
		return "document"
	}
	return "analytic"
}

// Update changes kind, title, words and whether it is shared of a memo of the
// viewer's own.
func Update(ctx context.Context, tx *sql.Tx, v people.Viewer, m Memo) error {
	if err := own(ctx, tx, v, m.ID); err != nil {
		return err
	}
	if err := clean(&m); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE memo SET kind = ?1, title = ?2, words = ?3, shared = ?4, changed_at = ?5
		WHERE id = ?6 AND (kind <> ?1 OR title <> ?2 OR words <> ?3 OR shared <> ?4)`, m.Kind, m.Title, m.Words, m.Shared, project.Now(), m.ID)
	return err
}

// Delete takes a memo of the viewer's own away, and the segment that it was on
// when nothing else hangs on that.
func Delete(ctx context.Context, tx *sql.Tx, v people.Viewer, id int64) error {
	if err := own(ctx, tx, v, id); err != nil {
		return err
	}
	var segment int64
	if err := tx.QueryRowContext(ctx, "DELETE FROM memo WHERE id = ? RETURNING coalesce(segment, 0)", id).Scan(&segment); err != nil {
		return err
	}
	return document.SweepSegment(ctx, tx, segment)
}

func own(ctx context.Context, tx *sql.Tx, v people.Viewer, id int64) error {
	var author int64
	err := tx.QueryRowContext(ctx, "SELECT author FROM memo WHERE id = ? AND (shared OR author = ?)", id, v.Person).Scan(&author)
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(fault.NotFound, "This memo is not there any more, or it is private to its author.")
	}
	if err == nil && author != v.Person {
		return fault.New(fault.Forbidden, "This memo is another coder's; only they can change it. Write one of your own beside it.")
	}
	return err
}
