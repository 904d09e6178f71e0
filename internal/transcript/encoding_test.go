package transcript

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// samples are a few lines of talk, our own, in the languages of the code pages.
var samples = map[string]string{
	"nl": "I: Hoe is het met de patiënten, mevrouw?\nR: Eén van hen zei: “Ik geef het ’s ochtends door…” – en dat is heel reëel, hè.\n",
	"fr": "L1 : Où étiez-vous ? Ça va être très compliqué, déjà là.\nL2 : J’ai répondu à l’été, « peut-être » même à Noël, bien sûr.\n",
	"de": "I: Wie fühlen Sie sich über die Ärzte?\nB: Schön, natürlich. „Größe“ heißt für mich Überblick – na ja, ich weiß es nicht.\n",
	"es": "E: ¿Cómo está usted? ¡Qué bien! Mañana habrá más niños.\nR: Sí, señora, también después; ya lo sé, según él.\n",
	"is": "I: Hvernig líður þér í dag?\nR: Ágætlega, það er svolítið öðruvísi en ég hélt. Já, þetta er allt í lagi.\n",
	"pl": "B: Jak się pani czuje? Czy źle pani spała?\nR: Dobrze, dziękuję. Mąż zawiózł mnie do szpitala, był późny wieczór, świeciło słońce.\n",
	"cs": "T: Jak se máte? Říkal jste, že přijdete později.\nR: Dobře, děkuji. Manžel mě zavezl do nemocnice, žádné potíže, šťastný člověk.\n",
	"hu": "K: Hogy érzi magát? Őszintén szólva időben jött.\nV: Köszönöm, jól. Az orvos azt mondta, hogy türelmesebbnek kell lennünk, űrhajós.\n",
	"hr": "I: Kako se osjećate? Što želite reći?\nR: Dobro, hvala. Liječnik je rekao da će sve biti u redu, čekali smo, đaci šeću.\n",
	"ru": "И: Как вы себя чувствуете сегодня?\nР: Хорошо, спасибо. Врач сказал, что всё будет в порядке, ещё немного.\n",
	"uk": "І: Як ви себе почуваєте сьогодні?\nР: Добре, дякую. Лікар сказав, що її здоров’я в порядку, є ще трохи часу.\n",
	"el": "Ε: Πώς είστε σήμερα;\nΑ: Καλά, ευχαριστώ. Ο γιατρός είπε ότι όλα θα πάνε καλά, ήταν ήσυχος.\n",
	"tr": "G: Bugün nasılsınız? Hastaneye gittiniz mi, İstanbul’da?\nK: İyiyim, teşekkür ederim. Doktor her şeyin yolunda olduğunu söyledi, çok ağır değil.\n",
	"he": "מ: איך אתה מרגיש היום?\nנ: טוב, תודה. הרופא אמר שהכול יהיה בסדר.\n",
	"ar": "س: كيف حالك اليوم؟\nج: بخير، شكرا لك. قال الطبيب إن كل شيء سيكون على ما يرام.\n",
	"lt": "K: Kaip jaučiatės šiandien? Ar gerai miegojote?\nA: Gerai, ačiū. Gydytojas sakė, kad viskas bus gerai, įdomu, žmonės šypsosi, ųų.\n",
	"vi": "H: Hôm nay bạn thế nào?\nĐ: Tôi ổn, cám ơn. Bác sĩ nói rằng mọi thứ sẽ ổn, đừng lo.\n",
	"th": "ถ: วันนี้คุณเป็นอย่างไรบ้าง\nต: สบายดี ขอบคุณ หมอบอกว่าทุกอย่างจะเรียบร้อย\n",
	"zh": "问：你今天感觉怎么样？\n答：很好，谢谢。医生说一切都会好的，我觉得护士们很忙，但是他们回答了我的问题。\n",
	"tw": "問：你今天感覺怎麼樣？\n答：很好，謝謝。醫生說一切都會好的，我覺得護士們很忙，但是他們回答了我的問題。\n",
	"ja": "問：今日の調子はどうですか。\n答：おかげさまで元気です。医者は大丈夫だと言いました。看護師さんはとても忙しいです。\n",
	"ko": "문: 오늘 기분이 어떠세요?\n답: 좋아요, 감사합니다. 의사가 모든 것이 괜찮을 거라고 말했어요.\n",
}

func TestEncodings(t *testing.T) {
	for _, c := range []struct {
		sample, charset string
		enc             encoding.Encoding
	}{
		{"nl", "windows-1252", charmap.Windows1252}, {"fr", "windows-1252", charmap.Windows1252}, {"de", "windows-1252", charmap.Windows1252}, {"es", "windows-1252", charmap.Windows1252}, {"is", "windows-1252", charmap.Windows1252},
		{"pl", "windows-1250", charmap.Windows1250}, {"cs", "windows-1250", charmap.Windows1250}, {"hu", "windows-1250", charmap.Windows1250}, {"hr", "windows-1250", charmap.Windows1250},
		{"ru", "windows-1251", charmap.Windows1251}, {"uk", "windows-1251", charmap.Windows1251}, {"ru", "koi8-r", charmap.KOI8R}, {"ru", "ibm866", charmap.CodePage866}, {"ru", "x-mac-cyrillic", charmap.MacintoshCyrillic},
		{"el", "windows-1253", charmap.Windows1253}, {"tr", "windows-1254", charmap.Windows1254}, {"he", "windows-1255", charmap.Windows1255}, {"ar", "windows-1256", charmap.Windows1256}, {"lt", "windows-1257", charmap.Windows1257}, {"th", "windows-874", charmap.Windows874},
		{"nl", "macintosh", charmap.Macintosh}, {"fr", "macintosh", charmap.Macintosh}, {"de", "macintosh", charmap.Macintosh}, {"es", "macintosh", charmap.Macintosh},
		{"zh", "gb18030", simplifiedchinese.GB18030}, {"tw", "big5", traditionalchinese.Big5}, {"ja", "shift_jis", japanese.ShiftJIS}, {"ja", "euc-jp", japanese.EUCJP}, {"ko", "euc-kr", korean.EUCKR},
	} {
		want := samples[c.sample]
		if strings.HasPrefix(c.charset, "ibm") || c.charset == "koi8-r" {
			want = strings.NewReplacer("“", "\"", "”", "\"", "’", "'", "…", "...", "–", "-").Replace(want)
		}
		for _, times := range []int{1, 8} {
			whole := strings.Repeat(want, times)
			raw, err := c.enc.NewEncoder().Bytes([]byte(whole))
			if err != nil {
				t.Fatalf("%s in %s: %v", c.sample, c.charset, err)
			}
			d := decode(raw)
			if d.text != whole {
				t.Errorf("%s in %s, %d times: %s guessed: %.60q", c.sample, c.charset, times, d.charset, d.text)
			} else if d.charset != c.charset && d.charset != "gbk" || !d.guessed {
				t.Errorf("%s in %s: called %s", c.sample, c.charset, d.charset)
			}
		}
	}
}

func TestUnicodeEncodings(t *testing.T) {
	for name, enc := range map[string]encoding.Encoding{
		"utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16be": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
		"utf-32le": utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), "utf-32be": utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM),
	} {
		for sample, s := range samples {
			for _, mark := range []string{"\ufeff", ""} {
				if mark == "" && strings.HasPrefix(name, "utf-16") && (sample == "zh" || sample == "tw" || sample == "ja") {
					continue // without a mark, zeros or spaces there is nothing to go by
				}
				raw, err := enc.NewEncoder().Bytes([]byte(mark + s))
				if err != nil {
					t.Fatal(err)
				}
				if d := decode(raw); d.text != s || d.charset != name || d.bad > 0 {
					t.Errorf("%s in %s, mark %t: %s, %d bad, %.40q", sample, name, mark != "", d.charset, d.bad, d.text)
				}
			}
		}
	}
}

func TestDamagedText(t *testing.T) {
	d := decode([]byte("\xef\xbb\xbfI: caf\xc3\xa9 \xff\xfe na\xc3\xafef\x00\r\nR: g\xc3\xb6ed\rI: ja"))
	if d.text != "I: café \ufffd\ufffd naïef\nR: göed\nI: ja" || d.bad != 2 || d.nuls != 1 || d.charset != "utf-8" {
		t.Errorf("%+v", d)
	}
	odd := decode([]byte("\xff\xfeI\x00:\x00 \x00\x00\xd8a\x00b"))
	if !strings.HasPrefix(odd.text, "I: \ufffda") || odd.bad != 2 {
		t.Errorf("%+v", odd)
	}
}
