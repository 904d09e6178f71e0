package words

// Passages linked to passages.
func init() {
	say(map[string]text{
		"link.supports":       {"supports", "ondersteunt"},
		"link.contradicts":    {"contradicts", "weerspreekt"},
		"link.explains":       {"explains", "verklaart"},
		"link.example":        {"is an example of", "is een voorbeeld van"},
		"link.see":            {"has to do with", "hangt samen met"},
		"link.supports.by":    {"is supported by", "wordt ondersteund door"},
		"link.contradicts.by": {"is contradicted by", "wordt weersproken door"},
		"link.explains.by":    {"is explained by", "wordt verklaard door"},
		"link.example.by":     {"has as an example", "heeft als voorbeeld"},
		"link.see.by":         {"has to do with", "hangt samen met"},
		"link.from":           {"Link from", "Koppel van"},
		"link.to":             {"To here", "Naar hier"},
		"link.kind":           {"What the first passage is to the second", "Wat de eerste passage voor de tweede is"},
		"link.note":           {"Note on the link", "Notitie bij de koppeling"},
		"link.said":           {"linking two passages", "twee passages koppelen"},
		"link.remove":         {"Remove the link to “%s”", "Koppeling met “%s” verwijderen"},
		"link.change":         {"Change the link to “%s”", "Koppeling met “%s” wijzigen"},
		"link.kind.this":      {"What these words are to the others", "Wat deze woorden voor de andere zijn"},
		"link.list":           {"Linked passages", "Gekoppelde passages"},
		"link.back":           {"Back to where you were", "Terug naar waar je was"},
		"link.two":            {"Link two", "Koppel er twee"},
		"link.first":          {"the first %s the second", "de eerste %s de tweede"},
		"link.choose":         {"the first …", "de eerste …"},
		"link.reverse":        {"The other way round: the second to the first", "Andersom: de tweede aan de eerste"},
		"link.do":             {"Link", "Koppel"},

		"desk.do.tie":       {"Link to another passage", "Aan een andere passage koppelen"},
		"desk.do.retie":     {"Change the link of these words", "De koppeling van deze woorden wijzigen"},
		"did.link.change":   {"Changed the link from “%s” to “%s”", "Koppeling van “%s” aan “%s” gewijzigd"},
		"did.link.make":     {"Linked “%s” to “%s”", "“%s” gekoppeld aan “%s”"},
		"did.link.remove":   {"Took the link from “%s” to “%s” away", "Koppeling van “%s” aan “%s” weggehaald"},
		"history.kind.link": {"links between passages", "koppelingen tussen passages"},
	})
	count(map[string]plural{
		"desk.js.tied": {[2]string{"%d linked passage", "%d linked passages"}, [2]string{"%d gekoppelde passage", "%d gekoppelde passages"}},
	})
	refuse(map[string]string{
		"These passages are not linked any more: the link was removed, or taken back.": "Deze passages zijn niet meer gekoppeld: de koppeling is verwijderd of teruggenomen.",
		"A link is one of %s, not “%s”.":                                               "Een koppeling is een van %s, niet “%s”.",
		"A note on a link can be %d characters long. Write a memo instead.":            "Een notitie bij een koppeling kan %d tekens lang zijn. Schrijf liever een memo.",
		"A passage cannot be linked to itself. Go to the other passage first.":         "Een passage kan niet aan zichzelf worden gekoppeld. Ga eerst naar de andere passage.",
		"These two passages are linked like this already.":                             "Deze twee passages zijn al zo gekoppeld.",
		"This link is another coder's; only they can change it.":                       "Deze koppeling is van een andere codeur; alleen die kan haar wijzigen.",
		"This link is another coder's; only they can remove it.":                       "Deze koppeling is van een andere codeur; alleen die kan haar verwijderen.",
		"Tick the two passages that are to be linked, no more and no fewer.":           "Vink de twee passages aan die gekoppeld moeten worden, niet meer en niet minder.",
		"Choose what the first passage is to the second.":                              "Kies wat de eerste passage voor de tweede is.",
	})
}
