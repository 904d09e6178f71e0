package web

import (
	"github.com/labstack/echo/v4"

	"verbatim/ui/help"
	"verbatim/ui/page"
	"verbatim/ui/words"
)

// showHelp says what things are called, which keys there are and where the
// files live.
func (s *Server) showHelp(c echo.Context) error {
	f := page.Frame{Title: words.Say(c.Request().Context(), "help.title")}
	return s.show(c, f, help.Screen(help.View{Dir: s.shelf.Dir, Back: localPath(c.QueryParam("back"), "")}))
}
