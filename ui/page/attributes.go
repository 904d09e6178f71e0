package page

import (
	"net/url"
	"strings"

	"github.com/a-h/templ"
)

func theme(f Frame) templ.Attributes {
	if f.Theme == "" {
		return nil
	}
	return templ.Attributes{"data-theme": f.Theme}
}

// flipped is the theme that the switch asks for without a script, where the
// browser's own preference is not known: dark first.
func flipped(theme string) string {
	if theme == "dark" {
		return "light"
	}
	return "dark"
}

func current(is bool) templ.Attributes {
	if is {
		return templ.Attributes{"aria-current": "page"}
	}
	return nil
}

func pressed(is bool) string {
	if is {
		return "true"
	}
	return "false"
}

func hinted(id, hint string) templ.Attributes {
	if hint == "" {
		return nil
	}
	return templ.Attributes{"aria-describedby": id + "-hint"}
}

// help is the address of the help, with the way back.
func help(f Frame) string { return "/help?back=" + url.QueryEscape(f.Here) }

// areas names the areas' scripts that this page runs, as app.ts knows them.
func areas(f Frame) string { return strings.ReplaceAll(strings.Join(f.Scripts, " "), ".js", "") }
