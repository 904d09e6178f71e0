package words

// Splitting a code on its page.
func init() {
	say(map[string]text{
		"split.how":       {"Tick passages, with the box or x, and give them a code of their own with s.", "Vink passages aan, met het vakje of x, en geef ze met s een eigen code."},
		"split.notmine":   {"These codings are other coders’; each coder splits their own.", "Deze coderingen zijn van andere codeurs; ieder splitst de eigen coderingen."},
		"split.tick":      {"Tick the passage of %s", "De passage van %s aanvinken"},
		"split.uncounted": {"yours, not counted here", "van jou, hier niet geteld"},
		"split.title":     {"Ticked passages", "Aangevinkte passages"},
		"split.to":        {"become", "worden"},
		"split.hint":      {"a new code under “%s”, or one that is there", "een nieuwe code onder “%s”, of een die er al is"},
		"split.do":        {"Split off", "Splits af"},
		"did.code.split":  {"Split ‘%[2]s’: ‘%[3]s’ now has %[1]s of its passages", "‘%[2]s’ gesplitst: ‘%[3]s’ heeft nu %[1]s van de passages"},
	})
	count(map[string]plural{
		"split.js.ticked": {[2]string{"%d passage ticked", "%d passages ticked"}, [2]string{"%d passage aangevinkt", "%d passages aangevinkt"}},
		"split.theirs":    {[2]string{"%d coding of others stays as it is: each coder splits their own.", "%d codings of others stay as they are: each coder splits their own."}, [2]string{"%d codering van anderen blijft zoals zij is: ieder splitst de eigen coderingen.", "%d coderingen van anderen blijven zoals ze zijn: ieder splitst de eigen coderingen."}},
		"split.all":       {[2]string{"Show all %d", "Show all %d"}, [2]string{"Toon alle %d", "Toon alle %d"}},
	})
	refuse(map[string]string{
		"Write the name of the code that the ticked passages are to have.":                      "Schrijf de naam van de code die de aangevinkte passages krijgen.",
		"One of the ticked passages does not have the code “%s” any more. Load the page again.": "Een van de aangevinkte passages heeft de code “%s” niet meer. Laad de pagina opnieuw.",
		"The ticked passages have the code “%s” already. Write another name.":                   "De aangevinkte passages hebben de code “%s” al. Schrijf een andere naam.",
	})
}
