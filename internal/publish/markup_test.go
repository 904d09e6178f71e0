package publish

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMarkup(t *testing.T) {
	m := Markup{"# Why #\r\nWe choose\nthis.\n\n\n#no heading\n```\n# code\n\nmore\n```\n###### Deep\n"}
	want := []Block{Heading{Level: 3, Text: "Why"}, Para(Body, "We choose\nthis."), Para(Body, "#no heading\n```\n# code\n\nmore\n```"), Heading{Level: 3, Text: "Deep"}}
	if diff := cmp.Diff(want, m.blocks()); diff != "" {
		t.Error(diff)
	}
	if got, want := m.below(), "#### Why #\nWe choose\nthis.\n\n\n#no heading\n```\n# code\n\nmore\n```\n###### Deep"; got != want {
		t.Errorf("%q", got)
	}
	if got := (Markup{" \n "}).blocks(); len(got) != 0 {
		t.Errorf("%v of nothing", got)
	}
}
