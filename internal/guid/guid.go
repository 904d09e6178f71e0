// Package guid makes the identifiers that travel: in files, URLs and exports.
package guid

import (
	"regexp"

	"github.com/google/uuid"
)

// shortLen is how many of a guid's last hex digits stand for it in a URL: 48
// random bits, unique in a project of any size and guarded by unique indexes.
const shortLen = 12

// New is a fresh UUID of version 7 in its usual text form.
func New() string { return uuid.Must(uuid.NewV7()).String() }

// Short is the form of a guid that stands in URLs.
func Short(guid string) string {
	if len(guid) <= shortLen {
		return guid
	}
	return guid[len(guid)-shortLen:]
}

var short = regexp.MustCompile(`^[0-9a-f]{12}$`)

// IsShort reports whether s can be the short form of a guid.
func IsShort(s string) bool { return short.MatchString(s) }

// Valid reports whether s is a UUID in its usual text form.
func Valid(s string) bool { return uuid.Validate(s) == nil && len(s) == 36 }
