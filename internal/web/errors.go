package web

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"runtime/debug"

	"github.com/labstack/echo/v4"

	"verbatim/internal/fault"
	"verbatim/ui/page"
	"verbatim/ui/words"
)

// statuses maps the codes of faults to HTTP, once.
var statuses = map[fault.Code]int{
	fault.Invalid:    http.StatusUnprocessableEntity,
	fault.NotFound:   http.StatusNotFound,
	fault.Conflict:   http.StatusConflict,
	fault.Forbidden:  http.StatusForbidden,
	fault.TooLarge:   http.StatusRequestEntityTooLarge,
	fault.Unreadable: http.StatusUnprocessableEntity,
	fault.Busy:       http.StatusServiceUnavailable,
}

// handleError answers for every handler that failed: a page, or JSON where
// that was asked for.
func (s *Server) handleError(err error, c echo.Context) {
	r := c.Request()
	if gone := r.Context().Err(); gone != nil && errors.Is(err, gone) {
		return // nobody listens any more, and what was begun was taken back
	}
	if c.Response().Committed {
		s.logInternal(rand.Text()[:8], c, err)
		return
	}
	status, code, message, id := s.explain(err, c)
	switch {
	case wantsJSON(r):
		writeJSONError(c.Response(), status, code, message, id)
	case r.Method == http.MethodHead:
		c.Response().WriteHeader(status)
	default:
		s.errorPage(c, status, code, message)
	}
}

// explain finds status, code and sentence for an error, and logs an internal
// one under an id.
func (s *Server) explain(err error, c echo.Context) (status int, code, message, id string) {
	ctx := c.Request().Context()
	if message, ok := words.Fault(ctx, err); ok {
		f := fault.As(err)
		if f.Cause != nil {
			slog.Info("fault", "code", f.Code, "route", c.Path(), "cause", kind(f.Cause))
		}
		return statuses[f.Code], string(f.Code), message, ""
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return http.StatusRequestEntityTooLarge, string(fault.TooLarge), words.Say(ctx, "error.toolarge", int(tooLarge.Limit>>20)), ""
	}
	var he *echo.HTTPError
	if errors.As(err, &he) {
		switch {
		case he.Code == http.StatusNotFound:
			return he.Code, string(fault.NotFound), words.Say(ctx, "error.nopage"), ""
		case he.Code < 500:
			return he.Code, string(fault.Invalid), words.Say(ctx, "error.method"), ""
		}
	}
	id = rand.Text()[:8]
	s.logInternal(id, c, err)
	return http.StatusInternalServerError, "internal", words.Say(ctx, "error.internal", id), id
}

func (s *Server) errorPage(c echo.Context, status int, code, message string) {
	ctx := c.Request().Context()
	title := words.Say(ctx, "error.title."+code)
	answer := nested(page.Layout(s.frame(c, page.Frame{Title: title})), page.Failure(title, message))
	var buf bytes.Buffer
	if err := answer.Render(ctx, &buf); err != nil {
		s.logInternal(rand.Text()[:8], c, err)
		_ = c.String(status, message)
		return
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	_ = c.HTMLBlob(status, buf.Bytes())
}

func writeJSONError(w http.ResponseWriter, status int, code, message, id string) {
	type body struct {
		Code    string `json:"code"`
		Message string `json:"message"`
		ID      string `json:"id,omitempty"`
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]body{"error": {code, message, id}})
}

// logInternal writes down an error that has no words for people: by type, not
// by text, because a text may quote a transcript.
func (s *Server) logInternal(id string, c echo.Context, err error) {
	args := []any{"id", id, "method", c.Request().Method, "route", c.Path(), "type", kind(err)}
	var p *panicked
	if errors.As(err, &p) {
		args = append(args, "stack", string(p.stack))
	}
	slog.Error("internal error", args...)
}

// kind names an error by the types of its chain, with the number that a
// driver gives where there is one.
func kind(err error) string {
	out := fmt.Sprintf("%T", err)
	if numbered, ok := err.(interface{ Code() int }); ok {
		out += fmt.Sprintf("(%d)", numbered.Code())
	}
	if f, ok := err.(*fault.Error); ok {
		out += fmt.Sprintf("(%s)", f.Code)
	}
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		if inner := e.Unwrap(); inner != nil {
			out += " > " + kind(inner)
		}
	case interface{ Unwrap() []error }:
		for _, inner := range e.Unwrap() {
			out += " > " + kind(inner)
		}
	}
	return out
}

// panicked is a panic of a handler. Its stack holds names and lines only; the
// value is kept back unless it is the runtime's own.
type panicked struct {
	what  string
	stack []byte
}

func (p *panicked) Error() string { return "panic: " + p.what }

// recovered turns a handler's panic into an internal error.
func recovered(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			value := recover()
			if value == nil {
				return
			}
			if value == http.ErrAbortHandler {
				panic(value)
			}
			p := &panicked{what: fmt.Sprintf("%T", value), stack: debug.Stack()}
			if own, ok := value.(runtime.Error); ok {
				p.what = own.Error()
			}
			err = p
		}()
		return next(c)
	}
}
