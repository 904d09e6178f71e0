package words

// Many codes at once, on the codebook's page.
func init() {
	say(map[string]text{
		"many.title":      {"Ticked codes", "Aangevinkte codes"},
		"many.none":       {"Untick", "Vinken weg"},
		"many.tick":       {"Tick %s", "%s aanvinken"},
		"many.to":         {"Under, or into", "Onder, of met"},
		"many.to.hint":    {"letters of a code’s name", "letters van de naam van een code"},
		"many.move":       {"Move under it", "Verplaats eronder"},
		"many.top":        {"To the top", "Bovenaan"},
		"many.group":      {"Group as new category", "Groepeer als nieuwe categorie"},
		"many.set":        {"Status, origin, colour …", "Status, herkomst, kleur …"},
		"many.status":     {"Status", "Status"},
		"many.active":     {"in use", "in gebruik"},
		"many.keep":       {"as it is", "zoals het is"},
		"many.set.do":     {"Set these", "Stel in"},
		"many.merge.drag": {"By mouse: drag onto a code with Shift", "Met de muis: sleep op een code met Shift"},
		"many.merge.lede": {"%s go, and what they mark becomes “%s”. Undo brings it all back.", "%s verdwijnen, en wat ze markeren wordt “%s”. Ongedaan maken haalt alles terug."},

		"did.code.move.many":   {"Moved under ‘%s’: %s", "Verplaatst onder ‘%s’: %s"},
		"did.code.move.top":    {"Moved to the top of the codebook: %s", "Bovenaan in het codeboek gezet: %s"},
		"did.code.group":       {"Made the category ‘%s’ of: %s", "Categorie ‘%s’ gemaakt van: %s"},
		"did.code.merge.many":  {"Merged into ‘%s’: %s", "Samengevoegd met ‘%s’: %s"},
		"did.code.retire.many": {"Retired: %s", "Buiten gebruik gesteld: %s"},
		"did.code.set":         {"Changed: %s", "Gewijzigd: %s"},
	})
	count(map[string]plural{
		"many.js.ticked": {[2]string{"%d code ticked", "%d codes ticked"}, [2]string{"%d code aangevinkt", "%d codes aangevinkt"}},
	})
	refuse(map[string]string{
		"Write the name of the code that the ticked ones are to go under, or put them at the top.": "Schrijf de naam van de code waar de aangevinkte onder komen, of zet ze bovenaan.",
		"Tick at least one code, with its box or with x.":                                          "Vink minstens één code aan, met het vakje of met x.",
		"Write the name of the new category first.":                                                "Schrijf eerst de naam van de nieuwe categorie.",
		"Choose a status, an origin or a colour for the ticked codes first.":                       "Kies eerst een status, herkomst of kleur voor de aangevinkte codes.",
	})
}
