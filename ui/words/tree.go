package words

// How the tree of codes is sorted and narrowed, and the codes that may be one.
func init() {
	say(map[string]text{
		"tree.sort":           {"Order", "Volgorde"},
		"tree.sort.":          {"In order", "Op volgorde"},
		"tree.sort.name":      {"By name", "Op naam"},
		"tree.sort.count":     {"Most used first", "Meest gebruikt eerst"},
		"tree.sort.last":      {"Last used first", "Laatst gebruikt eerst"},
		"tree.sort.first":     {"By first interview", "Op eerste interview"},
		"tree.show":           {"Show", "Toon"},
		"tree.show.":          {"All codes", "Alle codes"},
		"tree.show.undefined": {"Without a definition", "Zonder definitie"},
		"tree.show.noexample": {"Without an example", "Zonder voorbeeld"},
		"tree.show.unapplied": {"Never applied", "Nooit toegepast"},
		"tree.show.once":      {"Applied once", "Eén keer toegepast"},
		"tree.show.onecoder":  {"By one coder only", "Door één codeur"},
		"tree.show.pinned":    {"Pinned", "Vastgezet"},
		"tree.show.candidate": {"Candidates", "Kandidaten"},
		"tree.show.retired":   {"Retired", "Buiten gebruik"},
		"tree.show.inductive": {"Inductive", "Inductief"},
		"tree.show.deductive": {"Deductive", "Deductief"},
		"tree.show.vivo":      {"In vivo", "In vivo"},
		"tree.all":            {"Show all", "Toon alle"},
		"tree.narrow":         {"Show them in the tree", "Toon ze in de boom"},

		"alike.title":    {"Codes that may be one", "Codes die misschien hetzelfde zijn"},
		"alike.lede":     {"Names that differ by a letter, an ending or the order of their words, and codes whose passages nearly always overlap. Merging shows first what it would do; what you call different is not shown again.", "Namen die een letter, een uitgang of de volgorde van hun woorden verschillen, en codes waarvan de passages bijna altijd overlappen. Samenvoegen laat eerst zien wat het doet; wat je verschillend noemt, komt niet terug."},
		"alike.none":     {"No two codes look alike.", "Geen twee codes lijken op elkaar."},
		"alike.look":     {"Look for codes that may be one", "Zoek codes die misschien hetzelfde zijn"},
		"alike.letters":  {"The names are the same but for case, accents or signs.", "De namen zijn gelijk op hoofdletters, accenten of tekens na."},
		"alike.form":     {"One name is the plural of the other.", "De ene naam is het meervoud van de andere."},
		"alike.words":    {"The same words in another order.", "Dezelfde woorden in een andere volgorde."},
		"alike.spelling": {"The names are a letter or two apart.", "De namen verschillen een of twee letters."},
		"alike.places":   {"Their passages nearly always overlap.", "Hun passages overlappen bijna altijd."},
		"alike.not":      {"Not the same", "Niet hetzelfde"},
		"alike.again":    {"Compare again", "Vergelijk weer"},

		"did.code.distinct": {"Called %s and %s different codes", "%s en %s verschillende codes genoemd"},
		"did.code.alike":    {"Compares %s and %s again", "%s en %s worden weer vergeleken"},
	})
	count(map[string]plural{
		"tree.found":     {[2]string{"%d found", "%d found"}, [2]string{"%d gevonden", "%d gevonden"}},
		"alike.hint":     {[2]string{"%d pair of codes that may be one", "%d pairs of codes that may be one"}, [2]string{"%d paar codes dat misschien hetzelfde is", "%d paren codes die misschien hetzelfde zijn"}},
		"alike.told":     {[2]string{"%d pair that was called different", "%d pairs that were called different"}, [2]string{"%d paar dat verschillend is genoemd", "%d paren die verschillend zijn genoemd"}},
		"code.hint.once": {[2]string{"%d code applied once", "%d codes applied once"}, [2]string{"%d code één keer toegepast", "%d codes één keer toegepast"}},
	})
}
