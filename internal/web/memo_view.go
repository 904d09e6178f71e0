package web

import (
	"context"
	"database/sql"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/cases"
	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/memo"
	"verbatim/internal/people"
	"verbatim/internal/text"
	"verbatim/ui/words"

	screen "verbatim/ui/memo"
)

// memoNames is what memos name: read once for a page.
type memoNames struct {
	root   string
	docs   map[int64]document.Document
	codes  map[int64]codebook.Code
	parts  map[int64]cases.Participant
	people map[int64]people.Person
}

func readMemoNames(ctx context.Context, tx *sql.Tx, c echo.Context) (*memoNames, error) {
	n := &memoNames{root: projectURL(projectOf(c), ""), docs: map[int64]document.Document{}, codes: map[int64]codebook.Code{},
		parts: map[int64]cases.Participant{}, people: map[int64]people.Person{}}
	codes, err := codebook.All(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, code := range codes {
		n.codes[code.ID] = code
	}
	parts, err := cases.Participants(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		n.parts[p.ID] = p
	}
	persons, err := people.List(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, p := range persons {
		n.people[p.ID] = p
	}
	for _, read := range []func(context.Context, *sql.Tx) ([]document.Document, error){document.List, document.Trashed} {
		docs, err := read(ctx, tx)
		if err != nil {
			return nil, err
		}
		for _, d := range docs {
			n.docs[d.ID] = d
		}
	}
	return n, nil
}

// about says what a memo is about, and where that is.
func (n *memoNames) about(ctx context.Context, m memo.Memo) screen.About {
	switch {
	case m.Code != 0:
		c := n.codes[m.Code]
		a := screen.About{Said: words.Say(ctx, "memo.ref.code", c.Name), Hue: c.Hue}
		if c.Status != codebook.Merged {
			a.URL = n.root + "/codes/" + c.ShortGUID()
		}
		return a
	case m.Segment != 0:
		d := n.docs[m.Document]
		return screen.About{Said: words.Say(ctx, "memo.ref.passage", plainName(d.Name)), URL: placeURL(n.root, d.Short(), m.Start, m.End)}
	case m.Document != 0:
		d := n.docs[m.Document]
		return screen.About{Said: words.Say(ctx, "memo.ref.doc", plainName(d.Name)), URL: n.root + "/d/" + d.Short()}
	case m.Participant != 0:
		p := n.parts[m.Participant]
		return screen.About{Said: words.Say(ctx, "memo.ref.person", p.Name), URL: n.root + "/passages?participant=" + guid.Short(p.GUID)}
	}
	return screen.About{Said: words.Say(ctx, "memo.ref.project")}
}

// meta is the small print of a memo: who, when, whether it is shared.
func (n *memoNames) meta(ctx context.Context, m memo.Memo) string {
	state := "memo.is.private"
	if m.Shared {
		state = "memo.is.shared"
	}
	return words.Say(ctx, "memo.of", n.people[m.Author].Name, words.When(ctx, m.Changed.Local(), time.Now())) + " · " + words.Say(ctx, state)
}

// item is a memo in the list.
func (n *memoNames) item(ctx context.Context, m memo.Memo) screen.Item {
	i := screen.Item{URL: n.root + "/memos/" + m.Short(), Head: m.Title, About: n.about(ctx, m),
		Meta: words.Say(ctx, "memo.kind."+m.Kind) + " · " + n.meta(ctx, m)}
	plain := screen.Plain(m.Words)
	if i.Head == "" {
		i.Head = text.Cut(plain, 120)
	} else {
		i.Cut = text.Cut(plain, 240)
	}
	return i
}

// memoThing is what an address or a form says that a memo is about: the value
// of one of these names is a short guid.
func memoThing(ctx context.Context, tx *sql.Tx, c echo.Context) (m memo.Memo, name, short string, err error) {
	for _, name := range []string{"code", "document", "participant", "coding"} {
		short := c.FormValue(name)
		if short == "" {
			continue
		}
		switch name {
		case "code":
			of, err := codeOf(ctx, tx, short)
			m.Code = of.ID
			return m, name, short, err
		case "document":
			d, err := shownDocument(ctx, tx, short)
			m.Document = d.ID
			return m, name, short, err
		case "participant":
			list, err := cases.Participants(ctx, tx)
			for _, p := range list {
				if guid.Short(p.GUID) == short {
					m.Participant = p.ID
					return m, name, short, nil
				}
			}
			if err == nil {
				err = fault.New(fault.NotFound, "There is no such participant in this project.")
			}
			return m, name, short, err
		default: // the words of a coding; the segment is made when the memo is
			k, err := coding.ByShort(ctx, tx, viewerOf(c), short)
			m.Document, m.Segment, m.Start, m.End, m.Exact = k.Document, k.Segment, k.Start, k.End, k.Exact
			return m, name, short, err
		}
	}
	return m, "", "", nil
}

// memoKinds are the kinds to choose from.
func memoKinds(ctx context.Context, chosen string) []screen.Option {
	var out []screen.Option
	for _, k := range memo.Kinds {
		out = append(out, screen.Option{Value: k, Label: words.Say(ctx, "memo.kind."+k), On: k == chosen})
	}
	return out
}

// memosURL is the list narrowed to one thing.
func memosURL(root, name, short string) string {
	if name == "" {
		return root + "/memos"
	}
	return root + "/memos?" + url.Values{name: {short}}.Encode()
}

// lines are words as a form sends them, with the line ends of everything else.
func lines(words string) string { return strings.ReplaceAll(words, "\r\n", "\n") }
