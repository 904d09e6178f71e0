// Package document holds the texts of a project: documents with their versions,
// blocks, turns and speakers, in groups, in an order, in the trash.
//
// Content is laid down first, in pieces (Lay), and shown by one entry (Show).
// Positions are code points of the newest version's text, half open.
package document

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"verbatim/internal/db"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/project"
)

// Document is a text that can be coded.
type Document struct {
	ID       int64
	GUID     string
	Name     string
	Position int
	Group    int64 // 0 for none
	Kind     string
	Language string // ISO 639-1, "" for unknown
	Original string // SHA-256 of the file as it came, hex
	File     string // its name
	Format   string
	Encoding string
	Imported time.Time
	Trashed  time.Time // zero when it is not in the trash

	// Of the newest version:
	Version    int64
	Number     int // 1 for the text as imported
	Body       int64
	Length     int // code points of the canonical text
	Words      int
	Characters int
	Turns      int
}

// Short is how URLs name the document.
func (d Document) Short() string { return guid.Short(d.GUID) }

// Group is a named group of documents.
type Group struct {
	ID       int64
	GUID     string
	Name     string
	Position int
}

const selectDocument = `SELECT d.id, d.guid, d.name, d.position, coalesce(d.docgroup, 0), d.kind, d.language, d.original, d.file, d.format,
	d.encoding, d.imported_at, coalesce(d.trashed_at, ''), v.id, v.number, v.body, v.length, v.words, v.characters, v.turns
	FROM document d JOIN version v ON v.document = d.id AND v.number = (SELECT max(number) FROM version WHERE document = d.id)`

func scanDocument(r db.Row) (d Document, err error) {
	var imported, trashed string
	err = r.Scan(&d.ID, &d.GUID, &d.Name, &d.Position, &d.Group, &d.Kind, &d.Language, &d.Original, &d.File, &d.Format,
		&d.Encoding, &imported, &trashed, &d.Version, &d.Number, &d.Body, &d.Length, &d.Words, &d.Characters, &d.Turns)
	d.Imported, d.Trashed = project.ParseTime(imported), project.ParseTime(trashed)
	return d, err
}

// List is the documents that are not in the trash, in their order.
func List(ctx context.Context, tx *sql.Tx) ([]Document, error) {
	return db.Query(ctx, tx, scanDocument, selectDocument+" WHERE d.trashed_at IS NULL ORDER BY d.position, d.id")
}

// Trashed is the documents in the trash, the newest first.
func Trashed(ctx context.Context, tx *sql.Tx) ([]Document, error) {
	return db.Query(ctx, tx, scanDocument, selectDocument+" WHERE d.trashed_at IS NOT NULL ORDER BY d.trashed_at DESC, d.id DESC")
}

// Get is the document with this id, also from the trash.
func Get(ctx context.Context, tx *sql.Tx, id int64) (Document, error) {
	return found(scanDocument(tx.QueryRowContext(ctx, selectDocument+" WHERE d.id = ?", id)))
}

// ByShort is the document that a URL names, also from the trash.
func ByShort(ctx context.Context, tx *sql.Tx, short string) (Document, error) {
	return found(scanDocument(tx.QueryRowContext(ctx, selectDocument+" WHERE substr(d.guid, -12) = ?", short)))
}

// ByName is the document of this name that is not in the trash.
func ByName(ctx context.Context, tx *sql.Tx, name string) (Document, error) {
	d, err := scanDocument(tx.QueryRowContext(ctx, selectDocument+" WHERE d.name = ? AND d.trashed_at IS NULL", name))
	if errors.Is(err, sql.ErrNoRows) {
		return d, fault.New(fault.NotFound, "There is no document “%s” in this project. Check the spelling, or bring it in first.", name)
	}
	return d, err
}

// ByOriginal is the documents made from a file with these bytes, the trash included.
func ByOriginal(ctx context.Context, tx *sql.Tx, hash string) ([]Document, error) {
	return db.Query(ctx, tx, scanDocument, selectDocument+" WHERE d.original = ? ORDER BY d.trashed_at IS NOT NULL, d.id", hash)
}

func found(d Document, err error) (Document, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return d, fault.New(fault.NotFound, "There is no such document in this project. It may have been taken back; the desk lists those that are there.")
	}
	return d, err
}

// FreeName is name, or "name (2)" and so on where a document of that name is
// there already.
func FreeName(ctx context.Context, tx *sql.Tx, name string) (string, error) {
	return freeName(ctx, tx, name, 0)
}

func freeName(ctx context.Context, tx *sql.Tx, name string, except int64) (string, error) {
	for n, free := 2, name; ; n++ {
		var taken bool
		err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM document WHERE name = ? AND trashed_at IS NULL AND id <> ?)", free, except).Scan(&taken)
		if err != nil || !taken {
			return free, err
		}
		free = Numbered(name, n)
	}
}

// Numbered is "name (2).txt" for "name.txt".
func Numbered(name string, n int) string {
	stem := Stem(name)
	return fmt.Sprintf("%s (%d)%s", stem, n, name[len(stem):])
}

// Stem is a name without its ending: "R12" for "R12.docx".
func Stem(name string) string {
	if i := strings.LastIndexByte(name, '.'); i > 0 && len(name)-i <= 5 {
		return name[:i]
	}
	return name
}

// Rename gives a document another name. The caller is inside an entry.
func Rename(ctx context.Context, tx *sql.Tx, id int64, name string) error {
	name = strings.TrimSpace(name)
	if name == "" || len([]rune(name)) > 200 {
		return fault.New(fault.Invalid, "A document needs a name of at most 200 characters.")
	}
	_, err := tx.ExecContext(ctx, "UPDATE document SET name = ? WHERE id = ?", name, id)
	if db.IsUnique(err) {
		return fault.New(fault.Conflict, "There is a document “%s” already. Choose another name.", name)
	}
	return err
}

// SetLanguage corrects the language of a document. The caller is inside an entry.
func SetLanguage(ctx context.Context, tx *sql.Tx, id int64, language string) error {
	_, err := tx.ExecContext(ctx, "UPDATE document SET language = ? WHERE id = ?", language, id)
	return err
}

// SetKind says whether a document is an interview, a focus group or a field note.
func SetKind(ctx context.Context, tx *sql.Tx, id int64, kind string) error {
	if kind != "interview" && kind != "focus group" && kind != "field note" {
		return fault.New(fault.Invalid, "A document is an interview, a focus group or a field note, not “%s”.", kind)
	}
	_, err := tx.ExecContext(ctx, "UPDATE document SET kind = ? WHERE id = ?", kind, id)
	return err
}

// Move puts a document into a group (0 for none) before another document (0 for
// last), and numbers the others anew. The caller is inside an entry.
func Move(ctx context.Context, tx *sql.Tx, id, group, before int64) error {
	if _, err := tx.ExecContext(ctx, "UPDATE document SET docgroup = nullif(?, 0) WHERE id = ?", group, id); err != nil {
		return err
	}
	list, err := List(ctx, tx)
	if err != nil {
		return err
	}
	var order []int64
	for _, d := range list {
		if d.ID == before {
			order = append(order, id)
		}
		if d.ID != id {
			order = append(order, d.ID)
		}
	}
	if before == 0 {
		order = append(order, id)
	}
	for i, d := range order {
		if _, err := tx.ExecContext(ctx, "UPDATE document SET position = ?1 WHERE id = ?2 AND position <> ?1", i+1, d); err != nil {
			return err
		}
	}
	return nil
}

// Trash puts a document aside: it and what is coded in it are shown and counted
// no more, and lose nothing. The caller is inside an entry.
func Trash(ctx context.Context, tx *sql.Tx, id int64) error {
	_, err := tx.ExecContext(ctx, "UPDATE document SET trashed_at = ? WHERE id = ? AND trashed_at IS NULL", project.Now(), id)
	return err
}

// Restore brings a document back from the trash, under a free name. The caller
// is inside an entry.
func Restore(ctx context.Context, tx *sql.Tx, id int64) error {
	d, err := Get(ctx, tx, id)
	if err != nil {
		return err
	}
	name, err := freeName(ctx, tx, d.Name, id)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE document SET trashed_at = NULL, name = ? WHERE id = ?", name, id)
	return err
}

// Groups is the groups in their order.
func Groups(ctx context.Context, tx *sql.Tx) ([]Group, error) {
	return db.Query(ctx, tx, func(r db.Row) (g Group, err error) { return g, r.Scan(&g.ID, &g.GUID, &g.Name, &g.Position) },
		"SELECT id, guid, name, position FROM docgroup ORDER BY position, id")
}

// EnsureGroup is the group of this name, made where there is none. The caller
// is inside an entry.
func EnsureGroup(ctx context.Context, tx *sql.Tx, name string) (int64, error) {
	name = strings.TrimSpace(name)
	if name == "" || len([]rune(name)) > 100 {
		return 0, fault.New(fault.Invalid, "A group needs a name of at most 100 characters.")
	}
	var id int64
	err := tx.QueryRowContext(ctx, "SELECT id FROM docgroup WHERE name = ?", name).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	err = tx.QueryRowContext(ctx, `INSERT INTO docgroup (guid, name, position)
		VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM docgroup)) RETURNING id`, guid.New(), name).Scan(&id)
	return id, err
}

// RenameGroup gives a group another name. The caller is inside an entry.
func RenameGroup(ctx context.Context, tx *sql.Tx, id int64, name string) error {
	if strings.TrimSpace(name) == "" {
		return fault.New(fault.Invalid, "A group needs a name of at most 100 characters.")
	}
	_, err := tx.ExecContext(ctx, "UPDATE docgroup SET name = ? WHERE id = ?", strings.TrimSpace(name), id)
	if db.IsUnique(err) {
		return fault.New(fault.Conflict, "There is a group “%s” already. Choose another name.", name)
	}
	return err
}

// DeleteGroup dissolves a group; its documents stay. The caller is inside an entry.
func DeleteGroup(ctx context.Context, tx *sql.Tx, id int64) error {
	for _, q := range []string{"UPDATE document SET docgroup = NULL WHERE docgroup = ?", "DELETE FROM docgroup WHERE id = ?"} {
		if _, err := tx.ExecContext(ctx, q, id); err != nil {
			return err
		}
	}
	return nil
}

// Original is the bytes of the file that a document was made from.
func Original(ctx context.Context, tx *sql.Tx, hash string) ([]byte, error) {
	var b []byte
	err := tx.QueryRowContext(ctx, "SELECT bytes FROM original WHERE hash = ?", hash).Scan(&b)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fault.New(fault.NotFound, "The original file of this document is not kept any more.")
	}
	return b, err
}
