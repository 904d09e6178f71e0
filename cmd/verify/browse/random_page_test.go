package browse

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"verbatim/cmd/verify/drive"
)

// shown is what the page shows: the depth of the marks by span, and the counts
// of the tree and of the margin.
type shown struct {
	Marks  [][3]int
	Tree   map[string]string
	Margin map[string]string
}

const readShown = `(() => {
	const marks = [];
	for (const el of document.querySelectorAll(".text [data-s]")) {
		let at = Number(el.dataset.s);
		const walk = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
		for (let n = walk.nextNode(); n; n = walk.nextNode()) {
			const mark = n.parentElement.closest("mark"), size = [...n.data].length;
			marks.push([at, at + size, mark ? Number(/\bd(\d)\b/.exec(mark.className)?.[1] ?? 1) : 0]);
			at += size;
		}
	}
	const tree = {}, margin = {};
	for (const li of document.querySelectorAll("#tree li[data-code]")) tree[li.querySelector(".nm").textContent] = li.querySelector(".own").textContent;
	for (const e of document.querySelectorAll("section.turn .cnt")) margin[e.closest("section").id] = e.textContent;
	return {Marks: marks, Tree: tree, Margin: margin};
})()`

// compare holds the export and the page against the model.
func (w *walk) compare(when string) {
	w.t.Helper()
	w.settle()
	if got, want := w.exported(), w.lines(); !slices.Equal(got, want) {
		lacks := func(in, of []string) string {
			return strings.Join(slices.DeleteFunc(slices.Clone(of), func(line string) bool { return slices.Contains(in, line) }), "\n")
		}
		w.t.Fatalf("%s only the export has\n%s\nand only the model\n%s", when, lacks(want, got), lacks(got, want))
	}
	// What is beside the text follows when the hand rests.
	var wrong string
	for begun := time.Now(); time.Since(begun) < 10*time.Second; time.Sleep(100 * time.Millisecond) {
		if wrong = w.differs(drive.Eval[shown](w.b, readShown)); wrong == "" {
			return
		}
	}
	w.b.Fatal("%s: %s", when, wrong)
}

// differs says what the page shows otherwise than the model has it.
func (w *walk) differs(page shown) string {
	depth := make([]int, len(w.text))
	tree, margin := map[string]string{}, map[string]string{}
	for _, name := range w.codes {
		tree[name] = "0"
	}
	count := func(in map[string]string, key string) {
		n, _ := strconv.Atoi(in[key])
		in[key] = strconv.Itoa(n + 1)
	}
	for c := range w.codings {
		count(tree, c.code)
		for i := c.start; i < c.end; i++ {
			depth[i]++
		}
		for turn := range len(w.sentences) / 3 {
			if c.start < w.sentences[turn*3+2][1] && c.end > w.sentences[turn*3][0] {
				count(margin, fmt.Sprintf("t%d", turn+1))
			}
		}
	}
	drawn := 0
	for _, mark := range page.Marks {
		for i := mark[0]; i < mark[1]; i++ {
			if drawn++; min(depth[i], 4) != mark[2] {
				return fmt.Sprintf("at %d, “%s”, the mark is %d deep and there are %d codings", i, string(w.text[i:mark[1]]), mark[2], depth[i])
			}
		}
	}
	if want := (w.sentences[0][1] - w.sentences[0][0]) * len(w.sentences); drawn < want {
		return fmt.Sprintf("only %d code points are drawn, of %d and more", drawn, want)
	}
	for _, of := range []struct {
		what      string
		got, want map[string]string
	}{{"tree", page.Tree, tree}, {"margin", page.Margin, margin}} {
		if !maps.Equal(of.got, of.want) {
			got, _ := json.Marshal(of.got)
			want, _ := json.Marshal(of.want)
			return fmt.Sprintf("the counts of the %s are\n%s, want\n%s", of.what, got, want)
		}
	}
	return ""
}

// lines is the model's codings, as exported gives those of the program.
func (w *walk) lines() []string {
	var out []string
	for c := range w.codings {
		out = append(out, fmt.Sprintf("%05d %05d %s “%s”", c.start, c.end, c.code, string(w.text[c.start:c.end])))
	}
	slices.Sort(out)
	return out
}

// exported is the codings that the program takes out.
func (w *walk) exported() []string {
	w.t.Helper()
	reply, err := w.s.Get(w.root + "/export/segments.csv")
	if err != nil || reply.Status != 200 {
		w.t.Fatalf("taking out the segments: %d %v", reply.Status, err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(reply.Body, "\ufeff"))).ReadAll()
	if err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, row := range rows[1:] {
		of := func(name string) string { return row[slices.Index(rows[0], name)] }
		start, _ := strconv.Atoi(of("start"))
		end, _ := strconv.Atoi(of("end"))
		out = append(out, fmt.Sprintf("%05d %05d %s “%s”", start, end, of("code"), of("quote")))
	}
	slices.Sort(out)
	return out
}
