package web

import "github.com/labstack/echo/v4"

func (s *Server) projectRoutes(g *echo.Group) {
	g.GET("", s.showDocuments)
	g.GET("/go", listPlaces)
	g.POST("/d/:document/rename", renameDocument)
	g.POST("/d/:document/group", groupDocument)
	g.POST("/d/:document/move", moveDocument)
	g.POST("/d/:document/trash", trashDocument)
	g.POST("/d/:document/restore", restoreDocument)
	g.GET("/coder", s.showCoder)
	g.POST("/coder", s.chooseCoder)
}
