package coding

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"verbatim/internal/codebook"
	"verbatim/internal/db"
	"verbatim/internal/document"
	"verbatim/internal/people"
	"verbatim/internal/text"
)

// DefaultLayers says whose codings are counted in each document: the consensus
// where it holds any, else the document's first coder's. Never a union.
func DefaultLayers(ctx context.Context, tx *sql.Tx) (map[int64]int64, error) {
	type row struct{ doc, layer int64 }
	list, err := db.Query(ctx, tx, func(r db.Row) (v row, err error) { return v, r.Scan(&v.doc, &v.layer) },
		`SELECT s.document, c.layer FROM coding c JOIN segment s ON s.id = c.segment JOIN layer l ON l.id = c.layer
		 GROUP BY s.document, c.layer ORDER BY s.document, l.kind = 'consensus' DESC, min(c.id)`)
	out := map[int64]int64{}
	for _, r := range list {
		if _, ok := out[r.doc]; !ok {
			out[r.doc] = r.layer
		}
	}
	return out, err
}

// Counted is the codings that a table counts: of one layer where layer is not
// 0, else of each document's default layer; of documents that are not in the
// trash, in their order, then by place.
func Counted(ctx context.Context, tx *sql.Tx, v people.Viewer, layer int64) ([]Coding, error) {
	f := Filter{}
	var defaults map[int64]int64
	var err error
	if layer != 0 {
		f.Layers = []int64{layer}
	} else if defaults, err = DefaultLayers(ctx, tx); err != nil {
		return nil, err
	}
	list, err := List(ctx, tx, v, f)
	if err != nil {
		return nil, err
	}
	if layer == 0 {
		list = slices.DeleteFunc(list, func(c Coding) bool { return defaults[c.Document] != c.Layer })
	}
	docs, err := document.List(ctx, tx)
	if err != nil {
		return nil, err
	}
	order := make(map[int64]int, len(docs))
	for i, d := range docs {
		order[d.ID] = i
	}
	slices.SortStableFunc(list, func(a, b Coding) int { return cmp.Compare(order[a.Document], order[b.Document]) })
	return list, nil
}

// Count is how often a code was applied.
type Count struct {
	Codings      int
	Documents    int
	Participants int
	Cases        int
	Coders       int
}

// Counts is the count of each code over the given codings (see Counted and
// Places), without what is under it.
func Counts(list []Coding, places []Place) map[int64]Count {
	type sets struct{ docs, parts, cases, coders map[int64]bool }
	seen := map[int64]sets{}
	out := map[int64]Count{}
	for i, c := range list {
		s, ok := seen[c.Code]
		if !ok {
			s = sets{map[int64]bool{}, map[int64]bool{}, map[int64]bool{}, map[int64]bool{}}
			seen[c.Code] = s
		}
		s.docs[c.Document], s.coders[c.Coder] = true, true
		if p := places[i].Participant; p != 0 {
			s.parts[p] = true
		}
		if k := places[i].Case; k != 0 {
			s.cases[k] = true
		}
		n := out[c.Code]
		n.Codings++
		out[c.Code] = n
	}
	for code, s := range seen {
		n := out[code]
		n.Documents, n.Participants, n.Cases, n.Coders = len(s.docs), len(s.parts), len(s.cases), len(s.coders)
		out[code] = n
	}
	return out
}

// Tally is the number of codings of each code in a layer, 0 for those of codes
// that have none; quick enough for every reply of the desk.
func Tally(ctx context.Context, tx *sql.Tx, v people.Viewer, layer int64, codes ...int64) (map[int64]int, error) {
	out := map[int64]int{}
	seen, args := v.Where("c.layer")
	query := "SELECT c.code, count(*) FROM coding c JOIN segment s ON s.id = c.segment JOIN document d ON d.id = s.document WHERE d.trashed_at IS NULL AND " + seen
	if layer != 0 {
		query += " AND c.layer = ?"
		args = append(args, layer)
	}
	if len(codes) > 0 {
		query += " AND c.code IN " + db.In(len(codes))
		args = append(args, db.Anys(codes)...)
	}
	type row struct {
		code int64
		n    int
	}
	list, err := db.Query(ctx, tx, func(r db.Row) (v row, err error) { return v, r.Scan(&v.code, &v.n) }, query+" GROUP BY c.code", args...)
	for _, c := range codes {
		out[c] = 0
	}
	for _, r := range list {
		out[r.code] = r.n
	}
	return out, err
}

// Place is where and by whom the words of a coding were said.
type Place struct {
	Turn        int    // from 1 as people count, 0 for front text
	Speaker     string // name of the speaker of the turn where it starts, "" for none
	Interviewer bool   // that speaker is the interviewer
	Participant int64  // behind the speaker; for the interviewer's words and unlabelled text the document's only participant; 0 for none
	Case        int64
	StartMS     *int64
}

// Places finds the place of each coding of a list.
func Places(ctx context.Context, tx *sql.Tx, list []Coding) ([]Place, error) {
	type row struct{ id, unit int64 }
	units, err := db.Query(ctx, tx, func(r db.Row) (v row, err error) { return v, r.Scan(&v.id, &v.unit) },
		"SELECT id, coalesce(cases, 0) FROM participant")
	if err != nil {
		return nil, err
	}
	caseOf := map[int64]int64{}
	for _, u := range units {
		caseOf[u.id] = u.unit
	}
	out := make([]Place, len(list))
	var doc int64
	var turns []document.Turn
	var speakers []document.Speaker
	var only int64
	for i, c := range list {
		if c.Document != doc {
			doc = c.Document
			d, err := document.Get(ctx, tx, doc)
			if err != nil {
				return nil, err
			}
			if turns, err = document.Turns(ctx, tx, d); err != nil {
				return nil, err
			}
			if speakers, err = document.Speakers(ctx, tx, doc); err != nil {
				return nil, err
			}
			only = onlyParticipant(speakers)
		}
		out[i] = placeOf(c, turns, speakers, only)
		out[i].Case = caseOf[out[i].Participant]
	}
	return out, nil
}

// onlyParticipant is the participant behind the speakers when there is just one.
func onlyParticipant(speakers []document.Speaker) (only int64) {
	for _, s := range speakers {
		if s.Participant == 0 || s.Participant == only {
			continue
		}
		if only != 0 {
			return 0
		}
		only = s.Participant
	}
	return only
}

func placeOf(c Coding, turns []document.Turn, speakers []document.Speaker, only int64) Place {
	p := Place{Participant: only}
	at, found := slices.BinarySearchFunc(turns, c.Start, func(t document.Turn, start int) int { return cmp.Compare(t.Start, start) })
	if !found {
		at--
	}
	if at < 0 {
		return p
	}
	t := turns[at]
	p.Turn, p.StartMS = t.Seq+1, t.StartMS
	if t.Speaker >= 0 && t.Speaker < len(speakers) {
		s := speakers[t.Speaker]
		p.Speaker, p.Interviewer = s.Name, s.Interviewer
		if s.Participant != 0 {
			p.Participant = s.Participant
		} else if !s.Interviewer {
			p.Participant = 0
		}
	}
	return p
}

// MergePreview says what merging a code into another would do.
type MergePreview struct {
	Moved     int // codings that get the other code
	Doubled   int // codings dropped because the same words have the other code in the same layer
	Children  int // codes that move under the other
	Documents int
}

// PreviewMerge counts what Merge would do.
func PreviewMerge(ctx context.Context, tx *sql.Tx, from, into int64) (MergePreview, error) {
	var p MergePreview
	err := tx.QueryRowContext(ctx, `SELECT count(*), count(DISTINCT s.document), coalesce(sum(`+doubled+`), 0),
		(SELECT count(*) FROM code WHERE parent = ?1 AND status <> 'merged')
		FROM coding c JOIN segment s ON s.id = c.segment WHERE c.code = ?1`, from, into).Scan(&p.Moved, &p.Documents, &p.Doubled, &p.Children)
	p.Moved -= p.Doubled
	return p, err
}

// doubled is whether the same span has code ?2 in the same layer.
const doubled = `EXISTS (SELECT 1 FROM coding o JOIN segment q ON q.id = o.segment WHERE o.code = ?2 AND o.layer = c.layer
	AND q.document = s.document AND q.start = s.start AND q.finish = s.finish)`

// Merge gives all codings of a code to another, in every layer, puts the codes
// under it under the other, and retires it as merged.
func Merge(ctx context.Context, tx *sql.Tx, who, from, into int64) error {
	a, b, err := mergeable(ctx, tx, from, into)
	if err != nil {
		return err
	}
	type row struct{ id, segment int64 }
	doubles, err := db.Query(ctx, tx, func(r db.Row) (v row, err error) { return v, r.Scan(&v.id, &v.segment) },
		"SELECT c.id, c.segment FROM coding c JOIN segment s ON s.id = c.segment WHERE c.code = ?1 AND "+doubled, from, into)
	if err != nil {
		return err
	}
	for _, d := range doubles {
		if err := drop(ctx, tx, d.id, d.segment); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, "UPDATE coding SET code = ? WHERE code = ?", into, from); err != nil {
		return err
	}
	if err := moveChildren(ctx, tx, from, into); err != nil {
		return err
	}
	// Findings that rest on the merged code rest on the other now.
	for _, q := range []string{
		"DELETE FROM finding_code WHERE code = ?1 AND finding IN (SELECT finding FROM finding_code WHERE code = ?2)",
		"UPDATE finding_code SET code = ?2 WHERE code = ?1",
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
// it move up to where it stood.
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
		"UPDATE code SET merged_into = NULL WHERE merged_into = ?",
		"DELETE FROM code WHERE id = ?",
	} {
		if _, err := tx.ExecContext(ctx, q, id); err != nil {
			return err
		}
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
	return problems, err
}
