package web

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/fault"
)

const (
	mostStreams  = 256 // at once; a browser holds one
	mostFollowed = 32  // projects in one stream
	liveBeat     = 20 * time.Second
	liveWrite    = 30 * time.Second // a browser that takes nothing for so long is gone
	liveLife     = 30 * time.Minute // then the browser comes back, and is asked again who it is
)

// follow is the one event stream of a browser, for all its tabs and all the
// projects that they show: ?p=SLUG@ENTRY@CODER for each, with the newest entry
// that is known there and the coder that was chosen there (the cookie that says
// so is kept below the project's address). It ends when all of them are closed.
func (s *Server) follow(c echo.Context) error {
	if s.streams.Add(1) > mostStreams {
		s.streams.Add(-1)
		return fault.New(fault.Busy, "Too many windows follow this program at once. Close some and load the page again.")
	}
	defer s.streams.Add(-1)
	asked := c.QueryParams()["p"]
	if len(asked) > mostFollowed {
		return fault.New(fault.Invalid, "One browser can follow %d projects at once. Close some of their windows.", mostFollowed)
	}
	ctx, lost := context.WithTimeout(c.Request().Context(), liveLife)
	defer lost()
	out := make(chan liveEvent, earRoom+mostMissed*max(len(asked), 1))
	open := 0
	var problem error
	for _, ask := range asked {
		leave, err := s.listen(ctx, ask, &ear{out: out, lost: lost})
		if ctx.Err() != nil {
			return nil // the browser is gone already
		}
		if err != nil {
			problem = err
			slug, _, _ := strings.Cut(ask, "@")
			out <- liveEvent{Project: slug, Kinds: []string{liveClosed}}
			continue
		}
		defer leave()
		open++
	}
	if open == 0 {
		if problem == nil {
			problem = fault.New(fault.NotFound, "There is no project at this address. It may have been removed; the start page lists those that are there.")
		}
		return problem
	}
	return s.stream(ctx, c, out, len(asked))
}

// listen joins an ear to the project that was asked for, and gives how to leave.
func (s *Server) listen(ctx context.Context, ask string, e *ear) (leave func(), err error) {
	slug, rest, _ := strings.Cut(ask, "@")
	at, coder, _ := strings.Cut(rest, "@")
	o, err := s.enter(ctx, slug, coder)
	if err != nil {
		return nil, err
	}
	defer o.project.Close()
	if o.person == nil {
		return nil, fault.New(fault.Conflict, "Nobody has said who is coding. Choose a coder on the page of this project and try again.")
	}
	e.person, e.heard = o.person.ID, o.head
	if n, err := strconv.ParseInt(at, 10, 64); err == nil && n > 0 {
		e.heard = n
	}
	h, err := hubOf(o.project)
	if err != nil {
		return nil, err
	}
	if !h.join(e) {
		return nil, fault.New(fault.Busy, "The project was closed just now. Load the page again.")
	}
	return func() { h.leave(e) }, nil
}

// stream writes what comes until the browser goes, the program ends, or nothing
// is left to follow.
func (s *Server) stream(ctx context.Context, c echo.Context, out <-chan liveEvent, open int) error {
	rc := http.NewResponseController(c.Response())
	_ = rc.SetReadDeadline(time.Time{}) // the server's limits are for requests that end
	h := c.Response().Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // a proxy passes on at once
	c.Response().WriteHeader(http.StatusOK)
	write := func(line string) error {
		_ = rc.SetWriteDeadline(time.Now().Add(liveWrite))
		if _, err := c.Response().Write([]byte(line + "\n\n")); err != nil {
			return err
		}
		return rc.Flush()
	}
	beat := time.NewTicker(liveBeat)
	defer beat.Stop()
	line := ": here"
	for {
		if write(line) != nil {
			return nil // the browser is gone
		}
		if open == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-s.ending:
			return nil
		case <-beat.C:
			line = ": still here"
		case ev := <-out:
			if ev.Kinds[0] == liveClosed {
				open--
			}
			raw, err := json.Marshal(ev)
			if err != nil {
				return err
			}
			line = "data: " + string(raw)
		}
	}
}
