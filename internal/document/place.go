package document

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"verbatim/internal/db"
	"verbatim/internal/project"
)

// Place is where a person was in a document. It is bookkeeping: not recorded,
// and undone by nobody.
type Place struct {
	Document int64
	Position int // first visible code point
	Pixels   int // from the upper edge to its line
	Furthest int // furthest code point that was on the screen
	At       time.Time
}

const selectPlace = "SELECT document, position, pixels, furthest, at FROM place WHERE person = ?"

func scanPlace(r db.Row) (p Place, err error) {
	var at string
	err = r.Scan(&p.Document, &p.Position, &p.Pixels, &p.Furthest, &at)
	p.At = project.ParseTime(at)
	return p, err
}

// Places is where a person was in each document, by document.
func Places(ctx context.Context, tx *sql.Tx, person int64) (map[int64]Place, error) {
	list, err := db.Query(ctx, tx, scanPlace, selectPlace, person)
	out := make(map[int64]Place, len(list))
	for _, p := range list {
		out[p.Document] = p
	}
	return out, err
}

// LastPlace is where a person read last, in a document that is not in the
// trash; false where they read nothing yet.
func LastPlace(ctx context.Context, tx *sql.Tx, person int64) (Place, bool, error) {
	p, err := scanPlace(tx.QueryRowContext(ctx, selectPlace+
		" AND document IN (SELECT id FROM document WHERE trashed_at IS NULL) ORDER BY at DESC LIMIT 1", person))
	if errors.Is(err, sql.ErrNoRows) {
		return Place{}, false, nil
	}
	return p, err == nil, err
}

// SetPlace keeps where a person is; Furthest never goes back.
func SetPlace(ctx context.Context, tx *sql.Tx, person int64, p Place) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO place (person, document, position, pixels, furthest, at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (person, document) DO UPDATE SET position = excluded.position, pixels = excluded.pixels,
		furthest = max(furthest, excluded.furthest), at = excluded.at`,
		person, p.Document, p.Position, p.Pixels, p.Furthest, project.Now())
	return err
}
