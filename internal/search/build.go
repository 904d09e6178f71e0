package search

import (
	"context"
	"database/sql"
	"errors"
	"math"

	index "github.com/blevesearch/bleve_index_api"

	"verbatim/internal/document"
	"verbatim/internal/history"
)

// build puts every document that is shown into the index, in batches. Most
// entries of the history are codings and change nothing here: then only the
// position moves on, and is stored with the next batch.
func (x *Index) build(ctx context.Context) error {
	var docs []document.Document
	var hashes map[int64]string
	var head int64
	known := x.Status()
	if known.Texts == 0 {
		known.Position = 0
	}
	err := x.db.Read(ctx, func(tx *sql.Tx) error {
		e, err := history.Head(ctx, tx)
		if err != nil {
			return err
		}
		head = e.ID
		if any, err := documentsTouched(ctx, tx, known.Position); err != nil || !any && known.Ready() {
			return err
		}
		if docs, err = document.List(ctx, tx); err != nil {
			return err
		}
		hashes, err = bodyHashes(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	if hashes == nil {
		if head != known.Position {
			x.tell(func(s *Status) { s.Position = head })
		}
		return nil
	}
	b := &builder{x: x, ctx: ctx, hashes: hashes, batch: index.NewBatch(), state: x.disk.state.copy()}
	tell := func(position int64) {
		x.tell(func(s *Status) {
			s.Texts, s.Indexed, s.Position, s.Err = len(docs), 0, position, nil
			for _, d := range docs {
				if _, ok := x.disk.state.Bodies[d.Body]; ok {
					s.Indexed++
				}
			}
		})
	}
	tell(known.Position)
	for _, d := range docs {
		if _, ok := b.state.Bodies[d.Body]; ok {
			continue
		}
		if err := b.add(d); err != nil {
			return err
		}
		if b.full() {
			if err := b.flush(); err != nil {
				return err
			}
			tell(known.Position)
		}
	}
	if len(b.state.Bodies) > len(x.disk.state.Bodies) {
		b.state.Position = head
		if err := b.flush(); err != nil {
			return err
		}
	}
	tell(head)
	if b.batches >= manyBatches {
		return x.tidy(ctx)
	}
	return nil
}

// tidy writes the files of a large import together: a search asks each file for
// each word.
func (x *Index) tidy(ctx context.Context) error {
	done := make(chan error, 1)
	d := x.disk
	go func() { done <- daring(func() error { return d.scorch.ForceMerge(ctx, nil) }) }()
	select {
	case err := <-done:
		if err != nil && ctx.Err() == nil {
			return errors.Join(errDamaged, err)
		}
	case <-d.failed:
		return errDamaged
	case <-ctx.Done():
	}
	x.look()
	return nil
}

func (s state) copy() state {
	out := state{Format: s.Format, Position: s.Position, Bodies: make(map[int64]indexed, len(s.Bodies)+1)}
	for k, v := range s.Bodies {
		out.Bodies[k] = v
	}
	return out
}

// builder gathers blocks into batches.
type builder struct {
	x      *Index
	ctx    context.Context
	hashes map[int64]string
	batch  *index.Batch
	blocks int
	bytes  int

	batches int // written so far
	state   state
}

func (b *builder) full() bool { return b.blocks >= batchBlocks || b.bytes >= batchBytes }

// add puts a document's text into the batch, in several batches if it is long;
// it counts as indexed with the last of them.
func (b *builder) add(d document.Document) error {
	var blocks []document.Block
	err := b.x.db.Read(b.ctx, func(tx *sql.Tx) (err error) {
		blocks, err = searchable(b.ctx, tx, d.Body, 0, math.MaxInt32)
		return err
	})
	if err != nil {
		return err
	}
	units := cut(blocks)
	for u, s := range units {
		for _, i := range s.blocks {
			k := key{uint32(d.Body), uint32(u), uint32(blocks[i].Seq)}
			b.batch.Update(entry(k, blocks[i].Text))
			b.blocks++
			b.bytes += len(blocks[i].Text)
		}
		if b.full() {
			if err := b.flush(); err != nil {
				return err
			}
		}
	}
	b.state.Bodies[d.Body] = indexed{b.hashes[d.Body], len(units)}
	return nil
}

// flush writes the batch and shows it to searches.
func (b *builder) flush() error {
	if err := b.ctx.Err(); err != nil {
		return err
	}
	if err := b.x.disk.commit(b.batch, b.state.copy()); err != nil {
		return err
	}
	b.batch, b.blocks, b.bytes = index.NewBatch(), 0, 0
	b.batches++
	b.x.look()
	return nil
}
