package publish

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// sampleTree is a data structure of three columns, with a code that stands
// alone, a name that needs several lines, and what trips XML.
func sampleTree() *Tree {
	return &Tree{Title: "Code tree: Berichten & bellen", Language: "en", Heads: []string{"Codes", "Themes", "Dimensions"},
		Stamp: Stamp{Project: "Berichten & bellen", Snapshot: "0123456789ab", Program: "Verbatim test", Banner: "All fictional"},
		Nodes: []Node{
			{Name: "Gebruik", Parent: -1},
			{Name: "Vervangt een telefoongesprek dat anders later op de dag gevoerd zou worden", Parent: 0},
			{Name: "</text><script>alert(1)</script>", Parent: 1},
			{Name: "Eigen\x01 moment", Parent: 1, Dashed: true},
			{Name: "Alleen", Parent: -1},
		}}
}

func TestTreeIsDrawnSafely(t *testing.T) {
	got := SVG(sampleTree())
	if !bytes.Equal(got, SVG(sampleTree())) {
		t.Error("the second time other bytes")
	}
	var words []string
	boxes := 0
	dec := xml.NewDecoder(bytes.NewReader(got))
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, got)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if !slices.Contains([]string{"svg", "title", "desc", "g", "rect", "path", "text"}, tok.Name.Local) {
				t.Errorf("an element %s", tok.Name.Local)
			}
			for _, a := range tok.Attr {
				if a.Name.Local == "stroke-width" {
					if n, err := strconv.ParseFloat(a.Value, 64); err != nil || n < 0.25 {
						t.Errorf("a line of %s pt", a.Value)
					}
				}
				if v := a.Value; strings.HasPrefix(v, "#") && v != "#000" && v != "#fff" {
					t.Errorf("a colour %s", v)
				}
			}
			if tok.Name.Local == "rect" {
				boxes++
			}
		case xml.CharData:
			words = append(words, string(tok))
		}
	}
	said := strings.Join(strings.Fields(strings.Join(words, " ")), " ")
	for _, w := range []string{"Dimensions", "Vervangt een telefoongesprek dat anders later", "Eigen␁ moment", "Alleen", "All fictional", "Snapshot: 0123456789ab"} {
		if !strings.Contains(said, w) {
			t.Errorf("lacks %q:\n%s", w, said)
		}
	}
	if boxes != 6 { // five and the ground
		t.Errorf("%d boxes", boxes)
	}
}

func TestBoxesDoNotOverlap(t *testing.T) {
	nodes, columns := arrange(sampleTree().Nodes)
	stack(nodes, roots(sampleTree().Nodes), 0)
	if columns != 3 || nodes[0].column != 2 || nodes[2].column != 0 || nodes[4].column != 0 {
		t.Fatalf("%d columns: %+v", columns, nodes)
	}
	for i, a := range nodes {
		for _, b := range nodes[i+1:] {
			if a.column == b.column && a.top < b.top+b.height() && b.top < a.top+a.height() {
				t.Errorf("%q and %q overlap", a.lines, b.lines)
			}
		}
	}
}

func TestLongNamesAreBroken(t *testing.T) {
	for in, want := range map[string][]string{"": {""}, "een twee": {"een", "twee"}, "abcdefgh": {"abcde", "fgh"}, "日本語": {"日本", "語"}} {
		if got := wrapped(in, 5); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
