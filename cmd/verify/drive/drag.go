package drive

import (
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// DragOnto drags the first visible element that one selector finds onto the
// middle of the first that another does, as a mouse drags a thing and not a
// selection: the browser's own drag and drop, with modifiers held.
func (b *Tab) DragOnto(from, onto string, held ...chromedp.Modifier) {
	b.t.Helper()
	intercept := func(on bool) {
		if _, err := chromedp.Call(b.ctx, input.SetInterceptDrags, input.SetInterceptDragsParams{Enabled: on}); err != nil {
			b.t.Fatal(err)
		}
	}
	intercept(true)
	defer intercept(false)
	fromX, fromY := b.find(from, "")
	toX, toY := b.find(onto, "")
	mouse := func(kind input.DispatchMouseEventType, x, y float64) {
		p := input.DispatchMouseEventParams{Type: kind, X: x, Y: y, Button: input.MouseButtonLeft, ClickCount: 1}
		if _, err := chromedp.Call(b.ctx, input.DispatchMouseEvent, p); err != nil {
			b.t.Fatalf("drag %s: %v", from, err)
		}
	}
	mouse(input.DispatchMouseEventTypeMousePressed, fromX, fromY)
	for i := range 4 { // a drag begins when the mouse has gone a few pixels
		mouse(input.DispatchMouseEventTypeMouseMoved, fromX+float64(4*i), fromY+2)
	}
	var data *input.DragData
	select {
	case data = <-b.dragged:
	case <-time.After(patience):
		b.Fatal("%s cannot be dragged", from)
	}
	for _, kind := range []input.DispatchDragEventType{input.DispatchDragEventTypeDragEnter, input.DispatchDragEventTypeDragOver, input.DispatchDragEventTypeDrop} {
		p := input.DispatchDragEventParams{Type: kind, X: toX, Y: toY, Data: data}
		for _, one := range held {
			p.Modifiers |= int64(one)
		}
		if _, err := chromedp.Call(b.ctx, input.DispatchDragEvent, p); err != nil {
			b.t.Fatalf("drag %s onto %s: %v", from, onto, err)
		}
	}
	mouse(input.DispatchMouseEventTypeMouseReleased, toX, toY)
}
