package words

// Definitions that changed since a passage was coded.
func init() {
	say(map[string]text{
		"recheck.pane":        {"Definition", "Definitie"},
		"recheck.title":       {"Re-check ‘%s’", "‘%s’ opnieuw bekijken"},
		"recheck.now":         {"version %d, as it is now", "versie %d, zoals die nu is"},
		"recheck.then":        {"version %d", "versie %d"},
		"recheck.part":        {"Part", "Onderdeel"},
		"recheck.entry":       {"To the code", "Naar de code"},
		"recheck.none":        {"All your passages of this code stand under the definition as it is now.", "Al jouw passages van deze code staan onder de definitie zoals die nu is."},
		"recheck.under":       {"Coded under version %d of the definition", "Gecodeerd onder versie %d van de definitie"},
		"recheck.same":        {"It means the same as version %d: keep them all", "Het betekent hetzelfde als versie %d: houd ze allemaal"},
		"recheck.alike":       {"The words are the same as now; between the two the definition was another.", "De woorden zijn dezelfde als nu; ertussen was de definitie een andere."},
		"recheck.unknown":     {"What that version said is not in the record any more.", "Wat die versie zei, staat niet meer in de geschiedenis."},
		"recheck.decide":      {"Does the code still fit?", "Past de code nog?"},
		"recheck.decide.hint": {"The keys decide on the passage you are at, or on all that are ticked with x.", "De toetsen beslissen over de passage waar je bent, of over alle die met x zijn aangevinkt."},
		"recheck.keep":        {"Keep", "Houd"},
		"recheck.remove":      {"Remove", "Verwijder"},
		"recheck.skip":        {"Skip", "Sla over"},

		"tree.show.changed": {"Defined anew since applied", "Sinds gebruik anders gedefinieerd"},
		"code.recheck.do":   {"Re-check them", "Bekijk ze opnieuw"},
		"code.recheck.same": {"It means the same: nothing to re-check", "Het betekent hetzelfde: niets opnieuw te bekijken"},
		"code.same":         {"It means the same: what is coded need not be looked at again", "Het betekent hetzelfde: wat gecodeerd is, hoeft niet opnieuw bekeken te worden"},

		"note.older":   {"The definition changed since.", "De definitie is sindsdien gewijzigd."},
		"note.recheck": {"Re-check", "Opnieuw bekijken"},
		"note.keep":    {"Keep", "Houd"},

		"did.coding.confirm":      {"Kept ‘%s’ under the definition as it is now", "‘%s’ gehouden onder de definitie zoals die nu is"},
		"did.coding.confirm.many": {"Kept under the definition as it is now: %s", "Gehouden onder de definitie zoals die nu is: %s"},
		"did.code.reword":         {"‘%s’ means the same as before; nothing needs to be re-checked", "‘%s’ betekent hetzelfde als voorheen; niets hoeft opnieuw bekeken te worden"},
	})
	count(map[string]plural{
		"recheck.left":     {[2]string{"%d passage was coded under an earlier definition.", "%d passages were coded under an earlier definition."}, [2]string{"%d passage is gecodeerd onder een eerdere definitie.", "%d passages zijn gecodeerd onder een eerdere definitie."}},
		"recheck.stand":    {[2]string{"%d other stands.", "%d others stand."}, [2]string{"%d andere staat.", "%d andere staan."}},
		"recheck.others":   {[2]string{"%d more is another coder’s, to be looked at by them.", "%d more are other coders’, to be looked at by them."}, [2]string{"Nog %d is van een andere codeur, die er zelf naar kijkt.", "Nog %d zijn van andere codeurs, die er zelf naar kijken."}},
		"code.recheck":     {[2]string{"%d passage was coded under an earlier definition.", "%d passages were coded under an earlier definition."}, [2]string{"%d passage is gecodeerd onder een eerdere definitie.", "%d passages zijn gecodeerd onder een eerdere definitie."}},
		"code.recheck.own": {[2]string{"%d of them by you.", "%d of them by you."}, [2]string{"%d ervan door jou.", "%d ervan door jou."}},
		"code.hint.changed": {[2]string{"%d code whose definition changed since it was applied", "%d codes whose definition changed since they were applied"},
			[2]string{"%d code waarvan de definitie is gewijzigd sinds hij is gebruikt", "%d codes waarvan de definitie is gewijzigd sinds ze zijn gebruikt"}},
	})
	refuse(map[string]string{
		"There is no version %d of the definition of “%s”. Load the page again.": "De definitie van “%[2]s” heeft geen versie %[1]d. Laad de pagina opnieuw.",
	})
}
