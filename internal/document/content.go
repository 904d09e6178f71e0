package document

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"verbatim/internal/db"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/history"
	"verbatim/internal/project"
	"verbatim/internal/text"
	"verbatim/internal/transcript"
)

// Turn is one speaker's uninterrupted stretch.
type Turn struct {
	Seq     int // from 0; people count from 1
	Speaker int // ordinal of the document's speaker, -1 for none
	First   int // first and last block
	Last    int
	Start   int // code points, the label included
	End     int // of its last words
	Words   int
	StartMS *int64
}

// Speaker is a label in one document; a participant may be behind it.
type Speaker struct {
	ID          int64
	GUID        string
	Document    int64
	Ordinal     int
	Name        string
	Labels      []string
	Interviewer bool
	Participant int64 // 0 for none
}

// Laid is a text whose content lies in the store and that no document shows yet.
type Laid struct {
	Name     string // the document's name to be
	File     string // the file's name
	Original string // hash of its bytes
	Body     int64
	TextHash string
	Draft    *transcript.Draft
	Kind     string // "" for an interview
	Group    int64
}

// pieceBlocks is how many blocks are laid in one transaction: some 30 ms.
const pieceBlocks = 3000

// Lay puts the content of a draft and its original file into the store, in
// pieces. Nothing refers to it until Show; what is never shown is swept.
func Lay(ctx context.Context, d *db.DB, draft *transcript.Draft, original []byte) (Laid, error) {
	blocks, turns, bodyHash, textHash := rows(draft)
	sum := sha256.Sum256(original)
	laid := Laid{Name: draft.Name, File: draft.Name, Original: hex.EncodeToString(sum[:]), TextHash: textHash, Draft: draft}
	there := false
	err := d.Write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO original (hash, size, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
			laid.Original, len(original), original); err != nil {
			return err
		}
		err := tx.QueryRowContext(ctx, "SELECT id FROM body WHERE hash = ?", bodyHash).Scan(&laid.Body)
		if there = err == nil; there || !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		err = tx.QueryRowContext(ctx, "INSERT INTO body (hash, laid_at) VALUES (NULL, ?) RETURNING id", project.Now()).Scan(&laid.Body)
		if err != nil || len(blocks) > pieceBlocks {
			return err
		}
		there = true // small enough for this one transaction
		return layAll(ctx, tx, laid.Body, bodyHash, blocks, turns)
	})
	if err != nil || there {
		return laid, err
	}
	for len(blocks) > pieceBlocks {
		piece := blocks[:pieceBlocks]
		blocks = blocks[pieceBlocks:]
		if err := d.Write(ctx, func(tx *sql.Tx) error { return layBlocks(ctx, tx, laid.Body, piece) }); err != nil {
			return laid, err
		}
	}
	return laid, d.Write(ctx, func(tx *sql.Tx) error {
		// Another import of the same text may have been faster: take its body.
		var other int64
		err := tx.QueryRowContext(ctx, "SELECT id FROM body WHERE hash = ?", bodyHash).Scan(&other)
		if err == nil {
			laid.Body = other
			return nil
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		return layAll(ctx, tx, laid.Body, bodyHash, blocks, turns)
	})
}

func layAll(ctx context.Context, tx *sql.Tx, body int64, hash string, blocks []Block, turns []Turn) error {
	if err := layBlocks(ctx, tx, body, blocks); err != nil {
		return err
	}
	stmt, err := tx.PrepareContext(ctx, `INSERT INTO turn (body, seq, speaker, first, last, start, finish, words, start_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer func() { _ = stmt.Close() }()
	for _, t := range turns {
		if _, err := stmt.ExecContext(ctx, body, t.Seq, t.Speaker, t.First, t.Last, t.Start, t.End, t.Words, t.StartMS); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, "UPDATE body SET hash = ? WHERE id = ?", hash, body)
	return err
}

func layBlocks(ctx context.Context, tx *sql.Tx, body int64, blocks []Block) error {
	stmt, err := tx.PrepareContext(ctx, `INSERT INTO block (body, seq, kind, turn, start, length, words, sep, start_ms, end_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer func() { _ = stmt.Close() }()
	for _, b := range blocks {
		if _, err := stmt.ExecContext(ctx, body, b.Seq, b.Kind, b.Turn, b.Start, b.Length, b.Text, b.Sep, b.StartMS, b.EndMS); err != nil {
			return err
		}
	}
	return nil
}

// rows turns a draft into what is stored, with the hash of the structure and
// that of the text alone.
func rows(draft *transcript.Draft) (blocks []Block, turns []Turn, bodyHash, textHash string) {
	structure, plain := sha256.New(), sha256.New()
	for i, t := range draft.Turns {
		turns = append(turns, Turn{Seq: i, Speaker: t.Speaker, First: -1, StartMS: t.StartMS})
		fmt.Fprintf(structure, "turn %d %d\n", t.Speaker, ms(t.StartMS))
	}
	at := 0
	for i, b := range draft.Blocks {
		row := Block{Seq: i, Kind: b.Kind, Turn: b.Turn, Start: at, Length: text.Len(b.Text), Text: b.Text, Sep: b.Sep, StartMS: b.StartMS, EndMS: b.EndMS}
		fmt.Fprintf(structure, "%d %d %d %d %d %d\n%s%s\n", b.Kind, b.Turn, len(b.Text), len(b.Sep), ms(b.StartMS), ms(b.EndMS), b.Text, b.Sep)
		plain.Write([]byte(b.Text))
		plain.Write([]byte(b.Sep))
		at += row.Length + text.Len(b.Sep)
		blocks = append(blocks, row)
		if b.Turn < 0 {
			continue
		}
		t := &turns[b.Turn]
		if t.First < 0 {
			t.First, t.Start = i, row.Start
		}
		t.Last, t.End = i, row.End()
		if b.Kind == transcript.Words {
			t.Words += text.Words(b.Text)
		}
	}
	return blocks, turns, hex.EncodeToString(structure.Sum(nil)), hex.EncodeToString(plain.Sum(nil))
}

func ms(p *int64) int64 {
	if p == nil {
		return -1
	}
	return *p
}

// Show makes documents of laid texts and shows them in one entry of this
// person's; undoing it puts them into the trash. It gives their ids.
func Show(ctx context.Context, tx *sql.Tx, who int64, request string, laid ...Laid) ([]int64, history.Entry, error) {
	var ids []int64
	var names []string
	// The rows are made by the program, in the trash; the person's own step is
	// to show them, so that taking it back loses nothing.
	_, err := history.DoTx(ctx, tx, history.Action{What: "document.make"}, func(tx *sql.Tx) error {
		for _, l := range laid {
			id, err := insert(ctx, tx, l)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return nil
	})
	if err != nil {
		return nil, history.Entry{}, err
	}
	for _, l := range laid {
		names = append(names, l.Name)
	}
	e, err := history.DoTx(ctx, tx, history.Action{Who: who, What: "document.import", Subject: names, Request: request}, func(tx *sql.Tx) error {
		for _, id := range ids {
			if err := Restore(ctx, tx, id); err != nil {
				return err
			}
		}
		return nil
	})
	return ids, e, err
}

func insert(ctx context.Context, tx *sql.Tx, l Laid) (int64, error) {
	d := l.Draft
	kind := l.Kind
	if kind == "" {
		kind = "interview"
	}
	var id int64
	err := tx.QueryRowContext(ctx, `INSERT INTO document (guid, name, position, docgroup, kind, language, original, file, format, encoding, imported_at, trashed_at)
		VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM document), nullif(?, 0), ?, ?, ?, ?, ?, ?, ?10, ?10) RETURNING id`,
		guid.New(), l.Name, l.Group, kind, d.Language, l.Original, l.File, d.Format, d.Encoding, project.Now()).Scan(&id)
	if err != nil {
		return 0, err
	}
	length, words, characters := 0, 0, 0
	for _, b := range d.Blocks {
		length += text.Len(b.Text) + text.Len(b.Sep)
		if b.Kind == transcript.Words && b.Turn >= 0 {
			words += text.Words(b.Text)
			characters += text.Characters(b.Text)
		}
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO version (guid, document, number, body, text_hash, length, words, characters, turns, created_at)
		VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?)`, guid.New(), id, l.Body, l.TextHash, length, words, characters, len(d.Turns), project.Now()); err != nil {
		return 0, err
	}
	for i, s := range d.Speakers {
		labels, err := json.Marshal(append([]string{}, s.Labels...))
		if err != nil {
			return 0, err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO speaker (guid, document, ordinal, name, labels, interviewer) VALUES (?, ?, ?, ?, ?, ?)",
			guid.New(), id, i, s.Name, string(labels), s.Interviewer); err != nil {
			return 0, err
		}
	}
	return id, nil
}

// Turns is the turns of a document in order.
func Turns(ctx context.Context, tx *sql.Tx, d Document) ([]Turn, error) {
	return db.Query(ctx, tx, scanTurn, selectTurn+" ORDER BY seq", d.Body)
}

// TurnSpeakers is the ordinal of the speaker of each turn of a document in
// order, -1 for none: all that drawing a long text asks of its turns.
func TurnSpeakers(ctx context.Context, tx *sql.Tx, d Document) ([]int, error) {
	return db.Query(ctx, tx, func(r db.Row) (n int, err error) { return n, r.Scan(&n) }, "SELECT speaker FROM turn WHERE body = ? ORDER BY seq", d.Body)
}

// TurnAt is the turn that holds a code point, false where none does.
func TurnAt(ctx context.Context, tx *sql.Tx, d Document, position int) (Turn, bool, error) {
	list, err := db.Query(ctx, tx, scanTurn, selectTurn+" AND start <= ?2 AND finish >= ?2 ORDER BY seq DESC LIMIT 1", d.Body, position)
	if err != nil || len(list) == 0 {
		return Turn{}, false, err
	}
	return list[0], true, nil
}

const selectTurn = "SELECT seq, speaker, first, last, start, finish, words, start_ms FROM turn WHERE body = ?"

func scanTurn(r db.Row) (t Turn, err error) {
	return t, r.Scan(&t.Seq, &t.Speaker, &t.First, &t.Last, &t.Start, &t.End, &t.Words, &t.StartMS)
}

const selectSpeaker = "SELECT id, guid, document, ordinal, name, labels, interviewer, coalesce(participant, 0) FROM speaker"

func scanSpeaker(r db.Row) (s Speaker, err error) {
	var labels string
	if err = r.Scan(&s.ID, &s.GUID, &s.Document, &s.Ordinal, &s.Name, &labels, &s.Interviewer, &s.Participant); err != nil {
		return s, err
	}
	return s, json.Unmarshal([]byte(labels), &s.Labels)
}

// Speakers is the speakers of a document by ordinal.
func Speakers(ctx context.Context, tx *sql.Tx, document int64) ([]Speaker, error) {
	return db.Query(ctx, tx, scanSpeaker, selectSpeaker+" WHERE document = ? ORDER BY ordinal", document)
}

// AllSpeakers is the speakers of every document that is not in the trash, by
// document and ordinal.
func AllSpeakers(ctx context.Context, tx *sql.Tx) ([]Speaker, error) {
	return db.Query(ctx, tx, scanSpeaker, selectSpeaker+" WHERE document IN (SELECT id FROM document WHERE trashed_at IS NULL) ORDER BY document, ordinal")
}

// Is reports whether this is the speaker that a person calls by a name or label,
// without regard to case.
func (s Speaker) Is(name string) bool {
	name = strings.TrimRight(strings.TrimSpace(name), ":：")
	return strings.EqualFold(s.Name, name) || slices.ContainsFunc(s.Labels, func(l string) bool { return strings.EqualFold(l, name) })
}

// AddSpeaker puts a participant behind a document that labels nobody: all its
// words are theirs. The caller is inside an entry.
func AddSpeaker(ctx context.Context, tx *sql.Tx, document int64, name string, participant int64) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO speaker (guid, document, ordinal, name, participant)
		VALUES (?1, ?2, (SELECT coalesce(max(ordinal), -1) + 1 FROM speaker WHERE document = ?2), ?3, ?4)`, guid.New(), document, name, participant)
	return err
}

// SetSpeaker changes a speaker's name, whether it is the interviewer, and the
// participant behind it. The labels in the text stay as they are. The caller is
// inside an entry.
func SetSpeaker(ctx context.Context, tx *sql.Tx, s Speaker) error {
	if strings.TrimSpace(s.Name) == "" {
		return fault.New(fault.Invalid, "A speaker needs a name. Write one and try again.")
	}
	_, err := tx.ExecContext(ctx, "UPDATE speaker SET name = ?, interviewer = ?, participant = nullif(?, 0) WHERE id = ?",
		strings.TrimSpace(s.Name), s.Interviewer, s.Participant, s.ID)
	return err
}

// Sweep removes content that was being laid when a program was stopped, an hour
// ago or longer: a younger one may be another program's import at this moment.
func Sweep(ctx context.Context, d *db.DB) error {
	const stale = "SELECT id FROM body WHERE hash IS NULL AND laid_at < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 hour')"
	var any bool
	err := d.Read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT EXISTS ("+stale+")").Scan(&any)
	})
	if err != nil || !any {
		return err
	}
	return d.Write(ctx, func(tx *sql.Tx) error {
		for _, q := range []string{"DELETE FROM block WHERE body IN (" + stale + ")", "DELETE FROM body WHERE id IN (" + stale + ")"} {
			if _, err := tx.ExecContext(ctx, q); err != nil {
				return err
			}
		}
		return nil
	})
}

// Check compares every text with its hash and every block with its place. Each
// problem is a sentence.
func Check(ctx context.Context, tx *sql.Tx) (problems []string, err error) {
	docs, err := List(ctx, tx)
	if err != nil {
		return nil, err
	}
	trashed, err := Trashed(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, d := range append(docs, trashed...) {
		var want string
		if err := tx.QueryRowContext(ctx, "SELECT text_hash FROM version WHERE id = ?", d.Version).Scan(&want); err != nil {
			return nil, err
		}
		blocks, err := Blocks(ctx, tx, d)
		if err != nil {
			return nil, err
		}
		h, at := sha256.New(), 0
		for i, b := range blocks {
			if b.Seq != i || b.Start != at || b.Length != text.Len(b.Text) {
				problems = append(problems, fmt.Sprintf("%s: block %d is not where it should be", d.Name, i))
				break
			}
			h.Write([]byte(b.Text))
			h.Write([]byte(b.Sep))
			at += b.Length + text.Len(b.Sep)
		}
		if hex.EncodeToString(h.Sum(nil)) != want || at != d.Length {
			problems = append(problems, d.Name+": the text is not the one that was imported")
		}
		var bytes []byte
		if bytes, err = Original(ctx, tx, d.Original); err != nil {
			problems = append(problems, d.Name+": the original file is missing")
			continue
		}
		if sum := sha256.Sum256(bytes); hex.EncodeToString(sum[:]) != d.Original {
			problems = append(problems, d.Name+": the original file is not the one that came")
		}
	}
	return problems, nil
}
