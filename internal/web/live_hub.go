package web

import (
	"context"
	"database/sql"
	"io"
	"maps"
	"slices"
	"sync"
	"time"

	"verbatim/internal/db"
	"verbatim/internal/document"
	"verbatim/internal/history"
	"verbatim/internal/people"
	"verbatim/internal/project"
)

// liveEvent tells a browser that an entry was committed: ids only. What the
// entry did is fetched by the page, through its Viewer.
type liveEvent struct {
	Project  string   `json:"p"`
	Entry    int64    `json:"e"`
	Document string   `json:"d,omitempty"` // short guid; "" for nowhere in particular
	Kinds    []string `json:"k"`           // what was touched: coding, code, document, …
}

// Kinds beside the names of things.
const (
	liveMany   = "many"   // more happened than is worth telling one by one
	liveClosed = "closed" // the project is closed; the stream says no more of it
)

const (
	mostMissed   = 200                   // entries told one by one to who comes back
	liveCoalesce = 40 * time.Millisecond // commits that come together are told together
	earRoom      = 64                    // events that wait for a slow browser
)

// ear is one stream's interest in one project.
type ear struct {
	person int64
	heard  int64 // the newest entry that was told, or passed over as none of theirs
	out    chan<- liveEvent
	lost   context.CancelFunc // ends a stream that does not keep up: it comes back, and the history knows what it missed
}

// hub follows the history of one open project for those who listen. It is
// closed with the project, and runs only while somebody listens. It does not
// hold the project open: a browser left open over night must not.
type hub struct {
	db   *db.DB
	slug string

	mu      sync.Mutex
	ears    map[*ear]struct{}
	running bool
	closed  bool
	stop    chan struct{}
	wake    chan struct{}
	ended   sync.WaitGroup
}

func hubOf(p *project.Project) (*hub, error) {
	c, err := p.Attach("live", func() (io.Closer, error) {
		return &hub{db: p.DB, slug: p.Slug, ears: map[*ear]struct{}{}, stop: make(chan struct{}), wake: make(chan struct{}, 1)}, nil
	})
	if err != nil {
		return nil, err
	}
	return c.(*hub), nil
}

// join begins to tell an ear; false when the project was closed meanwhile.
func (h *hub) join(e *ear) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return false
	}
	h.ears[e] = struct{}{}
	if !h.running {
		h.running = true
		h.ended.Go(h.run)
	}
	h.poke()
	return true
}

func (h *hub) leave(e *ear) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.ears, e)
	h.poke()
}

func (h *hub) poke() {
	select {
	case h.wake <- struct{}{}:
	default:
	}
}

// Close tells everybody that the project is closed.
func (h *hub) Close() error {
	h.mu.Lock()
	h.closed = true
	close(h.stop)
	h.mu.Unlock()
	h.ended.Wait()
	h.part()
	return nil
}

// part says goodbye to all ears.
func (h *hub) part() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for e := range h.ears {
		e.tell(liveEvent{Project: h.slug, Kinds: []string{liveClosed}})
		delete(h.ears, e)
	}
}

func (h *hub) run() {
	changed, unwatch := h.db.Watch()
	defer unwatch()
	for {
		h.mu.Lock()
		if len(h.ears) == 0 || h.closed {
			h.running = false
			h.mu.Unlock()
			return
		}
		h.mu.Unlock()
		if h.tellNews(context.Background()) != nil { // the file is gone: whoever comes back learns why
			h.mu.Lock()
			h.running = false
			h.mu.Unlock()
			h.part()
			return
		}
		select {
		case <-h.stop:
		case <-h.wake:
		case <-changed:
			select {
			case <-h.stop:
			case <-time.After(liveCoalesce):
			}
		}
	}
}

// tellNews reads on in the history and tells each ear what it may hear of.
func (h *hub) tellNews(ctx context.Context) error {
	h.mu.Lock()
	ears := slices.Collect(maps.Keys(h.ears))
	h.mu.Unlock()
	return h.db.Read(ctx, func(tx *sql.Tx) error {
		head, err := history.Head(ctx, tx)
		if err != nil {
			return err
		}
		from := head.ID
		for _, e := range ears {
			// Too far behind, or ahead of what there is: the project was put back.
			if head.ID-e.heard > mostMissed || e.heard > head.ID {
				e.tell(liveEvent{Project: h.slug, Entry: head.ID, Kinds: []string{liveMany}})
				e.heard = head.ID
			}
			from = min(from, e.heard)
		}
		if from == head.ID {
			return nil
		}
		return h.tellEntries(ctx, tx, ears, max(from, 1))
	})
}

func (h *hub) tellEntries(ctx context.Context, tx *sql.Tx, ears []*ear, after int64) error {
	entries, err := history.List(ctx, tx, history.Filter{After: after})
	if err != nil {
		return err
	}
	viewers, documents := map[int64]people.Viewer{}, map[int64]string{}
	for _, entry := range entries {
		traces, err := people.Traces(ctx, tx, entry.ID)
		if err != nil {
			return err
		}
		if _, known := documents[entry.Document]; !known && entry.Document != 0 {
			if d, err := document.Get(ctx, tx, entry.Document); err == nil { // else it is gone: nowhere
				documents[entry.Document] = d.Short()
			}
		}
		for _, e := range ears {
			if e.heard >= entry.ID {
				continue
			}
			e.heard = entry.ID
			v, known := viewers[e.person] // anew each time: a round may have been opened
			if !known {
				if v, err = people.As(ctx, tx, e.person); err != nil {
					return err
				}
				viewers[e.person] = v
			}
			if kinds := v.Hears(traces); len(kinds) > 0 {
				e.tell(liveEvent{Project: h.slug, Entry: entry.ID, Document: documents[entry.Document], Kinds: kinds})
			}
		}
	}
	return nil
}

func (e *ear) tell(ev liveEvent) {
	select {
	case e.out <- ev:
	default:
		e.lost()
	}
}
