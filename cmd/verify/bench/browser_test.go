package bench

import (
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"verbatim/cmd/verify/drive"
)

// watchKeys notes, for each press of a key, how long it takes until the blocks
// that it changes are drawn again and painted: from the event's own time, over
// the request and its answer, to the frame after the marks changed.
const watchKeys = `(() => {
	const shown = window.shown = [];
	addEventListener("keydown", (e) => {
		if (e.key !== "." && e.key !== "u") return;
		const begun = e.timeStamp;
		const look = new MutationObserver((changes) => {
			if (!changes.some((c) => c.target.closest?.("[id^=b]") && (c.addedNodes.length > 0 || c.removedNodes.length > 0))) return;
			look.disconnect();
			requestAnimationFrame(() => {
				const after = new MessageChannel();
				after.port1.onmessage = () => shown.push(performance.now() - begun);
				after.port2.postMessage(0);
			});
		});
		look.observe(document.querySelector(".text"), {childList: true, subtree: true});
	}, true);
	return true;
})()`

// openMiddle opens the long interview with the cursor on a turn in its middle.
func openMiddle(b *testing.B) *drive.Tab {
	b.Helper()
	s, desk, _ := served(b, longName, long())
	tab := drive.Browse(b, s)
	tab.Open(desk.URL + "#t1100")
	tab.Until("the desk is ready", `document.querySelector("#at .where")?.textContent`)
	drive.Eval[bool](tab, watchKeys)
	return tab
}

// pressed presses a key and waits until what it does is painted.
func pressed(tab *drive.Tab, key string, n int) {
	tab.Keys(key)
	tab.Until("it is painted", "window.shown.length >= "+strconv.Itoa(n))
}

// BenchmarkBrowserApply puts the last code on sentence after sentence, by key.
func BenchmarkBrowserApply(b *testing.B) {
	tab := openMiddle(b)
	tab.Keys("c")
	tab.Has(".palette input")
	tab.Keys("Code 007" + kb.Enter)
	time.Sleep(time.Second)
	drive.Eval[int](tab, "window.shown.length = 0")
	for b.Loop() {
		for n := 1; n <= 60; n++ {
			tab.Keys("j")
			pressed(tab, ".", n)
		}
		report(b, painted(tab))
	}
}

// BenchmarkBrowserRemove takes codes off again, by key.
func BenchmarkBrowserRemove(b *testing.B) {
	tab := openMiddle(b)
	tab.Keys("c")
	tab.Has(".palette input")
	tab.Keys("Code 014" + kb.Enter)
	time.Sleep(time.Second)
	for b.Loop() {
		removed := 0
		drive.Eval[int](tab, "(window.removed = []).length")
		for tries := 0; removed < 60 && tries < 400; tries++ {
			drive.Eval[int](tab, "window.shown.length = 0")
			tab.Keys("j")
			if drive.Eval[int](tab, `document.querySelectorAll("#at .codings li").length`) > 0 {
				continue // with several codes here the desk would ask which
			}
			pressed(tab, ".", 1)
			tab.Until("it is listed", `document.querySelectorAll("#at .codings li").length === 1`)
			drive.Eval[int](tab, "window.shown.length = 0")
			pressed(tab, "u", 1)
			removed = drive.Eval[int](tab, "window.removed.push(...window.shown)")
		}
		drive.Eval[int](tab, "(window.shown = window.removed).length")
		report(b, painted(tab))
	}
}

// painted is what watchKeys noted.
func painted(tab *drive.Tab) []time.Duration {
	var took []time.Duration
	for _, ms := range drive.Eval[[]float64](tab, "window.shown") {
		took = append(took, time.Duration(ms*float64(time.Millisecond)))
	}
	return took
}

// BenchmarkBrowserOpen opens the long interview: the main thread's work, and
// when the page answers.
func BenchmarkBrowserOpen(b *testing.B) {
	s, desk, _ := served(b, longName, long())
	tab := drive.Browse(b, s)
	for b.Loop() {
		var work, ready []time.Duration
		for range 5 {
			tab.Open("/")
			before := tab.MainThread()
			tab.Open(desk.URL)
			ready = append(ready, time.Duration(drive.Eval[float64](tab, `new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))`)*float64(time.Millisecond)))
			work = append(work, tab.MainThread()-before)
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(ms(percentile(work, 50)), "work-ms")
		b.ReportMetric(ms(percentile(ready, 50)), "interactive-ms")
	}
}
