// Package people holds the persons of a project, their layers, and the Viewer
// through which every coding and memo is read.
package people

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"unicode"

	"verbatim/internal/db"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/project"
)

// Role is what a person may do in a project.
type Role string

// The roles.
const (
	Owner  Role = "owner"
	Coder  Role = "coder"
	Reader Role = "reader"
)

// Person is somebody of the project, most often a coder.
type Person struct {
	ID       int64
	GUID     string
	Name     string
	Initials string // up to three letters, for badges
	Colour   int
	Role     Role
}

// Kind says whose codings a layer holds.
type Kind string

// The kinds of layer.
const (
	Own       Kind = "own"       // one coder's
	Consensus Kind = "consensus" // the team's decided codings
)

// Layer is whose codings: a coder's own, or the consensus.
type Layer struct {
	ID     int64
	GUID   string
	Kind   Kind
	Person int64 // whose, for an own layer
	Name   string
}

// Viewer is for whom codings and memos are read: the one place where it is
// decided who may see what.
type Viewer struct {
	Person int64 // 0 for the program itself and for readers without a coder
	Role   Role
	Layers []int64 // layers that may be seen; nil for all
	Write  int64   // the layer this viewer codes in, 0 for none
}

// Everyone sees all layers and codes in none: the command line without --as,
// the program itself.
var Everyone = Viewer{Role: Reader}

// Sees reports whether codings of this layer may be shown.
func (v Viewer) Sees(layer int64) bool {
	if v.Layers == nil {
		return true
	}
	for _, l := range v.Layers {
		if l == layer {
			return true
		}
	}
	return false
}

// Where is an SQL condition on a column that holds a layer, with its arguments.
func (v Viewer) Where(column string) (string, []any) {
	if v.Layers == nil {
		return "1", nil
	}
	return column + " IN " + db.In(len(v.Layers)), db.Anys(v.Layers)
}

const selectPerson = "SELECT id, guid, name, initials, colour, role FROM person"

func scanPerson(r db.Row) (p Person, err error) {
	return p, r.Scan(&p.ID, &p.GUID, &p.Name, &p.Initials, &p.Colour, &p.Role)
}

// List is the persons of the project in the order they came.
func List(ctx context.Context, tx *sql.Tx) ([]Person, error) {
	return db.Query(ctx, tx, scanPerson, selectPerson+" ORDER BY id")
}

// Get is the person with this id.
func Get(ctx context.Context, tx *sql.Tx, id int64) (Person, error) {
	return found(scanPerson(tx.QueryRowContext(ctx, selectPerson+" WHERE id = ?", id)))
}

// ByName is the person of this name.
func ByName(ctx context.Context, tx *sql.Tx, name string) (Person, error) {
	p, err := scanPerson(tx.QueryRowContext(ctx, selectPerson+" WHERE name = ?", strings.TrimSpace(name)))
	if !errors.Is(err, sql.ErrNoRows) {
		return p, err
	}
	list, err := List(ctx, tx)
	if err != nil {
		return p, err
	}
	var names []string
	for _, q := range list {
		names = append(names, q.Name)
	}
	if len(names) == 0 {
		return p, fault.New(fault.NotFound, "There is no coder “%s” in this project, nor any other.", name)
	}
	return p, fault.New(fault.NotFound, "There is no coder “%s” in this project. There is: %s.", name, strings.Join(names, ", "))
}

func found(p Person, err error) (Person, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return p, fault.New(fault.NotFound, "There is no such person in this project.")
	}
	return p, err
}

// Add makes a person with a layer of their own. The caller is inside an entry.
// The first person of a project is its owner, later ones are coders.
func Add(ctx context.Context, tx *sql.Tx, name string) (Person, error) {
	name = strings.TrimSpace(name)
	switch {
	case name == "":
		return Person{}, fault.New(fault.Invalid, "A coder needs a name. Write one and try again.")
	case len([]rune(name)) > 100 || strings.ContainsFunc(name, unicode.IsControl):
		return Person{}, fault.New(fault.Invalid, "A coder's name can be 100 characters on one line. Write a shorter one.")
	case strings.EqualFold(name, string(Consensus)):
		return Person{}, fault.New(fault.Invalid, "“%s” is the name of the team's own layer. Give the coder another name.", name)
	}
	var n int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM person").Scan(&n); err != nil {
		return Person{}, err
	}
	p := Person{GUID: guid.New(), Name: name, Initials: Initials(name), Colour: n%8 + 1, Role: Coder}
	if n == 0 {
		p.Role = Owner
	}
	err := tx.QueryRowContext(ctx, "INSERT INTO person (guid, name, initials, colour, role, created_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
		p.GUID, p.Name, p.Initials, p.Colour, p.Role, project.Now()).Scan(&p.ID)
	if db.IsUnique(err) {
		return Person{}, fault.New(fault.Conflict, "There is a coder “%s” already. Choose that one, or another name.", name)
	}
	if err != nil {
		return Person{}, err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO layer (guid, kind, person, name) VALUES (?, ?, ?, ?)", guid.New(), Own, p.ID, p.Name)
	return p, err
}

// Ensure is the person of this name, made where there is none.
func Ensure(ctx context.Context, tx *sql.Tx, name string) (Person, error) {
	p, err := ByName(ctx, tx, name)
	if fault.Is(err, fault.NotFound) {
		return Add(ctx, tx, name)
	}
	return p, err
}

// Rename gives a person another name; the layer follows.
func Rename(ctx context.Context, tx *sql.Tx, id int64, name string) error {
	name = strings.TrimSpace(name)
	if name == "" || strings.EqualFold(name, string(Consensus)) {
		return fault.New(fault.Invalid, "A coder needs a name of their own. Write one and try again.")
	}
	for _, q := range []string{"UPDATE person SET name = ?, initials = ? WHERE id = ?", "UPDATE layer SET name = ?1 WHERE person = ?3"} {
		if _, err := tx.ExecContext(ctx, q, name, Initials(name), id); db.IsUnique(err) {
			return fault.New(fault.Conflict, "There is a coder “%s” already. Choose another name.", name)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// Initials are up to three capital letters for a name: of its words, or the
// first of a single word; a short name in capitals is its own.
func Initials(name string) string {
	words := strings.Fields(name)
	var out []rune
	if len(words) == 1 {
		r := []rune(words[0])
		return strings.ToUpper(string(r[:min(len(r), 2)]))
	}
	for _, w := range words {
		r := []rune(w)[0]
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			out = append(out, unicode.ToUpper(r))
		}
	}
	if len(out) > 3 {
		out = append(out[:1], out[1], out[len(out)-1])
	}
	return string(out)
}

const selectLayer = "SELECT id, guid, kind, coalesce(person, 0), name FROM layer"

func scanLayer(r db.Row) (l Layer, err error) {
	return l, r.Scan(&l.ID, &l.GUID, &l.Kind, &l.Person, &l.Name)
}

// Layers is the layers of the project in the order they came.
func Layers(ctx context.Context, tx *sql.Tx) ([]Layer, error) {
	return db.Query(ctx, tx, scanLayer, selectLayer+" ORDER BY id")
}

// LayerOf is a person's own layer.
func LayerOf(ctx context.Context, tx *sql.Tx, person int64) (Layer, error) {
	l, err := scanLayer(tx.QueryRowContext(ctx, selectLayer+" WHERE person = ?", person))
	if errors.Is(err, sql.ErrNoRows) {
		return l, fault.New(fault.NotFound, "There is no such person in this project.")
	}
	return l, err
}

// LayerByName is a layer by its name, or "consensus".
func LayerByName(ctx context.Context, tx *sql.Tx, name string) (Layer, error) {
	l, err := scanLayer(tx.QueryRowContext(ctx, selectLayer+" WHERE name = ?1 OR (kind = 'consensus' AND lower(?1) = 'consensus')", strings.TrimSpace(name)))
	if !errors.Is(err, sql.ErrNoRows) {
		return l, err
	}
	layers, err := Layers(ctx, tx)
	if err != nil {
		return l, err
	}
	var names []string
	for _, l := range layers {
		names = append(names, l.Name)
	}
	return l, fault.New(fault.NotFound, "There is no layer “%s” in this project. There is: %s.", name, strings.Join(names, ", "))
}

// EnsureConsensus is the team's layer, made where there is none yet. The caller
// is inside an entry.
func EnsureConsensus(ctx context.Context, tx *sql.Tx) (Layer, error) {
	l, err := scanLayer(tx.QueryRowContext(ctx, selectLayer+" WHERE kind = ?", Consensus))
	if !errors.Is(err, sql.ErrNoRows) {
		return l, err
	}
	return scanLayer(tx.QueryRowContext(ctx, "INSERT INTO layer (guid, kind, name) VALUES (?1, ?2, ?2) RETURNING id, guid, kind, coalesce(person, 0), name",
		guid.New(), Consensus))
}

// As is the Viewer of a person: it sees all layers and codes in its own. (A
// blind round will narrow what a coder sees in Of, and nowhere else.)
func As(ctx context.Context, tx *sql.Tx, person int64) (Viewer, error) {
	p, err := Get(ctx, tx, person)
	if err != nil {
		return Viewer{}, err
	}
	return Of(ctx, tx, p)
}

// Of is As for a person who was read already.
func Of(ctx context.Context, tx *sql.Tx, p Person) (Viewer, error) {
	l, err := LayerOf(ctx, tx, p.ID)
	if err != nil {
		return Viewer{}, err
	}
	v := Viewer{Person: p.ID, Role: p.Role}
	if p.Role != Reader {
		v.Write = l.ID
	}
	return v, nil
}
