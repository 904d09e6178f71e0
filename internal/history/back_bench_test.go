package history_test

import (
	"strconv"
	"testing"

	"verbatim/internal/db"
	"verbatim/internal/history"
	"verbatim/schema"
)

// BenchmarkBack takes as many steps back as are allowed at once, and does them
// again: a write transaction that everybody waits for.
func BenchmarkBack(b *testing.B) {
	d, err := db.Open(ctx, b.TempDir()+"/project.db", schema.Project(), nil)
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	if err := history.Install(ctx, d); err != nil {
		b.Fatal(err)
	}
	var last history.Entry
	for i := range history.MostBack {
		last, err = history.Do(ctx, d, history.Action{Who: 1, What: "group.make"},
			exec("INSERT INTO docgroup (guid, name, position) VALUES (?1, ?1, 1)", strconv.Itoa(i)))
		if err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		done, err := history.Back(ctx, d, history.Way{Who: 1}, "")
		if err != nil || len(done) != history.MostBack {
			b.Fatal(len(done), err)
		}
		b.StopTimer()
		if _, err := history.Forward(ctx, d, 1, last.ID, ""); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
