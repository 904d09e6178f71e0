package words

// The start page and a project's list of documents.
func init() {
	say(map[string]text{
		"start.title":        {"Start", "Begin"},
		"start.lede":         {"Read interviews closely, code what was said, decide together, and lead every claim back to", "Lees interviews nauwkeurig, codeer wat er gezegd is, beslis samen, en voer elke bewering terug op"},
		"start.lede.words":   {"the words", "de woorden"},
		"start.goon":         {"Go on with", "Ga verder met"},
		"start.begin":        {"Or begin", "Of begin"},
		"start.begin.first":  {"Begin", "Begin"},
		"start.new":          {"A new project", "Een nieuw project"},
		"start.new.sub":      {"Name it; everything else can wait.", "Geef het een naam; de rest kan wachten."},
		"start.bring":        {"Bring what you have", "Breng mee wat je hebt"},
		"start.bring.sub":    {"Transcripts as Word, text, Markdown, captions or tables; a codebook, participants, codings as csv.", "Transcripten als Word, tekst, Markdown, ondertitels of tabel; een codeboek, deelnemers, coderingen als csv."},
		"start.demo":         {"Look around in the example study", "Kijk rond in de voorbeeldstudie"},
		"start.demo.sub":     {"Three short coded interviews. Fictional: no real hospital, professional or patient.", "Drie korte gecodeerde interviews. Fictief: geen echt ziekenhuis, professional of patiënt."},
		"start.drop":         {"Files can be dropped anywhere on this page.", "Bestanden kun je overal op deze pagina neerzetten."},
		"start.dropnow":      {"Let go to bring these files in", "Laat los om deze bestanden in te lezen"},
		"start.stays":        {"It stays here.", "Het blijft hier."},
		"start.stays.sub":    {"No account, no cloud, no connection to anywhere. Your projects are folders in", "Geen account, geen cloud, geen verbinding naar buiten. Je projecten zijn mappen in"},
		"start.stays.end":    {"to copy, back up and delete like any other.", "die je kunt kopiëren, bewaren en weggooien als elke andere map."},
		"start.version":      {"Version %s", "Versie %s"},
		"start.in":           {"in %s", "in %s"},
		"start.empty":        {"No projects yet. Name one, or bring your files: they stay on this computer.", "Nog geen projecten. Geef er een een naam, of breng je bestanden mee: ze blijven op deze computer."},
		"start.project.name": {"Name of the project", "Naam van het project"},
		"start.project.hint": {"As the study is called; it can be changed.", "Zoals de studie heet; dat kan later anders."},
		"start.coder.name":   {"Your name", "Je naam"},
		"start.coder.hint":   {"Stands beside what you code; initials do.", "Staat bij wat je codeert; initialen mogen ook."},
		"start.make":         {"Make the project", "Maak het project"},
		"start.make.files":   {"Make the project and bring them in", "Maak het project en lees ze in"},
		"start.into":         {"Bring these files into", "Lees deze bestanden in"},
		"start.into.new":     {"a new project", "in een nieuw project"},
		"start.trashed":      {"%s is in the trash.", "%s staat in de prullenbak."},
		"start.renamed":      {"Renamed to %s", "Heet nu %s"},
		"start.trash":        {"Trash", "Prullenbak"},
		"start.restore":      {"Bring back", "Terughalen"},
		"start.project.menu": {"Rename or remove %s", "%s hernoemen of verwijderen"},
		"start.at":           {"at %s · %s", "bij %s · %s"},
		"start.at.turn":      {"at %s, turn %d · %s", "bij %s, beurt %d · %s"},
		"start.by":           {"%s by %s", "%s door %s"},
		"start.and":          {"%s and %s", "%s en %s"},

		"coder.title":  {"Who is coding?", "Wie codeert?"},
		"coder.lede":   {"What you code is kept apart from what the others code, under your name.", "Wat jij codeert blijft apart van wat de anderen coderen, onder jouw naam."},
		"coder.choose": {"Go on as %s", "Ga verder als %s"},
		"coder.new":    {"Somebody new", "Iemand anders"},
		"coder.add":    {"Join as a coder", "Doe mee als codeur"},
		"coder.isyou":  {"this is you", "dit ben jij"},
	})
	count(map[string]plural{
		"start.docs": {[2]string{"%d document", "%d documents"}, [2]string{"%d document", "%d documenten"}},
	})
}
