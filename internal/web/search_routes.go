package web

import "github.com/labstack/echo/v4"

// searchRoutes find passages and code those that are ticked.
func (s *Server) searchRoutes(g *echo.Group) {
	g.GET("/search", s.showSearch)
	g.GET("/search/status", s.showIndexStatus)
	g.POST("/search/plan", s.planSearch)
	g.POST("/search/code", s.codeSearch)
}
