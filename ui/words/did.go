package words

import (
	"context"
	"fmt"
	"strings"
)

// Did says what an entry of the history did, from its what and its subject:
// the sentence "did."+what, with as many of the subject's names as it takes.
func Did(ctx context.Context, what string, subject []string) string {
	entry, ok := texts["did."+what]
	if !ok {
		return Say(ctx, "did.other")
	}
	format := entry.en
	if In(ctx) == Dutch {
		format = entry.nl
	}
	takes := strings.Count(format, "%s")
	if len(subject) < takes {
		return Say(ctx, "did.other")
	}
	args := make([]any, takes)
	for i := range args {
		args[i] = subject[i]
	}
	return fmt.Sprintf(format, args...)
}
