package memo

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

func TestMarkdownStays(t *testing.T) {
	for words, want := range map[string]string{
		"# A\n\ntext":                    "<h3>A</h3>",
		"a [b](d/0f#c-1) c":              `<a href="/p/x/d/0f#c-1">b</a>`,
		"[b](/etc)":                      "b (/etc)",
		"[b](../y/codes)":                "b (../y/codes)",
		"[b](//verbatim.example)":        "b (//verbatim.example)",
		"[b](javascript:alert(1))":       "b (javascript:alert(1))",
		"<https://verbatim.example/>":    "<p>https://verbatim.example/</p>",
		"![p](http://verbatim.example/)": "p (http://verbatim.example/)",
		"a <b onclick=x>c</b>":           "a &lt;b onclick=x&gt;c&lt;/b&gt;",
		"<script>\nalert(1)\n</script>":  "&lt;script&gt;",
		"**a** & *b* `<i>`":              "<strong>a</strong> &amp; <em>b</em> <code>&lt;i&gt;</code>",
		"\\*not\\* \\<b>":                "*not* &lt;b&gt;",
	} {
		var b bytes.Buffer
		if err := Markdown("/p/x", words).Render(context.Background(), &b); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); !strings.Contains(got, want) || strings.Contains(got, "<script") || strings.Contains(got, "<img") {
			t.Errorf("%q: %s", words, got)
		}
	}
}

func TestPlain(t *testing.T) {
	if got := Plain("# A *b*\n\n- one\n- two `x`\n\n> [said](codes/1)\nand <i>more</i>"); got != "A b one two x said and <i>more</i>" {
		t.Errorf("%q", got)
	}
}
