package words

// The commands of the desk, their keys, and what they say.
func init() {
	say(map[string]text{
		"desk.help.coding": {"A coding", "Een codering"},
		"desk.help.take":   {"Take along", "Meenemen"},
		"desk.help.now":    {"Possible now", "Nu mogelijk"},
		"desk.help.all":    {"All", "Alle"},
		"desk.help.off":    {"Single keys off", "Losse toetsen uit"},
		"desk.help.reset":  {"As delivered", "Zoals geleverd"},

		"desk.do.uncoded": {"Next turn without a coding", "Volgende beurt zonder codering"},
		"desk.do.brush":   {"Brush", "Kwast"},
		"desk.do.cycle":   {"Next of the codings here", "Volgende van de coderingen hier"},
		"desk.do.recode":  {"Give another code", "Andere code geven"},
		"desk.do.link":    {"Copy a link", "Link kopiëren"},
		"desk.do.quote":   {"Copy a quote", "Citaat kopiëren"},

		"desk.js.space":     {"Space", "Spatie"},
		"desk.js.keyof":     {"Key of “%s”: %s. Change it", "Toets van “%s”: %s. Wijzigen"},
		"desk.js.nokey":     {"none", "geen"},
		"desk.js.rekey":     {"Press the new key for “%s”. Backspace leaves it without, Escape as it was.", "Druk op de nieuwe toets voor “%s”. Backspace laat hem zonder, Escape zoals hij was."},
		"desk.js.rekeyed":   {"“%s” is now on %s.", "“%s” zit nu op %s."},
		"desk.js.unkeyed":   {"“%s” has no key now.", "“%s” heeft nu geen toets."},
		"desk.js.keptkey":   {"“%s” stays on %s.", "“%s” blijft op %s."},
		"desk.js.taken":     {"%s is the key of “%s”. Press another, or change that one first.", "%s is de toets van “%s”. Druk op een andere, of wijzig die eerst."},
		"desk.js.notakey":   {"Choose a letter, a sign or the space bar. The numbers apply codes.", "Kies een letter, een teken of de spatiebalk. De cijfers passen codes toe."},
		"desk.js.off":       {"Single keys are off. Everything is in this list and in Go to anything.", "Losse toetsen staan uit. Alles staat in deze lijst en in Ga naar."},
		"desk.js.reset":     {"Keys are as delivered.", "De toetsen zijn zoals geleverd."},
		"desk.js.ctxbrush":  {"The brush is on.", "De kwast staat aan."},
		"desk.js.ctxwords":  {"Words are selected.", "Er zijn woorden geselecteerd."},
		"desk.js.ctxnone":   {"Nothing is selected, and no coding stands at the cursor.", "Er is niets geselecteerd, en bij de cursor staat geen codering."},
		"desk.js.command":   {"command", "opdracht"},
		"desk.js.turnplace": {"turn", "beurt"},
		"desk.js.turnno":    {"Turn %s", "Beurt %s"},

		"desk.js.brushcode":  {"Code of the brush", "Code van de kwast"},
		"desk.js.brushverb":  {"Brush with it", "Kwasten"},
		"desk.js.brushing":   {"Brush: what you select gets ‘%s’ at once.", "Kwast: wat je selecteert krijgt meteen ‘%s’."},
		"desk.js.brushend":   {"End", "Stoppen"},
		"desk.js.brushed":    {"The brush is put away.", "De kwast is weggelegd."},
		"desk.js.recodeas":   {"Instead of ‘%s’", "In plaats van ‘%s’"},
		"desk.js.recodeverb": {"Give this code", "Deze code geven"},
		"desk.js.recoding":   {"‘%s’ instead of ‘%s’", "‘%s’ in plaats van ‘%s’"},
		"desk.js.recodeq":    {"Give another code to which one?", "Welke een andere code geven?"},
		"desk.js.keptcodes":  {"The codes stay as they are.", "De codes blijven zoals ze zijn."},
		"desk.js.current":    {"‘%s’, %s", "‘%s’, %s"},
		"desk.js.of":         {"%d of %d", "%d van %d"},
		"desk.js.nonehere":   {"No coding at the cursor.", "Geen codering bij de cursor."},
		"desk.js.allcoded":   {"No turn without a coding after this one.", "Geen beurt zonder codering hierna."},
		"desk.js.copiedlink": {"Copied a link to these words.", "Een link naar deze woorden is gekopieerd."},
		"desk.js.copied":     {"Copied: %s", "Gekopieerd: %s"},
		"desk.js.notcopied":  {"The browser did not let it be copied. Select the words and press Ctrl C.", "De browser liet kopiëren niet toe. Selecteer de woorden en druk op Ctrl C."},
		"desk.js.quoteturn":  {"“%s” (%s, %s, turn %s)", "“%s” (%s, %s, beurt %s)"},
		"desk.js.quoteplain": {"“%s” (%s)", "“%s” (%s)"},
		"desk.js.oldlink":    {"The text was corrected since this link was made; the place may differ a little.", "De tekst is verbeterd sinds deze link werd gemaakt; de plek kan iets verschillen."},
	})
	count(map[string]plural{
		"desk.js.ctxcodings": {[2]string{"%d coding at the cursor.", "%d codings at the cursor."}, [2]string{"%d codering bij de cursor.", "%d coderingen bij de cursor."}},
	})
}
