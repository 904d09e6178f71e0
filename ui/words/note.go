package words

// What is said of one coding beside its code: comment, valence, weight.
func init() {
	say(map[string]text{
		"note.same":               {"Nothing changed.", "Niets gewijzigd."},
		"note.valence":            {"Valence", "Waardering"},
		"note.weight":             {"Weight", "Gewicht"},
		"note.weight.hint":        {"0 to 100", "0 tot 100"},
		"note.comment":            {"Comment", "Opmerking"},
		"note.none":               {"none", "geen"},
		"note.save":               {"Save", "Bewaar"},
		"passages.f.valence":      {"Valence", "Waardering"},
		"passages.f.comment":      {"Comment", "Opmerking"},
		"passages.choose.valence": {"choose a valence", "kies een waardering"},
		"passages.valence.do":     {"Set", "Stel in"},
		"did.coding.valence.many": {"Valence %[2]s on passages: %[1]s", "Waardering %[2]s op passages: %[1]s"},

		"note.with":    {"with a comment", "met een opmerking"},
		"note.without": {"without", "zonder"},

		"help.key.valence":    {"Valence of what is ticked", "Waardering van wat is aangevinkt"},
		"help.key.note":       {"Comment, valence and weight", "Opmerking, waardering en gewicht"},
		"desk.do.valence-1":   {"Valence: negative", "Waardering: negatief"},
		"desk.do.valence0":    {"Valence: neutral", "Waardering: neutraal"},
		"desk.do.valence1":    {"Valence: positive", "Waardering: positief"},
		"desk.do.note":        {"Comment and weight", "Opmerking en gewicht"},
		"note.weight.long":    {"Weight, 0 to 100", "Gewicht, 0 tot 100"},
		"desk.js.note.weighs": {"weight %d", "gewicht %d"},
		"desk.js.note.said":   {"comment on ‘%s’: %s", "opmerking bij ‘%s’: %s"},
		"desk.js.note.which":  {"On which one? Press its number, or Escape.", "Bij welke? Druk op het nummer, of op Escape."},

		"did.coding.note":              {"Changed the note on ‘%s’", "Notitie bij ‘%s’ gewijzigd"},
		"did.coding.note.valence":      {"‘%[2]s’: valence %[1]s", "‘%[2]s’: waardering %[1]s"},
		"did.coding.note.weight":       {"‘%[2]s’: weight %[1]s", "‘%[2]s’: gewicht %[1]s"},
		"did.coding.note.valence.none": {"Took the valence off ‘%[2]s’", "Waardering van ‘%[2]s’ weggehaald"},
		"did.coding.note.weight.none":  {"Took the weight off ‘%[2]s’", "Gewicht van ‘%[2]s’ weggehaald"},
		"did.coding.valence.none.many": {"Took the valence off passages: %[1]s", "Waardering weggehaald van passages: %[1]s"},
		"did.coding.note.comment":      {"Commented on ‘%[2]s’: %[1]s", "Opmerking bij ‘%[2]s’: %[1]s"},
		"did.coding.note.comment.none": {"Took the comment off ‘%[2]s’", "Opmerking bij ‘%[2]s’ weggehaald"},
	})
	refuse(map[string]string{
		"Choose the valence that the ticked passages are to have.":                                   "Kies de waardering die de aangevinkte passages moeten krijgen.",
		"A comment can be %d characters long. Write a memo instead.":                                 "Een opmerking kan %d tekens lang zijn. Schrijf liever een memo.",
		"The comment was changed meanwhile and now says “%s”. Yours was not saved; look at the two.": "De opmerking is intussen gewijzigd en luidt nu “%s”. De jouwe is niet bewaard; bekijk de twee.",
	})
}
