package web

import "github.com/labstack/echo/v4"

func (s *Server) findingRoutes(g *echo.Group) {
	g.GET("/findings", s.showSheet)
	g.POST("/findings", s.createFinding)
	g.POST("/findings/sheet", s.setSheet)
	g.GET("/findings/:finding", s.showFinding)
	g.POST("/findings/:finding", s.updateFinding)
	g.POST("/findings/:finding/move", s.moveFinding)
	g.POST("/findings/:finding/delete", s.deleteFinding)
	g.POST("/findings/:finding/codes", s.tieFinding)
	g.POST("/findings/:finding/freeze", s.freezeFinding)
	g.POST("/findings/:finding/quotes", s.quoteFinding)
	g.POST("/findings/:finding/consent", s.recordConsent)
}
