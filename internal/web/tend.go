package web

import (
	"context"
	"log/slog"
	"time"

	"verbatim/internal/coding"
	"verbatim/internal/document"
)

const (
	tendEvery = 10 * time.Minute
	idleAfter = 15 * time.Minute
)

// tend looks after the projects that were used since it looked last: content
// whose laying was cut off is swept, codings that are one are joined, a daily
// backup is kept, and what nobody uses is closed. It ends with the context.
func (s *Server) tend(ctx context.Context) {
	next := time.NewTimer(30 * time.Second) // not while the first pages are drawn
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-next.C:
		}
		s.used.Range(func(slug, _ any) bool {
			s.used.Delete(slug)
			if err := s.tendOne(ctx, slug.(string)); err != nil && ctx.Err() == nil {
				slog.Error("a project could not be looked after", "project", slug, "type", kind(err))
			}
			return ctx.Err() == nil
		})
		s.shelf.Idle(idleAfter)
		next.Reset(tendEvery)
	}
}

func (s *Server) tendOne(ctx context.Context, slug string) error {
	p, err := s.shelf.Open(ctx, slug)
	if err != nil {
		return err
	}
	defer p.Close()
	if err := document.Sweep(ctx, p.DB); err != nil {
		return err
	}
	if err := coding.JoinDoubles(ctx, p.DB); err != nil {
		return err
	}
	_, err = p.Daily(ctx)
	return err
}
