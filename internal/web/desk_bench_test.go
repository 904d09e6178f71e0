package web

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"verbatim/internal/codebook"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
	"verbatim/internal/testkit"
	"verbatim/internal/text"
	"verbatim/internal/transcript"
)

// longText is a server with one document of 200,000 words and 5,000 overlapping
// codings of 120 codes on it.
type longText struct {
	s      *Server
	cookie *http.Cookie
	url    string   // of the document
	codes  []string // short guids
	words  []rune
}

func newLongText(b *testing.B) longText {
	b.Helper()
	ctx := context.Background()
	shelf, err := project.OpenShelf(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = shelf.Close() })
	s, err := New(Options{Shelf: shelf, Addr: testHost, Version: "test"})
	if err != nil {
		b.Fatal(err)
	}
	p, err := shelf.Create(ctx, "Long")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(p.Close)
	words := testkit.Interview(1, 200_000, 2_239)
	k := longText{s: s, cookie: &http.Cookie{Name: s.door.cookie, Value: s.door.ticket(time.Now())}, words: []rune(words)}
	d, err := transcript.Read("long.txt", []byte(words), transcript.Choices{})
	if err != nil {
		b.Fatal(err)
	}
	laid, err := document.Lay(ctx, p.DB, d, []byte(words))
	if err != nil {
		b.Fatal(err)
	}
	var v people.Viewer
	ids := map[string]int64{}
	do := func(fn func(tx *sql.Tx) error) {
		if _, err := history.Do(ctx, p.DB, history.Action{What: "test"}, fn); err != nil {
			b.Fatal(err)
		}
	}
	do(func(tx *sql.Tx) error {
		who, err := people.Add(ctx, tx, "Mira")
		if err != nil {
			return err
		}
		for n := range 120 {
			code, err := codebook.Ensure(ctx, tx, who.ID, testkit.CodeName(n))
			if err != nil {
				return err
			}
			ids[testkit.CodeName(n)] = code.ID
			k.codes = append(k.codes, code.ShortGUID())
		}
		v, err = people.As(ctx, tx, who.ID)
		return err
	})
	var doc document.Document
	err = p.DB.Write(ctx, func(tx *sql.Tx) error {
		shown, _, err := document.Show(ctx, tx, v.Person, "", laid)
		if err != nil {
			return err
		}
		doc, err = document.Get(ctx, tx, shown[0])
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	k.url = "/p/" + p.Slug + "/d/" + doc.Short()
	do(func(tx *sql.Tx) error {
		for _, at := range testkit.Passages(1, words, 5_000, 120) {
			m := coding.Mark{Document: doc.ID, Start: at.Start, End: at.End, Exact: text.Slice(words, at.Start, at.End)}
			if _, err := coding.Apply(ctx, tx, v, m, ids[at.Code]); err != nil {
				return err
			}
		}
		return nil
	})
	return k
}

func (k longText) ask(b *testing.B, method, url string, body []byte) *httptest.ResponseRecorder {
	b.Helper()
	r := httptest.NewRequest(method, url, bytes.NewReader(body))
	r.Host = testHost
	r.Header.Set("Content-Type", "application/json")
	r.AddCookie(k.cookie)
	w := httptest.NewRecorder()
	k.s.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		b.Fatalf("%d\n%.300s", w.Code, w.Body)
	}
	return w
}

// BenchmarkDeskApply is a code put on a passage of 200,000 words, from the
// request to its answer, with the wait for the disk.
func BenchmarkDeskApply(b *testing.B) {
	k := newLongText(b)
	all := testkit.Passages(7, string(k.words), 20_000, 120)
	n := 0
	for b.Loop() {
		at := all[n%len(all)]
		body, err := json.Marshal(map[string]any{"version": 1, "start": at.Start, "end": at.End, "exact": string(k.words[at.Start:at.End]),
			"codes": []string{k.codes[n%120]}, "request": guid.New()})
		if err != nil {
			b.Fatal(err)
		}
		n++
		k.ask(b, http.MethodPost, k.url+"/codings", body)
	}
}

// BenchmarkDeskOpen is the whole page of that document.
func BenchmarkDeskOpen(b *testing.B) {
	k := newLongText(b)
	for b.Loop() {
		k.ask(b, http.MethodGet, k.url, nil)
	}
}
