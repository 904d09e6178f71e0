package web

import (
	"github.com/labstack/echo/v4"

	"verbatim/ui/words"
)

// setLanguage keeps the language of the screens for this browser.
func setLanguage(c echo.Context) error {
	keep(c, languageCookie, string(words.Choose(c.FormValue("language"), "")), "/")
	return back(c, "/")
}

// setTheme keeps light or dark for this browser; the page's script does it
// without a request.
func setTheme(c echo.Context) error {
	theme := "light"
	if c.FormValue("theme") == "dark" {
		theme = "dark"
	}
	keep(c, themeCookie, theme, "/")
	return back(c, "/")
}
