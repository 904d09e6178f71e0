package web

import (
	"context"
	"database/sql"
	"log/slog"
	"os/user"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/document"
	"verbatim/internal/people"
	"verbatim/ui/page"
	"verbatim/ui/start"
	"verbatim/ui/words"
)

// showStart is the first screen.
func (s *Server) showStart(c echo.Context) error {
	return s.startPage(c, start.View{})
}

// startPage shows the first screen with what a form was refused for, if any.
func (s *Server) startPage(c echo.Context, v start.View) error {
	ctx := c.Request().Context()
	list, err := s.shelf.List(ctx)
	if err != nil {
		return err
	}
	now := time.Now()
	for _, sum := range list {
		p := start.Project{Slug: sum.Slug, Name: sum.Name}
		if sum.Fault != nil {
			p.Problem, _ = words.Fault(ctx, sum.Fault)
			if p.Problem == "" {
				slog.Error("a project cannot be opened", "project", sum.Slug, "type", kind(sum.Fault))
				p.Problem = words.Say(ctx, "start.damaged")
			}
		} else {
			p.Facts = words.Count(ctx, sum.Documents, "documents")
			if sum.Documents == 0 {
				p.Facts = words.Say(ctx, "start.nodocs")
			}
			if sum.Codings > 0 {
				p.Facts += " · " + words.Say(ctx, "start.by", words.Count(ctx, sum.Codings, "codings"), words.And(ctx, sum.People))
			}
			if p.Place, err = s.placeIn(ctx, sum.Slug, now); err != nil {
				return err
			}
			if p.Place == "" {
				p.Place = words.When(ctx, sum.Changed.Local(), now)
			}
		}
		v.Projects = append(v.Projects, p)
	}
	trashed, err := s.shelf.Trashed(ctx)
	if err != nil {
		return err
	}
	for _, t := range trashed {
		v.Trashed = append(v.Trashed, start.Trashed{Slug: t.Slug, Name: t.Name})
	}
	v.Dir, v.Version, v.Demo = s.shelf.Dir, s.version, s.demo
	if v.You == "" {
		v.You = yourName()
	}
	f := s.frame(c, page.Frame{
		Title: words.Say(ctx, "start.title"), Bare: true,
		Scripts: []string{"start.js"}, Words: []string{"start.js."},
	})
	f.Here = "/"
	status := 200
	if v.Problem != "" || v.NoBackup != "" {
		status = 422
	}
	screen := start.Start(v)
	return renderIn(withChildren(ctx, nested(screen, page.Switches(f))), c, status, page.Layout(f))
}

// placeIn says where somebody read last in a project; empty where nobody did.
func (s *Server) placeIn(ctx context.Context, slug string, now time.Time) (string, error) {
	p, err := s.shelf.Open(ctx, slug)
	if err != nil {
		return "", err
	}
	defer p.Close()
	said := ""
	return said, p.DB.Read(ctx, func(tx *sql.Tx) error {
		persons, err := people.List(ctx, tx)
		if err != nil {
			return err
		}
		var last document.Place
		for _, person := range persons {
			place, any, err := document.LastPlace(ctx, tx, person.ID)
			if err != nil {
				return err
			}
			if any && place.At.After(last.At) {
				last = place
			}
		}
		if last.Document == 0 {
			return nil
		}
		d, err := document.Get(ctx, tx, last.Document)
		if err != nil {
			return err
		}
		when := words.When(ctx, last.At.Local(), now)
		turn, ok, err := document.TurnAt(ctx, tx, d, last.Position)
		if said = words.Say(ctx, "start.at", d.Name, when); ok {
			said = words.Say(ctx, "start.at.turn", d.Name, turn.Seq+1, when)
		}
		return err
	})
}

// yourName is what the computer knows its user by: the full name, else the
// account's.
func yourName() string {
	u, err := user.Current()
	if err != nil {
		return ""
	}
	name, _, _ := strings.Cut(u.Name, ",")
	if name = strings.TrimSpace(name); name != "" {
		return name
	}
	account := u.Username
	if at := strings.LastIndexByte(account, '\\'); at >= 0 { // DOMAIN\account
		account = account[at+1:]
	}
	return account
}
