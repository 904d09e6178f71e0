package web

import "github.com/labstack/echo/v4"

func (s *Server) exportRoutes(g *echo.Group) {
	g.GET("/export", s.showExports)
	g.GET("/export/:what", s.exportFile)
}
