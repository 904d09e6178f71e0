package web

import (
	"context"
	"database/sql"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/codebook"
	"verbatim/internal/fault"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/text"
	"verbatim/ui/page"
	"verbatim/ui/words"

	screen "verbatim/ui/codebook"
)

// showVersions lists the versions of the codebook, and says what changed
// between two of them (from, to), or between one and now.
func (s *Server) showVersions(c echo.Context) error {
	return s.versionPage(c, http.StatusOK, "")
}

func (s *Server) versionPage(c echo.Context, status int, problem string) error {
	ctx, p := c.Request().Context(), projectOf(c)
	view := screen.Versions{Root: codeURL(c, ""), Problem: problem, Name: c.FormValue("name"), Note: c.FormValue("note")}
	f := page.Frame{Screen: "codes", Title: words.Say(ctx, "version.title"), Body: "codebook"}
	err := p.DB.Read(ctx, func(tx *sql.Tx) error {
		if err := readVersions(ctx, tx, c, &view); err != nil {
			return err
		}
		return happenedToCodes(ctx, tx, c, &f)
	})
	if err != nil {
		return err
	}
	return renderIn(withChildren(ctx, screen.VersionList(view)), c, status, page.Layout(s.frame(c, f)))
}

// state is the codebook as it stood in a version.
type state struct {
	codebook.Version
	codes []codebook.Code
}

// now is how the address names the codebook of this moment.
const now = "now"

func readVersions(ctx context.Context, tx *sql.Tx, c echo.Context, view *screen.Versions) error {
	list, err := codebook.Versions(ctx, tx)
	if err != nil {
		return err
	}
	persons, err := people.List(ctx, tx)
	if err != nil {
		return err
	}
	by := map[int64]string{}
	for _, p := range persons {
		by[p.ID] = p.Name
	}
	if view.Name == "" {
		view.Proposed = words.Say(ctx, "version.proposed", len(list)+1)
	}
	from, to := c.QueryParam("from"), c.QueryParam("to")
	if from == "" && len(list) > 0 {
		from = list[0].Short()
	}
	if to == "" {
		to = now
	}
	current, err := codebook.AsOf(ctx, tx, 1<<62)
	if err != nil {
		return err
	}
	ends := map[string]state{now: {codebook.Version{Name: words.Say(ctx, "version.now"), Entry: 1 << 62}, current}}
	view.To = append(view.To, screen.Option{Value: now, Label: words.Say(ctx, "version.now"), On: to == now})
	for _, v := range list {
		codes, err := codebook.AsOf(ctx, tx, v.Entry)
		if err != nil {
			return err
		}
		e, err := history.Get(ctx, tx, v.Entry)
		if err != nil {
			return err
		}
		ends[v.Short()] = state{v, codes}
		view.From = append(view.From, screen.Option{Value: v.Short(), Label: v.Name, On: from == v.Short()})
		view.To = append(view.To, screen.Option{Value: v.Short(), Label: v.Name, On: to == v.Short()})
		var files []screen.Option
		for _, f := range [][2]string{{"docx", "Word"}, {"xlsx", "Excel"}, {"csv", "csv"}} {
			files = append(files, screen.Option{Value: projectURL(projectOf(c), "/export/codebook."+f[0]+"?version="+url.QueryEscape(v.Name)), Label: f[1]})
		}
		view.List = append(view.List, screen.Version{ID: v.Short(), Name: v.Name, Note: v.Note, Files: files,
			Meta: words.Say(ctx, "version.meta", words.When(ctx, v.Created.Local(), time.Now()), by[v.By], words.Count(ctx, inUse(codes), "codes"), e.Snapshot())})
	}
	a, okA := ends[from]
	b, okB := ends[to]
	if okA && okB {
		view.Compared, err = compareVersions(ctx, tx, a, b)
	}
	return err
}

func inUse(codes []codebook.Code) (n int) {
	for _, c := range codes {
		if c.InUse() && !c.Category {
			n++
		}
	}
	return n
}

// compareVersions says what changed from one version to another; the older one
// comes first, whichever was named first.
func compareVersions(ctx context.Context, tx *sql.Tx, a, b state) (*screen.Compared, error) {
	if a.Entry > b.Entry {
		a, b = b, a
	}
	splits, err := codebook.Splits(ctx, tx, a.Entry, b.Entry)
	if err != nil {
		return nil, err
	}
	t := turns{ctx: ctx, was: map[int64]codebook.Code{}, is: map[int64]codebook.Code{}, splits: splits}
	for _, c := range a.codes {
		t.was[c.ID] = c
	}
	for _, c := range b.codes {
		t.is[c.ID] = c
	}
	out := &screen.Compared{Title: words.Say(ctx, "version.between", a.Name, b.Name)}
	for _, d := range codebook.Between(a.codes, b.codes) {
		out.List = append(out.List, t.say(d))
	}
	if out.Summary = words.Say(ctx, "version.same"); len(out.List) > 0 {
		out.Summary = words.Count(ctx, len(out.List), "version.changed")
	}
	return out, nil
}

// turns says what became of codes.
type turns struct {
	ctx     context.Context
	was, is map[int64]codebook.Code
	splits  map[int64]string
}

// place is where a code stands in words.
func (t turns) place(codes map[int64]codebook.Code, parent int64) string {
	if parent == 0 {
		return words.Say(t.ctx, "version.top")
	}
	return codes[parent].Path
}

func (t turns) say(d codebook.Changed) screen.Turned {
	out := screen.Turned{Name: d.Is.Path, Hue: d.Is.Hue}
	if d.Is.ID == 0 {
		out.Name, out.Hue = d.Was.Path, d.Was.Hue
	} else if d.Is.Status != codebook.Merged {
		out.ID = d.Is.ShortGUID()
	}
	say := func(key string, args ...any) { out.What = append(out.What, words.Say(t.ctx, "version."+key, args...)) }
	for _, turn := range d.Turns {
		switch turn {
		case codebook.Made:
			if from := t.splits[d.Is.ID]; from != "" {
				say("split", from)
			} else {
				say("made")
			}
			if d.Is.Brief != "" {
				out.Fields = append(out.Fields, writtenField(t.ctx, "brief", "", d.Is.Brief))
			}
		case codebook.MergedIn:
			out.Name, out.Hue = d.Was.Path, d.Was.Hue
			say("merged", t.is[d.Is.MergedInto].Path)
		case codebook.Renamed:
			say("renamed", d.Was.Name)
		case codebook.Moved:
			say("moved", t.place(t.was, d.Was.Parent), t.place(t.is, d.Is.Parent))
		case codebook.Redefined:
			for _, key := range d.Fields {
				out.Fields = append(out.Fields, writtenField(t.ctx, key, d.Was.Part(key), d.Is.Part(key)))
			}
			say("redefined", fieldNames(t.ctx, d.Fields))
		case codebook.Otherwise:
			say("other", strings.Join(t.others(d), ", "))
		default:
			say(string(turn))
		}
	}
	return out
}

// others says small things that changed: from what to what.
func (t turns) others(d codebook.Changed) (out []string) {
	say := func(word, was, is string) {
		if was != is {
			out = append(out, words.Say(t.ctx, "version.from", words.Say(t.ctx, word), was, is))
		}
	}
	say("code.short", d.Was.Short, d.Is.Short)
	kind := func(c codebook.Code) string {
		if c.Category {
			return words.Say(t.ctx, "code.kind.cat")
		}
		return words.Say(t.ctx, "code.kind.code")
	}
	say("code.kind", kind(d.Was), kind(d.Is))
	colour := func(c codebook.Code) string { return words.Say(t.ctx, "code.colour."+string(rune('0'+c.Colour))) }
	say("code.colour", colour(d.Was), colour(d.Is))
	origin := func(c codebook.Code) string {
		key, known := map[string]string{"inductive": "ind", "deductive": "ded", "in vivo": "viv"}[c.Origin]
		if !known {
			return c.Origin
		}
		return words.Say(t.ctx, "code.origin."+key)
	}
	say("code.origin", origin(d.Was), origin(d.Is))
	if d.Was.InUse() && d.Is.InUse() {
		status := func(c codebook.Code) string {
			if c.Status == codebook.Candidate {
				return words.Say(t.ctx, "code.candidate")
			}
			return words.Say(t.ctx, "many.active")
		}
		say("many.status", status(d.Was), status(d.Is))
	}
	return out
}

// keepVersion keeps the codebook as it is under a name, or takes the name of a
// version away (drop names it).
func (s *Server) keepVersion(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	name, drop := text.Collapse(c.FormValue("name")), c.FormValue("drop")
	what := "codebook.version"
	var gone codebook.Version
	if drop != "" {
		what = "codebook.unversion"
		err := p.DB.Read(ctx, func(tx *sql.Tx) error {
			list, err := codebook.Versions(ctx, tx)
			for _, v := range list {
				if v.Short() == drop {
					gone, name = v, v.Name
				}
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	_, err := history.Do(ctx, p.DB, action(c, what, name), func(tx *sql.Tx) error {
		if drop != "" {
			return codebook.DropVersion(ctx, tx, gone.ID)
		}
		_, err := codebook.KeepVersion(ctx, tx, personOf(c).ID, name, strings.ReplaceAll(c.FormValue("note"), "\r\n", "\n"))
		return err
	})
	if err != nil {
		return s.refusedCode(c, err, func(message string) error {
			return s.versionPage(c, statuses[fault.As(err).Code], message)
		})
	}
	return c.Redirect(http.StatusSeeOther, codeURL(c, "versions"))
}
