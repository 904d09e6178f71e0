package desk

import (
	"fmt"
	"math/rand"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"verbatim/internal/text"
	"verbatim/internal/transcript"
)

// drawn gives the tint of each code point of what a browser would show.
func drawn(t *testing.T, inner string) (string, []int) {
	t.Helper()
	root, err := html.Parse(strings.NewReader("<p>" + inner + "</p>"))
	if err != nil {
		t.Fatal(err)
	}
	var words strings.Builder
	var tints []int
	var walk func(*html.Node, int)
	walk = func(n *html.Node, tint int) {
		if n.Type == html.ElementNode && n.Data == "mark" {
			tint = 1
			for _, a := range n.Attr {
				if _, err := fmt.Sscanf(a.Val, "d%d", &tint); err != nil {
					t.Fatalf("class %q", a.Val)
				}
			}
		}
		if n.Type == html.TextNode {
			words.WriteString(n.Data)
			for range n.Data {
				tints = append(tints, tint)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, tint)
		}
	}
	walk(root, 0)
	return words.String(), tints
}

// expected counts the slow way.
func expected(b Block, spans []Span) []int {
	out := make([]int, text.Len(b.Text))
	for i := range out {
		at, n := b.Start+i, 0
		for _, s := range spans {
			if s.Start <= at && at < s.End {
				n++
			}
		}
		out[i] = Tint(n)
	}
	return out
}

var samples = []string{
	"Plain words, no more.",
	"Zij is 👩‍⚕️ en hij 👨‍👩‍👧‍👦, zei ze 🇳🇱.",
	"Cafe\u0301 naive\u0308 co\u00adop\u00aderatie\u00a0nu",
	"سألت الطبيبة متى أعود إلى البيت، ثم سكتت.",
	"השאלה היא מתי, לא אם.",
	"a < b && c > \"d\" <script>alert('x')</script> &amp; </p><mark>",
	"two\nlines\twith  spaces ",
	"x",
}

func TestMarksStandAtTheirCodePoints(t *testing.T) {
	for _, sample := range samples {
		for seed := range 40 {
			r := rand.New(rand.NewSource(int64(seed)))
			b := Block{Kind: transcript.Words, Start: 1000, Length: text.Len(sample), Text: sample}
			var spans []Span
			for range r.Intn(7) { // from before the block to behind it
				from := 995 + r.Intn(b.Length+8)
				spans = append(spans, Span{from, from + r.Intn(b.Length+8)})
			}
			inner := Redraw([]Block{b}, spans)[0]
			words, tints := drawn(t, inner)
			if words != sample {
				t.Fatalf("seed %d: shows %q, not %q", seed, words, sample)
			}
			if want := expected(b, spans); fmt.Sprint(tints) != fmt.Sprint(want) {
				t.Fatalf("seed %d: %q under %v\n got %v\nwant %v\n%s", seed, sample, spans, tints, want, inner)
			}
		}
	}
}

func TestNestingThreeDeepAndMore(t *testing.T) {
	b := Block{Kind: transcript.Words, Start: 10, Length: 10, Text: "0123456789"}
	got := Redraw([]Block{b}, []Span{{10, 20}, {11, 19}, {12, 18}, {13, 17}, {14, 16}})[0]
	want := `<mark>0</mark><mark class="d2">1</mark><mark class="d3">2</mark><mark class="d4">34567</mark>` +
		`<mark class="d3">7</mark><mark class="d2">8</mark><mark>9</mark>`
	want = strings.Replace(want, "34567</mark><mark class=\"d3\">7", "3456</mark><mark class=\"d3\">7", 1)
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := Redraw([]Block{b}, []Span{{10, 15}, {15, 20}})[0]; got != "<mark>0123456789</mark>" {
		t.Errorf("two that touch: %s", got)
	}
}

// sampleText is a small transcript with front text, labels, times, a heading
// and a turn of two paragraphs.
func sampleText() Text {
	var t Text
	t.Turns = []Turn{{Speaker: "I", Interviewer: true}, {Speaker: "R1 <b>"}, {Speaker: "I", Interviewer: true}}
	at := 0
	add := func(kind transcript.Kind, turn int, words, sep string) {
		t.Blocks = append(t.Blocks, Block{Seq: len(t.Blocks), Kind: kind, Turn: turn, Start: at,
			Length: text.Len(words), Text: words, Sep: sep})
		at += text.Len(words) + text.Len(sep)
	}
	add(transcript.Front, transcript.NoTurn, "Interview 1", "\n\n")
	add(transcript.Label, 0, "I:", " ")
	add(transcript.Words, 0, "How was it? 🙂", "\n")
	add(transcript.Label, 1, "R1 <b>:", " ")
	add(transcript.Time, 1, "[00:01]", " ")
	add(transcript.Words, 1, "First paragraph.", "\n\n")
	add(transcript.Words, 1, "Second paragraph.", "\n")
	add(transcript.Heading, transcript.NoTurn, "Part two", "\n")
	add(transcript.Label, 2, "I:", " ")
	add(transcript.Words, 2, "And then?", "")
	t.Length = at
	return t
}

func drawColumn(t testing.TB, doc Text, codings []Coding) string {
	t.Helper()
	var out strings.Builder
	said := func(n, turn int) string { return fmt.Sprintf("%d codings on turn %d", n, turn) }
	if err := column(doc, codings, nil, said).Render(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestColumn(t *testing.T) {
	doc := sampleText()
	// From inside the question to inside the second paragraph: across turns,
	// over a label and a time.
	first, last := doc.Blocks[2], doc.Blocks[6]
	got := drawColumn(t, doc, []Coding{{ID: "k", Start: first.Start + 4, End: last.Start + 6}})
	for _, want := range []string{
		`<section class="turn none"><p id="b0" dir="auto" data-s="0">Interview 1</p></section>`,
		`<section class="turn int short" id="t1" data-a="13" data-z="29"><h2 class="who"><a href="#t1" data-n="1">I</a></h2>`,
		`>How <mark>was it? 🙂</mark></p><button type="button" class="cnt d1" aria-label="1 codings on turn 1">1</button>`,
		`<a href="#t2" data-n="2">R1 &lt;b&gt;</a>`,
		`data-t="00:01"><mark>First paragraph.</mark></p>`,
		`class="far"><mark>Second</mark> paragraph.</p>`,
		`<h2 id="b7" dir="auto" data-s="82" class="hd">Part two</h2>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, strings.ReplaceAll(got, "<section", "\n<section"))
		}
	}
	if strings.Contains(got, "R1 <b>") || strings.Count(got, `class="cnt`) != 2 {
		t.Errorf("label not escaped, or wrong counts:\n%s", got)
	}
}

func TestATurnThatAHeadingInterruptsIsOneTurn(t *testing.T) {
	doc := Text{Turns: []Turn{{Speaker: "CDR"}, {Speaker: "CMP"}}}
	at := 0
	for _, b := range []Block{
		{Kind: transcript.Time, Turn: 0, Text: "[00:02]"}, // above the heading stands only its time
		{Kind: transcript.Heading, Turn: transcript.NoTurn, Text: "_page : 8"},
		{Kind: transcript.Label, Turn: 0, Text: "CDR:"},
		{Kind: transcript.Words, Turn: 0, Text: "The clock is running."},
		{Kind: transcript.Label, Turn: 1, Text: "CMP:"},
		{Kind: transcript.Words, Turn: 1, Text: "Okay."},
		{Kind: transcript.Heading, Turn: transcript.NoTurn, Text: "_page : 9"},
		{Kind: transcript.Words, Turn: 1, Text: "Jim."},
	} {
		b.Seq, b.Start, b.Length, b.Sep = len(doc.Blocks), at, text.Len(b.Text), "\n"
		at += b.Length + 1
		doc.Blocks = append(doc.Blocks, b)
	}
	got := drawColumn(t, doc, []Coding{{Start: doc.Blocks[7].Start, End: doc.Blocks[7].Start + 3}})
	for _, want := range []string{
		`<section class="turn short" id="t1" data-a="0" data-z="44"><h2 class="who"><a href="#t1" data-n="1">CDR</a></h2><p id="b3" dir="auto" data-s="23" data-t="00:02">`,
		`id="t2" data-a="45" data-z="70"`,
		`<section class="turn short more" data-turn="2"><p id="b7" dir="auto" data-s="66"><mark>Jim</mark>.</p></section>`,
		`aria-label="1 codings on turn 2"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, strings.ReplaceAll(got, "<section", "\n<section"))
		}
	}
	if strings.Count(got, `id="t1"`) != 1 || strings.Count(got, `id="t2"`) != 1 {
		t.Error("a turn stands twice")
	}
}

func TestGroupsCoverTheTextOnce(t *testing.T) {
	doc := generated(30_000, true)
	seen := map[int]bool{}
	longest := 0
	for _, g := range doc.groups() {
		longest = max(longest, g.points)
		if len(g.parts) > groupParts {
			t.Fatalf("%d parts in a group", len(g.parts))
		}
		for _, p := range g.parts {
			for _, b := range p.blocks {
				if seen[b.Seq] {
					t.Fatalf("block %d twice", b.Seq)
				}
				seen[b.Seq] = true
			}
		}
	}
	for _, b := range doc.Blocks {
		drawn := b.Kind != transcript.Label && b.Kind != transcript.Time
		if drawn != seen[b.Seq] {
			t.Fatalf("block %d (%s) drawn: %v", b.Seq, b.Kind, seen[b.Seq])
		}
	}
	if longest > groupPoints+2000 {
		t.Errorf("a group of %d code points", longest)
	}
}

// generated makes a transcript of about n words; with long, in the middle
// stands one turn of 18,000 words.
func generated(n int, long bool) Text {
	r := rand.New(rand.NewSource(1))
	vocabulary := strings.Fields("en dan zegt ze dat het wachten op een bericht langer duurt dan bellen maar je ziet " +
		"wel wat er staat café 👩‍⚕️ מה شكرا naïve (lacht) ongeveer twintig keer per dag niet altijd natuurlijk")
	var t Text
	at, words := 0, 0
	add := func(kind transcript.Kind, turn int, s, sep string) {
		t.Blocks = append(t.Blocks, Block{Seq: len(t.Blocks), Kind: kind, Turn: turn, Start: at, Length: text.Len(s), Text: s, Sep: sep})
		at += text.Len(s) + text.Len(sep)
	}
	for words < n {
		turn := len(t.Turns)
		speaker, count := "R12", 3+r.Intn(180)
		if turn%2 == 0 {
			speaker, count = "I", 3+r.Intn(20)
		}
		if long && words > n/3 {
			count, long = 18_000, false
		}
		t.Turns = append(t.Turns, Turn{Speaker: speaker, Interviewer: turn%2 == 0})
		add(transcript.Label, turn, speaker+":", " ")
		for count > 0 {
			var b strings.Builder
			for i := 0; i < min(count, 250); i++ {
				if i > 0 {
					b.WriteByte(' ')
				}
				b.WriteString(vocabulary[r.Intn(len(vocabulary))])
			}
			words += min(count, 250)
			count -= 250
			add(transcript.Words, turn, b.String()+".", "\n")
		}
	}
	t.Length = at
	return t
}

func codingsOver(t Text, n int) []Coding {
	r := rand.New(rand.NewSource(2))
	out := make([]Coding, n)
	for i := range out {
		start := r.Intn(t.Length - 900)
		out[i] = Coding{ID: fmt.Sprintf("%012x", i), Start: start, End: start + 30 + r.Intn(860), Code: "aaaaaaaaaaaa", Coder: "AM"}
	}
	return out
}

var elements = regexp.MustCompile(`<[a-z]`)

// BenchmarkColumn draws 200,000 words with 5,000 codings: the budget is 50 ms.
func BenchmarkColumn(b *testing.B) {
	doc := generated(200_000, false)
	codings := codingsOver(doc, 5000)
	var html string
	for b.Loop() {
		html = drawColumn(b, doc, codings)
	}
	b.ReportMetric(float64(len(elements.FindAllString(html, -1))), "elements")
	b.ReportMetric(float64(len(html)), "bytes")
}

// BenchmarkRedraw draws one block again.
func BenchmarkRedraw(b *testing.B) {
	doc := generated(2_000, false)
	for b.Loop() {
		Redraw(doc.Blocks[3:4], []Span{{doc.Blocks[3].Start + 5, doc.Blocks[3].Start + 40}})
	}
}
