package codebook

import (
	"context"
	"database/sql"
	"slices"

	"verbatim/internal/fault"
	"verbatim/internal/project"
	"verbatim/internal/text"
)

// Topmost is the codes among ids that stand under no other of them, in the
// order of the tree: a code goes with the codes under it.
func Topmost(list []Code, ids []int64) (out []int64) {
	under := map[int64]bool{}
	for _, c := range list { // parents come first
		chosen := slices.Contains(ids, c.ID)
		if chosen && !under[c.Parent] {
			out = append(out, c.ID)
		}
		under[c.ID] = chosen || under[c.Parent]
	}
	return out
}

// MoveAll puts codes, each with all that is under it, under parent (0 for the
// top) before a sibling (0 for last), in the order in which they stand now. A
// code that goes along with another of them is not moved by itself.
func MoveAll(ctx context.Context, tx *sql.Tx, ids []int64, parent, before int64) error {
	list, err := List(ctx, tx)
	if err != nil {
		return err
	}
	if parent != 0 {
		p, err := Get(ctx, tx, parent)
		if err != nil {
			return err
		}
		if !p.InUse() {
			return fault.New(fault.Conflict, "The code “%s” is not in use any more; nothing new can go under it.", p.Name)
		}
	}
	ids = Topmost(list, ids)
	for slices.Contains(ids, before) { // one that moves itself marks no place: the next that stays does
		siblings := slices.DeleteFunc(slices.Clone(list), func(c Code) bool { return c.Parent != parent })
		at := slices.IndexFunc(siblings, func(c Code) bool { return c.ID == before })
		before = 0
		if at >= 0 && at+1 < len(siblings) {
			before = siblings[at+1].ID
		}
	}
	for _, id := range ids {
		if err := Move(ctx, tx, id, parent, before); err != nil {
			return err
		}
	}
	return nil
}

// Setting is what SetAll gives several codes. What is nil stays as it is.
type Setting struct {
	Status *Status // candidate, active, retired
	Origin *string
	Colour *int // 0 for the branch's
}

// SetAll gives codes the same status, origin or colour.
func SetAll(ctx context.Context, tx *sql.Tx, who int64, ids []int64, s Setting) error {
	for _, id := range ids {
		old, err := Get(ctx, tx, id)
		if err != nil {
			return err
		}
		c := old
		if s.Status != nil {
			c.Status = *s.Status
		}
		if s.Origin != nil {
			c.Origin = *s.Origin
		}
		if s.Colour != nil {
			c.Colour = *s.Colour
		}
		switch {
		case old.Status == Merged:
			return fault.New(fault.Conflict, "“%s” was merged into another code. Take the merge back instead.", old.Name)
		case c.Status == Merged:
			return fault.New(fault.Invalid, "The status of “%s” is candidate, active, retired or merged, not “%s”.", c.Name, text.Cut(string(c.Status), 40))
		}
		if err := clean(&c); err != nil {
			return err
		}
		if c == old {
			continue
		}
		_, err = tx.ExecContext(ctx, "UPDATE code SET status = ?, origin = ?, colour = ?, changed_at = ?, changed_by = nullif(?, 0) WHERE id = ?",
			c.Status, c.Origin, c.Colour, project.Now(), who, id)
		if err != nil {
			return taken(ctx, tx, err, c)
		}
	}
	return nil
}
