package finding

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/clipperhouse/uax29/v2/sentences"

	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/text"
)

// Sheet is how the check sheet looks.
type Sheet struct {
	Language   string // "nl" or "en"; "" for the project's
	Occasion   string // the group and its date, at the foot
	Counts     bool   // say how many said it; off, because counts steer
	Quotes     int    // the most quotes a statement, 0 to 2
	Importance bool
	Room       []string // names of participants in the group: they are not quoted
}

// The bounds of a sheet that people still answer.
const (
	MaxSentence   = 12 // words
	MaxStatements = 15
	MaxPages      = 4
)

// GetSheet is how the sheet looks, or the defaults.
func GetSheet(ctx context.Context, tx *sql.Tx) (Sheet, error) {
	s := Sheet{Quotes: 1, Importance: true}
	var room string
	err := tx.QueryRowContext(ctx, "SELECT language, occasion, counts, quotes, importance, room FROM sheet").
		Scan(&s.Language, &s.Occasion, &s.Counts, &s.Quotes, &s.Importance, &room)
	if errors.Is(err, sql.ErrNoRows) {
		return s, nil
	}
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal([]byte(room), &s.Room)
}

// SetSheet changes how the sheet looks.
func SetSheet(ctx context.Context, tx *sql.Tx, s Sheet) error {
	s.Occasion = text.Collapse(s.Occasion)
	switch {
	case s.Language != "" && s.Language != "nl" && s.Language != "en":
		return fault.New(fault.Invalid, "The language of the sheet is nl or en, not “%s”.", text.Cut(s.Language, 20))
	case s.Quotes < 0 || s.Quotes > 2:
		return fault.New(fault.Invalid, "A statement has 0, 1 or 2 quotes on the sheet.")
	case text.Len(s.Occasion) > 200:
		return fault.New(fault.Invalid, "The line at the foot of the sheet can be 200 characters. Write a shorter one.")
	}
	room := []string{}
	for _, name := range s.Room {
		if name = text.Collapse(name); name != "" && !slices.Contains(room, name) {
			room = append(room, name)
		}
	}
	names, err := json.Marshal(room)
	if err != nil {
		return err
	}
	old, err := GetSheet(ctx, tx)
	if err != nil {
		return err
	}
	if old.Language == s.Language && old.Occasion == s.Occasion && old.Counts == s.Counts && old.Quotes == s.Quotes &&
		old.Importance == s.Importance && slices.Equal(old.Room, room) {
		return nil
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO sheet (id, guid, language, occasion, counts, quotes, importance, room) VALUES (1, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET language = excluded.language, occasion = excluded.occasion, counts = excluded.counts,
		quotes = excluded.quotes, importance = excluded.importance, room = excluded.room`,
		guid.New(), s.Language, s.Occasion, s.Counts, s.Quotes, s.Importance, string(names))
	return err
}

// InRoom reports whether a participant of this name sits in the group.
func (s Sheet) InRoom(name string) bool {
	return slices.ContainsFunc(s.Room, func(r string) bool { return strings.EqualFold(r, name) })
}

// OnSheet picks the quotes of a statement that may stand before the group: for
// the finding, from a participant who agreed to it and is not in the room, as
// many as the sheet shows. The interviewer's words are nobody's quote, although
// they count with the one interviewed. held counts those kept back for want of consent,
// present those of people in the room.
func (s Sheet) OnSheet(quotes []Quote, behind []Passage) (shown []Passage, held, present int) {
	for i, q := range quotes {
		switch {
		case q.Contrary || behind[i].Place.Interviewer:
		case !behind[i].Quotable():
			held++
		case s.InRoom(behind[i].Participant.Name):
			present++
		case len(shown) < s.Quotes:
			shown = append(shown, behind[i])
		}
	}
	return shown, held, present
}

// Against picks the quotes that speak against a statement and may be read out
// before the group, by the rule of OnSheet. held counts those kept back.
func (s Sheet) Against(quotes []Quote, behind []Passage) (shown []Passage, held int) {
	for i, q := range quotes {
		switch {
		case !q.Contrary || behind[i].Place.Interviewer:
		case !behind[i].Quotable() || s.InRoom(behind[i].Participant.Name):
			held++
		default:
			shown = append(shown, behind[i])
		}
	}
	return shown, held
}

// LongestSentence is the number of words of the longest sentence of a
// statement.
func LongestSentence(statement string) int {
	most := 0
	for it := sentences.FromString(statement); it.Next(); {
		most = max(most, text.Words(it.Value()))
	}
	return most
}
