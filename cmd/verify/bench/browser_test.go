package bench

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"verbatim/cmd/verify/drive"
	"verbatim/internal/testkit"
)

//go:embed probe.js
var probe string

// Everything is done in four rounds, of which the best counts: other work of the
// machine only ever makes a round slower.
const rounds = 4

// BenchmarkDesk measures the desk as a hand feels it, on one text after another.
func BenchmarkDesk(b *testing.B) {
	b.Run("Generated", func(b *testing.B) {
		s, desk, text := served(b, longName, long())
		measureDesk(b, s, desk.URL, text, 1)
	})
	b.Run("Slowed", func(b *testing.B) {
		s, desk, text := served(b, longName, long())
		measureDesk(b, s, desk.URL, text, 4)
	})
	b.Run("OneTurn", func(b *testing.B) {
		s, desk, text := coded(b, "monologue.txt", testkit.Monologue(18, 18_000), 500)
		measureDesk(b, s, desk.URL, text, 1)
	})
	b.Run("Real", func(b *testing.B) {
		body, err := os.ReadFile(testkit.Shared(b, "corpus/real/en_apollo13_air-to-ground.txt"))
		if err != nil {
			b.Fatal(err)
		}
		s, desk, text := coded(b, "real.txt", string(body), codings)
		measureDesk(b, s, desk.URL, text, 1)
	})
}

// coded starts the program on a folder of its own with one text in it and so
// many codings on that.
func coded(b *testing.B, name, text string, n int) (*drive.Server, drive.Desk, string) {
	b.Helper()
	dir, data := b.TempDir(), b.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
		return path
	}
	bring := func(files ...string) {
		drive.Must(b, append([]string{"import", "--data", data, "--project", project, "--as", coder}, files...)...)
	}
	bring(write(name, text))
	// Positions are those of the text as the program keeps it.
	out := filepath.Join(dir, "kept.txt")
	drive.Must(b, "export", "--data", data, "--project", project, "--out", out, "transcript.txt")
	kept, err := os.ReadFile(out)
	if err != nil {
		b.Fatal(err)
	}
	text = string(kept)
	bring(write("codebook.csv", testkit.CodebookCSV(codes)),
		write("codings.csv", testkit.CodingsCSV(name, coder, text, testkit.Passages(1, text, n, codes))))
	return deskOf(b, drive.Start(b, data), name, text)
}

// measureDesk measures what UI section 8 promises, with the processor so many
// times slower. What is done on the desk is done in a browser that opened it
// once: one that opened it before keeps some of those pages in memory.
func measureDesk(b *testing.B, s *drive.Server, url, text string, slow float64) {
	browser := func() *drive.Tab {
		tab := drive.Browse(b, s)
		tab.OnEveryPage(probe)
		tab.Slow(slow)
		return tab
	}
	for b.Loop() {
		b.ReportMetric(0, "ns/op")
		tab := browser()
		middle := utf8.RuneCountInString(text) / 2
		if slow > 1 {
			middle /= 2 // where the round at full speed has left no codes
		}
		tab.Open(fmt.Sprintf("%s?at=%d-%d", url, middle, middle+40))
		tab.Until("the desk is ready", "probe.interactive > 0")
		b.ReportMetric(float64(tab.Count("*")), "elements")
		reportMemory(b, tab, "tab-MB")
		tab.Keys("c")
		tab.Has(".palette input")
		tab.Keys("Code 007" + kb.Enter)
		drive.Eval[bool](tab, "new Promise((done) => setTimeout(() => done(true), 1000))")
		measureKeys(b, tab, slow)
		measureShift(b, tab)
		measureHover(b, tab)
		measureScroll(b, tab)
		reportMemory(b, tab, "tab-after-MB")
		tab.Open("/")
		measureOpening(b, browser(), url)
	}
}

// measureOpening opens the page: first paint, when it answers keys, and the
// main thread's work until half a second after that.
func measureOpening(b *testing.B, tab *drive.Tab, url string) {
	var fcp, ready, work []time.Duration
	for range rounds {
		tab.Open("/")
		before := tab.MainThread()
		tab.Open(url)
		tab.Until("the desk is ready", "probe.interactive > 0")
		got := drive.Eval[[]float64](tab, `new Promise((done) => setTimeout(() => done([
			performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0, probe.interactive]), 500))`)
		work = append(work, tab.MainThread()-before)
		fcp = append(fcp, milliseconds(got[0]))
		ready = append(ready, milliseconds(got[1]))
	}
	b.ReportMetric(ms(slices.Min(fcp)), "fcp-ms")
	b.ReportMetric(ms(slices.Min(ready)), "interactive-ms")
	b.ReportMetric(ms(slices.Min(work)), "work-ms")
}

// reportMemory reports the memory of the process that draws the page, where the
// system says it.
func reportMemory(b *testing.B, tab *drive.Tab, as string) {
	var most int64
	for _, id := range tab.Renderers() {
		if n, err := pss(id); err == nil {
			most = max(most, n)
		}
	}
	if most > 0 {
		b.ReportMetric(float64(most)/1e6, as)
	}
}

// measureKeys goes from sentence to sentence: applies a code, removes one, and
// takes both back, each by key.
func measureKeys(b *testing.B, tab *drive.Tab, slow float64) {
	each := 50
	if slow > 1 {
		each = 25
	}
	best := map[string][]time.Duration{}
	for round := range rounds {
		took := map[string][]time.Duration{}
		timed := func(what string, press func()) {
			rest(tab)
			before := tab.MainThread()
			press()
			got := drive.Eval[[]float64](tab, "probe.after()")
			took[what] = append(took[what], milliseconds(got[0]))
			took[what+"-saved"] = append(took[what+"-saved"], milliseconds(got[1]))
			took[what+"-work"] = append(took[what+"-work"], tab.MainThread()-before)
		}
		for i := range each {
			tab.Keys("j")
			timed("apply", func() { tab.Keys(".") })
			timed("remove", func() { remove(tab) })
			for range 1 + (i+round)%2 { // the removal, and every other time the coding
				timed("undo", func() { tab.Chord("z", chromedp.ModifierCtrl) })
			}
		}
		for what, of := range took {
			if best[what] == nil || percentile(of, 95) < percentile(best[what], 95) {
				best[what] = of
			}
		}
	}
	for what, of := range best {
		b.ReportMetric(ms(percentile(of, 50)), what+"-p50-ms")
		b.ReportMetric(ms(percentile(of, 95)), what+"-p95-ms")
	}
}

// rest waits as a hand does between keys.
func rest(tab *drive.Tab) {
	drive.Eval[bool](tab, "new Promise((done) => setTimeout(() => done(true), 80))")
}

// remove presses u, and 1 where the desk asks which of several.
func remove(tab *drive.Tab) {
	tab.Keys("u")
	const asked = `/^1\s/.test(document.querySelector("#at .codings button")?.textContent.trim())`
	tab.Until("it is removed, or asked which", "probe.drawn() || "+asked)
	if drive.Eval[bool](tab, "!probe.drawn() && "+asked) {
		rest(tab)
		tab.Keys("1")
	}
}

// measureShift does twenty things and notes, in every frame, how far the words
// under the cursor have moved.
func measureShift(b *testing.B, tab *drive.Tab) {
	tab.Keys("j") // to a sentence that does not have the code
	time.Sleep(150 * time.Millisecond)
	drive.Eval[bool](tab, `probe.watch([...document.querySelectorAll(".text [data-s]")].findLast((e) =>
		e.getBoundingClientRect().top <= document.querySelector(".curbar").getBoundingClientRect().top + 2))`)
	undo := func(key string) func() {
		return func() { tab.Chord(key, chromedp.ModifierCtrl) }
	}
	keys := func(keys string) func() { return func() { tab.Keys(keys) } }
	changes := []func(){keys("."), func() { remove(tab) }, undo("z"), undo("z"), undo("y"), undo("z"), keys("."), undo("z")}
	for _, change := range changes {
		change()
		drive.Eval[[]float64](tab, "probe.after()")
	}
	pause := func() { time.Sleep(150 * time.Millisecond) }
	for _, key := range []string{"c", kb.Escape, "v", kb.Escape, "?", kb.Escape, "t", kb.Escape, " ", kb.Escape, "c", kb.Escape} {
		if key == kb.Escape && !drive.Eval[bool](tab, `Boolean(document.querySelector("dialog[open],.palette input") ?? CSS.highlights.has("pending"))`) {
			continue // with nothing open or selected, Escape goes back to another place
		}
		tab.Keys(key)
		pause()
	}
	b.ReportMetric(drive.Eval[float64](tab, "(probe.unwatch(), probe.shift)"), "shift-px")
}

// measureHover moves the mouse from bar to bar in the margin.
func measureHover(b *testing.B, tab *drive.Tab) {
	var best []time.Duration
	for range rounds {
		places := drive.Eval[[][]float64](tab, `(probe.hovers.length = 0, [...document.querySelectorAll(".lanes li")].map((e) => e.getBoundingClientRect())
			.filter((r) => r.top > 80 && r.bottom < innerHeight - 80).map((r) => [r.left + r.width / 2, r.top + r.height / 2]))`)
		if len(places) == 0 {
			b.Fatal("no bar is in sight")
		}
		for i := range 50 {
			at := places[i%len(places)]
			tab.Point(at[0], at[1])
			time.Sleep(25 * time.Millisecond)
			tab.Point(700, 60+float64(i%3))
		}
		var took []time.Duration
		for _, n := range drive.Eval[[]float64](tab, "probe.hovers") {
			took = append(took, milliseconds(n))
		}
		if best == nil || percentile(took, 95) < percentile(best, 95) {
			best = took
		}
	}
	b.ReportMetric(ms(percentile(best, 50)), "hover-p50-ms")
	b.ReportMetric(ms(percentile(best, 95)), "hover-p95-ms")
}

// measureScroll turns the wheel for three seconds, 120 pixels every ten
// milliseconds.
func measureScroll(b *testing.B, tab *drive.Tab) {
	var best []time.Duration
	long := func(frames []time.Duration) (n int) {
		for _, f := range frames {
			if f > 50*time.Millisecond {
				n++
			}
		}
		return n
	}
	for round := range rounds {
		by := 120.0
		if round%2 == 1 {
			by = -120
		}
		drive.Eval[bool](tab, "probe.watch()")
		for begun := time.Now(); time.Since(begun) < 3*time.Second; time.Sleep(8 * time.Millisecond) {
			tab.Wheel(620, 500, by)
		}
		var took []time.Duration
		for _, n := range drive.Eval[[]float64](tab, "(probe.unwatch(), probe.frames)") {
			took = append(took, milliseconds(n))
		}
		if best == nil || long(took) < long(best) || long(took) == long(best) && percentile(took, 95) < percentile(best, 95) {
			best = took
		}
	}
	b.ReportMetric(ms(percentile(best, 95)), "frame-p95-ms")
	b.ReportMetric(float64(long(best)), "long-frames")
}

func milliseconds(n float64) time.Duration { return time.Duration(n * float64(time.Millisecond)) }

// BenchmarkAssets says how large what every page loads is, packed.
func BenchmarkAssets(b *testing.B) {
	dist := filepath.Join(testkit.Root(b), "ui", "asset", "dist")
	files, err := os.ReadDir(dist)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		sizes := map[string]int{}
		for _, f := range files {
			kind := strings.TrimPrefix(filepath.Ext(f.Name()), ".")
			if kind != "js" && kind != "css" {
				continue
			}
			body, err := os.ReadFile(filepath.Join(dist, f.Name()))
			if err != nil {
				b.Fatal(err)
			}
			sizes[kind] += packed(body)
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(float64(sizes["js"])/1000, "js-kB")
		b.ReportMetric(float64(sizes["css"])/1000, "css-kB")
	}
}
