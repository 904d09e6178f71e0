package browse

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"verbatim/cmd/verify/drive"
)

// steps is how many things TestRandom does.
const steps = 500

// TestRandom does 500 things on the desk, drawn at random: it applies codes,
// joins codings into a longer one, removes, recodes, resizes, merges, undoes and redoes, and keeps a model of
// what should be there. Export, marks, margin counts and the tree agree with the
// model on the way and at the end, also after the page is loaded again.
// VERBATIM_SEED repeats a run.
func TestRandom(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	if given := os.Getenv("VERBATIM_SEED"); given != "" {
		n, err := strconv.ParseUint(given, 10, 64)
		if err != nil {
			t.Fatalf("VERBATIM_SEED: %v", err)
		}
		seed = n
	}
	t.Logf("seed %d", seed)
	w := newWalk(t, rand.New(rand.NewPCG(seed, 11)))
	defer func() {
		if t.Failed() {
			t.Logf("the last steps:\n%s", strings.Join(w.said[max(0, len(w.said)-40):], "\n"))
		}
	}()
	begun := time.Now()
	done := map[string]int{}
	for n := 1; n <= steps; n++ {
		what := w.step()
		done[what]++
		w.said = append(w.said, fmt.Sprintf("%d: %s; cursor %d %v", n, what, w.cursor, w.log))
		w.log = nil
		if n%125 == 0 {
			w.compare(fmt.Sprintf("after %d steps, the last of them %s", n, what))
		}
	}
	w.b.Reload()
	w.b.Until("the desk is ready", onDesk+"true")
	w.compare("after the page was loaded again")
	t.Logf("%.0f s: %v, %d codings at the end", time.Since(begun).Seconds(), done, len(w.codings))
}

// walk is a random walk on the desk.
type walk struct {
	*model
	t    *testing.T
	b    *drive.Tab
	r    *rand.Rand
	s    *drive.Server
	root string            // the project's path
	desk string            // the document's
	ids  map[string]string // short guids of the codes
	said []string          // what was done
}

func newWalk(t *testing.T, r *rand.Rand) *walk {
	m := &model{state: state{codings: map[applied]bool{}, codes: slices.Clone(names)}}
	var text strings.Builder
	for turn := range 24 {
		text.WriteString([]string{"I: ", "Zoë: "}[turn%2])
		for n := range 3 {
			start := utf8.RuneCountInString(text.String())
			fmt.Fprintf(&text, "In bed %d we 👩‍⚕️ grew cafe\u0301 beans for the %dth time.", turn, n+4)
			m.sentences = append(m.sentences, [2]int{start, utf8.RuneCountInString(text.String())})
			if n < 2 {
				text.WriteByte(' ')
			}
		}
		text.WriteString("\n\n")
	}
	m.text = []rune(text.String())
	for _, of := range m.sentences {
		for i := of[0]; i < of[1]; i++ {
			start := i
			letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
			for i < of[1] && (letter(m.text[i]) || i > start && unicode.IsMark(m.text[i])) {
				i++
			}
			if i > start {
				m.words = append(m.words, [2]int{start, i})
			}
		}
	}
	data, dir := t.TempDir(), t.TempDir()
	book := "code,brief_definition\n"
	for _, name := range names {
		book += name + ",What is said of it.\n"
	}
	for name, body := range map[string]string{"beds.txt": text.String(), "codebook.csv": book} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	drive.Must(t, "import", "--data", data, "--project", "The garden", "--as", "Mira", filepath.Join(dir, "beds.txt"), filepath.Join(dir, "codebook.csv"))
	s := drive.Start(t, data)
	w := &walk{model: m, t: t, r: r, s: s, root: projectOf(t, s), ids: map[string]string{}}
	paths, err := s.Desks(w.root)
	if err != nil {
		t.Fatal(err)
	}
	w.desk = paths["beds.txt"]
	desk, err := s.Desk(w.desk)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range desk.Tree {
		w.ids[c.N] = c.G
	}
	for _, name := range names { // so that each keeps its number
		if reply, err := s.PostJSON(w.desk+"/pin/"+w.ids[name], map[string]any{"pinned": true, "request": "pin-" + name}); err != nil || reply.Status != 200 {
			t.Fatalf("pinning %s: %d %v", name, reply.Status, err)
		}
	}
	w.b = drive.Browse(t, s)
	w.open()
	return w
}

// open opens the desk with the cursor on the first sentence.
func (w *walk) open() {
	w.b.Open(w.desk + "#t1")
	w.b.Until("the desk is ready", onDesk+`!(window.walked = true) || document.querySelector("#at .where").textContent`)
	w.home()
}

// home puts the cursor on the first sentence, as a link to the first turn does.
func (w *walk) home() {
	drive.Eval[bool](w.b, `(window.walked = true, history.replaceState(null, "", "#t1"), dispatchEvent(new HashChangeEvent("hashchange")))`)
	w.cursor = 0
}

// settle waits until the server has confirmed everything. Where so much changed
// that the desk loaded itself again, the cursor is put back.
func (w *walk) settle() {
	w.t.Helper()
	w.b.Until("everything is saved", onDesk+`!Object.keys(localStorage).some((k) => k.startsWith("verbatim.queue"))`)
	drive.Eval[bool](w.b, `new Promise((done) => requestAnimationFrame(() => setTimeout(() => setTimeout(() => done(true)))))`)
	if !drive.Eval[bool](w.b, `Boolean(window.walked)`) {
		w.b.Until("the desk is there again", onDesk+"true")
		w.home()
	}
}

// step does one thing and says which.
func (w *walk) step() string {
	w.move()
	if len(w.future) > 0 && w.r.IntN(3) == 0 {
		return w.redo()
	}
	switch n := w.r.IntN(100); {
	case n < 36:
		return w.apply()
	case n < 48:
		return w.remove()
	case n < 60:
		return w.recode()
	case n < 73:
		return w.resize()
	case n < 76:
		return w.merge()
	case n < 94:
		return w.undo()
	default:
		return w.redo()
	}
}

// move walks some sentences up or down.
func (w *walk) move() {
	key, by := "j", 1
	if w.r.IntN(2) == 0 {
		key, by = "k", -1
	}
	for range w.r.IntN(6) {
		w.b.Keys(key)
		w.cursor = min(max(w.cursor+by, 0), len(w.sentences)-1)
	}
}

// apply puts a code on the sentence or on some more, by its number or by its
// name, and joins it to another of the same code when asked, or does not.
func (w *walk) apply() string {
	last := w.cursor
	if w.r.IntN(3) == 0 {
		w.b.Keys(" ")
		for range w.r.IntN(3) {
			w.b.Chord(kb.ArrowDown, chromedp.ModifierShift)
			last = min(last+1, len(w.sentences)-1)
		}
	}
	n := w.r.IntN(len(w.codes))
	fresh := applied{w.sentences[w.cursor][0], w.sentences[last][1], w.codes[n]}
	if w.r.IntN(4) == 0 {
		w.b.Keys("c")
		w.b.Has(".palette input")
		w.b.Keys(fresh.code + kb.Enter)
	} else {
		w.b.Keys(strconv.Itoa(n + 1))
	}
	if w.codings[fresh] {
		w.drop()
		return "apply again"
	}
	next := w.clone()
	next.codings[fresh] = true
	w.did(next)
	for _, other := range w.at(fresh.start, fresh.end) {
		if other.code != fresh.code || other == fresh {
			continue
		}
		w.settle()
		w.b.Until("it is asked whether to join them", `!document.getElementById("ask").hidden`)
		if w.r.IntN(2) == 0 {
			break
		}
		w.b.Keys("e")
		next := w.clone()
		delete(next.codings, fresh)
		delete(next.codings, other)
		next.codings[applied{min(fresh.start, other.start), max(fresh.end, other.end), fresh.code}] = true
		w.did(next)
		w.settle()
		return "join"
	}
	if w.r.IntN(2) == 0 {
		w.settle()
	}
	return "apply"
}

// drop lets go of what is selected.
func (w *walk) drop() {
	if drive.Eval[bool](w.b, `CSS.highlights.has("pending")`) {
		w.b.Keys(kb.Escape)
	}
}

// chosen presses a key that acts on one of the codings at the cursor, chooses
// one where the desk asks which, and gives it; false where there is none.
func (w *walk) chosen(key string) (applied, bool) {
	w.settle()
	span := w.sentences[w.cursor]
	here := w.at(span[0], span[1])
	if len(here) == 0 {
		return applied{}, false
	}
	// Codings on the very same words stand in an order that only the desk knows.
	rows := drive.Eval[[]string](w.b, `[...document.querySelectorAll("#at .codings li .path button")].map((e) => e.textContent)`)
	if len(rows) != len(here) {
		w.b.Fatal("the desk lists %q at the cursor, and there is %v", rows, here)
	}
	for i, row := range rows {
		j := i
		for j < len(here) && here[j].code != row {
			j++
		}
		if j == len(here) || here[j].start != here[i].start || here[j].end != here[i].end {
			w.b.Fatal("the desk lists %q at the cursor, and there is %v", rows, here)
		}
		here[i], here[j] = here[j], here[i]
	}
	now := drive.Eval[int](w.b, `[...document.querySelectorAll("#at .codings li")].findIndex((e) => e.ariaCurrent === "true")`)
	w.b.Keys(key)
	switch {
	case now >= 0:
		return here[now], true
	case len(here) == 1:
		return here[0], true
	}
	i := w.r.IntN(min(len(here), 9))
	w.b.Keys(strconv.Itoa(i + 1))
	return here[i], true
}

func (w *walk) remove() string {
	gone, ok := w.chosen("u")
	if !ok {
		w.b.Keys("u")
		return "remove nothing"
	}
	next := w.clone()
	delete(next.codings, gone)
	w.did(next)
	if w.r.IntN(2) == 0 {
		w.settle()
	}
	return "remove"
}

func (w *walk) recode() string {
	from, ok := w.chosen("r")
	if !ok {
		return "recode nothing"
	}
	to := from
	to.code = w.codes[w.r.IntN(len(w.codes))]
	w.b.Has(".palette input")
	w.b.Keys(to.code + kb.Enter)
	w.settle()
	if w.codings[to] { // itself, or another on the same words: refused
		return "recode in vain"
	}
	next := w.clone()
	delete(next.codings, from)
	next.codings[to] = true
	w.did(next)
	return "recode"
}

// resize moves one end or both of a coding by some words.
func (w *walk) resize() string {
	from, ok := w.chosen("]")
	if !ok {
		return "resize nothing"
	}
	w.b.Until("its end can be moved", `!document.getElementById("span").hidden`)
	to := from
	for turn := range 1 + w.r.IntN(2) {
		if turn == 1 {
			w.b.Keys("[")
		}
		key, by := kb.ArrowRight, 1
		if w.r.IntN(2) == 0 {
			key, by = kb.ArrowLeft, -1
		}
		for range 1 + w.r.IntN(4) {
			w.b.Keys(key)
			if turn == 0 {
				to.end = w.next(1, to.end, by, to.start, len(w.text))
			} else {
				to.start = w.next(0, to.start, by, -1, to.end)
			}
		}
	}
	w.b.Keys(kb.Enter)
	if to == from {
		return "resize in vain"
	}
	if w.codings[to] { // refused, and kept in sight until it is put aside
		w.b.Until("it is refused", `!document.getElementById("unsaved").hidden`)
		w.b.Click("#unsaved button:last-child")
		w.settle()
		return "resize onto another"
	}
	next := w.clone()
	delete(next.codings, from)
	next.codings[to] = true
	w.did(next)
	w.settle()
	return "resize"
}

// next is where an end stands one word on or back, which is where it was when
// that would not be between these bounds. Side 0 is of beginnings, 1 of ends.
func (w *walk) next(side, from, by, above, below int) int {
	i := slices.IndexFunc(w.words, func(word [2]int) bool { return word[side] > from })
	if by < 0 {
		i = len(w.words) - 1
		for i >= 0 && w.words[i][side] >= from {
			i--
		}
	}
	if i < 0 || w.words[i][side] <= above || w.words[i][side] >= below {
		return from
	}
	return w.words[i][side]
}

// merge gives all of a code to another, on the codebook's page.
func (w *walk) merge() string {
	if len(w.codes) < 4 {
		return "merge nothing"
	}
	w.settle()
	i, j := w.r.IntN(len(w.codes)), w.r.IntN(len(w.codes)-1)
	if j >= i {
		j++
	}
	from, into := w.codes[i], w.codes[j]
	w.b.Open(w.root + "/codes/" + w.ids[from] + "/merge?into=" + url.QueryEscape(w.ids[into]))
	w.b.Click("main form button.pri")
	w.b.Until("they are merged", `!location.pathname.endsWith("/merge") && document.readyState === "complete"`)
	next := state{map[applied]bool{}, slices.Delete(slices.Clone(w.codes), i, i+1)}
	for c := range w.codings {
		if c.code == from {
			c.code = into
		}
		next.codings[c] = true
	}
	w.did(next)
	w.open()
	return "merge"
}

func (w *walk) undo() string {
	if len(w.past) == 0 {
		return "undo nothing"
	}
	w.b.Chord("z", chromedp.ModifierCtrl)
	last := len(w.past) - 1
	w.future = append(w.future, w.state)
	w.state, w.past = w.past[last], w.past[:last]
	w.settle()
	return "undo"
}

func (w *walk) redo() string {
	w.b.Chord("Z", chromedp.ModifierCtrl, chromedp.ModifierShift)
	w.settle()
	last := len(w.future) - 1
	if last < 0 {
		return "redo nothing"
	}
	w.past = append(w.past, w.state)
	w.state, w.future = w.future[last], w.future[:last]
	return "redo"
}
