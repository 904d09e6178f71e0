package transcript

import (
	"bytes"
	"errors"
	"io"
)

// Limits within one part, which encoding/xml has not: it gathers a whole tag,
// comment or text before it hands it on.
const (
	maxPiece      = 32 << 20 // bytes of one text, tag or comment
	maxAttributes = 1000     // attributes of one tag
)

var errPiece = errors.New("one piece of the part is too large")

// guardReader passes XML on and stops at what no word processor writes: a
// document type declaration, endless tags, and work beyond the deadline. It
// works on UTF-8 and knows just enough of XML to find where a tag ends.
type guardReader struct {
	in     io.Reader
	clock  deadline
	state  guardState
	size   int     // bytes of the present piece
	quotes int     // quoted values in the present tag
	tail   [8]byte // the last bytes, to recognise how a piece begins and ends
}

type guardState uint8

const (
	inContent guardState = iota
	inTag
	inSingle  // a value in single quotes
	inDouble  // a value in double quotes
	inComment // until -->
	inCDATA   // until ]]>
	inProcess // until ?>
)

func (g *guardReader) Read(p []byte) (int, error) {
	if g.clock.passed() {
		return 0, errSlow
	}
	n, err := g.in.Read(p)
	for rest := p[:n]; len(rest) > 0; rest = rest[1:] {
		jump := 0 // over what cannot change the state
		switch g.state {
		case inContent:
			jump = bytes.IndexByte(rest, '<')
		case inSingle:
			jump = bytes.IndexByte(rest, '\'')
		case inDouble:
			jump = bytes.IndexByte(rest, '"')
		}
		if jump < 0 {
			jump = len(rest)
		}
		if g.size += jump; g.size > maxPiece {
			return 0, errPiece
		}
		if rest = rest[jump:]; len(rest) == 0 {
			break
		}
		if bad := g.see(rest[0]); bad != nil {
			return 0, bad
		}
	}
	return n, err
}

// see moves the state over one byte.
func (g *guardReader) see(c byte) error {
	if g.size++; g.size > maxPiece {
		return errPiece
	}
	before := g.state
	switch g.state {
	case inContent:
		g.state, g.quotes = inTag, 0 // Read stops in content at '<' only
	case inTag:
		if err := g.seeInTag(c); err != nil {
			return err
		}
	case inSingle, inDouble:
		g.state = inTag // and in values at their own quote
		return nil
	case inComment:
		if g.size >= len("!---->") {
			g.closeOn(c, "--")
		}
	case inCDATA:
		g.closeOn(c, "]]")
	case inProcess:
		g.closeOn(c, "?")
	}
	copy(g.tail[:], g.tail[1:])
	g.tail[len(g.tail)-1] = c
	if before == inContent || g.state == inContent {
		g.size = 0
	}
	return nil
}

func (g *guardReader) seeInTag(c byte) error {
	switch {
	case c == '>':
		g.state = inContent
	case c == '\'':
		g.state = inSingle
	case c == '"':
		g.state = inDouble
	case c == '?' && g.size == 1:
		g.state = inProcess
	case c == '-' && g.size == 3 && bytes.HasSuffix(g.tail[:], []byte("<!-")):
		g.state = inComment
	case c == '[' && g.size == 8 && string(g.tail[:]) == "<![CDATA":
		g.state = inCDATA
	case (c == 'D' || c == 'd') && g.size == 2 && bytes.HasSuffix(g.tail[:], []byte("<!")):
		return errDoctype
	}
	if g.state == inSingle || g.state == inDouble {
		if g.quotes++; g.quotes > maxAttributes {
			return errPiece
		}
	}
	return nil
}

// closeOn ends a piece at '>' when the bytes before it are end.
func (g *guardReader) closeOn(c byte, end string) {
	if c == '>' && bytes.HasSuffix(g.tail[:], []byte(end)) {
		g.state = inContent
	}
}
