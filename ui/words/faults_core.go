package words

// The Dutch of what the stores refuse. Keys are the English formats as they
// stand in the packages; a test finds those that are missing here.
func init() {
	// cases, people, project
	refuse(map[string]string{
		"Attributes belong to participants, cases or documents, not to “%s”.": "Kenmerken horen bij deelnemers, casussen of documenten, niet bij ‘%s’.",
		"A participant or case needs a name of at most 200 characters.":       "Een deelnemer of casus heeft een naam nodig van hoogstens 200 tekens.",
		"Consent to being quoted is yes, no or empty, not “%s”.":              "Toestemming om te citeren is yes, no of leeg, niet ‘%s’.",
		"There is a participant “%s” already. Choose another name.":           "Er is al een deelnemer ‘%s’. Kies een andere naam.",

		"There is no coder “%s” in this project, nor any other.":                          "In dit project is geen codeur ‘%s’, en ook geen andere.",
		"There is no coder “%s” in this project. There is: %s.":                           "In dit project is geen codeur ‘%s’. Wel: %s.",
		"There is no such person in this project.":                                        "Deze persoon is er niet in dit project.",
		"A coder needs a name. Write one and try again.":                                  "Een codeur heeft een naam nodig. Vul er een in en probeer het opnieuw.",
		"A coder's name can be 100 characters on one line. Write a shorter one.":          "De naam van een codeur kan 100 tekens op één regel zijn. Vul een kortere in.",
		"“%s” is the name of the team's own layer. Give the coder another name.":          "‘%s’ is de naam van de gezamenlijke laag. Geef de codeur een andere naam.",
		"There is a coder “%s” already. Choose that one, or another name.":                "Er is al een codeur ‘%s’. Kies die, of een andere naam.",
		"A coder needs a name of their own. Write one and try again.":                     "Een codeur heeft een eigen naam nodig. Vul er een in en probeer het opnieuw.",
		"There is a coder “%s” already. Choose another name.":                             "Er is al een codeur ‘%s’. Kies een andere naam.",
		"There is no layer “%s” in this project. There is: %s.":                           "In dit project is geen laag ‘%s’. Wel: %s.",
		"There is no such backup of this project any more. Choose another from the list.": "Deze reservekopie van het project is er niet meer. Kies een andere uit de lijst.",

		"This backup is larger than %d MB, more than the browser may send. “verbatim restore” and the name of the file brings it back from the command line.": "Deze reservekopie is groter dan %d MB, meer dan de browser mag sturen. ‘verbatim restore’ met de naam van het bestand zet haar terug vanaf de opdrachtregel.",
		"No backup was chosen. Choose the zip and try again.":                                                                   "Er is geen reservekopie gekozen. Kies de zip en probeer het opnieuw.",
		"%s: this is no backup of Verbatim, or it is damaged. A backup is a zip with a project.db in it; nothing was restored.": "%s: dit is geen reservekopie van Verbatim, of zij is beschadigd. Een reservekopie is een zip met een project.db erin; er is niets teruggezet.",
		"The data folder %s cannot be written. Choose another with --data.":                                                     "In de gegevensmap %s kan niet worden geschreven. Kies een andere met --data.",
		"A project needs a name. Write one and try again.":                                                                      "Een project heeft een naam nodig. Vul er een in en probeer het opnieuw.",
		"A project's name can be 200 characters long. Write a shorter one.":                                                     "De naam van een project kan 200 tekens lang zijn. Vul een kortere in.",
		"There is a project “%s” already. Choose another name, or open that one.":                                               "Er is al een project ‘%s’. Kies een andere naam, of open dat project.",
		"This folder holds no project: its making was cut off. Remove it and make the project anew.":                            "In deze map staat geen project: het maken ervan is afgebroken. Verwijder de map en maak het project opnieuw.",
		"The project could not be put in the trash; another program has its folder open. Close that and try again.":             "Het project kon niet naar de prullenbak; een ander programma heeft de map open. Sluit dat en probeer het opnieuw.",
		"There is no such project in the trash.":                                                                                "Dit project staat niet in de prullenbak.",
		"A project stands in its place already. Rename or remove that one first.":                                               "Op die plaats staat al een project. Hernoem of verwijder dat eerst.",
		"The data folder %s cannot be made. Choose another with --data.":                                                        "De gegevensmap %s kan niet worden gemaakt. Kies een andere met --data.",
		"The data folder %s cannot be read.":                                                                                    "De gegevensmap %s kan niet worden gelezen.",
		"There is no project at this address. It may have been removed; the start page lists those that are there.":             "Op dit adres is geen project. Het kan verwijderd zijn; de startpagina toont welke er zijn.",
		"There is no project “%s” in %s, nor any other.":                                                                        "Er is geen project ‘%s’ in %s, en ook geen ander.",
		"There is no project “%s” in %s. There is: %s.":                                                                         "Er is geen project ‘%s’ in %s. Wel: %s.",
		"The folder %s is kept in step with a cloud, which spoils a database while it is written. Choose a folder on this computer's own disk with --data, such as %s; back up with “verbatim backup”.": "De map %s loopt gelijk met een cloud, die een database bederft terwijl erin wordt geschreven. Kies met --data een map op de eigen schijf van deze computer, zoals %s; reservekopieën maakt ‘verbatim backup’.",
		"The folder %s is on a network drive, where a database can lose what it acknowledged. Choose a folder on this computer's own disk with --data, such as %s; back up with “verbatim backup”.":     "De map %s staat op een netwerkschijf, waar een database kan verliezen wat zij heeft bevestigd. Kies met --data een map op de eigen schijf van deze computer, zoals %s; reservekopieën maakt ‘verbatim backup’.",
	})
	// db, history
	refuse(map[string]string{
		"The file %s cannot be opened for writing. Check that it is on this computer's own disk and that you may write there.": "Het bestand %s kan niet worden geopend om te schrijven. Kijk of het op de eigen schijf van deze computer staat en of je daar mag schrijven.",
		"The file %s is damaged: %s. Restore the newest backup.":                                                               "Het bestand %s is beschadigd: %s. Zet de nieuwste reservekopie terug.",
		"Another program is writing to this project. Nothing was changed; try again in a moment.":                              "Een ander programma schrijft in dit project. Er is niets gewijzigd; probeer het zo nog eens.",
		"The disk is full. Nothing was changed; make room and try again.":                                                      "De schijf is vol. Er is niets gewijzigd; maak ruimte en probeer het opnieuw.",
		"The file %s is damaged or no project. Restore the newest backup.":                                                     "Het bestand %s is beschadigd of geen project. Zet de nieuwste reservekopie terug.",
		"The file %s cannot be read or written. Check that the disk is there and that you may write to the folder.":            "Het bestand %s kan niet worden gelezen of geschreven. Kijk of de schijf er is en of je in de map mag schrijven.",
		"The file %s was made by a newer version of Verbatim. Open it with that version, or with a newer one.":                 "Het bestand %s is gemaakt met een nieuwere versie van Verbatim. Open het met die versie, of met een nieuwere.",

		"This request was made by somebody else. Load the page again.":                                                          "Dit verzoek is door iemand anders gedaan. Laad de pagina opnieuw.",
		"There is no entry %d in this project's history.":                                                                       "In de geschiedenis van dit project is geen stap %d.",
		"This step is taken back already.":                                                                                      "Deze stap is al teruggenomen.",
		"This step cannot be taken back: what it changed was erased on purpose.":                                                "Deze stap kan niet worden teruggenomen: wat hij wijzigde is met opzet gewist.",
		"This step cannot be taken back: %s was changed since. Take back that later change first.":                              "Deze stap kan niet worden teruggenomen: %s is daarna gewijzigd. Neem eerst die latere wijziging terug.",
		"This step cannot be taken back: the same words were given the same code again since. Take back that later step first.": "Deze stap kan niet worden teruggenomen: dezelfde woorden kregen daarna opnieuw dezelfde code. Neem eerst die latere stap terug.",
		"This step cannot be taken back: the name or short label of %s was given to another since. Rename that one first.":      "Deze stap kan niet worden teruggenomen: de naam of het korte label van %s is intussen aan een ander gegeven. Geef die eerst een andere.",
		"This step cannot be taken back: what %s belonged to is gone since. Bring that back first.":                             "Deze stap kan niet worden teruggenomen: waar %s bij hoorde is intussen weg. Haal dat eerst terug.",
		"This step cannot be taken back: %s is used since.":                                                                     "Deze stap kan niet worden teruggenomen: %s is intussen in gebruik.",
	})
	// document
	refuse(map[string]string{
		"A speaker needs a name. Write one and try again.":                                                             "Een spreker heeft een naam nodig. Vul er een in en probeer het opnieuw.",
		"There is no document “%s” in this project. Check the spelling, or bring it in first.":                         "In dit project is geen document ‘%s’. Kijk naar de spelling, of lees het eerst in.",
		"There is no such document in this project. It may have been taken back; the desk lists those that are there.": "Dit document is er niet in dit project. Het kan teruggenomen zijn; de werktafel toont welke er zijn.",
		"A document needs a name of at most 200 characters.":                                                           "Een document heeft een naam nodig van hoogstens 200 tekens.",
		"There is a document “%s” already. Choose another name.":                                                       "Er is al een document ‘%s’. Kies een andere naam.",
		"A document is an interview, a focus group or a field note, not “%s”.":                                         "Een document is een interview, een focusgroep of een veldnotitie, niet ‘%s’.",
		"A group needs a name of at most 100 characters.":                                                              "Een groep heeft een naam nodig van hoogstens 100 tekens.",
		"There is a group “%s” already. Choose another name.":                                                          "Er is al een groep ‘%s’. Kies een andere naam.",
		"The original file of this document is not kept any more.":                                                     "Het oorspronkelijke bestand van dit document wordt niet meer bewaard.",
	})
	// coding
	refuse(map[string]string{
		"This coding is not there any more: it was removed, or taken back.":                                                        "Deze codering is er niet meer: zij is verwijderd of teruggenomen.",
		"You read in this project and do not code in it. Choose who you are at the top of the page.":                               "Je leest in dit project en codeert er niet. Kies bovenaan de pagina wie je bent.",
		"Only an owner of this project may do that, and %s is none. Ask an owner of it.":                                           "Alleen een eigenaar van dit project mag dat, en %s is dat niet. Vraag het een eigenaar.",
		"%s reads in this project and changes nothing in it. Choose who you are at the top of the page.":                           "%s leest in dit project en verandert er niets. Kies bovenaan de pagina wie je bent.",
		"This coding is another coder's; only they can change it.":                                                                 "Deze codering is van een andere codeur; alleen die kan haar wijzigen.",
		"Choose a code to put on these words.":                                                                                     "Kies een code voor deze woorden.",
		"“%s” is a category: it holds codes and is not applied itself. Choose a code under it, or make it a code in the codebook.": "‘%s’ is een categorie: daar staan codes onder en zij wordt zelf niet toegepast. Kies een code eronder, of maak er in het codeboek een code van.",
		"“%s” is not in use any more. Choose another code, or bring it back in the codebook.":                                      "‘%s’ is niet meer in gebruik. Kies een andere code, of haal haar terug in het codeboek.",
		"“%s” is in the trash. Bring it back before coding in it.":                                                                 "‘%s’ staat in de prullenbak. Haal het terug voordat je erin codeert.",
		"The text of “%s” was corrected since you opened it. Load the page again and mark the words anew.":                         "De tekst van ‘%s’ is verbeterd sinds je hem opende. Laad de pagina opnieuw en markeer de woorden nog eens.",
		"There is no passage %d–%d in “%s”, which is %d characters long.":                                                          "Er is geen passage %d–%d in ‘%s’, dat %d tekens lang is.",
		"The words at %d–%d of “%s” are not the ones you marked. Load the page again and mark them anew.":                          "De woorden op %d–%d van ‘%s’ zijn niet de woorden die je markeerde. Laad de pagina opnieuw en markeer ze nog eens.",
		"There are no words in this passage. Mark some words first.":                                                               "In deze passage staan geen woorden. Markeer eerst woorden.",
		"“%s” cannot be applied: it is a category, or not in use any more. Choose another code.":                                   "‘%s’ kan niet worden toegepast: het is een categorie, of niet meer in gebruik. Kies een andere code.",
		"These words have the code “%s” already. Remove this coding instead.":                                                      "Deze woorden hebben de code ‘%s’ al. Verwijder in plaats daarvan deze codering.",
		"Valence is −1, 0 or 1, or empty.":                                                                                         "Waardering is −1, 0 of 1, of leeg.",
		"Weight is a whole number from 0 to 100, or empty.":                                                                        "Gewicht is een heel getal van 0 tot 100, of leeg.",
	})
	// codebook, beside what its own screen registers
	refuse(map[string]string{
		"There are %d codes “%s”. Write the path of the one you mean, such as “%s”.":    "Er zijn %d codes ‘%s’. Schrijf het pad van de code die je bedoelt, zoals ‘%s’.",
		"There is no code “%s” in this codebook. Check the spelling, or make it first.": "In dit codeboek is geen code ‘%s’. Kijk naar de spelling, of maak haar eerst.",
		"The status of “%s” is candidate, active, retired or merged, not “%s”.":         "De status van ‘%s’ is candidate, active, retired of merged, niet ‘%s’.",
	})
	// memo, finding, report
	refuse(map[string]string{
		"This memo is not there any more, or it is private to its author.":                                        "Deze memo is er niet meer, of is privé voor wie hem schreef.",
		"A memo needs words. Write some, or delete the memo.":                                                     "Een memo heeft woorden nodig. Schrijf iets, of verwijder de memo.",
		"A memo can be 200,000 characters long. Make a document of it instead.":                                   "Een memo kan 200.000 tekens lang zijn. Maak er een document van.",
		"A memo's title can be 200 characters long. Write a shorter one.":                                         "De titel van een memo kan 200 tekens lang zijn. Vul een kortere in.",
		"A memo is %s, not “%s”.":                                                                                 "Een memo is %s, niet ‘%s’.",
		"A memo needs an author. Choose who you are at the top of the page.":                                      "Een memo heeft een schrijver nodig. Kies bovenaan de pagina wie je bent.",
		"What this memo is about is not there any more.":                                                          "Waar deze memo over gaat is er niet meer.",
		"This memo is another coder's; only they can change it. Write one of your own beside it.":                 "Deze memo is van een andere codeur; alleen die kan hem wijzigen. Schrijf er zelf een naast.",
		"There is no such finding in this project. It may have been deleted, or its making was taken back.":       "Deze bevinding is er niet in dit project. Zij kan verwijderd zijn, of het maken ervan is teruggenomen.",
		"A finding needs words. Write what you claim, or the statement.":                                          "Een bevinding heeft woorden nodig. Schrijf wat je beweert, of de uitspraak.",
		"The claim is longer than %d characters. Write it shorter.":                                               "De bewering is langer dan %d tekens. Schrijf haar korter.",
		"The statement is longer than %d characters. People are to answer it at one reading; write it shorter.":   "De uitspraak is langer dan %d tekens. Mensen moeten haar na één keer lezen kunnen beantwoorden; schrijf haar korter.",
		"What to ask on is longer than %d characters. Write it shorter.":                                          "De doorvraag is langer dan %d tekens. Schrijf hem korter.",
		"This code is not in the codebook any more. Load the page again.":                                         "Deze code staat niet meer in het codeboek. Laad de pagina opnieuw.",
		"This quote is not chosen any more.":                                                                      "Dit citaat is niet meer gekozen.",
		"This passage is not there any more: its coding was removed. Load the page again.":                        "Deze passage is er niet meer: haar codering is verwijderd. Laad de pagina opnieuw.",
		"The language of the sheet is nl or en, not “%s”.":                                                        "De taal van de checklijst is nl of en, niet ‘%s’.",
		"A statement has 0, 1 or 2 quotes on the sheet.":                                                          "Een uitspraak heeft 0, 1 of 2 citaten op de checklijst.",
		"The line at the foot of the sheet can be 200 characters. Write a shorter one.":                           "De regel onderaan de checklijst kan 200 tekens zijn. Schrijf een kortere.",
		"There is no statement to put on the sheet yet. Write one under Check sheet, or bring in a findings.csv.": "Er is nog geen uitspraak voor de checklijst. Schrijf er een onder Checklijst, of lees een findings.csv in.",
		"The setting counts is yes or no, not “%s”.":                                                              "De instelling counts is yes of no, niet ‘%s’.",
		"%s has no setting “%s”. It has: %s.":                                                                     "%s heeft geen instelling ‘%s’. Wel: %s.",
		"There is no “%s”. %s can be taken out as: %s.":                                                           "Er is geen ‘%s’. %s is te exporteren als: %s.",
		"There is no “%s” to take out. There is: %s; each with a format, such as codebook.docx.":                  "Er is geen ‘%s’ om uit te voeren. Wel: %s; elk met een formaat, zoals codebook.docx.",
		"There is no document in this project yet. Bring one in first.":                                           "In dit project is nog geen document. Lees er eerst een in.",
	})
	// web
	refuse(map[string]string{
		"This form cannot be read. Load the page again.":                                           "Dit formulier is niet te lezen. Laad de pagina opnieuw.",
		"The page sent something that cannot be understood. Load it again.":                        "De pagina stuurde iets wat niet te begrijpen is. Laad haar opnieuw.",
		"Nobody has said who is coding. Choose a coder on the page of this project and try again.": "Niemand heeft gezegd wie er codeert. Kies een codeur op de pagina van dit project en probeer het opnieuw.",
		"“%s” is in the trash. Bring it back from the list of documents to read it.":               "‘%s’ staat in de prullenbak. Haal het terug in de lijst van documenten om het te lezen.",
		"%s is no address of the form HOST:PORT.":                                                  "%s is geen adres van de vorm HOST:POORT.",
		"The key of this data folder (%s) cannot be read. Remove the file and start again.":        "De sleutel van deze gegevensmap (%s) is niet te lezen. Verwijder het bestand en start opnieuw.",
	})
}
