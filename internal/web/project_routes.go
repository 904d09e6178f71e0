package web

import "github.com/labstack/echo/v4"

func (s *Server) projectRoutes(g *echo.Group) {
	g.GET("/coder", s.showCoder)
	g.POST("/coder", s.chooseCoder)
}
