package db

import (
	"context"
	"database/sql"
	"database/sql/driver"

	"modernc.org/sqlite"
)

// driverName is SQLite with statements kept prepared. Parsing took a third of
// the time of applying a code: some fifteen statements, always the same.
const driverName = "verbatim-sqlite"

// keptStatements bounds what one connection keeps prepared; the program's own
// statements are fewer, but for lists of placeholders of many lengths.
const keptStatements = 200

func init() { sql.Register(driverName, keeping{&sqlite.Driver{}}) }

type keeping struct{ driver.Driver }

func (k keeping) Open(name string) (driver.Conn, error) {
	c, err := k.Driver.Open(name)
	if err != nil {
		return nil, err
	}
	return &keepingConn{inner: c.(innerConn), kept: map[string]*keptStmt{}}, nil
}

// innerConn is what SQLite's connections can do and ours passes on. Exec and
// Query are left out on purpose: without them database/sql prepares each
// statement, and that is where the kept ones are found.
type innerConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

type keepingConn struct {
	inner innerConn
	kept  map[string]*keptStmt
}

func (c *keepingConn) Prepare(query string) (driver.Stmt, error) {
	return c.PrepareContext(context.Background(), query)
}

func (c *keepingConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	if s := c.kept[query]; s != nil && !s.busy {
		s.busy = true
		return s, nil
	}
	inner, err := c.inner.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	s, ok := inner.(innerStmt)
	if !ok || c.kept[query] != nil || len(c.kept) >= keptStatements {
		return inner, nil
	}
	kept := &keptStmt{innerStmt: s, busy: true}
	c.kept[query] = kept
	return kept, nil
}

func (c *keepingConn) Begin() (driver.Tx, error) {
	return c.BeginTx(context.Background(), driver.TxOptions{})
}

func (c *keepingConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	return c.inner.BeginTx(ctx, o)
}

func (c *keepingConn) Ping(ctx context.Context) error         { return c.inner.Ping(ctx) }
func (c *keepingConn) ResetSession(ctx context.Context) error { return c.inner.ResetSession(ctx) }
func (c *keepingConn) IsValid() bool                          { return c.inner.IsValid() }

func (c *keepingConn) Close() error {
	for _, s := range c.kept {
		_ = s.innerStmt.Close() // the connection goes away with it
	}
	return c.inner.Close()
}

type innerStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// keptStmt is a prepared statement that goes back to its connection when it is
// closed. It is busy from being handed out until then, its rows included.
type keptStmt struct {
	innerStmt
	busy bool
}

func (s *keptStmt) Close() error {
	s.busy = false
	return nil
}
