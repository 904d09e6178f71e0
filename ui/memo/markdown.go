package memo

import (
	"bytes"
	"context"
	"io"
	"net/url"
	"strings"

	"github.com/a-h/templ"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Markdown draws the words of a memo. Tags in them are shown as they are
// written, nothing is fetched from anywhere: pictures and addresses elsewhere
// stay text, and a link without a beginning leads into the project at root.
func Markdown(root, words string) templ.Component {
	md := goldmark.New(goldmark.WithRendererOptions(html.WithHardWraps(),
		renderer.WithNodeRenderers(util.Prioritized(staying{root}, 100))))
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b bytes.Buffer
		if err := md.Convert([]byte(words), &b); err != nil {
			return err
		}
		_, err := w.Write(b.Bytes())
		return err
	})
}

// Plain is the words of a memo on one line, without their marks.
func Plain(words string) string {
	source := []byte(words)
	var b strings.Builder
	_ = ast.Walk(goldmark.DefaultParser().Parse(text.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				b.Write(n.Segment.Value(source))
			}
			if entering && (n.SoftLineBreak() || n.HardLineBreak()) {
				b.WriteByte(' ')
			}
		case *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock:
			if entering {
				b.Write(n.Lines().Value(source))
			}
		case *ast.RawHTML:
			if entering {
				b.Write(n.Segments.Value(source))
			}
		case *ast.AutoLink:
			if entering {
				b.Write(n.Label(source))
			}
		default:
			if !entering && n.Type() == ast.TypeBlock {
				b.WriteByte(' ')
			}
		}
		return ast.WalkContinue, nil
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// staying draws what Markdown would have lead elsewhere or run.
type staying struct{ root string }

// RegisterFuncs makes it draw links, pictures, headings and tags.
func (s staying) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindLink, s.link)
	r.Register(ast.KindAutoLink, s.address)
	r.Register(ast.KindImage, s.picture)
	r.Register(ast.KindHeading, s.heading)
	r.Register(ast.KindRawHTML, s.tag)
	r.Register(ast.KindHTMLBlock, s.tags)
}

// within is a link's address in the project, "" for one that leads elsewhere.
func (s staying) within(to []byte) string {
	u, err := url.Parse(string(to))
	if err != nil || u.Scheme != "" || u.Host != "" || u.Opaque != "" || strings.HasPrefix(u.Path, "/") || strings.Contains(u.Path, "..") || u.Path == "" {
		return ""
	}
	return s.root + "/" + u.String()
}

func (s staying) link(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*ast.Link)
	to := s.within(n.Destination)
	switch {
	case to != "" && entering:
		_, _ = w.WriteString(`<a href="` + templ.EscapeString(to) + `">`)
	case to != "":
		_, _ = w.WriteString("</a>")
	case !entering:
		_, _ = w.WriteString(" (" + templ.EscapeString(string(n.Destination)) + ")")
	}
	return ast.WalkContinue, nil
}

func (staying) address(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(templ.EscapeString(string(node.(*ast.AutoLink).Label(source))))
	}
	return ast.WalkContinue, nil
}

func (staying) picture(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString(" (" + templ.EscapeString(string(node.(*ast.Image).Destination)) + ")")
	}
	return ast.WalkContinue, nil
}

// heading is two levels below, under the headings of the page.
func (staying) heading(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	tag := "h" + string(rune('0'+min(6, node.(*ast.Heading).Level+2))) + ">"
	if entering {
		_, _ = w.WriteString("<" + tag)
	} else {
		_, _ = w.WriteString("</" + tag + "\n")
	}
	return ast.WalkContinue, nil
}

func (staying) tag(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(templ.EscapeString(string(node.(*ast.RawHTML).Segments.Value(source))))
	}
	return ast.WalkSkipChildren, nil
}

func (staying) tags(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*ast.HTMLBlock)
	if entering {
		said := string(n.Lines().Value(source))
		if n.HasClosure() {
			said += string(n.ClosureLine.Value(source))
		}
		_, _ = w.WriteString("<p>" + templ.EscapeString(said) + "</p>\n")
	}
	return ast.WalkContinue, nil
}
