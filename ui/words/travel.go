package words

// Bringing a codebook from another project or a file.
func init() {
	say(map[string]text{
		"travel.title":         {"Bring a codebook", "Een codeboek meenemen"},
		"travel.open":          {"Bring a codebook", "Codeboek meenemen"},
		"travel.lede":          {"Codes of another project or of a file, set beside yours. You choose for each what becomes of it; nothing is taken before that.", "Codes van een ander project of uit een bestand, naast die van jou. Je kiest per code wat ermee gebeurt; eerder wordt niets overgenomen."},
		"travel.project":       {"From another project", "Uit een ander project"},
		"travel.project.which": {"Project", "Project"},
		"travel.project.none":  {"There is no other project in this data folder.", "Er is geen ander project in deze gegevensmap."},
		"travel.file":          {"From a file", "Uit een bestand"},
		"travel.file.which":    {"codebook.csv, as it is taken out here", "codebook.csv, zoals hier geëxporteerd"},
		"travel.look":          {"Set it beside mine", "Zet het naast het mijne"},
		"travel.code":          {"Code", "Code"},
		"travel.differs":       {"There, and here", "Daar, en hier"},
		"travel.there":         {"%s, there", "%s, daar"},
		"travel.here":          {"here", "hier"},
		"travel.choice":        {"What becomes of it", "Wat ermee gebeurt"},
		"travel.choice.of":     {"What becomes of %s", "Wat er met %s gebeurt"},
		"travel.is.new":        {"new", "nieuw"},
		"travel.is.same":       {"the same", "hetzelfde"},
		"travel.is.changed":    {"says more or otherwise", "zegt meer of iets anders"},
		"travel.new.take":      {"Take it", "Overnemen"},
		"travel.new.keep":      {"Leave it out", "Weglaten"},
		"travel.keep":          {"Keep mine", "De mijne houden"},
		"travel.take.theirs":   {"Take theirs", "De hunne overnemen"},
		"travel.both":          {"Have both", "Allebei"},
		"travel.take":          {"Take what I chose", "Neem over wat ik koos"},
		"travel.undo":          {"One step to undo.", "In één stap ongedaan te maken."},
		"travel.nothing":       {"Every code of it is here already, with the same words.", "Elke code eruit staat hier al, met dezelfde woorden."},
		"travel.other":         {"Another codebook", "Een ander codeboek"},
		"travel.sums":          {"%s, %s, %s.", "%s, %s, %s."},
		"did.codebook.take":    {"Took codes of %[2]s: %[1]s", "Codes van %[2]s overgenomen: %[1]s"},
	})
	count(map[string]plural{
		"travel.n.new":     {[2]string{"%d new", "%d new"}, [2]string{"%d nieuw", "%d nieuw"}},
		"travel.n.changed": {[2]string{"%d says something else", "%d say something else"}, [2]string{"%d zegt iets anders", "%d zeggen iets anders"}},
		"travel.n.same":    {[2]string{"%d the same", "%d the same"}, [2]string{"%d hetzelfde", "%d hetzelfde"}},
	})
	refuse(map[string]string{
		"A code of another codebook is taken, kept or both, not “%s”.":                       "Een code van een ander codeboek wordt overgenomen, gehouden of allebei, niet “%s”.",
		"Choose another project, or a codebook.csv.":                                         "Kies een ander project, of een codebook.csv.",
		"%s is larger than a codebook can be. A codebook.csv of at most %d MB can be taken.": "%s is groter dan een codeboek kan zijn. Een codebook.csv van hooguit %d MB kan worden overgenomen.",
	})
}
