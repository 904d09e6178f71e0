package web

import "github.com/labstack/echo/v4"

func (s *Server) memoRoutes(g *echo.Group) {
	g.GET("/memos", s.showMemos)
	g.GET("/memos/new", s.newMemo)
	g.POST("/memos", s.writeMemo)
	g.POST("/memos/", s.writeMemo)
	g.GET("/memos/:memo", s.showMemo)
	g.POST("/memos/:memo", s.updateMemo)
	g.POST("/memos/:memo/delete", deleteMemo)
	g.POST("/d/:document/memos", s.markMemo)
}
