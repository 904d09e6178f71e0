package web

import (
	"fmt"
	"html"
	"net/http"
	"os"
	"path/filepath"
	"runtime"

	"verbatim/ui/words"
)

// The pages of the door stand alone: who was not let in gets no style sheet
// either. Style attributes are all that the content security policy allows.
const doorPage = `<!DOCTYPE html>
<html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">%s<title>Verbatim</title></head>
<body style="color-scheme:light dark;background:light-dark(#fffefb,#17191b);color:light-dark(#1b1b1a,#e8e6e1);margin:0;font:18px/28px Georgia,serif">
<main style="max-width:36rem;margin:0 auto;padding:15vh 24px"><p style="margin:0 0 32px;font:italic 500 40px/48px Georgia,serif">Verbatim</p>
<h1 style="font:500 22px/28px Georgia,serif;margin:0 0 8px">%s</h1>%s</main></body></html>
`

func refuseEntry(w http.ResponseWriter, r *http.Request, status int, key string, args ...any) {
	ctx := words.With(r.Context(), words.Choose("", r.Header.Get("Accept-Language")))
	message := words.Say(ctx, key, args...)
	if wantsJSON(r) {
		writeJSONError(w, status, "forbidden", message, "")
		return
	}
	body := ""
	if key != "door.host" {
		body = "<p>" + html.EscapeString(words.Say(ctx, "door.why")) + "</p>"
	}
	body += "<p>" + html.EscapeString(message) + "</p>"
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, doorPage, words.In(ctx), "", html.EscapeString(words.Say(ctx, "door.title")), body)
}

// entering is what the launch file leads to; it goes on to a page.
func entering(w http.ResponseWriter, r *http.Request, page string) {
	ctx := words.With(r.Context(), words.Choose("", r.Header.Get("Accept-Language")))
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = fmt.Fprintf(w, doorPage, words.In(ctx), `<meta http-equiv="refresh" content="0;url=`+html.EscapeString(page)+`">`,
		html.EscapeString(words.Say(ctx, "door.entering")), `<p><a href="`+html.EscapeString(page)+`">`+html.EscapeString(words.Say(ctx, "door.enter"))+`</a></p>`)
}

// LaunchFile writes a private file that, opened in a browser, posts a new
// one-time code; so the code stands in no process list and no history. The
// caller removes it when it has been used or the program ends.
func (s *Server) LaunchFile(page string) (path string, err error) {
	f, err := os.CreateTemp(launchDir(), "verbatim-open-*.html") // 0600
	if err != nil {
		f, err = os.CreateTemp("", "verbatim-open-*.html")
	}
	if err != nil {
		return "", err
	}
	content := fmt.Sprintf(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>Verbatim</title></head><body onload="document.forms[0].submit()">
<form method="post" action="http://%s/open"><input type="hidden" name="code" value="%s"><input type="hidden" name="page" value="%s"><button>Verbatim</button></form></body></html>
`, s.host, s.door.newCode(), html.EscapeString(page))
	if _, err := f.WriteString(content); err != nil {
		_ = f.Close()
		return "", err
	}
	return filepath.Clean(f.Name()), f.Close()
}

// launchDir is where the launch file lies for its minute. The browsers that
// Linux systems ship in a sandbox see neither /tmp nor hidden folders, but the
// home folder.
func launchDir() string {
	if runtime.GOOS != "linux" {
		return ""
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return home
}
