package coding

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"verbatim/internal/codebook"
	"verbatim/internal/db"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/people"
	"verbatim/internal/text"
)

// MergePreview says what merging a code into another would do.
type MergePreview struct {
	Moved     int // codings that get the other code
	Doubled   int // codings joined with another because the same words have the other code in the same layer
	Children  int // codes that move under the other
	Documents int
}

// PreviewMerge counts what merging codes into another, one after the other,
// would do, as far as the viewer may see it: merging goes over every layer. A
// span that several of them mark becomes one coding.
func PreviewMerge(ctx context.Context, tx *sql.Tx, v people.Viewer, into int64, from ...int64) (MergePreview, error) {
	var p MergePreview
	marked, spans, in := 0, 0, db.In(len(from))
	args := append([]any{into}, db.Anys(from)...)
	seen, layers := v.Where("c.layer")
	err := tx.QueryRowContext(ctx, `SELECT count(*), count(DISTINCT s.document),
		count(DISTINCT CASE WHEN EXISTS (SELECT 1 FROM coding o JOIN segment q ON q.id = o.segment WHERE o.code = ?1 AND o.layer = c.layer
			AND q.document = s.document AND q.start = s.start AND q.finish = s.finish) THEN NULL
			ELSE c.layer || ' ' || s.document || ' ' || s.start || ' ' || s.finish END)
		FROM coding c JOIN segment s ON s.id = c.segment WHERE c.code IN `+in+` AND `+seen, append(slices.Clone(args), layers...)...).Scan(&marked, &p.Documents, &spans)
	if err != nil {
		return p, err
	}
	p.Moved, p.Doubled = spans, marked-spans
	err = tx.QueryRowContext(ctx, "SELECT count(*) FROM code WHERE status <> 'merged' AND id <> ?1 AND parent IN "+in+" AND id NOT IN "+in,
		append(args, db.Anys(from)...)...).Scan(&p.Children)
	return p, err
}

// MergeAll merges codes into another, one after the other in the order of the
// tree; the other itself is left out where it is among them.
func MergeAll(ctx context.Context, tx *sql.Tx, who, into int64, from ...int64) error {
	list, err := codebook.List(ctx, tx)
	if err != nil {
		return err
	}
	for _, c := range list {
		if c.ID == into || !slices.Contains(from, c.ID) {
			continue
		}
		if err := Merge(ctx, tx, who, c.ID, into); err != nil {
			return err
		}
	}
	return nil
}

// Merge gives all codings of a code to another, in every layer, puts the codes
// under it under the other, and retires it as merged.
func Merge(ctx context.Context, tx *sql.Tx, who, from, into int64) error {
	a, b, err := mergeable(ctx, tx, from, into)
	if err != nil {
		return err
	}
	if err := joinAll(ctx, tx, "SELECT c.id, c.segment, min(o.id) FROM "+twin+" AND o.code = ?2 WHERE c.code = ?1 GROUP BY c.id", from, into); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE coding SET code = ?1, defined = ?2 WHERE code = ?3", into, b.Version, from); err != nil {
		return err
	}
	if err := moveChildren(ctx, tx, from, into); err != nil {
		return err
	}
	// Findings that rest on the merged code, themes with it and memos on it have
	// the other now.
	for _, q := range []string{
		"DELETE FROM finding_code WHERE code = ?1 AND finding IN (SELECT finding FROM finding_code WHERE code = ?2)",
		"UPDATE finding_code SET code = ?2 WHERE code = ?1",
		"DELETE FROM theme_code WHERE code = ?1 AND theme IN (SELECT theme FROM theme_code WHERE code = ?2)",
		"UPDATE theme_code SET code = ?2 WHERE code = ?1",
		"UPDATE memo SET code = ?2 WHERE code = ?1",
		"UPDATE code SET merged_into = ?2 WHERE merged_into = ?1",
	} {
		if _, err := tx.ExecContext(ctx, q, from, into); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, "UPDATE code SET status = 'merged', merged_into = ? WHERE id = ?", b.ID, a.ID)
	return err
}

func mergeable(ctx context.Context, tx *sql.Tx, from, into int64) (a, b codebook.Code, err error) {
	if a, err = codebook.Get(ctx, tx, from); err != nil {
		return a, b, err
	}
	if b, err = codebook.Get(ctx, tx, into); err != nil {
		return a, b, err
	}
	list, err := codebook.List(ctx, tx)
	if err != nil {
		return a, b, err
	}
	n, err := Tally(ctx, tx, people.Everyone, 0, from)
	if err != nil {
		return a, b, err
	}
	return a, b, refuseMerge(a, b, codebook.Under(list, from)[into], n[from])
}

// moveChildren puts the codes under one code last under another, or where into
// is 0 where the code itself stands.
func moveChildren(ctx context.Context, tx *sql.Tx, from, into int64) error {
	children, err := db.Query(ctx, tx, func(r db.Row) (id int64, err error) { return id, r.Scan(&id) },
		"SELECT id FROM code WHERE parent = ? ORDER BY position, id", from)
	if err != nil {
		return err
	}
	for _, id := range children {
		if err := codebook.Move(ctx, tx, id, into, 0); err != nil {
			return err
		}
	}
	return nil
}

// Delete takes a code away with all its codings, in every layer; the codes under
// it move up to where it stood, and memos on it become memos on the project.
func Delete(ctx context.Context, tx *sql.Tx, id int64) error {
	c, err := codebook.Get(ctx, tx, id)
	if err != nil {
		return err
	}
	list, err := List(ctx, tx, people.Everyone, Filter{Codes: []int64{id}, Trashed: true})
	if err != nil {
		return err
	}
	for _, k := range list {
		if err := drop(ctx, tx, k.ID, k.Segment); err != nil {
			return err
		}
	}
	if err := moveChildren(ctx, tx, id, c.Parent); err != nil {
		return err
	}
	for _, q := range []string{
		"DELETE FROM finding_code WHERE code = ?",
		"UPDATE memo SET code = NULL WHERE code = ?",
		"DELETE FROM theme_code WHERE code = ?",
		"DELETE FROM code_distinct WHERE ?1 IN (one, other)",
		"UPDATE code SET merged_into = NULL WHERE merged_into = ?",
		"DELETE FROM code WHERE id = ?",
	} {
		if _, err := tx.ExecContext(ctx, q, id); err != nil {
			return err
		}
	}
	return nil
}

// refuseMerge says why two codes cannot be merged, nil when they can. n is the
// codings of the first.
func refuseMerge(from, into codebook.Code, below bool, n int) error {
	switch {
	case from.ID == into.ID:
		return fault.New(fault.Invalid, "“%s” cannot be merged into itself. Choose another code.", from.Name)
	case below:
		return fault.New(fault.Invalid, "“%s” stands under “%s”. Move it out first, or merge the other way round.", into.Name, from.Name)
	case into.Category && n > 0:
		return fault.New(fault.Invalid, "“%s” is a category and cannot take codings. Choose a code, or make it one first.", into.Name)
	case !into.InUse():
		return fault.New(fault.Invalid, "“%s” is not in use any more. Bring it back first, or choose another code.", into.Name)
	case from.Status == codebook.Merged:
		return fault.New(fault.Conflict, "“%s” was merged already.", from.Name)
	}
	return nil
}

// Check compares the exact words of every segment with the text at its place.
// Each problem is a sentence.
func Check(ctx context.Context, tx *sql.Tx) (problems []string, err error) {
	docs, err := document.List(ctx, tx)
	if err != nil {
		return nil, err
	}
	trashed, err := document.Trashed(ctx, tx)
	if err != nil {
		return nil, err
	}
	type span struct {
		id          int64
		start, end  int
		exact, guid string
	}
	for _, d := range append(docs, trashed...) {
		spans, err := db.Query(ctx, tx, func(r db.Row) (s span, err error) { return s, r.Scan(&s.id, &s.start, &s.end, &s.exact, &s.guid) },
			"SELECT id, start, finish, exact, guid FROM segment WHERE document = ? ORDER BY start", d.ID)
		if err != nil {
			return nil, err
		}
		if len(spans) == 0 {
			continue
		}
		all, err := document.Text(ctx, tx, d, 0, d.Length)
		if err != nil {
			return nil, err
		}
		points := []rune(all)
		for _, s := range spans {
			if s.end > len(points) || string(points[s.start:s.end]) != s.exact {
				problems = append(problems, fmt.Sprintf("%s: segment %s at %d–%d does not hold the words %q any more", d.Name, s.guid, s.start, s.end, text.Cut(s.exact, 40)))
			}
		}
	}
	var astray int
	err = tx.QueryRowContext(ctx, "SELECT count(*) FROM coding c JOIN layer l ON l.id = c.layer WHERE l.kind = 'own' AND l.person <> c.coder").Scan(&astray)
	if astray > 0 {
		problems = append(problems, fmt.Sprintf("%d codings stand in another coder's layer", astray))
	}
	if err != nil {
		return problems, err
	}
	twice, err := db.Query(ctx, tx, scanDouble, doubles)
	if len(twice) > 0 {
		problems = append(problems, fmt.Sprintf("%d codings have the same code on the same words as another in their layer", len(twice)))
	}
	return problems, err
}
