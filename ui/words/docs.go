package words

// A project's list of documents.
func init() {
	say(map[string]text{
		"docs.empty":        {"Nothing to read yet. Bring in your interviews: you see what each file becomes before anything is stored.", "Nog niets te lezen. Lees je interviews in: je ziet wat elk bestand wordt voordat er iets wordt bewaard."},
		"docs.readon":       {"Read on in %s", "Lees verder in %s"},
		"docs.begin":        {"Begin with %s", "Begin met %s"},
		"docs.readat":       {"at turn %d · %s", "bij beurt %d · %s"},
		"docs.paste":        {"or paste text", "of plak tekst"},
		"docs.document":     {"Document", "Document"},
		"docs.turns":        {"Turns", "Beurten"},
		"docs.words":        {"Words", "Woorden"},
		"docs.codings":      {"Codings", "Coderingen"},
		"docs.read":         {"Read", "Gelezen"},
		"docs.readall":      {"to the end", "helemaal"},
		"docs.percent":      {"%d %%", "%d %%"},
		"docs.more":         {"More for %s: rename, move or remove", "Meer voor %s: hernoemen, verplaatsen of weghalen"},
		"docs.name":         {"Name", "Naam"},
		"docs.group":        {"Group", "Groep"},
		"docs.regroup":      {"Put in group", "In groep zetten"},
		"docs.up":           {"Up", "Omhoog"},
		"docs.down":         {"Down", "Omlaag"},
		"docs.totrash.hint": {"It keeps its codings and can come back.", "De coderingen blijven, en het kan terug."},
		"docs.history":      {"History", "Geschiedenis"},
		"docs.backups":      {"Backups", "Reservekopieën"},
		"docs.restore":      {"Bring back %s", "%s terughalen"},

		"did.project.create":      {"Made the project %s", "Project %s gemaakt"},
		"did.project.rename":      {"Renamed the project to %s", "Het project heet nu %s"},
		"did.person.add":          {"%s joined", "%s doet mee"},
		"did.document.rename":     {"Renamed %s to %s", "%s heet nu %s"},
		"did.document.move":       {"Moved %s", "%s verplaatst"},
		"did.document.group":      {"Put %s in %s", "%s in %s gezet"},
		"did.document.ungroup":    {"Took %s out of its group", "%s uit de groep gehaald"},
		"did.document.trash":      {"%s is in the trash", "%s staat in de prullenbak"},
		"did.document.restore":    {"Brought back %s", "%s teruggehaald"},
		"did.document.make":       {"Laid down the text of a file", "De tekst van een bestand neergelegd"},
		"did.codebook.import":     {"Brought in %s", "%s ingelezen"},
		"did.cases.import":        {"Brought in %s", "%s ingelezen"},
		"did.participants.import": {"Brought in %s", "%s ingelezen"},
		"did.codings.import":      {"Brought in %s", "%s ingelezen"},
		"did.findings.import":     {"Brought in %s", "%s ingelezen"},
		"did.other":               {"Changed", "Gewijzigd"},
		"did.undone":              {"Taken back: %s", "Teruggenomen: %s"},
		"did.redone":              {"Done again: %s", "Opnieuw gedaan: %s"},
	})
	count(map[string]plural{
		"did.document.import": {[2]string{"Brought in %[2]s", "Brought in %[1]d documents"}, [2]string{"%[2]s ingelezen", "%[1]d documenten ingelezen"}},
		"docs.uncounted":      {[2]string{"%d more of another coder is not counted.", "%d more of another coder are not counted."}, [2]string{"Nog %d van een andere codeur telt niet mee.", "Nog %d van een andere codeur tellen niet mee."}},
		"docs.intrash":        {[2]string{"%d document in the trash", "%d documents in the trash"}, [2]string{"%d document in de prullenbak", "%d documenten in de prullenbak"}},
	})
}
