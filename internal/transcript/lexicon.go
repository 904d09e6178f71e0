package transcript

import "strings"

// The word lists behind the labels: what people call speakers, what heads a
// page, and the small words that begin a sentence and never a name. They are
// evidence, not law: recurrence and layout weigh as well (see evidence.go).

func wordSet(lists ...string) map[string]bool {
	set := map[string]bool{}
	for _, l := range lists {
		for _, w := range strings.Fields(l) {
			set[w] = true
		}
	}
	return set
}

// interviewers are labels of the person who asks.
var interviewers = wordSet(
	"i int intv intr interviewer interviewers interviewster iv ivr itw interviewerin interviewende interviewende",
	"moderator moderatorin moderatrice moderador moderadora moderatore mod facilitator gespreksleider gespreksleidster",
	"vraagsteller onderzoeker researcher enquêteur enquêteuse enquêtrice intervieweur intervieweuse interviewereuse",
	"entrevistador entrevistadora entrevistadores ent intervistatore intervistatrice investigador investigadora",
	"chercheur chercheuse forscher forscherin intervjuare intervjuaren intervjuer intervjueren haastattelija",
	"interviewerka prowadzący badacz moderátor tazatel kérdező интервьюер модератор ведущий 采访者 访谈者 访问者 主持人 インタビュアー 聞き手 면접자 görüşmeci مقابل المقابل المحاور מראיין מראיינת συνεντευκτής",
)

// speakers are what else people are called in a transcript.
var speakers = wordSet(
	"respondent respondenten respondente respondents resp r participant participants participante participantes part p deelnemer deelneemster deelnemers",
	"interviewee interviewees interviewé interviewée geïnterviewde geinterviewde interviewte befragte befragter befragte/r interviewpartner interviewpartnerin",
	"entrevistado entrevistada entrevistados informante informant informante intervistato intervistata partecipante intervjuperson ip intervjuad",
	"speaker speakers spk spreker spreekster sprecher sprecherin locuteur locutrice intervenant intervenante orateur oratrice hablante interlocutor interlocutora orador oradora locutor",
	"parlante falante relatore relatrice talare taler talere puhuja mówca mluvčí řečník govornik govornica govorec govorka beszélő konuşmacı",
	"voice voices stem stemmen voix voz vozes voce stimme",
	"patient patiente patiënt patiënte patientin paciente paziente client cliënt cliënte klant klient klientin cliente mantelzorger caregiver carer",
	"arts dokter doctor doktor doc dr nurse verpleegkundige verpleger pflegekraft pfleger infirmier infirmière enfermera médecin medecin médico médica arzt ärztin",
	"therapist therapeut therapeutin thérapeute terapeuta coach counselor counsellor clinician physician",
	"voorzitter voorzitster chair chairman chairwoman chairperson president président présidente presidente presidenta vorsitzende vorsitzender präsident präsidentin",
	"minister ministre ministro ministra staatssecretaris secretaris secretary griffier clerk justice judge court counsel attorney witness getuige rechter operator coordinator",
	"docent lerares leraar teacher student students studente leerling lehrer lehrerin schüler schülerin élève enseignant profesor profesora alumno professor prof tutor",
	"moeder vader mother father mum mom dad ouder parent mutter vater mère père madre padre partner echtgenoot echtgenote dochter zoon daughter son child kind",
	"man vrouw woman women men mann frau homme femme hombre mujer uomo donna male female boy girl jongen meisje",
	"host cohost co-host guest gast gastheer invité invitado presenter presentator presentatrice narrator verteller commentator anchor reporter journalist",
	"audience publiek zaal public publikum öffentlichkeit público attendee panelist panellist member lid members leden crowd everyone everybody all allen iedereen group groep several meerdere multiple both beiden",
	"unknown onbekend onbekende unbekannt unbekannte unbekannter inconnu inconnue desconocido desconocida sconosciuto unidentified unidentifiable neznan neznana neznani unclear onduidelijk",
	"observer observator observant notulist transcriber translator tolk interpreter dolmetscher interprète intérprete assistent assistant manager director directeur ceo designer marketing developer engineer interface",
	"q a v vr antw answer antwoord vraag question frage antwort réponse pregunta respuesta domanda risposta pergunta resposta f2 fr",
	"респондент участник участница информант спикер пациент врач председатель голос 受访者 被访者 参与者 患者 医生 发言人 说话人 嘉宾 回答者 話し手 参加者 응답자 참가자 المشارك المشاركة المتحدث מרואיין מרואיינת דובר ερωτώμενος συμμετέχων",
)

// personTitles stand before a name.
var personTitles = wordSet(
	"mr mrs ms miss dr drs prof ir ing mw mevr mevrouw dhr meneer heer mevr. mw. dhr. mr. mrs. ms. dr. drs. prof. ir. ing. sir madam lord lady dame father sister brother",
	"herr frau fr hr dr.med monsieur madame mademoiselle mme mme. mlle m. señor señora señorita sr sra sr. sra. don doña senhor senhora signor signora sig sig. sig.ra pan pani gospod gospa",
	"minister staatssecretaris president justice judge general colonel captain major senator chairman chairwoman commissioner secretary rep sen rep. sen. professor doctor pastor rev rev.",
)

// particles stand inside names in lower case.
var particles = wordSet(
	"de der den van von vom zu zum zur und la le les los las lo da das do dos du del della delle di des dei el al bin ibn ben bint ter ten te 't d' af av til och y e i zonder op in het aan over onder uit 's bij tot",
)

// openers begin sentences and phrases; a label of several words that starts
// with one is text. Articles are left to shapeOf.
var openers = wordSet(
	"and but so or because then if when while as at by for from in into of off on over to under up with without about after before since until than though although is are was were be been am do does did has have had will would can could shall should may might must let let's here there this that these those it he she they we you your my our his her their who what which where why how not no yes also just even only like well now okay ok yeah it's that's there's i'm i'd i've i'll you're we're they're he's she's don't what's oh ah um uh wow right sure exactly absolutely thanks thank hello hi hey please maybe alright",
	"en maar dus of omdat want toen dan als terwijl bij door voor van in naar uit op over onder met zonder om na sinds tot is zijn was waren wordt werd heb hebt heeft hadden had ik jij je u hij zij ze wij we jullie mijn jouw zijn haar ons hun wie wat welke waar waarom hoe niet geen ja nee ook nog al er hier daar dit dat deze die laat let kijk zo nou nu oké te het bijvoorbeeld namelijk eigenlijk kortom tenslotte eerst vervolgens daarna verder stel",
	"und aber also oder weil denn dann wenn während als bei durch für von in nach aus auf über unter mit ohne um seit bis ist sind war waren wird wurde habe hat hatte ich du er sie es wir ihr mein dein sein unser wer was welche wo warum wie nicht kein ja nein auch noch schon da hier dort dies das diese jener siehe so nun zum beispiel zuerst danach",
	"et mais donc ou parce car alors si quand comme pendant par pour de dans chez sur sous avec sans depuis est sont était ai as a avez ont avait je tu il elle on nous vous ils elles mon ma mes ton ta tes son sa ses notre votre leur qui que quoi quel quelle où pourquoi comment ne pas non oui aussi encore ici là ce cet cette ces ça c'est voilà voici puis ensuite enfin d'abord",
	"y pero entonces o porque pues si cuando como mientras por para de en sobre bajo con sin desde hasta es son era eran fue he ha han había yo tú él ella nosotros ellos ellas mi tu su nuestro quien que qué cual dónde porqué cómo no sí también aún aquí ahí allí este esta esto ese esa eso luego después primero",
	"e ma quindi o perché allora se quando come per di da in su con senza è sono era ho ha hanno io tu lui lei noi voi loro mio suo chi che cosa quale dove non sì anche ancora qui là questo quello poi mas então ou porque quando como para em sobre com sem é são era eu ele ela nós eles meu seu quem qual onde não sim também aqui este isto",
	"och men så eller när om för på med utan är var har hade jag du han hon vi ni de min vad vem hur inte ja nej också här där det den att og når på uten er hadde jeg hun hva hvem hvor ikke nei også her der dette",
)

// qualifiers may stand beside a role; saying are words that make a sentence of it.
var (
	qualifiers = wordSet("first second third fourth other male female older younger eerste tweede derde vierde andere mannelijke vrouwelijke oudere jongere erster zweiter dritter männlicher weibliche premier première deuxième primer segundo segunda")
	saying     = wordSet("says said asks asked answers answered replies replied writes wrote thinks zegt zei vraagt vroeg antwoordt antwoordde schrijft schreef denkt stelt vindt sagt sagte fragt fragte antwortet meint dit demande répond dice dijo pregunta responde disse chiede risponde diz säger sier")
)

// openersButNames are openers that are names as well: alone, or before a
// capital, they may be a person.
var openersButNames = wordSet("will may dan al ben as em so do mark ton son nou wil per")

// headWords stand before a colon at the head of a page, or set
// off a remark; they are no speakers.
var headWords = wordSet(
	"date datum fecha data dato time tijd tijdstip zeit heure hora uhrzeit tijdsduur duration duur dauer durée duración length lengte location locatie plaats ort lieu lugar place local setting venue adres address telefoon phone email e-mail mail tel",
	"title titel titre título titolo onderwerp subject topic thema theme tema sujet betreft re project projekt projet study studie étude file bestand datei fichier archivo bestandsnaam filename id code codes nummer number nr no interview interviewnummer interviewcode versie version language taal sprache langue idioma format",
	"note notes nb n.b ps p.s opmerking opmerkingen notitie notities noot remark remarks comment comments anmerkung anmerkungen bemerkung hinweis nota notas remarque remarques observatie observaties observation memo toelichting uitleg legend legenda legende explanation disclaimer copyright source bron quelle fuente bronnen sources",
	"attendees present aanwezig aanwezigen afwezig deelnemers participants: speakers sprekers participanten anwesend présents agenda abstract summary samenvatting zusammenfassung résumé resumen introduction introductie inleiding einleitung conclusion conclusie fazit background achtergrond context",
	"transcript transcriptie transcription transkript transkription transcribed transcriber: recorded opname aufnahme recording recorder apparatuur audio video media url link links website web http https www slides tags date: subtitle translated translation vertaling",
	"example voorbeeld beispiel exemple ejemplo e.g i.e bijv bijvoorbeeld namelijk warning waarschuwing attention attentie achtung tip todo let continued vervolg wordt",
	"part deel teil chapter hoofdstuk section sectie paragraaf page pagina pag page: step stap figure figuur table tabel appendix bijlage figuren item items punt point",
	"break pause pauze pausa music muziek ad advertisement sponsor intro outro jingle applause applaus laughter laughs laughing lacht gelach stilte silence crosstalk inaudible unintelligible onverstaanbaar noise beep",
	"name naam nombre nom leeftijd age alter edad âge geslacht gender sex beroep occupation functie afdeling organisatie organisation organization geboortedatum",
	"reflection reflectie reflexion interpretation interpretatie analysis analyse analyses quote citaat zitat cita observed waargenomen impression indruk context consequence consequences impact advantages disadvantages usage contents inhoud",
	"files file license licence copyright author authors auteur auteurs maintainer format upstream-name upstream-contact issuer serial key value default type types returns return extends stability changes added removed deprecated description options parameters params arguments requirements prerequisites see todo fixme error fail failed usage",
	"result results resultaat resultaten doel goal aim method methode methods pros cons advantage disadvantage voordeel nadeel reden reason answer: result:",
)

// headPhrases are such beginnings of more than one word.
var headPhrases = []string{
	"let op", "nota bene", "wordt vervolgd", "transcribed by", "transcript by", "translated by", "recorded by", "recording date", "interview date", "date of", "datum van",
	"datum interview", "name of", "naam van", "start of", "end of", "begin van", "einde", "for example", "zum beispiel", "par exemple", "por ejemplo", "per esempio", "to do", "see also", "zie ook", "learn more",
	"post scriptum", "key points", "action items", "on the agenda", "interview met", "interview with", "interview mit", "entretien avec", "entrevista con", "gesprek met",
}
