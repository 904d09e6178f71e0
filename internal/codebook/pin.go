package codebook

import (
	"context"
	"database/sql"
	"slices"

	"verbatim/internal/fault"
)

// mostPinned is how many codes have a number key of their own.
const mostPinned = 9

// Pinned is the codes in use that are pinned, in the order of their keys.
func Pinned(list []Code) []Code {
	var out []Code
	for _, c := range list {
		if c.Pinned > 0 && c.InUse() {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Code) int { return a.Pinned - b.Pinned })
	return out
}

// Pin gives codes the next number keys, or takes theirs away; those that come
// after move up.
func Pin(ctx context.Context, tx *sql.Tx, pinned bool, ids ...int64) error {
	return repin(ctx, tx, func(now []int64, byID map[int64]Code) ([]int64, error) {
		if !pinned {
			return slices.DeleteFunc(now, func(id int64) bool { return slices.Contains(ids, id) }), nil
		}
		for _, id := range ids {
			switch c := byID[id]; {
			case slices.Contains(now, id):
				continue
			case c.Category || !c.InUse():
				return nil, fault.New(fault.Invalid, "“%s” cannot be pinned: it is a category, or not in use any more.", c.Name)
			case len(now) >= mostPinned:
				return nil, fault.New(fault.Invalid, "Nine codes are pinned already, one for each number key. Unpin one to pin “%s”.", c.Name)
			}
			now = append(now, id)
		}
		return now, nil
	})
}

// StepPin moves a pinned code one key up or down; at the end of the row it
// stays.
func StepPin(ctx context.Context, tx *sql.Tx, id int64, up bool) error {
	return repin(ctx, tx, func(now []int64, _ map[int64]Code) ([]int64, error) {
		at := slices.Index(now, id)
		to := at + 1
		if up {
			to = at - 1
		}
		if at >= 0 && to >= 0 && to < len(now) {
			now[at], now[to] = now[to], now[at]
		}
		return now, nil
	})
}

// repin writes the places of pinned codes anew.
func repin(ctx context.Context, tx *sql.Tx, change func(now []int64, byID map[int64]Code) ([]int64, error)) error {
	list, err := All(ctx, tx)
	if err != nil {
		return err
	}
	byID, now := map[int64]Code{}, []int64{}
	for _, c := range list {
		byID[c.ID] = c
	}
	for _, c := range Pinned(list) {
		now = append(now, c.ID)
	}
	if now, err = change(now, byID); err != nil {
		return err
	}
	for _, c := range list {
		if place := slices.Index(now, c.ID) + 1; place != c.Pinned {
			if _, err := tx.ExecContext(ctx, "UPDATE code SET pinned = ? WHERE id = ?", place, c.ID); err != nil {
				return err
			}
		}
	}
	return nil
}
