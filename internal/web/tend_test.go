package web

import (
	"context"
	"testing"
)

func TestTendKeepsADailyBackup(t *testing.T) {
	s, slug := seeded(t)
	ctx := context.Background()
	for range 2 {
		if err := s.tendOne(ctx, slug); err != nil {
			t.Fatal(err)
		}
	}
	p, err := s.shelf.Open(ctx, slug)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if kept, err := p.Backups(); err != nil || len(kept) != 1 || kept[0].Kind != "daily" {
		t.Errorf("%v %v", kept, err)
	}
}
