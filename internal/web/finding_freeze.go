package web

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/finding"
	"verbatim/ui/words"

	screen "verbatim/ui/finding"
)

// freezeFinding keeps the evidence of a statement as it stands now, or lets it
// follow the data again.
func (s *Server) freezeFinding(c echo.Context) error {
	what, fn := "finding.freeze", func(ctx context.Context, tx *sql.Tx, f finding.Finding) error {
		return finding.Freeze(ctx, tx, viewerOf(c), f)
	}
	if c.FormValue("thaw") != "" {
		what, fn = "finding.thaw", func(ctx context.Context, tx *sql.Tx, f finding.Finding) error {
			return finding.Thaw(ctx, tx, f.ID)
		}
	}
	e, err := s.onFinding(c, what, fn)
	if err != nil {
		return err
	}
	return doneFinding(c, e, c.Param("finding"))
}

// frozen says what was frozen of a finding and what is different now; nil where
// nothing was.
func (b *findings) frozen(ctx context.Context, f finding.Finding) *screen.Frozen {
	then, ok := b.base.Frozen(f.ID)
	if !ok {
		return nil
	}
	at := then.At.Local()
	out := &screen.Frozen{
		When:     words.Say(ctx, "finding.frozen.when", then.Snapshot, words.Day(ctx, at)+" "+at.Format("2006 15:04")),
		Evidence: sentenceOf(ctx, then.Evidence, then.Total),
		Since:    projectURL(projectOf(b.c), "/history?since="+strconv.FormatInt(then.Entry, 10)),
	}
	if n := len(then.Quotes); n > 0 {
		out.Evidence += " " + words.Count(ctx, n, "finding.frozen.quotes")
	}
	now := b.base.Evidence(f)
	d := b.base.Since(f, then, b.quotes[f.ID])
	if d.None() {
		return out
	}
	for _, m := range []struct {
		key       string
		then, now int
		moved     finding.Moved
	}{
		{"participants", then.Evidence.Participants, now.Participants, d.Participants},
		{"cases", then.Evidence.Cases, now.Cases, d.Cases},
		{"documents", then.Evidence.Documents, now.Documents, d.Documents},
	} {
		if said := movedWords(ctx, m.moved); said != "" {
			out.Changes = append(out.Changes, words.Say(ctx, "finding.since."+m.key, m.then, m.now, said))
		}
	}
	if d.Codings != 0 {
		out.Changes = append(out.Changes, words.Say(ctx, "finding.since.codings", then.Evidence.Codings, now.Codings))
	}
	if d.Quotes > 0 {
		out.Changes = append(out.Changes, words.Count(ctx, d.Quotes, "finding.since.chosen"))
	}
	if d.Unquoted > 0 {
		out.Changes = append(out.Changes, words.Count(ctx, d.Unquoted, "finding.since.off"))
	}
	return out
}

// movedWords names what came and what left: “+ R29, R41; − R12”.
func movedWords(ctx context.Context, m finding.Moved) string {
	var parts []string
	if len(m.Came) > 0 {
		parts = append(parts, "+ "+strings.Join(m.Came, ", "))
	}
	if len(m.Left) > 0 {
		parts = append(parts, "− "+strings.Join(m.Left, ", "))
	}
	if m.Gone > 0 {
		parts = append(parts, words.Count(ctx, m.Gone, "finding.since.gone"))
	}
	return strings.Join(parts, "; ")
}
