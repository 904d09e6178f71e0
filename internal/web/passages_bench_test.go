package web

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/text"
	"verbatim/internal/transcript"
)

// BenchmarkPassages asks for the screen of a code with 2,000 passages in 20
// documents, among 12,000 codings.
func BenchmarkPassages(b *testing.B) {
	ctx := context.Background()
	shelf, err := project.OpenShelf(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = shelf.Close() }()
	s, err := New(Options{Shelf: shelf, Addr: testHost, Version: "test"})
	if err != nil {
		b.Fatal(err)
	}
	p, err := shelf.Create(ctx, "Many")
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	var v people.Viewer
	var wait, rush codebook.Code
	_, err = history.Do(ctx, p.DB, history.Action{What: "test"}, func(tx *sql.Tx) error {
		who, err := people.Add(ctx, tx, "Mira")
		if err != nil {
			return err
		}
		if v, err = people.As(ctx, tx, who.ID); err != nil {
			return err
		}
		if wait, err = codebook.Ensure(ctx, tx, who.ID, "Work/Waiting"); err != nil {
			return err
		}
		rush, err = codebook.Ensure(ctx, tx, who.ID, "Work/Rush")
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	line := strings.Repeat("Patiënten bellen elke dag en dan wacht iedereen. ", 11)
	n := text.Len(line)
	for i := range 20 {
		d := &transcript.Draft{Name: fmt.Sprintf("D%d.txt", i), Format: "txt"}
		for range 120 {
			d.Turns = append(d.Turns, transcript.Turn{Speaker: -1})
			d.Blocks = append(d.Blocks, transcript.Block{Kind: transcript.Words, Text: line, Sep: "\n", Turn: len(d.Turns) - 1})
		}
		laid, err := document.Lay(ctx, p.DB, d, []byte(d.Name))
		if err != nil {
			b.Fatal(err)
		}
		err = p.DB.Write(ctx, func(tx *sql.Tx) error {
			ids, _, err := document.Show(ctx, tx, v.Person, "", laid)
			if err != nil {
				return err
			}
			_, err = history.DoTx(ctx, tx, history.Action{What: "test"}, func(tx *sql.Tx) error {
				for j := range 600 {
					code := rush.ID
					if j%6 == 0 {
						code = wait.ID
					}
					from := j % 5 * 20
					m := coding.Mark{Document: ids[0], Start: j/5*(n+1) + from, End: j/5*(n+1) + from + 60, Exact: text.Slice(line, from, from+60)}
					if _, err := coding.Apply(ctx, tx, v, m, code); err != nil {
						return err
					}
				}
				return nil
			})
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	cookie := &http.Cookie{Name: s.door.cookie, Value: s.door.ticket(time.Now())}
	for b.Loop() {
		r := httptest.NewRequest(http.MethodGet, "/p/"+p.Slug+"/passages?code="+wait.ShortGUID(), nil)
		r.Host = testHost
		r.AddCookie(cookie)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "2,000 passages") {
			b.Fatalf("%d\n%.300s", w.Code, w.Body)
		}
	}
}
