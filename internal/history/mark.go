package history

import (
	"context"
	"slices"
	"sync"
)

type marks struct {
	mu  sync.Mutex
	ids []int64
}

type marksKey struct{}

// Marked gives a context in which the entries that were committed are noted,
// and a function that lists them, oldest first: an answer can say which entries
// came of the request, so that whoever asked knows them as their own.
func Marked(ctx context.Context) (context.Context, func() []int64) {
	m := &marks{}
	return context.WithValue(ctx, marksKey{}, m), func() []int64 {
		m.mu.Lock()
		defer m.mu.Unlock()
		return slices.Clone(m.ids)
	}
}

// mark notes entries that are on the disk.
func mark(ctx context.Context, entries ...Entry) {
	m, _ := ctx.Value(marksKey{}).(*marks)
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, e := range entries {
		if e.ID != 0 {
			m.ids = append(m.ids, e.ID)
		}
	}
}
