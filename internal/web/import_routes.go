package web

import "github.com/labstack/echo/v4"

func (s *Server) importRoutes(g *echo.Group) {
	g.GET("/import", s.showImport)
	g.POST("/import", addImport)
	g.POST("/import/clear", clearImport)
	g.POST("/import/store", s.storeImport)
	g.POST("/import/cancel", cancelImport)
	g.GET("/import/progress", progressImport)
	g.POST("/import/:file/choose", chooseImport)
	g.POST("/import/:file/remove", removeImport)
}
