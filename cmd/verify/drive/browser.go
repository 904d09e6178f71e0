package drive

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"verbatim/cmd/verify/chromium"
	"verbatim/internal/testkit"
)

// patience is how long a page may take to show what a test waits for. It is no
// measure of speed, only the point at which a test gives up.
const patience = 30 * time.Second

// Tab is a browser tab on a server. Everything that the page asks of another
// host, every script error and every refusal of the content policy is kept and
// fails the test at its end.
type Tab struct {
	Server    *Server
	Downloads string // the folder that downloads land in

	t     testing.TB
	ctx   context.Context
	mu    sync.Mutex
	wrong []string
	saved chan string

	dragged chan *input.DragData
}

// Browse opens a browser of its own with one tab, signs it in with the cookie
// that the server gave its client, and leaves it on the first page. Without a
// browser the test is skipped.
func Browse(t testing.TB, s *Server) *Tab {
	t.Helper()
	path, ok := chromium.Find()
	if !ok {
		t.Skip("skipped: no Chromium on this machine")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1400, 900),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.WSURLReadTimeout(time.Minute),
	)
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, _ := chromedp.NewContext(alloc)
	b := &Tab{Server: s, Downloads: t.TempDir(), t: t, ctx: ctx, saved: make(chan string, 16), dragged: make(chan *input.DragData, 1)}
	t.Cleanup(func() {
		chromedp.Cancel(ctx)
		stop()
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, what := range b.wrong {
			t.Errorf("in the browser: %s", what)
		}
	})
	if err := b.prepare(); err != nil {
		t.Fatalf("starting the browser: %v", err)
	}
	b.Open("/")
	return b
}

// prepare starts the browser, has it report what goes wrong, and gives it the
// cookie. The browser lives as long as the context of its first command, which
// therefore has no time limit.
func (b *Tab) prepare() error {
	if err := chromedp.Listen(b.ctx, b.watch); err != nil {
		return err
	}
	if err := chromedp.ListenBrowser(b.ctx, b.watch); err != nil {
		return err
	}
	yes := true
	if _, err := chromedp.CallBrowser(b.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllowAndName, DownloadPath: b.Downloads, EventsEnabled: &yes,
	}); err != nil {
		return err
	}
	at, err := url.Parse(b.Server.Base)
	if err != nil {
		return err
	}
	for _, c := range b.Server.Client.Jar.Cookies(at) {
		if _, err := chromedp.Call(b.ctx, network.SetCookie, network.SetCookieParams{
			Name: c.Name, Value: c.Value, URL: b.Server.Base, HTTPOnly: &yes,
		}); err != nil {
			return err
		}
	}
	if _, err := chromedp.Call(b.ctx, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks}); err != nil {
		return err
	}
	_, err = chromedp.Call(b.ctx, log.Enable, cdp.Empty{})
	return err
}

// watch keeps what should not happen in a page. It runs in the loop that reads
// the browser's messages, so it only notes.
func (b *Tab) watch(ev any) {
	switch e := ev.(type) {
	case *network.EventRequestWillBeSent:
		at, err := url.Parse(e.Request.URL)
		if err == nil && slices.Contains([]string{"http", "https", "ws", "wss"}, at.Scheme) && at.Scheme+"://"+at.Host != b.Server.Base {
			b.blame("a request to %s", e.Request.URL)
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 500 {
			b.blame("%d from %s", e.Response.Status, e.Response.URL)
		}
	case *runtime.EventExceptionThrown:
		said := e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			said += " " + e.ExceptionDetails.Exception.Description
		}
		b.blame("script error: %s", said)
	case *log.EventEntryAdded:
		if e.Entry.Source == log.EntrySourceSecurity || strings.Contains(e.Entry.Text, "Content Security Policy") {
			b.blame("content policy: %s", e.Entry.Text)
		}
	case *browser.EventDownloadProgress:
		if e.State == browser.DownloadProgressStateCompleted {
			select {
			case b.saved <- e.GUID:
			default:
			}
		}
	case *input.EventDragIntercepted:
		select {
		case b.dragged <- e.Data:
		default:
		}
	case *page.EventJavascriptDialogOpening:
		b.blame("a dialog opened: %s", e.Message)
		go chromedp.Call(b.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
	}
}

func (b *Tab) blame(format string, args ...any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.wrong = append(b.wrong, fmt.Sprintf(format, args...))
}

// Forgive drops what was held against the page so far whose text contains part:
// a test that provokes an error says so.
func (b *Tab) Forgive(part string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	kept := b.wrong[:0]
	for _, what := range b.wrong {
		if !strings.Contains(what, part) {
			kept = append(kept, what)
		}
	}
	b.wrong = kept
}

// do runs an action and returns its value; it stops the test with a picture of
// the page when the action fails or takes too long.
func do[T any](b *Tab, what string, action chromedp.Action[T]) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, action)
	if err != nil {
		b.t.Fatalf("%s: %v%s", what, err, b.evidence())
	}
	return v
}

// evidence saves a picture of the page and returns where, with the page's
// address and the beginning of its text.
func (b *Tab) evidence() string {
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + "\n" + document.body.innerText.slice(0, 1500)`))
	if err != nil {
		return ""
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	path := filepath.Join(os.TempDir(), strings.NewReplacer("/", "-", " ", "-").Replace(b.t.Name())+".png")
	if err != nil || os.WriteFile(path, png, 0o600) != nil {
		path = "not saved"
	}
	return fmt.Sprintf("\npicture %s\npage %s", path, text)
}

// Open goes to a path of the server and waits until the page has loaded.
func (b *Tab) Open(path string) {
	b.t.Helper()
	do(b, "open "+path, chromedp.Navigate(b.Server.Base+path))
}

// Reload loads the page again.
func (b *Tab) Reload() {
	b.t.Helper()
	do(b, "reload", chromedp.Reload())
}

// Eval returns the value of an expression in the page, awaited when it is a
// promise.
func Eval[T any](b *Tab, js string) T {
	b.t.Helper()
	return do(b, "run "+js[:min(len(js), 200)], chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
}

// Until waits until an expression is true in the page.
func (b *Tab) Until(what, js string) {
	b.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		ctx, cancel := context.WithTimeout(b.ctx, patience)
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+js+")"))
		cancel()
		if ok {
			return
		}
		if time.Now().After(deadline) {
			b.t.Fatalf("waited in vain until %s (%v)%s", what, err, b.evidence())
		}
		time.Sleep(25 * time.Millisecond)
	}
}

// See waits until the page's visible text contains words.
func (b *Tab) See(words string) {
	b.t.Helper()
	b.Until("the page says "+words, fmt.Sprintf("document.body && document.body.innerText.includes(%s)", quote(words)))
}

// Has waits until the page has a visible element.
func (b *Tab) Has(selector string) {
	b.t.Helper()
	b.Until("there is "+selector, fmt.Sprintf(
		"[...document.querySelectorAll(%s)].some(e => e.getClientRects().length > 0)", quote(selector)))
}

// Count returns how many elements the selector finds.
func (b *Tab) Count(selector string) int {
	b.t.Helper()
	return Eval[int](b, fmt.Sprintf("document.querySelectorAll(%s).length", quote(selector)))
}

// Click clicks the first visible element that the selector finds, with the
// mouse, in the middle of its first box.
func (b *Tab) Click(selector string) {
	b.t.Helper()
	b.ClickText(selector, "")
}

// ClickText clicks the first visible element that the selector finds and whose
// text or label contains words.
func (b *Tab) ClickText(selector, words string) {
	b.t.Helper()
	x, y := b.find(selector, words)
	do(b, "click "+selector+" "+words, chromedp.MouseClickXY(x, y))
}

// ShiftClick is Click while Shift is held.
func (b *Tab) ShiftClick(selector string) {
	b.t.Helper()
	x, y := b.find(selector, "")
	do(b, "Shift-click "+selector, chromedp.MouseClickXY(x, y, chromedp.ButtonModifiers(chromedp.ModifierShift)))
}

// find waits for the first visible element that the selector finds and whose
// text or label contains words, brings it into view, and gives the middle of
// its first box.
func (b *Tab) find(selector, words string) (x, y float64) {
	b.t.Helper()
	find := fmt.Sprintf(`[...document.querySelectorAll(%s)].find(e => e.getClientRects().length > 0 &&
		(e.textContent + " " + (e.ariaLabel ?? "") + " " + (e.value ?? "")).replace(/\s+/g, " ").includes(%s))`, quote(selector), quote(words))
	b.Until("there is "+selector+" "+words, find)
	// What is still being laid out moves, or is drawn anew: the place is taken
	// once it has stood still for two frames.
	at := Eval[struct{ X, Y float64 }](b, fmt.Sprintf(`new Promise((done) => {
		const find = () => %s;
		find().scrollIntoView({block: "center", behavior: "instant"});
		let was = "", still = 0, frames = 0;
		const look = () => {
			const r = find()?.getClientRects()[0], now = r ? r.left + " " + r.top : "";
			still = now && now === was ? still + 1 : 0;
			was = now;
			if (still < 2 && ++frames < 120) return requestAnimationFrame(look);
			done(r ? {X: r.left + r.width / 2, Y: r.top + r.height / 2} : {X: 0, Y: 0});
		};
		look();
	})`, find))
	return at.X, at.Y
}

// Drag presses the mouse at one place of the window, moves it to another and
// lets it go, as one selects words.
func (b *Tab) Drag(fromX, fromY, toX, toY float64) {
	b.t.Helper()
	do(b, "drag", chromedp.DragAndDropXY(fromX, fromY, toX, toY, 6))
}

// Keys types text, or presses keys as chromedp's kb package spells them, one
// after another.
func (b *Tab) Keys(keys string) {
	b.t.Helper()
	for _, r := range keys {
		// A key and its letter are one event, as on a real keyboard: a page that
		// refuses the key gets no letter. chromedp sends them apart.
		events := kb.Encode(r)
		if len(events) == 3 {
			events[0].Type, events[0].Text, events[0].UnmodifiedText = input.DispatchKeyEventTypeKeyDown, events[1].Text, events[1].UnmodifiedText
			events = []*input.DispatchKeyEventParams{events[0], events[2]}
		}
		for _, e := range events {
			if _, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, *e); err != nil {
				b.t.Fatalf("type %s: %v", keys, err)
			}
		}
	}
}

// Chord presses one key while modifiers are held.
func (b *Tab) Chord(key string, held ...chromedp.Modifier) {
	b.t.Helper()
	do(b, "press "+key, chromedp.KeyEvent(key, chromedp.KeyModifiers(held...)))
}

// Upload hands files to a file input.
func (b *Tab) Upload(selector string, paths ...string) {
	b.t.Helper()
	do(b, "choose files", chromedp.SetUploadFiles(chromedp.CSS(selector), paths))
}

// Saved waits for a download to end and returns its bytes.
func (b *Tab) Saved() []byte {
	b.t.Helper()
	select {
	case name := <-b.saved:
		body, err := os.ReadFile(filepath.Join(b.Downloads, name))
		if err != nil {
			b.t.Fatal(err)
		}
		return body
	case <-time.After(patience):
		b.t.Fatalf("no download came%s", b.evidence())
	}
	return nil
}

// Size makes the window so many CSS pixels wide and high.
func (b *Tab) Size(width, height int64) {
	b.t.Helper()
	do(b, "resize", chromedp.EmulateViewport(width, height))
}

// Scheme chooses the light or dark colours, as the system's setting would.
func (b *Tab) Scheme(name string) {
	b.t.Helper()
	b.media("prefers-color-scheme", name)
}

// ForcedColors lets the system's own few colours stand in place of the page's.
func (b *Tab) ForcedColors() {
	b.t.Helper()
	b.media("forced-colors", "active")
}

// Paper lays the page out as it prints, and back as it stands on the screen.
func (b *Tab) Paper(on bool) {
	b.t.Helper()
	params := emulation.SetEmulatedMediaParams{}
	if on {
		params.Media = "print"
	}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, params); err != nil {
		b.t.Fatalf("choosing paper: %v", err)
	}
}

func (b *Tab) media(name, value string) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: name, Value: value}},
	}); err != nil {
		b.t.Fatalf("choosing %s: %v", value, err)
	}
}

// Shot saves a picture of what the window shows into the folder that
// VERBATIM_SHOTS names; without it nothing is saved.
func (b *Tab) Shot(name string) {
	b.t.Helper()
	dir := os.Getenv("VERBATIM_SHOTS")
	if dir == "" {
		return
	}
	png := do(b, "take a picture", chromedp.CaptureScreenshot())
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		b.t.Error(err)
	}
}

// Violations runs axe-core over the page as it is and returns what it finds
// against its rules, WCAG 2 A and AA and its best practices, a line each.
func (b *Tab) Violations() []string {
	b.t.Helper()
	if source := axeSource(b.t); !Eval[bool](b, `"axe" in window`) {
		do(b, "load axe-core", chromedp.Evaluate[chromedp.Void](source))
	}
	return Eval[[]string](b, `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v => v.id + ": " + v.help +
		v.nodes.slice(0, 3).map(n => "\n    " + n.html.slice(0, 160) + " " + n.failureSummary.replace(/\s+/g, " ").slice(0, 240)).join("")))`)
}

// Axe reports every violation of the page as it is.
func (b *Tab) Axe(what string) {
	b.t.Helper()
	for _, v := range b.Violations() {
		b.t.Errorf("axe-core on %s: %s", what, v)
	}
}

// axeSource returns axe-core's script, and skips the test where npm has not
// installed it.
func axeSource(t testing.TB) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(testkit.Root(t), "ui", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Skip("skipped: axe-core is not installed (npm ci in ui)")
	}
	return string(body)
}

func quote(s string) string {
	out, _ := json.Marshal(s)
	return string(out)
}

// Fatal stops the test with a picture of the page.
func (b *Tab) Fatal(format string, args ...any) {
	b.t.Helper()
	b.t.Fatalf("%s%s", fmt.Sprintf(format, args...), b.evidence())
}
