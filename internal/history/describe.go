package history

import "verbatim/internal/fault"

// describe names a row for a person: what it is, and its name where it has one.
// It is a fault so that it can be said in the reader's language, in a sentence
// of which it is a part.
func describe(table string, row, other map[string]any) *fault.Error {
	if row == nil {
		row = other
	}
	name := ""
	for _, col := range []string{"name", "exact"} {
		if s, ok := row[col].(string); ok && s != "" {
			if r := []rune(s); len(r) > 60 {
				s = string(r[:60]) + "…"
			}
			name = s
			break
		}
	}
	switch table {
	case "code":
		return fault.New(fault.Conflict, "the code “%s”", name)
	case "segment":
		return fault.New(fault.Conflict, "the passage “%s”", name)
	case "document":
		return fault.New(fault.Conflict, "the document “%s”", name)
	case "docgroup":
		return fault.New(fault.Conflict, "the group “%s”", name)
	case "finding":
		return fault.New(fault.Conflict, "the statement “%s”", name)
	case "participant":
		return fault.New(fault.Conflict, "the participant “%s”", name)
	case "cases":
		return fault.New(fault.Conflict, "the case “%s”", name)
	case "speaker":
		return fault.New(fault.Conflict, "the speaker “%s”", name)
	case "person":
		return fault.New(fault.Conflict, "the coder “%s”", name)
	case "attribute":
		return fault.New(fault.Conflict, "the attribute “%s”", name)
	case "layer":
		return fault.New(fault.Conflict, "the layer “%s”", name)
	case "project":
		return fault.New(fault.Conflict, "the project “%s”", name)
	case "coding":
		return fault.New(fault.Conflict, "a coding")
	case "memo":
		return fault.New(fault.Conflict, "a memo")
	case "quote":
		return fault.New(fault.Conflict, "a quote")
	case "attribute_value":
		return fault.New(fault.Conflict, "a value")
	case "finding_code":
		return fault.New(fault.Conflict, "a link to a code")
	case "sheet":
		return fault.New(fault.Conflict, "the check sheet")
	}
	return fault.New(fault.Conflict, "what it changed (%s)", table)
}

// counted says how many rows of a table there are.
func counted(table string, n int) *fault.Error {
	switch table {
	case "coding":
		return fault.New(fault.Conflict, "codings: %d", n)
	case "code":
		return fault.New(fault.Conflict, "codes: %d", n)
	case "segment":
		return fault.New(fault.Conflict, "passages: %d", n)
	case "document":
		return fault.New(fault.Conflict, "documents: %d", n)
	case "memo":
		return fault.New(fault.Conflict, "memos: %d", n)
	case "quote":
		return fault.New(fault.Conflict, "quotes: %d", n)
	case "finding_code":
		return fault.New(fault.Conflict, "statements: %d", n)
	case "attribute_value":
		return fault.New(fault.Conflict, "values: %d", n)
	case "speaker":
		return fault.New(fault.Conflict, "speakers: %d", n)
	case "participant":
		return fault.New(fault.Conflict, "participants: %d", n)
	}
	return fault.New(fault.Conflict, "%s: %d", table, n)
}
