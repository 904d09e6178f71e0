package web

import (
	"log/slog"
	"os/user"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

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
			if sum.Codings > 0 {
				p.Facts += " · " + words.Say(ctx, "start.by", words.Count(ctx, sum.Codings, "codings"), words.And(ctx, sum.People))
			}
			p.Place = words.When(ctx, sum.Changed.Local(), now)
		}
		v.Projects = append(v.Projects, p)
	}
	trashed, err := s.shelf.Trashed()
	if err != nil {
		return err
	}
	for _, slug := range trashed {
		v.Trashed = append(v.Trashed, start.Trashed{Slug: slug})
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
	if v.Problem != "" {
		status = 422
	}
	screen := start.Start(v)
	return renderIn(withChildren(ctx, nested(screen, page.Switches(f))), c, status, page.Layout(f))
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
