package web

import "github.com/labstack/echo/v4"

func (s *Server) passagesRoutes(g *echo.Group) {
	g.GET("/passages", s.showRetrieved)
	g.POST("/passages", s.changeRetrieved)
	g.GET("/passages/:coding", s.showInPlace)
}
