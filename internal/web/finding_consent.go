package web

import (
	"context"
	"database/sql"
	"slices"

	"github.com/labstack/echo/v4"

	"verbatim/internal/cases"
	"verbatim/internal/coding"
	"verbatim/internal/document"
	"verbatim/internal/fault"
	"verbatim/internal/history"
)

// recordConsent writes down whether whoever said a passage agreed to being
// quoted. A speaker without a participant behind it gets one of its name.
func (s *Server) recordConsent(c echo.Context) error {
	ctx, p := c.Request().Context(), projectOf(c)
	consent := c.FormValue("consent")
	what := map[string]string{"yes": "participant.consent", "no": "participant.refuse"}[consent]
	if what == "" {
		return fault.New(fault.Invalid, "This form cannot be read. Load the page again.")
	}
	var who sayer
	err := p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		who, err = whoSaid(ctx, tx, c, c.FormValue("passage"))
		return err
	})
	if err != nil {
		return err
	}
	e, err := history.Do(ctx, p.DB, action(c, what, who.name), func(tx *sql.Tx) error {
		return who.consents(ctx, tx, consent)
	})
	if err != nil {
		return err
	}
	return doneFinding(c, e, c.Param("finding"))
}

// sayer is whoever said a passage: a participant, or a speaker who is none yet.
type sayer struct {
	name        string
	participant int64
	speaker     document.Speaker
}

func whoSaid(ctx context.Context, tx *sql.Tx, c echo.Context, passage string) (sayer, error) {
	k, err := coding.ByShort(ctx, tx, viewerOf(c), passage)
	if err != nil {
		return sayer{}, err
	}
	places, err := coding.Places(ctx, tx, []coding.Coding{k})
	if err != nil {
		return sayer{}, err
	}
	who := sayer{participant: places[0].Participant}
	if who.participant != 0 {
		list, err := cases.Participants(ctx, tx)
		if err != nil {
			return who, err
		}
		who.name = list[slices.IndexFunc(list, func(p cases.Participant) bool { return p.ID == who.participant })].Name
		return who, nil
	}
	speakers, err := document.Speakers(ctx, tx, k.Document)
	if err != nil {
		return who, err
	}
	at := slices.IndexFunc(speakers, func(s document.Speaker) bool { return s.Name == places[0].Speaker && !s.Interviewer })
	if at < 0 {
		return who, fault.New(fault.Invalid, "Nobody is known to have said this. Bring in participants first, or give the speaker a name.")
	}
	who.speaker, who.name = speakers[at], speakers[at].Name
	return who, nil
}

// consents writes the answer down, making the participant where there is none.
func (w sayer) consents(ctx context.Context, tx *sql.Tx, consent string) error {
	if w.participant == 0 {
		id, err := cases.EnsureParticipant(ctx, tx, w.name)
		if err != nil {
			return err
		}
		w.participant, w.speaker.Participant = id, id
		if err := document.SetSpeaker(ctx, tx, w.speaker); err != nil {
			return err
		}
	}
	list, err := cases.Participants(ctx, tx)
	if err != nil {
		return err
	}
	for _, p := range list {
		if p.ID == w.participant {
			p.Consent = consent
			return cases.Update(ctx, tx, p)
		}
	}
	return fault.New(fault.NotFound, "This participant is not there any more. Load the page again.")
}
