package web

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"verbatim/internal/fault"
)

const (
	codeLives   = 12 * time.Hour      // of a one-time code that nobody has used
	cookieLives = 30 * 24 * time.Hour // of the cookie; it survives a restart of the program
	keyFile     = ".session-key"
)

// door lets one person's browser in, and nobody else on this computer: other
// programs and other people share the loopback address.
//
// A one-time code, printed or posted from a private file, is exchanged for a
// cookie. The cookie is signed with a key that lies in the data folder, so
// that pages left open go on working when the program is started again.
type door struct {
	key    []byte
	cookie string // its name; by port and instance, since cookies ignore ports
	port   string

	mu    sync.Mutex
	codes map[string]time.Time // by when each was made
}

// newDoor opens the door of the instance that keeps its data in dir and
// listens at addr.
func newDoor(dir, addr string) (*door, error) {
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fault.New(fault.Invalid, "%s is no address of the form HOST:PORT.", addr)
	}
	key, err := sessionKey(filepath.Join(dir, keyFile))
	if err != nil {
		return nil, err
	}
	instance := sha256.Sum256(append([]byte("instance"), key...))
	return &door{
		key:    key,
		cookie: "verbatim-" + port + "-" + hex.EncodeToString(instance[:4]),
		port:   port,
		codes:  map[string]time.Time{},
	}, nil
}

// sessionKey reads the key, making it where there is none. Two programs that
// start on a folder at once agree on the one that was made first.
func sessionKey(path string) ([]byte, error) {
	for range 3 {
		key, err := os.ReadFile(path)
		if err == nil && len(key) == 32 {
			return key, nil
		}
		if err == nil {
			if err := os.Remove(path); err != nil {
				return nil, err
			}
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		key = make([]byte, 32)
		_, _ = rand.Read(key)
		made, err := os.CreateTemp(filepath.Dir(path), keyFile+"-*") // 0600
		if err != nil {
			return nil, err
		}
		_, err = made.Write(key)
		err = errors.Join(err, made.Close(), os.Link(made.Name(), path))
		_ = os.Remove(made.Name())
		if err == nil {
			return key, nil
		}
		if _, there := os.Stat(path); there != nil { // a disk without links
			if err := os.WriteFile(path, key, 0o600); err != nil {
				return nil, err
			}
			return key, nil
		}
	}
	return nil, fault.New(fault.Busy, "The key of this data folder (%s) cannot be read. Remove the file and start again.", path)
}

// newCode makes a code that lets in once.
func (d *door) newCode() string {
	code := rand.Text()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.codes[code] = time.Now()
	return code
}

// spend reports whether a code is good, and makes it useless.
func (d *door) spend(code string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	made, ok := d.codes[code]
	delete(d.codes, code)
	return ok && time.Since(made) < codeLives
}

// ticket makes the cookie's value: when it was made, and a signature.
func (d *door) ticket(now time.Time) string {
	body := strconv.FormatInt(now.Unix(), 36) + "." + rand.Text()[:8]
	return body + "." + d.sign(body)
}

func (d *door) sign(body string) string {
	mac := hmac.New(sha256.New, d.key)
	mac.Write([]byte(d.cookie + "|" + body))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// admitted reports whether a request carries the cookie.
func (d *door) admitted(r *http.Request) bool {
	for _, c := range r.CookiesNamed(d.cookie) {
		at := strings.LastIndexByte(c.Value, '.')
		if at < 0 {
			continue
		}
		body, signature := c.Value[:at], c.Value[at+1:]
		if !hmac.Equal([]byte(signature), []byte(d.sign(body))) {
			continue
		}
		made, _, _ := strings.Cut(body, ".")
		seconds, err := strconv.ParseInt(made, 36, 64)
		if err == nil && time.Since(time.Unix(seconds, 0)) < cookieLives {
			return true
		}
	}
	return false
}

// admit gives the cookie.
func (d *door) admit(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{
		Name: d.cookie, Value: d.ticket(time.Now()), Path: "/",
		MaxAge: int(cookieLives.Seconds()), HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
}

// ours reports whether a Host header names this program. Another name that
// leads to the loopback address is how a foreign page would reach it.
func (d *door) ours(host string) bool {
	name, port, err := net.SplitHostPort(host)
	if err != nil || port != d.port {
		return false
	}
	return name == "127.0.0.1" || strings.EqualFold(name, "localhost") || name == "::1"
}

// guard stands before everything: foreign hosts get 421, who has no cookie
// gets 403, a good code is exchanged for the cookie. /healthz is open to all.
func (d *door) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/healthz" {
			next.ServeHTTP(w, r)
			return
		}
		if !d.ours(r.Host) {
			refuseEntry(w, r, http.StatusMisdirectedRequest, "door.host", "http://127.0.0.1:"+d.port+"/")
			return
		}
		if r.URL.Path == "/open" && r.Method == http.MethodPost {
			r.Body = http.MaxBytesReader(w, r.Body, 4096)
			d.enter(w, r, r.PostFormValue("code"), r.PostFormValue("page"))
			return
		}
		if code := r.URL.Query().Get("code"); code != "" && r.URL.Path == "/" && r.Method == http.MethodGet {
			d.enter(w, r, code, r.URL.Query().Get("page"))
			return
		}
		if !d.admitted(r) {
			refuseEntry(w, r, http.StatusForbidden, "door.how")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// enter exchanges a code for the cookie. A request that another page started
// (the launch file) gets a page that goes on by itself: after a redirect the
// browser would still count as coming from there and keep the cookie back.
func (d *door) enter(w http.ResponseWriter, r *http.Request, code, page string) {
	page = localPath(page, "/")
	if !d.spend(code) {
		if d.admitted(r) {
			http.Redirect(w, r, page, http.StatusSeeOther)
			return
		}
		refuseEntry(w, r, http.StatusForbidden, "door.used")
		return
	}
	d.admit(w)
	w.Header().Set("Cache-Control", "no-store")
	site := r.Header.Get("Sec-Fetch-Site")
	if r.Method == http.MethodPost || site == "cross-site" || site == "same-site" {
		entering(w, r, page)
		return
	}
	http.Redirect(w, r, page, http.StatusSeeOther)
}

// Address gives an address for this server with a new one-time code in it,
// that leads to a page.
func (s *Server) Address(page string) string {
	query := url.Values{"code": {s.door.newCode()}}
	if page != "/" {
		query.Set("page", page)
	}
	return "http://" + s.host + "/?" + query.Encode()
}
