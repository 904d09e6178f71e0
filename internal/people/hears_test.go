package people

import (
	"context"
	"database/sql"
	"path/filepath"
	"slices"
	"testing"

	"verbatim/internal/db"
	"verbatim/internal/history"
	"verbatim/schema"
)

func TestHears(t *testing.T) {
	blind := Viewer{Person: 1, Layers: []int64{10}}
	all := Viewer{Person: 1}
	none := Viewer{Person: 1, Layers: []int64{}}
	for _, c := range []struct {
		name   string
		viewer Viewer
		traces []Trace
		want   []string
	}{
		{"own coding", blind, []Trace{{Table: "coding", Layers: [2]int64{0, 10}}}, []string{"coding"}},
		{"another's coding in a blind round", blind, []Trace{{Table: "coding", Layers: [2]int64{0, 11}}, {Table: "segment"}}, nil},
		{"another's coding taken away", blind, []Trace{{Table: "coding", Layers: [2]int64{11, 0}}}, nil},
		{"another's coding with a new code", blind, []Trace{{Table: "code"}, {Table: "coding", Layers: [2]int64{0, 11}}}, []string{"code"}},
		{"a merge over both layers", blind, []Trace{{Table: "coding", Layers: [2]int64{10, 10}}, {Table: "coding", Layers: [2]int64{11, 11}}}, []string{"coding"}},
		{"another's link in a blind round", blind, []Trace{{Table: "link", Layers: [2]int64{0, 11}}}, nil},
		{"own link", blind, []Trace{{Table: "link", Layers: [2]int64{0, 10}}}, []string{"link"}},
		{"a coding that was erased", all, []Trace{{Table: "coding"}}, nil},
		{"no layer at all", none, []Trace{{Table: "coding", Layers: [2]int64{10, 10}}}, nil},
		{"all layers", all, []Trace{{Table: "coding", Layers: [2]int64{0, 11}}}, []string{"coding"}},
		{"another's private memo", all, []Trace{{Table: "memo", Author: 2}}, nil},
		{"another's shared memo", all, []Trace{{Table: "memo", Author: 2, Shared: true}}, []string{"memo"}},
		{"own memo", all, []Trace{{Table: "memo", Author: 1}}, []string{"memo"}},
		{"nobody's viewer and nobody's memo", Everyone, []Trace{{Table: "memo"}}, nil},
		{"a document", blind, []Trace{{Table: "document"}, {Table: "version"}}, []string{"document", "version"}},
	} {
		if got := c.viewer.Hears(c.traces); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestSeesChange(t *testing.T) {
	blind := Viewer{Person: 1, Layers: []int64{10}}
	row := func(layer int64) map[string]any { return map[string]any{"layer": layer} }
	for _, c := range []struct {
		change history.Change
		want   bool
	}{
		{history.Change{Table: "coding", After: row(10)}, true},
		{history.Change{Table: "coding", After: row(11)}, false},
		{history.Change{Table: "coding", Before: row(11)}, false},
		{history.Change{Table: "coding", Before: row(10)}, true},
		{history.Change{Table: "coding"}, false},
		{history.Change{Table: "link", After: row(10)}, true},
		{history.Change{Table: "link", After: row(11)}, false},
		{history.Change{Table: "code"}, true},
		{history.Change{Table: "memo", After: map[string]any{"author": int64(1), "shared": int64(0)}}, true},
		{history.Change{Table: "memo", After: map[string]any{"author": int64(2), "shared": int64(0)}}, false},
		{history.Change{Table: "memo", After: map[string]any{"author": int64(2), "shared": int64(1)}}, true},
	} {
		if got := blind.SeesChange(c.change); got != c.want {
			t.Errorf("%+v: %v", c.change, got)
		}
	}
}

// Whoever adds a table that hangs on codings or memos decides here who may hear
// of its rows.
func TestTablesThatHangOnCodings(t *testing.T) {
	ctx := context.Background()
	d, err := db.Open(ctx, filepath.Join(t.TempDir(), "project.db"), schema.Project(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	err = d.Read(ctx, func(tx *sql.Tx) error {
		tables, err := history.Recorded(ctx, tx)
		for _, table := range tables {
			var n int
			if err := tx.QueryRow(`SELECT (SELECT count(*) FROM pragma_table_info(?1) WHERE name IN ('layer', 'coding', 'memo'))
				+ (SELECT count(*) FROM pragma_foreign_key_list(?1) WHERE "table" IN ('coding', 'memo', 'layer'))`, table).Scan(&n); err != nil {
				return err
			}
			everybody := Viewer{Person: 1, Layers: []int64{}}.Hears([]Trace{{Table: table}})
			if n > 0 && len(everybody) > 0 {
				t.Errorf("rows of %s hang on codings or memos, and everybody hears of them: see Viewer.Hears", table)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
