package web

import (
	"context"
	"database/sql"
	"testing"

	"verbatim/fixtures"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/people"
	"verbatim/internal/project"
)

// The example study comes in whole, once, and says that it is fictional.
func TestExample(t *testing.T) {
	ctx := context.Background()
	shelf, err := project.OpenShelf(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shelf.Close() })
	for range 2 {
		p, err := Example(ctx, shelf)
		if err != nil {
			t.Fatal(err)
		}
		info, err := p.Info(ctx)
		if err != nil || info.Banner != fixtures.Banner {
			t.Errorf("%q %v", info.Banner, err)
		}
		err = p.DB.Read(ctx, func(tx *sql.Tx) error {
			docs, err := document.List(ctx, tx)
			if err != nil {
				return err
			}
			counted, err := coding.Counted(ctx, tx, people.Everyone, 0)
			if len(docs) != 3 || len(counted) != 60 {
				t.Errorf("%d documents, %d codings", len(docs), len(counted))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		p.Close()
	}
	if list, err := shelf.List(ctx); err != nil || len(list) != 1 {
		t.Errorf("%d projects %v", len(list), err)
	}
}
