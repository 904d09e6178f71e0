package search

import "verbatim/internal/fault"

// The grammar, weakest first: OR, AND (or nothing) between, NOT before, NEAR
// between, then words, phrases, fields and brackets.

func (p *parser) peek() *tok {
	if p.next < len(p.toks) {
		return &p.toks[p.next]
	}
	return nil
}

func (p *parser) take(what tokKind) *tok {
	if t := p.peek(); t != nil && t.what == what {
		p.next++
		return t
	}
	return nil
}

func join(o op, kids []*node) *node {
	if len(kids) == 1 {
		return kids[0]
	}
	n := &node{op: o, kids: kids, place: kids[0].place}
	n.setKind()
	return n
}

func (p *parser) or(depth int) (*node, error) {
	var kids []*node
	for {
		k, err := p.and(depth)
		if err != nil {
			return nil, err
		}
		kids = append(kids, k)
		if p.take(tOr) == nil {
			return join(opOr, kids), nil
		}
	}
}

func (p *parser) and(depth int) (*node, error) {
	var kids []*node
	for {
		k, err := p.not(depth)
		if err != nil {
			return nil, err
		}
		kids = append(kids, k)
		if p.take(tAnd) != nil {
			continue
		}
		if t := p.peek(); t == nil || t.what == tOr || t.what == tClose {
			return join(opAnd, kids), nil
		}
	}
}

func (p *parser) not(depth int) (*node, error) {
	t := p.take(tNot)
	if t == nil {
		return p.near(depth)
	}
	if depth >= maxDepth {
		return nil, fault.New(fault.Invalid, "At character %d there are more than %d brackets inside each other.", t.place+1, maxDepth)
	}
	k, err := p.not(depth + 1)
	if err != nil {
		return nil, err
	}
	n := &node{op: opNot, kids: []*node{k}, place: t.place}
	n.setKind()
	return n, nil
}

func (p *parser) near(depth int) (*node, error) {
	left, err := p.primary(depth)
	if err != nil {
		return nil, err
	}
	for {
		t := p.take(tNear)
		if t == nil {
			return left, nil
		}
		right, err := p.primary(depth)
		if err != nil {
			return nil, err
		}
		for _, k := range []*node{left, right} {
			if !nearable(k) {
				return nil, fault.New(fault.Invalid, "%s at character %d stands between words, phrases, or words with OR between them in brackets.", t.word, t.place+1)
			}
		}
		left = &node{op: opNear, kids: []*node{left, right}, n: t.n, place: left.place}
		left.setKind()
	}
}

// nearable reports whether a node's hits are runs of words.
func nearable(n *node) bool {
	switch n.op {
	case opPhrase, opNear:
		return true
	case opOr:
		for _, k := range n.kids {
			if !nearable(k) {
				return false
			}
		}
		return true
	}
	return false
}

func (p *parser) primary(depth int) (*node, error) {
	t := p.peek()
	if t == nil {
		last := p.toks[len(p.toks)-1]
		return nil, fault.New(fault.Invalid, "%s at character %d has nothing behind it. Put a word there, or take it out; as a word write it in small letters.", last.word, last.place+1)
	}
	switch t.what {
	case tLeaf:
		p.next++
		return t.leaf, nil
	case tOpen:
		p.next++
		if depth >= maxDepth {
			return nil, fault.New(fault.Invalid, "At character %d there are more than %d brackets inside each other.", t.place+1, maxDepth)
		}
		if c := p.peek(); c != nil && c.what == tClose {
			return nil, fault.New(fault.Invalid, "The brackets at character %d are empty.", t.place+1)
		}
		if p.peek() == nil {
			return nil, fault.New(fault.Invalid, "The bracket at character %d is not closed.", t.place+1)
		}
		n, err := p.or(depth + 1)
		if err != nil {
			return nil, err
		}
		if p.take(tClose) == nil {
			return nil, fault.New(fault.Invalid, "The bracket at character %d is not closed.", t.place+1)
		}
		return n, nil
	case tClose:
		if p.next > 0 && p.toks[p.next-1].what != tLeaf && p.toks[p.next-1].what != tClose {
			last := p.toks[p.next-1]
			return nil, fault.New(fault.Invalid, "%s at character %d has nothing behind it. Put a word there, or take it out; as a word write it in small letters.", last.word, last.place+1)
		}
		return nil, fault.New(fault.Invalid, "The bracket at character %d closes nothing. Take it out, or open one before it.", t.place+1)
	}
	return nil, fault.New(fault.Invalid, "%s at character %d has nothing before it. Put a word there, or take it out; as a word write it in small letters.", t.word, t.place+1)
}
