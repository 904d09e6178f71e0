package words

// Themes: groups of codes across the tree that the paper reports.
func init() {
	say(map[string]text{
		"theme.title": {"Themes", "Thema’s"},
		"theme.lede":  {"A theme is a group of codes across the tree that the paper reports. A code can be part of several. What a theme says, and its codes, go out with the codebook.", "Een thema is een groep codes dwars door de boom waar het artikel over gaat. Een code kan bij meer thema’s horen. Wat een thema zegt, en zijn codes, gaan mee als je het codeboek exporteert."},
		"theme.one":   {"Theme", "Thema"},
		"theme.name":  {"Name of a theme", "Naam van een thema"},
		"theme.about": {"What it says", "Wat het zegt"},
		"theme.codes": {"Codes", "Codes"},
		"theme.code":  {"Add a code: letters of its name", "Code erbij: letters van de naam"},
		"theme.new":   {"New theme", "Nieuw thema"},
		"theme.add":   {"Add", "Voeg toe"},
		"theme.out":   {"Take %s out of %s", "%s uit %s halen"},

		"tree.show.theme": {"Theme: %s", "Thema: %s"},

		"did.theme.create": {"Made the theme ‘%s’", "Thema ‘%s’ aangemaakt"},
		"did.theme.update": {"Changed the theme ‘%s’", "Thema ‘%s’ gewijzigd"},
		"did.theme.rename": {"Renamed the theme ‘%s’ to ‘%s’", "Thema ‘%s’ hernoemd tot ‘%s’"},
		"did.theme.add":    {"Added to the theme ‘%s’: %s", "Aan het thema ‘%s’ toegevoegd: %s"},
		"did.theme.leave":  {"Taken out of the theme ‘%s’: %s", "Uit het thema ‘%s’ gehaald: %s"},
		"did.theme.up":     {"Moved the theme ‘%s’ up", "Thema ‘%s’ omhoog gezet"},
		"did.theme.down":   {"Moved the theme ‘%s’ down", "Thema ‘%s’ omlaag gezet"},
		"did.theme.delete": {"Deleted the theme ‘%s’", "Thema ‘%s’ verwijderd"},

		"history.kind.theme": {"themes", "thema’s"},
	})
	count(map[string]plural{
		"theme.count":    {[2]string{"%d theme", "%d themes"}, [2]string{"%d thema", "%d thema’s"}},
		"theme.passages": {[2]string{"%d passage", "%d passages"}, [2]string{"%d passage", "%d passages"}},
	})
	refuse(map[string]string{
		"There is no such theme in this project. It may have been deleted.":               "Dat thema is er niet in dit project. Misschien is het verwijderd.",
		"A theme needs a name. Write one and try again.":                                  "Een thema heeft een naam nodig. Schrijf er een en probeer het opnieuw.",
		"The name “%s” is too long: a theme's name can be 200 characters.":                "De naam “%s” is te lang: de naam van een thema kan 200 tekens zijn.",
		"The name “%s” has a semicolon, with which tables list themes. Write it without.": "De naam “%s” heeft een puntkomma, waarmee tabellen thema’s opsommen. Schrijf hem zonder.",
		"There is a theme “%s” already. Choose another name.":                             "Er is al een thema “%s”. Kies een andere naam.",
		"Write the name of the code that is to be part of “%s”.":                          "Schrijf de naam van de code die bij “%s” hoort.",
		"Write the name of the theme that the ticked codes are to be part of.":            "Schrijf de naam van het thema waar de aangevinkte codes bij horen.",
	})
}
