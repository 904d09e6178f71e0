package words

// Codes with a number key on the desk, arranged on the codebook's page.
func init() {
	say(map[string]text{
		"pin.title": {"Pinned", "Vastgezet"},
		"pin.hint":  {"keys 1 to 9 on the desk", "toetsen 1 tot 9 op de werktafel"},
		"pin.do":    {"Pin", "Zet vast"},
		"pin.out":   {"Unpin", "Maak los"},

		"did.code.pin.order": {"Gave the pinned code ‘%s’ another key", "Vastgezette code ‘%s’ een andere toets gegeven"},
	})
	refuse(map[string]string{
		"“%s” cannot be pinned: it is a category, or not in use any more.":               "“%s” kan niet worden vastgezet: het is een categorie, of niet meer in gebruik.",
		"Nine codes are pinned already, one for each number key. Unpin one to pin “%s”.": "Er staan al negen codes vast, een per cijfertoets. Maak er een los om “%s” vast te zetten.",
	})
}
