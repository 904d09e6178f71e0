package browse

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"verbatim/cmd/verify/drive"
)

// hands are how somebody works the screens: with the mouse, or with the keys
// alone.
type hands interface {
	// press presses the first button, link or summary with these words.
	press(selector, words string)
	// write puts the cursor into a field and types, in place of what is there.
	write(selector, words string)
	// choose takes the option that begins with these words.
	choose(selector, words string)
	// find types into a field and takes what its list offers.
	find(field, list, words string)
	// mark puts a code on the next passage of a document: the sentence with
	// these words for the mouse, the next sentence but one for the keys.
	mark(phrase, code string)
	// again does the last step that was undone once more.
	again()
	handful
}

// TestByMouse does the whole job pointing with the mouse; only text is typed.
func TestByMouse(t *testing.T) {
	wholeJob(t, func(b *drive.Tab) hands { return mouse{b} })
}

// TestByKeyboard does the whole job without the mouse.
func TestByKeyboard(t *testing.T) {
	wholeJob(t, func(b *drive.Tab) hands { return &keys{Tab: b} })
}

// The three files of the job, with passages in each.
var passages = []struct {
	file    string
	phrases []string
}{
	{"garden-anna.txt", []string{
		"It began with a letter in the door.", "Everybody seemed to know everybody.", "I came early in the morning",
		"He said nothing about it", "After that I stayed for coffee", "You may fill two cans a day", "nobody dares to say so", "It is my reason to get up.",
	}},
	{"garden-els.docx", []string{
		"My mother had a garden", "We share the bed", "I never go there alone", "The water is the quarrel", "There is a list now", "He waters at night",
	}},
	{"garden-joost.vtt", []string{
		"When it rains the whole garden", "Some share a bed", "I look the other way", "somebody with a sick child", "I have seen four plans", "We are still here.",
	}},
}

// names are the six codes of the job.
var names = []string{"Water", "Belonging", "Silence", "Threat", "Rules", "Memory"}

// els is the text of the Word file.
var els = []string{
	"Interview 3, on the bench by the gate",
	"I: How long have you had this bed?",
	"Els: My mother had a garden, and I swore that I never would. We share the bed, my sister and I.",
	"I: When do you come?",
	"Els: On Sundays. I never go there alone, not since the summer. My sister has the key.",
	"I: What happened in the summer?",
	"Els: The water is the quarrel. There is a list now, on the door of the shed. Somebody crosses out the names.",
	"I: Who does?",
	"Els: Everybody knows. He waters at night. Nobody says his name, and I will not say it either.",
}

const statement = "We look the other way about the water to keep the peace."

// wholeJob brings in three files with a corrected speaker, codes, searches,
// merges, undoes, redoes, writes a statement, and takes out the codebook and the
// check sheet, from an empty folder on.
func wholeJob(t *testing.T, with func(*drive.Tab) hands) {
	data := t.TempDir()
	s := drive.Start(t, data)
	b := drive.Browse(t, s)
	h := with(b)

	bringIn(t, b, h)
	n := 0
	for _, of := range passages {
		h.press(".docs a, a", of.file)
		b.Until("the desk shows "+of.file, onDesk+`document.querySelector(".dochead h1").textContent.includes(`+strconv.Quote(of.file)+`)`)
		for _, phrase := range of.phrases {
			h.mark(phrase, names[n%len(names)])
			n++
			b.Until(fmt.Sprintf("%d codings are saved", n), fmt.Sprintf(
				`document.getElementById("unsaved").hidden && [...document.querySelectorAll("#tree [data-code] .own")].reduce((n, e) => n + (parseInt(e.textContent) || 0), 0) === %d`, n))
		}
	}
	b.Shot("job-desk")
	deskTasks(t, b, h, "I know that not everybody keeps to it.")
	n++
	searchAndCode(b, h)
	mergeAndBack(t, b, h)

	h.press("nav a", "Check sheet")
	h.write("#new", statement)
	h.press(".newst button", "")
	h.choose("#tie", "Water")
	h.press(".tie button", "")
	b.Has(".psg li")
	h.press(`.psg button[name="consent"][value="yes"]`, "")
	b.Until("the consent is recorded", `!document.querySelector(".psg li button[name=consent]") || document.querySelectorAll(".psg .warn").length < document.querySelectorAll(".psg li").length`)
	h.press(`.psg button[name="choose"]`, "")
	b.Has(".psg li.chosen")
	b.Shot("job-statement")
	quote := drive.Eval[string](b, `document.querySelector(".psg li.chosen .words").textContent.trim()`)
	h.press(".views a", "")
	b.Has("article.sheet")
	b.Shot("job-sheet")
	h.press(`a[href*="checksheet-participant.docx"]`, "")
	sheet := readDocx(t, b.Saved())
	for _, words := range []string{statement, quote} {
		if !strings.Contains(strings.Join(strings.Fields(sheet), " "), words) {
			t.Errorf("the check sheet lacks %q:\n%s", words, sheet)
		}
	}
	h.press("nav a", "Take out")
	h.press(`a[href*="codebook.docx"]`, "")
	book := readDocx(t, b.Saved())
	for _, name := range names {
		if merged := name == "Memory"; strings.Contains(book, name) == merged {
			t.Errorf("the codebook names %s: %v, want %v\n%s", name, !merged == false, !merged, book)
		}
	}
	s.Stop()
	examine(t, data, n+1)
}

// onDesk begins a condition that holds once the desk answers keys.
const onDesk = `document.documentElement.dataset.ready === "desk" && `

// bringIn makes the project out of three files, and corrects a speaker.
func bringIn(t *testing.T, b *drive.Tab, h hands) {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"garden-anna.txt", "garden-joost.vtt"} {
		body, err := os.ReadFile(filepath.Join("testdata", name))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), body, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	makeDocx(t, filepath.Join(dir, "garden-els.docx"), els...)
	h.press("#bring > summary", "")
	b.Upload("#files", filepath.Join(dir, "garden-anna.txt"), filepath.Join(dir, "garden-els.docx"), filepath.Join(dir, "garden-joost.vtt"))
	h.write("#bring-name", "The garden")
	h.write("#bring-coder", "Mira")
	h.press("#bringform button.pri", "")
	b.Until("the import page is there", `location.pathname.endsWith("/import") && document.querySelectorAll(".files li").length === 3`)
	h.press(".files a", "garden-anna.txt")
	b.Until("its preview is there", `document.querySelector(".phead h1")?.textContent === "garden-anna.txt" && document.querySelectorAll(".spk li").length === 3`)
	b.Shot("job-import")
	h.write(`.spk li:last-child input[name="name"]`, "Anna")
	h.press(`.spk li:last-child button[value="name"]`, "")
	b.Until("Ana and Anna are one", `document.querySelectorAll(".spk li").length === 2`)
	h.press("#store", "")
	b.Until("all are stored", `document.querySelectorAll(".outcome li").length === 3`)
}

// searchAndCode finds a phrase in two files and codes one of the hits.
func searchAndCode(b *drive.Tab, h hands) {
	h.press("nav a", "Search")
	h.write("#q", `"two cans"`+kb.Enter)
	b.Until("the phrase is found in two files", `document.querySelectorAll(".kwic tbody tr").length >= 2`)
	h.press(".kwic tbody tr:last-child label.hit", "")
	h.find("#code-field", "#codes", "Rules")
	b.Until("it says what will be coded", `document.querySelector("#plan button") && !document.querySelector("#plan button").disabled`)
	b.Shot("job-search")
	h.press("#plan button", "")
	b.Until("the hit carries the code", `[...document.querySelectorAll(".kwic td.c .lab")].length > 0`)
}

// mergeAndBack merges two codes, takes it back, and does it again.
func mergeAndBack(t *testing.T, b *drive.Tab, h hands) {
	t.Helper()
	h.press("nav a", "Codebook")
	codes := func(n int) {
		t.Helper()
		b.Until(fmt.Sprintf("there are %d codes", n), fmt.Sprintf(
			`document.querySelectorAll(".tree a.nm").length === %d`, n))
	}
	codes(7)
	h.press(".tree a.nm", "Memory")
	h.press("details.small > summary", "Merge")
	h.choose("#merge-into", "Belonging")
	h.press(`form[action$="/merge"] button`, "")
	b.Has("main.merge form button.pri")
	b.Shot("job-merge")
	h.press("main form button.pri", "")
	b.Until("they are merged", `!location.pathname.endsWith("/merge")`)
	codes(6)
	h.press(`.status form[action$="/undo"] button`, "")
	codes(7)
	h.again()
	h.press("nav a", "Codebook")
	codes(6)
}

// examine reads the project with the command line: every coding stands on the
// words that it quotes, with the codes that were used, and the store is sound.
func examine(t *testing.T, data string, want int) {
	t.Helper()
	drive.Must(t, "check", "--data", data)
	out := t.TempDir()
	drive.Must(t, "export", "--data", data, "--project", "The garden", "--out", out, "segments.csv", "transcript.txt")
	body, err := os.ReadFile(filepath.Join(out, "segments.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(body), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(row []string, name string) string { return row[slices.Index(rows[0], name)] }
	if len(rows)-1 != want {
		t.Errorf("%d codings are there, want %d", len(rows)-1, want)
	}
	for _, row := range rows[1:] {
		name := column(row, "document")
		text, err := os.ReadFile(textOf(out, name))
		if err != nil {
			t.Fatal(err)
		}
		start, _ := strconv.Atoi(column(row, "start"))
		end, _ := strconv.Atoi(column(row, "end"))
		runes := []rune(string(text))
		if end > len(runes) || string(runes[start:end]) != column(row, "quote") {
			t.Errorf("%s %d–%d is not the quoted %q", name, start, end, column(row, "quote"))
		}
		if !slices.Contains(names, column(row, "code")) {
			t.Errorf("a coding with the code %s", column(row, "code"))
		}
	}
}

// textOf is the file in which a document's canonical text was taken out.
func textOf(dir, name string) string {
	for _, candidate := range []string{name, name + ".txt", strings.TrimSuffix(name, filepath.Ext(name)) + ".txt"} {
		if path := filepath.Join(dir, candidate); strings.HasSuffix(path, ".txt") {
			if _, err := os.Stat(path); err == nil {
				return path
			}
		}
	}
	return filepath.Join(dir, name)
}

// mouse works with the mouse.
type mouse struct{ *drive.Tab }

func (m mouse) press(selector, words string) { m.ClickText(selector, words) }

func (m mouse) write(selector, words string) {
	m.Click(selector)
	m.Chord("a", chromedp.ModifierCtrl)
	m.Keys(words)
}

func (m mouse) choose(selector, words string) {
	m.Click(selector)
	m.Keys(words + kb.Enter)
	m.Until(words+" is chosen", chosen(selector, words))
}

func (m mouse) find(field, list, words string) {
	m.write(field, words)
	m.ClickText(list+" [role=option]", words)
}

// sentence finds the words of a sentence on the desk and gives where on the
// window they begin and end.
const sentence = `((phrase) => {
	for (const el of document.querySelectorAll(".text [data-s]")) {
		const walk = document.createTreeWalker(el, NodeFilter.SHOW_TEXT), nodes = [];
		let text = "";
		for (let n = walk.nextNode(); n; n = walk.nextNode()) { nodes.push([n, text.length]); text += n.data; }
		const at = text.indexOf(phrase);
		if (at < 0) continue;
		const range = document.createRange();
		const set = (way, point) => { const [n, from] = nodes.findLast(([, from]) => from < point || (way === "setStart" && from <= point)); range[way](n, point - from); };
		set("setStart", at); set("setEnd", at + phrase.length);
		range.startContainer.parentElement.scrollIntoView({block: "center", behavior: "instant"});
		const boxes = [...range.getClientRects()].filter((r) => r.width > 0), first = boxes[0], last = boxes.at(-1);
		return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
	}
	return null;
})`

func (m mouse) mark(phrase, code string) {
	at := drive.Eval[[]float64](m.Tab, sentence+"("+strconv.Quote(phrase)+")")
	m.Drag(at[0], at[1], at[2], at[3])
	m.Until("the words are marked", `!document.querySelector("#at .where").textContent.includes("sentence")`)
	m.Click(`#at [data-do="code"]`)
	m.Has(".palette input")
	m.Keys(code)
	m.ClickText("#codes-found [role=option]", code)
}

func (m mouse) again() {
	m.ClickText("nav a", "Desk")
	m.Until("the desk is ready", onDesk+`document.querySelector("#at .where").textContent`)
	m.Click(`#at [data-do="help"]`)
	m.Click(`#help [data-do="redo"]`)
	m.Until("it is done again", `document.querySelector(".status .what").textContent !== ""`)
}

// keys works with the keyboard alone.
type keys struct {
	*drive.Tab
	marked int
}

// reach moves the focus with Tab until it is on the first visible element that
// the selector finds and whose words contain these.
func (k *keys) reach(selector, words string) {
	find := fmt.Sprintf(`[...document.querySelectorAll(%s)].find(e => e.getClientRects().length > 0 &&
		(e.textContent + " " + (e.ariaLabel ?? "")).replace(/\s+/g, " ").includes(%s))`, strconv.Quote(selector), strconv.Quote(words))
	k.Until("there is "+selector+" "+words, find)
	for range 250 {
		if drive.Eval[bool](k.Tab, fmt.Sprintf(`(() => { const e = %s, at = document.activeElement; return Boolean(e && at && (e === at || e.contains(at))); })()`, find)) {
			return
		}
		k.Keys(kb.Tab)
	}
	k.Fatal("Tab does not reach %s %s", selector, words)
}

func (k *keys) press(selector, words string) {
	k.reach(selector, words)
	if drive.Eval[bool](k.Tab, `document.activeElement.type === "checkbox"`) {
		k.Keys(" ")
		return
	}
	k.Keys(kb.Enter)
}

func (k *keys) write(selector, words string) {
	k.reach(selector, "")
	k.Chord("a", chromedp.ModifierCtrl)
	k.Keys(words)
}

func (k *keys) choose(selector, words string) {
	k.reach(selector, "")
	k.Keys(words)
	k.Until(words+" is chosen", chosen(selector, words))
}

func (k *keys) find(field, _, words string) {
	k.write(field, words)
	k.Keys(kb.Enter)
}

func (k *keys) mark(_, code string) {
	k.Keys("jj")
	if k.marked++; k.marked%4 == 0 {
		k.Keys(" ")
		k.Chord(kb.ArrowDown, chromedp.ModifierShift)
	}
	k.Keys("c")
	k.Has(".palette input")
	k.Keys(code + kb.Enter)
}

func (k *keys) again() {
	k.press("nav a", "Desk")
	k.Until("the desk is ready", onDesk+"true")
	k.Chord("Z", chromedp.ModifierCtrl, chromedp.ModifierShift)
	k.Until("it is done again", `document.querySelector(".status .what").textContent !== ""`)
}

// chosen is true in the page when a list's chosen option has these words.
func chosen(selector, words string) string {
	return fmt.Sprintf(`document.querySelector(%s).selectedOptions[0]?.textContent.includes(%s)`, strconv.Quote(selector), strconv.Quote(words))
}
