package browse

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"verbatim/cmd/verify/drive"
)

// handful are the core tasks on the desk that mouse and keys do in ways of their
// own. With the rest of the job (importing with a corrected speaker, finding,
// selecting, coding, merging, exporting) they are the twelve of UI section 7.
type handful interface {
	// fresh makes a code on the next passage, by its name.
	fresh(phrase, code string)
	// recode gives the coding at hand another code.
	recode(to string)
	// widen makes the coding at hand longer by a word.
	widen()
	// drop removes the coding at hand.
	drop()
	// back takes the last step back.
	back()
	// note writes a memo on what is at hand.
	note(words string)
	// retrieve shows the passages of a code.
	retrieve(code string)
}

// deskTasks makes a code, recodes, changes a span, removes, takes back, writes a
// memo and retrieves, on the document that is open. It leaves one coding more,
// with the code Rules, and one code more, without any.
func deskTasks(t *testing.T, b *drive.Tab, h hands, phrase string) {
	t.Helper()
	on := func(code string) string { // how many codings the tree counts
		return fmt.Sprintf(`Number([...document.querySelectorAll("#tree [data-code]")].find((e) => e.querySelector(".nm").textContent === %s)?.querySelector(".own").textContent)`, strconv.Quote(code))
	}
	saved := `!Object.keys(localStorage).some((k) => k.startsWith("verbatim.queue")) && `
	rules := drive.Eval[int](b, on("Rules"))

	h.fresh(phrase, "Neighbours")
	b.Until("the new code is on the passage", saved+on("Neighbours")+" === 1")
	h.recode("Rules")
	b.Until("the coding has another code", saved+on("Neighbours")+" === 0 && "+on("Rules")+" === "+strconv.Itoa(rules+1))
	b.Shot("job-recoded")

	const length = `document.querySelector("#at .codings .meta").textContent`
	before := drive.Eval[string](b, length)
	h.widen()
	b.Until("the coding is longer", saved+length+" !== "+strconv.Quote(before))
	h.drop()
	b.Until("the coding is gone", saved+on("Rules")+" === "+strconv.Itoa(rules))
	h.back()
	b.Until("the coding is there again", saved+on("Rules")+" === "+strconv.Itoa(rules+1))

	const memo = "Who is a neighbour here, and who is not?"
	h.note(memo)
	b.Until("the memo is saved", `document.querySelector('.memo[id^="m-"]')?.textContent.includes(`+strconv.Quote(memo)+`)`)
	h.retrieve("Rules")
	b.Until("the passages of the code are there", `document.querySelectorAll("#chosen .quotes li").length > 0 && document.querySelector("#chosen h2").textContent.includes("Rules")`)
	b.Shot("job-retrieved")
	h.press("nav a", "Memos")
	b.See(memo)
	h.press("nav a", "Desk")
	b.Until("the desk is ready", onDesk+"true")
}

func (m mouse) fresh(phrase, code string) {
	at := drive.Eval[[]float64](m.Tab, sentence+"("+strconv.Quote(phrase)+")")
	m.Drag(at[0], at[1], at[2], at[3])
	m.Until("the words are marked", `!document.querySelector("#at .where").textContent.includes("sentence")`)
	m.Click(`#at [data-do="code"]`)
	m.Has(".palette input")
	m.Keys(code)
	m.Click("#codes-found li.new")
}

// command runs a command of the desk from the sheet of the ? key.
func (m mouse) command(do string) {
	m.Click(`#at [data-do="help"]`)
	m.Click(`#help [data-do="` + do + `"]`)
}

func (m mouse) recode(to string) {
	m.command("recode")
	m.Has(".palette input")
	m.Keys(to)
	m.ClickText("#codes-found [role=option]", to)
}

func (m mouse) widen() {
	m.command("moveend")
	m.ClickText("#span .btn", "→")
	m.ClickText("#span .btn", "Save")
}

func (m mouse) note(words string) {
	m.command("memo")
	m.Has("#memobox textarea")
	m.Keys(words)
	m.Click("#memobox .btn")
}

func (m mouse) drop() { m.Click("#at .codings button.icon") }
func (m mouse) back() { m.Click(`.status form[action$="/undo"] button`) }

func (m mouse) retrieve(code string) { m.ClickText("#tree .nm", code) }

func (k *keys) fresh(_, code string) {
	k.Keys("jj" + "c")
	k.Has(".palette input")
	k.Keys(code + kb.Enter)
}

func (k *keys) recode(to string) {
	k.Keys("r")
	k.Has(".palette input")
	k.Keys(to + kb.Enter)
}

func (k *keys) widen() {
	k.Keys("]")
	k.Has("#span")
	k.Keys(kb.ArrowRight + kb.Enter)
}

func (k *keys) note(words string) {
	k.Keys("m")
	k.Has("#memobox textarea")
	k.Keys(words)
	k.Chord(kb.Enter, chromedp.ModifierCtrl)
}

func (k *keys) drop() { k.Keys("u") }
func (k *keys) back() { k.Chord("z", chromedp.ModifierCtrl) }

func (k *keys) retrieve(code string) { k.press("#tree .nm", code) }
