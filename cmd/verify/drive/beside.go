package drive

import (
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Beside opens another tab of the same browser, with the same cookies. What
// goes wrong in it fails the test too.
func (b *Tab) Beside() *Tab {
	b.t.Helper()
	ctx, _ := chromedp.NewContext(b.ctx)
	next := &Tab{Server: b.Server, Downloads: b.Downloads, t: b.t, ctx: ctx, saved: b.saved}
	b.t.Cleanup(func() {
		chromedp.Cancel(ctx)
		next.mu.Lock()
		defer next.mu.Unlock()
		for _, what := range next.wrong {
			b.t.Errorf("in another tab: %s", what)
		}
	})
	if err := chromedp.Listen(ctx, next.watch); err != nil {
		b.t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); err != nil {
		b.t.Fatalf("another tab: %v", err)
	}
	return next
}

// Before runs a script in every page that this tab opens from now on, ahead of
// the page's own.
func (b *Tab) Before(js string) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: js}); err != nil {
		b.t.Fatal(err)
	}
}
