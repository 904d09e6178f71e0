// Package browse tests the program in a browser, as people use it.
package browse

import (
	"os"
	"testing"

	"verbatim/cmd/verify/drive"
)

func TestMain(m *testing.M) { os.Exit(drive.Main(m)) }
