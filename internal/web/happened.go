package web

import (
	"context"
	"database/sql"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"verbatim/internal/history"
	"verbatim/ui/page"
	"verbatim/ui/words"
)

// done goes back to a page after a change; the page says what happened by the
// entry in its address. A change that did nothing has none.
func done(c echo.Context, entry history.Entry, otherwise string) error {
	return doneSteps(c, entry, 1, otherwise)
}

// doneSteps is done for the last of a chain of steps.
func doneSteps(c echo.Context, entry history.Entry, steps int, otherwise string) error {
	u, err := url.Parse(localPath(c.FormValue("back"), otherwise))
	if err != nil {
		return err
	}
	query := u.Query()
	query.Del("did")
	query.Del("steps")
	if entry.ID != 0 {
		query.Set("did", strconv.FormatInt(entry.ID, 10))
	}
	if steps > 1 {
		query.Set("steps", strconv.Itoa(steps))
	}
	u.RawQuery = query.Encode()
	return c.Redirect(http.StatusSeeOther, u.String())
}

// happened puts what the address says was done into the status line, with an
// undo while that is the last thing this person did.
func happened(ctx context.Context, tx *sql.Tx, c echo.Context, f *page.Frame) error {
	id, err := strconv.ParseInt(c.QueryParam("did"), 10, 64)
	if err != nil || id <= 0 {
		return nil
	}
	entry, err := history.Get(ctx, tx, id)
	if err != nil {
		return nil // an address kept too long is no reason to fail
	}
	if f.Status, err = saidEntry(ctx, tx, entry); err != nil {
		return err
	}
	if n, err := strconv.Atoi(c.QueryParam("steps")); err == nil && n > 1 && n <= history.MostBack && entry.Undoes != 0 {
		key := "history.took.steps"
		if target, err := history.Get(ctx, tx, entry.Undoes); err == nil && target.Undoes != 0 {
			key = "history.again.steps"
		}
		f.Status = words.Count(ctx, n, key)
	}
	undoable, err := history.Undoable(ctx, tx, personOf(c).ID)
	f.Undo = err == nil && undoable.ID == entry.ID
	return err
}

// saidEntry says an entry in words; of one that takes another back, which.
func saidEntry(ctx context.Context, tx *sql.Tx, entry history.Entry) (string, error) {
	if entry.Undoes == 0 {
		return sentence(ctx, entry), nil
	}
	key, target := "did.undone", entry
	for target.Undoes != 0 {
		next, err := history.Get(ctx, tx, target.Undoes)
		if err != nil {
			return "", err
		}
		if target.ID != entry.ID { // taking back what took back does it again
			key = map[string]string{"did.undone": "did.redone", "did.redone": "did.undone"}[key]
		}
		target = next
	}
	return words.Say(ctx, key, sentence(ctx, target)), nil
}

// sentence says what an entry did. Of a changed code it says which parts.
func sentence(ctx context.Context, e history.Entry) string {
	if said := saidCode(ctx, e); said != "" {
		return said
	}
	return did(ctx, e)
}
