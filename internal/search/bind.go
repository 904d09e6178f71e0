package search

import (
	"cmp"
	"context"
	"database/sql"
	"path/filepath"
	"slices"
	"strings"

	"verbatim/internal/cases"
	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/people"
	"verbatim/internal/text"
)

// foldName is how names are compared: folded, with single spaces.
func foldName(s string) []byte { return appendFold(nil, text.Collapse(s)) }

// bind finds what the fields of a query stand for. A name that nothing has is a
// fault: a misspelling would otherwise look like "nothing found".
func bind(ctx context.Context, tx *sql.Tx, q *Query, docs []document.Document) (binding, error) {
	var out binding
	var failed error
	var belong *belonging
	add := func(n *node, ids map[int64]bool, err error) {
		for len(out) <= n.id {
			out = append(out, nil)
		}
		out[n.id] = ids
		if failed == nil {
			failed = err
		}
	}
	q.root.walk(func(n *node) {
		if n.op != opField || failed != nil {
			return
		}
		switch n.field {
		case fieldSpeaker:
			ids, err := speakersNamed(ctx, tx, n)
			add(n, ids, err)
		case fieldDocument:
			ids, err := documentsNamed(docs, n)
			add(n, ids, err)
		case fieldCode:
			ids, err := codesNamed(ctx, tx, n)
			add(n, ids, err)
		case fieldCase, fieldAttribute:
			if belong == nil {
				if belong, failed = readBelonging(ctx, tx, docs); failed != nil {
					return
				}
			}
			ids, err := map[int64]bool(nil), error(nil)
			if n.field == fieldCase {
				ids, err = belong.casesNamed(n)
			} else {
				ids, err = belong.attributed(ctx, tx, n)
			}
			add(n, ids, err)
		default:
			add(n, nil, nil)
		}
	})
	return out, failed
}

// speakersNamed finds speakers by what they are called in their document, and
// by the participant that they are: behind the R of most files stands a person.
func speakersNamed(ctx context.Context, tx *sql.Tx, n *node) (map[int64]bool, error) {
	list, err := document.AllSpeakers(ctx, tx)
	if err != nil {
		return nil, err
	}
	people, err := participants(ctx, tx)
	if err != nil {
		return nil, err
	}
	ids := map[int64]bool{}
	var names []string
	for _, s := range list {
		called := cmp.Or(people[s.Participant], s.Name)
		if !slices.Contains(names, called) {
			names = append(names, called)
		}
		for _, name := range append([]string{s.Name, called}, s.Labels...) {
			if n.glob.matches(foldName(name)) {
				ids[s.ID] = true
			}
		}
	}
	if len(ids) == 0 {
		return nil, missing("At character %d: no speaker is called “%s”. There is: %s.", "At character %d: no speaker is called “%s”; there is none yet.", n, names)
	}
	return ids, nil
}

// participants is the names of all participants, by id.
func participants(ctx context.Context, tx *sql.Tx) (map[int64]string, error) {
	list, err := cases.Participants(ctx, tx)
	names := make(map[int64]string, len(list))
	for _, p := range list {
		names[p.ID] = p.Name
	}
	return names, err
}

func documentsNamed(docs []document.Document, n *node) (map[int64]bool, error) {
	ids := map[int64]bool{}
	var names []string
	for _, d := range docs {
		names = append(names, d.Name)
		if n.glob.matches(foldName(d.Name)) || n.glob.matches(foldName(strings.TrimSuffix(d.Name, filepath.Ext(d.Name)))) {
			ids[d.ID] = true
		}
	}
	if len(ids) == 0 {
		return nil, missing("At character %d: no document is called “%s”. There is: %s.", "At character %d: no document is called “%s”; there is none yet.", n, names)
	}
	return ids, nil
}

// codesNamed finds codes by path, name or short label, with all that is under
// them.
func codesNamed(ctx context.Context, tx *sql.Tx, n *node) (map[int64]bool, error) {
	list, err := codebook.List(ctx, tx)
	if err != nil {
		return nil, err
	}
	ids := map[int64]bool{}
	var names []string
	for _, c := range list {
		names = append(names, c.Path)
		if n.glob.matches(foldName(c.Path)) || n.glob.matches(foldName(c.Name)) || n.glob.matches(foldName(c.Short)) {
			for id := range codebook.Under(list, c.ID) {
				ids[id] = true
			}
		}
	}
	if len(ids) == 0 {
		return nil, missing("At character %d: no code is called “%s”. There is: %s.", "At character %d: no code is called “%s”; there is none yet.", n, names)
	}
	return ids, nil
}

// missing says that a name is not there, and some that are.
func missing(there, no string, n *node, names []string) error {
	if len(names) == 0 {
		return fault.New(fault.NotFound, no, n.place+1, n.value)
	}
	return fault.New(fault.NotFound, there, n.place+1, n.value, some(names))
}

// some lists the first few of a list of names.
func some(names []string) string {
	const shown = 8
	list := strings.Join(names[:min(len(names), shown)], ", ")
	if len(names) > shown {
		list += ", …"
	}
	return list
}

// truth is what can be said of a unit before its words are read.
type truth uint8

const (
	unknown truth = iota
	never
	always
)

// about says what is known of n for every unit of a document: whether it is
// meant by document:, and whether any of its speakers is by the others.
func (b binding) about(n *node, doc int64, speakers []document.Speaker) truth {
	switch n.op {
	case opNot:
		return [...]truth{unknown, always, never}[b.about(n.kids[0], doc, speakers)]
	case opAnd, opNear:
		out := always
		for _, k := range n.kids {
			switch b.about(k, doc, speakers) {
			case never:
				return never
			case unknown:
				out = unknown
			}
		}
		return out
	case opOr:
		out := never
		for _, k := range n.kids {
			switch b.about(k, doc, speakers) {
			case always:
				return always
			case unknown:
				out = unknown
			}
		}
		return out
	case opField:
		switch n.field {
		case fieldDocument:
			if b[n.id][doc] {
				return always
			}
			return never
		case fieldSpeaker:
			for _, s := range speakers {
				if b[n.id][s.ID] {
					return unknown
				}
			}
			return never
		case fieldCase, fieldAttribute:
			return b.belongs(n, doc, speakers)
		}
	}
	return unknown
}

// seen reads the codings that a search is about: those of the layer that the
// viewer codes in, else of each document's default layer.
type seen struct {
	viewer   people.Viewer
	defaults map[int64]int64 // nil until needed
}

func (s *seen) list(ctx context.Context, tx *sql.Tx, f coding.Filter) ([]coding.Coding, error) {
	layer := s.viewer.Write
	if layer == 0 {
		if s.defaults == nil {
			var err error
			if s.defaults, err = coding.DefaultLayers(ctx, tx, s.viewer); err != nil {
				return nil, err
			}
		}
		if layer = s.defaults[f.Document]; layer == 0 {
			return nil, nil
		}
	}
	f.Layers = []int64{layer}
	return coding.List(ctx, tx, s.viewer, f)
}
