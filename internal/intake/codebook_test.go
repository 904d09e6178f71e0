package intake_test

import (
	"strings"
	"testing"

	"verbatim/internal/intake"
)

func TestCodesOfAFile(t *testing.T) {
	codes, err := intake.Codes(intake.File{Name: "codebook.csv", Data: []byte("code,brief_definition,status\nWork/Waiting,Time lost,\nTrust,,\nWork,All of it,\nWork/Rush/Very,,retired\n")})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range codes {
		got = append(got, c.Path+":"+c.Brief+":"+string(c.Status))
	}
	if s := strings.Join(got, " "); s != "Work:All of it:active Work/Waiting:Time lost:active Work/Rush::active Work/Rush/Very::retired Trust::active" {
		t.Error(s)
	}
	for _, bad := range []string{"", "name\nx\n", "code\n\"\n", "code,colour\nx,9\n"} {
		if _, err := intake.Codes(intake.File{Name: "codebook.csv", Data: []byte(bad)}); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
