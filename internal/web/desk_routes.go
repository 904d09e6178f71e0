package web

import "github.com/labstack/echo/v4"

// deskRoutes are the reading and coding desk. What changes a document's codings
// answers with the blocks that it touched.
func (s *Server) deskRoutes(g *echo.Group) {
	g.GET("/desk", s.openDesk)
	g.GET("/d/:document", s.showDocument)
	g.GET("/d/:document/hits", s.showHits)
	g.GET("/d/:document/passages/:code", s.showPassages)
	g.POST("/d/:document/codings", s.applyCodings)
	g.POST("/d/:document/place", s.keepPlace)
	g.POST("/d/:document/pin/:code", s.pinCode)
	g.POST("/codings/:coding/remove", s.removeCoding)
	g.POST("/codings/:coding/annotate", s.annotateCoding)
	g.POST("/codings/:coding/confirm", s.confirmCoding)
	g.POST("/codings/:coding/recode", s.recodeCoding)
	g.POST("/codings/:coding/span", s.resizeCoding)
	g.POST("/links", s.makeLink)
	g.POST("/links/:link", s.changeLink)
	g.POST("/links/:link/remove", s.removeLink)
	g.POST("/undo", s.undo)
	g.POST("/redo", s.redo)
}
