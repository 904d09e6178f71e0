package web

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/document"
	"verbatim/internal/intake"
	"verbatim/internal/transcript"
	screen "verbatim/ui/intake"
	"verbatim/ui/page"
	"verbatim/ui/words"
)

// previewRows is how many lines of a file the preview shows at once.
const previewRows = 120

// showImport shows what waits to be brought in, and what the chosen file would
// become.
func (s *Server) showImport(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	stage, err := stageOf(c)
	if err != nil {
		return err
	}
	v := screen.View{Root: projectURL(p, ""), Chosen: c.QueryParam("file"), Pasting: c.QueryParam("paste") != ""}
	if run := stage.Running(); run != nil {
		done, total, name := run.Progress()
		v.Run = &screen.Run{Done: done, Total: total, Name: name}
	}
	files := stage.Files()
	if v.Chosen == "" && !v.Pasting && v.Run == nil && len(stage.Last()) == 0 && len(files) > 0 {
		v.Chosen = files[0].ID
	}
	err = p.DB.Read(ctx, func(tx *sql.Tx) error {
		for _, f := range files {
			row, err := importRow(ctx, tx, v.Root, f)
			if err != nil {
				return err
			}
			if v.Files = append(v.Files, row); row.Problem != "" {
				v.Refused++
			} else {
				v.Ready++
			}
			if f.ID == v.Chosen && f.Fault == nil {
				from, _ := strconv.Atoi(c.QueryParam("from"))
				v.Open = importPreview(ctx, v.Root, f, from)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, o := range stage.Last() {
		v.Done = append(v.Done, importDone(ctx, v.Root, o))
	}
	f := page.Frame{Title: words.Say(ctx, "intake.title"), Screen: "import", Body: "importing", Scripts: []string{"intake.js"}, Words: []string{"intake.js"},
		Panes: []page.Pane{
			{Name: "files", Label: words.Say(ctx, "intake.files"), Open: v.Chosen == ""},
			{Name: "preview", Label: words.Say(ctx, "intake.preview"), Open: v.Chosen != ""},
			{Name: "speakers", Label: words.Say(ctx, "intake.speakers")},
		}}
	return s.show(c, f, screen.Screen(v))
}

// importRow is a file in the list.
func importRow(ctx context.Context, tx *sql.Tx, root string, f intake.Staged) (screen.File, error) {
	row := screen.File{ID: f.ID, Name: f.Name, URL: root + "/import?file=" + f.ID}
	switch {
	case f.Fault != nil:
		message, ok := words.Fault(ctx, f.Fault)
		if !ok {
			return row, f.Fault
		}
		row.Problem = message
		return row, nil
	case f.Draft == nil:
		row.About = words.Say(ctx, "intake.kind."+f.Kind) + " · " + words.Count(ctx, f.Table.Rows, "intake.tablen")
		if len(f.Table.Notes) > 0 {
			row.Warning = words.Put(ctx, f.Table.Notes[0].Format, f.Table.Notes[0].Args...)
		}
		return row, nil
	}
	row.About = words.Say(ctx, "intake.about", words.Say(ctx, "intake.format."+f.Draft.Format), languageName(ctx, f.Draft.Language), words.Count(ctx, len(f.Draft.Turns), "intake.turns"))
	if len(f.Draft.Warnings) > 0 {
		row.Warning = words.Put(ctx, f.Draft.Warnings[0].Format, f.Draft.Warnings[0].Args...)
	}
	twins, err := document.ByOriginal(ctx, tx, f.Hash())
	for _, d := range twins {
		if d.Trashed.IsZero() && d.File == f.Name {
			row.Warning = words.Say(ctx, "intake.already", d.Name)
		} else if d.Trashed.IsZero() && row.Warning == "" {
			row.Warning = words.Say(ctx, "intake.twin", d.Name)
		}
	}
	return row, err
}

func languageName(ctx context.Context, code string) string {
	if code == "" {
		return words.Say(ctx, "intake.lang.unknown")
	}
	return words.Language(ctx, code)
}

// importPreview is what the chosen file would become, from one of its lines on.
func importPreview(ctx context.Context, root string, f intake.Staged, from int) *screen.Preview {
	p := &screen.Preview{ID: f.ID, Name: f.Name}
	var rows []screen.Row
	if f.Draft == nil {
		p.Table, p.Columns, p.Unknown = true, f.Table.Columns, strings.Join(f.Table.Unknown, ", ")
		p.About = words.Say(ctx, "intake.kind."+f.Kind) + " · " + words.Count(ctx, f.Table.Rows, "intake.tablen")
		for i := range f.Table.Rows {
			rows = append(rows, screen.Row{Cells: f.Table.Cells(i)})
		}
	} else {
		aboutDraft(ctx, p, f)
		rows = draftRows(ctx, f)
	}
	p.Total = len(rows)
	from = min(max(from, 1), max(p.Total, 1))
	to := min(from+previewRows-1, p.Total)
	if p.Total > 0 {
		p.Rows = rows[from-1 : to]
	}
	p.From, p.To = min(from, p.Total), to
	at := func(n int) string {
		return root + "/import?" + url.Values{"file": {f.ID}, "from": {strconv.Itoa(n)}}.Encode()
	}
	if from > 1 {
		p.First, p.Earlier = at(1), at(max(from-previewRows, 1))
	}
	if to < p.Total {
		p.Later, p.Last = at(to+1), at(max(p.Total-previewRows+1, 1))
	}
	return p
}

// aboutDraft says what was recognised in a transcript.
func aboutDraft(ctx context.Context, p *screen.Preview, f intake.Staged) {
	d := f.Draft
	r := d.Report()
	format := words.Say(ctx, "intake.format."+d.Format)
	if d.Encoding != "" {
		format = words.Say(ctx, "intake.about.encoded", format, d.Encoding)
	}
	hash := f.Hash()
	p.About = strings.Join([]string{format, words.Count(ctx, r.Words, "intake.words"), words.Say(ctx, "intake.about.hash", hash[:4]+"…"+hash[len(hash)-4:]),
		words.Say(ctx, "intake.about.kept")}, " · ")
	p.Pattern = words.Say(ctx, d.Pattern)
	p.NoLabels = f.Choices.NoLabels
	p.Changed = f.Choices.NoLabels || len(f.Choices.Names)+len(f.Choices.NotSpeakers)+len(f.Choices.Speakers) > 0
	var found []string
	for _, s := range d.Speakers {
		if s.Turns == 0 {
			continue
		}
		if len(found) < 12 {
			found = append(found, words.Count(ctx, s.Turns, "intake.times", s.Name))
		}
		p.Speakers = append(p.Speakers, screen.Speaker{Label: strings.Join(s.Labels, ", "), Key: s.Labels[0], Name: s.Name,
			Turns: words.Count(ctx, s.Turns, "intake.turns"), Interviewer: s.Interviewer})
	}
	if len(found) > 0 {
		p.Found = words.Say(ctx, "intake.found", strings.Join(found, ", "))
	}
	for _, w := range d.Warnings {
		p.Warnings = append(p.Warnings, words.Put(ctx, w.Format, w.Args...))
	}
	for _, code := range []string{"", "nl", "en", "de", "fr", "es"} {
		p.Langs = append(p.Langs, screen.Choice{Value: code, Label: languageName(ctx, code), Chosen: code == d.Language})
	}
	if !slices.ContainsFunc(p.Langs, func(l screen.Choice) bool { return l.Chosen }) {
		p.Langs = append(p.Langs, screen.Choice{Value: d.Language, Label: languageName(ctx, d.Language), Chosen: true})
	}
}

// draftRows are the lines of a transcript: a row a block of words, with the
// label on the first of each turn.
func draftRows(ctx context.Context, f intake.Staged) []screen.Row {
	d := f.Draft
	doubts := map[int]transcript.Doubt{}
	for _, doubt := range d.Doubts {
		if _, settled := f.Choices.Names[doubt.Label]; !settled && !slices.Contains(f.Choices.NotSpeakers, doubt.Label) && !slices.Contains(f.Choices.Speakers, doubt.Label) {
			doubts[doubt.Block] = doubt
		}
	}
	var rows []screen.Row
	turn := transcript.NoTurn
	var asked *transcript.Doubt
	for i, b := range d.Blocks {
		if doubt, ok := doubts[i]; ok {
			asked = &doubt
		}
		if b.Kind == transcript.Label || b.Kind == transcript.Time {
			continue
		}
		row := screen.Row{Anchor: fmt.Sprint("b", i), Kind: b.Kind.String(), Text: b.Text, Language: d.Language}
		switch {
		case b.Kind != transcript.Words:
			row.Label = words.Say(ctx, "intake."+row.Kind)
		case b.Turn == turn:
			row.Goes = true
		case b.Turn >= 0:
			row.N = words.Number(ctx, b.Turn+1)
			if s := d.Turns[b.Turn].Speaker; s >= 0 {
				row.Label = d.Speakers[s].Name
			}
		}
		turn = b.Turn
		if asked != nil {
			row.Doubt = &screen.Doubt{Label: asked.Label, Like: asked.Like}
			asked = nil
		}
		rows = append(rows, row)
	}
	return rows
}

// importDone says what became of a file.
func importDone(ctx context.Context, root string, o intake.Outcome) screen.Done {
	d := screen.Done{Name: o.Name}
	switch {
	case o.Skipped:
		d.What = words.Say(ctx, "intake.skipped")
	case o.Kind == intake.Transcript:
		d.What = words.Count(ctx, o.Document.Turns, "intake.turns") + " · " + words.Count(ctx, o.Document.Words, "intake.words")
	default:
		d.What = words.Say(ctx, "intake.did", o.Added, o.Changed, o.Same)
	}
	if o.Document.ID != 0 {
		d.Name, d.URL = o.Document.Name, root+"/d/"+o.Document.Short()
	}
	for _, n := range o.Notes {
		d.Notes = append(d.Notes, words.Put(ctx, n.Format, n.Args...))
	}
	for _, r := range o.Rows {
		message, _ := words.Fault(ctx, r.Fault)
		d.Rows = append(d.Rows, words.Say(ctx, "intake.line", r.Line, message))
	}
	return d
}
