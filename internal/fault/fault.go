// Package fault holds the one error type whose message reaches people.
//
// Everything else is internal: it is logged by type with an id and shown as
// "something went wrong (id)". A message says what happened, to which file or
// passage, and what to do about it.
package fault

import (
	"errors"
	"fmt"
)

// Code is the kind of a fault. It is mapped once to HTTP (package web) and
// once to exit codes (cmd/verbatim).
type Code string

// The codes. Few on purpose: a caller branches on them, a person never sees them.
const (
	Invalid    Code = "invalid"    // what was asked makes no sense as it stands
	NotFound   Code = "not_found"  // the thing named is not there
	Conflict   Code = "conflict"   // something changed or is used since
	Forbidden  Code = "forbidden"  // this person may not
	TooLarge   Code = "too_large"  // over a limit that the message names
	Unreadable Code = "unreadable" // a file that cannot be read as what it claims to be
	Busy       Code = "busy"       // somebody else holds it; trying again helps
)

// Error is a fault. Format and Args are kept apart from the finished Message
// so that the sentence can be said in the reader's language.
type Error struct {
	Code    Code
	Message string
	Format  string
	Args    []any
	Cause   error // for the log only, never shown
}

func (e *Error) Error() string { return e.Message }

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Cause }

// New makes a fault with a formatted message.
func New(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), Format: format, Args: args}
}

// Wrap makes a fault that keeps its cause for the log.
func Wrap(cause error, code Code, format string, args ...any) *Error {
	e := New(code, format, args...)
	e.Cause = cause
	return e
}

// As gives the fault in err's chain, or nil when err is internal or nil.
func As(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}

// Is reports whether err is a fault of this code.
func Is(err error, code Code) bool {
	e := As(err)
	return e != nil && e.Code == code
}
