// Package browse tests the program in a browser, as people use it.
package browse

import (
	"testing"

	"verbatim/cmd/verify/drive"
)

func TestMain(m *testing.M) { drive.Main(m) }
