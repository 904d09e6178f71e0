package web

import (
	"context"
	"database/sql"
	"encoding/base64"
	"io"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/intake"
	"verbatim/internal/text"
	"verbatim/ui/page"
	"verbatim/ui/words"

	screen "verbatim/ui/travel"
)

// travelMost is how large a codebook file may be; it travels through the page.
const travelMost = 2 << 20

// travelled is another codebook: its name, its codes, and what reads it again.
type travelled struct {
	name   string
	codes  []codebook.Code
	fields []screen.Option
}

// showTravel offers other codebooks, or shows the one that the address names
// beside this one.
func (s *Server) showTravel(c echo.Context) error {
	from := c.QueryParam("from")
	if from == "" {
		return s.travelPage(c, http.StatusOK, nil, "")
	}
	other, err := s.otherProject(c, from)
	if err != nil {
		return s.refusedTravel(c, err)
	}
	return s.travelPage(c, http.StatusOK, &other, "")
}

// compareTravel shows a codebook file beside this codebook.
func (s *Server) compareTravel(c echo.Context) error {
	f, err := c.FormFile("file")
	if err != nil {
		return s.refusedTravel(c, fault.New(fault.Invalid, "Choose another project, or a codebook.csv."))
	}
	if f.Size > travelMost {
		return s.refusedTravel(c, fault.New(fault.TooLarge, "%s is larger than a codebook can be. A codebook.csv of at most %d MB can be taken.", f.Filename, travelMost>>20))
	}
	open, err := f.Open()
	if err != nil {
		return err
	}
	defer func() { _ = open.Close() }()
	data, err := io.ReadAll(open)
	if err != nil {
		return err
	}
	other, err := otherFile(f.Filename, data)
	if err != nil {
		return s.refusedTravel(c, err)
	}
	return s.travelPage(c, http.StatusOK, &other, "")
}

// otherProject reads the codebook of another project of the shelf.
func (s *Server) otherProject(c echo.Context, slug string) (travelled, error) {
	ctx := c.Request().Context()
	p, err := s.shelf.Open(ctx, slug)
	if err != nil {
		return travelled{}, err
	}
	defer p.Close()
	info, err := p.Info(ctx)
	if err != nil {
		return travelled{}, err
	}
	t := travelled{name: info.Name, fields: []screen.Option{{Value: "from", Label: slug}}}
	err = p.DB.Read(ctx, func(tx *sql.Tx) error {
		t.codes, err = codebook.List(ctx, tx)
		return err
	})
	return t, err
}

// otherFile reads the codes of a file.
func otherFile(name string, data []byte) (travelled, error) {
	codes, err := intake.Codes(intake.File{Name: name, Data: data})
	return travelled{name: name, codes: codes, fields: []screen.Option{{Value: "name", Label: name},
		{Value: "data", Label: base64.StdEncoding.EncodeToString(data)}}}, err
}

func (s *Server) refusedTravel(c echo.Context, err error) error {
	message, ok := words.Fault(c.Request().Context(), err)
	if !ok {
		return err
	}
	return s.travelPage(c, statuses[fault.As(err).Code], nil, message)
}

func (s *Server) travelPage(c echo.Context, status int, other *travelled, problem string) error {
	ctx, p := c.Request().Context(), projectOf(c)
	v := screen.View{Root: codeURL(c, ""), Problem: problem}
	f := page.Frame{Screen: "codes", Title: words.Say(ctx, "travel.title")}
	if other == nil {
		list, err := s.shelf.List(ctx)
		if err != nil {
			return err
		}
		for _, sum := range list {
			if sum.Slug != p.Slug && sum.Fault == nil {
				v.Projects = append(v.Projects, screen.Option{Value: sum.Slug, Label: sum.Name})
			}
		}
	} else {
		err := p.DB.Read(ctx, func(tx *sql.Tx) error {
			ours, err := codebook.List(ctx, tx)
			v.Table = travelTable(ctx, *other, codebook.Compare(ours, other.codes))
			return err
		})
		if err != nil {
			return err
		}
	}
	return renderIn(withChildren(ctx, screen.Screen(v)), c, status, page.Layout(s.frame(c, f)))
}

func travelTable(ctx context.Context, other travelled, list []codebook.Difference) *screen.Table {
	t := &screen.Table{From: other.name, Fields: other.fields, Request: guid.New()}
	say := func(key string) string { return words.Say(ctx, key) }
	n := map[string]int{}
	for _, d := range list {
		r := screen.Row{Path: d.Theirs.Path, Name: d.Theirs.Name, Level: d.Theirs.Level, Hue: d.Theirs.Hue, Kind: "changed"}
		switch {
		case d.New():
			r.Kind = "new"
			r.Choices = []screen.Choice{{Value: string(codebook.Take), Label: say("travel.new.take"), On: true}, {Value: string(codebook.Keep), Label: say("travel.new.keep")}}
			if said := text.Cut(strings.TrimSpace(d.Theirs.Brief+" "+d.Theirs.Full), 240); said != "" {
				r.Parts = []screen.Part{{Label: fieldNames(ctx, []string{"brief"}), Theirs: said}}
			}
		case d.Same():
			r.Kind = "same"
		default:
			r.Choices = []screen.Choice{{Value: string(codebook.Keep), Label: say("travel.keep"), On: true},
				{Value: string(codebook.Take), Label: say("travel.take.theirs")}, {Value: string(codebook.Both), Label: say("travel.both")}}
			for _, key := range d.Fields {
				r.Parts = append(r.Parts, screen.Part{Label: fieldNames(ctx, []string{key}), Ours: text.Cut(d.Ours.Part(key), 240), Theirs: text.Cut(d.Theirs.Part(key), 240)})
			}
		}
		n[r.Kind]++
		r.Said = say("travel.is." + r.Kind)
		t.Any = t.Any || len(r.Choices) > 0
		t.Rows = append(t.Rows, r)
	}
	t.Sums = words.Say(ctx, "travel.sums", words.Count(ctx, n["new"], "travel.n.new"), words.Count(ctx, n["changed"], "travel.n.changed"), words.Count(ctx, n["same"], "travel.n.same"))
	return t
}
