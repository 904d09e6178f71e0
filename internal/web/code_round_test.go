package web

import (
	"context"
	"database/sql"
	"strings"
	"testing"

	"verbatim/internal/codebook"
	"verbatim/internal/intake"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/report"
)

// TestCodebookRoundTrip takes a codebook out as csv, brings it into an empty
// project, and finds the same codebook there: categories with words of their
// own, candidates, retired codes and slashes in names too.
func TestCodebookRoundTrip(t *testing.T) {
	ctx := context.Background()
	d := newCodeDesk(t)
	d.do(func(tx *sql.Tx) error {
		for _, c := range []codebook.Code{
			{Name: "Feelings", Category: true, Brief: "=What was felt", Colour: 4, Origin: "deductive"},
			{Name: "Hope/fear", Short: "HF", Status: codebook.Candidate, Origin: "in vivo", Example: "“I hope”\nhe said"},
			{Name: "Old", Status: codebook.Retired, Category: true},
		} {
			if _, err := codebook.Create(ctx, tx, d.mira.ID, c); err != nil {
				return err
			}
		}
		_, err := codebook.Ensure(ctx, tx, d.mira.ID, "Feelings/Joy/Great joy")
		return err
	})
	if !d.reload()["Feelings"].Category || !d.codes["Joy"].Category {
		t.Fatal("no categories to try")
	}
	files, err := report.Write(ctx, d.p, people.Everyone, "codebook.csv", report.Options{})
	if err != nil {
		t.Fatal(err)
	}
	other, err := d.s.shelf.Create(ctx, "Elsewhere")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	out, err := intake.Store(ctx, other, 0, "", []intake.Item{intake.Inspect(intake.File{Name: "codebook.csv", Data: files[0].Data})}, nil)
	if err != nil || out[0].Refused() || len(out[0].Rows) > 0 {
		t.Fatalf("%+v %v", out, err)
	}
	want, got := codesIn(t, d.p), codesIn(t, other)
	if want != got {
		t.Errorf("came back as\n%s\nwant\n%s", got, want)
	}
}

// codesIn is all that a codebook says, a line a code.
func codesIn(t *testing.T, p *project.Project) string {
	t.Helper()
	var out []string
	err := p.DB.Read(context.Background(), func(tx *sql.Tx) error {
		list, err := codebook.List(context.Background(), tx)
		for _, c := range list {
			kind := "code"
			if c.Category {
				kind = "category"
			}
			out = append(out, strings.Join([]string{c.Path, kind, c.GUID, c.Short, c.Brief, c.Full, c.Inclusion, c.Exclusion, c.Example, c.CloseButNo,
				c.ConfusedWith, c.Origin, string(c.Status), string(rune('0' + c.Colour))}, "|"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, "\n")
}
