package web

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"verbatim/internal/cases"
	"verbatim/internal/search"
	"verbatim/ui/words"

	screen "verbatim/ui/search"
)

// fieldExamples ask for a case and for an attribute that the project has.
func fieldExamples(ctx context.Context, tx *sql.Tx) ([]screen.Example, error) {
	var out []screen.Example
	units, err := cases.Cases(ctx, tx)
	if err != nil {
		return nil, err
	}
	if len(units) > 0 {
		out = append(out, screen.Example{Query: search.Clause{Field: "case", Value: units[0].Name}.String(), Means: words.Say(ctx, "search.ask.case")})
	}
	for _, owner := range []string{"participant", "case", "document"} {
		attributes, err := cases.Attributes(ctx, tx, owner)
		if err != nil {
			return nil, err
		}
		values, err := cases.Values(ctx, tx, owner)
		if err != nil {
			return nil, err
		}
		for _, subject := range slices.Sorted(maps.Keys(values)) {
			for _, a := range attributes {
				if value := values[subject][a.ID]; value != "" {
					eg := search.Clause{Field: search.AttributeName(a.Name), Value: value}
					return append(out, screen.Example{Query: eg.String(), Means: words.Say(ctx, "search.ask.attribute")}), nil
				}
			}
		}
	}
	return out, nil
}
