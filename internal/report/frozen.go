package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"verbatim/internal/finding"
)

// frozenWords are the words of frozen evidence on a check sheet, in its own
// language.
type frozenWords struct {
	of, frozen, now, people, documents, cases, passages, months string
}

func frozenWordsOf(language string) frozenWords {
	if language == "nl" {
		return frozenWords{
			of: "%s; aantallen en citaten van %s zoals bevroren in stand %s van %s", frozen: "Bevroren in stand %s van %s: %s.",
			now: "Nu: %s.", people: "%d van de %d deelnemers", documents: "%d van de %d documenten", cases: "%d van de %d casussen", passages: "passages: %d",
			months: "januari februari maart april mei juni juli augustus september oktober november december",
		}
	}
	return frozenWords{
		of: "%s; counts and quotes of %s as frozen at snapshot %s of %s", frozen: "Frozen at snapshot %s of %s: %s.",
		now: "Now: %s.", people: "%d of %d participants", documents: "%d of %d documents", cases: "%d of %d cases", passages: "passages: %d",
		months: "January February March April May June July August September October November December",
	}
}

// day writes a date in the sheet's language; it is UTC's, as on every stamp.
func (w frozenWords) day(f finding.Frozen) string {
	at := f.At.UTC()
	return fmt.Sprintf("%d %s %d", at.Day(), strings.Fields(w.months)[at.Month()-1], at.Year())
}

// filter is what the stamp of a check sheet says of what is on it: the
// snapshot too that frozen evidence is of.
func (s *Sheet) filter() string {
	said := sheetWordsOf(s.Language).filter
	w := frozenWordsOf(s.Language)
	var order []finding.Frozen
	of := map[string][]string{}
	for _, st := range s.Statements {
		if f := st.Frozen; f != nil {
			if of[f.Snapshot] == nil {
				order = append(order, *f)
			}
			of[f.Snapshot] = append(of[f.Snapshot], strconv.Itoa(st.Finding.Position))
		}
	}
	slices.SortFunc(order, func(a, b finding.Frozen) int { return a.At.Compare(b.At) })
	for _, f := range order {
		said = fmt.Sprintf(w.of, said, strings.Join(of[f.Snapshot], ", "), f.Snapshot, w.day(f))
	}
	return said
}

// figures says for whoever leads the group when the evidence of a statement
// was frozen, how much it was, and what is counted now where that differs.
func (s *Sheet) figures(st Statement) []string {
	if st.Frozen == nil {
		return nil
	}
	w := frozenWordsOf(s.Language)
	all := func(e, of finding.Evidence) string {
		var said []string
		if of.Participants > 0 {
			said = append(said, fmt.Sprintf(w.people, e.Participants, of.Participants))
		} else {
			said = append(said, fmt.Sprintf(w.documents, e.Documents, of.Documents))
		}
		if of.Cases > 0 {
			said = append(said, fmt.Sprintf(w.cases, e.Cases, of.Cases))
		}
		return strings.Join(append(said, fmt.Sprintf(w.passages, e.Codings)), ", ")
	}
	out := []string{fmt.Sprintf(w.frozen, st.Frozen.Snapshot, w.day(*st.Frozen), all(st.Evidence, st.Total))}
	if st.Now != st.Evidence || s.total != st.Total {
		out = append(out, fmt.Sprintf(w.now, all(st.Now, s.total)))
	}
	return out
}
