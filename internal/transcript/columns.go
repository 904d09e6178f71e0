package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// columnKind is what the column of a table or csv file holds.
type columnKind uint8

const (
	unknownColumn columnKind = iota
	speakerColumn
	wordsColumn
	startColumn
	endColumn
)

// The names that such columns carry, without case, marks and white space.
var columnNames = map[columnKind]map[string]bool{
	speakerColumn: wordSet(
		"speaker speakers speakername speakerlabel speakerid spk spreker sprekers spreekster locuteur locutrice intervenant orateur hablante interlocutor sprecher sprecherin sprechende",
		"person persoon personne persona pessoa participant participante deelnemer who wie wer qui quien chi name naam nom nombre nome role rol rôle ruolo label parlante relatore falante orador locutor talare taler puhuja mówca mluvčí řečník govornik govorec beszélő konuşmacı",
		"говорящий спикер участник 说话人 发言人 講者 讲者 話者 발화자 화자 المتحدث דובר ομιλητής participantid respondent actor character voice turnspeaker actorname teilnehmer",
	),
	wordsColumn: wordSet(
		"text tekst texte texto testo txt content contents utterance utterances uiting uitspraak transcript transcriptie transcription transkript transkription transcripción trascrizione sentence sentences words woorden speech spraak inhoud contenido contenu inhalt contenuto conteúdo message messages bericht dialogue dialoog line zin uttered said",
		"metin besedilo szöveg wypowiedź tekstas text1 текст реплика 文本 内容 内容文本 台词 テキスト 発話 텍스트 발화 النص טקסט κείμενο quote answer antwoord body caption paragraph turntext yttrande äußerung redebeitrag aussage énoncé",
	),
	startColumn: wordSet(
		"time tijd zeit temps tiempo hora tempo tid start begin starttime starttijd begintijd startzeit anfang beginn début inicio inizio início timestamp timestamps timecode tijdcode zeitmarke zeitstempel onset from van von startms startsec startseconds starts timestart inpoint in zaman čas czas время 时间 開始 開始時間 开始 开始时间 시간 시작 الوقت זמן χρόνος tc tcin",
	),
	endColumn: wordSet(
		"end eind einde ende endtime eindtijd endzeit fin final fine fim stop finish to tot bis offset endms endsec endseconds ends timeend outpoint out slut koniec конец 结束 结束时间 終了 終了時間 종료 النهاية tcout",
	),
}

// columnRole says what a column is by its name.
func columnRole(name string) columnKind {
	n := columnName(name)
	for _, k := range []columnKind{wordsColumn, speakerColumn, startColumn, endColumn} {
		if columnNames[k][n] {
			return k
		}
	}
	return unknownColumn
}

// columnName is a header cell in lower case with letters and digits only, what
// stands in brackets left out: "Start time (s)" is starttime.
func columnName(s string) string {
	if i := strings.IndexAny(s, "([{"); i > 0 {
		s = s[:i]
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// guess is a table's columns by what their cells hold, counted from 0; -1 none.
type guess struct{ speaker, words, time int }

// guessColumns looks at the cells: the words are the longest column, times are
// times, speakers are short labels that come back.
func guessColumns(width, rows int, cell func(row, col int) string) guess {
	g := guess{-1, -1, -1}
	rows = min(rows, 400)
	longest := 0.0
	type column struct {
		filled, letters, times, shaped int
		distinct                       map[string]int
	}
	cols := make([]column, width)
	for c := range cols {
		cols[c].distinct = map[string]int{}
		for r := range rows {
			s := strings.TrimSpace(cell(r, c))
			if s == "" {
				continue
			}
			k := &cols[c]
			k.filled++
			if strings.IndexFunc(s, unicode.IsLetter) >= 0 || utf8.RuneCountInString(s) > 24 {
				k.letters += utf8.RuneCountInString(s)
			}
			if _, ok := timeCellMS(s, false); ok {
				k.times++
				continue
			}
			key := labelKey(s)
			k.distinct[key]++
			if key != "" && weights[classOf(key)] >= 0 {
				k.shaped++
			}
		}
		if mean := float64(cols[c].letters) / float64(max(1, rows)); mean > longest {
			longest, g.words = mean, c
		}
	}
	for c := range cols {
		k := &cols[c]
		if c == g.words || k.filled == 0 {
			continue
		}
		mean := float64(k.letters) / float64(k.filled)
		switch {
		case g.time < 0 && share(k.times, k.filled) > 0.9:
			g.time = c
		case g.speaker < 0 && k.letters > 0 && mean <= 40 && mean*1.5 < longest+8 && share(k.shaped, k.filled) > 0.8 && k.filled >= 3 && (share(len(k.distinct), k.filled) <= 0.6 || k.filled < 8 && len(k.distinct) < k.filled):
			g.speaker = c
		}
	}
	return g
}
