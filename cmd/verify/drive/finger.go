package drive

import (
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Touchable gives the window a screen that feels fingers, of this size.
func (b *Tab) Touchable(width, height int64) {
	b.t.Helper()
	b.Size(width, height)
	if _, err := chromedp.Call(b.ctx, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true}); err != nil {
		b.t.Fatalf("let it feel fingers: %v", err)
	}
}

// Finger lays a finger on the first place, draws it over the others, and lifts
// it. One place is a tap.
func (b *Tab) Finger(places ...[2]float64) {
	b.t.Helper()
	touch := func(what input.DispatchTouchEventType, at ...*input.TouchPoint) {
		if _, err := chromedp.Call(b.ctx, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: what, TouchPoints: at}); err != nil {
			b.t.Fatalf("%s: %v", what, err)
		}
	}
	for i, p := range places {
		what := input.DispatchTouchEventTypeTouchMove
		if i == 0 {
			what = input.DispatchTouchEventTypeTouchStart
		}
		touch(what, &input.TouchPoint{X: p[0], Y: p[1]})
	}
	touch(input.DispatchTouchEventTypeTouchEnd, []*input.TouchPoint{}...)
}
