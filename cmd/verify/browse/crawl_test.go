package browse

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"verbatim/cmd/verify/drive"
)

// hostile is text that becomes script, an outside request or a broken page
// wherever it is not escaped.
const hostile = `</script><script>window.ran=1</script><img src=//verbatim.example/x.png onerror="window.ran=1"><svg onload=window.ran=1>` +
	`<a href="javascript:window.ran=1">x</a>{{constructor.constructor('window.ran=1')()}}"'><iframe srcdoc="<script>parent.ran=1</script>">`

// outside is an address of another host in a style sheet or a script, where a
// browser would fetch it.
var outside = regexp.MustCompile(`(?i)(?:url\(\s*["']?|@import\s+["']?|(?:fetch|import|EventSource|WebSocket|sendBeacon)\(\s*["'` + "`" + `])((?:https?:|wss?:)?//[^\s"'>)]+)`)

// addresses are the attributes in which a page may name an address.
var addresses = []string{"href", "src", "srcset", "action", "formaction", "poster", "data", "cite", "background", "ping", "manifest", "xlink:href"}

// found is what a page names: addresses that a browser would fetch or follow,
// and styles that may name more.
type found struct{ links, styles []string }

// read takes the addresses out of a page, by parsing it as a browser would, so
// that the words of a transcript are no addresses.
func read(body string) (f found) {
	for tokens := html.NewTokenizer(strings.NewReader(body)); ; {
		switch tokens.Next() {
		case html.ErrorToken:
			return f
		case html.StartTagToken, html.SelfClosingTagToken:
			for _, a := range tokens.Token().Attr {
				switch {
				case slices.Contains(addresses, a.Key):
					f.links = append(f.links, a.Val)
				case a.Key == "style":
					f.styles = append(f.styles, a.Val)
				case strings.HasPrefix(a.Key, "on"):
					f.links = append(f.links, "javascript: in "+a.Key)
				}
			}
		}
	}
}

// crawl asks for every page and asset that can be reached from these by links,
// and returns the pages among them. Every answer must come without an error of
// the program, with the content policy, and without an outside address.
func crawl(t *testing.T, s *drive.Server, from ...string) []string {
	t.Helper()
	seen := map[string]bool{}
	var pages []string
	for queue := slices.Clone(from); len(queue) > 0 && len(seen) < 400; {
		path := queue[0]
		queue = queue[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		reply, err := s.Get(path)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if reply.Status >= 500 {
			t.Errorf("%s: %d", path, reply.Status)
		}
		if reply.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s comes without a content policy", path)
		}
		kind, _, _ := strings.Cut(reply.Header.Get("Content-Type"), ";")
		if !slices.Contains([]string{"text/html", "text/css", "text/javascript", "image/svg+xml"}, kind) {
			continue
		}
		text := reply.Body
		var of found
		if kind == "text/html" {
			of = read(reply.Body)
			text = strings.Join(of.styles, "\n")
		}
		for _, at := range outside.FindAllStringSubmatch(text, -1) {
			t.Errorf("%s has the outside address %s", path, at[1])
		}
		if kind != "text/html" {
			continue
		}
		if reply.Status == 200 && reply.Header.Get("Content-Disposition") == "" {
			pages = append(pages, path)
		}
		for _, at := range of.links {
			to, ok := within(s, reply.URL, at)
			if !ok {
				t.Errorf("%s leads outside: %s", path, at)
			} else if to != "" {
				queue = append(queue, to)
			}
		}
	}
	return pages
}

// within is the path on the server that an address leads to, "" for one within
// the page itself; ok is false when it leads elsewhere.
func within(s *drive.Server, page, ref string) (path string, ok bool) {
	base, err := url.Parse(page)
	if err != nil {
		return "", false
	}
	to, err := base.Parse(strings.TrimSpace(ref))
	switch {
	case err != nil:
		return "", false
	case to.Scheme == "data" || to.Scheme == "blob":
		return "", true
	case to.Scheme+"://"+to.Host != s.Base:
		return "", false
	}
	return to.RequestURI(), true
}
