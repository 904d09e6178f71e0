package search

import (
	"strings"
	"testing"

	"verbatim/internal/fault"
)

func TestParse(t *testing.T) {
	for in, want := range map[string]string{
		`foto`:                             `foto`,
		`FOTO’s van`:                       `(foto's AND van)`,
		`foto AND van`:                     `(foto AND van)`,
		`foto* OR photo*`:                  `(foto* OR photo*)`,
		`a b OR c d`:                       `((a AND b) OR (c AND d))`,
		`a (b OR c)`:                       `(a AND (b OR c))`,
		`"een foto, van" x`:                `("een foto van" AND x)`,
		`“een foto”`:                       `"een foto"`,
		`e-mail`:                           `"e mail"`,
		`e-ma*`:                            `"e ma*"`,
		`NOT a b`:                          `(NOT a AND b)`,
		`a NOT b`:                          `(a AND NOT b)`,
		`a NEAR/3 b c`:                     `((a NEAR/3 b) AND c)`,
		`a NEAR b NEAR/2 "c d"`:            `((a NEAR/5 b) NEAR/2 "c d")`,
		`(a OR b*) NEAR/5 c`:               `((a OR b*) NEAR/5 c)`,
		`=één`:                             `=één`,
		`="één dag"`:                       `"=één =dag"`,
		`wo?d w*nd ?`:                      ``,
		`wo?d w*nd`:                        `(wo?d AND w*nd)`,
		`wond~ wond~2`:                     `(wond~1 AND wond~2)`,
		`/fo+to\/s/`:                       `/(?i)fo+to/s/`,
		`24/7 km/u`:                        `("24 7" AND "km u")`,
		`speaker:R12 foto`:                 `(speaker:"R12" AND foto)`,
		`Speaker:"De heer  Van Dam" x`:     `(speaker:"De heer Van Dam" AND x)`,
		`document:R1*.docx`:                `document:"R1*.docx"`,
		`code:"Wachten/Op  de uitslag"`:    `code:"Wachten/Op de uitslag"`,
		`uncoded:yes NOT code:X`:           `(uncoded:"yes" AND NOT code:"X")`,
		`10:30`:                            `"10 30"`,
		`and or not near`:                  `(and AND or AND not AND near)`,
		`een – dag`:                        `(een AND dag)`,
		`"een * dag"`:                      `"een * dag"`,
		`Één`:                              `een`,
		`ziekenhuis zieken` + "\u00adhuis": `(ziekenhuis AND ziekenhuis)`,
		`~lopen`:                           `~lopen`,
		`~"de foto’s"`:                     `"~de ~foto's"`,
		`我们`:                               `"我 们"`,
	} {
		q, err := Parse(in)
		if want == "" {
			if err == nil {
				t.Errorf("%s: parsed as %s", in, q)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", in, err)
		} else if got := q.String(); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// Every refusal is a sentence that names the place and what to do.
func TestParseRefuses(t *testing.T) {
	for in, says := range map[string]string{
		``:                               "empty",
		`  `:                             "empty",
		`–`:                              "no word in –",
		`"een foto`:                      "mark at character 1 is not closed",
		`a (b`:                           "bracket at character 3 is not closed",
		`a)`:                             "bracket at character 2 closes nothing",
		`()`:                             "empty",
		`a AND`:                          "AND at character 3 has nothing behind",
		`OR a`:                           "OR at character 1 has nothing before",
		`a OR OR b`:                      "OR at character 6 has nothing before",
		`(a OR)`:                         "OR at character 4 has nothing behind",
		`a NOT`:                          "NOT at character 3 has nothing behind",
		`a NEAR/0 b`:                     "1 to 1000",
		`a NEAR/x b`:                     "1 to 1000",
		`speaker:R1 NEAR b`:              "stands between words",
		`*`:                              "stands alone",
		`/[a/`:                           "cannot be read",
		`/abc`:                           "not closed",
		`~lop*`:                          "Leave out",
		`speaker:""`:                     "has no name",
		`uncoded:maybe`:                  "yes or no",
		`wond~3`:                         "1 or 2",
		`=foto*`:                         "Leave out",
		strings.Repeat("(", 100) + "a":   "brackets inside each other",
		strings.Repeat("NOT ", 99) + "a": "brackets inside each other",
		strings.Repeat("a ", 500):        "more than 100",
		strings.Repeat("a", 3000):        "longer than",
	} {
		q, err := Parse(in)
		if err == nil {
			t.Errorf("%s: parsed as %s", in, q)
			continue
		}
		if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", in, err, says)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`(a OR "b c"*) NEAR/5 d NOT speaker:"x y" /z+/ =é w?x~1`)
	f.Fuzz(func(t *testing.T, s string) {
		q, err := Parse(s)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatalf("%q: %v is no fault", s, err)
			}
			return
		}
		checkSpans(t, q, unitOf("Een "+s, "a b c "+s))
	})
}
