package words

func init() {
	say(map[string]text{
		"live.by":   {"Changed by %s elsewhere", "Elders gewijzigd door %s"},
		"live.own":  {"Changed in another window", "Gewijzigd in een ander venster"},
		"live.many": {"Much was changed elsewhere", "Elders is veel gewijzigd"},
		"live.gone": {"This document was put in the trash elsewhere", "Dit document is elders in de prullenbak gezet"},
		"live.here": {"Also at work here: %s", "Ook hier aan het werk: %s"},

		"app.live.load": {"Load again", "Laad opnieuw"},
	})
	refuse(map[string]string{
		"Too many windows follow this program at once. Close some and load the page again.": "Te veel vensters volgen dit programma tegelijk. Sluit er een paar en laad de pagina opnieuw.",
		"One browser can follow %d projects at once. Close some of their windows.":          "Eén browser kan %d projecten tegelijk volgen. Sluit een paar van hun vensters.",
		"The project was closed just now. Load the page again.":                             "Het project is zojuist gesloten. Laad de pagina opnieuw.",
	})
}
