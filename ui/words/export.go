package words

// Taking out what a paper needs.
func init() {
	say(map[string]text{
		"export.title":         {"Take out", "Uitvoeren"},
		"export.lede":          {"Everything a paper needs, as files of your own. Each says which state of the project it is of; taken out twice, it is the same to the byte.", "Alles wat een artikel nodig heeft, als eigen bestanden. Elk vermeldt van welke stand van het project het is; twee keer uitgevoerd is het tot op de byte hetzelfde."},
		"export.empty":         {"Nothing to take out yet. Bring in a transcript, or make a code.", "Nog niets om uit te voeren. Lees een transcript in, of maak een code."},
		"export.empty.do":      {"Bring in transcripts", "Lees transcripten in"},
		"export.layer":         {"Whose codings", "Wiens coderingen"},
		"export.layer.default": {"each document’s consensus, else its first coder", "per document de consensus, anders de eerste codeur"},
		"export.consensus":     {"consensus", "consensus"},
		"export.separator":     {"Between the columns of a csv", "Tussen de kolommen van een csv"},
		"export.comma":         {"comma", "komma"},
		"export.semicolon":     {"semicolon", "puntkomma"},
		"export.tab":           {"tab", "tab"},
		"export.separator.why": {"A Dutch Excel opens semicolons in columns; for Excel, xlsx is the better door.", "Een Nederlandse Excel zet puntkomma’s in kolommen; voor Excel is xlsx de betere weg."},
		"export.apply":         {"Apply", "Pas toe"},
		"export.beside":        {"Provenance of %s", "Herkomst van %s"},
		"export.single":        {"One by one", "Een voor een"},
		"export.stamp":         {"Snapshot %s, of %s", "Momentopname %s, van %s"},
		"export.zip":           {"%s, all in a zip", "%s, samen in een zip"},

		"export.codebook":         {"Codebook", "Codeboek"},
		"export.codebook.holds":   {"A row a code: definition, when to use it and when not, an example, and how often it was applied. Word as a paper prints it; Excel and csv in full.", "Een rij per code: definitie, wanneer wel en niet, een voorbeeld, en hoe vaak toegepast. Word zoals een artikel het afdrukt; Excel en csv volledig."},
		"export.segments":         {"Coded passages", "Gecodeerde passages"},
		"export.segments.holds":   {"A row a coding: the words, who said them and where, code and coder. Word by code, for reading and quoting.", "Een rij per codering: de woorden, wie ze zei en waar, code en codeur. Word per code, om te lezen en te citeren."},
		"export.transcript":       {"Transcripts", "Transcripten"},
		"export.transcript.holds": {"Word: the text with the codes as comments. HTML: with the codes in the margin, to print. txt: the text that the positions of every coding count in, and nothing else.", "Word: de tekst met de codes als opmerkingen. HTML: met de codes in de marge, om af te drukken. txt: de tekst waarin de posities van elke codering tellen, en niets anders."},
		"export.checksheet":       {"Check sheet for participants", "Checklijst voor deelnemers"},
		"export.checksheet.holds": {"The statements with boxes to tick and lines to write on, A4. Its language and what it shows are set beside the sheet.", "De uitspraken met hokjes en schrijfregels, A4. De taal en wat erop staat, stel je naast het blad in."},
		"export.checksheet.do":    {"Write a statement", "Schrijf een uitspraak"},
		"export.codetree":         {"Code tree", "Codeboom"},
		"export.codetree.holds":   {"The codes under what holds them: a table for Word, the edges as csv, and the data structure as a figure in black and white (SVG).", "De codes onder wat ze bevat: een tabel voor Word, de lijnen als csv, en de datastructuur als figuur in zwart-wit (SVG)."},
		"export.codetree.do":      {"To the codebook", "Naar het codeboek"},
		"export.memos":            {"Memos", "Memo’s"},
		"export.memos.holds":      {"Your memos and those that others shared, with what each is about. Word and Markdown by kind, for reading.", "Je eigen memo’s en die anderen deelden, met waarover elk gaat. Word en Markdown per soort, om te lezen."},
		"export.memos.do":         {"To the memos", "Naar de memo’s"},
		"export.history":          {"History", "Geschiedenis"},
		"export.history.holds":    {"A row an entry: when, who, what and why, with the hash that chains it to the one before. Word by day; json with every row before and after. What is private to others stays out.", "Een rij per stap: wanneer, wie, wat en waarom, met de hash die haar aan de vorige ketent. Word per dag; json met elke rij ervoor en erna. Wat van een ander privé is, blijft eruit."},
		"export.history.do":       {"To the history", "Naar de geschiedenis"},
		"export.codebook.do":      {"To the codebook", "Naar het codeboek"},
		"export.segments.do":      {"To the desk", "Naar de werktafel"},
		"export.import.do":        {"Bring in transcripts", "Lees transcripten in"},

		"export.lack.definition": {"Without a definition: %s", "Zonder definitie: %s"},
		"export.lack.example":    {"Without an example: %s", "Zonder voorbeeld: %s"},
		"export.lack.applied":    {"Never applied: %s", "Nooit toegepast: %s"},
		"export.lack.once":       {"Applied once: %s", "Eén keer toegepast: %s"},
		"export.lack.coder":      {"Applied by one coder only: %s", "Door maar één codeur toegepast: %s"},
		"export.lack.more":       {"%s and %d more", "%s en nog %d"},
	})
	count(map[string]plural{
		"export.memos.count": {[2]string{"%d memo", "%d memos"}, [2]string{"%d memo", "%d memo’s"}},
		"export.entries":     {[2]string{"%d step", "%d steps"}, [2]string{"%d stap", "%d stappen"}},
	})
	refuse(map[string]string{
		"%s has no setting “%s”. It has: %s.":                                                                     "%s heeft geen instelling “%s”. Wel: %s.",
		"%s has no setting “%s”. It has none.":                                                                    "%s heeft geen instelling “%s”. Er zijn er geen.",
		"There is no code in this project yet. Make one, or bring in a codebook.":                                 "Er is nog geen code in dit project. Maak er een, of lees een codeboek in.",
		"There is no memo to take out yet. Write one, or ask its author to share it.":                             "Er is nog geen memo om uit te voeren. Schrijf er een, of vraag de auteur er een te delen.",
		"Nothing was done in this project yet.":                                                                   "In dit project is nog niets gedaan.",
		"There is no “%s”. %s can be taken out as: %s.":                                                           "“%s” bestaat niet. %s is uit te voeren als: %s.",
		"There is no document in this project yet. Bring one in first.":                                           "Er is nog geen document in dit project. Lees er eerst een in.",
		"There is no “%s” to take out. There is: %s; each with a format, such as codebook.docx.":                  "“%s” is niet uit te voeren. Wel: %s; elk met een formaat, zoals codebook.docx.",
		"There is no statement to put on the sheet yet. Write one under Check sheet, or bring in a findings.csv.": "Er is nog geen uitspraak voor het blad. Schrijf er een bij Checklijst, of lees een findings.csv in.",
		"The setting counts is yes or no, not “%s”.":                                                              "De instelling counts is yes of no, niet “%s”.",
	})
}
