// Package cases holds participants, the cases they belong to, and the typed
// attributes of both.
package cases

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"verbatim/internal/db"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
)

// Participant is a person who was interviewed.
type Participant struct {
	ID      int64
	GUID    string
	Name    string // the pseudonym
	Case    int64  // 0 for none
	Consent string // to being quoted: "yes", "no", "" for not recorded
}

// Case is the unit of analysis that participants belong to: a clinic.
type Case struct {
	ID   int64
	GUID string
	Name string
}

// Attribute is a column of participants or cases.
type Attribute struct {
	ID    int64
	GUID  string
	Owner string // participant, case or document
	Name  string
	Type  string // text, number, date or yesno
}

// Participants is all participants by name.
func Participants(ctx context.Context, tx *sql.Tx) ([]Participant, error) {
	return db.Query(ctx, tx, func(r db.Row) (p Participant, err error) {
		return p, r.Scan(&p.ID, &p.GUID, &p.Name, &p.Case, &p.Consent)
	}, "SELECT id, guid, name, coalesce(cases, 0), consent FROM participant ORDER BY name")
}

// Get is the participant with this id.
func Get(ctx context.Context, tx *sql.Tx, id int64) (p Participant, err error) {
	err = tx.QueryRowContext(ctx, "SELECT id, guid, name, coalesce(cases, 0), consent FROM participant WHERE id = ?", id).
		Scan(&p.ID, &p.GUID, &p.Name, &p.Case, &p.Consent)
	if errors.Is(err, sql.ErrNoRows) {
		return p, fault.New(fault.NotFound, "There is no such participant in this project.")
	}
	return p, err
}

// Lines tells in a few words who speaks in each document in which there is just
// one participant, by the document's id: the case and the first attribute that
// is text, as "MDL, nurse specialist".
func Lines(ctx context.Context, tx *sql.Tx) (map[int64]string, error) {
	type row struct {
		document int64
		unit, is string
	}
	list, err := db.Query(ctx, tx, func(r db.Row) (v row, err error) { return v, r.Scan(&v.document, &v.unit, &v.is) },
		`SELECT s.document, coalesce(c.name, ''), coalesce((SELECT v.value FROM attribute a JOIN attribute_value v ON v.attribute = a.id
				WHERE a.owner = 'participant' AND a.type = 'text' AND v.participant = p.id ORDER BY a.position, a.id LIMIT 1), '')
			FROM (SELECT document, max(participant) AS one FROM speaker WHERE participant IS NOT NULL GROUP BY document HAVING count(DISTINCT participant) = 1) s
			JOIN participant p ON p.id = s.one LEFT JOIN cases c ON c.id = p.cases`)
	out := map[int64]string{}
	for _, v := range list {
		out[v.document] = strings.Trim(v.unit+", "+v.is, ", ")
	}
	return out, err
}

// Cases is all cases by name.
func Cases(ctx context.Context, tx *sql.Tx) ([]Case, error) {
	return db.Query(ctx, tx, func(r db.Row) (c Case, err error) { return c, r.Scan(&c.ID, &c.GUID, &c.Name) },
		"SELECT id, guid, name FROM cases ORDER BY name")
}

// Attributes is the attributes of an owner ("participant", "case", "document") in order.
func Attributes(ctx context.Context, tx *sql.Tx, owner string) ([]Attribute, error) {
	return db.Query(ctx, tx, func(r db.Row) (a Attribute, err error) {
		return a, r.Scan(&a.ID, &a.GUID, &a.Owner, &a.Name, &a.Type)
	}, "SELECT id, guid, owner, name, type FROM attribute WHERE owner = ? ORDER BY position, id", owner)
}

// Values is the values of one owner's attributes: participant or case id, then
// attribute id, to value.
func Values(ctx context.Context, tx *sql.Tx, owner string) (map[int64]map[int64]string, error) {
	col, err := column(owner)
	if err != nil {
		return nil, err
	}
	type row struct {
		subject, attribute int64
		value              string
	}
	list, err := db.Query(ctx, tx, func(r db.Row) (v row, err error) { return v, r.Scan(&v.subject, &v.attribute, &v.value) },
		"SELECT "+col+", attribute, value FROM attribute_value WHERE "+col+" IS NOT NULL")
	out := map[int64]map[int64]string{}
	for _, v := range list {
		if out[v.subject] == nil {
			out[v.subject] = map[int64]string{}
		}
		out[v.subject][v.attribute] = v.value
	}
	return out, err
}

func column(owner string) (string, error) {
	col, ok := map[string]string{"participant": "participant", "case": "cases", "document": "document"}[owner]
	if !ok {
		return "", fault.New(fault.Invalid, "Attributes belong to participants, cases or documents, not to “%s”.", owner)
	}
	return col, nil
}

// EnsureCase is the case of this name, made where there is none. The caller is
// inside an entry, as for all that follow.
func EnsureCase(ctx context.Context, tx *sql.Tx, name string) (int64, error) {
	return ensure(ctx, tx, "cases", name)
}

// EnsureParticipant is the participant of this name, made where there is none.
func EnsureParticipant(ctx context.Context, tx *sql.Tx, name string) (int64, error) {
	return ensure(ctx, tx, "participant", name)
}

func ensure(ctx context.Context, tx *sql.Tx, table, name string) (id int64, err error) {
	name = strings.TrimSpace(name)
	if name == "" || len([]rune(name)) > 200 {
		return 0, fault.New(fault.Invalid, "A participant or case needs a name of at most 200 characters.")
	}
	err = tx.QueryRowContext(ctx, "SELECT id FROM "+table+" WHERE name = ?", name).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	err = tx.QueryRowContext(ctx, "INSERT INTO "+table+" (guid, name) VALUES (?, ?) RETURNING id", guid.New(), name).Scan(&id)
	return id, err
}

// Update changes a participant's name, case and consent.
func Update(ctx context.Context, tx *sql.Tx, p Participant) error {
	if p.Consent != "" && p.Consent != "yes" && p.Consent != "no" {
		return fault.New(fault.Invalid, "Consent to being quoted is yes, no or empty, not “%s”.", p.Consent)
	}
	_, err := tx.ExecContext(ctx, "UPDATE participant SET name = ?, cases = nullif(?, 0), consent = ? WHERE id = ?",
		strings.TrimSpace(p.Name), p.Case, p.Consent, p.ID)
	if db.IsUnique(err) {
		return fault.New(fault.Conflict, "There is a participant “%s” already. Choose another name.", p.Name)
	}
	return err
}

// EnsureAttribute is the attribute of this name, made with this type where there
// is none.
func EnsureAttribute(ctx context.Context, tx *sql.Tx, owner, name, typ string) (id int64, err error) {
	err = tx.QueryRowContext(ctx, "SELECT id FROM attribute WHERE owner = ? AND name = ?", owner, name).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	err = tx.QueryRowContext(ctx, `INSERT INTO attribute (guid, owner, name, type, position)
		VALUES (?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM attribute WHERE owner = ?2)) RETURNING id`,
		guid.New(), owner, name, typ).Scan(&id)
	return id, err
}

// SetValue gives the subject (participant, case or document id) of an attribute
// a value; an empty one takes it away.
func SetValue(ctx context.Context, tx *sql.Tx, owner string, subject, attribute int64, value string) error {
	col, err := column(owner)
	if err != nil {
		return err
	}
	var id int64
	err = tx.QueryRowContext(ctx, "SELECT id FROM attribute_value WHERE attribute = ? AND "+col+" = ?", attribute, subject).Scan(&id)
	missing := errors.Is(err, sql.ErrNoRows)
	switch {
	case err != nil && !missing:
		return err
	case missing && value == "":
		return nil
	case missing:
		_, err = tx.ExecContext(ctx, "INSERT INTO attribute_value (attribute, "+col+", value) VALUES (?, ?, ?)", attribute, subject, value)
	case value == "":
		_, err = tx.ExecContext(ctx, "DELETE FROM attribute_value WHERE id = ?", id)
	default:
		_, err = tx.ExecContext(ctx, "UPDATE attribute_value SET value = ? WHERE id = ?", value, id)
	}
	return err
}
