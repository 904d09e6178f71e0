package coding

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"verbatim/internal/db"
	"verbatim/internal/document"
	"verbatim/internal/people"
)

// DefaultLayers says whose codings are counted in each document: the consensus
// where it holds any, else the document's first coder's, among the layers that
// the viewer sees. Never a union.
func DefaultLayers(ctx context.Context, tx *sql.Tx, v people.Viewer) (map[int64]int64, error) {
	type row struct{ doc, layer int64 }
	seen, args := v.Where("c.layer")
	list, err := db.Query(ctx, tx, func(r db.Row) (v row, err error) { return v, r.Scan(&v.doc, &v.layer) },
		`SELECT s.document, c.layer FROM coding c JOIN segment s ON s.id = c.segment JOIN layer l ON l.id = c.layer
		 WHERE `+seen+` GROUP BY s.document, c.layer ORDER BY s.document, l.kind = 'consensus' DESC, min(c.id)`, args...)
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
	} else if defaults, err = DefaultLayers(ctx, tx, v); err != nil {
		return nil, err
	}
	list, err := List(ctx, tx, v, f)
	if err != nil {
		return nil, err
	}
	if layer == 0 {
		list = slices.DeleteFunc(list, func(c Coding) bool { return defaults[c.Document] != c.Layer })
	}
	return list, inOrder(ctx, tx, list)
}

// inOrder sorts codings by their documents as the project has them.
func inOrder(ctx context.Context, tx *sql.Tx, list []Coding) error {
	docs, err := document.List(ctx, tx)
	if err != nil {
		return err
	}
	order := make(map[int64]int, len(docs))
	for i, d := range docs {
		order[d.ID] = i
	}
	slices.SortStableFunc(list, func(a, b Coding) int { return cmp.Compare(order[a.Document], order[b.Document]) })
	return nil
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

// Tally is the number of codings of each code in a layer (0 for all that the
// viewer sees), 0 for those of codes that have none; quick enough for every
// reply of the desk. All are counted in the index on codes, then those of
// documents in the trash, which are few, are taken off: joining every coding to
// its document took ten times as long.
func Tally(ctx context.Context, tx *sql.Tx, v people.Viewer, layer int64, codes ...int64) (map[int64]int, error) {
	seen, args := v.Where("c.layer")
	if layer != 0 {
		seen += " AND +c.layer = ?" // +: not by the index on layers, which knows no codes
		args = append(args, layer)
	}
	if len(codes) > 0 {
		seen += " AND c.code IN " + db.In(len(codes))
		args = append(args, db.Anys(codes)...)
	}
	type row struct {
		code int64
		n    int
	}
	rows, err := db.Query(ctx, tx, func(r db.Row) (v row, err error) { return v, r.Scan(&v.code, &v.n) },
		"SELECT c.code, count(*) FROM coding c WHERE "+seen+` GROUP BY c.code UNION ALL
		SELECT c.code, -count(*) FROM document d CROSS JOIN segment s ON s.document = d.id CROSS JOIN coding c ON c.segment = s.id
		WHERE d.trashed_at IS NOT NULL AND `+seen+" GROUP BY c.code", append(args, args...)...)
	if err != nil {
		return nil, err
	}
	out := make(map[int64]int, len(rows))
	for _, c := range codes {
		out[c] = 0
	}
	for _, r := range rows {
		if out[r.code] += r.n; out[r.code] == 0 && len(codes) == 0 {
			delete(out, r.code)
		}
	}
	return out, nil
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
			only = OnlyParticipant(speakers)
		}
		out[i] = placeOf(c, turns, speakers, only)
		out[i].Case = caseOf[out[i].Participant]
	}
	return out, nil
}

// OnlyParticipant is the participant behind the speakers when there is just one, else 0.
func OnlyParticipant(speakers []document.Speaker) (only int64) {
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
