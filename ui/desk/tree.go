package desk

// node is a code with the codes below it.
type node struct {
	Code
	top   bool
	under []node
}

// nodes makes a tree of the codes in use, which are given in tree order. A code
// whose parent is not among them stands at the top.
func nodes(codes []Code) []node {
	known := map[string]bool{}
	children := map[string][]Code{}
	for _, c := range codes {
		known[c.ID] = !c.Retired
	}
	for _, c := range codes {
		if c.Retired {
			continue
		}
		parent := c.Parent
		if !known[parent] {
			parent = ""
		}
		children[parent] = append(children[parent], c)
	}
	var below func(parent string) []node
	below = func(parent string) []node {
		var out []node
		for _, c := range children[parent] {
			out = append(out, node{Code: c, top: parent == "", under: below(c.ID)})
		}
		return out
	}
	return below("")
}

// title is what a row of the tree says on hover: the name, because a long one
// is cut, and the definition.
func title(c Code) string {
	if c.Brief == "" {
		return c.Name
	}
	return c.Name + ": " + c.Brief
}
