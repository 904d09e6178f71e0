package words

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// number is a count that writes itself as its language does, under any verb.
type number struct {
	n     int64
	dutch bool
}

// Format writes the number with the separator between thousands.
func (n number) Format(f fmt.State, verb rune) {
	_, _ = io.WriteString(f, grouped(n.n, n.dutch))
}

// localised makes numbers out of the integers among the arguments.
func localised(ctx context.Context, args []any) []any {
	dutch := In(ctx) == Dutch
	out := make([]any, len(args))
	for i, arg := range args {
		switch v := arg.(type) {
		case int:
			out[i] = number{int64(v), dutch}
		case int64:
			out[i] = number{v, dutch}
		default:
			out[i] = arg
		}
	}
	return out
}

// Number writes a count: 2,239 in English, 2.239 in Dutch.
func Number(ctx context.Context, n int) string {
	return grouped(int64(n), In(ctx) == Dutch)
}

func grouped(n int64, dutch bool) string {
	mark := ","
	if dutch {
		mark = "."
	}
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	var out strings.Builder
	for i, digit := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out.WriteString(mark)
		}
		out.WriteRune(digit)
	}
	return sign + out.String()
}

// When says a moment as people do: "today, 16:20", "yesterday, 16:20",
// "3 November", "3 November 2024". The moment now is given so that pages of
// one snapshot are the same.
func When(ctx context.Context, at, now time.Time) string {
	at = at.In(now.Location())
	clock := at.Format("15:04")
	days := int(midnight(now).Sub(midnight(at)).Hours()+0.5) / 24
	switch {
	case days == 0:
		return Say(ctx, "when.today", clock)
	case days == 1:
		return Say(ctx, "when.yesterday", clock)
	case at.Year() == now.Year():
		return Day(ctx, at)
	}
	return Day(ctx, at) + " " + at.Format("2006")
}

// Day says a day without its year: "3 November".
func Day(ctx context.Context, at time.Time) string {
	months := monthsEnglish
	if In(ctx) == Dutch {
		months = monthsDutch
	}
	return strconv.Itoa(at.Day()) + " " + months[at.Month()-1]
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

var (
	monthsEnglish = [12]string{"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December"}
	monthsDutch = [12]string{"januari", "februari", "maart", "april", "mei", "juni",
		"juli", "augustus", "september", "oktober", "november", "december"}
)

// Language says the name of a language by its code (ISO 639-1); the code
// itself where there are no words for it.
func Language(ctx context.Context, code string) string {
	if _, known := texts["lang."+code]; known {
		return Say(ctx, "lang."+code)
	}
	return code
}
