package web

import (
	"context"
	"database/sql"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/history"
	"verbatim/ui/page"
	"verbatim/ui/words"

	screen "verbatim/ui/codebook"
)

// codeFields are the texts of a code's entry: their name in forms and in the
// subject of an entry, and the word for them.
var codeFields = []struct{ key, word string }{
	{"name", "code.name"}, {"short", "code.short"}, {"brief", "code.brief"}, {"full", "code.full"},
	{"inclusion", "code.incl"}, {"exclusion", "code.excl"}, {"example", "code.example"},
	{"close", "code.close"}, {"confused", "code.conf"}, {"origin", "code.origin"},
	{"colour", "code.colour"}, {"category", "code.kind"},
}

// settable are what several codes can be given at once.
var settable = []struct{ key, word string }{{"status", "many.status"}, {"origin", "code.origin"}, {"colour", "code.colour"}}

// fieldNames says keys of fields, codeFields where none are given, as a reader
// knows them.
func fieldNames(ctx context.Context, keys []string, fields ...struct{ key, word string }) string {
	if fields == nil {
		fields = codeFields
	}
	var names []string
	for _, key := range keys {
		for _, f := range fields {
			if f.key == key {
				names = append(names, words.Say(ctx, f.word))
			}
		}
	}
	return words.And(ctx, names)
}

// happenedToCodes puts what just happened into the status line: as the address
// says it, else the last own step where it was one on the codebook.
func happenedToCodes(ctx context.Context, tx *sql.Tx, c echo.Context, f *page.Frame) error {
	if err := happened(ctx, tx, c, f); err != nil || f.Status != "" {
		return err
	}
	last, err := history.Undoable(ctx, tx, personOf(c).ID)
	f.Status = saidCode(ctx, last)
	f.Undo = f.Status != ""
	return err
}

// writtenField is a text of a code's entry as it was and is.
func writtenField(ctx context.Context, key, was, value string) screen.Field {
	for _, f := range codeFields {
		if f.key == key {
			return screen.Field{Key: key, Label: words.Say(ctx, f.word), Was: was, Value: value}
		}
	}
	return screen.Field{}
}

// saidCode says an entry of the history in which a code, a theme or a version was changed; "" for
// any other.
func saidCode(ctx context.Context, e history.Entry) string {
	if !strings.HasPrefix(e.What, "code.") && !strings.HasPrefix(e.What, "theme.") && !strings.HasPrefix(e.What, "codebook.") || len(e.Subject) == 0 {
		return ""
	}
	if e.What == "code.set" {
		return words.Say(ctx, "code.changed", fieldNames(ctx, e.Subject[1:], settable...), e.Subject[0])
	}
	if fields := fieldNames(ctx, e.Subject[1:]); e.What == "code.update" && fields != "" {
		return words.Say(ctx, "code.changed", fields, e.Subject[0])
	}
	return words.Did(ctx, e.What, e.Subject)
}
