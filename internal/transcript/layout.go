package transcript

// feature is one way in which the places of labels are alike.
type feature uint8

const (
	indentFeature feature = iota // the white space before them
	gapFeature                   // a blank line stands before them
	boldFeature                  // they are in bold
	timedFeature                 // a time stands with them
	formFeature                  // how they are written
	aloneFeature                 // the words stand on the lines below
	featureCount  int     = iota
)

// misfit is what a feature costs that nearly all sure labels have and a
// candidate has not.
var misfit = [featureCount]float64{indentFeature: 4, gapFeature: 1.5, boldFeature: 3, timedFeature: 2.5, formFeature: 3, aloneFeature: 1}

// oneSided says whether only the absence of a feature speaks against a label.
func (f feature) oneSided() bool {
	return f == gapFeature || f == boldFeature || f == timedFeature
}

// fitting is what a feature is worth to a candidate that has it where labels
// have, beyond not misfitting: nobody sets single words before a colon in bold
// by chance, and few write a time beside one.
var fitting = [featureCount]float64{boldFeature: 2.5, timedFeature: 1}

// A layout is what the places of the sure labels have in common: for each
// feature its commonest value and the share of the places that have it.
type layout struct {
	seen   int
	common [featureCount]int
	share  [featureCount]float64
}

func layoutOf(s *scan, seeds []*candidate) layout {
	var counts [featureCount]map[int]int
	for f := range counts {
		counts[f] = map[int]int{}
	}
	var y layout
	for _, c := range seeds {
		for _, p := range c.places {
			if !s.open(p) {
				continue
			}
			y.seen++
			for f := range counts {
				counts[f][valueOf(s, &s.found[p], feature(f))]++
			}
		}
	}
	for f := range counts {
		best := -1
		for v, n := range counts[f] {
			if n > best || n == best && v < y.common[f] {
				best, y.common[f] = n, v
			}
		}
		y.share[f] = share(best, y.seen)
	}
	return y
}

func valueOf(s *scan, o *occurrence, f feature) int {
	l := &s.page.lines[o.line]
	yes := false
	switch f {
	case indentFeature:
		return (l.indent + 1) / 4
	case formFeature:
		return int(o.form)
	case gapFeature:
		yes = l.gap
	case boldFeature:
		yes = o.bold
	case timedFeature:
		yes = o.timed
	case aloneFeature:
		yes = o.rest >= len(l.text)
	}
	if yes {
		return 1
	}
	return 0
}

// sameIndent says whether o starts where labels do, give or take two columns.
func (y *layout) sameIndent(s *scan, o *occurrence) bool {
	d := (s.page.lines[o.line].indent+1)/4 - y.common[indentFeature]
	return d >= -1 && d <= 1 && (d == 0 || s.page.lines[o.line].indent <= 2)
}

// fit is the points that c gains or loses by the way its places are laid out.
func (y *layout) fit(s *scan, c *candidate) float64 {
	if y.seen < 4 || len(c.places) == 0 {
		return 0
	}
	points := 0.0
	for f := range feature(featureCount) {
		if y.share[f] < 0.95 || f.oneSided() && y.common[f] == 0 {
			continue
		}
		off := 0
		for _, p := range c.places {
			v := valueOf(s, &s.found[p], f)
			if v != y.common[f] && !(f == indentFeature && y.sameIndent(s, &s.found[p])) {
				off++
			}
		}
		cost := misfit[f]
		if y.seen < 8 {
			cost /= 2
		}
		points -= cost * share(off, len(c.places))
		if y.common[f] == 1 {
			points += fitting[f] * (1 - share(off, len(c.places)))
		}
	}
	return points
}
