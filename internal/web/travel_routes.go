package web

import "github.com/labstack/echo/v4"

func (s *Server) travelRoutes(g *echo.Group) {
	g.GET("/codes/travel", s.showTravel)
	g.POST("/codes/travel", s.compareTravel)
	g.POST("/codes/travel/take", s.takeTravel)
}
