package report_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCodeTreeIsTheEdges(t *testing.T) {
	s := newStudy(t)
	table := rows(t, s.write("codetree.csv", nil)[0])
	if diff := cmp.Diff([]string{"", "Gebruik", "Gebruik", ""}, column(t, table, "parent")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Gebruik", "Gebruik/Telefoon//mail", "Gebruik/Eigen moment", "Leeg"}, column(t, table, "child")); diff != "" {
		t.Error(diff)
	}
	parents, children := column(t, table, "parent_guid"), column(t, table, "child_guid")
	if parents[0] != "" || parents[1] != children[0] || parents[2] != children[0] || parents[3] != "" {
		t.Errorf("%q under %q", children, parents)
	}
	for what, want := range map[string]string{"codetree.svg": ">Telefoon/mail<", "codetree.docx": `<w:ind w:left="200"/>`} {
		if got := string(unpacked(t, s.write(what, nil)[0])); !strings.Contains(got, want) {
			t.Errorf("%s lacks %q", what, want)
		}
	}
}
