package words

// Versions of the codebook, and what changed between them.
func init() {
	say(map[string]text{
		"version.title":     {"Versions of the codebook", "Versies van het codeboek"},
		"version.short":     {"Versions", "Versies"},
		"version.lede":      {"A version keeps the codebook as it is now under a name: before a round of coding, say, or after a meeting. What changed since is said below, in words and with both texts.", "Een versie bewaart het codeboek zoals het nu is onder een naam: voor een codeerronde bijvoorbeeld, of na een overleg. Wat sindsdien veranderde staat eronder, in woorden en met beide teksten."},
		"version.name":      {"Name", "Naam"},
		"version.proposed":  {"Version %d", "Versie %d"},
		"version.note":      {"Note", "Notitie"},
		"version.keep":      {"Keep the codebook as it is now", "Bewaar het codeboek zoals het nu is"},
		"version.meta":      {"%s · %s · %s · snapshot %s", "%s · %s · %s · momentopname %s"},
		"version.since":     {"What changed since", "Wat sindsdien veranderde"},
		"version.drop.name": {"Delete the version %s", "Versie %s verwijderen"},
		"version.now":       {"now", "nu"},
		"version.older":     {"From", "Van"},
		"version.newer":     {"To", "Tot"},
		"version.compare":   {"Compare", "Vergelijk"},
		"version.between":   {"From %s to %s", "Van %s tot %s"},
		"version.same":      {"Every code is the same.", "Alle codes zijn hetzelfde."},
		"version.what":      {"What changed", "Wat er veranderde"},
		"version.was":       {"It said: ", "Er stond: "},
		"version.is":        {"It says: ", "Er staat: "},
		"version.top":       {"the top", "bovenaan"},
		"version.made":      {"New.", "Nieuw."},
		"version.split":     {"New: split off from “%s”.", "Nieuw: afgesplitst van “%s”."},
		"version.gone":      {"Deleted.", "Verwijderd."},
		"version.merged":    {"Merged into “%s”.", "Samengevoegd met “%s”."},
		"version.renamed":   {"Renamed: it was “%s”.", "Hernoemd: het was “%s”."},
		"version.moved":     {"Moved: from %s to %s.", "Verplaatst: van %s naar %s."},
		"version.retired":   {"Retired.", "Buiten gebruik gesteld."},
		"version.back":      {"Brought back into use.", "Weer in gebruik genomen."},
		"version.redefined": {"Says something else: %s.", "Zegt iets anders: %s."},
		"version.other":     {"%s.", "%s."},
		"version.from":      {"%s from %s to %s", "%s van %s naar %s"},

		"did.codebook.version":   {"Kept the codebook as ‘%s’", "Codeboek bewaard als ‘%s’"},
		"did.codebook.unversion": {"Deleted the version ‘%s’ of the codebook", "Versie ‘%s’ van het codeboek verwijderd"},
		"history.kind.codebook":  {"codebook as a whole", "codeboek als geheel"},
	})
	count(map[string]plural{
		"version.changed": {[2]string{"%d code is not the same.", "%d codes are not the same."}, [2]string{"%d code is niet hetzelfde.", "%d codes zijn niet hetzelfde."}},
	})
	refuse(map[string]string{
		"A version needs a name. Write one and try again.":                                       "Een versie heeft een naam nodig. Schrijf er een en probeer het opnieuw.",
		"The name “%s” is too long: a version's name can be 100 characters.":                     "De naam “%s” is te lang: de naam van een versie kan 100 tekens zijn.",
		"There is a version “%s” already. Choose another name.":                                  "Er is al een versie “%s”. Kies een andere naam.",
		"The codebook has no version “%s”. The page of its versions lists those that there are.": "Het codeboek heeft geen versie “%s”. Op de pagina met versies staat welke er zijn.",
	})
}
