// Package page holds the frame around every screen and the few small parts
// that screens share. Structs here are plain: no store, no request.
package page

import (
	"context"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"verbatim/ui/asset"
	"verbatim/ui/words"
)

// Frame is what surrounds a screen: title, top bar, status line.
type Frame struct {
	Title   string   // in the browser's tab; words of the team or of Verbatim
	Screen  string   // which of Screens is current: "desk", "codes", …; empty on others
	Project *Project // nil outside of a project
	Coder   *Coder   // who codes in this browser; nil where nobody was chosen yet
	Theme   string   // "light" or "dark" where chosen, else empty
	Here    string   // path and query of this page, to come back to after a switch
	Body    string   // class of the body, for an area's own rules
	Panes   []Pane   // tabs below 80rem; empty where the screen has no panes
	Scripts []string // the areas' scripts, as in ui/asset: "desk.js" for desk.ts
	Words   []string // prefixes of keys that the scripts say, beside "app."
	Status  string   // what happened last, said in the status line
	Place   string   // right end of the status line: where the reader is
	Undo    bool     // offer to undo what Status says
	Back    string   // the list or the passage that led here; empty elsewhere
	Bare    bool     // no top bar and no status line: the start page
	Head    int64    // the newest entry of the history that this page knows of
}

// Project is what the frame says of the open project.
type Project struct {
	Slug   string // as in its address
	Name   string
	Banner string // shown on every screen: that all is fictional, say
}

// Coder is the person whose codings are made in this browser.
type Coder struct {
	ID             string // short guid
	Name, Initials string
}

// Pane is a part of a screen that becomes a tab on small windows. The part
// itself carries data-name="Name", and the class "shown" if Open.
type Pane struct {
	Name, Label string
	Open        bool
}

// Screen is a word in the top bar.
type Screen struct {
	Name, Label, URL string
}

// Screens lists the screens of a project in the order of the top bar.
func Screens(ctx context.Context, p *Project) []Screen {
	root := "/p/" + p.Slug
	return []Screen{
		{"docs", words.Say(ctx, "screen.docs"), root},
		{"desk", words.Say(ctx, "screen.desk"), root + "/desk"},
		{"codes", words.Say(ctx, "screen.codes"), root + "/codes"},
		{"passages", words.Say(ctx, "screen.passages"), root + "/passages"},
		{"search", words.Say(ctx, "screen.search"), root + "/search"},
		{"memos", words.Say(ctx, "screen.memos"), root + "/memos"},
		{"sheet", words.Say(ctx, "screen.sheet"), root + "/findings"},
		{"import", words.Say(ctx, "screen.import"), root + "/import"},
		{"export", words.Say(ctx, "screen.export"), root + "/export"},
	}
}

// backWord says where Back leads.
func (f Frame) backWord() string {
	if strings.Contains(f.Back, "/passages") {
		return "passages.back"
	}
	return "link.back"
}

// Icon draws one of the icons of LOOK 6. It is decoration: the word beside it,
// or the name of the button around it, says the same.
func Icon(name string) templ.Component {
	return templ.Raw(`<svg class="ic" viewBox="0 0 24 24" aria-hidden="true">` + asset.Icon(name) + `</svg>`)
}

// wordsScript carries the words that the page's scripts say.
func wordsScript(ctx context.Context, f Frame) templ.Component {
	return templ.Raw(`<script type="application/json" id="words">` + words.Script(ctx, append([]string{"app."}, f.Words...)...) + `</script>`)
}

// live says what this page follows: the events of its project, for its coder,
// from the entry that it knows of.
func live(f Frame) templ.Attributes {
	if f.Bare || f.Project == nil || f.Coder == nil {
		return nil
	}
	return templ.Attributes{"data-live": f.Project.Slug, "data-who": f.Coder.ID, "data-head": strconv.FormatInt(f.Head, 10),
		"data-screen": f.Screen, "data-worker": asset.URL("live.js")}
}

// other is the language that the switch changes to.
func other(ctx context.Context) string {
	if words.In(ctx) == words.Dutch {
		return string(words.English)
	}
	return string(words.Dutch)
}
