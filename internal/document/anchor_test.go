package document_test

import (
	"database/sql"
	"strings"
	"testing"

	"verbatim/internal/document"
	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/internal/text"
	"verbatim/internal/transcript"
)

// A passage of an older text is carried through the edits, or found again by its
// words, or said to be gone.
func TestReanchor(t *testing.T) {
	const said = "I look at my phone. Ten times a day, I think. And my phone again, at night."
	for name, c := range map[string]struct {
		edits []text.Edit
		kept  bool   // the edits are in the store, else the version has none
		of    string // the passage
		want  string // its words now
		found bool
	}{
		"carried":         {[]text.Edit{{Start: 2, Removed: 4, Inserted: "often look, I mean stare,"}}, true, "Ten times a day", "Ten times a day", true},
		"not recorded":    {[]text.Edit{{Start: 0, Removed: 2, Inserted: "Well, I "}}, false, "Ten times a day", "Ten times a day", true},
		"the right one":   {[]text.Edit{{Start: 0, Removed: 20, Inserted: ""}}, false, "phone again", "phone again", true},
		"moved":           {[]text.Edit{{Start: 20, Removed: 26, Inserted: ""}, {Start: 75, Removed: 0, Inserted: " Ten times a day, I think."}}, true, "Ten times a day, I think.", "Ten times a day, I think.", true},
		"corrected":       {[]text.Edit{{Start: 20, Removed: 3, Inserted: "Twelve"}}, true, "Ten times", "Twelve times", false},
		"gone":            {[]text.Edit{{Start: 20, Removed: 26, Inserted: ""}}, true, "Ten times a day", "A", false},
		"gone at the end": {[]text.Edit{{Start: 45, Removed: 30, Inserted: ""}}, true, "at night", ".", false},
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t)
			d := show(t, p, plain(said))
			after, from := "", 0
			for _, e := range c.edits {
				after += text.Slice(said, from, e.Start) + e.Inserted
				from = e.Start + e.Removed
			}
			after += text.Slice(said, from, len(said))
			laid, err := document.Lay(ctx, p.DB, plain(after), []byte(after))
			if err != nil {
				t.Fatal(err)
			}
			_, err = history.Do(ctx, p.DB, history.Action{What: "test"}, func(tx *sql.Tx) error {
				var version int64
				err := tx.QueryRowContext(ctx, `INSERT INTO version (guid, document, number, parent, body, text_hash, length, words, characters, turns, created_at)
					VALUES (?, ?, 2, ?, ?, ?, ?, 1, 1, 0, '') RETURNING id`, guid.New(), d.ID, d.Version, laid.Body, laid.TextHash, len(after)).Scan(&version)
				for i, e := range c.edits {
					if err == nil && c.kept {
						_, err = tx.ExecContext(ctx, "INSERT INTO edit (version, seq, start, removed, inserted) VALUES (?, ?, ?, ?, ?)", version, i, e.Start, e.Removed, e.Inserted)
					}
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			err = p.DB.Read(ctx, func(tx *sql.Tx) error {
				now, err := document.Get(ctx, tx, d.ID)
				if err != nil {
					return err
				}
				start := strings.Index(said, c.of)
				a, err := document.Reanchor(ctx, tx, now, 1, start, start+len(c.of))
				if err != nil {
					return err
				}
				got, err := document.Text(ctx, tx, now, a.Start, a.End)
				if got != c.want || a.Found != c.found {
					t.Errorf("%q %t, want %q %t, in %q", got, a.Found, c.want, c.found, after)
				}
				a, _ = document.Reanchor(ctx, tx, now, 7, 1000, 2000)
				if a.Found || a.Start < 0 || a.End > now.Length || a.End <= a.Start {
					t.Errorf("a version that never was: %+v", a)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

func plain(words string) *transcript.Draft {
	return &transcript.Draft{Name: "R1.txt", Format: "txt", Blocks: []transcript.Block{{Kind: transcript.Front, Text: words, Turn: transcript.NoTurn}}}
}
