// Package coding holds codings: one code applied to one segment of a document
// by one coder, in a layer. It is the only package that reads the coding table,
// and every read takes a Viewer.
//
// Functions that write expect to be inside a history entry. Positions are code
// points of the document's newest version, half open.
package coding

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"verbatim/internal/codebook"
	"verbatim/internal/db"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/text"
)

// Coding is one code on one segment.
type Coding struct {
	ID       int64
	GUID     string
	Document int64
	Segment  int64
	Start    int
	End      int
	Exact    string // the words as they were when the segment was made
	Code     int64
	Layer    int64
	Coder    int64
	Round    int64 // 0 for none
	Valence  *int  // -1, 0, 1; nil for none
	Weight   *int  // 0 to 100; nil for none
	Comment  string
	Defined  int // version of the code's definition it was made or confirmed under, 0 for not known
	Created  time.Time
}

// Short is how URLs name the coding.
func (c Coding) Short() string { return guid.Short(c.GUID) }

// Mark is a span that somebody marks. Exact must be the text at [Start,End).
type Mark struct {
	Document   int64
	Version    int64 // the one Start and End count in; 0 for the newest
	Start, End int
	Exact      string
}

// Filter narrows List. Zero values do not filter.
type Filter struct {
	IDs      []int64
	Document int64
	Codes    []int64
	Layers   []int64 // none: all that the viewer sees
	Coder    int64
	Start    int // with End > Start: codings that touch [Start,End)
	End      int
	Outdated bool // to be looked at again, because the code means something else since
	Trashed  bool // also of documents in the trash
}

const selectCoding = `SELECT c.id, c.guid, s.document, c.segment, s.start, s.finish, s.exact, c.code, c.layer, c.coder, coalesce(c.round, 0),
	c.valence, c.weight, c.comment, c.defined, c.created_at FROM coding c JOIN segment s ON s.id = c.segment`

func scanCoding(r db.Row) (c Coding, err error) {
	var created string
	err = r.Scan(&c.ID, &c.GUID, &c.Document, &c.Segment, &c.Start, &c.End, &c.Exact, &c.Code, &c.Layer, &c.Coder, &c.Round,
		&c.Valence, &c.Weight, &c.Comment, &c.Defined, &created)
	c.Created = project.ParseTime(created)
	return c, err
}

// List is the codings that the viewer may see, by document, start, the longer
// first, then in the order they were made.
func List(ctx context.Context, tx *sql.Tx, v people.Viewer, f Filter) ([]Coding, error) {
	seen, args := v.Where("c.layer")
	conds := []string{seen}
	where := func(on bool, cond string, a ...any) {
		if on {
			conds = append(conds, cond)
			args = append(args, a...)
		}
	}
	where(f.IDs != nil, "c.id IN "+db.In(len(f.IDs)), db.Anys(f.IDs)...)
	where(f.Document != 0, "s.document = ?", f.Document)
	where(f.Codes != nil, "c.code IN "+db.In(len(f.Codes)), db.Anys(f.Codes)...)
	where(f.Layers != nil, "c.layer IN "+db.In(len(f.Layers)), db.Anys(f.Layers)...)
	where(f.Coder != 0, "c.coder = ?", f.Coder)
	where(f.End > f.Start, "s.start < ? AND s.finish > ?", f.End, f.Start)
	where(f.Outdated, "EXISTS (SELECT 1 FROM code k WHERE k.id = c.code AND c.defined > 0 AND (c.defined < k.meaning OR c.defined > k.version))")
	where(!f.Trashed && f.IDs == nil, "s.document IN (SELECT id FROM document WHERE trashed_at IS NULL)")
	return db.Query(ctx, tx, scanCoding, selectCoding+" WHERE "+strings.Join(conds, " AND ")+
		" ORDER BY s.document, s.start, s.finish DESC, c.id", args...)
}

// ByShort is the coding that a URL names, if the viewer may see it.
func ByShort(ctx context.Context, tx *sql.Tx, v people.Viewer, short string) (Coding, error) {
	return one(v)(scanCoding(tx.QueryRowContext(ctx, selectCoding+" WHERE substr(c.guid, -12) = ?", short)))
}

// Get is the coding with this id, if the viewer may see it.
func Get(ctx context.Context, tx *sql.Tx, v people.Viewer, id int64) (Coding, error) {
	return one(v)(scanCoding(tx.QueryRowContext(ctx, selectCoding+" WHERE c.id = ?", id)))
}

func one(v people.Viewer) func(Coding, error) (Coding, error) {
	return func(c Coding, err error) (Coding, error) {
		if errors.Is(err, sql.ErrNoRows) || err == nil && !v.Sees(c.Layer) {
			return Coding{}, fault.New(fault.NotFound, "This coding is not there any more: it was removed, or taken back.")
		}
		return c, err
	}
}

// writes refuses a viewer who codes in no layer, or a coding of another's layer.
func writes(v people.Viewer, layer int64) error {
	switch {
	case v.Write == 0:
		return fault.New(fault.Forbidden, "You read in this project and do not code in it. Choose who you are at the top of the page.")
	case layer != 0 && layer != v.Write:
		return fault.New(fault.Forbidden, "This coding is another coder's; only they can change it.")
	}
	return nil
}

// Apply marks a span and puts codes on it in the viewer's layer. It gives the
// new codings; a code that is on exactly this span already is left as it is.
// A span without words, or whose words are not those the caller saw, is refused.
func Apply(ctx context.Context, tx *sql.Tx, v people.Viewer, m Mark, codes ...int64) ([]Coding, error) {
	doc, err := document.Get(ctx, tx, m.Document)
	if err != nil {
		return nil, err
	}
	list := make([]codebook.Code, len(codes))
	for i, code := range codes {
		if list[i], err = codebook.Get(ctx, tx, code); err != nil {
			return nil, err
		}
	}
	return ApplyTo(ctx, tx, v, doc, m, list...)
}

// ApplyTo is Apply for those who have read the document and the codes in this
// transaction.
func ApplyTo(ctx context.Context, tx *sql.Tx, v people.Viewer, doc document.Document, m Mark, codes ...codebook.Code) ([]Coding, error) {
	if err := writes(v, 0); err != nil {
		return nil, err
	}
	if len(codes) == 0 {
		return nil, fault.New(fault.Invalid, "Choose a code to put on these words.")
	}
	var todo []int64
	for _, c := range codes {
		switch {
		case c.Category:
			return nil, fault.New(fault.Invalid, "“%s” is a category: it holds codes and is not applied itself. Choose a code under it, or make it a code in the codebook.", c.Name)
		case !c.InUse():
			return nil, fault.New(fault.Invalid, "“%s” is not in use any more. Choose another code, or bring it back in the codebook.", c.Name)
		}
		there, err := applied(ctx, tx, v, m, c.ID)
		if err != nil {
			return nil, err
		}
		if there == 0 && !slices.Contains(todo, c.ID) {
			todo = append(todo, c.ID)
		}
	}
	if len(todo) == 0 {
		return nil, nil
	}
	segment, err := mark(ctx, tx, doc, m)
	if err != nil {
		return nil, err
	}
	now := project.Now()
	made := make([]Coding, 0, len(todo))
	for _, code := range todo {
		c := Coding{GUID: guid.New(), Document: doc.ID, Segment: segment, Start: m.Start, End: m.End, Exact: m.Exact,
			Code: code, Coder: v.Person, Layer: v.Write, Created: project.ParseTime(now)}
		err := tx.QueryRowContext(ctx, `INSERT INTO coding (guid, segment, code, coder, layer, defined, created_at)
			VALUES (?1, ?2, ?3, ?4, ?5, (SELECT version FROM code WHERE id = ?3), ?6) RETURNING id, defined`,
			c.GUID, segment, code, v.Person, v.Write, now).Scan(&c.ID, &c.Defined)
		if err != nil {
			return nil, err
		}
		made = append(made, c)
	}
	return made, nil
}

// Enter puts a coding that was made elsewhere into the viewer's layer, with its
// valence, weight and comment, also of a code that is in use no more. It reports
// false where this code is on exactly this span already.
func Enter(ctx context.Context, tx *sql.Tx, v people.Viewer, m Mark, c Coding) (bool, error) {
	if err := writes(v, 0); err != nil {
		return false, err
	}
	there, err := applied(ctx, tx, v, m, c.Code)
	if err != nil || there != 0 {
		return false, err
	}
	doc, err := document.Get(ctx, tx, m.Document)
	if err != nil {
		return false, err
	}
	segment, err := mark(ctx, tx, doc, m)
	if err != nil {
		return false, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO coding (guid, segment, code, coder, layer, valence, weight, comment, defined, created_at)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, (SELECT version FROM code WHERE id = ?3), ?9)`,
		guid.New(), segment, c.Code, v.Person, v.Write, c.Valence, c.Weight, c.Comment, project.Now())
	return err == nil, err
}

// applied is the coding of a code on exactly this span in the viewer's layer, 0
// for none.
func applied(ctx context.Context, tx *sql.Tx, v people.Viewer, m Mark, code int64) (there int64, err error) {
	return there, tx.QueryRowContext(ctx, `SELECT coalesce(min(c.id), 0) FROM segment s CROSS JOIN coding c ON c.segment = s.id
		WHERE c.code = ? AND c.layer = ? AND s.document = ? AND s.start = ? AND s.finish = ?`, code, v.Write, m.Document, m.Start, m.End).Scan(&there)
}

// mark checks a span against the text and stores it as a segment.
func mark(ctx context.Context, tx *sql.Tx, doc document.Document, m Mark) (int64, error) {
	if !doc.Trashed.IsZero() {
		return 0, fault.New(fault.Conflict, "“%s” is in the trash. Bring it back before coding in it.", doc.Name)
	}
	if m.Version != 0 && m.Version != doc.Version {
		return 0, fault.New(fault.Conflict, "The text of “%s” was corrected since you opened it. Load the page again and mark the words anew.", doc.Name)
	}
	if m.Start < 0 || m.End > doc.Length || m.End <= m.Start {
		return 0, fault.New(fault.Invalid, "There is no passage %d–%d in “%s”, which is %d characters long.", m.Start, m.End, doc.Name, doc.Length)
	}
	const context = document.Around
	around, err := document.Text(ctx, tx, doc, m.Start-context, m.End+context)
	if err != nil {
		return 0, err
	}
	lead := min(m.Start, context)
	n := m.End - m.Start
	exact := text.Slice(around, lead, lead+n)
	if exact != m.Exact {
		return 0, fault.New(fault.Conflict, "The words at %d–%d of “%s” are not the ones you marked. Load the page again and mark them anew.", m.Start, m.End, doc.Name)
	}
	if strings.TrimSpace(exact) == "" {
		return 0, fault.New(fault.Invalid, "There are no words in this passage. Mark some words first.")
	}
	var id int64
	err = tx.QueryRowContext(ctx, `INSERT INTO segment (guid, document, version, start, finish, exact, prefix, suffix) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		guid.New(), doc.ID, doc.Version, m.Start, m.End, exact, text.Slice(around, 0, lead), text.Slice(around, lead+n, lead+n+context)).Scan(&id)
	return id, err
}

// Remove takes codings of the viewer's layer away.
func Remove(ctx context.Context, tx *sql.Tx, v people.Viewer, ids ...int64) error {
	for _, id := range ids {
		c, err := Get(ctx, tx, v, id)
		if err != nil {
			return err
		}
		if err := writes(v, c.Layer); err != nil {
			return err
		}
		if err := drop(ctx, tx, c.ID, c.Segment); err != nil {
			return err
		}
	}
	return nil
}

// drop deletes a coding, and its segment when nothing else hangs on it.
func drop(ctx context.Context, tx *sql.Tx, id, segment int64) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM coding WHERE id = ?", id); err != nil {
		return err
	}
	return document.SweepSegment(ctx, tx, segment)
}

// Recode gives a coding of the viewer's layer another code.
func Recode(ctx context.Context, tx *sql.Tx, v people.Viewer, id, code int64) error {
	c, err := Get(ctx, tx, v, id)
	if err != nil {
		return err
	}
	if err := writes(v, c.Layer); err != nil {
		return err
	}
	to, err := codebook.Get(ctx, tx, code)
	if err != nil {
		return err
	}
	if to.Category || !to.InUse() {
		return fault.New(fault.Invalid, "“%s” cannot be applied: it is a category, or not in use any more. Choose another code.", to.Name)
	}
	if c.Code == code {
		return nil
	}
	if err := single(ctx, tx, v, Mark{Document: c.Document, Start: c.Start, End: c.End}, to); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE coding SET code = ?, defined = ? WHERE id = ?", code, to.Version, id)
	return err
}

// single refuses a code that a span has already in the viewer's layer: every
// coding has a segment of its own, so that no key of the table sees it.
func single(ctx context.Context, tx *sql.Tx, v people.Viewer, m Mark, code codebook.Code) error {
	there, err := applied(ctx, tx, v, m, code.ID)
	if err == nil && there != 0 {
		return fault.New(fault.Conflict, "These words have the code “%s” already. Remove this coding instead.", code.Name)
	}
	return err
}

// Resize moves a coding of the viewer's layer to another span. Segments are
// never rewritten: it is a new segment.
func Resize(ctx context.Context, tx *sql.Tx, v people.Viewer, id int64, m Mark) error {
	c, err := Get(ctx, tx, v, id)
	if err != nil {
		return err
	}
	if err := writes(v, c.Layer); err != nil {
		return err
	}
	if c.Start == m.Start && c.End == m.End {
		return nil
	}
	doc, err := document.Get(ctx, tx, c.Document)
	if err != nil {
		return err
	}
	code, err := codebook.Get(ctx, tx, c.Code)
	if err != nil {
		return err
	}
	m.Document = c.Document
	if err := single(ctx, tx, v, m, code); err != nil {
		return err
	}
	segment, err := mark(ctx, tx, doc, m)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE coding SET segment = ? WHERE id = ?", segment, id); err != nil {
		return err
	}
	return document.SweepSegment(ctx, tx, c.Segment)
}

const maxComment = 2000 // code points

// Annotate sets valence, weight and comment of a coding of the viewer's layer.
func Annotate(ctx context.Context, tx *sql.Tx, v people.Viewer, id int64, valence, weight *int, comment string) error {
	c, err := Get(ctx, tx, v, id)
	if err != nil {
		return err
	}
	if err := writes(v, c.Layer); err != nil {
		return err
	}
	if valence != nil && (*valence < -1 || *valence > 1) {
		return fault.New(fault.Invalid, "Valence is −1, 0 or 1, or empty.")
	}
	if weight != nil && (*weight < 0 || *weight > 100) {
		return fault.New(fault.Invalid, "Weight is a whole number from 0 to 100, or empty.")
	}
	if comment = strings.TrimSpace(comment); text.Len(comment) > maxComment {
		return fault.New(fault.Invalid, "A comment can be %d characters long. Write a memo instead.", maxComment)
	}
	_, err = tx.ExecContext(ctx, "UPDATE coding SET valence = ?, weight = ?, comment = ? WHERE id = ?", valence, weight, comment, id)
	return err
}
