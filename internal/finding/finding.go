// Package finding holds what the study claims: each finding with its plain
// statement, the codes that it rests on, the quotes chosen for it, and the
// evidence counted from the data.
//
// Functions that write expect to be inside a history entry. Positions are code
// points, half open.
package finding

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"verbatim/internal/db"
	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/project"
	"verbatim/internal/text"
)

// Finding is what the study claims.
type Finding struct {
	ID          int64
	GUID        string
	Position    int    // from 1, in the order of the list
	Name        string // the claim in the study's own terms
	Statement   string // in plain words, in the project's language
	StatementEN string // in plain English
	Probe       string // what the facilitator asks on
	OnSheet     bool   // its statement is put before the group
	Codes       []int64
}

// Short is how URLs name the finding.
func (f Finding) Short() string { return guid.Short(f.GUID) }

// Seen stands for the words of the finding as somebody saw them: a form carries
// it, so that a change made by somebody else meanwhile is noticed.
func (f Finding) Seen() string {
	h := sha256.New()
	for _, s := range []string{f.Name, f.Statement, f.StatementEN, f.Probe, strconv.FormatBool(f.OnSheet)} {
		fmt.Fprintf(h, "%d:%s", len(s), s)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// In is the statement in a language ("nl", "en"): in the words written for it,
// else in the others that there are. ok is false where the words asked for are
// missing.
func (f Finding) In(language string) (statement string, ok bool) {
	first, second := f.Statement, f.StatementEN
	if language == "en" {
		first, second = second, first
	}
	if strings.TrimSpace(first) != "" {
		return first, true
	}
	return second, false
}

const selectFinding = "SELECT id, guid, position, name, statement, statement_en, probe, on_sheet FROM finding"

func scanFinding(r db.Row) (f Finding, err error) {
	return f, r.Scan(&f.ID, &f.GUID, &f.Position, &f.Name, &f.Statement, &f.StatementEN, &f.Probe, &f.OnSheet)
}

// List is the findings in their order, numbered from 1, with their codes.
func List(ctx context.Context, tx *sql.Tx) ([]Finding, error) {
	list, err := db.Query(ctx, tx, scanFinding, selectFinding+" ORDER BY position, id")
	if err != nil {
		return nil, err
	}
	type link struct{ finding, code int64 }
	links, err := db.Query(ctx, tx, func(r db.Row) (l link, err error) { return l, r.Scan(&l.finding, &l.code) },
		"SELECT finding, code FROM finding_code ORDER BY id")
	if err != nil {
		return nil, err
	}
	for i := range list {
		list[i].Position = i + 1 // gaps are left by undo
		for _, l := range links {
			if l.finding == list[i].ID {
				list[i].Codes = append(list[i].Codes, l.code)
			}
		}
	}
	return list, nil
}

// Get is the finding with this id.
func Get(ctx context.Context, tx *sql.Tx, id int64) (Finding, error) {
	return pick(ctx, tx, func(f Finding) bool { return f.ID == id })
}

// ByShort is the finding that a URL names.
func ByShort(ctx context.Context, tx *sql.Tx, short string) (Finding, error) {
	return pick(ctx, tx, func(f Finding) bool { return f.Short() == short })
}

func pick(ctx context.Context, tx *sql.Tx, is func(Finding) bool) (Finding, error) {
	list, err := List(ctx, tx)
	if err != nil {
		return Finding{}, err
	}
	if i := slices.IndexFunc(list, is); i >= 0 {
		return list[i], nil
	}
	return Finding{}, fault.New(fault.NotFound, "There is no such finding in this project. It may have been deleted, or its making was taken back.")
}

// limits of what a person writes, in code points.
const (
	maxClaim     = 300
	maxStatement = 600
	maxProbe     = 2000
)

func clean(f *Finding) error {
	f.Name, f.Statement, f.StatementEN = text.Collapse(f.Name), text.Collapse(f.Statement), text.Collapse(f.StatementEN)
	f.Probe = strings.TrimSpace(f.Probe)
	if f.Name == "" { // a statement written at once is its own claim
		if f.Name = f.Statement; f.Name == "" {
			f.Name = f.StatementEN
		}
		f.Name = text.Cut(f.Name, maxClaim-1)
	}
	switch {
	case f.Name == "":
		return fault.New(fault.Invalid, "A finding needs words. Write what you claim, or the statement.")
	case text.Len(f.Name) > maxClaim:
		return fault.New(fault.Invalid, "The claim is longer than %d characters. Write it shorter.", maxClaim)
	case text.Len(f.Statement) > maxStatement || text.Len(f.StatementEN) > maxStatement:
		return fault.New(fault.Invalid, "The statement is longer than %d characters. People are to answer it at one reading; write it shorter.", maxStatement)
	case text.Len(f.Probe) > maxProbe:
		return fault.New(fault.Invalid, "What to ask on is longer than %d characters. Write it shorter.", maxProbe)
	}
	return nil
}

// Create makes a finding as the last one; its Codes are linked.
func Create(ctx context.Context, tx *sql.Tx, f Finding) (Finding, error) {
	if err := clean(&f); err != nil {
		return Finding{}, err
	}
	f.GUID = guid.New()
	err := tx.QueryRowContext(ctx, `INSERT INTO finding (guid, position, name, statement, statement_en, probe, on_sheet, created_at)
		VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM finding), ?, ?, ?, ?, ?, ?) RETURNING id`,
		f.GUID, f.Name, f.Statement, f.StatementEN, f.Probe, f.OnSheet, project.Now()).Scan(&f.ID)
	if err != nil {
		return Finding{}, err
	}
	if err := SetCodes(ctx, tx, f.ID, f.Codes); err != nil {
		return Finding{}, err
	}
	return Get(ctx, tx, f.ID)
}

// Update changes the words of a finding and whether it is on the sheet.
func Update(ctx context.Context, tx *sql.Tx, f Finding) error {
	old, err := Get(ctx, tx, f.ID)
	if err != nil {
		return err
	}
	derived := Finding{Statement: old.Statement, StatementEN: old.StatementEN}
	if f.Name == old.Name && clean(&derived) == nil && derived.Name == old.Name {
		f.Name = "" // a claim that was never worded by itself follows the statement
	}
	if err := clean(&f); err != nil {
		return err
	}
	if f.Name == old.Name && f.Statement == old.Statement && f.StatementEN == old.StatementEN && f.Probe == old.Probe && f.OnSheet == old.OnSheet {
		return nil
	}
	_, err = tx.ExecContext(ctx, "UPDATE finding SET name = ?, statement = ?, statement_en = ?, probe = ?, on_sheet = ? WHERE id = ?",
		f.Name, f.Statement, f.StatementEN, f.Probe, f.OnSheet, f.ID)
	return err
}

// SetCodes links a finding with these codes and no others.
func SetCodes(ctx context.Context, tx *sql.Tx, finding int64, codes []int64) error {
	have, err := db.Query(ctx, tx, func(r db.Row) (id int64, err error) { return id, r.Scan(&id) },
		"SELECT code FROM finding_code WHERE finding = ?", finding)
	if err != nil {
		return err
	}
	for _, code := range have {
		if !slices.Contains(codes, code) {
			if _, err := tx.ExecContext(ctx, "DELETE FROM finding_code WHERE finding = ? AND code = ?", finding, code); err != nil {
				return err
			}
		}
	}
	for _, code := range codes {
		if slices.Contains(have, code) {
			continue
		}
		have = append(have, code)
		_, err := tx.ExecContext(ctx, "INSERT INTO finding_code (finding, code) VALUES (?, ?)", finding, code)
		if db.IsForeignKey(err) {
			return fault.New(fault.NotFound, "This code is not in the codebook any more. Load the page again.")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Move puts a finding before another (0 for last) and numbers them anew.
func Move(ctx context.Context, tx *sql.Tx, id, before int64) error {
	list, err := List(ctx, tx)
	if err != nil {
		return err
	}
	order := make([]int64, 0, len(list))
	for _, f := range list {
		if f.ID != id {
			order = append(order, f.ID)
		}
	}
	if len(order) == len(list) {
		return fault.New(fault.NotFound, "There is no such finding in this project. It may have been deleted, or its making was taken back.")
	}
	at := slices.Index(order, before)
	if at < 0 {
		at = len(order)
	}
	return number(ctx, tx, "finding", slices.Insert(order, at, id))
}

// number gives the rows of a table their positions from 1.
func number(ctx context.Context, tx *sql.Tx, table string, order []int64) error {
	for i, id := range order {
		if _, err := tx.ExecContext(ctx, "UPDATE "+table+" SET position = ?1 WHERE id = ?2 AND position <> ?1", i+1, id); err != nil {
			return err
		}
	}
	return nil
}

// Delete takes a finding away, with its links and chosen quotes; the codings
// stay.
func Delete(ctx context.Context, tx *sql.Tx, id int64) error {
	if _, err := Get(ctx, tx, id); err != nil {
		return err
	}
	quotes, err := Quotes(ctx, tx, id)
	if err != nil {
		return err
	}
	for _, q := range quotes {
		if err := RemoveQuote(ctx, tx, q.ID); err != nil {
			return err
		}
	}
	if err := Thaw(ctx, tx, id); err != nil {
		return err
	}
	for _, q := range []string{"DELETE FROM finding_code WHERE finding = ?", "DELETE FROM finding WHERE id = ?"} {
		if _, err := tx.ExecContext(ctx, q, id); err != nil {
			return err
		}
	}
	return nil
}
