package web

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"verbatim/internal/document"
	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/internal/transcript"
)

// correct gives the document another text, without edits on record.
func (c deskCase) correct(words string) {
	c.Helper()
	ctx := context.Background()
	draft, err := transcript.Read("R1.txt", []byte(words), transcript.Choices{})
	if err != nil {
		c.Fatal(err)
	}
	laid, err := document.Lay(ctx, c.p.DB, draft, []byte(words))
	if err != nil {
		c.Fatal(err)
	}
	_, err = history.Do(ctx, c.p.DB, history.Action{What: "test.correct"}, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO version (guid, document, number, parent, body, text_hash, length, words, characters, turns, created_at)
			VALUES (?, ?, 2, ?, ?, ?, (SELECT sum(length + length(sep)) FROM block WHERE body = ?4), 1, 1, ?, '')`,
			guid.New(), c.doc.ID, c.doc.Version, laid.Body, laid.TextHash, len(draft.Turns))
		return err
	})
	if err != nil {
		c.Fatal(err)
	}
}

// A link to a text that was corrected since leads to where its words stand now,
// and says so; the page's own links say nothing.
func TestBrowserOldLinks(t *testing.T) {
	b, c := onDesk(t, "Old links")
	start, end := c.span("Then I sleep.")
	link := fmt.Sprintf("%s?at=%d-%d&v=1", c.url(), start, end)
	b.open(link)
	b.Until("the text as it was", `document.querySelector("#at .where").textContent.startsWith("turn 2")`)
	if said := b.said(); strings.Contains(said, "has changed") {
		t.Errorf("said of the text as it is: %q", said)
	}
	c.correct("I: Before we begin: is this a good time?\nR1: Yes.\n" + interview)
	b.open(link)
	b.untilSaid("The text has changed since this link was made; the passage was found again.")
	b.Until("the words are flashed", `[...CSS.highlights.get("flash") ?? []].join("") === "Then I sleep."`)
	b.Shot("old-link")
	b.open(strings.Replace(link, "&v=1", "&v=2", 1))
	if said := b.said(); strings.Contains(said, "has changed") {
		t.Errorf("said of a new link: %q", said)
	}
	start, end = c.span("read it & forget it")
	c.doc.Version++
	b.open(fmt.Sprintf("%s?at=%d-%d&v=9", c.url(), start, end))
	b.untilSaid("The text has changed since this link was made, and these words are not in it any more; this is the nearest place.")
}
