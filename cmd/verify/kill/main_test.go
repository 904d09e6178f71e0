// Package kill tests that nothing acknowledged is lost when the program is killed
// or its log is cut.
package kill

import (
	"os"
	"testing"

	"verbatim/cmd/verify/drive"
)

func TestMain(m *testing.M) { os.Exit(drive.Main(m)) }
