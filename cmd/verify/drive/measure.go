package drive

import (
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/cdproto/systeminfo"
	"github.com/chromedp/chromedp"
)

// MainThread is how long the page's main thread has worked so far, in time of
// its own: waiting for other processes does not count.
func (b *Tab) MainThread() time.Duration {
	b.t.Helper()
	got, err := chromedp.Call(b.ctx, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		b.t.Fatalf("the browser's clock: %v", err)
	}
	for _, m := range got.Metrics {
		if m.Name == "TaskDuration" {
			return time.Duration(m.Value * float64(time.Second))
		}
	}
	b.t.Fatal("the browser does not say how long it worked")
	return 0
}

// Slow makes the page's processor so many times slower, 1 being its own pace.
func (b *Tab) Slow(times float64) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: times}); err != nil {
		b.t.Fatalf("slowing the processor: %v", err)
	}
}

// OnEveryPage runs a script in each page opened from now on, before the page's
// own scripts.
func (b *Tab) OnEveryPage(js string) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: js}); err != nil {
		b.t.Fatalf("a script for every page: %v", err)
	}
}

// Point moves the mouse to a place of the window.
func (b *Tab) Point(x, y float64) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: x, Y: y}); err != nil {
		b.t.Fatalf("moving the mouse: %v", err)
	}
}

// wheel is a mouse event with both deltas in it: the browser wants them, and
// the generated type leaves out a zero.
type wheel struct {
	Type   string  `json:"type"`
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	DeltaX float64 `json:"deltaX"`
	DeltaY float64 `json:"deltaY"`
}

// Wheel turns the mouse's wheel by some pixels at a place of the window.
func (b *Tab) Wheel(x, y, pixels float64) {
	b.t.Helper()
	turn := cdp.Command[wheel, cdp.Empty]{Method: input.CommandDispatchMouseEvent}
	if _, err := chromedp.Call(b.ctx, turn, wheel{"mouseWheel", x, y, 0, pixels}); err != nil {
		b.t.Fatalf("turning the wheel: %v", err)
	}
}

// Renderers are the ids of the processes that draw pages.
func (b *Tab) Renderers() []int {
	b.t.Helper()
	got, err := chromedp.CallBrowser(b.ctx, systeminfo.GetProcessInfo, cdp.Empty{})
	if err != nil {
		b.t.Fatalf("the browser's processes: %v", err)
	}
	var ids []int
	for _, p := range got.ProcessInfo {
		if p.Type == "renderer" {
			ids = append(ids, int(p.ID))
		}
	}
	return ids
}
