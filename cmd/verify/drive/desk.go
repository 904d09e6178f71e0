package drive

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strings"
)

// Desk is what the page of a document knows of itself, as far as a client of
// the server needs it.
type Desk struct {
	URL     string // changes are posted below it
	Version any    // the text's, to be sent back
	Codings string // where the project's codings are changed
	Project string
	Tree    []struct {
		G string // short guid
		N string // name
		C bool   // a category
	}
}

var (
	deskLink   = regexp.MustCompile(`href="(/p/[^/"]+/d/[^/"?#]+)"[^>]*>([^<]*)<`)
	deskScript = regexp.MustCompile(`(?s)<script[^>]*id="desk"[^>]*>(.*?)</script>`)
)

// ErrRefused is an answer that acknowledges nothing.
var ErrRefused = errors.New("refused")

// Desks is the path of every document's desk, by the document's name, as the
// page of documents links them.
func (s *Server) Desks(project string) (map[string]string, error) {
	page, err := s.Get(project)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, link := range deskLink.FindAllStringSubmatch(page.Body, -1) {
		if name := strings.TrimSpace(html.UnescapeString(link[2])); name != "" {
			out[name] = link[1]
		}
	}
	return out, nil
}

// Desk reads the page of a document.
func (s *Server) Desk(path string) (Desk, error) {
	page, err := s.Get(path)
	if err != nil {
		return Desk{}, err
	}
	script := deskScript.FindStringSubmatch(page.Body)
	if script == nil {
		return Desk{}, fmt.Errorf("%w: %s: %d, and no desk in it", ErrRefused, path, page.Status)
	}
	var d Desk
	return d, json.Unmarshal([]byte(script[1]), &d)
}

// Coding is the body of a request that codes a passage.
type Coding struct {
	Version any      `json:"version"`
	Start   int      `json:"start"` // code points, half open
	End     int      `json:"end"`
	Exact   string   `json:"exact"`
	Codes   []string `json:"codes"` // short guids
	Request string   `json:"request"`
}

// JSONRequest is a request as the program's scripts send it.
func (s *Server) JSONRequest(path string, value any) (*http.Request, error) {
	body, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	return s.request(path, "application/json", strings.NewReader(string(body)))
}
