package codebook_test

import (
	"context"
	"database/sql"
	"testing"

	"verbatim/internal/codebook"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project/projecttest"
)

func TestPast(t *testing.T) {
	ctx := context.Background()
	p := projecttest.New(t, "Past")
	var who int64
	var c, sibling codebook.Code
	for _, step := range []func(tx *sql.Tx) error{
		func(tx *sql.Tx) error {
			person, err := people.Add(ctx, tx, "Mira")
			who = person.ID
			return err
		},
		func(tx *sql.Tx) (err error) {
			if c, err = codebook.Create(ctx, tx, who, codebook.Code{Name: "Wait"}); err != nil {
				return err
			}
			sibling, err = codebook.Create(ctx, tx, who, codebook.Code{Name: "Rush"})
			return err
		},
		func(tx *sql.Tx) error {
			c.Name, c.Brief, c.Colour = "Waiting", "Time lost", 3
			return codebook.Update(ctx, tx, who, c)
		},
		func(tx *sql.Tx) error { return codebook.Move(ctx, tx, sibling.ID, 0, c.ID) }, // moves its place only
		func(tx *sql.Tx) error { return codebook.Retire(ctx, tx, who, c.ID, true) },
	} {
		if _, err := history.Do(ctx, p.DB, history.Action{Who: who, What: "test"}, step); err != nil {
			t.Fatal(err)
		}
	}
	var steps []codebook.Step
	err := p.DB.Read(ctx, func(tx *sql.Tx) (err error) {
		steps, err = codebook.Past(ctx, tx, c.ID, 10)
		return err
	})
	if err != nil || len(steps) != 3 {
		t.Fatalf("%v: %+v", err, steps)
	}
	if s := steps[0]; s.After["status"] != "retired" || len(s.After) != 1 || s.Who != who {
		t.Errorf("newest: %+v", s)
	}
	if s := steps[1]; s.Before["name"] != "Wait" || s.After["brief"] != "Time lost" || s.Before["colour"] != "0" || s.After["colour"] != "3" || len(s.After) != 3 {
		t.Errorf("change: %+v", s)
	}
	if !steps[2].Made {
		t.Errorf("oldest: %+v", steps[2])
	}
}
